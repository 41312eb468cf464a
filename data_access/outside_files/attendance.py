"""From a report to a register: who came, how that goes with what is stored, and saving it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select

from data_access import store
from data_access.imports import run_log
from data_access.imports.run_log import Load
from data_access.models import Event
from data_access.outside_files.attendance_report import AttendanceReport
from data_access.outside_files.kinds import ATTENDANCE_REPORT
from data_access.permissions import Action, Identity, require
from data_access.reading import events_in_scope
from data_access.registers import RegisterRow, correct_register, record_register


@dataclass(frozen=True)
class Rule:
    """From when on somebody counts as having come: a share of the meeting, or so many minutes (0: no such rule)."""

    percent: int
    minutes: int

    def is_enough(self, seconds: int, whole: int) -> bool:
        is_long = bool(self.minutes) and seconds >= self.minutes * 60
        return is_long or (seconds > 0 and seconds * 100 >= whole * self.percent)


@dataclass(frozen=True)
class Seen:
    """What the report says of one setting. `longest`: seconds of whoever was there longest."""

    urn: str
    people_count: int
    enough_count: int
    longest: int


def seen(report: AttendanceReport, settings: Mapping[int, str], rule: Rule, whole: int) -> list[Seen]:
    """Every setting of which somebody was in the meeting, by URN.

    `settings`: participant's number -> URN, of those who count. `whole`: seconds that the meeting lasted.
    """
    groups: dict[str, list[int]] = {}
    for person in report.people:
        if person.number in settings:
            groups.setdefault(settings[person.number], []).append(person.seconds)
    return [
        Seen(urn, len(all_), sum(rule.is_enough(seconds, whole) for seconds in all_), max(all_))
        for urn, all_ in sorted(groups.items())
    ]


def register_rows(found: Iterable[Seen], before: Sequence[RegisterRow]) -> list[RegisterRow]:
    """The register with what the report adds. Who came stays so: they may have been in the room, and not online."""
    rows = {row.urn: row for row in before}
    for one in found:
        stored = rows.get(one.urn, RegisterRow(one.urn, False))
        counts = [stored.people_count or 0, one.enough_count]
        is_attended = stored.is_attended or one.enough_count > 0
        rows[one.urn] = RegisterRow(one.urn, is_attended, max(counts) or None)
    return [rows[urn] for urn in sorted(rows)]


@dataclass(frozen=True)
class Register:
    """An event with its register as it stands: without a reference, one that is not stored yet."""

    answers: dict[str, object]
    rows: list[RegisterRow]
    event_ref: str = ""
    version: int = 0


def save(actor: Identity, report: AttendanceReport, register: Register, rows: Sequence[RegisterRow]) -> None:
    """A new event with these rows, or the register that is there with them: as a file that can be undone whole.

    Raises: what writing a register does.
    """
    require(actor, Action.READ_OUTSIDE_FILE)
    stored = {row.urn: row for row in register.rows} if register.event_ref else {}
    new = sum(row.urn not in stored for row in rows)
    changed = sum(stored.get(row.urn, row) != row for row in rows)
    load = Load(ATTENDANCE_REPORT, report.file_type, len(report.people), new, changed)
    begin = partial(run_log.begin, actor=actor, load=load)
    if register.event_ref:
        correct_register(actor, register.event_ref, register.version, register.answers, rows, begin)
    else:
        record_register(actor, register.answers, rows, report.entry_key, beforehand=begin)


def event_of_report(viewer: Identity, report: AttendanceReport) -> str | None:
    """The reference of the event that an earlier copy of this report made; None where there is none.

    Raises: NotAllowed.
    """
    require(viewer, Action.RECORD_REGISTER)
    query = select(Event.event_ref).where(
        Event.entry_key == report.entry_key, events_in_scope(viewer, Event.cluster_id)
    )
    with store.reading() as session:
        return session.scalar(query)
