"""Files are told by what is in them, and keep nothing of who made them, where, or what they carry along."""

import random
import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import openpyxl
import pytest
from PIL import Image
from pypdf import PdfReader

from data_access.attached_files import FileType, UnfitFile, cleaned, office
from tests.data_access.attached_files import made

MAKERS = {
    FileType.JPEG: made.jpeg,
    FileType.PNG: made.png,
    FileType.DOCX: made.docx,
    FileType.XLSX: made.xlsx,
    FileType.PDF: made.pdf,
}


def everything_in(content: bytes) -> bytes:
    """The file's bytes and, for packed ones, those of all their parts."""
    if not content.startswith(b"PK"):
        return content
    with ZipFile(BytesIO(content)) as parts:
        return content + b"".join(parts.read(name) for name in parts.namelist())


def refusal(content: bytes) -> str:
    with pytest.raises(UnfitFile) as refused:
        cleaned(content)
    return refused.value.answers["file"]


@pytest.mark.parametrize("kind", MAKERS)
def test_file_is_told_by_its_content_and_names_nobody_any_more(kind: FileType) -> None:
    original = MAKERS[kind]()
    assert made.SECRET.encode() in everything_in(original)
    found, kept = cleaned(original)
    assert found == kind
    assert made.SECRET.encode() not in everything_in(kept)
    assert b"Kiln Lane" not in everything_in(kept)
    # What was cleaned once is a file like any other.
    assert cleaned(kept)[0] == kind


def test_photo_keeps_neither_place_nor_camera_and_stands_upright() -> None:
    original = made.jpeg(orientation=6)  # taken with the camera turned
    assert Image.open(BytesIO(original)).getexif().get_ifd(0x8825)
    _, kept = cleaned(original)
    with Image.open(BytesIO(kept)) as picture:
        assert not picture.getexif()
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert picture.size == (40, 60)
        # The blue quarter was at the top left: turned, it is at the top right.
        assert picture.getpixel((35, 5))[2] > 150  # type: ignore[index]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_mode_come_through(mode: str) -> None:
    for kind, form in (("PNG", "PNG"), ("JPEG", "JPEG")):
        picture = Image.new(mode, (8, 8))
        written = BytesIO()
        try:
            picture.save(written, form)
        except (OSError, KeyError, ValueError):
            continue  # this form has no such pictures
        _, kept = cleaned(written.getvalue())
        with Image.open(BytesIO(kept)) as again:
            assert (again.format, again.size) == (kind, (8, 8))


def test_photo_inside_a_pdf_keeps_every_point_and_loses_its_place() -> None:
    original, kept = made.pdf(), cleaned(made.pdf())[1]
    before, after = made.photos_of(original)[0], made.photos_of(kept)[0]
    assert b"Exif" in before
    assert b"Exif" not in after
    with Image.open(BytesIO(before)) as one, Image.open(BytesIO(after)) as other:
        assert one.tobytes() == other.tobytes()


def test_pdf_runs_nothing_and_carries_nothing() -> None:
    _, kept = cleaned(made.pdf())
    assert b"/JavaScript" in made.pdf()
    for word in (b"/JavaScript", b"/JS", b"/EmbeddedFile", b"/OpenAction", b"/Metadata", b"/Author", b"/Producer"):
        assert word not in kept
    assert len(PdfReader(BytesIO(kept)).pages) == 1


def test_workbook_still_opens_with_what_it_says() -> None:
    book = openpyxl.load_workbook(BytesIO(cleaned(made.xlsx())[1]))
    sheet = book.worksheets[0]
    assert (sheet["A1"].value, sheet["A1"].comment.text) == ("What it says", "A remark")
    assert book.properties.creator in (None, "openpyxl")


def test_word_document_still_says_what_it_said() -> None:
    with ZipFile(BytesIO(cleaned(made.docx())[1])) as parts:
        assert b"What it says" in parts.read("word/document.xml")
        assert b'w:author=""' in parts.read("word/document.xml")
        with Image.open(BytesIO(parts.read("word/media/image1.jpeg"))) as picture:
            assert not picture.getexif()


POLYGLOTS = {
    "a picture with a page of script behind it": lambda: made.jpeg() + b"<html><script>alert(1)</script></html>",
    "a picture with a packed file behind it": lambda: made.jpeg() + made.docx(),
    "a PNG with a script behind it": lambda: made.png() + b"<script>alert(1)</script>",
    "a document with a script before its parts": lambda: made.docx() + b"<script>alert(1)</script>",
    "a PDF with a script behind it": lambda: made.pdf() + b"\n<script>alert(1)</script>",
}


@pytest.mark.parametrize("make", POLYGLOTS.values(), ids=list(POLYGLOTS))
def test_stowaway_of_a_file_that_is_two_at_once_is_left_behind(make: object) -> None:
    content = make()  # type: ignore[operator]
    try:
        _, kept = cleaned(content)
    except UnfitFile:
        return
    assert b"<script>" not in kept
    assert not kept.startswith(b"\xff\xd8") or b"PK\x03\x04" not in kept


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Just words",
        b"<html><script>alert(1)</script></html>",
        b"GIF89a" + bytes(100),
        b"<script>alert(1)</script>" + made.jpeg(),
        b"MZ" + bytes(200),
        b"II*\x00" + bytes(100),
    ],
)
def test_what_is_none_of_the_five_types_is_refused_whatever_it_is_called(content: bytes) -> None:
    assert "PDF, Word document, Excel workbook, PNG or JPEG" in refusal(content)


def test_file_larger_than_the_setting_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATTACHMENT_MEGABYTES", "1")
    assert "larger than 1 MB" in refusal(made.jpeg() + bytes(1024 * 1024))


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"word__vbaProject.bin": b"x"}, office.MACROS),
        ({"[Content_Types].xml": made.CONTENT_TYPES.replace("document.main", "document.macroEnabled.main")}, "macros"),
        ({"word__activeX__activeX1.xml": b"<x/>"}, office.MACROS),
        ({"word__embeddings__oleObject1.bin": b"x"}, office.STOWAWAY),
        (
            {
                "word___rels__settings.xml.rels": '<Relationship Id="rId1" Type="x/attachedTemplate" '
                'Target="https://evil.example/t.dotm" TargetMode="External"/>'
            },
            office.ELSEWHERE,
        ),
        ({"word__document.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}, office.BROKEN),
        ({"..__..__etc__passwd": b"x"}, office.BROKEN),
        ({"[Content_Types].xml": "<Types/>"}, office.NO_DOCUMENT),
    ],
)
def test_document_with_macros_stowaways_or_ties_to_elsewhere_is_refused(
    parts: dict[str, bytes | str], sentence: str
) -> None:
    assert sentence in refusal(made.docx(**parts))


def test_a_link_in_a_document_is_no_tie_to_elsewhere() -> None:
    link = '<Relationship Id="rId1" Type="http://x/hyperlink" Target="https://example.org" TargetMode="External"/>'
    assert cleaned(made.docx(**{"word___rels__document.xml.rels": link}))[0] == FileType.DOCX


def test_documents_that_unpack_into_too_much_are_refused_before_they_are_unpacked() -> None:
    assert refusal(made.docx(word__media__image9="0" * 50_000_000)) == office.TOO_LARGE
    many: dict[str, bytes | str] = {f"word/part{number}.xml": "<x/>" for number in range(2_001)}
    assert refusal(made.zipped({"[Content_Types].xml": made.CONTENT_TYPES, **many})) == office.TOO_LARGE


def test_document_that_lies_about_its_size_is_refused() -> None:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_STORED) as target:
        target.writestr("[Content_Types].xml", made.CONTENT_TYPES)
    content = bytearray(written.getvalue())
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 4)
    assert refusal(bytes(content)) in {office.BROKEN, office.NO_DOCUMENT}


def test_encrypted_part_and_name_that_comes_twice_are_refused() -> None:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", made.CONTENT_TYPES)
        with pytest.warns(UserWarning, match="Duplicate"):
            target.writestr("[Content_Types].xml", "<Types/>")
    assert refusal(written.getvalue()) == office.BROKEN
    content = bytearray(made.docx())
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(content)) == office.BROKEN


def test_picture_that_unpacks_into_too_much_is_refused_before_it_is_unpacked() -> None:
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    content = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    assert "50 million points" in refusal(content)


def test_pdf_with_a_password_or_too_many_pages_is_refused() -> None:
    assert "password" in refusal(made.pdf(password="open sesame"))
    assert "500 pages" in refusal(made.pdf(pages=501))


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@pytest.mark.parametrize("kind", MAKERS)
def test_broken_files_are_refused_in_words_and_never_crash(kind: FileType) -> None:
    original = MAKERS[kind]()
    chance = random.Random(7)
    for _ in range(60):
        content = bytearray(original)
        if chance.random() < 0.3:
            content = content[: chance.randrange(20, len(content))]
        for _ in range(chance.randrange(1, 12)):
            content[chance.randrange(8, len(content))] = chance.randrange(256)
        try:
            found, _ = cleaned(bytes(content))
        except UnfitFile:
            continue
        assert found == kind
