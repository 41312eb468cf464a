"""Taking a saved record away: asked twice, said afterwards, and with a reason where figures are approved."""

from collections.abc import Callable

import streamlit as st

from data_access import locks
from data_access.errors import Locked, ProductError
from data_access.permissions import Identity
from pages.shared import menu
from pages.shared.entry import filling as fillings
from pages.shared.entry import reasons
from pages.shared.entry.filling import RECORD, Filling
from pages.shared.kept import undoing

REMOVED, REFUSED, ADD_ANOTHER = "what was removed", "why nothing was removed", "add after removal"


def offer(viewer: Identity, filling: Filling, what: str, remove: Callable[[], int | None]) -> None:
    """The way to take the record away. `what` names it, in the middle of a sentence."""
    why = filling.key("removal")
    if refused := st.session_state.pop(REFUSED, None):
        st.error(f"{refused} It is still there.", icon=":material/error:")
    reasons.box(why)
    with st.popover("Take this record away", icon=":material/delete:"):
        st.write(f"This takes {what} away for everybody. For 30 days it can be put back.")
        st.button(
            "Yes, take it away", key=filling.key("remove"), on_click=_remove, args=(viewer, filling, what, remove)
        )


def announce(form: str, name: str) -> None:
    """Says what was taken away here, how to undo that, and where to go from here; the run stops.

    Once it is put back, or another record is opened, the form is there again.
    """
    undoing.announce()
    what, deleted_id, is_new = st.session_state.get(REMOVED, ("", None, False))
    if not what or RECORD in st.query_params or not (is_new or ADD_ANOTHER in st.session_state):
        st.session_state.pop(REMOVED, None)
        return
    st.session_state[REMOVED] = (what, deleted_id, False)
    st.success(f"**Taken away: {what}.** It can be put back for 30 days.", icon=":material/check_circle:")
    with st.container(horizontal=True):
        if deleted_id is not None:
            undoing.offer(deleted_id, what, "Undo", then=_forget)
        st.button(f"Add another: {name}", on_click=_begin_again, args=(form,), key=ADD_ANOTHER)
        st.page_link(menu.page("enter_evidence"), label="Back to Add evidence")
    st.stop()


def _forget() -> None:
    st.session_state.pop(REMOVED, None)


def _begin_again(form: str) -> None:
    _forget()
    fillings.start_anew(form)


def _remove(viewer: Identity, filling: Filling, what: str, remove: Callable[[], int | None]) -> None:
    why = filling.key("removal")
    try:
        with locks.because(reasons.given(why)):
            deleted_id = remove()
    except Locked as locked:
        reasons.ask(why, str(locked))
    except ProductError as problem:
        st.session_state[REFUSED] = str(problem)
    else:
        reasons.forget(why)
        fillings.discard(viewer, filling)
        st.query_params.pop(RECORD, None)
        st.session_state[REMOVED] = (what, deleted_id, True)
