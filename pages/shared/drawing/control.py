"""Is a change real? A monthly series with the limits of what chance alone explains, and what stands out."""

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

import kpis
from data_access.periods import academic_year_of
from data_access.vocabulary import PeriodKind
from kpis import xmr
from kpis.kpi import Kpi
from pages.shared import downloads, filters, sentences, words
from pages.shared.chosen import Filters
from pages.shared.drawing import charts, happened, marks, palette
from pages.shared.drawing.charts import Panel
from pages.shared.drawing.palette import Palette
from pages.shared.facts import View

SUMMER = 8  # the month without school where nobody entered term dates
SAID = {
    "outside": "outside the limits",
    "shift": "seven in a row on one side of the average",
    "trend": "seven in a row rising or falling",
    "two_of_three": "two of three near a limit",
}
KINDS = {"improvement": "▲ improvement", "concern": "▼ concern", "neither": "◆ change"}


def show(view: View, kpi_keys: tuple[str, ...], chosen: Filters, key: str) -> None:
    """Asks which measure, and draws it month by month with what chance alone explains; not while presenting."""
    if filters.is_presenting():
        return
    asked = st.expander("Is the change real?", key=f"fold control {key}", on_change="rerun")
    if not asked.open:
        return
    with asked:
        st.write(
            "Every month differs a little. The grey lines show how far chance alone would take a month from the "
            "average; "
            "what lies outside, and what runs one way too long, is marked. With fewer than 12 months there are no "
            "limits."
        )
        kpi_key = st.selectbox(
            "Measure",
            list(kpi_keys),
            index=None,
            format_func=lambda one: kpis.kpi(one).title,
            placeholder="Choose a measure",
            key=f"control {key}",
        )
        if kpi_key is None:
            return
        charts.show(view.built(build, kpi_key, chosen, palette.in_use()), below_header=True)


def build(view: View, kpi_key: str, chosen: Filters, colours: Palette) -> Panel:
    """The complete months of the measure, as far back as it goes."""
    kpi = kpis.kpi(kpi_key)
    rows = view.history(kpi_key, kind=PeriodKind.MONTH, where=chosen.where)
    rows = rows[rows["complete"] & (kpi.reaches_back | _has_school(view, rows))]
    # From the first figure to the last: what is not handed over yet is no part of the series.
    rows = sentences.from_first_figure(sentences.from_first_figure(rows).iloc[::-1]).iloc[::-1].reset_index(drop=True)
    cuts, reasons = happened.cuts(view, kpi_key, rows)
    frame = judged(rows, kpi, cuts)
    numbers, caption = happened.on(view, rows, chosen)
    drawn = marks.drawable(rows, kpi, "period").assign(marks=numbers)
    drawn[["centre", "lower", "upper", "kind"]] = frame[["centre", "lower", "upper", "kind"]].to_numpy(object)
    said = xmr.in_words(frame, rows["period"].tolist(), written=lambda value: words.amount(value, kpi.said_in))
    title = f"{kpi.title}. {said}" if len(rows) else f"{kpi.title}: no complete month yet"
    return Panel(
        title=title,
        alt=f"{title} {_spoken(rows, frame, kpi)}",
        spec=spec(drawn, kpi, colours) if rows["value"].notna().any() else None,
        table=_table(rows, frame, kpi),
        numbers=_numbers(rows, frame, kpi),
        name=downloads.file_name(kpi.key, "real change", chosen.cluster or "all clusters"),
        notes=charts.notes(view, kpi, chosen),
        caption="; ".join(part for part in (caption, *reasons) if part),
    )


def _has_school(view: View, rows: pd.DataFrame) -> "pd.Series[bool]":
    """False for months without a day of school: that nobody came then tells nothing."""
    half_terms = view.outline.calendar.half_terms
    months = zip(rows["period_start"].dt.date, rows["period_end"].dt.date, strict=True)
    found = [
        any(half.starts_on <= last and first <= half.ends_on for half in half_terms)
        or (view.outline.calendar.is_assumed(academic_year_of(first)) and first.month != SUMMER)
        for first, last in months
    ]
    return pd.Series(found, rows.index, dtype=bool)


def judged(rows: pd.DataFrame, kpi: Kpi, cuts: list[int]) -> pd.DataFrame:
    """What `kpis.xmr` makes of the values that are shown: nothing is worked out from hidden ones."""
    floor = float("-inf") if kpi.unit == "change" else 0.0
    ceiling = 1.0 if kpi.unit == "share" else float("inf")
    return xmr.xmr(rows["value"].tolist(), cuts, kpi.better, floor, ceiling)


def spec(frame: pd.DataFrame, kpi: Kpi, colours: Palette) -> dict[str, Any]:
    """The months as a line, the average and the limits beside it, special causes as large marks by kind."""
    y = alt.Y("value:Q", title=None, **marks.scale_with_limits(kpi, frame))
    tooltip = [alt.Tooltip("name", title="Month"), alt.Tooltip("said", title=kpi.title)]
    base = alt.Chart(frame.astype({"centre": float, "lower": float, "upper": float})).encode(
        x=marks.months(), tooltip=tooltip
    )
    quiet: dict[str, Any] = {"color": colours.ink, "opacity": 0.55, "interpolate": "step", "aria": False}
    centre = base.mark_line(strokeWidth=2, **quiet).encode(y="centre:Q")
    limits = [
        base.mark_line(strokeWidth=1.5, strokeDash=[5, 4], **quiet).encode(y=f"{at}:Q") for at in ("lower", "upper")
    ]
    line = base.mark_line(color=colours.main, strokeWidth=2, aria=False).encode(y=y)
    points = base.mark_point(filled=True, color=colours.main, size=50, opacity=1).encode(y=y)
    kinds = ["improvement", "concern", "neither"]
    special = (
        base.transform_filter("datum.kind != null")
        .mark_point(filled=True, size=190, opacity=1)
        .encode(
            y=y,
            shape=alt.Shape("kind:N", legend=None, scale=alt.Scale(domain=kinds, range=SHAPES)),
            color=alt.Color(
                "kind:N",
                legend=None,
                scale=alt.Scale(domain=kinds, range=[colours.second, colours.target, colours.rest]),
            ),
        )
    )
    layers = alt.layer(*marks.happened(base, frame, colours), *limits, centre, line, points, special)
    return marks.finished(layers, colours, marks.HEIGHT)


SHAPES = ["triangle-up", "triangle-down", "diamond"]


def _spoken(rows: pd.DataFrame, frame: pd.DataFrame, kpi: Kpi) -> str:
    latest = rows["value"].dropna().tail(1)
    return "" if latest.empty else f"{len(frame)} months; the latest is {words.amount(latest.iloc[0], kpi.said_in)}."


def _table(rows: pd.DataFrame, frame: pd.DataFrame, kpi: Kpi) -> pd.DataFrame:
    between = [
        "" if pd.isna(low) else f"{words.amount(low, kpi.said_in)} to {words.amount(high, kpi.said_in)}"
        for low, high in zip(frame["lower"], frame["upper"], strict=True)
    ]
    table = pd.DataFrame(
        {
            "Month": rows["period"],
            "Figure": [words.shown(v, kpi.said_in, h) for v, h in zip(rows["value"], rows["suppressed"], strict=True)],
            "By chance": between,
            "Stands out": [_why(rule, kind) for rule, kind in zip(frame["rule"], frame["kind"], strict=True)],
        }
    )
    return table.iloc[::-1].reset_index(drop=True)


def _numbers(rows: pd.DataFrame, frame: pd.DataFrame, kpi: Kpi) -> pd.DataFrame:
    value = rows["value"].astype(object).mask(rows["suppressed"].astype(bool), words.HIDDEN)
    judged = frame[["centre", "lower", "upper", "rule"]].rename(columns={"centre": "average", "rule": "stands out"})
    return pd.concat([rows["period"].rename("month"), value.rename(kpi.title), judged], axis=1)


def _why(rule: object, kind: object) -> str:
    if not isinstance(rule, str):
        return ""
    return f"{KINDS.get(str(kind), KINDS['neither'])}: {SAID[rule]}"
