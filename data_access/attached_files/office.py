"""Word documents and Excel workbooks: taken apart, rid of names, macros and ties to elsewhere, and packed anew."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from data_access.attached_files import images
from data_access.attached_files.file_type import FileType, UnfitFile

MOST_PARTS, MOST_UNPACKED = 2_000, 100 * 1024 * 1024
# No part of an ordinary document packs better than this.
MOST_PACKED, SMALL_PART = 200, 1024 * 1024
CONTENT_TYPES = "[Content_Types].xml"
MAIN_PARTS = (
    (b"wordprocessingml.document.main+xml", FileType.DOCX),
    (b"spreadsheetml.sheet.main+xml", FileType.XLSX),
)
BROKEN = "This document cannot be opened. Open it in Word or Excel, save it anew and try again."
MACROS = "This document holds macros. Save it without them, as .docx or .xlsx, and try again."
STOWAWAY = "This document holds another file inside. Take it out and attach it by itself."
ELSEWHERE = "This document fetches something from elsewhere. Break its links in Word or Excel and try again."
TOO_LARGE = "This document is larger unpacked than a document should be. Make it smaller first."
NO_DOCUMENT = "This is no Word document and no Excel workbook. Save it as .docx or .xlsx and try again."
_MACROS = re.compile(r"vbaProject|vbaData|macrosheets|activeX|intlMacro", re.I)
_STOWAWAYS = re.compile(r"/embeddings/|oleObject", re.I)
_EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.I)
_HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")
_VALUE = rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')"
# Which parts name people, and where: the attribute stays, and is empty.
_NAMES = (
    (re.compile(r"^word/.*\.xml$"), re.compile(rb"(\b(?:author|initials|userId))" + _VALUE)),
    (re.compile(r"^xl/persons/"), re.compile(rb"(\b(?:displayName|userId))" + _VALUE)),
    (re.compile(r"^xl/workbook\.xml$"), re.compile(rb"(\b(?:userName|absPath[^>]*?url))" + _VALUE)),
)
_EXCEL_AUTHORS = re.compile(rb"(<(?:\w+:)?author)>[^<]*<")
_CORE = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = b"http://schemas.openxmlformats.org/"
_EMPTY_CORE = b'<cp:coreProperties xmlns:cp="' + _OFFICE + b'package/2006/metadata/core-properties"/>'
# What is said about the document, and by whom: the parts stay, because others name them, and say nothing.
_PROPERTIES = {
    "docProps/core.xml": _CORE
    + b'<cp:coreProperties xmlns:cp="'
    + _OFFICE
    + b'package/2006/metadata/core-properties"/>',
    "docProps/app.xml": _CORE + b'<Properties xmlns="' + _OFFICE + b'officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": _CORE + b'<Properties xmlns="' + _OFFICE + b'officeDocument/2006/custom-properties"/>',
}
_FAILURES = (BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)
_PICTURES = ((b"\xff\xd8\xff", images.cleaned_jpeg), (b"\x89PNG\r\n\x1a\n", images.cleaned_png))


def cleaned(content: bytes) -> tuple[FileType, bytes]:
    """Raises: UnfitFile."""
    written = BytesIO()
    try:
        with ZipFile(BytesIO(content)) as source, ZipFile(written, "w", ZIP_DEFLATED) as target:
            kind = _kind(source)
            for name, part in _parts(source):
                target.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _without_names(name, part), ZIP_DEFLATED)
    except (
        BadZipFile,
        zlib.error,
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        UnicodeDecodeError,
        ValueError,
    ):
        raise UnfitFile(BROKEN) from None
    return kind, written.getvalue()


def _kind(source: ZipFile) -> FileType:
    """What the document says it is; looked at, with the names and sizes of all parts, before anything is unpacked."""
    parts = source.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnfitFile(TOO_LARGE)
    if any(part.file_size > SMALL_PART and part.file_size > MOST_PACKED * part.compress_size for part in parts):
        raise UnfitFile(TOO_LARGE)
    if len(set(names)) < len(names) or any(_is_strange(part) for part in parts):
        raise UnfitFile(BROKEN)
    if any(_MACROS.search(name) for name in names):
        raise UnfitFile(MACROS)
    if any(_STOWAWAYS.search(name) for name in names):
        raise UnfitFile(STOWAWAY)
    types = source.read(CONTENT_TYPES) if CONTENT_TYPES in names else b""
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise UnfitFile(MACROS)
    for main, kind in MAIN_PARTS:
        if main in types:
            return kind
    raise UnfitFile(NO_DOCUMENT)


def _is_strange(part: ZipInfo) -> bool:
    """True for what no office program writes: encrypted, oddly packed, or named so that it would lie elsewhere."""
    steps = part.filename.split("/")
    is_elsewhere = part.filename.startswith("/") or ".." in steps or "\\" in part.filename or ":" in part.filename
    return is_elsewhere or bool(part.flag_bits & 1) or part.compress_type not in {ZIP_STORED, ZIP_DEFLATED}


def _parts(source: ZipFile) -> Iterator[tuple[str, bytes]]:
    left = MOST_UNPACKED
    for part in source.infolist():
        if part.is_dir():
            continue
        with source.open(part) as opened:
            unpacked = opened.read(left + 1)
        left -= len(unpacked)
        if left < 0:
            raise UnfitFile(TOO_LARGE)
        yield part.filename, unpacked


def _without_names(name: str, part: bytes) -> bytes:
    if name in _PROPERTIES:
        return _PROPERTIES[name]
    for beginning, clean in _PICTURES:
        if part.startswith(beginning):
            return clean(part)[1]
    if not name.lower().endswith((".xml", ".rels", ".vml")):
        return part
    # What these rules look for could hide in another alphabet, or in words that are defined elsewhere.
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise UnfitFile(BROKEN)
    if any(not _HYPERLINK.search(tie) for tie in _EXTERNAL.findall(part)):
        raise UnfitFile(ELSEWHERE)
    for where, names in _NAMES:
        if where.match(name):
            part = names.sub(rb'\1=""', part)
    return _EXCEL_AUTHORS.sub(rb"\1><", part) if name.startswith("xl/") else part
