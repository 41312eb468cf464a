"""From a report to a register: who came, how that goes with what is stored, and saving it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from data_access import store
from data_access.models import Event
from data_access.outside_files.attendance_report import AttendanceReport
from data_access.permissions import Action, Identity, require
from data_access.reading import events_in_scope
from data_access.registers import RegisterRow


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
