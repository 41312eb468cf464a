"""How a chart is drawn: Altair builds it once for each state of the data, Vega-Lite draws the dictionary."""

from typing import Any

import altair as alt
import pandas as pd
import pyarrow.ipc  # type: ignore[import-untyped]

from kpis.kpi import Kpi
from kpis.statistics import wilson
from pages.shared import words
from pages.shared.drawing.palette import Palette

HEIGHT = 300
BAR = 40
QUARTERS = [0, 0.25, 0.5, 0.75, 1]
WIDEST_SHARE = 1.08  # room for the number above a full bar
BESIDE, BESIDE_ANSWERS = 5, 20  # pixels to the right of bars: Vega keeps room for words, but not quite enough


def drawable(rows: pd.DataFrame, kpi: Kpi, group: str) -> pd.DataFrame:
    """The rows of `evaluate` with name, said (the number in words), order, beside and, for answers, low and high."""
    frame = rows.reindex(columns=["value", "target", "expected", "complete", "suppressed"]).reset_index(drop=True)
    names = [words.sentence_case(words.place(group, value)) for value in rows[group]]
    frame["name"] = words.on_two_lines(names) if group == "period" else names
    frame["said"] = [words.shown(v, kpi.said_in, h) for v, h in zip(rows["value"], rows["suppressed"], strict=True)]
    frame["order"] = range(len(frame))
    if kpi.is_sample:
        bounds = [wilson(top, whole) for top, whole in zip(rows["numerator"], rows["denominator"], strict=True)]
        frame["low"], frame["high"] = [low for low, _ in bounds], [high for _, high in bounds]
        frame["said"] += [f" of {words.count(whole)}" if whole > 0 else "" for whole in rows["denominator"]]
    frame["beside"] = _clear_of(frame)
    return frame


def trend(frame: pd.DataFrame, kpi: Kpi, colours: Palette) -> dict[str, Any]:
    """A line over the periods, the unfinished one hollow, the target dashed, and how sure as error bars."""
    y = alt.Y("value:Q", title=None, **_scale(kpi, frame))
    tooltip = [alt.Tooltip("name", title="Period"), alt.Tooltip("said", title=kpi.title)]
    base = alt.Chart(frame).encode(x=_periods(), tooltip=tooltip)
    dashes: dict[str, Any] = {"strokeDash": [6, 4], "strokeWidth": 2, "interpolate": "step", "aria": False}
    target = base.mark_line(color=colours.target, **dashes).encode(y="target:Q")
    way = base.mark_line(color=colours.target, strokeDash=[2, 3], strokeWidth=2, aria=False).encode(y="expected:Q")
    line = base.mark_line(color=colours.main, strokeWidth=3, aria=False).encode(y=y)
    points = base.mark_point(filled=True, stroke=colours.main, strokeWidth=3, size=140, opacity=1).encode(
        y=y, fill=_hollow_while_running(alt.value(colours.main), colours)
    )
    above = "high" if "high" in frame else "value"
    # Words on a halo of paper, so that no line runs through them.
    halo = base.mark_text(dy=-18, fontSize=15, fontWeight="bold", stroke=colours.paper, strokeWidth=5, aria=False)
    said = base.mark_text(dy=-18, **_text(colours))
    labels = [text.encode(y=f"{above}:Q", text="said:N") for text in (halo, said)]
    sure = [_error_bar(base, colours, upright=True)] if "low" in frame else []
    is_on_the_way = (frame["expected"] - frame["target"]).abs().max() > words.ALMOST_NOTHING
    goals = [*_if_any(frame, target), *([way] if is_on_the_way else [])]
    marked = happened(base, frame, colours)
    return finished(alt.layer(*marked, *goals, *sure, line, points, *labels), colours, HEIGHT)


def happened(base: alt.Chart, frame: pd.DataFrame, colours: Palette) -> list[Any]:
    """A line and a number where something happened; the words stand under the chart. `frame` may have `marks`."""
    if "marks" not in frame or not (frame["marks"] != "").any():
        return []
    there = base.transform_filter("datum.marks != ''")
    line = there.mark_rule(color=colours.rest, strokeWidth=2, strokeDash=[1, 3], aria=False)
    number = there.mark_text(dy=-19, fontSize=13, color=colours.ink, aria=False)
    return [line, number.encode(text="marks:N", y=alt.value(0))]


def bars(frame: pd.DataFrame, kpi: Kpi, colours: Palette) -> dict[str, Any]:
    """Bars in the order of the rows, the target as a mark on each, and how sure as error bars."""
    # An event's name and its day stand on two lines, so that a phone has room for the bars.
    axis = alt.Axis(labelLimit=190, labelExpr="split(datum.label, ', ')")
    y = alt.Y("name:N", sort=alt.SortField("order"), title=None, axis=axis)
    x = alt.X("value:Q", title=None, **_scale(kpi, frame.drop(columns=["high"], errors="ignore")))
    tooltip = [alt.Tooltip("name", title="Where"), alt.Tooltip("said", title=kpi.title)]
    base = alt.Chart(frame).encode(y=y, tooltip=tooltip)
    bar = base.mark_bar(color=colours.main, height={"band": 0.6}).encode(x=x)
    target = base.mark_tick(color=colours.target, thickness=4, height={"band": 0.95}, aria=False).encode(x="target:Q")
    said = base.mark_text(align="left", dx=6, **_text(colours)).encode(x="beside:Q", text="said:N")
    sure = [_error_bar(base, colours, upright=False)] if "low" in frame else []
    layers = alt.layer(bar, *sure, *_if_any(frame, target), said)
    room = BESIDE_ANSWERS if "high" in frame else BESIDE
    return finished(layers, colours, BAR * max(len(frame), 1) + 40, right=room)


def pair(frame: pd.DataFrame, names: tuple[str, str], colours: Palette) -> dict[str, Any]:
    """Two shares over the same periods, told apart by shape as well as colour."""
    domain = list(names)
    range_ = [colours.main, colours.second]
    # One below the other: two names beside each other are too wide for a phone.
    legend = alt.Legend(orient="top", direction="vertical", labelLimit=0)
    colour = alt.Color("line:N", title=None, legend=legend, scale=alt.Scale(domain=domain, range=range_))
    shape = alt.Shape("line:N", title=None, scale=alt.Scale(domain=domain, range=["circle", "square"]))
    fill = alt.Fill("line:N", legend=None, scale=alt.Scale(domain=domain, range=range_))
    tooltip = [
        alt.Tooltip("line", title="Measure"),
        alt.Tooltip("name", title="Period"),
        alt.Tooltip("said", title="Share"),
    ]
    y = alt.Y("value:Q", title=None, **_share_scale())
    base = alt.Chart(frame).encode(x=_periods(), y=y, color=colour, tooltip=tooltip)
    points = base.mark_point(size=120, strokeWidth=3, opacity=1).encode(
        shape=shape, fill=_hollow_while_running(fill, colours)
    )
    return finished(alt.layer(base.mark_line(strokeWidth=3, aria=False), points), colours, HEIGHT)


def _hollow_while_running(otherwise: Any, colours: Palette) -> Any:
    return alt.condition("datum.complete", otherwise, alt.value(colours.paper))


def _if_any(frame: pd.DataFrame, target: Any) -> list[Any]:
    """The target's layer, where there is a target: an empty one is noise to those who hear the chart."""
    return [target] if frame["target"].notna().any() else []


def _periods() -> alt.X:
    axis = alt.Axis(labelAngle=0, labelExpr="split(datum.label, '|')", labelOverlap="greedy")
    return alt.X("name:N", sort=alt.SortField("order"), title=None, axis=axis)


def months() -> alt.X:
    """Many months beside each other: only some are named."""
    axis = alt.Axis(labelAngle=0, labelExpr="split(datum.label, '|')", labelOverlap="greedy", labelSeparation=12)
    return alt.X("name:N", sort=alt.SortField("order"), title=None, axis=axis)


def scale_with_limits(kpi: Kpi, frame: pd.DataFrame) -> dict[str, Any]:
    """From nothing, or a little below the lowest, to a little above the highest of values and limits."""
    numbers = frame[["value", "lower", "upper", "centre"]].astype(float)
    low, high = float(numbers.min().min()), float(numbers.max().max())
    room = max(high - low, 1e-9) * 0.15
    bottom = low - room if low - room < 0 or low > (high - low) * 2 else 0.0
    if kpi.unit != "change":
        bottom = max(bottom, 0.0)
    format_ = {"share": ".0%", "count": ",d"}.get(kpi.unit, ".1f")
    return {"scale": alt.Scale(domain=[bottom, high + room], zero=False, nice=False), "axis": alt.Axis(format=format_)}


def _error_bar(base: alt.Chart, colours: Palette, upright: bool) -> Any:
    """A line from the lower to the upper bound with a short stroke at each end."""
    low, high = ("y", "y2") if upright else ("x", "x2")
    line = base.mark_rule(color=colours.sure, strokeWidth=2, aria=False).encode(**{low: "low:Q", high: "high:Q"})
    ends = [
        base.mark_tick(
            color=colours.sure, thickness=2, size=14, aria=False, orient="horizontal" if upright else "vertical"
        ).encode(**{low: f"{bound}:Q"})
        for bound in ("low", "high")
    ]
    return alt.layer(line, *ends)


def _clear_of(frame: pd.DataFrame) -> "pd.Series[float]":
    """Where the number beside a bar starts: behind the error bar, and behind the target's mark if that is near."""
    end = frame["high"].fillna(frame["value"]) if "high" in frame else frame["value"]
    near = (frame["target"] >= end - 0.01) & (frame["target"] <= end + 0.09)
    return frame["target"].where(near, end).astype(float)


def _scale(kpi: Kpi, frame: pd.DataFrame) -> dict[str, Any]:
    if kpi.unit == "share":
        # Above an error bar that reaches 100 % stands a number, too.
        return _share_scale(1.3 if "high" in frame else WIDEST_SHARE)
    if kpi.unit == "score":
        return {"scale": alt.Scale(domain=[1, 5.4], nice=False, clamp=True), "axis": alt.Axis(values=[1, 2, 3, 4, 5])}
    if kpi.unit == "change":
        low, high = min(float(frame["value"].min()), 0.0), max(float(frame["value"].max()), 0.5)
        return {"scale": alt.Scale(domain=[low * 1.2, high * 1.2])}
    most = max(float(frame[["value", "target", "expected"]].max().max()), 1.0)
    return {"scale": alt.Scale(domain=[0, most * 1.2]), "axis": alt.Axis(tickMinStep=1, format=",d")}


def _share_scale(widest: float = WIDEST_SHARE) -> dict[str, Any]:
    scale = alt.Scale(domain=[0, widest], nice=False)
    return {"scale": scale, "axis": alt.Axis(values=QUARTERS, labelExpr="format(datum.value, '.0%')")}


def _text(colours: Palette) -> dict[str, Any]:
    return {"color": colours.ink, "fontSize": 15, "fontWeight": "bold"}


def finished(chart: Any, colours: Palette, height: int, **padding: int) -> dict[str, Any]:
    """The chart as a dictionary, its rows as Arrow already: they would be made into it again on every run.

    `padding`: pixels on a side where it is not the usual, such as room on the right for what stands behind a bar.
    """
    axis = {"labelColor": colours.ink, "labelFontSize": 14, "gridColor": colours.grid, "domainColor": colours.ink}
    around = {"left": 5, "top": 28, "right": 5, "bottom": 20} | padding
    themed = chart.properties(height=height, padding=around).configure(background="transparent").configure_axis(**axis)
    themed = themed.configure_legend(labelColor=colours.ink, labelFontSize=14)
    spec: dict[str, Any] = themed.configure_view(stroke=None).to_dict()
    for layer in (spec, *spec.get("layer", ())):
        _say_as_shown(layer)
    return spec | {"datasets": {name: as_arrow(rows) for name, rows in spec["datasets"].items()}}


def _say_as_shown(layer: dict[str, Any]) -> None:
    """Those who hear a mark hear what others read when they point at it, and no column's name."""
    encoding = layer.get("encoding", {})
    shown = [one for one in encoding.get("tooltip", ()) if "field" in one]
    if shown:
        said = [f"'{_title(one)}: ' + replace(toString(datum['{one['field']}']), '|', ' ')" for one in shown]
        encoding["description"] = {"value": {"expr": " + '; ' + ".join(said)}}


def _title(shown: dict[str, Any]) -> str:
    title = words.sentence_case(str(shown.get("title", shown["field"])))
    return title.replace("\\", "").replace("'", "\\'")


def as_arrow(rows: list[dict[str, Any]]) -> bytes:
    """The rows of a chart as they are sent."""
    table = pyarrow.Table.from_pandas(pd.DataFrame(rows))
    stream = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(stream, table.schema) as writer:
        writer.write_table(table)
    sent: bytes = stream.getvalue().to_pybytes()
    return sent
