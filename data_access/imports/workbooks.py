"""Rows of the sheets of an XLSX workbook."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from data_access.errors import WrongFile

COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ZIP_FILE = b"PK\x03\x04"
# An XLSX file is a ZIP archive: a few kilobytes can unpack to more than the machine has.
LARGEST_UNPACKED = 300_000_000
MOST_PARTS = 5000


def is_workbook(content: bytes) -> bool:
    """True for anything that Excel would open as a workbook, readable or not."""
    return content.startswith((COMPOUND_FILE, ZIP_FILE))


def sheets(content: bytes) -> Iterator[Iterator[list[str]]]:
    """The rows of each sheet, in the order of the tabs.

    Raises: WrongFile for old, locked, damaged or oversized workbooks.
    """
    _check(content)
    try:
        with warnings.catch_warnings():
            # About styles and validation lists that are of no interest here.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                # Some programs write a wrong extent, and the reader would believe it.
                sheet.reset_dimensions()
                yield ([_text(value) for value in row] for row in sheet.iter_rows(values_only=True))
    except (KeyError, ValueError, OSError, ParseError, zipfile.BadZipFile, InvalidFileException) as problem:
        raise WrongFile("This workbook is damaged. Open it in Excel, save it again and try that file.") from problem


def _check(content: bytes) -> None:
    if content.startswith(COMPOUND_FILE):
        if ENCRYPTED in content:
            raise WrongFile("This workbook is locked with a password. Save it without one and try again.")
        raise WrongFile("This is a workbook of the old .xls kind. Save it as .xlsx or CSV and try again.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        raise WrongFile("This workbook is damaged. Open it in Excel, save it again and try that file.") from None
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise WrongFile("This is not an Excel workbook. Save the table as .xlsx or CSV and try again.")
    # The reader stops at the size that the archive states, so the stated sizes can be relied on.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise WrongFile("This workbook is too large to read. Save the one sheet that is needed as CSV and try that.")


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
