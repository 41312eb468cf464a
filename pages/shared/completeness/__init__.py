"""What is expected, what came, and who to ask."""
