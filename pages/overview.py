"""Is the programme working? For everyone, and for the first screen of a meeting."""

import streamlit as st

import kpis
from pages.shared import access, behind, cards, facts, filters, frame, lists, notes, summary
from pages.shared.people import team_checks

viewer = access.viewer("overview")
view = facts.load(viewer)
frame.opening(
    "Is the programme working?", "Each card is one measure: where it stands, where it should be, how it moved."
)
if view.is_empty:
    frame.nothing_yet(viewer, "settings")
    st.stop()
chosen = filters.bar(viewer, view)
if not view.outline.has_registers:
    frame.nothing_yet(viewer, "registers")
cards.row(view, kpis.HEADLINES, chosen, with_legend=True)

left, right = st.columns(2)
with left:
    lists.show("What has moved", view.built(lists.moved, chosen), "Nothing has moved yet.", chosen, "moved")
with right:
    lines = [*team_checks.attention(viewer), *view.built(lists.needing_attention, chosen)]
    lists.show("Needs attention", lines, "Nothing stands out for this choice of filters.", chosen, "attention")

measures = summary.measures(view)
summary.table(view, measures, chosen)
behind.show(view, measures, chosen, "overview")
notes.show(view, kpis.HEADLINES)
