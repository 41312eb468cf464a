"""Small files of each type that may be attached, full of what must not be kept."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

SECRET = "Ada Author of 12 Kiln Lane"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>'
)
TEXT = f'<w:document><w:ins w:author="{SECRET}" w:date="2026-01-01"><w:t>What it says</w:t></w:ins></w:document>'


def picture(width: int = 60, height: int = 40) -> Image.Image:
    made = Image.new("RGB", (width, height), (200, 30, 30))
    made.paste((20, 60, 200), (0, 0, width // 2, height // 2))
    return made


def jpeg(*, orientation: int = 1) -> bytes:
    """A photo with the place where it was taken, its camera and a remark."""
    exif = Image.Exif()
    exif[0x010F] = SECRET  # maker of the camera
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 0.0, 9.0), 3: "W", 4: (2.0, 10.0, 59.0)})
    written = BytesIO()
    picture().save(written, "JPEG", exif=exif, comment=SECRET.encode(), quality=95)
    return written.getvalue()


def png() -> bytes:
    told = PngInfo()
    told.add_text("Author", SECRET)
    told.add_itxt("Place", SECRET)
    written = BytesIO()
    picture().convert("RGBA").save(written, "PNG", pnginfo=told)
    return written.getvalue()


def docx(**parts: bytes | str) -> bytes:
    """A Word document; `parts` are more of them, or others in place of these, by name with __ for the slash."""
    whole: dict[str, bytes | str] = {
        "[Content_Types].xml": CONTENT_TYPES,
        "word/document.xml": TEXT,
        "docProps/core.xml": f"<dc:creator>{SECRET}</dc:creator>",
        "docProps/app.xml": f"<Company>{SECRET}</Company>",
        "word/media/image1.jpeg": jpeg(),
        **{name.replace("__", "/"): part for name, part in parts.items()},
    }
    return zipped(whole)


def zipped(parts: dict[str, bytes | str]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return written.getvalue()


def xlsx() -> bytes:
    book = Workbook()
    book.properties.creator = SECRET
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "What it says"
    sheet["A1"].comment = Comment("A remark", SECRET)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def pdf(*, pages: int = 1, password: str = "") -> bytes:
    """A PDF with an author, a photo with its place, a script that runs when it is opened, and a note."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": SECRET})
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(f"alert('{SECRET}')")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.add_attachment("hidden.txt", SECRET.encode())
    page = writer.pages[0]
    page[NameObject("/Metadata")] = writer._add_object(_stream(SECRET.encode()))
    photo = _stream(jpeg())
    photo.update({NameObject("/Subtype"): NameObject("/Image"), NameObject("/Filter"): NameObject("/DCTDecode")})
    images = DictionaryObject({NameObject("/Photo"): writer._add_object(photo)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): images})
    note = DictionaryObject({NameObject("/Subtype"): NameObject("/Text"), NameObject("/T"): TextStringObject(SECRET)})
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    if password:
        writer.encrypt(password)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def photos_of(content: bytes) -> list[bytes]:
    """The pictures in a PDF, as they lie in it."""
    page = PdfReader(BytesIO(content)).pages[0]
    found = page["/Resources"]["/XObject"].values()  # type: ignore[index]
    return [one.get_object()._data for one in found]


def _stream(content: bytes) -> StreamObject:
    stream = StreamObject()
    stream._data = content
    return stream
