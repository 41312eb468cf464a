"""Consent that is withdrawn, on the page of a case study: what goes is said before, and that it is gone, after."""

from datetime import date

import streamlit as st

from data_access import clock, withdrawal
from data_access.errors import ProductError
from data_access.permissions import Identity
from data_access.vocabulary import ConsentGiver, label
from pages.shared import facts
from pages.shared.entry import filling as fillings
from pages.shared.entry.filling import RECORD, Filling

GONE, REFUSED = "what was withdrawn", "why nothing was withdrawn"
WHAT = {
    withdrawal.WHOLE: "The whole case study: text, quotation, files, passages and drafts",
    withdrawal.QUOTATION: "The quotation alone",
}
WITHDRAW = {withdrawal.WHOLE: withdrawal.withdraw_case_study, withdrawal.QUOTATION: withdrawal.withdraw_quotation}


def offer(viewer: Identity, story: Filling, *, has_quotation: bool) -> None:
    """The way to remove a case study, or its quotation, because somebody does not agree any more."""
    if refused := st.session_state.pop(REFUSED, None):
        st.error(f"{refused} It is still there.", icon=":material/error:")
    with st.popover("Consent was withdrawn", icon=":material/block:"):
        st.write("What you remove here is gone for good, for everybody. It cannot be put back.")
        kinds = list(WHAT) if has_quotation else [withdrawal.WHOLE]
        what = st.radio("What is withdrawn?", kinds, format_func=WHAT.__getitem__, key=story.key("withdrawn what"))
        by, on = _who_and_when(story.key("withdrawn"))
        st.button(
            "Remove it for good", key=story.key("withdraw"), on_click=_withdraw, args=(viewer, story, what, by, on)
        )


def offer_of_taken_away(viewer: Identity, deleted_id: int) -> None:
    """The same for a case study that was taken away, where it could be put back from."""
    with st.popover("Consent was withdrawn", icon=":material/block:"):
        st.write("What is kept of it here goes for good, for everybody. It cannot be put back.")
        by, on = _who_and_when(f"withdrawn {deleted_id}")
        st.button(
            "Remove it for good",
            key=f"withdraw {deleted_id}",
            on_click=_withdraw_taken_away,
            args=(viewer, deleted_id, by, on),
        )


def say() -> None:
    """Says what the run before this one removed, or why it did not."""
    if refused := st.session_state.pop(REFUSED, None):
        st.error(f"{refused} It is still there.", icon=":material/error:")
    if sentence := st.session_state.pop(GONE, None):
        st.success(sentence, icon=":material/check_circle:")


def announce() -> None:
    """Says what the run before this one removed; the run stops."""
    if (sentence := st.session_state.pop(GONE, None)) is None:
        return
    st.success(sentence, icon=":material/check_circle:")
    st.page_link("case_studies.py", label="Back to the case studies")
    st.stop()


def _who_and_when(key: str) -> tuple[str | None, date | None]:
    by: str | None = st.selectbox(
        "Who withdrew it?",
        [giver.value for giver in ConsentGiver],
        index=None,
        format_func=lambda giver: label(ConsentGiver(giver)),
        placeholder="Choose a role",
        key=f"{key} by",
    )
    today = clock.today()
    return by, st.date_input("When?", today, max_value=today, format="DD/MM/YYYY", key=f"{key} on")


def _withdraw_taken_away(viewer: Identity, deleted_id: int, by: str | None, on: date | None) -> None:
    try:
        withdrawal.withdraw_taken_away(viewer, deleted_id, by or "", on)
    except ProductError as problem:
        st.session_state[REFUSED] = str(problem)
        return
    facts.forget()
    st.session_state[GONE] = "What was kept of the case study is removed. It cannot be put back any more."


def _withdraw(viewer: Identity, story: Filling, what: str, by: str | None, on: date | None) -> None:
    number = int(story.draft_key)
    try:
        WITHDRAW[what](viewer, number, by or "", on)
    except ProductError as problem:
        st.session_state[REFUSED] = str(problem)
        return
    fillings.forget(story)
    facts.forget()
    st.query_params.pop(RECORD, None)
    whole = "The case study is removed, with everything that was made of it. It counts nowhere any more."
    part = "The quotation is removed, with every passage that was taken from it."
    st.session_state[GONE] = whole if what == withdrawal.WHOLE else part
