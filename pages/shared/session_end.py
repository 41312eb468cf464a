"""Says that the session is about to end, some minutes before it does, with the click that lets it go on."""

import math
from datetime import datetime, timedelta

import streamlit as st

from data_access import sessions
from data_access.clock import HERE
from pages.shared import access, words

WARNED_BEFORE = timedelta(minutes=10)
# When it ends as far as this tab knows: it may have been renewed in another one since.
KNOWN = "session ends at"


def warn() -> None:
    """Draws the warning, if it is time. Asks the database only then, and once when the page is opened."""
    named, moment = access.session_id(), datetime.now(HERE)
    if named is None:
        return
    end = st.session_state.get(KNOWN)
    if end is None or end.at - moment <= WARNED_BEFORE:
        end = st.session_state[KNOWN] = sessions.end_of(named)
    if end is None or end.at - moment > WARNED_BEFORE:
        return
    minutes = words.plural(math.ceil((end.at - moment) / timedelta(minutes=1)), "minute")
    with st.container(key="session ends", horizontal=True, vertical_alignment="center"):
        st.html(
            f"<p role='alert'><strong>You will be signed out in {minutes}</strong>, at {words.clock(end.at)[:5]}. "
            "What you typed is kept as a draft.</p>"
        )
        if end.may_be_put_off:
            st.button("Stay signed in", type="primary", key="stay signed in", on_click=sessions.renew, args=(named,))
