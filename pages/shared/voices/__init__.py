"""What people answered in surveys, on a page."""
