"""Rows of a CSV file, whatever program wrote it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from data_access.errors import WrongFile

DELIMITERS = (",", ";", "\t")
# How far down the file a header is looked for.
FIRST_ROWS = 25
WEB_PAGE = re.compile(r"\s*(<!--.*?-->\s*)*<(!doctype|html|head|body|table|\?xml)", re.IGNORECASE | re.DOTALL)
NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f]")


def rows(content: bytes, known: Iterable[str]) -> Iterator[list[str]]:
    """The rows of the file, blank ones too, so that their numbers are those of the spreadsheet.

    Raises: WrongFile for anything that is not text in columns.
    """
    text = decoded(content)
    if WEB_PAGE.match(text):
        raise WrongFile(
            "This is a web page, not a table. Open the page that it came from and download the CSV file again."
        )
    return _parsed(text, _delimiter(text, set(known)))


def decoded(content: bytes) -> str:
    """The text of the file: UTF-8 or UTF-16, with or without a byte order mark, or else Windows (cp1252).

    Raises: WrongFile for bytes that are none of these.
    """
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError:
        text = "\x00"
    if NOT_TEXT.search(text):
        raise WrongFile("This file is not text that can be read. Save it again as “CSV UTF-8” or as an .xlsx workbook.")
    return text.removeprefix("\ufeff")


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = content[:2000]
    if start.count(0) > len(start) // 4:
        return "utf-16-le" if start[1:2] == b"\x00" else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _delimiter(text: str, known: set[str]) -> str:
    """The one that makes most sense of the first rows."""

    def columns_found(delimiter: str) -> int:
        reader = csv.reader(io.StringIO(text), delimiter=delimiter)
        try:
            return max((len(known & {heading(cell) for cell in row}) for row in islice(reader, FIRST_ROWS)), default=0)
        except csv.Error:
            return 0

    return max(DELIMITERS, key=columns_found)


def _parsed(text: str, delimiter: str) -> Iterator[list[str]]:
    # Strict: an unclosed quotation mark would otherwise swallow the rest of the file without a word.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):  # noqa: B007  # told to the person if the next one fails
            yield row
    except csv.Error:
        raise WrongFile(
            f"Row {number + 1} cannot be read: a quotation mark in it is opened and not closed, or the other way round."
        ) from None


def heading(cell: str) -> str:
    """A heading as it is compared: capitals, spaces and underscores make no difference."""
    return " ".join(re.sub(r"[_\s\ufeff]+", " ", cell).casefold().split())
