"""What is missing, late or contradictory, and who can put it right? For administrators, programme staff, LA leads."""

import streamlit as st

from data_access.permissions import Action
from pages.shared import access, facts, filters, frame
from pages.shared.completeness import completeness_grid, completeness_rows, expectation_form, sources, who_to_ask
from pages.shared.entry import saving

viewer = access.viewer("data_quality")
view = facts.load(viewer)
frame.opening(
    "What is missing, and who can put it right?",
    "What each setting, cluster and the authority should have handed in, what has come of it, how old each source is, "
    "and which records cannot all be true.",
)
if view.is_empty:
    frame.nothing_yet(viewer, "settings")
    st.stop()
chosen = filters.bar(viewer, view)
saving.announce()
may_set = viewer.may(Action.SET_EXPECTATIONS)
if not view.built(completeness_rows.in_force):
    where = "Say so at the foot of this page." if may_set else "An administrator says so on this page."
    st.info(f"{completeness_rows.NOBODY} {where}")
else:
    st.markdown(f"**{completeness_rows.answer(view, chosen)}**")
    completeness_grid.show(view, ("setting",), "Settings, those with most missing first", chosen)
    completeness_grid.show(view, ("cluster", "authority"), "Clusters and the authority", chosen)
    completeness_rows.show_by_cluster(view, chosen)
    who_to_ask.show(view, chosen)

sources.stale(view)
sources.contradicting(view, chosen)
if may_set:
    expectation_form.show(view)
