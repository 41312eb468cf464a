"""A monthly measure by academic year: its months, what is hidden of them, what was planned, and where it is heading."""

import math
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

import kpis
from data_access.periods import Period
from data_access.vocabulary import PeriodKind
from kpis import projection, targets, year_to_date
from kpis.kpi import Kpi
from kpis.projection import Projection
from kpis.year_to_date import MONTHS
from pages.shared import words
from pages.shared.chosen import Filters
from pages.shared.facts import View

YEARS_THAT_SHOW_SEASONS = 3


@dataclass(frozen=True, eq=False)
class SchoolYears:
    """`rows`: the complete months, as far back as they go; `year`: in which the academic year in question began.

    `planned`: what a target of so much a month makes of each month; empty where there is none.
    """

    kpi: Kpi
    year: int
    rows: pd.DataFrame
    counts: dict[int, dict[int, float]]
    planned: dict[int, dict[int, float]]

    @property
    def label(self) -> str:
        return label(self.year)

    @cached_property
    def hidden(self) -> frozenset[tuple[int, int]]:
        """(calendar year, month) of the months that are hidden."""
        starts = self.rows.loc[self.rows["suppressed"], "period_start"]
        return frozenset((start.year, start.month) for start in starts)

    def months(self, year: int) -> list[float]:
        """September to August of that academic year. Missing: NaN."""
        return year_to_date.in_order(self.counts.get(year, {}))

    def said(self, year: int) -> list[str]:
        """The same in words: "c" for a hidden month, nothing for one without a figure."""
        days = [(year if month >= MONTHS[0] else year + 1, month) for month in MONTHS]
        return [
            words.HIDDEN if day in self.hidden else "" if math.isnan(value) else words.count(value)
            for day, value in zip(days, self.months(year), strict=True)
        ]

    @property
    def plan(self) -> list[float]:
        """What was planned for the year's months, September to August; NaN for each without a plan."""
        return year_to_date.in_order(self.planned.get(self.year, {}))

    @property
    def has_plan(self) -> bool:
        """True where a target says so much for each month."""
        return not all(math.isnan(value) for value in self.plan)

    @cached_property
    def earlier(self) -> dict[int, dict[int, float]]:
        """The full years before the one in question, latest first, as far as they still show the seasons."""
        full = year_to_date.full_years({year: of for year, of in self.counts.items() if year < self.year})
        return {year: dict(full[year]) for year in sorted(full, reverse=True)[:YEARS_THAT_SHOW_SEASONS]}

    @cached_property
    def projection(self) -> Projection | None:
        """Where the year will end. Missing: None with fewer than three months, or a gap or a hidden month in them."""
        months = self.months(self.year)
        given = [at for at, value in enumerate(months) if not math.isnan(value)]
        # The latest months may be over and their figures not handed over yet.
        so_far = {MONTHS[at]: months[at] for at in range(given[-1] + 1 if given else 0)}
        return projection.project(so_far, list(self.earlier.values()))

    def last_month(self) -> int:
        """How many months from September on the year has a figure that is shown for, without a gap."""
        return sum(not math.isnan(value) for value in year_to_date.added_up(self.months(self.year)))


def of(view: View, kpi_key: str, chosen: Filters) -> SchoolYears:
    """The measure in the academic year that the chosen period lies in, and in all years before."""
    kpi = kpis.kpi(kpi_key)
    every = view.history(kpi_key, kind=PeriodKind.MONTH, where=chosen.where)
    year = first_year(view, chosen)
    rows = every[every["complete"] & (every["period_start"] < pd.Timestamp(year + 1, MONTHS[0], 1))]
    # The plan of months to come is known as well as that of months gone by.
    planned = year_to_date.by_year(_with_plan(view, kpi_key, chosen, year).assign(complete=True), "expected")
    return SchoolYears(kpi, year, rows.reset_index(drop=True), year_to_date.by_year(rows), planned)


def first_year(view: View, chosen: Filters) -> int:
    """The calendar year in which the academic year of the chosen period begins."""
    period = chosen.period(view)
    return _academic_year(view, period).start.year


def label(year: int) -> str:
    """2025/26."""
    return f"{year}/{(year + 1) % 100:02d}"


def month_names() -> list[str]:
    """Sep to Aug."""
    return [f"{pd.Timestamp(2000, month, 1):%b}" for month in MONTHS]


def span(count: int, year: int) -> str:
    """September 2026; September and October 2026; September 2026 to January 2027: the first so many months."""
    names = [pd.Timestamp(year if month >= MONTHS[0] else year + 1, month, 1) for month in MONTHS[:count]]
    first, last = names[0], names[-1]
    if count == 1:
        return f"{first:%B %Y}"
    start = f"{first:%B}" if first.year == last.year else f"{first:%B %Y}"
    return f"{start} {'and' if count == 2 else 'to'} {last:%B %Y}"


def _academic_year(view: View, period: Period) -> Period:
    return view.outline.calendar.period_of(PeriodKind.ACADEMIC_YEAR, min(period.end, max(period.start, view.as_at)))


def _with_plan(view: View, kpi_key: str, chosen: Filters, year: int) -> pd.DataFrame:
    """The months of the year with what is expected in each, where targets say so much a month."""
    every = view.facts.targets
    mine = every[every["kpi"] == kpi_key]
    if mine.empty or not (mine["per"] == PeriodKind.MONTH).all():
        return pd.DataFrame(columns=["period_start", "expected", "complete"])
    return view.built(_planned, kpi_key, chosen, year)


def _planned(view: View, kpi_key: str, chosen: Filters, year: int) -> pd.DataFrame:
    """Rows: one per month of the academic year, those ahead as well. Columns: period_start, expected."""
    first, last = pd.Timestamp(year, MONTHS[0], 1).date(), pd.Timestamp(year + 1, MONTHS[-1], 31).date()
    months = view.outline.calendar.periods(PeriodKind.MONTH, first, last)
    rows = pd.DataFrame(
        {
            "period_start": pd.to_datetime([month.start for month in months]),
            "period_end": pd.to_datetime([month.end for month in months]),
            "cluster": chosen.cluster,
            "phase": chosen.phase,
        }
    )
    return targets.with_targets(rows, kpis.kpi(kpi_key), view.facts)[["period_start", "expected"]]
