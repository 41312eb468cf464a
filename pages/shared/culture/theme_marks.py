"""How themes are drawn: bars of counts, and a table of shades with the counts written in it."""

from typing import Any

import altair as alt
import pandas as pd

from pages.shared.drawing import marks, palette
from pages.shared.drawing.palette import Palette

ROW = 40
CLOSE = {"top": 5, "right": 10, "bottom": 15}  # pixels around a chart without a line of its own above it
# From nothing to most. Each step is darker (on a dark page: lighter) than the one before, in grey as well as in blue.
SHADES = {
    palette.LIGHT.paper: ("#FFFFFF", "#DCE7F0", "#A9C3DA", "#3F6E9A", "#12436D"),
    palette.DARK.paper: ("#10161D", "#24384A", "#3F5F7D", "#8FBFE8", "#C5E0F7"),
}
LEVELS = list(range(5))
# From this level on, words on a shade are in the colour of the page.
STRONG = 3


def bars(frame: pd.DataFrame, counted: str, colours: Palette) -> dict[str, Any]:
    """Bars in the order of the rows. Columns: name (its lines parted by "|"), count."""
    frame = frame.assign(order=range(len(frame)))
    y = alt.Y("name:N", sort=alt.SortField("order"), title=None, axis=_names(frame["name"]))
    scale = alt.Scale(domain=[0, max(float(frame["count"].max()), 1.0) * 1.15])
    x = alt.X("count:Q", title=None, scale=scale, axis=alt.Axis(tickMinStep=1, format=",d", tickCount=5))
    tooltip = [alt.Tooltip("name", title="What"), alt.Tooltip("count", title=counted)]
    base = alt.Chart(frame).encode(y=y, tooltip=tooltip)
    bar = base.mark_bar(color=colours.main, height={"band": 0.6}).encode(x=x)
    said = base.mark_text(align="left", dx=6, aria=False, **_text(colours.ink)).encode(x="count:Q", text="count:Q")
    return marks.finished(alt.layer(bar, said), colours, ROW * len(frame) + 30, **CLOSE)


def shades(frame: pd.DataFrame, counted: str, colours: Palette) -> dict[str, Any]:
    """Themes down, places or terms across, both in the order of the rows. Columns: theme, place, count."""
    most = max(int(frame["count"].max()), 1)
    level = [0 if count == 0 else min(4, 1 + (count - 1) * 4 // most) for count in frame["count"]]
    frame = frame.assign(order=range(len(frame)), level=level)
    y = alt.Y(
        "theme:N",
        sort=alt.SortField("order"),
        title=None,
        axis=_names(frame["theme"]),
    )
    x = alt.X(
        "place:N",
        sort=alt.SortField("order"),
        title=None,
        axis=alt.Axis(
            orient="top", labelAngle=0, labelExpr="split(datum.label, '|')", labelLimit=110, labelFlush=False
        ),
    )
    tooltip = [alt.Tooltip("theme"), alt.Tooltip("place"), alt.Tooltip("count", title=counted)]
    base = alt.Chart(frame).encode(x=x, y=y, tooltip=tooltip)
    range_ = list(SHADES[colours.paper])
    colour = alt.Color("level:O", legend=None, scale=alt.Scale(domain=LEVELS, range=range_))
    cell = base.mark_rect(stroke=colours.grid, strokeWidth=1).encode(color=colour)
    on_shade = alt.condition(f"datum.level >= {STRONG}", alt.value(colours.paper), alt.value(colours.ink))
    said = base.mark_text(fontSize=15, fontWeight="bold", aria=False).encode(text="count:Q", color=on_shade)
    return marks.finished(alt.layer(cell, said), colours, ROW * frame["theme"].nunique() + 10, **CLOSE)


def _names(names: "pd.Series[str]") -> alt.Axis:
    """Every name, none left out. Names on two lines start half a line higher, to stand in the middle of their bar."""
    offset = -8 if names.str.contains("|", regex=False).any() else 0
    lines = "split(datum.label, '|')"
    return alt.Axis(
        labelLimit=200, labelExpr=lines, labelLineHeight=16, labelOverlap=False, labelOffset=offset, labelFlush=False
    )


def _text(colour: str) -> dict[str, Any]:
    return {"color": colour, "fontSize": 15, "fontWeight": "bold"}
