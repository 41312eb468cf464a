"""What has changed in settings, in their own words? For everyone; approved ones only, except for those who approve."""

import streamlit as st

from data_access.permissions import Action
from pages.shared import access, behind, cards, facts, filters, frame, menu, notes
from pages.shared.culture import stories

viewer = access.viewer("case_studies")
view = facts.load(viewer)
frame.opening(
    "What has changed in settings, in their own words?",
    "A case study says what a school, nursery or college did and what came of it. No child is named. "
    "It counts as evidence once somebody in the programme has approved it.",
)
if view.is_empty:
    frame.nothing_yet(viewer, "settings")
    st.stop()
chosen = filters.bar(viewer, view)
cards.row(view, ("case_studies", "evidence_of_change"), chosen)
theme, only_period = stories.choices()

known = view.built(stories.read, viewer.may(Action.SEE_UNAPPROVED))
shown = stories.matching(known, view, chosen, theme, only_period)
if known.empty:
    st.info(
        "There is no case study to read yet. Programme staff write them on the page “Case study”; "
        "they show here once approved."
    )
elif shown.empty:
    st.info("No case study fits these filters. Choose all themes, another cluster or another phase.")
else:
    st.markdown(f"**{stories.in_words(shown, theme)}**")
if viewer.may(Action.WRITE_CASE_STUDY):
    st.page_link(menu.page("enter_case_study"), label="Write a case study", icon=":material/post_add:")
stories.show(viewer, shown, st.query_params.get("id"))
behind.show(view, ("case_studies", "evidence_of_change"), chosen, "case_studies")
notes.show(view, ("case_studies", "evidence_of_change"))
