"""Why is this corrected? Asked where figures are approved already; what was typed stays until it is saved."""

import streamlit as st

QUESTION = "Why is this corrected?"


def ask(form: str, sentence: str) -> None:
    """From the next run on, `box` says the sentence and asks for the reason."""
    st.session_state[_place(form)] = sentence


def box(form: str, wrong: str = "") -> None:
    """The question, where it has to be asked, with what is wrong about the answer; otherwise nothing."""
    if sentence := st.session_state.get(_place(form)):
        st.warning(f"{sentence} Nothing is saved yet, and what you typed is still here.", icon=":material/lock:")
        st.text_input(QUESTION, key=_answer(form))
        if wrong:
            st.error(wrong, icon=":material/error:")


def given(form: str) -> str:
    """What was answered; empty where nothing was asked."""
    return str(st.session_state.get(_answer(form), ""))


def forget(form: str) -> None:
    """Once it is saved, or the form is left: the next correction has a reason of its own."""
    for name in (_place(form), _answer(form)):
        st.session_state.pop(name, None)


def _place(form: str) -> str:
    return f"{form} is locked"


def _answer(form: str) -> str:
    return f"{form} why"
