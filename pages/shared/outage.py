"""A database that does not answer: said in a sentence, with what was typed kept, and tried again by itself."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from data_access import revisions
from data_access.errors import Unavailable
from pages.shared import menu
from pages.shared.entry import filling

JUST_SAID = "outage said with its page"


@contextmanager
def survived() -> Iterator[None]:
    """In place of the page, and of a traceback, what has happened; the page is there again once the database is."""
    try:
        yield
    except Unavailable as away:
        # Named all the same, so that its address stays.
        st.navigation(menu.pages(None), position="hidden")
        filling.hold_all()
        st.error(str(away), icon=":material/cloud_off:")
        st.session_state[JUST_SAID] = True
        _try_again()


@st.fragment(run_every="2s")
def _try_again() -> None:
    if st.session_state.pop(JUST_SAID, False):
        return
    try:
        revisions.revisions()
    except Unavailable:
        return
    st.rerun(scope="app")
