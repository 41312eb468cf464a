"""Rows of the sheets of an XLSX workbook."""

import io
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from data_access.errors import WrongFile
from data_access.imports import archives

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIP_FILE = b"PK\x03\x04"
# How many rows are read at a time: the widest would be too much for memory together.
AT_A_TIME = 100
# What openpyxl raises where a part of the workbook says what no program would have written.
BROKEN = (*archives.BROKEN, ParseError, InvalidFileException, TypeError, AttributeError, AssertionError)


def is_workbook(content: bytes) -> bool:
    """True for anything that Excel would open as a workbook, readable or not."""
    return content.startswith((COMPOUND_FILE, ZIP_FILE))


def file_type(content: bytes) -> str:
    """csv, which stands for every kind of text, or xlsx."""
    return "xlsx" if is_workbook(content) else "csv"


def sheets(content: bytes) -> Iterator[Iterator[list[str]]]:
    """The rows of each sheet, in the order of the tabs.

    Raises: WrongFile for old, locked, damaged or oversized workbooks.
    """
    if content.startswith(COMPOUND_FILE):
        if ENCRYPTED in content:
            raise WrongFile("This workbook is locked with a password. Save it without one and try again.")
        raise WrongFile("This is a workbook of the old .xls kind. Save it as .xlsx or CSV and try again.")
    archives.check(content)
    for sheet in _opened(content):
        yield _rows(sheet)


def _opened(content: bytes) -> list[Any]:
    try:
        with warnings.catch_warnings():
            # About styles and validation lists that are of no interest here.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            return list(book.worksheets)
    except BROKEN as problem:
        raise WrongFile(archives.DAMAGED) from problem


def _rows(sheet: Any) -> Iterator[list[str]]:
    """A few at a time, each few guarded by themselves: in between the caller works."""
    # Some programs write a wrong extent, and the reader would believe it.
    sheet.reset_dimensions()
    rows = iter(sheet.iter_rows())
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                some = [[_cell(cell) for cell in row] for row in islice(rows, AT_A_TIME)]
        except BROKEN as problem:
            raise WrongFile(archives.DAMAGED) from problem
        if not some:
            return
        yield from some


def _cell(cell: Any) -> str:
    """The cell's text. What somebody typed as 95% is a number of its own kind in a workbook: it is 95% again."""
    value = cell.value
    if type(value) in (int, float) and "%" in cell.number_format:
        return f"{value * 100:.10g}%"
    return _text(value)


def _text(value: object) -> str:
    """A cell as it would stand in a CSV file; dates as yyyy-mm-dd, whichever way the sheet shows them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
