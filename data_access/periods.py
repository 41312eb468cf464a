"""The periods a school lives by. Every date belongs to exactly one of each kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from data_access.vocabulary import PeriodKind, Term

DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of days, both ends included.

    `key` is short and stands in addresses ("2026-autumn-1"); `label` is for people ("autumn 2026, first half").
    """

    start: date
    end: date
    kind: PeriodKind
    key: str
    label: str

    def is_complete(self, as_at: date) -> bool:
        """True when its last day has been reached: a figure as at that day is the final one."""
        return self.end <= as_at

    def overlaps(self, start: date, end: date) -> bool:
        return self.start <= end and start <= self.end


@dataclass(frozen=True, order=True)
class HalfTermDates:
    """First and last teaching day of a half term."""

    starts_on: date
    ends_on: date
    academic_year: str
    term: Term
    half: int


# Stoke-on-Trent City Council's pattern. They come with a new programme and can be edited there.
STOKE_HALF_TERMS: tuple[HalfTermDates, ...] = tuple(
    HalfTermDates(date.fromisoformat(starts_on), date.fromisoformat(ends_on), academic_year, term, half)
    for academic_year, term, half, starts_on, ends_on in (
        ("2025/26", Term.AUTUMN, 1, "2025-09-01", "2025-10-24"),
        ("2025/26", Term.AUTUMN, 2, "2025-11-03", "2025-12-19"),
        ("2025/26", Term.SPRING, 1, "2026-01-05", "2026-02-13"),
        ("2025/26", Term.SPRING, 2, "2026-02-23", "2026-03-27"),
        ("2025/26", Term.SUMMER, 1, "2026-04-13", "2026-05-22"),
        ("2025/26", Term.SUMMER, 2, "2026-06-01", "2026-07-20"),
        ("2026/27", Term.AUTUMN, 1, "2026-09-01", "2026-10-23"),
        ("2026/27", Term.AUTUMN, 2, "2026-11-02", "2026-12-18"),
        ("2026/27", Term.SPRING, 1, "2027-01-04", "2027-02-12"),
        ("2026/27", Term.SPRING, 2, "2027-02-22", "2027-03-25"),
        ("2026/27", Term.SUMMER, 1, "2027-04-12", "2027-05-28"),
        ("2026/27", Term.SUMMER, 2, "2027-06-07", "2027-07-21"),
    )
)
# Month and day on which half terms are taken to start in a year whose dates nobody has entered.
ASSUMED_STARTS = ((9, 1), (11, 1), (1, 1), (2, 20), (4, 15), (6, 1))
SIX_HALVES = tuple((term, half) for term in Term for half in (1, 2))


@dataclass(frozen=True)
class Calendar:
    """The authority's term dates and the month in which its first quarter starts."""

    half_terms: tuple[HalfTermDates, ...]
    first_quarter_month: int = 4

    def periods(self, kind: PeriodKind, first: date, last: date) -> list[Period]:
        """Every period of the kind that overlaps the days from `first` to `last`, in order."""
        return list(_periods(self, kind, first, last))

    def _made(self, kind: PeriodKind, first: date, last: date) -> Iterable[Period]:
        makers: dict[PeriodKind, Callable[[date, date], Iterable[Period]]] = {
            PeriodKind.MONTH: _months,
            PeriodKind.QUARTER: self._quarters,
            PeriodKind.HALF_TERM: self._half_terms,
            PeriodKind.TERM: self._terms,
            PeriodKind.ACADEMIC_YEAR: _academic_years,
        }
        return makers[kind](first, last)

    def period_of(self, kind: PeriodKind, day: date) -> Period:
        """The one period of the kind that the day belongs to."""
        return self.periods(kind, day, day)[0]

    def cells(self, first: date, last: date) -> list[tuple[date, date]]:
        """The coarsest stretches that every kind of period is made of: months, cut where half terms start.

        Evidence is summed to these in SQL, and from these to any period.
        """
        starts = {
            period.start
            for kind in (PeriodKind.MONTH, PeriodKind.HALF_TERM)
            for period in self.periods(kind, first, last)
        }
        edges = sorted(starts)
        end = max(period.end for period in self.periods(PeriodKind.MONTH, first, last))
        return [(start, following - DAY) for start, following in pairwise([*edges, end + DAY])]

    def is_assumed(self, academic_year: str) -> bool:
        """True where half terms of that year are taken from a usual pattern, because no dates were entered."""
        return len(self._entered(academic_year)) != len(SIX_HALVES)

    def _entered(self, academic_year: str) -> list[HalfTermDates]:
        return sorted(row for row in self.half_terms if row.academic_year == academic_year)

    def _half_terms(self, first: date, last: date) -> Iterable[Period]:
        for year in _academic_years(first, last):
            halves, starts = self._starts(year)
            ends = [following - DAY for following in starts[1:]] + [year.end]
            for (term, half), start, end in zip(halves, starts, ends, strict=True):
                key = f"{start.year}-{term}-{half}"
                label = f"{term} {start.year}, {'first' if half == 1 else 'second'} half"
                yield Period(start, end, PeriodKind.HALF_TERM, key, label)

    def _starts(self, year: Period) -> tuple[list[tuple[Term, int]], list[date]]:
        """A holiday belongs to the half term before it; days before the first one belong to the first."""
        if self.is_assumed(year.label):
            dates = [
                date(year.start.year if month >= 9 else year.end.year, month, day) for month, day in ASSUMED_STARTS
            ]
            return list(SIX_HALVES), dates
        rows = self._entered(year.label)
        return [(row.term, row.half) for row in rows], [year.start, *(row.starts_on for row in rows[1:])]

    def _terms(self, first: date, last: date) -> Iterable[Period]:
        halves = list(self._half_terms(first, last))
        for one, two in zip(halves[::2], halves[1::2], strict=True):
            yield Period(one.start, two.end, PeriodKind.TERM, one.key[:-2], one.label.split(",")[0])

    def _quarters(self, first: date, last: date) -> Iterable[Period]:
        offset = (first.month - self.first_quarter_month) % 3
        start = _add_months(first.replace(day=1), -offset)
        while start <= last:
            following = _add_months(start, 3)
            end = following - DAY
            number = (start.month - self.first_quarter_month) % 12 // 3 + 1
            year = _add_months(start, 1 - self.first_quarter_month).year
            label = f"{start:%B} to {end:%B %Y}" if start.year == end.year else f"{start:%B %Y} to {end:%B %Y}"
            yield Period(start, end, PeriodKind.QUARTER, f"{year}-q{number}", label)
            start = following


@lru_cache(maxsize=1024)
def _periods(calendar: Calendar, kind: PeriodKind, first: date, last: date) -> tuple[Period, ...]:
    # A page asks for the same periods dozens of times.
    return tuple(period for period in calendar._made(kind, first, last) if period.overlaps(first, last))


def academic_year_of(day: date) -> str:
    """ "2025/26" for every day from 1 September 2025 to 31 August 2026."""
    year = day.year if day.month >= 9 else day.year - 1
    return f"{year}/{(year + 1) % 100:02d}"


def _academic_years(first: date, last: date) -> Iterable[Period]:
    year = first.year if first.month >= 9 else first.year - 1
    while date(year, 9, 1) <= last:
        start, end = date(year, 9, 1), date(year + 1, 8, 31)
        label = academic_year_of(start)
        yield Period(start, end, PeriodKind.ACADEMIC_YEAR, label.replace("/", "-"), label)
        year += 1


def _months(first: date, last: date) -> Iterable[Period]:
    start = first.replace(day=1)
    while start <= last:
        following = _add_months(start, 1)
        yield Period(start, following - DAY, PeriodKind.MONTH, f"{start:%Y-%m}", f"{start:%B %Y}")
        start = following


def _add_months(first_of_month: date, months: int) -> date:
    year, month = divmod(first_of_month.year * 12 + first_of_month.month - 1 + months, 12)
    return date(year, month + 1, 1)
