"""EHC plans, placements and what they cost on a page."""
