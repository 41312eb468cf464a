"""PDF files: their pages alone, in a new file that says nothing about who made it and runs nothing."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from data_access.attached_files.file_type import FileType, UnfitFile

MOST_PAGES = 500
BROKEN = "This PDF cannot be opened. Open it on your computer, print it to a new PDF and try again."
LOCKED = "This PDF is locked with a password. Save it without one and try again."
TOO_LONG = f"This PDF has more than {MOST_PAGES} pages. Attach the part that matters."
# What any part of a page may say about its making, or have done by itself.
UNWANTED = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/JS", "/EF", "/AF", "/Private")
# Marks on a page that carry another file, or play something.
CARRIERS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/Redact"}
_FAILURES = (
    *(PyPdfError, ValueError, LookupError, TypeError, AttributeError, OSError, RecursionError, NotImplementedError),
    *(ArithmeticError, AssertionError, struct.error, zlib.error),
)


def cleaned(content: bytes) -> tuple[FileType, bytes]:
    """Raises: UnfitFile."""
    written = BytesIO()
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise UnfitFile(LOCKED)
        if len(reader.pages) > MOST_PAGES:
            raise UnfitFile(TOO_LONG)
        writer = PdfWriter()
        for page in reader.pages:
            writer.add_page(page)
        writer.metadata = None
        _clean_pages(writer)
        # What nothing points to any more would be written all the same.
        writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
        writer.write(written)
    except UnfitFile:
        raise
    except _FAILURES:
        raise UnfitFile(BROKEN) from None
    return FileType.PDF, written.getvalue()


def _clean_pages(writer: PdfWriter) -> None:
    for page in writer.pages:
        if "/Annots" in page:
            every: Any = page["/Annots"].get_object()
            marks = [mark for mark in every if mark.get_object().get("/Subtype") not in CARRIERS]
            page[NameObject("/Annots")] = ArrayObject(marks)
            for mark in marks:
                _clean_mark(mark.get_object())
    for part in _everything(writer.root_object):
        for name in UNWANTED:
            part.pop(name, None)
        if isinstance(part, StreamObject) and part.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
            part._data = without_camera(part._data)


def _clean_mark(mark: DictionaryObject) -> None:
    """A link may lead to a page or an address; nothing else is done by a click. Who wrote a note is not said."""
    action = mark.get("/A")
    if action is not None and action.get_object().get("/S") not in ("/URI", "/GoTo"):
        mark.pop("/A")
    if mark.get("/Subtype") != "/Widget":
        mark.pop("/T", None)


def _everything(root: Any) -> Iterator[DictionaryObject]:
    """Every dictionary and stream that can be reached, each once. Without recursion: a file decides how deep it is."""
    left, seen = [root], set()
    while left:
        one = left.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield one
            left += [one.raw_get(name) for name in one]
        elif isinstance(one, ArrayObject):
            left += list(one)


def without_camera(picture: bytes) -> bytes:
    """A JPEG inside a page, bit for bit the same picture, without the segments for cameras, places and remarks."""
    kept, at = [picture[:2]], 2
    while picture[at : at + 1] == b"\xff" and at + 4 <= len(picture):
        mark, length = picture[at + 1], int.from_bytes(picture[at + 2 : at + 4], "big")
        if mark == 0xDA:  # the picture itself begins
            break
        # Camera, place and rights stand in APP1 and APP13, remarks in COM; colour needs APP0, APP2 and APP14.
        if not (mark == 0xFE or (0xE0 <= mark <= 0xEF and mark not in (0xE0, 0xE2, 0xEE))):
            kept.append(picture[at : at + 2 + length])
        at += 2 + length
    return b"".join([*kept, picture[at:]])
