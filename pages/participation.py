"""Who is taking part, and who is not yet? For the Delivery Group, and for whoever rings a setting."""

import streamlit as st

from pages.shared import access, behind, cards, facts, filters, frame, notes, reached, registers, sentences
from pages.shared.drawing import charts, control, palette

MEASURES = ("participation_rate", "active_participation_rate", "cluster_meeting_attendance")

viewer = access.viewer("participation")
view = facts.load(viewer)
frame.opening(
    "Who is taking part?",
    "A setting (a school, nursery or college) takes part when somebody from it comes to an event of the programme; "
    "it is active when it comes to something in every half term.",
)
if view.is_empty:
    frame.nothing_yet(viewer, "settings")
    st.stop()
chosen = filters.bar(viewer, view)
if not view.outline.has_registers:
    frame.nothing_yet(viewer, "registers")
st.markdown(f"**{view.built(sentences.answer, 'participation_rate', chosen)}**")
cards.row(view, MEASURES, chosen)

colours = palette.in_use()
charts.show(view.built(charts.trend, "participation_rate", chosen, colours))
charts.show(view.built(charts.two_trends, "participation_rate", "active_participation_rate", chosen, colours))
by = charts.breakdown("participation")
charts.show(view.built(charts.by_group, "participation_rate", by, chosen, colours))

reached.not_yet(view, chosen)
registers.show(viewer, view, chosen)
control.show(view, MEASURES, chosen, "participation")
behind.show(view, MEASURES, chosen, "participation")
notes.show(view, MEASURES)
