"""What stands in the fields of an administrator's form: kept as a draft, and put back after a reload or an outage."""

import json
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pandas as pd
import streamlit as st

from data_access import drafts, vocabulary
from data_access.permissions import Action, Identity
from pages.shared import access, words

FORM = "administrator"
# How a draft tells a day, and a word of the vocabulary, from what was typed; and what makes a record once.
DAY, WORD, OF, ENTRY_KEY = "day", "word", "of", "entry key"
# Not a value of any field: what a draft brought back is kept until it is saved or thrown away.
_BROUGHT_BACK = object()
TABLE = "table"
PLAIN = (str, int, float, date, list, pd.DataFrame, type(None))


def put_back(viewer: Identity, name: str, prefix: str) -> None:
    """Before the fields are drawn: what this person typed there and did not save."""
    for key in [
        key for key, said in st.session_state.items() if _is_in(prefix, key) and isinstance(said, pd.DataFrame)
    ]:
        del st.session_state[key]
    draft = drafts.draft(viewer, FORM, name)
    answers = {} if draft is None else {field: _read(answer) for field, answer in draft.answers.items()}
    for field, answer in answers.items():
        st.session_state[f"{prefix}{field}"] = answer
    first = {field: _BROUGHT_BACK for field in answers if field != ENTRY_KEY}
    st.session_state[_place(name)] = (first, draft.answers if draft else {}, draft.saved_at if draft else None)


def keep(name: str, prefix: str) -> datetime | None:
    """After they are drawn: keeps what differs from what they showed at first. Value: of when it was brought back."""
    first, kept, brought_back = st.session_state.get(_place(name), ({}, {}, None))
    answers = {field: _plain(answer) for field, answer in _answers(prefix).items()}
    for field, answer in answers.items():
        first.setdefault(field, answer)
    typed = {field: answer for field, answer in answers.items() if first[field] != answer}
    typed |= {ENTRY_KEY: st.session_state[f"{prefix}{ENTRY_KEY}"]} if typed else {}
    viewer = _writer() if typed != kept else None
    if viewer is not None:
        if typed:
            drafts.keep_draft(viewer, FORM, name, typed)
        else:
            drafts.discard_draft(viewer, FORM, name)
        st.session_state[_place(name)] = (first, typed, brought_back)
    return brought_back if isinstance(brought_back, datetime) else None


def keep_again(name: str) -> None:
    """Although it is kept: the same person may have saved in another tab, which throws the draft away."""
    _, kept, _ = st.session_state[_place(name)]
    if kept and (viewer := _writer()):
        drafts.keep_draft(viewer, FORM, name, kept)


def forget(name: str) -> None:
    """Once it is saved, or thrown away."""
    _, kept, _ = st.session_state.pop(_place(name), ({}, {}, None))
    if kept and (viewer := _writer()):
        drafts.discard_draft(viewer, FORM, name)


def in_words(moment: datetime) -> str:
    return f"What you typed on {words.moment(moment)} is back. It is not saved yet."


def _answers(prefix: str) -> dict[str, Any]:
    """What the fields and tables show. A file is no answer that could be put back."""
    found = {str(key).removeprefix(prefix): said for key, said in st.session_state.items() if _is_in(prefix, key)}
    return {field: said for field, said in found.items() if field != ENTRY_KEY and isinstance(said, PLAIN)}


def _is_in(prefix: str, key: object) -> bool:
    return str(key).startswith(prefix) and not str(key).endswith(" send")


def _plain(answer: Any) -> object:
    if isinstance(answer, date):
        return {DAY: answer.isoformat()}
    if isinstance(answer, pd.DataFrame):
        return {TABLE: json.loads(answer.to_json(orient="values", date_format="iso"))}
    # Streamlit takes a word for another one than the same letters.
    return {WORD: answer.value, OF: type(answer).__name__} if isinstance(answer, StrEnum) else answer


def _read(answer: Any) -> object:
    if not isinstance(answer, dict):
        return answer
    if TABLE in answer:
        return pd.DataFrame(answer[TABLE])
    return date.fromisoformat(answer[DAY]) if DAY in answer else getattr(vocabulary, answer[OF])(answer[WORD])


def _writer() -> Identity | None:
    viewer = access.identity()
    return viewer if viewer is not None and viewer.may(Action.KEEP_DRAFT) else None


def _place(name: str) -> str:
    return f"{name} as kept"
