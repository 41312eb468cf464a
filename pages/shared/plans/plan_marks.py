"""How parts of a whole stand beside each other: stacked bars with their numbers written in."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from pages.shared.culture.theme_marks import SHADES
from pages.shared.drawing import marks
from pages.shared.drawing.palette import Palette

# A number is written in where its part is at least this much of the longest bar.
ROOM = 0.05
ONE_LINE = 14


@dataclass(frozen=True)
class Part:
    """One part of every bar: its column, its word and shape, and how dark it is (0 to 4)."""

    column: str
    word: str
    shade: int


def stacked(frame: pd.DataFrame, parts: tuple[Part, ...], counted: str, colours: Palette) -> dict[str, Any]:
    """Bars in the order of the rows. Columns: name (lines parted by "|"), and one with the count of each part."""
    drawn = _long(frame, parts)
    most = max(float(drawn["end"].max()), 1.0)
    drawn["said"] = drawn["count"].astype(str).where(drawn["count"] >= ROOM * most, "")
    words = [part.word for part in parts]
    shades = SHADES[colours.paper]
    # Names on two lines start half a line higher, to stand in the middle of their bar.
    offset = -8 if frame["name"].str.contains("|", regex=False).any() else 0
    lines = "split(datum.label, '|')"
    axis = alt.Axis(labelLimit=210, labelExpr=lines, labelLineHeight=16, labelOverlap=False, labelOffset=offset)
    y = alt.Y("name:N", sort=alt.SortField("order"), title=None, axis=axis)
    scale = alt.Scale(domain=[0, most])
    x = alt.X("start:Q", title=None, scale=scale, axis=alt.Axis(tickMinStep=1, format=",d", tickCount=6))
    tooltip = [
        alt.Tooltip("name", title="What"),
        alt.Tooltip("part", title="State"),
        alt.Tooltip("count", title=counted),
    ]
    base = alt.Chart(drawn).encode(y=y, tooltip=tooltip)
    colour = alt.Color(
        "part:N",
        title=None,
        sort=words,
        legend=alt.Legend(
            orient="top",
            symbolType="square",
            symbolSize=220,
            symbolStrokeWidth=1,
            symbolStrokeColor=colours.ink,
            labelLimit=0,
        ),
        scale=alt.Scale(domain=words, range=[shades[part.shade] for part in parts]),
    )
    bar = base.mark_bar(stroke=colours.ink, strokeWidth=1, height={"band": 0.66})
    text = base.mark_text(fontSize=15, fontWeight="bold", aria=False)
    on_dark = alt.condition("datum.shade >= 3", alt.value(colours.paper), alt.value(colours.ink))
    layers = alt.layer(
        bar.transform_filter("datum.count > 0").encode(x=x, x2="end:Q", color=colour),
        text.encode(x=alt.X("middle:Q", scale=scale), text="said:N", color=on_dark),
    )
    return marks.finished(layers, colours, marks.BAR * max(len(frame), 1) + 60)


def halves(name: str) -> str:
    """The name broken at the space nearest to its middle, marked "|"; short ones stay whole."""
    spaces = [at for at, letter in enumerate(name) if letter == " "]
    if len(name) <= ONE_LINE or not spaces:
        return name
    at = min(spaces, key=lambda space: abs(space - len(name) / 2))
    return f"{name[:at]}|{name[at + 1 :]}"


def _long(frame: pd.DataFrame, parts: tuple[Part, ...]) -> pd.DataFrame:
    """Rows: one per bar and part, with where it starts, ends and has its middle."""
    columns = [part.column for part in parts]
    ends = frame[columns].cumsum(axis=1)
    rows = [
        pd.DataFrame(
            {
                "name": frame["name"],
                "order": range(len(frame)),
                "part": part.word,
                "shade": part.shade,
                "count": frame[part.column].astype(int),
                "end": ends[part.column],
                "start": ends[part.column] - frame[part.column],
            }
        )
        for part in parts
    ]
    long = pd.concat(rows, ignore_index=True)
    return long.assign(middle=(long["start"] + long["end"]) / 2)
