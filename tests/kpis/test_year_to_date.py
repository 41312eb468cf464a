"""School years month by month, worked out by hand."""

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data_access.periods import STOKE_HALF_TERMS, Calendar
from data_access.vocabulary import PeriodKind
from kpis import year_to_date
from kpis.year_to_date import ToDate

NAN = math.nan
CALENDAR = Calendar(STOKE_HALF_TERMS)


def rows(first: date, *values: float, running: bool = False) -> pd.DataFrame:
    """Monthly rows from that month on; `running`: the last one is not over."""
    starts = [
        f"{first.year + (first.month - 1 + at) // 12}-{(first.month - 1 + at) % 12 + 1:02d}-01"
        for at in range(len(values))
    ]
    complete = [True] * (len(values) - running) + [False] * running
    return pd.DataFrame({"period_start": pd.to_datetime(starts), "value": values, "complete": complete})


def test_months_are_sorted_into_academic_years_and_a_month_in_progress_is_left_out() -> None:
    found = year_to_date.by_year(rows(date(2025, 8, 1), 5, 7, NAN, 9, running=True))
    assert found.keys() == {2024, 2025}
    assert found[2024] == {8: 5}
    assert found[2025][9] == 7
    assert math.isnan(found[2025][10])
    assert 11 not in found[2025]


def test_sum_stops_at_the_first_month_without_a_figure_and_never_starts_again() -> None:
    assert year_to_date.added_up([3, 4, 5])[-1] == 12
    np.testing.assert_array_equal(year_to_date.added_up([3, 4, NAN, 5, 6]), [3, 7, NAN, NAN, NAN])


def test_twelve_months_are_added_up_only_where_none_of_them_is_missing() -> None:
    found = year_to_date.over_twelve([*range(1, 13), 20, NAN, 30])
    assert found[10:13] == pytest.approx([NAN, 78, 97], nan_ok=True)
    assert all(math.isnan(value) for value in found[13:])
    assert all(math.isnan(value) for value in year_to_date.over_twelve([1, 2, 3]))


def test_mean_is_that_of_full_years_only() -> None:
    years = {
        2023: dict.fromkeys(range(1, 13), 4.0),
        2024: dict.fromkeys(range(1, 13), 8.0),
        2025: dict.fromkeys(range(1, 12), 99.0),
    }
    full = year_to_date.full_years(years)
    assert full.keys() == {2023, 2024}
    assert year_to_date.mean_of(list(full.values())) == [6.0] * 12
    assert all(math.isnan(value) for value in year_to_date.mean_of([]))


def test_year_to_date_is_held_against_the_same_months_until_one_is_missing_in_either_year() -> None:
    years = {2024: {9: 10.0, 10: 20.0, 11: NAN, 12: 5.0}, 2025: {9: 8.0, 10: 15.0, 11: 7.0}}
    assert year_to_date.to_date(years, 2025) == ToDate(23, 30, 2)
    assert year_to_date.to_date(years, 2024) is None
    assert year_to_date.to_date({2024: {10: 1.0}, 2025: {9: 1.0}}, 2025) is None


@pytest.mark.parametrize("kind", PeriodKind)
def test_key_of_the_year_before_is_that_of_the_period_a_year_earlier(kind: PeriodKind) -> None:
    for day in (date(2026, 10, 5), date(2027, 2, 1), date(2027, 6, 20)):
        now = CALENDAR.period_of(kind, day)
        before = CALENDAR.period_of(kind, day.replace(year=day.year - 1))
        assert year_to_date.year_before(now.key, kind) == before.key
