"""Monthly figures as a school year sees them: against the year before, added up, and over the last twelve months."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_access.vocabulary import PeriodKind

# The months of an academic year, in order.
MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8)
TWELVE = len(MONTHS)
# Month number (1 to 12) → count; NaN for a hidden one. A month that is not there has no figure.
ByMonth = Mapping[int, float]


@dataclass(frozen=True)
class ToDate:
    """The first months of a year, and the same ones of the year before, both added up. `months`: how many they are."""

    now: float
    then: float
    months: int


def by_year(rows: pd.DataFrame, column: str = "value") -> dict[int, dict[int, float]]:
    """First calendar year of each academic year → its complete months.

    `rows`: what `evaluate` answers by month. Missing: hidden months and months without a figure are NaN.
    """
    found: dict[int, dict[int, float]] = {}
    done = rows[rows["complete"]]
    for start, value in zip(done["period_start"], done[column], strict=True):
        year = start.year if start.month >= MONTHS[0] else start.year - 1
        found.setdefault(year, {})[int(start.month)] = float(value)
    return found


def in_order(months: ByMonth) -> list[float]:
    """The twelve months from September to August. Missing: NaN."""
    return [months.get(month, math.nan) for month in MONTHS]


def full_years(years: Mapping[int, ByMonth]) -> dict[int, ByMonth]:
    """The years of which every month has a figure that is shown."""
    return {year: months for year, months in years.items() if not np.isnan(in_order(months)).any()}


def mean_of(years: Sequence[ByMonth]) -> list[float]:
    """The mean of each month over these years, from September to August. Missing: NaN without a year."""
    if not years:
        return [math.nan] * TWELVE
    means: list[float] = np.array([in_order(months) for months in years], float).mean(axis=0).tolist()
    return means


def added_up(months: Sequence[float]) -> list[float]:
    """Each with all before it. Missing: NaN from the first that has no figure or a hidden one on."""
    total: list[float] = np.cumsum(np.array(months, float)).tolist()
    return total


def over_twelve(values: Sequence[float]) -> list[float]:
    """The sum of each month and the eleven before it. Missing: NaN where one of the twelve is missing or hidden."""
    series = np.array(values, float)
    return [
        float(series[at + 1 - TWELVE : at + 1].sum()) if at + 1 >= TWELVE else math.nan for at in range(len(series))
    ]


def to_date(years: Mapping[int, ByMonth], year: int) -> ToDate | None:
    """The months of the year from September on, for as long as both years have a figure that is shown.

    Missing: None without a September of both.
    """
    both = zip(in_order(years.get(year, {})), in_order(years.get(year - 1, {})), strict=True)
    now = then = 0.0
    count = 0
    for mine, before in both:
        if math.isnan(mine) or math.isnan(before):
            break
        now, then, count = now + mine, then + before, count + 1
    return ToDate(now, then, count) if count else None


def year_before(key: str, kind: PeriodKind) -> str:
    """The key of the same period a year before: 2025-10 of 2026-10, 2024-25 of 2025-26, 2025-autumn of 2026-autumn."""
    first, _, rest = key.partition("-")
    before = int(first) - 1
    return f"{before}-{int(first) % 100:02d}" if kind == PeriodKind.ACADEMIC_YEAR else f"{before}-{rest}"
