"""What is in an XLSX file, looked at before anything reads it: a ZIP archive of XML, which may be made to do harm."""

import io
import re
import zipfile
import zlib

from data_access.errors import WrongFile

# A few kilobytes can unpack to more than the machine has.
LARGEST_UNPACKED = 200_000_000
# The words of all cells, which are held in memory together.
LARGEST_WORDS = 50_000_000
MOST_PARTS = 2000
CHUNK = 1_000_000
WORDS = "xl/sharedstrings.xml"
# A document type can name things that grow without end, or files elsewhere. No spreadsheet program writes one.
FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
# The namespace of a kind of workbook that openpyxl opens and finds empty.
IN_STRICT_WORDS = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
# As UTF-16 writes them.
FORBIDDEN_WIDE = tuple(word.decode().encode("utf-16-le") for word in FORBIDDEN)
# A formula of which no program has written down what it gives; one that gives an empty text is of the type "str".
NOT_WORKED_OUT = re.compile(rb'<c (?![^>]*\bt="str")[^>]*><f(?:/>|[^>]*/>|[^>]*>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>')
LONGEST_FORMULA = 10_000
NO_RESULTS = (
    "A cell of this workbook has a formula whose result was never worked out. Open the workbook in Excel, save it "
    "again and try that file."
)
DAMAGED = "This workbook is damaged. Open it in Excel, save it again and try that file."
TOO_LARGE = "This workbook is too large to read. Save the one sheet that is needed as CSV and try that."
NOT_OURS = "This is not an Excel workbook. Save the table as .xlsx or CSV and try again."
OPEN_DOCUMENT = (
    "This is an OpenDocument file, which LibreOffice writes unless told otherwise. Save it as Excel (.xlsx) or CSV and "
    "try again."
)
STRICT = "This workbook was saved as “Strict Open XML”. Save it as “Excel Workbook (.xlsx)” and try again."
# What a damaged or twisted archive makes Python's reader raise.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


def check(content: bytes) -> None:
    """Raises: WrongFile for an archive that is damaged, too large once unpacked, no workbook, or made to do harm.

    So for one whose formulas have no results.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            for part in parts:
                _unpack(archive, part)
            if IN_STRICT_WORDS in archive.read("xl/workbook.xml"):
                raise WrongFile(STRICT)
    except BROKEN as problem:
        raise WrongFile(DAMAGED) from problem


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    """By what the archive says of itself; that this is true is seen while it is unpacked."""
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise WrongFile(TOO_LARGE)
    if sum(part.file_size for part in parts if part.filename.casefold() == WORDS) > LARGEST_WORDS:
        raise WrongFile(TOO_LARGE)
    names = [part.filename for part in parts]
    if "xl/workbook.xml" not in names:
        raise WrongFile(OPEN_DOCUMENT if "content.xml" in names else NOT_OURS)
    if len(names) > len(set(names)):
        raise WrongFile(DAMAGED)


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Reads the part to its end, a little at a time, and keeps nothing of it."""
    size, before = 0, b""
    with archive.open(part) as stream:
        while some := stream.read(CHUNK):
            size += len(some)
            if size > part.file_size:
                raise WrongFile(DAMAGED)
            _refuse_document_types(before + some)
            _refuse_formulas_without_result(before + some)
            before = some[-LONGEST_FORMULA:]


def _refuse_document_types(some: bytes) -> None:
    if any(word in some for word in FORBIDDEN) or any(word in some for word in FORBIDDEN_WIDE):
        raise WrongFile(DAMAGED)


def _refuse_formulas_without_result(some: bytes) -> None:
    """They would be read as empty cells, and nobody would know."""
    if b"<f" in some and NOT_WORKED_OUT.search(some):
        raise WrongFile(NO_RESULTS)
