"""Do families and SENCOs feel the difference? For the Delivery Group, and for whoever plans the next event."""

import streamlit as st

from data_access.permissions import Action
from data_access.vocabulary import Audience, Item, label
from pages.shared import access, by_event, cards, charts, facts, filters, frame, notes, palette, sentences

MEASURES = {
    Audience.PARENT_CARER: ("parent_confidence", Item.CONFIDENCE_IN_MAINSTREAM),
    Audience.SENCO: ("senco_confidence", Item.CONFIDENCE_AND_CAPABILITY),
}
KEYS = tuple(key for key, _ in MEASURES.values())

viewer = access.viewer("feedback")
view = facts.load(viewer)
frame.opening(
    "Do families and SENCOs feel the difference?",
    "People answer a short survey. A share counts those who say that things are better or much better than a year ago; "
    "the bar through each point shows how sure that share is: the fewer answered, the longer.",
)
if view.is_empty:
    frame.nothing_yet(viewer, "settings")
    st.stop()
chosen = filters.bar(viewer, view)
cards.row(view, KEYS, chosen)

audience = st.segmented_control(
    "Whose answers", list(MEASURES), format_func=label, default=Audience.PARENT_CARER, required=True, key="audience"
)
key, item = MEASURES[audience or Audience.PARENT_CARER]
st.markdown(f"**{sentences.answer(view, key, chosen)}**")
colours = palette.in_use()
charts.show(view.built(charts.trend, key, chosen, colours))
by = charts.breakdown("feedback")
charts.show(view.built(charts.by_group, key, by, chosen, colours))
by_event.show(view, key, audience, item, chosen, colours)
if viewer.may(Action.READ_COMMENTS):
    by_event.comments(view, audience, chosen)
if not len(view.facts.answers):
    frame.nothing_yet(viewer, "responses")
notes.show(view, KEYS)
