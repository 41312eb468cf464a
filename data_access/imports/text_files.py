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
# What a sheet of Excel can hold.
MOST_COLUMNS = 16_384
# In characters.
LONGEST_ROW = 1_000_000
WEB_PAGE = re.compile(r"\s*(?><!--.*?-->\s*)*+<(!doctype|html|head|body|table|\?xml)", re.IGNORECASE | re.DOTALL)
JSON = re.compile(r"\s*[{\[]\s*[\"{\[]")
OUTLINES = re.compile(r"\"(FeatureCollection|MultiPolygon|Polygon)\"")
# How files begin that are renamed, or chosen by mistake.
NO_TABLES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a text document",
}
NO_JSON = "This is a JSON file, not a table. Save the data as CSV or .xlsx in the program that it comes from."
NO_OUTLINES_HERE = (
    "This is a file of boundaries (GeoJSON), not a table. An administrator chooses it on the page “Clusters”, under "
    "“Outlines on the map”."
)
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
    if JSON.match(text):
        raise WrongFile(NO_OUTLINES_HERE if OUTLINES.search(text) else NO_JSON)
    return _parsed(text, _delimiter(text, set(known)))


def decoded(content: bytes) -> str:
    """The text of the file: UTF-8 or UTF-16, with or without a byte order mark, or else Windows (cp1252).

    Raises: WrongFile for bytes that are none of these.
    """
    for start, called in NO_TABLES.items():
        if content.startswith(start):
            raise WrongFile(
                f"This is {called}, not a table, whatever the file is called. Open the spreadsheet that it was made "
                "from, save that as .xlsx or CSV and choose it here."
            )
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
        try:
            first = [row for row in islice(_records(text, delimiter), FIRST_ROWS) if len(row) <= MOST_COLUMNS]
        except (csv.Error, WrongFile):
            return 0
        return max((len(known & {heading(cell) for cell in row}) for row in first), default=0)

    return max(DELIMITERS, key=columns_found)


def _records(text: str, delimiter: str, *, is_strict: bool = False) -> Iterator[list[str]]:
    """Row by row. Raises: WrongFile before a row without an end has filled the memory; csv.Error."""
    held = 0

    def lines() -> Iterator[str]:
        nonlocal held
        for line in io.StringIO(text, newline=""):
            held += len(line)
            if held > LONGEST_ROW:
                raise WrongFile(f"A row of this file has more than {LONGEST_ROW:,} characters: it is no table of rows.")
            yield line

    for row in csv.reader(lines(), delimiter=delimiter, strict=is_strict):
        held = 0
        yield row


def _parsed(text: str, delimiter: str) -> Iterator[list[str]]:
    number = 0
    try:
        # Strict: an unclosed quotation mark would otherwise swallow the rest of the file without a word.
        for number, row in enumerate(_records(text, delimiter, is_strict=True), start=1):  # noqa: B007  # told to the person if the next one fails
            yield row
    except csv.Error as problem:
        if "field larger" in str(problem):
            raise WrongFile(
                f"A cell in row {number + 1:,} is too long. Shorten it, or close its quotation mark."
            ) from None
        raise WrongFile(
            f"Row {number + 1} cannot be read: a quotation mark in it is opened and not closed, or the other way round."
        ) from None


def heading(cell: str) -> str:
    """A heading as it is compared: capitals, spaces and underscores make no difference."""
    return " ".join(re.sub(r"[_\s\ufeff]+", " ", cell).casefold().split())
