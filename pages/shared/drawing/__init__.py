"""How numbers are drawn: charts and their marks, shades, colours, and what chance explains."""
