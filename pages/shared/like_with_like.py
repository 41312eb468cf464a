"""A period held against the same months a year before: what comes in seasons is compared season by season."""

import math
from dataclasses import dataclass

import pandas as pd

import kpis
from data_access.periods import Period
from data_access.vocabulary import PeriodKind
from pages.shared import words
from pages.shared.chosen import Filters
from pages.shared.facts import View


@dataclass(frozen=True)
class Pair:
    """The same months of two years, both added up. `months` in words: "September and October 2026".

    `planned`: what the way to the target makes of these months. Missing: NaN without one; `then` NaN where a month of
    the year before has no figure or a hidden one.
    """

    now: float
    then: float
    planned: float
    months: str
    is_whole: bool


def same_months(view: View, kpi_key: str, chosen: Filters) -> Pair | None:
    """The months of the chosen period that there are figures of, and the same ones a year before.

    Missing: None where none of the months has a figure, or one of them a hidden one.
    """
    rows = view.history(kpi_key, where=chosen.where).set_index("period_key")
    months = view.outline.calendar.periods(PeriodKind.MONTH, chosen.period(view).start, chosen.period(view).end)
    mine = [month for month in months if _middle_is_in(month, chosen.period(view))]
    known = [month for month in mine if month.key in rows.index and not words.is_missing(rows["value"][month.key])]
    before = [f"{month.start.year - 1}{month.key[4:]}" for month in known]
    hidden = any(rows["suppressed"].get(month.key, False) for month in mine)
    if not known or hidden:
        return None
    unit = kpis.kpi(kpi_key).unit
    now, then = rows.loc[[month.key for month in known]], rows.reindex(before)
    earlier = math.nan if then["value"].isna().any() else _together(then, unit)
    planned = float(now["expected"].sum(min_count=len(now))) if unit == "count" else math.nan
    return Pair(_together(now, unit), earlier, planned, _named(known), len(known) == len(mine))


def in_words(view: View, kpi_key: str, chosen: Filters) -> str:
    """ "September and October 2026: up 4 on the same months a year before"; empty where that cannot be said."""
    pair = same_months(view, kpi_key, chosen)
    if pair is None or math.isnan(pair.then):
        return ""
    moved = words.change(pair.now, pair.then, kpis.kpi(kpi_key).said_in)
    one = " and " not in pair.months and " to " not in pair.months
    against = "the same month a year before" if one else "the same months a year before"
    level = f"as many as in {against}" if kpis.kpi(kpi_key).unit == "count" else f"level with {against}"
    said = level if moved == "no change" else f"{moved} on {against}"
    return words.sentence_case(said) if pair.is_whole else f"{pair.months}: {said}"


def _together(rows: pd.DataFrame, unit: str) -> float:
    top = float(rows["numerator"].sum())
    return top if unit == "count" else top / float(rows["denominator"].sum())


def _named(months: list[Period]) -> str:
    first, last = months[0], months[-1]
    if len(months) == 1:
        return first.label
    joint = "and" if len(months) == 2 else "to"
    return f"{first.start:%B} {joint} {last.label}"


def _middle_is_in(month: Period, period: Period) -> bool:
    return period.start <= month.start + (month.end - month.start) // 2 <= period.end
