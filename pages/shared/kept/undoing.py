"""Putting back what was taken away: the button, the reason where figures are approved, and what is said afterwards."""

from collections.abc import Callable

import streamlit as st

from data_access import locks, putting_back
from data_access.errors import Locked, NotFound, ProductError
from pages.shared import access
from pages.shared.entry import reasons

# What the run before this one put back, or why it could not.
SAID = "said of what was put back"


def announce() -> None:
    """Says how the last attempt to put something back ended."""
    is_done, sentence = st.session_state.pop(SAID, (True, ""))
    if sentence and is_done:
        st.success(sentence, icon=":material/undo:")
    elif sentence:
        st.error(sentence, icon=":material/error:")


def nothing() -> None:
    """What mostly follows once something is put back: nothing."""


def offer(deleted_id: int, what: str, label: str = "Put back", then: Callable[[], None] = nothing) -> None:
    """The button that puts it back, and then does `then`. `what` names it, for the sentence that follows."""
    reasons.box(_place(deleted_id))
    st.button(
        label, key=f"put back {deleted_id}", on_click=_put_back, args=(deleted_id, what, then), icon=":material/undo:"
    )


def _put_back(deleted_id: int, what: str, then: Callable[[], None]) -> None:
    # Who is looking is asked at the click: the page may have stood there for hours.
    viewer = access.identity()
    if viewer is None:
        return
    is_done = f"{_place(deleted_id)}, done"
    try:
        with locks.because(reasons.given(_place(deleted_id))):
            putting_back.put_back(viewer, deleted_id)
    except NotFound as gone:
        # The second of two quick clicks finds done what the first one did.
        is_back = st.session_state.get(is_done) == what
        st.session_state[SAID] = (True, _back(what)) if is_back else (False, f"**Not put back: {what}.** {gone}")
    except Locked as locked:
        reasons.ask(_place(deleted_id), str(locked))
    except ProductError as problem:
        st.session_state[SAID] = (False, f"**Not put back: {what}.** {problem}")
    else:
        reasons.forget(_place(deleted_id))
        then()
        st.session_state[is_done] = what
        st.session_state[SAID] = (True, _back(what))


def _back(what: str) -> str:
    return f"**Put back: {what}.** It counts again as it did before."


def _place(deleted_id: int) -> str:
    return f"putting {deleted_id} back"
