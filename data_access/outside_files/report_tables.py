"""The parts of an attendance report: what it says of the meeting, and its tables of people."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from data_access.errors import WrongFile
from data_access.imports import tables, text_files, workbooks
from data_access.imports.text_files import heading

NAMES = ("name", "full name", "participant name")
SECTION = re.compile(r"\d{1,2}[.)]\s*\D")
MOST_ROWS = 50_000
# What the meeting is said to be, by the words that reports of different years use for it.
OF_THE_MEETING = {
    "meeting title": "title",
    "title": "title",
    "event title": "title",
    "start time": "start",
    "meeting start time": "start",
    "end time": "end",
    "meeting end time": "end",
    "meeting duration": "duration",
    "duration": "duration",
}
# Tables are told apart by columns that only they have.
ACTIONS = frozenset({"user action", "timestamp"})
STAYS = frozenset({"join time", "leave time"})
PARTICIPANTS = (frozenset({"in-meeting duration"}), frozenset({"first join", "last leave"}), frozenset({"duration"}))
KNOWN = {*NAMES, *OF_THE_MEETING, *ACTIONS, *STAYS, *(name for one in PARTICIPANTS for name in one), "email"}
NOT_A_REPORT = (
    "This is not an attendance report: no table in it says who joined and when. In Teams, open the meeting, choose "
    "Attendance and then Download, and choose that file here."
)

Line = dict[str, str]


@dataclass
class Parts:
    """`meeting` by our words; each table a list of rows, by heading in lower case."""

    meeting: Line = field(default_factory=dict)
    actions: list[Line] = field(default_factory=list)
    stays: list[Line] = field(default_factory=list)
    participants: list[Line] = field(default_factory=list)

    @property
    def is_report(self) -> bool:
        return bool(self.actions or self.stays or self.participants)


def read(content: bytes) -> Parts:
    """The parts of a report, whichever year's.

    Raises: WrongFile, with one sentence, for anything else.
    """
    if not content.strip():
        raise WrongFile(tables.EMPTY)
    if len(content) > tables.LARGEST_FILE:
        raise WrongFile("The file is too large to be an attendance report.")
    if not workbooks.is_workbook(content):
        return _report([_parts(text_files.rows(content, KNOWN))])
    return _report(_parts(sheet) for sheet in workbooks.sheets(content))


def _report(candidates: Iterable[Parts]) -> Parts:
    found = next((parts for parts in candidates if parts.is_report), None)
    if found is None:
        raise WrongFile(NOT_A_REPORT)
    return found


def _parts(rows: Iterator[list[str]]) -> Parts:
    parts = Parts()
    columns: list[str] = []
    table: list[Line] | None = None
    for number, row in enumerate(rows):
        if number > MOST_ROWS:
            raise WrongFile("This file is too long to be an attendance report.")
        cells = [" ".join(cell.split()) for cell in row]
        filled = [cell for cell in cells if cell]
        headings = [heading(cell) for cell in cells]
        if (begun := _table(parts, headings)) is not None:
            table, columns = begun, headings
        elif not filled or (len(filled) == 1 and SECTION.match(filled[0])):
            table = None
        elif table is not None:
            table.append(dict(zip(columns, cells, strict=False)))
        elif len(filled) > 1 and headings[0] in OF_THE_MEETING:
            parts.meeting.setdefault(OF_THE_MEETING[headings[0]], cells[1])
    return parts


def _table(parts: Parts, headings: list[str]) -> list[Line] | None:
    """Where the rows below this one belong; None unless it is the header of a table of people."""
    names = set(headings)
    if not names & set(NAMES):
        return None
    if names >= ACTIONS:
        return parts.actions
    if names >= STAYS:
        return parts.stays
    return parts.participants if any(names >= columns for columns in PARTICIPANTS) else None
