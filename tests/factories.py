"""Plain functions that put records into the test's database."""
