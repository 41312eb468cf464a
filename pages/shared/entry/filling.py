"""A form while somebody fills it in: what they typed, which draft holds it, and what was wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

import streamlit as st

from data_access import drafts
from data_access.drafts import IS_NEW, Draft
from data_access.forms import Answers
from data_access.permissions import Identity

# In the address: which draft this is, so that a reload or a lost connection comes back to it; and which record.
DRAFT, RECORD = "draft", "id"
# The database's own numbers are no longer.
LONGEST_NUMBER = 9
# The buttons that are on screen before a save and after it.
SAVE, ANOTHER = "save", "add another"
# Beside the answers of a draft: which version of a stored record it was begun from.
BEGUN_FROM = "version begun from"


@dataclass(frozen=True)
class Stored:
    """A record that is opened to be corrected: its id or reference, its version, and its answers."""

    key: str
    version: int
    answers: Answers


@dataclass(frozen=True)
class Saved:
    """What the page says after a save. `record` is its id or reference."""

    record: str
    sentences: tuple[str, ...]


@dataclass
class Filling:
    """One form in one browser tab. `answers` is what the fields show now, `first` what they showed at the beginning.

    `theirs` holds the stored answers where somebody else changed the record in between.
    """

    form: str
    draft_key: str
    version: int = 0
    answers: Answers = field(default_factory=dict)
    first: Answers = field(default_factory=dict)
    kept: Answers = field(default_factory=dict)
    kept_at: datetime | None = None
    wrong: dict[str, tuple[str, object]] = field(default_factory=dict)
    theirs: Answers = field(default_factory=dict)
    saved: Saved | None = None
    # How often a save was refused, and how many of these times what is wrong was brought into view.
    refusals: int = 0
    shown_refusals: int = 0

    @property
    def entry_key(self) -> str:
        """Under which a new record is saved, once."""
        return self.draft_key.removeprefix(IS_NEW)

    @property
    def is_new(self) -> bool:
        return self.draft_key.startswith(IS_NEW)

    @property
    def is_touched(self) -> bool:
        """True once something was typed: only then is there anything to keep."""
        return filled(self.answers) != filled(self.first)

    def key(self, name: str) -> str:
        """The name of a field's widget: another form, or the same one begun anew, has others."""
        return f"{self.form} {self.draft_key} {name}"

    def sentence(self, name: str) -> str:
        """What is wrong with a field, until its answer changes."""
        sentence, answer = self.wrong.get(name, ("", None))
        return sentence if self.answers.get(name) == answer else ""

    def put(self, name: str, answer: object) -> None:
        """Changes what a field shows. Only before it is drawn: in a button's callback."""
        self.answers[name] = answer
        st.session_state.pop(self.key(name), None)


def begin(viewer: Identity, form: str, stored: Stored | None = None, given: Answers | None = None) -> Filling:
    """The form as this person left it: in this tab, in a draft that the address names, or else as it is stored.

    `given` are the answers that a new form begins with.
    """
    draft_key = stored.key if stored else st.query_params.get(DRAFT, "")
    filling: Filling | None = st.session_state.get(_place(form))
    if filling is not None and filling.draft_key == draft_key and not _was_left(filling):
        return filling
    if filling is not None and filling.is_new and not draft_key:
        return filling
    draft = drafts.draft(viewer, form, draft_key) if draft_key else None
    if stored is None and draft is None:
        return start_anew(form, given)
    return _opened(form, draft_key, stored, draft)


def record_number(address: str) -> int:
    """The id that the address gives; 0, which no record has, for anything that is none."""
    return int(address) if address.isdecimal() and len(address) <= LONGEST_NUMBER else 0


def start_anew(form: str, given: Answers | None = None) -> Filling:
    """An empty form, or one that begins with what is given. A draft that was kept before stays kept."""
    filling = Filling(form, f"{IS_NEW}{uuid4().hex}", answers=dict(given or {}), first=dict(given or {}))
    st.session_state[_place(form)] = filling
    st.query_params.pop(DRAFT, None)
    st.query_params.pop(RECORD, None)
    return filling


def keep(viewer: Identity, filling: Filling) -> None:
    """Keeps what was typed as a draft, if anything moved since it was last kept."""
    answers = drafts.plain(filled(filling.answers))
    if answers == filling.kept or not (filling.is_touched or filling.kept):
        return
    filling.kept_at = drafts.keep_draft(
        viewer, filling.form, filling.draft_key, {**answers, BEGUN_FROM: filling.version}
    )
    filling.kept = answers
    if filling.is_new and st.query_params.get(DRAFT) != filling.draft_key:
        st.query_params[DRAFT] = filling.draft_key


def discard(viewer: Identity, filling: Filling) -> None:
    """Throws away what was typed, and its draft."""
    drafts.discard_draft(viewer, filling.form, filling.draft_key)
    forget(filling)


def forget(filling: Filling) -> None:
    """Lets go of the form: the next time it is opened it begins anew."""
    st.session_state.pop(_place(filling.form), None)
    for name in filling.answers:
        st.session_state.pop(filling.key(name), None)
    st.query_params.pop(DRAFT, None)


def hold_all() -> None:
    """Keeps what every field shows although none is drawn in this run, for the run in which they are drawn again."""
    fillings = [one for one in st.session_state.values() if isinstance(one, Filling)]
    for key in [filling.key(name) for filling in fillings for name in filling.answers]:
        if key in st.session_state:
            st.session_state[key] = st.session_state[key]


def filled(answers: Mapping[str, object]) -> Answers:
    """The answers that say something: no blanks, no empty lists, no ticks that are not set."""
    return {name: answer for name, answer in answers.items() if answer not in (None, "", [], False)}


def _opened(form: str, draft_key: str, stored: Stored | None, draft: Draft | None) -> Filling:
    first = dict(stored.answers) if stored else {}
    filling = Filling(form, draft_key, stored.version if stored else 0, dict(first), first)
    if draft is not None:
        begun_from = draft.answers.get(BEGUN_FROM)
        # What the draft leaves out was empty when it was kept.
        filling.answers = {name: answer for name, answer in draft.answers.items() if name != BEGUN_FROM}
        filling.version = begun_from if isinstance(begun_from, int) else filling.version
        filling.kept, filling.kept_at = dict(filling.answers), draft.saved_at
    st.session_state[_place(form)] = filling
    return filling


def _was_left(filling: Filling) -> bool:
    """True for what was saved, once another page was open since: whoever comes back wants to correct it again.

    A second click on save comes while its button, or what stands there after the save, is still on screen.
    """
    on_screen = (filling.key(SAVE), ANOTHER)
    return filling.saved is not None and not any(key in st.session_state for key in on_screen)


def _place(form: str) -> str:
    return f"filling {form}"
