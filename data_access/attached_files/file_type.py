"""The types of file that may be attached, and how each is named to a browser."""

from enum import StrEnum

from data_access.errors import InvalidInput

FILE = "file"


class FileType(StrEnum):
    """What a file is, by its content."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PNG = "png"
    JPEG = "jpg"

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self]


OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    FileType.PDF: "application/pdf",
    FileType.DOCX: f"{OFFICE}wordprocessingml.document",
    FileType.XLSX: f"{OFFICE}spreadsheetml.sheet",
    FileType.PNG: "image/png",
    FileType.JPEG: "image/jpeg",
}


class UnfitFile(InvalidInput):
    """A file that cannot be attached. The sentence stands beside the field of the file."""

    def __init__(self, sentence: str) -> None:
        super().__init__({FILE: sentence})
