"""Do families, settings and pupils feel the difference? For the Delivery Group, and whoever plans the next event."""

import streamlit as st

from data_access.permissions import Action
from pages.shared import access, behind, cards, facts, filters, frame, notes, sentences
from pages.shared.drawing import charts, control, palette
from pages.shared.voices import answers_spread, by_event, invited, whose

viewer = access.viewer("feedback")
view = facts.load(viewer)
frame.opening(
    "Do families, settings and pupils feel the difference?",
    "People answer a short survey. A share counts those who give one of the two best answers, such as better or much "
    "better than a year ago; the bar through each point shows how sure it is: the fewer answered, the longer.",
)
if view.is_empty:
    frame.nothing_yet(viewer, "settings")
    st.stop()
chosen = filters.bar(viewer, view)
cards.row(view, whose.KEYS, chosen)

audience = whose.choose()
key, item = whose.MEASURES[audience]
st.markdown(f"**{view.built(sentences.answer, key, chosen)}**")
colours = palette.in_use()
charts.show(view.built(charts.trend, key, chosen, colours))
charts.show(view.built(answers_spread.build, audience, chosen, colours))
by = charts.breakdown("feedback")
charts.show(view.built(charts.by_group, key, by, chosen, colours))
by_event.show(view, key, audience, item, chosen, colours)
invited.show(view, chosen, colours)
if viewer.may(Action.READ_COMMENTS):
    by_event.comments(view, audience, chosen)
if not len(view.facts.answers):
    frame.nothing_yet(viewer, "responses")
control.show(view, whose.KEYS, chosen, "feedback")
behind.show(view, whose.KEYS, chosen, "feedback")
notes.show(view, whose.KEYS)
