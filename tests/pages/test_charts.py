"""Charts: palette, contrast, and a picture that says what its table says."""

import pytest

from pages.shared.drawing.palette import DARK, LIGHT


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_words_on_charts_are_legible_on_their_page(palette: object) -> None:
    assert _contrast(palette.ink, palette.paper) >= 4.5  # type: ignore[attr-defined]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("part", ["main", "second", "target"])
def test_marks_stand_out_from_their_page(palette: object, part: str) -> None:
    assert _contrast(getattr(palette, part), palette.paper) >= 3.0  # type: ignore[attr-defined]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_two_lines_differ_in_greyscale(palette: object) -> None:
    assert _contrast(palette.main, palette.second) >= 1.4  # type: ignore[attr-defined]


def _contrast(one: str, other: str) -> float:
    """Source: WCAG 2.2, relative luminance and contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
