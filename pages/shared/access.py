"""Who is looking, asked of the database on every run: a WebSocket outlives a sign-out."""

from contextvars import ContextVar

import streamlit as st

from data_access import sessions
from data_access.permissions import Identity
from pages.shared import menu

# To the address they are at: the gate asks them to sign in first, and brings them back.
SIGN_IN = '<p><a href="" target="_self">Go to sign-in</a></p>'

# Whom the frame found signed in a moment ago, for the page that it runs next, and for nothing after that.
_found: ContextVar[Identity | None] = ContextVar("found signed in", default=None)


def identity() -> Identity | None:
    """The person whose session the gate named in its header; None once that session has ended."""
    named = session_id()
    return sessions.identity_of(named) if named else None


def session_id() -> str | None:
    """The id of the session that the gate named in its header, whether or not it lives."""
    named = st.user.get("session")
    return str(named) if named else None


def signed_in() -> Identity:
    """The person looking. Without a live session the run stops here, with a sentence and no menu."""
    who = identity()
    _found.set(who)
    if who is None:
        # The page is named all the same, so that its address stays, and sign-in can return to it.
        st.navigation(menu.pages(None), position="hidden")
        _say_signed_out()
        st.stop()
    return who


def viewer(page: str) -> Identity:
    """The person looking at `page`, whose role may open it. Anybody else reads a sentence, and the run stops.

    A page that is run past the frame asks the database itself.
    """
    who = _found.get() or identity()
    _found.set(None)
    if who is None:
        _say_signed_out()
        st.stop()
    if not who.may_open(page):
        st.title("This page is not open to your role")
        st.write("Choose another page from the menu. If you think that you need this one, ask an administrator.")
        st.stop()
    return who


def _say_signed_out() -> None:
    st.title("You are signed out")
    st.write("Your session has ended. Sign in again to carry on where you were; what you typed was kept as a draft.")
    st.html(SIGN_IN)
