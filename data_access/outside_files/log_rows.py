"""From the rows of a booking log to lines of registers, and to what was said of the sessions."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from data_access.forms import REGISTER
from data_access.forms.field import Refused as NoAnswer
from data_access.imports.names import same
from data_access.imports.registers import COLUMNS
from data_access.imports.report import Refusal
from data_access.imports.tables import Row
from data_access.outside_files.log_words import (
    ATTENDED,
    CAME,
    DAY,
    FEEDBACK,
    KIND,
    LEFT_OUT,
    MODE,
    PEOPLE,
    REFERENCE,
    ROW,
    SETTING,
    TITLE,
)
from data_access.outside_files.mappings import Reading
from data_access.outside_files.scale_words import NO_ANSWER
from data_access.outside_files.setting_names import SettingNames
from data_access.outside_files.sheets import Sheet
from data_access.outside_files.survey_rows import day_of
from data_access.vocabulary import EventType, Mode, label

WHY_LEFT_OUT = {
    KIND: "No kind of session that is counted here, as was said of this word.",
    ATTENDED: "Cancelled or not known yet, as was said of this word.",
    DAY: "This session lies ahead. Load the log again once it was held.",
    SETTING: "None of the programme's settings, as was said of this name.",
}
POSITIONS = {name: at for at, name in enumerate(COLUMNS.all)}


@dataclass(frozen=True)
class Feedback:
    """How useful somebody of a setting found a session, from 1 to 5. `row` is that of its line of the register."""

    row: int
    event_ref: str
    urn: str
    held_on: date
    value: int
    entry_key: str


@dataclass
class Lines:
    """What a log comes to. `left_out`: rows that are left out as somebody said, or that lie ahead."""

    rows: list[Row] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    left_out: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True)
class Booking:
    """One row that can be read."""

    row: int
    held_on: date
    urn: str
    kind: str
    mode: str
    title: str
    reference: str
    has_come: bool
    people_count: str
    value: int

    @property
    def event_ref(self) -> str:
        """The same for all rows of one session, in every longer log to come."""
        said = f"{self.held_on} {self.kind} {self.title.casefold()} {self.reference.casefold()}"
        return f"{self.held_on}-{self.kind.replace('_', '-')}-{hashlib.sha256(said.encode()).hexdigest()[:8]}"


def lines(sheet: Sheet, reading: Reading, names: SettingNames, today: date) -> Lines:
    """Lines of registers as the import of registers takes them."""
    found = Lines()
    bookings: dict[tuple[str, str], list[Booking]] = {}
    for number, cells in sheet.rows:
        booking = _booking(number, dict(zip(sheet.headings, cells, strict=True)), reading, names, today, found)
        if booking is not None:
            bookings.setdefault((booking.event_ref, booking.urn), []).append(booking)
    by_person = reading.fixed[ROW] == "person"
    for group in bookings.values():
        lines = [_together(group)] if by_person else [_row(one, one.people_count) for one in group]
        found.rows += lines
        said = enumerate(group) if by_person else enumerate(group[:1])
        found.feedback += [_feedback(one, at, lines[0].number) for at, one in said if one.value]
    found.rows.sort(key=lambda row: row.number)
    return found


def _booking(
    number: int, cells: Mapping[str, str], reading: Reading, names: SettingNames, today: date, found: Lines
) -> Booking | None:
    """None for a row that is refused or passed over; that is noted in `found`."""
    said = {name: " ".join(cells[column].split()) for column, name in reading.columns.items()}
    ours = {name: _ours(name, said, reading) for name in (KIND, MODE, ATTENDED, FEEDBACK)}
    held_on = _day(said[DAY])
    urn = names.find(said[SETTING], held_on or today)
    is_ahead = held_on is not None and held_on > today
    refused = _refusals(number, said, ours, held_on)
    if name := _left_out(ours, is_ahead=is_ahead, is_elsewhere=urn is None and not refused):
        found.left_out.append(Refusal(number, name, WHY_LEFT_OUT[name]))
        return None
    if refused or held_on is None or urn is None:
        found.refused += refused
        return None
    kind = EventType(ours[KIND])
    title = said.get(TITLE) or label(kind)
    has_come = ours[ATTENDED] == CAME
    people = said.get(PEOPLE, "") if has_come else ""
    value = int(ours[FEEDBACK] or NO_ANSWER)
    mode = ours[MODE] or Mode.IN_PERSON.value
    return Booking(number, held_on, urn, kind, mode, title, said.get(REFERENCE, ""), has_come, people, value)


def _left_out(ours: Mapping[str, str], *, is_ahead: bool, is_elsewhere: bool) -> str | None:
    """The field for which a row is left out; None for one that is to be taken, or refused."""
    as_said = next((name for name, word in ours.items() if word == LEFT_OUT), None)
    return as_said or (DAY if is_ahead else SETTING if is_elsewhere else None)


def _refusals(number: int, said: Mapping[str, str], ours: Mapping[str, str], held_on: date | None) -> list[Refusal]:
    wrong = {}
    if held_on is None:
        wrong[DAY] = "Write the day, such as 18/11/2026."
    if not said[SETTING]:
        wrong[SETTING] = "Write the setting's name or URN."
    if not ours[KIND]:
        wrong[KIND] = "Write the kind of session."
    if not ours[ATTENDED]:
        wrong[ATTENDED] = "Write whether they came."
    return [Refusal(number, name, sentence) for name, sentence in wrong.items()]


def _ours(name: str, said: Mapping[str, str], reading: Reading) -> str:
    """Our word for a cell, or the one for all rows; empty where there is none."""
    if name in said:
        return reading.words.get(name, {}).get(same(said[name]), "")
    return reading.fixed.get(name, "")


# A long log has each of its days in hundreds of rows.
@lru_cache(maxsize=1_000)
def _day(text: str) -> date | None:
    try:
        found = REGISTER.field("held_on").answer(day_of(text), None, date.max)
    except NoAnswer:
        return None
    return found if isinstance(found, date) else None


def _together(group: list[Booking]) -> Row:
    """The people of one setting at one session, as a line of its register."""
    came = [one for one in group if one.has_come]
    return _row(came[0] if came else group[0], str(len(came)) if came else "")


def _row(one: Booking, people: str) -> Row:
    cells = {
        "event_ref": one.event_ref,
        "event_title": one.title,
        "event_type": one.kind,
        "held_on": one.held_on.isoformat(),
        "mode": one.mode,
        "urn": one.urn,
        "attended": "yes" if one.has_come else "no",
        "cluster": "",
        "people_count": people,
    }
    return Row(one.row, tuple(cells[name] for name in POSITIONS), POSITIONS)


def _feedback(one: Booking, place: int, row: int) -> Feedback:
    key = hashlib.sha256(f"{one.event_ref} {one.urn} {place}".encode()).hexdigest()[:40]
    return Feedback(row, one.event_ref, one.urn, one.held_on, one.value, f"log-{key}")
