"""Figures that were handed over, as rows that add up."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from data_access.periods import Period
from data_access.vocabulary import FIGURES, FigureKind, FigureName, PeriodKind
from kpis.facts import Facts
from kpis.kpi import Rows
from kpis.population import Whole, period_positions
from kpis.rows import rows_in

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
NEVER = np.datetime64("0001-01-01", "s")


def added(
    facts: Facts, periods: Sequence[Period], measure: FigureName, count: str, parts: tuple[str, ...] = (WHOLE,)
) -> pd.DataFrame:
    """Rows: figures of flows, added up over the period. `parts`: the whole, or some of what it is split into."""
    figures, at = _of(facts, periods, measure, parts)
    return rows_in(facts, periods, _with(figures, count), at, "amount")


def latest(
    facts: Facts, periods: Sequence[Period], measure: FigureName, count: str, parts: tuple[str, ...] = (WHOLE,)
) -> pd.DataFrame:
    """Rows: figures of stocks, as they stood when last counted in the period.

    Where the authority counted, the day of its last count decides for everybody; otherwise each place's own does.
    """
    figures, at = _of(facts, periods, measure, parts)
    days, of = _count_days(facts, periods, measure, parts)
    # The last is nobody's: the position of what lies in no period.
    decides = np.full(len(periods) + 1, NEVER)
    np.maximum.at(decides, of, days["cell_start"].to_numpy("datetime64[s]"))
    cell = decides[at]
    is_of_the_day = (cell == NEVER) | (cell == figures["cell_start"].to_numpy("datetime64[s]"))
    return rows_in(facts, periods, _with(figures, count), np.where(is_of_the_day, at, -1), "amount", is_stock=True)


def _with(figures: pd.DataFrame, count: str) -> pd.DataFrame:
    """`reported`: 1 for each figure, so that nought handed over is told from nothing handed over."""
    return figures.assign(amount=1.0 if count == "reported" else figures[count].fillna(0.0))


def _of(
    facts: Facts, periods: Sequence[Period], measure: FigureName, parts: tuple[str, ...]
) -> tuple[pd.DataFrame, Whole]:
    """The figures of the measure, and the position of the period that each counts in."""
    figures = facts.figures
    figures = figures[_fits(figures, periods, measure, parts)]
    return figures, period_positions(periods, figures["cell_start"])


def _count_days(
    facts: Facts, periods: Sequence[Period], measure: FigureName, parts: tuple[str, ...]
) -> tuple[pd.DataFrame, Whole]:
    days = facts.count_days
    days = days[_fits(days, periods, measure, parts)]
    return days, period_positions(periods, days["cell_start"])


def _fits(
    rows: pd.DataFrame, periods: Sequence[Period], measure: FigureName, parts: tuple[str, ...]
) -> "pd.Series[bool]":
    kinds = MADE_OF[periods[0].kind] if periods else ()
    return (rows["measure"] == measure) & rows["kind"].isin(kinds) & rows["part"].isin(parts)


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
