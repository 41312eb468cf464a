"""The marks of a map as small SVG pictures: a shape, a shade from light to dark, hollow where nothing is known."""

from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import quote

SHAPES = ("circle", "square", "triangle", "diamond", "pentagon", "cross")
# Light to dark: each step is told from the next without colour. The palette's blues (Government Analysis Function).
SHADES = ("#DDEAF6", "#A9CDEB", "#6BACE6", "#2073BC", "#12436D")
HOLLOW = None
SIZE = 48
LETTER_WIDTH = 0.62  # of the letter's height, generously: a name is centred, so spare room does no harm

PATHS = {
    "circle": '<circle cx="24" cy="24" r="16"/>',
    "square": '<rect x="9" y="9" width="30" height="30" rx="1"/>',
    "triangle": '<path d="M24 6 L42 39 L6 39 Z"/>',
    "diamond": '<path d="M24 4 L44 24 L24 44 L4 24 Z"/>',
    "pentagon": '<path d="M24 5 L43 19 L36 41 L12 41 L5 19 Z"/>',
    "cross": '<path d="M17 6 H31 V17 H42 V31 H31 V42 H17 V31 H6 V17 H17 Z"/>',
}


@dataclass(frozen=True)
class Ink:
    """What is drawn with on a light or a dark page."""

    line: str
    paper: str
    outline: tuple[int, int, int]


LIGHT = Ink("#1A1A1A", "#FFFFFF", (61, 61, 61))
DARK = Ink("#F2F2F2", "#0E1117", (190, 196, 204))


def mark(shape: str, shade: int | None, ink: Ink) -> str:
    """One place's mark, as SVG. A shade of None is hollow, with a broken line."""
    if shade is None:
        drawn = (
            f'fill="{ink.paper}" stroke="{ink.line}" stroke-width="3" stroke-dasharray="8 6" stroke-linejoin="round"'
        )
        return _svg(SIZE, SIZE, f"<g {drawn}>{PATHS[shape]}</g>")
    # The paper's own colour around each mark keeps two that overlap apart.
    halo = f'<g fill="none" stroke="{ink.paper}" stroke-width="8" stroke-linejoin="round">{PATHS[shape]}</g>'
    drawn = f'fill="{SHADES[shade]}" stroke="{ink.line}" stroke-width="3.5" stroke-linejoin="round"'
    return _svg(SIZE, SIZE, f"{halo}<g {drawn}>{PATHS[shape]}</g>")


@cache
def sheet(ink: Ink) -> tuple[str, dict[str, dict[str, int]]]:
    """Every mark on one sheet. Value: the sheet's address, and where each lies on it by `name_of`."""
    shades = (*range(len(SHADES)), HOLLOW)
    places = {
        name_of(shape, shade): {"x": column * SIZE, "y": row * SIZE, "width": SIZE, "height": SIZE}
        for row, shape in enumerate(SHAPES)
        for column, shade in enumerate(shades)
    }
    drawn = "".join(
        f'<g transform="translate({places[name_of(shape, shade)]["x"]} {places[name_of(shape, shade)]["y"]})">'
        f"{mark(shape, shade, ink)}</g>"
        for shape in SHAPES
        for shade in shades
    )
    return address(_svg(SIZE * len(shades), SIZE * len(SHAPES), drawn)), places


def name_of(shape: str, shade: int | None) -> str:
    """The name of a mark on the sheet."""
    return f"{shape} {'hollow' if shade is None else shade}"


def ring(ink: Ink) -> str:
    """What goes around the chosen place."""
    circles = "".join(
        f'<circle cx="24" cy="24" r="19" fill="none" stroke="{colour}" stroke-width="{width}"/>'
        for colour, width in ((ink.paper, 9), ("#F46A25", 5))
    )
    return _svg(SIZE, SIZE, circles)


def name_plate(name: str, ink: Ink) -> tuple[str, int, int]:
    """A name with a halo, which a map's own text layer cannot draw. Value: SVG, width, height."""
    letters, height = 32, 48
    width = round(letters * LETTER_WIDTH * len(name)) + 24
    text = (
        f'<text x="{width / 2}" y="35" text-anchor="middle" font-family="Source Sans, Arial, sans-serif" '
        f'font-size="{letters}" font-weight="600" fill="{ink.line}" stroke="{ink.paper}" stroke-width="7" '
        f'stroke-linejoin="round" paint-order="stroke">{escape(name)}</text>'
    )
    return _svg(width, height, text), width, height


def address(svg: str) -> str:
    """The picture as an address that needs no request."""
    return f"data:image/svg+xml;charset=utf-8,{quote(svg)}"


def _svg(width: int, height: int, content: str) -> str:
    box = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{content}</svg>'
