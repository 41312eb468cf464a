"""One setting's page, said for people."""
