"""Taking a saved record away: asked twice, said afterwards, and with a reason where figures are approved."""

from collections.abc import Callable

import streamlit as st

from data_access import locks
from data_access.errors import Locked, ProductError
from data_access.permissions import Identity
from pages.shared.entry import filling as fillings
from pages.shared.entry import reasons
from pages.shared.entry.filling import RECORD, Filling

REMOVED, REFUSED = "what was removed", "why nothing was removed"


def offer(viewer: Identity, filling: Filling, what: str, remove: Callable[[], None]) -> None:
    """The way to take the record away. `what` names it, in the middle of a sentence."""
    why = filling.key("removal")
    if refused := st.session_state.pop(REFUSED, None):
        st.error(f"{refused} It is still there.", icon=":material/error:")
    reasons.box(why)
    with st.popover("Take this record away", icon=":material/delete:"):
        st.write(f"This takes {what} away for everybody. The audit log keeps that it was there.")
        st.button(
            "Yes, take it away", key=filling.key("remove"), on_click=_remove, args=(viewer, filling, what, remove)
        )


def announce(form: str, name: str) -> None:
    """Says what the run before this one took away, and where to go from here; the run stops."""
    if (what := st.session_state.pop(REMOVED, None)) is None:
        return
    st.success(f"**Taken away: {what}.**", icon=":material/check_circle:")
    with st.container(horizontal=True):
        st.button(f"Add another: {name}", on_click=_begin_again, args=(form,), key="add after removal")
        st.page_link("enter_evidence.py", label="Back to Add evidence")
    st.stop()


def _begin_again(form: str) -> None:
    fillings.start_anew(form)


def _remove(viewer: Identity, filling: Filling, what: str, remove: Callable[[], None]) -> None:
    why = filling.key("removal")
    try:
        with locks.because(reasons.given(why)):
            remove()
    except Locked as locked:
        reasons.ask(why, str(locked))
    except ProductError as problem:
        st.session_state[REFUSED] = str(problem)
    else:
        reasons.forget(why)
        fillings.discard(viewer, filling)
        st.query_params.pop(RECORD, None)
        st.session_state[REMOVED] = what
