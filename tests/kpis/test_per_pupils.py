"""Suspensions for every hundred pupils, and which hidden numbers must not enter them."""

import math

import pandas as pd

from kpis.per_pupils import rate

NAN = math.nan
PUPILS = {"1": 200.0, "2": 400.0, "3": 100.0}


def rows(*by_setting: tuple[str | None, float, bool]) -> pd.DataFrame:
    return pd.DataFrame(by_setting, columns=["urn", "numerator", "suppressed"])


def test_rate_is_that_of_the_sums_not_the_mean_of_rates() -> None:
    # 10 of 200 is 5 in a hundred, 8 of 400 is 2; together 18 of 600 is 3.
    found = rate(rows(("1", 10, False), ("2", 8, False)), 18, PUPILS)
    assert (found.value, found.pupils, found.settings, found.without) == (3, 600, 2, 0)


def test_setting_without_a_figure_brings_no_pupils_and_one_without_pupils_no_events() -> None:
    found = rate(rows(("1", 10, False), ("2", NAN, False), ("9", 7, False), (None, 5, False)), 22, PUPILS)
    assert (found.events, found.pupils, found.settings, found.without) == (10, 200, 1, 1)
    assert found.value == 5


def test_hidden_setting_is_counted_through_the_whole_where_that_is_shown() -> None:
    found = rate(rows(("1", NAN, True), ("2", NAN, True), ("9", 7, False)), 25, PUPILS)
    assert (found.events, found.pupils) == (18, 600)


def test_nothing_is_said_where_a_hidden_number_would_have_to_be_used() -> None:
    assert math.isnan(rate(rows(("1", NAN, True), ("2", 8, False)), NAN, PUPILS).value)
    assert math.isnan(rate(rows(("1", NAN, True), ("9", NAN, True)), 30, PUPILS).value)


def test_no_figure_or_no_pupils_is_no_rate() -> None:
    assert math.isnan(rate(rows(), NAN, PUPILS).value)
    assert math.isnan(rate(rows(("9", 7, False)), 7, {}).value)
