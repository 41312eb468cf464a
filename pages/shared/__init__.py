"""What every page is made of: who is looking, filters, cached numbers, cards, charts, tables and words."""
