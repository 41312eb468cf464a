"""What is asked about free text that looks as if it named somebody: beside it, and before it is saved."""

from collections.abc import Sequence

import streamlit as st

from data_access.forms import Field, personal_data
from data_access.forms.personal_data import Finding
from pages.shared.entry.filling import Filling


def ask(filling: Filling, field: Field, answer: str) -> None:
    """A sentence for each thing found, and one tick that confirms them all."""
    sentences = personal_data.questions(answer, is_role=field.is_role)
    for sentence in sentences:
        st.warning(sentence, icon=":material/privacy_tip:")
    if sentences:
        checked = "this names nobody" if field.is_role else "this is not about a child or family"
        st.checkbox(f"I have checked: {checked}", key=_confirmation(filling, field))


def unanswered(filling: Filling, fields: Sequence[Field]) -> dict[str, str]:
    """What to do, by the name of each field whose question nobody has answered."""
    return {
        field.name: "Look at the question below the answer: change what you wrote, or confirm it."
        for field in fields
        if field.is_free_text and _found(filling, field) and not st.session_state.get(_confirmation(filling, field))
    }


def _found(filling: Filling, field: Field) -> list[Finding]:
    return personal_data.findings(_text(filling, field), is_role=field.is_role)


def _confirmation(filling: Filling, field: Field) -> str:
    """Another for each set of things found: what was confirmed once does not cover what is typed later."""
    text = _text(filling, field)
    found = hash(tuple((one.kind, text[one.start : one.end]) for one in _found(filling, field)))
    return filling.key(f"confirm {field.name} {found}")


def _text(filling: Filling, field: Field) -> str:
    return str(filling.answers.get(field.name) or "")
