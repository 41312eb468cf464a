"""Is the programme working? For everyone, and for the first screen of a meeting."""

from pages.shared import access, facts, filters, frame

viewer = access.viewer("overview")
view = facts.load(viewer)
frame.opening(
    "Is the programme working?", "Each card is one measure: where it stands, where it should be, and how it moved."
)
chosen = filters.bar(viewer, view)
