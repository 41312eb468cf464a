"""What a person fills in: forms, drafts, reasons, saving and taking away."""
