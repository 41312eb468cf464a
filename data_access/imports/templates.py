"""An empty file of each kind, to be filled in: CSV, or a workbook with lists, notes and dates that are dates."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from sqlalchemy import select

from data_access import store
from data_access.imports.asks import Ask, Names
from data_access.imports.cells import Refused, a_date
from data_access.imports.kind import ImportKind
from data_access.imports.tables import EXAMPLE, EXAMPLE_COLUMN, Row
from data_access.models import Cluster, EvaluationCycle, Setting

# How far down the lists and dates reach.
LAST_ROW = 5000
DAY = "dd/mm/yyyy"
Lists = Mapping[Names, Sequence[str]]


def as_csv(kind: ImportKind) -> str:
    """The header and an example, which is never loaded."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*kind.example, EXAMPLE_COLUMN])
    writer.writerow([*kind.example.values(), EXAMPLE])
    return text.getvalue()


def as_xlsx(kind: ImportKind) -> bytes:
    """The same as a workbook: a sheet to fill in, a sheet of notes, and a hidden one with what its lists offer."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Rows")
        _notes(book, kind)
        _rows(book, sheet, kind, _offered(book, kind.asks))
    return stream.getvalue()


def is_the_example(row: Row, kind: ImportKind) -> bool:
    """True for the example row of a template, whatever program it was saved with."""
    return row.is_example and all(
        _same(cell, kind.example[column], kind.ask(column))
        for column, cell in row.by_column().items()
        if column in kind.example
    )


def _same(cell: str, example: str, ask: Ask) -> bool:
    if cell.casefold() == _shown(example, ask).casefold() or cell.casefold() == example.casefold():
        return True
    try:
        return ask.is_date and bool(cell) and a_date(cell) == a_date(example)
    except Refused:
        return False


def _shown(example: str, ask: Ask) -> str:
    """The example in the words of the list."""
    wanted = example.replace("_", " ").casefold()
    return next((word for word in ask.words if word.casefold() == wanted), example)


def _rows(book: Any, sheet: Any, kind: ImportKind, offered: Mapping[str, str]) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#E8EDF2", "bottom": 1})
    grey, day = {"italic": True, "font_color": "#6B7280"}, {"num_format": DAY}
    sheet.freeze_panes(1, 0)
    for at, (column, example) in enumerate(kind.example.items()):
        ask = kind.ask(column)
        sheet.write_string(0, at, column, bold)
        sheet.write_comment(0, at, _note(ask, kind), {"width": 260, "height": 90})
        sheet.set_column(at, at, max(14, len(column) + 3), book.add_format(day) if ask.is_date else None)
        _write_example(sheet, at, example, ask, book.add_format(grey | (day if ask.is_date else {})))
        if rule := _rule(ask, offered):
            sheet.data_validation(1, at, LAST_ROW, at, rule)
    last = len(kind.example)
    sheet.write_string(0, last, EXAMPLE_COLUMN, bold)
    sheet.write_string(1, last, EXAMPLE, book.add_format(grey))
    sheet.set_column(last, last, len(EXAMPLE) + 2)


def _write_example(sheet: Any, at: int, example: str, ask: Ask, look: Any) -> None:
    if ask.is_date and example:
        sheet.write_datetime(1, at, a_date(example), look)
    else:
        sheet.write_string(1, at, _shown(example, ask), look)


def _rule(ask: Ask, offered: Mapping[str, str]) -> dict[str, object]:
    """A list where there is one to choose from; only a closed one refuses other words."""
    if ask.column not in offered:
        return {}
    closed = {"error_title": "Choose from the list", "error_message": "Choose one of the words of the list."}
    return {"validate": "list", "source": offered[ask.column], "show_error": bool(ask.words), **closed}


def _offered(book: Any, asks: Sequence[Ask]) -> dict[str, str]:
    """Writes what the lists offer on a hidden sheet. Value: the cells of each column's list."""
    known, sheet, offered = _known(asks), book.add_worksheet("Lists"), dict[str, str]()
    sheet.hide()
    for ask in asks:
        words = ask.words or (known[ask.names] if ask.names else ())
        if words:
            at = len(offered)
            # As numbers where they are numbers: typed into a cell, they are nothing else.
            sheet.write_column(0, at, [int(word) if word.isdecimal() and ask.words else word for word in words])
            letter = xlsxwriter.utility.xl_col_to_name(at, col_abs=True)
            offered[ask.column] = f"=Lists!{letter}$1:{letter}${len(words)}"
    return offered


def _known(asks: Sequence[Ask]) -> Lists:
    """The names that the database knows, of those that are asked for."""
    columns: dict[Names, Any] = {
        Names.CLUSTERS: Cluster.name,
        Names.SETTINGS: Setting.name,
        Names.URNS: Setting.urn,
        Names.CYCLES: EvaluationCycle.name,
    }
    wanted = {ask.names for ask in asks if ask.names}
    with store.reading() as session:
        return {
            names: list(session.scalars(select(column).distinct().order_by(column)))
            for names, column in columns.items()
            if names in wanted
        }


def _notes(book: Any, kind: ImportKind) -> None:
    sheet, bold = book.add_worksheet("Notes"), book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 34, wrapped)
    sheet.set_column(1, 1, 90, wrapped)
    sheet.write_string(0, 0, kind.title, bold)
    sheet.write_string(1, 0, "What it is", wrapped)
    sheet.write_string(1, 1, kind.explanation, wrapped)
    sheet.write_string(2, 0, "The example", wrapped)
    sheet.write_string(2, 1, "The grey row is an example. Leave it or delete it: it is never loaded.", wrapped)
    sheet.write_row(4, 0, ["Column", "What belongs in it"], bold)
    for row, column in enumerate(kind.example, start=5):
        sheet.write_string(row, 0, column, wrapped)
        sheet.write_string(row, 1, _note(kind.ask(column), kind), wrapped)


def _note(ask: Ask, kind: ImportKind) -> str:
    columns = kind.columns
    needed = "Needed." if ask.column in columns.required else "May be empty."
    if ask.column in columns.one_of:
        needed = f"At least one is needed: {columns.any_of_them}."
    words = f" One of: {', '.join(ask.words)}." if ask.words else ""
    return f"{ask.note}{words} {needed}"
