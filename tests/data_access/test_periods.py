"""Periods: every date in exactly one of each kind, and the names that people know them by."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from data_access.periods import STOKE_HALF_TERMS, Calendar, academic_year_of
from data_access.vocabulary import PeriodKind

STOKE = Calendar(STOKE_HALF_TERMS)
ACADEMIC_QUARTERS = Calendar(STOKE_HALF_TERMS, first_quarter_month=9)
UNKNOWN = Calendar(())
FIRST, LAST = date(2024, 7, 1), date(2029, 3, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]


@pytest.mark.parametrize("calendar", [STOKE, ACADEMIC_QUARTERS, UNKNOWN])
@pytest.mark.parametrize("kind", list(PeriodKind))
def test_every_day_belongs_to_exactly_one_period_of_each_kind(calendar: Calendar, kind: PeriodKind) -> None:
    periods = calendar.periods(kind, FIRST, LAST)
    assert periods == sorted(periods)
    for earlier, later in pairwise(periods):
        assert later.start == earlier.end + timedelta(days=1)
    assert periods[0].start <= FIRST
    assert periods[-1].end >= LAST
    assert len({period.key for period in periods}) == len(periods)
    assert len({period.label for period in periods}) == len(periods)


@pytest.mark.parametrize("calendar", [STOKE, ACADEMIC_QUARTERS, UNKNOWN])
@pytest.mark.parametrize("kind", list(PeriodKind))
def test_the_period_of_a_day_holds_that_day(calendar: Calendar, kind: PeriodKind) -> None:
    for day in DAYS[::3]:
        found = calendar.period_of(kind, day)
        assert found.start <= day <= found.end


@pytest.mark.parametrize("calendar", [STOKE, ACADEMIC_QUARTERS, UNKNOWN])
def test_every_period_is_made_of_whole_cells(calendar: Calendar) -> None:
    cells = calendar.cells(FIRST, LAST)
    starts, ends = {start for start, _ in cells}, {end for _, end in cells}
    for kind in PeriodKind:
        for period in calendar.periods(kind, FIRST, LAST):
            assert period.start in starts or period.start < cells[0][0]
            assert period.end in ends or period.end > cells[-1][1]
    for (_, end), (following, _) in pairwise(cells):
        assert following == end + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "kind", "key", "label"),
    [
        (date(2026, 11, 18), PeriodKind.HALF_TERM, "2026-autumn-2", "autumn 2026, second half"),
        (date(2026, 11, 18), PeriodKind.TERM, "2026-autumn", "autumn 2026"),
        (date(2026, 11, 18), PeriodKind.ACADEMIC_YEAR, "2026-27", "2026/27"),
        (date(2026, 11, 18), PeriodKind.MONTH, "2026-11", "November 2026"),
        (date(2026, 11, 18), PeriodKind.QUARTER, "2026-q3", "October to December 2026"),
        (date(2027, 2, 1), PeriodKind.QUARTER, "2026-q4", "January to March 2027"),
        (date(2027, 1, 4), PeriodKind.TERM, "2027-spring", "spring 2027"),
    ],
)
def test_periods_have_the_names_that_people_know(day: date, kind: PeriodKind, key: str, label: str) -> None:
    found = STOKE.period_of(kind, day)
    assert (found.key, found.label) == (key, label)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2025, 10, 24), "2025-autumn-1"),  # last day before the holiday
        (date(2025, 10, 29), "2025-autumn-1"),  # in it
        (date(2025, 11, 2), "2025-autumn-1"),  # its last day
        (date(2025, 11, 3), "2025-autumn-2"),  # first day back
        (date(2025, 12, 25), "2025-autumn-2"),
        (date(2026, 1, 4), "2025-autumn-2"),
        (date(2026, 1, 5), "2026-spring-1"),
        (date(2026, 4, 6), "2026-spring-2"),
        (date(2026, 8, 15), "2026-summer-2"),
        (date(2026, 8, 31), "2026-summer-2"),
        (date(2026, 9, 1), "2026-autumn-1"),
    ],
)
def test_a_holiday_belongs_to_the_half_term_before_it(day: date, key: str) -> None:
    assert STOKE.period_of(PeriodKind.HALF_TERM, day).key == key


def test_quarters_begin_in_the_month_of_the_programmes_setting() -> None:
    assert STOKE.period_of(PeriodKind.QUARTER, date(2026, 9, 1)).start == date(2026, 7, 1)
    found = ACADEMIC_QUARTERS.period_of(PeriodKind.QUARTER, date(2026, 9, 1))
    assert (found.start, found.end, found.label) == (
        date(2026, 9, 1),
        date(2026, 11, 30),
        "September to November 2026",
    )
    assert ACADEMIC_QUARTERS.period_of(PeriodKind.QUARTER, date(2027, 1, 15)).label == "December 2026 to February 2027"


def test_a_period_is_complete_on_its_last_day_and_not_before() -> None:
    term = STOKE.period_of(PeriodKind.TERM, date(2026, 2, 1))
    assert not term.is_complete(term.end - timedelta(days=1))
    assert term.is_complete(term.end)


def test_a_year_whose_dates_nobody_entered_is_marked_as_assumed() -> None:
    assert not STOKE.is_assumed("2025/26")
    assert STOKE.is_assumed("2027/28")
    assert Calendar(STOKE_HALF_TERMS[:5]).is_assumed("2025/26")


def test_a_period_that_only_touches_the_days_asked_for_is_among_them() -> None:
    months = STOKE.periods(PeriodKind.MONTH, date(2026, 1, 31), date(2026, 2, 1))
    assert [month.key for month in months] == ["2026-01", "2026-02"]
    years = STOKE.periods(PeriodKind.ACADEMIC_YEAR, date(2026, 8, 31), date(2026, 9, 1))
    assert [year.label for year in years] == ["2025/26", "2026/27"]


def test_the_academic_year_turns_on_the_first_of_september() -> None:
    assert academic_year_of(date(2026, 8, 31)) == "2025/26"
    assert academic_year_of(date(2026, 9, 1)) == "2026/27"
    assert academic_year_of(date(2099, 9, 1)) == "2099/00"
