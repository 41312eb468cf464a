"""Which figures of calendar years are hidden."""

import math
from datetime import date

import pandas as pd

from kpis.calendar_years import hidden
from kpis.small_numbers import Limits

LIMITS = Limits(small=4, fewest=10)
NAN = math.nan


def figures(*rows: tuple[int, float, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["year", "numerator", "denominator"])


def test_small_counts_and_shares_with_a_small_part_or_rest_are_hidden() -> None:
    counts = figures((2021, 0, NAN), (2022, 3, NAN), (2023, 5, NAN))
    assert hidden(counts, LIMITS, []).tolist() == [False, True, False]
    shares = figures((2021, 20, 100), (2022, 2, 100), (2023, 98, 100), (2024, 5, 9))
    assert hidden(shares, LIMITS, []).tolist() == [False, True, True, True]


def test_year_over_a_hidden_month_is_hidden_too() -> None:
    # The academic year and eleven months are shown: with the calendar year, the twelfth could be worked out.
    counts = figures((2024, 80, NAN), (2025, 90, NAN), (2026, 70, NAN))
    october = (date(2025, 10, 1), date(2025, 10, 31))
    assert hidden(counts, LIMITS, [october]).tolist() == [False, True, False]
    over_new_year = (date(2025, 9, 1), date(2026, 1, 4))
    assert hidden(counts, LIMITS, [over_new_year]).tolist() == [False, True, True]
