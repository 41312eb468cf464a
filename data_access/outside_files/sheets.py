"""A table whose columns nobody knows yet: its headings and its rows, from a CSV file or a workbook."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from data_access.errors import WrongFile
from data_access.imports import tables, text_files, workbooks
from data_access.imports.text_files import DELIMITERS, FIRST_ROWS

MOST_ROWS, MOST_COLUMNS = 50_000, 200
LONGEST_HEADING = 300
NO_TABLE = "There is no table in this file: no row names two columns or more, with a row below it."


@dataclass(frozen=True)
class Sheet:
    """`rows`: (number in the spreadsheet, its cells), without the blank ones; as many cells as headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    file_type: str


def read(content: bytes) -> Sheet:
    """The first table of the file. Its header is the first row with two cells or more that say something.

    Raises: WrongFile, with one sentence, for anything else.
    """
    if not content.strip():
        raise WrongFile(tables.EMPTY)
    if len(content) > tables.LARGEST_FILE:
        raise WrongFile("The file is too large: 200 MB is the most that can be read.")
    if not workbooks.is_workbook(content):
        return _found(_table(text_files.rows(content, _widest(text_files.decoded(content))), "csv"))
    return _found(next((sheet for rows in workbooks.sheets(content) if (sheet := _table(rows, "xlsx"))), None))


def _found(sheet: Sheet | None) -> Sheet:
    if sheet is None:
        raise WrongFile(NO_TABLE)
    return sheet


def _widest(text: str) -> list[str]:
    """The headings as the delimiter gives them that makes most columns of the first rows."""
    found: list[str] = []
    for delimiter in DELIMITERS:
        try:
            rows = list(islice(csv.reader(io.StringIO(text), delimiter=delimiter), FIRST_ROWS))
        except csv.Error:
            continue
        found = max([found, *rows], key=lambda row: sum(bool(cell.strip()) for cell in row))
    return [text_files.heading(cell) for cell in found]


def _table(rows: Iterator[list[str]], file_type: str) -> Sheet | None:
    numbered = enumerate(rows, start=1)
    for _, row in islice(numbered, FIRST_ROWS):
        if sum(bool(cell.strip()) for cell in row) > 1:
            headings = _headings(row)
            found = tuple(_rows(numbered, len(headings)))
            return Sheet(headings, found, file_type) if found else None
    return None


def _rows(numbered: Iterator[tuple[int, list[str]]], width: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for count, (number, row) in enumerate(numbered):
        if count > MOST_ROWS:
            raise WrongFile(f"The file has more than {MOST_ROWS:,} rows. Load it in parts.")
        cells = [cell.strip() for cell in row[:width]]
        if any(cells):
            yield number, (*cells, *[""] * (width - len(cells)))


def _headings(row: list[str]) -> tuple[str, ...]:
    """A name for every column, and no name twice: the second “Notes” is “Notes (2)”."""
    found: list[str] = []
    for number, cell in enumerate(row, start=1):
        name = " ".join(cell.split())[:LONGEST_HEADING] or f"Column {number}"
        often = 2
        unique = name
        while unique in found:
            unique, often = f"{name} ({often})", often + 1
        found.append(unique)
    while found and not row[len(found) - 1].strip():
        found.pop()
    if len(found) > MOST_COLUMNS:
        raise WrongFile(f"The file has more than {MOST_COLUMNS} columns. Delete those that are not needed.")
    return tuple(found)
