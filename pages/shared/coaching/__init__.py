"""Coaching, peer review and who supports whom on a page."""
