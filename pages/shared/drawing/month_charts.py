"""A share month by month, close enough to see it move."""

import math

import altair as alt
import pandas as pd

import kpis
from data_access.vocabulary import PeriodKind
from kpis.kpi import Kpi
from pages.shared import downloads, sentences, tables, words
from pages.shared.chosen import Filters
from pages.shared.drawing import charts, happened, line_marks, marks
from pages.shared.drawing.charts import Panel
from pages.shared.drawing.palette import Palette
from pages.shared.facts import View

# Fewer months than this say less than the periods that people compare.
FEWEST = 6
NOT_FROM_NOUGHT = "The scale does not begin at nought, so that small changes can be seen."


def closest(view: View, kpi_key: str, chosen: Filters, colours: Palette) -> Panel:
    """Month by month for a share that is handed over every month; otherwise period by period, as everything else."""
    kpi = kpis.kpi(kpi_key)
    if kpi.unit == "share" and kpi.is_flow:
        months = view.history(kpi_key, kind=PeriodKind.MONTH, where=chosen.where)
        if months["value"].notna().sum() >= FEWEST:
            return share(view, kpi_key, chosen, colours)
    return charts.trend(view, kpi_key, chosen, colours)


def share(view: View, kpi_key: str, chosen: Filters, colours: Palette) -> Panel:
    """The complete months up to the end of the chosen period, with what happened and where the share should be."""
    kpi = kpis.kpi(kpi_key)
    rows = view.history(kpi_key, kind=PeriodKind.MONTH, where=chosen.where)
    last = min(chosen.period(view).end, view.as_at)
    rows = rows[
        rows["complete"] & (rows["period_end"] <= pd.Timestamp(last)) & (rows["value"].notna() | rows["suppressed"])
    ]
    rows = rows.reset_index(drop=True)
    numbers, caption = happened.on(view, rows, chosen)
    said = [words.shown(value, kpi.said_in, few) for value, few in zip(rows["value"], rows["suppressed"], strict=True)]
    drawn = marks.drawable(rows, kpi, "period").assign(marks=numbers, said=said)
    scale = marks.scale_with_limits(kpi, drawn.assign(lower=rows["expected"], upper=math.nan, centre=math.nan))
    scale["axis"] = alt.Axis(format=".1%")
    scale["axis"] = alt.Axis(format=".1%")
    title = f"{kpi.title}: {_moved(rows, kpi)}"
    table = tables.of_measure(rows, kpi, say="Month").assign(Share=said).iloc[::-1].reset_index(drop=True)
    return Panel(
        title=title,
        alt=f"{title}. {sentences.spoken(table) if len(table) else ''}",
        spec=line_marks.over_time(drawn, scale, colours, "Month") if drawn["value"].notna().any() else None,
        table=table,
        numbers=tables.numbers_of_measure(rows, kpi, say="Month"),
        name=downloads.file_name(kpi.key, "by month", chosen.cluster or "all clusters", chosen.period_key),
        notes=charts.notes(view, kpi, chosen),
        caption=". ".join(part for part in (caption, NOT_FROM_NOUGHT) if part),
    )


def _moved(rows: pd.DataFrame, kpi: Kpi) -> str:
    """94.1 % in January 2027, 93.6 % a year before."""
    known = rows[rows["value"].notna()]
    if known.empty:
        return "too few people to say" if rows["suppressed"].any() else "no figure to show yet"
    last = known.iloc[-1]
    said = f"{words.amount(last['value'], kpi.said_in)} in {last['period']}"
    before = known.loc[known["period_start"] == last["period_start"] - pd.DateOffset(years=1), "value"]
    return said if before.empty else f"{said}, {words.amount(before.iloc[0], kpi.said_in)} a year before"
