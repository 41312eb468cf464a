"""Evidence of change and its themes on a page."""
