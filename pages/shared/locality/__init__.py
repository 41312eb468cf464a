"""The map: places, their marks, and what lies under them."""
