"""What is kept of records that were taken away or written over, and the ways to put it back."""
