"""Measures the product against an ordinary Streamlit page, in one run on one machine: `make bench`."""
