"""The live mark: asks more than once a second whether anything was written, and runs the page again if so."""

from datetime import datetime

import streamlit as st

from data_access import revisions
from data_access.clock import HERE
from data_access.errors import Unavailable
from data_access.vocabulary import Subject
from pages.shared import access, session_end, words

SEEN = "revisions seen"
JUST_DRAWN = "live mark drawn with its page"


def look() -> dict[Subject, int]:
    """The revisions as they are now: what the run that begins here shows, and what the mark watches from here on."""
    seen = revisions.revisions()
    st.session_state[SEEN] = seen
    return seen


def mark(page_is_being_filled: bool) -> None:
    """Draws "live, updated 10:42:07".

    A page that is being filled in shows the mark and stays as it is: a rerun in the middle of a word would move what
    the person looks at, and what others wrote changes nothing that they type. A session that ended still ends it.
    """
    st.session_state["updated at"] = datetime.now(HERE)
    st.session_state[JUST_DRAWN] = True
    _watch(page_is_being_filled)


@st.fragment(run_every="0.7s")
def _watch(page_is_being_filled: bool) -> None:
    has_moved = False
    # With the page around it, who is looking has been asked a moment ago.
    if not st.session_state.pop(JUST_DRAWN, False):
        try:
            if access.identity() is None:
                st.rerun(scope="app")
            has_moved = revisions.revisions() != st.session_state[SEEN]
        except Unavailable:
            st.html("<p class='live'>○ the database does not answer: trying again</p>")
            return
        if has_moved and not page_is_being_filled:
            st.rerun(scope="app")
    word = "newer entries are in: leave this page to see them" if has_moved else "live"
    session_end.warn()
    st.html(f"<p class='live'>● {word}, updated {words.clock(st.session_state['updated at'])}</p>")
