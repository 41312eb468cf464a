"""Loading a file: what it would change, what has to be put right in it, and what was loaded before."""
