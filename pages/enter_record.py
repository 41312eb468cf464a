"""What does the plan, the review, the figure or the piece of evidence in your hand say? For programme staff."""

from functools import partial

import streamlit as st

from data_access import records
from data_access.errors import ProductError
from data_access.forms import Answers, Kind
from data_access.forms.choices import Choices, choices
from data_access.permissions import Identity
from data_access.record_kinds import RecordKind
from pages.shared import access, frame, menu, words
from pages.shared.culture import attached
from pages.shared.entry import effects, filling, form, record_fields, record_names, removal
from pages.shared.entry.filling import Filling, Saved, Stored
from pages.shared.entry.form import Form
from pages.shared.entry.ways_in import KIND
from pages.shared.kept import versions

# Kind of record -> the measures that it moves, and the answer with the day on which it does. A figure is one itself.
MOVES = {
    "self_evaluation": (("self_evaluation_rate",), "submitted_on"),
    "action_plan": (("action_plan_rate",), "agreed_on"),
    "action": (("actions_done_on_time",), "due_on"),
    "peer_review": (("peer_review_rate",), "planned_for"),
    "supporter": (("coaches_trained",), "trained_on"),
    "skill_gain": (("programme_effect",), "ended_on"),
    "survey_round": (("response_rate",), "opens_on"),
}
UNFINISHED = (
    "It is not submitted yet. Carry on with it whenever you like, and give the day once all eight are answered."
)


def stored_record(viewer: Identity, kind: RecordKind, number: str | None) -> Stored | None:
    """The record that the address names; None for a new one."""
    if number is None:
        return None
    answers = records.stored(viewer, kind.name, filling.record_number(number))
    return Stored(number, int(str(answers["version"])), {one.name: answers[one.name] for one in kind.spec.fields})


def save(viewer: Identity, kind: RecordKind, whole: Form) -> Saved:
    """Records it, or its correction, and says what that changed and what happens next."""
    record = whole.filling
    answers: Answers = {field.name: record.answers.get(field.name) for field in whole.fields}
    keys, day = MOVES.get(kind.name, ((), ""))
    if kind.name == "figure":
        keys, day = (str(answers["measure"]),), "period_start"
    before = effects.standing(viewer, keys, answers.get(day))
    if record.is_new:
        number = records.record(viewer, kind.name, answers, record.entry_key)
    else:
        number = int(record.draft_key)
        records.correct(viewer, kind.name, number, record.version, answers)
    then = UNFINISHED if kind.name == "self_evaluation" and not answers["submitted_on"] else kind.counts_when
    said = f"**Saved: {record_names.about(kind, answers, whole.choices)} ({words.lower_first(kind.spec.title)}).**"
    moved = effects.sentences(before, effects.standing(viewer, keys, answers.get(day)))
    return Saved(str(number), tuple(filter(None, (said, *moved, then))))


def offer_to_continue(viewer: Identity, kind: RecordKind, record: Filling) -> None:
    """A setting has one of these in a cycle: whoever chooses both is led to it."""
    number = records.in_its_cycle(viewer, kind.name, record.answers) if record.is_new else None
    if number is not None:
        st.info("This setting has one in this cycle already.", icon=":material/info:")
        query = {KIND: kind.name, filling.RECORD: str(number)}
        st.page_link(menu.page("enter_record"), label="Carry on with that one", query_params=query)


def what_is_missing(viewer: Identity, kind: RecordKind, known: Choices) -> None:
    """Where there is no cycle yet, nothing that belongs to one can be saved."""
    if any(field.kind == Kind.CYCLE for field in kind.spec.fields) and not known[Kind.CYCLE]:
        st.info("There is no cycle of self-evaluation yet. An administrator adds the first one.")
        if viewer.may(records.KINDS["evaluation_cycle"].needs):
            st.page_link(
                menu.page("enter_record"), label="Add the first cycle", query_params={KIND: "evaluation_cycle"}
            )


viewer = access.viewer("enter_record")
try:
    kind = records.kind_for(viewer, st.query_params.get(KIND, ""))
    stored = stored_record(viewer, kind, st.query_params.get(filling.RECORD))
except ProductError as problem:
    frame.opening(
        "What do you want to add?", "Every form has an address of its own. There is none at this one for you."
    )
    st.error(str(problem))
    st.page_link(menu.page("enter_evidence"), label="Back to Add evidence")
    st.stop()
frame.opening(kind.question, kind.explanation)
name = words.lower_first(kind.spec.title)
removal.announce(kind.name, name)
record = filling.begin(viewer, kind.name, stored)
if record.saved:
    form.done(record, {name: record.answers.get(name) for name in kind.again}, "Add another like this")
    st.stop()

known = choices(viewer)
about = partial(record_names.about, kind, known=known)
what_is_missing(viewer, kind, known)
form.offer_drafts(viewer, record, lambda answers: about(answers) or f"{name}, without a setting")
top = st.container()
whole = record_fields.draw(viewer, kind, record, known)
with top:
    form.summary(whole)
    form.conflict(whole)
    offer_to_continue(viewer, kind, record)
if stored is not None:
    attached.beside(viewer, record, top)
    take_away = partial(records.remove, viewer, kind.name, int(stored.key), stored.version)
    removal.offer(viewer, record, f"{about(stored.answers)} ({name})", take_away)
    versions.show(whole, kind.spec.fields, stored.version)
if form.footer(whole, f"Save {name}"):
    form.submit(whole, partial(save, viewer, kind, whole))
