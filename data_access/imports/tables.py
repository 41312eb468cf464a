"""A file as a table with known columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from data_access.errors import WrongFile
from data_access.imports import text_files, workbooks
from data_access.imports.text_files import FIRST_ROWS, MOST_COLUMNS, heading

# A template marks its example in a column of its own, so that no real row is ever taken for it.
EXAMPLE_COLUMN, EXAMPLE = "example", "Example: never loaded"
# The last two columns of a file of refused rows.
ROW_COLUMN, ADVICE_COLUMN = "row", "what to write instead"
OF_OUR_OWN = {EXAMPLE_COLUMN, ROW_COLUMN, ADVICE_COLUMN}
EMPTY = "The file is empty. Save it again in the program that it comes from, and choose it here once more."
LARGEST_FILE = 200_000_000
# What a sheet of Excel can hold; and how many rows are held in memory at a time.
MOST_ROWS, LONGEST_CELL = 1_048_576, 32_767
MOST_FILLED = 300_000
# How many of the columns of which one must be there a sentence names.
MOST_NAMED = 3


@dataclass(frozen=True)
class Columns:
    """The columns that a kind of file has, in the words of its header.

    `one_of`: at least one of these must be there. `are_among_others`: the file is known to have many more.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    are_among_others: bool = False

    @property
    def all(self) -> tuple[str, ...]:
        return self.required + self.one_of + self.optional

    def missing_from(self, headings: set[str]) -> list[str]:
        """What is missing, as it is named in a sentence."""
        missing = [f"“{name}”" for name in self.required if heading(name) not in headings]
        if self.one_of and not any(heading(name) in headings for name in self.one_of):
            missing.append(self.any_of_them)
        return missing

    @property
    def any_of_them(self) -> str:
        """What `one_of` asks for, as it is named in a sentence; a long list by its beginning."""
        named = [f"“{name}”" for name in self.one_of[:MOST_NAMED]]
        if len(self.one_of) > MOST_NAMED:
            return f"{', '.join(named)} or another of its {len(self.one_of)} questions"
        return " or ".join(named)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `number` is the spreadsheet's; `is_too_long`: there is more in it than headings.

    `positions` (column -> place in `cells`) is shared by the rows of a file, to keep long files small in memory.
    """

    number: int
    cells: tuple[str, ...]
    positions: dict[str, int]
    is_too_long: bool = False
    # Somebody has looked at its text and said that it is about no child or family.
    is_checked: bool = False
    # Marked as the example of a template.
    is_example: bool = False

    def __getitem__(self, column: str) -> str:
        at = self.positions.get(column)
        return "" if at is None else self.cells[at]

    def by_column(self) -> dict[str, str]:
        """The cells of the columns that the product knows."""
        return {column: self.cells[at] for column, at in self.positions.items()}


@dataclass(frozen=True)
class Table:
    """The known columns that the file has, and its rows without the blank ones, to be read once.

    `unread`: the headings of columns that nobody would expect to be left out.
    """

    columns: frozenset[str]
    rows: Iterator[Row]
    unread: tuple[str, ...] = ()


def read(content: bytes, columns: Columns) -> Table:
    """The table in a CSV file or workbook.

    Raises: WrongFile, with one sentence, for anything else.
    """
    refusal = WrongFile("The workbook has no sheet with anything on it.")
    for number, sheet in enumerate(_sheets(content, {heading(name) for name in columns.all})):
        try:
            return _table(sheet, columns)
        except WrongFile as problem:
            # What is wrong with the first sheet is what a person would want to hear.
            refusal = problem if number == 0 else refusal
    raise refusal


def starts(content: bytes, known: set[str]) -> Iterator[list[list[str]]]:
    """The first rows of each sheet, where a header is looked for. Raises: WrongFile for a file that is no table."""
    for rows in _sheets(content, known):
        yield list(islice(_within_limits(rows), FIRST_ROWS))


def _sheets(content: bytes, known: set[str]) -> Iterator[Iterator[list[str]]]:
    if not content.strip():
        raise WrongFile(EMPTY)
    if len(content) > LARGEST_FILE:
        raise WrongFile("The file is too large: 200 MB is the most that can be read.")
    if workbooks.is_workbook(content):
        yield from workbooks.sheets(content)
    else:
        yield text_files.rows(content, known)


def _table(rows: Iterator[list[str]], columns: Columns) -> Table:
    rows = _within_limits(rows)
    start = list(islice(rows, FIRST_ROWS))
    number, header = _header(start, columns)
    positions = _positions(header, columns)
    numbered = enumerate(chain(start[number:], rows), start=number + 1)
    marked = [heading(cell) for cell in header]
    mark = marked.index(EXAMPLE_COLUMN) if EXAMPLE_COLUMN in marked else len(header)
    data = _rows(numbered, positions, len(header), mark)
    first = next(data, None)
    if first is None:
        raise WrongFile("The file has a header and no rows below it.")
    return Table(frozenset(positions), chain([first], data), _unread(header, columns))


def _unread(header: Sequence[str], columns: Columns) -> tuple[str, ...]:
    known = {heading(name) for name in columns.all} | OF_OUR_OWN
    named = (" ".join(cell.split()) for cell in header)
    return () if columns.are_among_others else tuple(name for name in named if name and heading(name) not in known)


def _within_limits(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows, as long as they are such as a spreadsheet program could hold."""
    filled = 0
    for number, row in enumerate(rows, start=1):
        if len(row) > MOST_COLUMNS:
            raise WrongFile(f"Row {number:,} has more than {MOST_COLUMNS:,} columns. Take out what is not needed.")
        if number > MOST_ROWS:
            raise WrongFile(f"The file has more than {MOST_ROWS:,} rows. Take out the empty ones and try again.")
        filled += any(row)
        if filled > MOST_FILLED:
            raise WrongFile(f"The file has more than {MOST_FILLED:,} rows with something in them. Load it in parts.")
        if any(len(cell) > LONGEST_CELL for cell in row):
            raise WrongFile(f"A cell in row {number:,} has more than {LONGEST_CELL:,} characters. Shorten it.")
        yield row


def _header(start: Sequence[list[str]], columns: Columns) -> tuple[int, list[str]]:
    """(number of the header's row, its cells)."""
    filled = [(number, row) for number, row in enumerate(start, start=1) if any(cell.strip() for cell in row)]
    if not filled:
        raise WrongFile(EMPTY)
    first = filled[0][0]
    for number, row in filled:
        if columns.missing_from({heading(cell) for cell in row}):
            continue
        if number != first:
            raise WrongFile(
                f"The header stands on row {number}, with other rows above it. Delete what is above row {number}, "
                "save the file and try again."
            )
        return number, row
    raise WrongFile(_without_header([row for _, row in filled], columns))


def _without_header(rows: Sequence[list[str]], columns: Columns) -> str:
    known = {heading(name) for name in columns.all}
    best = max(({heading(cell) for cell in row} for row in rows), key=lambda headings: len(known & headings))
    missing = columns.missing_from(best)
    word = "column" if len(missing) == 1 else "columns"
    if known & best:
        return f"The file has no {word} {', '.join(missing)}. Add what is missing to its header and try again."
    return f"This file has none of the columns that are needed. Its first row must name them: {', '.join(missing)}."


def _positions(header: Sequence[str], columns: Columns) -> dict[str, int]:
    headings = [heading(cell) for cell in header]
    for name in columns.all:
        if headings.count(heading(name)) > 1:
            raise WrongFile(f"The column “{name}” stands in the header more than once. Keep one of them and try again.")
    return {name: headings.index(heading(name)) for name in columns.all if heading(name) in headings}


def _rows(numbered: Iterable[tuple[int, list[str]]], positions: dict[str, int], width: int, mark: int) -> Iterator[Row]:
    where = tuple(positions.values())
    places = {name: place for place, name in enumerate(positions)}
    for number, cells in numbered:
        if any(cell.strip() for cell in cells):
            count = len(cells)
            found = tuple(" ".join(cells[at].split()) if at < count else "" for at in where)
            is_too_long = any(cell.strip() for cell in cells[width:])
            is_example = mark < min(width, count) and cells[mark].strip() == EXAMPLE
            yield Row(number, found, places, is_too_long, is_example=is_example)
