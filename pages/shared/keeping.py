"""Keeping the view that is on screen: its page and its filters, under a name."""

from collections.abc import Mapping

import streamlit as st

from data_access import saved_views
from data_access.errors import InvalidInput, ProductError
from data_access.permissions import Action, Identity
from pages.shared import menu

NAME, LATEST, SHARED, SAID = "name of the view", "view of the latest period", "view is shared", "said of the view"
# What fixes the period: without it, a page shows the one in progress.
PERIOD = "of"


def popover(viewer: Identity, page: str, query: Mapping[str, str], period: str) -> None:
    """Offers to keep the page with this query. `period` is the chosen one in words."""
    if not viewer.may(Action.SAVE_VIEW) or viewer.user_id is None:
        return
    keeping = st.popover("Save this view", key="keep view", on_change="rerun")
    if not keeping.open:
        return
    with keeping:
        st.write("It is kept under “Your views”, with the filters as they are now.")
        st.text_input("Name of the view", key=NAME, placeholder="such as Central, primary")
        st.checkbox(f"Always show the period in progress, instead of {period}", key=LATEST)
        st.checkbox("Share it with everybody in the programme", key=SHARED)
        st.button("Save the view", type="primary", on_click=_save, args=(viewer, page, dict(query)), key="save view")
        is_saved, sentence = st.session_state.pop(SAID, (True, ""))
        if sentence:
            (st.success if is_saved else st.error)(sentence)
        st.page_link(menu.page("saved_views"), label="Your views", icon=":material/bookmarks:")


def _save(viewer: Identity, page: str, query: dict[str, str]) -> None:
    state = st.session_state
    wanted = {name: value for name, value in query.items() if name != PERIOD or not state[LATEST]}
    try:
        saved_views.save_view(viewer, state[NAME], page, wanted, is_shared=state[SHARED])
    except InvalidInput as refusal:
        state[SAID] = (False, " ".join(refusal.answers.values()))
    except ProductError as problem:
        state[SAID] = (False, str(problem))
    else:
        state[SAID] = (True, f"“{' '.join(state[NAME].split())}” is kept.")
        state[NAME] = ""
