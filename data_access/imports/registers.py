"""Registers of events, one row for each setting and event."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.forms import REGISTER
from data_access.imports import outsiders
from data_access.imports.asks import A_SETTING, YES_OR_NO, Ask, Names, of_field
from data_access.imports.kind import Context, ImportKind, Plan, fill, numbers
from data_access.imports.register_rows import OF_THE_EVENT, Line, Places, line_of
from data_access.imports.report import Tally
from data_access.imports.tables import Columns, Table
from data_access.models import Attendance, Event
from data_access.permissions import Action

COLUMNS = Columns(
    required=("event_ref", "event_title", "event_type", "held_on", "mode", "urn", "attended"),
    optional=("cluster", "people_count"),
)
# How many references one query asks for, and how many new events are saved at once.
CHUNK = 500


@dataclass(frozen=True)
class Register:
    """An event of the file with its lines."""

    event_ref: str
    details: dict[str, object]
    lines: tuple[Line, ...]


def plan(context: Context, table: Table) -> Plan:
    """New events and lines are made, changed ones changed; lines that the file leaves out stay as they are."""
    tally = Tally()
    places = Places(context)
    lines = [line for row in table.rows if (line := line_of(row, tally, places)) is not None]
    registers = _registers(_without_repeats(lines, tally), tally)
    stored = _stored(context.session, [register.event_ref for register in registers])
    result = Plan(tally)
    for register in registers:
        if register.event_ref in stored:
            _plan_register(result, register, *stored[register.event_ref], places)
    new = [register for register in registers if register.event_ref not in stored]
    tally.new_rows |= {line.row for register in new for line in register.lines}
    for start in range(0, len(new), CHUNK):
        result.add(partial(_create, registers=new[start : start + CHUNK], actor=context.actor.name_in_log))
    came = ((line.setting_id, day) for register in registers for line, day in _days(register) if line.is_attended)
    tally.notes += outsiders.note(context.session, came)
    return result


def _days(register: Register) -> list[tuple[Line, date]]:
    held_on = register.details["held_on"]
    return [(line, held_on) for line in register.lines if isinstance(held_on, date)]


def _without_repeats(lines: list[Line], tally: Tally) -> list[Line]:
    groups: dict[tuple[str, int], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.event_ref, line.setting_id), []).append(line)
    kept: list[Line] = []
    for group in groups.values():
        if len({(line.is_attended, line.people_count) for line in group}) > 1:
            rows = [line.row for line in group]
            sentence = f"Keep one of {numbers(rows)}: they contradict each other about one setting at one event."
            tally.refuse_all(rows, "attended", sentence)
        else:
            # One for each saying about the event: which of them is right is settled among all its rows.
            sayings = {line.details: line for line in reversed(group)}
            kept += sayings.values()
            tally.repeated += len(group) - len(sayings)
    return kept


def _registers(lines: list[Line], tally: Tally) -> list[Register]:
    """Groups the rows by event. Rows that say otherwise than most about their event are refused; in a draw, all are."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.event_ref, []).append(line)
    registers = []
    for event_ref, group in groups.items():
        ranking = Counter(line.details for line in group).most_common(2)
        is_draw = len(ranking) > 1 and ranking[0][1] == ranking[1][1]
        agreed = ranking[0][0]
        kept = [line for line in group if line.details == agreed and not is_draw]
        for line in group:
            if line.details != agreed or is_draw:
                other = next(other for other in group if other.details != line.details)
                _refuse_contradiction(line, other, tally)
        if kept:
            registers.append(Register(event_ref, dict(agreed), tuple(kept)))
    return registers


def _refuse_contradiction(line: Line, other: Line, tally: Tally) -> None:
    theirs = dict(other.details)
    differing = next(name for name, value in line.details if theirs[name] != value)
    column = next(column for column, name in OF_THE_EVENT.items() if name == differing)
    sentence = f"Write the same as in row {other.row}: both rows are about one event."
    tally.refuse(line.row, column, sentence)


def _stored(session: Session, refs: list[str]) -> dict[str, tuple[Event, dict[int, Attendance]]]:
    found: dict[str, tuple[Event, dict[int, Attendance]]] = {}
    for start in range(0, len(refs), CHUNK):
        events = session.scalars(select(Event).where(Event.event_ref.in_(refs[start : start + CHUNK]))).all()
        by_id = {event.id: event for event in events}
        found |= {event.event_ref: (event, {}) for event in events}
        for line in session.scalars(select(Attendance).where(Attendance.event_id.in_(by_id))):
            found[by_id[line.event_id].event_ref][1][line.setting_id] = line
    return found


def _plan_register(
    result: Plan, register: Register, event: Event, attendance: dict[int, Attendance], places: Places
) -> None:
    is_moved = any(getattr(event, name) != value for name, value in register.details.items())
    changed = [line for line in register.lines if is_moved or _differs(line, attendance.get(line.setting_id))]
    new = {line.row for line in changed if line.setting_id not in attendance}
    result.tally.new_rows |= new
    result.tally.updated += len(changed) - len(new)
    result.tally.unchanged += len(register.lines) - len(changed)
    for line in changed:
        stored = attendance.get(line.setting_id)
        # A new line of a stored event may say otherwise of the event.
        result.tally.change(line.row, _said(event, stored or line, places), _said(register, line, places))
    if changed:
        result.add(partial(_correct, register=register, event=event, attendance=attendance))


def _said(of: Event | Register, line: Attendance | Line, places: Places) -> dict[str, object]:
    """An event and a line of its register, in the columns of a file."""
    details = of.details if isinstance(of, Register) else {name: getattr(of, name) for name in OF_THE_EVENT.values()}
    said = {column: details[name] for column, name in OF_THE_EVENT.items()}
    said["cluster"] = places.cluster_called(said["cluster"])
    return {**said, "attended": line.is_attended, "people_count": line.people_count}


def _differs(line: Line, stored: Attendance | None) -> bool:
    return stored is None or (stored.is_attended, stored.people_count) != (line.is_attended, line.people_count)


def _create(session: Session, registers: list[Register], actor: str) -> None:
    """Many at once: a log of bookings has an event in every row."""
    events = [Event(event_ref=one.event_ref, recorded_by=actor, **one.details) for one in registers]
    session.add_all(events)
    session.flush()
    session.add_all(
        _attendance(event, line) for event, one in zip(events, registers, strict=True) for line in one.lines
    )


def _correct(session: Session, register: Register, event: Event, attendance: dict[int, Attendance]) -> None:
    fill(event, register.details)
    for line in register.lines:
        stored = attendance.get(line.setting_id)
        if stored is None:
            session.add(_attendance(event, line))
        else:
            stored.is_attended, stored.people_count = line.is_attended, line.people_count
    # Somebody who has this register open is told that it has changed.
    event.version += 1


def _attendance(event: Event, line: Line) -> Attendance:
    return Attendance(
        event_id=event.id, setting_id=line.setting_id, is_attended=line.is_attended, people_count=line.people_count
    )


REGISTERS = ImportKind(
    name="registers",
    title="Registers of events",
    explanation="Who came to which event: one row for each setting and event. Leave the cluster empty for an event "
    "of the whole programme. Lines that are stored and not in the file stay as they are.",
    columns=COLUMNS,
    called_by=("event_title", "held_on", "urn"),
    example={
        "event_ref": "2025-10-central-meeting",
        "event_title": "Central cluster meeting",
        "event_type": "cluster_meeting",
        "held_on": "2025-10-16",
        "mode": "in_person",
        "cluster": "Central",
        "urn": "123456",
        "attended": "yes",
        "people_count": "2",
    },
    needs=Action.RECORD_REGISTER,
    plan=plan,
    asks=(
        Ask("event_ref", "A reference of your own, the same in every row of one event."),
        *(of_field(REGISTER.field(name), column) for column, name in {**OF_THE_EVENT, "cluster": "cluster"}.items()),
        Ask("urn", A_SETTING, names=Names.URNS),
        Ask("attended", "Whether anybody came from this setting.", YES_OR_NO),
        Ask("people_count", "How many people came from this setting, where somebody counted."),
    ),
)
