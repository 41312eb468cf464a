"""The charts of a measure: each with a title that says something, alt text, and the table of the same numbers."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

import kpis
from kpis.evaluate import By
from kpis.kpi import Kpi
from pages.shared import downloads, sentences, tables, words
from pages.shared.drawing import happened, marks
from pages.shared.drawing.palette import Palette
from pages.shared.facts import View
from pages.shared.filters import Filters

GROUPS: dict[By, str] = {"cluster": "Cluster", "phase": "Phase", "setting_type": "Setting type"}


@dataclass(frozen=True)
class Panel:
    """A chart and everything that belongs to it. `spec` is None where there is nothing to draw."""

    title: str
    alt: str
    spec: dict[str, Any] | None
    table: pd.DataFrame
    numbers: pd.DataFrame
    name: str
    notes: tuple[str, ...]
    caption: str = ""


def show(panel: Panel, below_header: bool = False) -> None:
    """The chart on the left, its table and downloads on the right; below each other on a phone."""
    (st.subheader if below_header else st.header)(panel.title)
    if panel.table.empty:
        st.write("There is nothing here for this choice of filters. Choose others, or add evidence.")
        return
    # The style sheet sets these below each other where the page is narrow.
    with st.container(key=f"panel {panel.name}"):
        left, right = st.columns([3, 2], gap="medium")
    with left:
        if panel.spec is None:
            st.write("No number to draw. The table says why.")
        else:
            st.vega_lite_chart(panel.spec, alt=panel.alt, width="stretch")
        if panel.caption:
            st.caption(panel.caption)
    with right:
        tables.show(panel.table, "", panel.name, panel.notes, numbers=panel.numbers, alt=panel.title)


def trend(view: View, kpi_key: str, chosen: Filters, colours: Palette) -> Panel:
    """How a measure moved, period by period, with its target; the unfinished period hollow."""
    kpi = kpis.kpi(kpi_key)
    rows = sentences.from_first_figure(view.table(kpi_key, kind=chosen.kind, where=chosen.where))
    numbers, caption = happened.on(view, rows, chosen)
    drawn = marks.drawable(rows, kpi, "period").assign(marks=numbers)
    title = sentences.trend_title(rows, kpi)
    spec = marks.trend(drawn, kpi, colours) if drawn["value"].notna().any() else None
    panel = _panel(view, kpi, chosen, rows, "period", words.KINDS[chosen.kind], title, spec)
    return replace(panel, caption=caption, alt=f"{panel.alt}. {caption}" if caption else panel.alt)


def by_part(view: View, kpi_key: str, chosen: Filters, colours: Palette, say: str) -> Panel:
    """What a measure is made of in the chosen period: a bar for each part, in the measure's own order."""
    kpi = kpis.kpi(kpi_key)
    rows = view.table(kpi_key, by="part", kind=chosen.kind, where=chosen.where)
    rows = rows[rows["period_key"] == chosen.period_key]
    rows = rows.assign(part=rows["part"].map({**kpi.parts, "": "Not stated"}))
    drawn = marks.drawable(rows, kpi, "part")
    title = f"{kpi.title} by {words.lower_first(say)}, {words.period(chosen.period(view))}"
    spec = marks.bars(drawn, kpi, colours) if drawn["value"].notna().any() else None
    return _panel(view, kpi, chosen, rows, "part", say, title, spec)


def by_group(view: View, kpi_key: str, by: By, chosen: Filters, colours: Palette) -> Panel:
    """Where a measure differs in the chosen period: bars from high to low, and the target."""
    kpi = kpis.kpi(kpi_key)
    rows = view.table(kpi_key, by=by, kind=chosen.kind, where=chosen.where)
    rows = rows[rows["period_key"] == chosen.period_key].sort_values(["value", by], ascending=[False, True])
    drawn = marks.drawable(rows, kpi, by)
    title = sentences.group_title(rows, kpi, by, chosen.period(view))
    spec = marks.bars(drawn, kpi, colours) if drawn["value"].notna().any() else None
    return _panel(view, kpi, chosen, rows, by, GROUPS[by], title, spec)


def two_trends(view: View, kpi_key: str, other_key: str, chosen: Filters, colours: Palette) -> Panel:
    """Two shares beside each other over time: the one in question, and the one to hold against it."""
    kpi, other = kpis.kpi(kpi_key), kpis.kpi(other_key)
    both = [
        sentences.from_first_figure(view.table(key, kind=chosen.kind, where=chosen.where))
        for key in (kpi_key, other_key)
    ]
    parts = [
        marks.drawable(rows, one, "period").assign(line=one.title) for rows, one in zip(both, (kpi, other), strict=True)
    ]
    drawn = pd.concat(parts)
    title = sentences.pair_title(both[0], both[1], kpi, other)
    frames = [_figures(rows, one) for rows, one in zip(both, (kpi, other), strict=True)]
    numbers = [tables.numbers_of_measure(rows, one) for rows, one in zip(both, (kpi, other), strict=True)]
    table = frames[0].merge(frames[1], on="Period", how="left").fillna("")
    return Panel(
        title=title,
        alt=f"{title}. {sentences.spoken(table)}",
        spec=marks.pair(drawn, (kpi.title, other.title), colours) if drawn["value"].notna().any() else None,
        table=table,
        numbers=pd.concat([part.assign(measure=one.title) for part, one in zip(numbers, (kpi, other), strict=True)]),
        name=downloads.file_name(kpi.key, other.key, chosen.cluster or "all clusters", chosen.period_key),
        notes=(*notes(view, kpi, chosen), other.definition),
    )


def _figures(rows: pd.DataFrame, kpi: Kpi) -> pd.DataFrame:
    """Period and figure alone, the figure under the measure's own name."""
    return tables.of_measure(rows, kpi).iloc[:, :2].set_axis(["Period", kpi.title], axis=1)


def breakdown(name: str) -> By:
    """Asks what to break down by."""
    return st.segmented_control(
        "Break down by",
        list(GROUPS),
        format_func=GROUPS.__getitem__,
        default="cluster",
        key=f"breakdown {name}",
        required=True,
    )


def _panel(
    view: View,
    kpi: Kpi,
    chosen: Filters,
    rows: pd.DataFrame,
    group: str,
    say: str,
    title: str,
    spec: dict[str, Any] | None,
) -> Panel:
    table = tables.of_measure(rows, kpi, group, say)
    return Panel(
        title=title,
        alt=f"{title}. {sentences.spoken(table)}",
        spec=spec,
        table=table,
        numbers=tables.numbers_of_measure(rows, kpi, group, say),
        name=downloads.file_name(kpi.key, f"by {group}", chosen.cluster or "all clusters", chosen.period_key),
        notes=notes(view, kpi, chosen),
    )


def notes(view: View, kpi: Kpi, chosen: Filters) -> tuple[str, ...]:
    """What a file says above its table."""
    return (kpi.title, chosen.in_words(view), kpi.definition, f"Source: {kpi.source}", words.HIDDEN_EXPLAINED)
