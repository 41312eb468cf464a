"""The lines of a register on a page: a tick for each setting that came, and how many people."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data_access.events import RegisterRow
from data_access.forms import Answers, Field, Kind
from data_access.forms.choices import Choices
from data_access.registers import MOST_PEOPLE
from data_access.vocabulary import COACHING_FAMILY
from pages.shared import words
from pages.shared.entry import form_fields
from pages.shared.entry.filling import Filling
from pages.shared.entry.form import Form

CAME, PEOPLE, GUESTS = "came:", "people_count:", "guests"


@dataclass(frozen=True)
class Lines:
    """The lines as they stand: `rows` to be saved, and the fields that were drawn for them."""

    rows: list[RegisterRow]
    fields: tuple[Field, ...]

    @property
    def attended_count(self) -> int:
        return sum(row.is_attended for row in self.rows)


def draw(form: Form, expected: pd.DataFrame | None, note: str = "") -> Lines:
    """A line for each setting that was expected, in that order, and for each that came without.

    To a session of the coaching family nobody is expected who was not booked: its lines are added one by one.
    """
    is_booked = form.filling.answers.get("event_type") in COACHING_FAMILY
    st.header("Which settings were booked, and which came?" if is_booked else "Which settings came?")
    if is_booked:
        st.caption("Add each setting that was booked. Take its tick away if it did not come.")
    elif note:
        st.caption(note)
    if sentence := form.filling.sentence("rows"):
        st.markdown(f":red[:material/error: **{sentence}**]")
    if expected is None:
        st.write("Give the date first: it decides which settings are listed here.")
        return Lines([], ())
    urns = _listed(form, expected.head(0) if is_booked else expected)
    _all_at_once(form, urns, expected, is_booked)
    fields: list[Field] = []
    for urn, name in _names(form, urns).items():
        fields += _line(form, urn, name, is_booked)
    _add_guest(form, urns, "was booked" if is_booked else "is not listed")
    return Lines([_row(form.filling, urn) for urn in urns], tuple(fields))


def as_answers(rows: Iterable[RegisterRow]) -> Answers:
    """Stored lines as answers of the fields."""
    rows = list(rows)
    answers: Answers = {f"{CAME}{row.urn}": row.is_attended for row in rows}
    answers |= {f"{PEOPLE}{row.urn}": row.people_count for row in rows if row.people_count is not None}
    return {**answers, GUESTS: [row.urn for row in rows]}


def conflicting(current: Answers) -> Answers:
    """What somebody else stored in between, as answers of the fields."""
    rows = current["rows"]
    others = {name: answer for name, answer in current.items() if name != "rows"}
    return {**others, **as_answers(rows if isinstance(rows, list) else [])}


def rows_of(register: pd.DataFrame) -> list[RegisterRow]:
    """A register as it is read, line by line."""
    return [
        RegisterRow(urn, bool(came), None if words.is_missing(people) or pd.isna(people) else int(people))
        for urn, came, people in zip(register["urn"], register["is_attended"], register["people_count"], strict=True)
    ]


def in_words(rows: Sequence[RegisterRow], title: str) -> str:
    """What was saved."""
    came = sum(row.is_attended for row in rows)
    people = sum(row.people_count or 0 for row in rows if row.is_attended)
    counted = f", {words.plural(people, 'person', 'people')}" if people else ""
    return f"**Saved: {title}.** {came} of {words.plural(len(rows), 'setting')} came{counted}."


def changes(before: Answers, after: Answers, known: Choices) -> list[str]:
    """What moved between two versions of a register, a line for each setting."""
    was, now = _by_urn(before), _by_urn(after)
    names = known[Kind.SETTING]
    return [
        f"{names.get(urn, urn)}: {_said(was.get(urn))} → {_said(now.get(urn))}"
        for urn in sorted(was.keys() | now.keys(), key=lambda urn: names.get(urn, urn))
        if was.get(urn) != now.get(urn)
    ]


def _by_urn(answers: Answers) -> dict[str, RegisterRow]:
    rows = answers["rows"]
    return {row.urn: row for row in rows} if isinstance(rows, list) else {}


def _said(row: RegisterRow | None) -> str:
    if row is None:
        return "not listed"
    if not row.is_attended:
        return "did not come"
    return f"came, {words.plural(row.people_count, 'person', 'people')}" if row.people_count else "came"


def _listed(form: Form, expected: pd.DataFrame) -> list[str]:
    """Everyone expected, then everyone who was added or ticked, also where a changed date no longer expects them."""
    answers = form.filling.answers
    ticked = [name.removeprefix(CAME) for name, came in answers.items() if name.startswith(CAME) and came]
    return list(dict.fromkeys([*expected["urn"], *_guests(answers), *ticked, *_guests(form.filling.theirs)]))


def _guests(answers: Answers) -> list[str]:
    guests = answers.get(GUESTS)
    return guests if isinstance(guests, list) else []


def _all_at_once(form: Form, urns: list[str], expected: pd.DataFrame, is_booked: bool) -> None:
    """What can be done with every line at a click; what to do where there is none."""
    filling = form.filling
    with st.container(horizontal=True, key=filling.key("all at once")):
        if urns:
            st.button("Everyone came", key=filling.key("everyone"), on_click=_tick, args=(filling, urns))
        if is_booked and filling.answers.get("cluster") and not set(expected["urn"]) <= set(urns):
            whole = f"Add all {words.plural(len(expected), 'setting')} of the cluster"
            added = list(dict.fromkeys([*urns, *expected["urn"]]))
            st.button(whole, key=filling.key("book all"), on_click=filling.put, args=(GUESTS, added))
    if not urns and not is_booked:
        st.info(
            "No setting belonged to this cluster on that day. Add settings below, or choose another cluster or date."
        )


def _line(form: Form, urn: str, name: str, is_booked: bool) -> list[Field]:
    came = Field(f"{CAME}{urn}", name, Kind.YES_NO, "", is_required=False)
    people = Field(
        f"{PEOPLE}{urn}", f"People from {name}", Kind.WHOLE_NUMBER, "", is_required=False, least=1, most=MOST_PEOPLE
    )
    with st.container(horizontal=True, vertical_alignment="center", key=form.filling.key(f"line {urn}")):
        if form_fields.draw(form.filling, came, form.choices):
            form_fields.draw(form.filling, people, form.choices, inside="People")
        elif is_booked:
            off = f"Take {name} off the list"
            st.button(
                "Not booked", help=off, key=form.filling.key(f"off {urn}"), on_click=_off, args=(form.filling, urn)
            )
    return [came, people]


def _off(filling: Filling, urn: str) -> None:
    filling.put(GUESTS, [other for other in _guests(filling.answers) if other != urn])


def _names(form: Form, urns: list[str]) -> dict[str, str]:
    """What the settings are called; two of one name keep their URNs."""
    whole = {urn: form.choices[Kind.SETTING].get(urn, urn) for urn in urns}
    names = {urn: name.split(f", {urn}")[0] for urn, name in whole.items()}
    often = Counter(names.values())
    return {urn: name if often[name] == 1 else whole[urn] for urn, name in names.items()}


def _row(filling: Filling, urn: str) -> RegisterRow:
    came = bool(filling.answers.get(f"{CAME}{urn}"))
    people = filling.answers.get(f"{PEOPLE}{urn}")
    return RegisterRow(urn, came, people if came and isinstance(people, int) else None)


def _add_guest(form: Form, urns: list[str], who: str) -> None:
    names = {urn: name for urn, name in form.choices[Kind.SETTING].items() if urn not in urns}
    key = form.filling.key("guest")
    st.selectbox(
        f"Add a setting that {who}: it is ticked at once",
        list(names),
        index=None,
        format_func=lambda urn: names.get(urn, urn),
        placeholder="Type part of a name",
        key=key,
        on_change=_welcome,
        args=(form.filling, key),
    )


def _welcome(filling: Filling, key: str) -> None:
    urn = st.session_state[key]
    if urn:
        filling.put(GUESTS, [*_guests(filling.answers), urn])
        filling.put(f"{CAME}{urn}", True)
    st.session_state[key] = None


def _tick(filling: Filling, urns: list[str]) -> None:
    for urn in urns:
        filling.put(f"{CAME}{urn}", True)
