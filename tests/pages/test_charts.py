"""Charts: palette, contrast, and a picture that says what its table says."""

import altair as alt
import pandas as pd
import pytest

from pages.shared.drawing import marks
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


def test_those_who_hear_a_mark_hear_what_others_read() -> None:
    rows = pd.DataFrame({"name": ["Autumn|2026"], "said": ["3"], "value": [3]})
    tooltip = [alt.Tooltip("name", title="Period"), alt.Tooltip("said", title="Families' view"), alt.Tooltip("value")]
    chart = alt.Chart(rows).mark_point().encode(x="name:N", y="value:Q", tooltip=tooltip)
    for drawn in (chart, alt.layer(chart)):
        spec = marks.finished(drawn, LIGHT, marks.HEIGHT)
        encoding = spec["layer"][0]["encoding"] if "layer" in spec else spec["encoding"]
        assert encoding["description"]["value"]["expr"] == (
            "'Period: ' + replace(toString(datum['name']), '|', ' ') + '; ' + "
            r"'Families\' view: ' + replace(toString(datum['said']), '|', ' ') + '; ' + "
            "'Value: ' + replace(toString(datum['value']), '|', ' ')"
        )


def _contrast(one: str, other: str) -> float:
    """Source: WCAG 2.2, relative luminance and contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
