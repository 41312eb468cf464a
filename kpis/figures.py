"""Figures that were handed over, as rows that add up."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd

from data_access.periods import Period
from data_access.vocabulary import FIGURES, FigureKind, FigureName, PeriodKind
from kpis.facts import Facts
from kpis.kpi import Rows
from kpis.population import period_positions
from kpis.rows import added_up, in_scope, placed, rows_in

# Which kinds of figure a period of each kind is made of. A month belongs to the half term that holds its middle day;
# what is given for longer than the period says nothing about it, and quarters do not make up terms or school years.
MADE_OF: dict[PeriodKind, tuple[FigureKind, ...]] = {
    PeriodKind.MONTH: (FigureKind.MONTH,),
    PeriodKind.HALF_TERM: (FigureKind.MONTH, FigureKind.HALF_TERM),
    PeriodKind.TERM: (FigureKind.MONTH, FigureKind.HALF_TERM, FigureKind.TERM),
    PeriodKind.QUARTER: (FigureKind.MONTH, FigureKind.QUARTER),
    PeriodKind.ACADEMIC_YEAR: (FigureKind.MONTH, FigureKind.HALF_TERM, FigureKind.TERM, FigureKind.ACADEMIC_YEAR),
}
WHOLE = ""
# What tells one count from another: its last day, and the stretch of time that it is given for.
COUNT_DAY = ["ended_on", "kind"]
# Whose a number is that is counted on a day: a setting's, whichever cluster it was in, else a cluster's or nobody's.
THE_AUTHORITY = "the authority"


def added(
    facts: Facts, periods: Sequence[Period], measure: FigureName, count: str, parts: tuple[str, ...] = (WHOLE,)
) -> pd.DataFrame:
    """Rows: figures of flows, added up over the period. `parts`: the whole, or some of what it is split into."""
    figures = facts.figures[_fits(facts.figures, periods, measure) & facts.figures["part"].isin(parts)]
    at = period_positions(periods, figures["cell_start"])
    return rows_in(facts, periods, _with(figures, count), at, "amount", as_stated=True)


def latest(
    facts: Facts, periods: Sequence[Period], measure: FigureName, count: str, parts: tuple[str, ...] = (WHOLE,)
) -> pd.DataFrame:
    """Rows: figures of stocks, as they stood when last counted in the period, whole and parts on the same day.

    Where the authority counted, its last count decides for everybody; otherwise each place's own does.
    """
    figures = _with(facts.figures[_fits(facts.figures, periods, measure)], count)
    at = period_positions(periods, figures["cell_start"])
    rows = placed(facts, periods, figures, at, "amount", as_stated=True)
    decides = _counts_of_the_authority(facts, periods, measure)
    who = rows["urn"].fillna("cluster " + rows["cluster"]).fillna(THE_AUTHORITY)
    wholes = rows[rows["part"] == WHOLE].assign(who=who).sort_values(["ended_on", "kind"], kind="stable")
    own = wholes.drop_duplicates(["period", "who"], keep="last").set_index(["period", "who"])[COUNT_DAY]
    decided = decides.reindex(rows["period"]).set_axis(rows.index)
    mine = own.reindex(pd.MultiIndex.from_arrays([rows["period"], who])).set_axis(rows.index)
    wanted = decided.where(decided["kind"].notna(), mine)
    rows = rows[(rows[COUNT_DAY] == wanted).all(axis=1) & rows["part"].isin(parts)]
    return added_up(periods, in_scope(facts, rows))


def _with(figures: pd.DataFrame, count: str) -> pd.DataFrame:
    """`reported`: 1 for each figure, so that nought handed over is told from nothing handed over."""
    return figures.assign(amount=1.0 if count == "reported" else figures[count].fillna(0.0))


def _counts_of_the_authority(facts: Facts, periods: Sequence[Period], measure: FigureName) -> pd.DataFrame:
    """Its last in each period that it counted in, by position. Columns: `COUNT_DAY`."""
    days = facts.count_days[_fits(facts.count_days, periods, measure)]
    days = days.assign(period=period_positions(periods, days["cell_start"]))
    ordered = days[days["period"] >= 0].sort_values(["ended_on", "kind"], kind="stable")
    return ordered.drop_duplicates("period", keep="last").set_index("period")[COUNT_DAY]


def _fits(rows: pd.DataFrame, periods: Sequence[Period], measure: FigureName) -> "pd.Series[bool]":
    kinds = MADE_OF[periods[0].kind] if periods else ()
    return (rows["measure"] == measure) & rows["kind"].isin(kinds)


def flow(measure: FigureName, count: str = "numerator", parts: tuple[str, ...] = (WHOLE,)) -> Rows:
    """The rows of a measure that is added up over time."""
    return partial(added, measure=measure, count=count, parts=parts)


def stock(measure: FigureName, count: str = "numerator", parts: tuple[str, ...] = (WHOLE,)) -> Rows:
    """The rows of a measure that is counted on a day."""
    return partial(latest, measure=measure, count=count, parts=parts)


def handed_over(measure: FigureName) -> dict[str, Any]:
    """What a measure that is handed over owes to what it is: its rows, how it is split, and whether it is of people."""
    figure = FIGURES[measure]
    rows = stock if figure.is_stock else flow
    parts = tuple(figure.parts)
    split: dict[str, Any] = {}
    if parts:
        split = {"parts": figure.parts, "split": rows(measure, "numerator", parts), "parts_add_up": True}
        split["split_reported"] = rows(measure, "reported", parts)
        if figure.is_share:
            split["split_whole"] = rows(measure, "denominator", parts)
    return {
        "key": measure.value,
        "unit": "share" if figure.is_share else "count",
        "numerator": rows(measure),
        "denominator": rows(measure, "denominator") if figure.is_share else None,
        "reported": rows(measure, "reported"),
        "counts_people": figure.counts_people,
        "is_stock": figure.is_stock,
        "reaches_back": True,
        "evidence": "figures",
        **split,
    }
