"""Attendance reports as Teams writes them, in the layouts of several years, in memory."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

STARTED = datetime(2026, 3, 18, 9, 30, 7)  # noqa: DTZ001  # Teams writes none of its zones
Stay = tuple[int, int | None]


@dataclass(frozen=True)
class Somebody:
    """Stays in seconds from the beginning of the meeting; None: has not left."""

    name: str
    address: str
    stays: Sequence[Stay] = ((0, 3600),)


@dataclass(frozen=True)
class Meeting:
    people: Sequence[Somebody]
    title: str = "Central cluster meeting"
    started: datetime = STARTED
    seconds: int = 3600
    say: Callable[[datetime], str] = field(default=lambda moment: f"{moment:%d/%m/%Y, %H:%M:%S}")

    def at(self, seconds: int) -> str:
        return self.say(self.started + timedelta(seconds=seconds))

    def until(self, stay: Stay) -> int:
        return self.seconds if stay[1] is None else stay[1]


def american(moment: datetime) -> str:
    """3/18/26, 9:30:07 AM, with the narrow space that newer programs put before the half of the day."""
    hour = moment.hour % 12 or 12
    half = "AM" if moment.hour < 12 else "PM"
    return f"{moment.month}/{moment.day}/{moment:%y}, {hour}:{moment:%M:%S}\N{NARROW NO-BREAK SPACE}{half}"


def british(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y, %H:%M:%S}"


def german(moment: datetime) -> str:
    return f"{moment.day}.{moment.month}.{moment.year}, {moment:%H:%M:%S}"


def plain(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


LOCALES = (american, british, german, plain)


def said(seconds: int) -> str:
    """1h 2m 3s."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    parts = [f"{number}{unit}" for number, unit in ((hours, "h"), (minutes, "m"), (left, "s")) if number]
    return " ".join(parts) or "0s"


def new_layout(meeting: Meeting) -> list[list[str]]:
    """Three numbered sections. The sum of a person with two devices counts both, as Teams does."""
    rows = [
        ["1. Summary"],
        ["Meeting title", meeting.title],
        ["Attended participants", str(len(meeting.people))],
        ["Start time", meeting.at(0)],
        ["End time", meeting.at(meeting.seconds)],
        ["Meeting duration", said(meeting.seconds)],
        ["Average attendance time", "40m"],
        [],
        ["2. Participants"],
        ["Name", "First Join", "Last Leave", "In-Meeting Duration", "Email", "Participant ID (UPN)", "Role"],
    ]
    for one in meeting.people:
        first, last = min(start for start, _ in one.stays), max(meeting.until(stay) for stay in one.stays)
        whole = sum(meeting.until(stay) - stay[0] for stay in one.stays)
        rows.append([one.name, meeting.at(first), meeting.at(last), said(whole), one.address, one.address, "Presenter"])
    rows += [[], ["3. In-Meeting Activities"], ["Name", "Join Time", "Leave Time", "Duration", "Email", "Role"]]
    for one in meeting.people:
        for stay in one.stays:
            left = "" if stay[1] is None else meeting.at(stay[1])
            whole = said(meeting.until(stay) - stay[0])
            rows.append([one.name, meeting.at(stay[0]), left, whole, one.address, "Presenter"])
    return rows


def middle_layout(meeting: Meeting) -> list[list[str]]:
    """One table with a row for each stay, below a summary."""
    rows = [
        ["Meeting Summary"],
        ["Total Number of Participants", str(len(meeting.people))],
        ["Meeting Title", meeting.title],
        ["Meeting Start Time", meeting.at(0)],
        ["Meeting End Time", meeting.at(meeting.seconds)],
        [],
        ["Full Name", "Join Time", "Leave Time", "Duration", "Email", "Role", "Participant ID (UPN)"],
    ]
    for one in meeting.people:
        for stay in one.stays:
            left = "" if stay[1] is None else meeting.at(stay[1])
            whole = said(meeting.until(stay) - stay[0])
            rows.append([one.name, meeting.at(stay[0]), left, whole, one.address, "Attendee", one.address])
    return rows


def old_layout(meeting: Meeting) -> list[list[str]]:
    """Joining and leaving in one table, without addresses. The organiser is there from the beginning to the end."""
    happened = [(meeting.seconds, "The organiser", "Left"), (0, "The organiser", "Joined before")]
    for one in meeting.people:
        happened += [(start, one.name, "Joined") for start, _ in one.stays]
        happened += [(end, one.name, "Left") for _, end in one.stays if end is not None]
    rows = [[name, action, meeting.at(second)] for second, name, action in sorted(happened)]
    return [["Full Name", "User Action", "Timestamp"], *rows]


LAYOUTS = (new_layout, middle_layout, old_layout)


def as_bytes(rows: Sequence[Sequence[str]], encoding: str = "utf-16", delimiter: str = "\t") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def report(*people: Somebody, **changes: object) -> bytes:
    """A report of the new layout, as it is downloaded."""
    return as_bytes(new_layout(Meeting(people, **changes)))  # type: ignore[arg-type]
