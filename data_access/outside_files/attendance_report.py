"""Reads a Teams attendance report: which meeting it was, and how long somebody of each domain was there."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from data_access import clock
from data_access.errors import WrongFile
from data_access.imports import workbooks
from data_access.outside_files import presence, report_tables, times
from data_access.outside_files.presence import JOINED, LEFT, Stretch
from data_access.outside_files.report_tables import NAMES, NOT_A_REPORT, Line, Parts

# "Joined before" is said of those who were there before the report began.
JOINS, LEAVES = ("joined",), ("left",)
GUEST = "#ext#"
ADDRESSES = ("email", "email address", "participant id (upn)", "upn")


@dataclass(frozen=True)
class Participant:
    """One person in the meeting. Who they are is for the screen alone: it is stored nowhere, and printed nowhere.

    `number`: their place in the report. `domain`: of their address; empty where there is none.
    """

    number: int
    domain: str
    seconds: int
    name: str = field(repr=False, compare=False)


@dataclass(frozen=True)
class AttendanceReport:
    """A meeting and who was in it.

    `days`: on which it may have been held; more than one where 3/4 could be April or March. `seconds`: how long it
    lasted. `entry_key`: the same for every copy of this meeting's report; nobody can be found from it.
    """

    title: str
    days: tuple[date, ...]
    seconds: int
    entry_key: str
    people: tuple[Participant, ...]
    file_type: str


TABLES = ("participants", "stays", "actions")


@dataclass
class Person:
    """What the tables of a report say of one person, before it is put together."""

    name: str = field(repr=False)
    domain: str
    participants: list[Line] = field(default_factory=list, repr=False)
    stays: list[Line] = field(default_factory=list, repr=False)
    actions: list[Line] = field(default_factory=list, repr=False)


class Clock:
    """Reads the moments of one report, all in the order of day and month that makes sense of every one."""

    def __init__(self, parts: Parts) -> None:
        self.moments = [moment for text in _moments(parts) if (moment := times.written(text))]
        self.orders = times.orders(self.moments)

    def read(self, text: str) -> datetime | None:
        moment = times.written(text)
        return moment.read(day_first=self.orders[0]) if moment and self.orders else None

    def days(self, start: str) -> tuple[date, ...]:
        """The day of the start, or else of the first thing that happened, in every order that makes sense.

        A meeting that people were in does not lie ahead.
        """
        told = times.written(start)
        moments = [told] if told else self.moments
        days = {min(moment for one in moments if (moment := one.read(day_first=order))).date() for order in self.orders}
        over = {day for day in days if day <= clock.today()}
        return tuple(sorted(over or days, reverse=True))


def read(content: bytes) -> AttendanceReport:
    """The meeting of the report, and everybody who was in it, in the order of the report.

    Raises: WrongFile, with one sentence, for anything else. It repeats nothing of the file.
    """
    parts = report_tables.read(content)
    reader = Clock(parts)
    people = _people(parts)
    if not people:
        raise WrongFile(NOT_A_REPORT)
    start, end = _span(parts, reader)
    present = [_present(person, reader, end) for person in people]
    if not any(present):
        raise WrongFile(
            "This report does not say how long anybody was there. Download it again with join and leave times."
        )
    return AttendanceReport(
        title=parts.meeting.get("title", ""),
        days=reader.days(parts.meeting.get("start", "")),
        seconds=_length(parts, start, end) or max(present),
        entry_key=_entry_key(parts, reader, content),
        people=tuple(
            Participant(number, person.domain, seconds, person.name)
            for number, (person, seconds) in enumerate(zip(people, present, strict=True), start=1)
        ),
        file_type=workbooks.file_type(content),
    )


def domain_of(address: str) -> str:
    """The domain of an address, in lower case; empty for anything else. A guest's account holds the one at home."""
    plain = address.strip().casefold()
    if GUEST in plain:
        local, _, home = plain.partition(GUEST)[0].rpartition("_")
        plain = f"{local}@{home}"
    local, at, domain = plain.rpartition("@")
    is_domain = at and local and "." in domain.strip(".") and not set(domain) & set(' "<>()[],;:\\/|')
    return domain.strip(".") if is_domain else ""


def _moments(parts: Parts) -> Iterator[str]:
    yield from (parts.meeting.get(name, "") for name in ("start", "end"))
    for line in (*parts.participants, *parts.stays, *parts.actions):
        yield from (line.get(name, "") for name in ("first join", "last leave", "join time", "leave time", "timestamp"))


def _people(parts: Parts) -> list[Person]:
    """Everybody once: rows with one address are one person, and rows without any with one name."""
    found: dict[str, Person] = {}
    lines = [(table, line) for table in TABLES for line in getattr(parts, table)]
    addresses = {_name(line): address for _, line in lines if (address := _address(line))}
    for table, line in lines:
        address = _address(line) or addresses.get(_name(line), "")
        if key := address or _name(line):
            person = found.setdefault(key, Person(_first(line, NAMES), domain_of(address)))
            getattr(person, table).append(line)
    return list(found.values())


def _name(line: Line) -> str:
    return _first(line, NAMES).casefold()


def _address(line: Line) -> str:
    return next((line[name].casefold() for name in ADDRESSES if domain_of(line.get(name, ""))), "")


def _first(line: Line, names: Iterable[str]) -> str:
    return next((line[name] for name in names if line.get(name)), "")


def _span(parts: Parts, reader: Clock) -> tuple[datetime | None, datetime | None]:
    """From when to when the meeting was; what the report does not say, from the first to the last that happened."""
    moments = sorted(moment for text in _moments(parts) if (moment := reader.read(text)))
    start, end = (reader.read(parts.meeting.get(name, "")) for name in ("start", "end"))
    return start or next(iter(moments), None), end or next(reversed(moments), None)


def _length(parts: Parts, start: datetime | None, end: datetime | None) -> int:
    if start and end and end > start:
        return int((end - start).total_seconds())
    return times.duration(parts.meeting.get("duration", "")) or 0


def _present(person: Person, reader: Clock, end: datetime | None) -> int:
    """Seconds: from what happened when it is told, or else from the sums that the report gives."""
    stays = [_stay(line, reader, end) for line in person.stays]
    known = [stay for stay in stays if stay is not None]
    if known and len(known) == len(stays):
        return presence.together(known)
    if end and (actions := list(_actions(person, reader))):
        return presence.together(presence.stretches(actions, end))
    whole = [stay for line in person.participants if (stay := _stay(line, reader, end, "first join", "last leave"))]
    sums = [times.duration(_first(line, ("in-meeting duration", "duration"))) for line in person.participants]
    sums = [seconds for seconds in sums if seconds is not None] or [
        times.duration(line.get("duration", "")) for line in person.stays
    ]
    told = sum(seconds or 0 for seconds in sums)
    return min(told, presence.together(whole)) if told and whole else told or presence.together(whole)


def _stay(
    line: Line, reader: Clock, end: datetime | None, joined: str = "join time", left: str = "leave time"
) -> Stretch | None:
    """Who has not left yet stays to the end."""
    start = reader.read(line.get(joined, ""))
    until = reader.read(line[left]) if line.get(left) else end
    return (start, until) if start and until and until >= start else None


def _actions(person: Person, reader: Clock) -> Iterator[tuple[datetime, str]]:
    for line in person.actions:
        said, moment = line.get("user action", "").casefold(), reader.read(line.get("timestamp", ""))
        if moment and said.startswith((*JOINS, *LEAVES)):
            yield moment, JOINED if said.startswith(JOINS) else LEFT


def _entry_key(parts: Parts, reader: Clock, content: bytes) -> str:
    told = times.written(parts.meeting.get("start", ""))
    moments = [moment.in_any_order for moment in ([told] if told else reader.moments)]
    said = f"{parts.meeting.get('title', '').casefold()} {min(moments)}".encode() if moments else content
    return f"attendance-{hashlib.sha256(said).hexdigest()[:40]}"
