"""Pictures: drawn anew, so that neither place nor camera nor anything hidden behind them is left."""

import struct
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from data_access.attached_files.file_type import FileType, UnfitFile

# More than any camera of a phone takes; a picture of this size needs about 150 MB to be opened.
MOST_PIXELS = 50_000_000
JPEG_QUALITY = 88
BROKEN = "This picture cannot be opened. Open it on your computer, save it anew and try again."
TOO_LARGE = "This picture has more than 50 million points. Make it smaller first."
_FAILURES = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error, IndexError, KeyError)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def cleaned_jpeg(content: bytes) -> tuple[FileType, bytes]:
    """Raises: UnfitFile."""
    return FileType.JPEG, _drawn_anew(content, "JPEG", ("L", "RGB"), quality=JPEG_QUALITY)


def cleaned_png(content: bytes) -> tuple[FileType, bytes]:
    """Raises: UnfitFile."""
    return FileType.PNG, _drawn_anew(content, "PNG", ("1", "L", "LA", "RGB", "RGBA"))


def _drawn_anew(content: bytes, form: str, modes: tuple[str, ...], **options: int) -> bytes:
    written = BytesIO()
    try:
        with Image.open(BytesIO(content), formats=(form,)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise UnfitFile(TOO_LARGE)
            upright = ImageOps.exif_transpose(opened)
            with_see_through = "RGBA" if "transparency" in upright.info else modes[-1]
            plain = upright if upright.mode in modes and "transparency" not in upright.info else None
            plain = plain or upright.convert(with_see_through if form == "PNG" else "RGB")
            plain.info = {}
            plain.save(written, form, **options)
    except _BOMBS:
        raise UnfitFile(TOO_LARGE) from None
    except _FAILURES:
        raise UnfitFile(BROKEN) from None
    return written.getvalue()
