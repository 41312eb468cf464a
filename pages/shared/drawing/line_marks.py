"""Several lines in one chart: the one in question dark and thick, the others grey behind it, each named."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from kpis.projection import Projection
from pages.shared.drawing import marks
from pages.shared.drawing.palette import Palette

# Half-way to the page, so that what is beside the point stays behind it, in light and dark alike.
FAINT = "99"
# Room for a legend above the lines, as tall as the table of twelve months beside it.
TALL = 430
SOLID, DASHED, DOTTED = [1, 0], [6, 4], [2, 3]
# Of the height of a chart, what one line of words needs.
LINE_OF_WORDS = 0.065


@dataclass(frozen=True)
class Line:
    """How one line is drawn: `colour` as CSS says it, `dash` in pixels on and off, `width` in pixels."""

    name: str
    colour: str
    dash: list[int]
    width: float


def in_question(name: str, colours: Palette) -> Line:
    return Line(name, colours.main, SOLID, 3)


def beside(name: str, colours: Palette, dash: list[int]) -> Line:
    return Line(name, f"{colours.ink}{FAINT}", dash, 2)


def planned(name: str, colours: Palette) -> Line:
    return Line(name, colours.target, DASHED, 2)


def over_months(
    frame: pd.DataFrame, lines: Sequence[Line], names: Sequence[str], colours: Palette, ahead: Projection | None = None
) -> dict[str, Any]:
    """Lines over the months of a year, in the order of `names`; the first line has points and numbers.

    `frame`: name, line, value (NaN: nothing is drawn), said. `ahead`: where the first line ends the year.
    """
    most = max([float(frame["value"].max()), 1.0, *([ahead.high] if ahead else [])])
    y = alt.Y(
        "value:Q",
        title=None,
        scale=alt.Scale(domain=[0, most * 1.15], nice=False),
        axis=alt.Axis(tickMinStep=1, format=",d"),
    )
    x = alt.X("name:N", sort=list(names), title=None, axis=alt.Axis(labelAngle=0), scale=alt.Scale(domain=list(names)))
    tooltip = [
        alt.Tooltip("line", title="Year"),
        alt.Tooltip("name", title="Month"),
        alt.Tooltip("said", title="Number"),
    ]
    base = alt.Chart(frame[frame["value"].notna()]).encode(x=x, tooltip=tooltip)
    drawn = base.mark_line(aria=False).encode(y=y, **_by_line(lines))
    first = base.transform_filter(alt.datum.line == lines[0].name)
    points = first.mark_point(filled=True, color=colours.main, size=90, opacity=1).encode(y=y)
    layers = alt.layer(drawn, points, *_numbers(first, colours), *(_ahead(ahead, names, x, colours)))
    return marks.finished(layers, colours, TALL, right=20)


def over_time(frame: pd.DataFrame, kpi_scale: dict[str, Any], colours: Palette, of_one: str) -> dict[str, Any]:
    """One line over many months, with what happened, and where it should be.

    `frame`: name, order, value, said, marks, expected (NaN without a target). `of_one`: what one point is of.
    """
    y = alt.Y("value:Q", title=None, **kpi_scale)
    tooltip = [alt.Tooltip("name", title=of_one), alt.Tooltip("said", title="Figure")]
    base = alt.Chart(frame).encode(x=marks.months(), tooltip=tooltip)
    line = base.mark_line(color=colours.main, strokeWidth=3, aria=False).encode(y=y)
    points = base.mark_point(filled=True, color=colours.main, size=50, opacity=1).encode(y=y)
    last = base.transform_filter(alt.datum.order == int(frame.loc[frame["value"].notna(), "order"].max()))
    ends = last.mark_text(dy=-16, dx=-4, align="right", fontSize=15, fontWeight="bold", color=colours.ink)
    way = base.mark_line(color=colours.target, strokeDash=DASHED, strokeWidth=2, aria=False).encode(y="expected:Q")
    goals = [way] if frame["expected"].notna().any() else []
    said = ends.encode(y="value:Q", text="said:N")
    layers = alt.layer(*marks.happened(base, frame, colours), *goals, line, points, said)
    return marks.finished(layers, colours, marks.HEIGHT, right=20)


def parts(frame: pd.DataFrame, chosen: str, colours: Palette) -> dict[str, Any]:
    """A line for each part over the periods, the chosen one dark, every one named at its end; the unfinished hollow.

    `frame`: name, order, part, short (its name at the end of a line, or missing), value (a share), said, complete.
    """
    most = float(frame["value"].max())
    axis = alt.Axis(format=".0%")
    y = alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, most * 1.12], nice=False), axis=axis)
    tooltip = [alt.Tooltip("part"), alt.Tooltip("name", title="Period"), alt.Tooltip("said", title="Share")]
    known = frame[frame["value"].notna()].assign(is_chosen=frame["part"] == chosen)
    base = alt.Chart(known).encode(x=marks.months(), tooltip=tooltip)
    colour = alt.condition("datum.is_chosen", alt.value(colours.main), alt.value(f"{colours.ink}{FAINT}"))
    width = alt.condition("datum.is_chosen", alt.value(3), alt.value(1.5))
    lines = base.mark_line(aria=False).encode(y=y, detail="part:N", color=colour, strokeWidth=width)
    full = base.transform_filter(alt.datum.complete).mark_point(filled=True, opacity=1, size=60)
    hollow = base.transform_filter(~alt.datum.complete).mark_point(fill=colours.paper, opacity=1, size=80)
    points = [full.encode(y=y, color=colour), hollow.encode(y=y, stroke=colour)]
    ends = alt.Chart(_ends(known, most)).encode(x=marks.months(), y="at:Q", text="label:N")
    style: dict[str, Any] = {"align": "left", "dx": 10, "fontSize": 13, "color": colours.ink, "aria": False}
    names = [
        ends.transform_filter(alt.datum.is_chosen).mark_text(**style, fontWeight="bold"),
        ends.transform_filter(~alt.datum.is_chosen).mark_text(**style),
    ]
    longest = max(len(label) for label in _ends(known, most)["label"])
    return marks.finished(alt.layer(lines, *points, *names), colours, marks.HEIGHT + 40, right=20 + longest * 7)


def _ends(known: pd.DataFrame, most: float) -> pd.DataFrame:
    """The last point of each part with its name, moved apart where two would lie on each other."""
    last = known[known["order"] == known["order"].max()].sort_values("value")
    at: list[float] = []
    for value in last["value"]:
        at.append(max(value, at[-1] + most * LINE_OF_WORDS) if at else value)
    named: pd.DataFrame = last.assign(at=at, label=last["short"].fillna(last["part"]) + " " + last["said"])
    return named


def _by_line(lines: Sequence[Line]) -> dict[str, Any]:
    """Colour, dash and width by line, with one legend for all of them."""
    domain = [line.name for line in lines]
    legend = alt.Legend(orient="top", labelLimit=0, columns=2, symbolSize=400, symbolStrokeWidth=3)

    def scale(of: Sequence[Any]) -> alt.Scale:
        return alt.Scale(domain=domain, range=list(of))

    return {
        "color": alt.Color("line:N", title=None, legend=legend, scale=scale([line.colour for line in lines])),
        "strokeDash": alt.StrokeDash("line:N", title=None, legend=legend, scale=scale([line.dash for line in lines])),
        "strokeWidth": alt.StrokeWidth("line:N", legend=None, scale=scale([line.width for line in lines])),
    }


def _numbers(base: alt.Chart, colours: Palette) -> list[Any]:
    """Words on a halo of paper, so that no line runs through them."""
    style: dict[str, Any] = {"dy": -16, "fontSize": 14, "fontWeight": "bold"}
    halo = base.mark_text(**style, stroke=colours.paper, strokeWidth=5, aria=False)
    return [text.encode(y="value:Q", text="said:N") for text in (halo, base.mark_text(**style, color=colours.ink))]


def _ahead(ahead: Projection | None, names: Sequence[str], x: alt.X, colours: Palette) -> list[Any]:
    """Where the year will end: hollow, with a thick band for four in five and a thin one for nineteen in twenty."""
    if ahead is None or not ahead.months_left:
        return []
    last = names[11 - ahead.months_left]
    way = pd.DataFrame({"name": [last, names[-1]], "value": [ahead.so_far, ahead.projected]})
    end = pd.DataFrame(
        {
            "name": [names[-1]],
            "value": [ahead.projected],
            "low": [ahead.low],
            "high": [ahead.high],
            "likely_low": [ahead.likely_low],
            "likely_high": [ahead.likely_high],
            "said": [f"about {ahead.projected:,}"],
        }
    )
    base = alt.Chart(end).encode(x=x)
    dots = alt.Chart(way).mark_line(color=colours.main, strokeDash=DOTTED, strokeWidth=2, aria=False)
    thin = base.mark_rule(color=colours.main, strokeWidth=2, aria=False).encode(y="low:Q", y2="high:Q")
    thick = base.mark_rule(color=colours.main, strokeWidth=9, opacity=0.45, aria=False).encode(
        y="likely_low:Q", y2="likely_high:Q"
    )
    hollow = base.mark_point(
        filled=True, fill=colours.paper, stroke=colours.main, strokeWidth=3, size=140, opacity=1
    ).encode(y="value:Q")
    style: dict[str, Any] = {"align": "right", "dx": -14, "dy": 16, "fontSize": 14, "fontWeight": "bold"}
    halo = base.mark_text(**style, stroke=colours.paper, strokeWidth=5, aria=False)
    said = base.mark_text(**style, color=colours.ink, aria=False)
    names_it = [text.encode(y="value:Q", text="said:N") for text in (halo, said)]
    return [dots.encode(x=x, y="value:Q"), thin, thick, hollow, *names_it]
