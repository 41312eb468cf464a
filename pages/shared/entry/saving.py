"""Saving from an administrator's form: what was saved is said on the next run, a refusal at once, in place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import uuid4
from zlib import crc32

import pandas as pd
import streamlit as st

from data_access import locks
from data_access.errors import Conflict, InvalidInput, Locked, ProductError
from data_access.permissions import Identity
from pages.shared import words
from pages.shared.entry import editing, kept_fields, reasons
from pages.shared.entry.form import SAVE_AS_YOU_TYPE, SHOW_WHAT_IS_WRONG
from pages.shared.kept import undoing

SAVED, TAKEN_AWAY = "what was saved", "what was taken away, and can be put back"
# Buttons that belong to no form.
LOOSE = "buttons"
UNCHOSEN = "Nothing is saved yet: choose one in each list."
# What is stored with a record and typed by nobody; columns that are called otherwise on screen.
UNTYPED = frozenset({"version", "status"})
NAMES = {"la_name": "authority", "la_code": "code of the authority", "base_map_url": "address of a map style"}
NAMES |= {"dbs_months": "months for which a DBS check holds"}
Record = TypeVar("Record")
Written = TypeVar("Written")


@dataclass(frozen=True)
class Turn(Generic[Record]):
    """One filling-in of a form, from its first drawing to its save. `opened` is the record as it was at the first."""

    name: str
    number: int
    opened: Record
    # Under which a new record is saved, once, however often somebody clicks.
    entry_key: str = ""

    def key(self, field: str) -> str:
        """The key of a field's widget: new after every save, so that it shows what is stored."""
        return f"{self.name} {self.number} {field}"


def turn(viewer: Identity, name: str, stored: Record, first_field: str) -> Turn[Record]:
    """The filling-in under way. `first_field` is always drawn: while its widget lives, the form is on screen."""
    number = st.session_state.setdefault(f"{name} turn", 0)
    this = Turn(name, number, stored)
    if this.key(first_field) not in st.session_state:
        st.session_state[f"{name} as opened"] = stored
        st.session_state[f"{name} begun"] = {}
        reasons.forget(name)
        kept_fields.put_back(viewer, name, this.key(""))
    reasons.box(name)
    entry_key = st.session_state.setdefault(this.key(kept_fields.ENTRY_KEY), uuid4().hex)
    return Turn(name, number, st.session_state[f"{name} as opened"], entry_key)


def table(form: "Turn[Any]", field: str, stored: pd.DataFrame, **how: Any) -> pd.DataFrame:
    """A table that is edited in place, begun from what is `stored`, or from what was typed into it and kept."""
    begun = st.session_state[f"{form.name} begun"]
    if field not in begun:
        begun[field] = editing.like(stored, st.session_state.get(form.key(field)))
    # Another widget where it begins otherwise: a browser that comes back would do its changes a second time.
    key = f"{form.key(field)} {crc32(begun[field].to_csv().encode())}"
    edited: pd.DataFrame = st.data_editor(begun[field], key=key, hide_index=True, **how)
    st.session_state[form.key(field)] = edited
    return edited


def chosen(key: str) -> str:
    """The key of a list of records, before it is drawn. Streamlit knows what is chosen by its words alone: whoever
    fills in the record's form would lose it once somebody else calls the record otherwise."""
    if key in st.session_state:
        st.session_state[key] = st.session_state[key]
    return key


def button(form: "Turn[Any]", label: str, *, is_primary: bool = True) -> bool:
    """The save button, drawn after the fields, which are kept as they stand. True in the run of a click on it."""
    if brought_back := kept_fields.keep(form.name, form.key("")):
        st.info(kept_fields.in_words(brought_back), icon=":material/history:")
        st.button("Throw it away", key=form.key("away send"), on_click=start_anew, args=(form.name,))
    st.html(SAVE_AS_YOU_TYPE, width="content", unsafe_allow_javascript=True)
    return st.button(label, key=form.key("send"), type="primary" if is_primary else "secondary")


def announce() -> None:
    """Says what the run before this one saved, or why it could not."""
    if sentence := st.session_state.pop(SAVED, None):
        st.success(sentence, icon=":material/check_circle:")
        bring_into_view()
    undoing.announce()
    _offer_to_undo()
    reasons.box(_name(None))


def bring_into_view() -> None:
    """Shows what was just said: the button may be far below it."""
    # Another address each time, so that it runs each time.
    st.html(SHOW_WHAT_IS_WRONG.format(uuid4().hex), width="content", unsafe_allow_javascript=True)


def save(
    write: Callable[[], Written], sentence: str | Callable[[Written], str], form: "Turn[Record] | None" = None
) -> None:
    """Writes, and runs the page again with `sentence` on top. What was typed stays if it is refused.

    `sentence` may be made of what `write` gives, where somebody else may have saved the same meanwhile.
    Where figures are approved already, the reason is asked for, and a second click saves with it.
    """
    try:
        with locks.because(reasons.given(_name(form))):
            written = write()
    except Locked as locked:
        reasons.ask(_name(form), str(locked))
        st.rerun()
    except Conflict as conflict:
        _both_versions(conflict, form)
    except InvalidInput as refusal:
        st.error("\n".join(f"- {text}" for text in refusal.answers.values()), icon=":material/error:")
    except ProductError as problem:
        st.error(str(problem), icon=":material/error:")
    else:
        st.session_state[SAVED] = sentence if isinstance(sentence, str) else sentence(written)
        reasons.forget(_name(form))
        if form is not None:
            start_anew(form.name)
        st.rerun()


def take_away(remove: Callable[[], int | None], sentence: str, what: str, form: "Turn[Record] | None" = None) -> None:
    """Takes a record away as `save` writes one; the next run offers to undo that. `what` names the record."""

    def write() -> None:
        st.session_state[TAKEN_AWAY] = (remove(), what, st.session_state.get("page"))

    save(write, sentence, form)


def start_anew(name: str) -> None:
    """Empties the form: it is drawn again from what is stored."""
    kept_fields.forget(name)
    _draw_anew(name)


def _offer_to_undo() -> None:
    """As long as the page is open on which it was taken away."""
    deleted_id, what, page = st.session_state.get(TAKEN_AWAY, (None, "", ""))
    if deleted_id is None or page != st.session_state.get("page"):
        st.session_state.pop(TAKEN_AWAY, None)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.write(f"Taken away: {what}.")
        undoing.offer(deleted_id, what, "Undo", then=_forget_taken_away)


def _forget_taken_away() -> None:
    st.session_state.pop(TAKEN_AWAY, None)


def _name(form: "Turn[Record] | None") -> str:
    return form.name if form else f"{LOOSE} of {st.session_state.get('page')}"


def _both_versions(conflict: Conflict, form: "Turn[Record] | None") -> None:
    shown = {} if form is None else {name: st.session_state.get(form.key(name)) for name in conflict.current}
    lines = [_both(name, now, shown.get(name)) for name, now in conflict.current.items() if name not in UNTYPED]
    said = "\n".join(f"- {line}" for line in lines)
    st.warning(f"{conflict} What you typed is still here. Stored now:\n\n{said}", icon=":material/warning:")
    if form is not None:
        with st.container(horizontal=True):
            st.button("Keep what I typed", on_click=_keep_mine, args=(form.name,))
            st.button("Start again from what is stored", on_click=start_anew, args=(form.name,))


def _both(name: str, now: object, shown: object) -> str:
    """Authority: Larkford. You typed: Longton."""
    line = f"{words.sentence_case(NAMES.get(name, name.replace('_', ' ')))}: {words.answer(now)}"
    return line if shown in (None, "", now) else f"{line}. **You typed: {words.answer(shown)}**"


def _keep_mine(name: str) -> None:
    """The form is drawn from what is stored now, with what was typed on top of it: to be saved over that."""
    kept_fields.keep_again(name)
    _draw_anew(name)


def _draw_anew(name: str) -> None:
    st.session_state[f"{name} turn"] = st.session_state.get(f"{name} turn", 0) + 1
