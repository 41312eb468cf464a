"""Files that people attach: told by what is in them, and rid of what they say about who made them, and where."""

from data_access import environment
from data_access.attached_files import images, office, pdf
from data_access.attached_files.file_type import FILE, FileType, UnfitFile

__all__ = ["FILE", "FileType", "UnfitFile", "cleaned", "most_bytes"]

WRONG_TYPE = (
    "This is no PDF, Word document, Excel workbook, PNG or JPEG picture. Save it as one of these and try again."
)
# What a file of each type begins with. Nothing may stand before it.
BEGINNINGS = (
    (b"%PDF-", pdf.cleaned),
    (b"\x89PNG\r\n\x1a\n", images.cleaned_png),
    (b"\xff\xd8\xff", images.cleaned_jpeg),
    (b"PK\x03\x04", office.cleaned),
)


def most_bytes() -> int:
    """How large an attachment may be."""
    return environment.attachment_megabytes() * 1024 * 1024


def cleaned(content: bytes) -> tuple[FileType, bytes]:
    """The type of a file and its content as it is kept: the same to look at, without metadata, script or stowaways.

    Its name says nothing. Nothing of the original is kept that the type's own reader did not take out and write anew.

    Raises: UnfitFile with a sentence that says what to do.
    """
    if len(content) > most_bytes():
        raise UnfitFile(f"This file is larger than {environment.attachment_megabytes()} MB. Make it smaller first.")
    for beginning, clean in BEGINNINGS:
        if content.startswith(beginning):
            return clean(content)
    raise UnfitFile(WRONG_TYPE)
