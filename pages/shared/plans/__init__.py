"""Self-evaluations and plans on a page."""
