"""Intervals around shares, against published examples."""

import math

import pytest

from kpis.statistics import wilson


@pytest.mark.parametrize(
    ("positive", "answered", "low", "high"),
    [
        # R. G. Newcombe (1998), Two-sided confidence intervals for the single proportion, Statistics in Medicine 17,
        # 857-872, table I, method 3 (score method without continuity correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_is_the_published_one(positive: int, answered: int, low: float, high: float) -> None:
    assert wilson(positive, answered) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_interval_of_all_is_the_mirror_of_the_interval_of_none() -> None:
    low, high = wilson(20, 20)
    assert (1 - high, 1 - low) == pytest.approx(wilson(0, 20))


@pytest.mark.parametrize(("positive", "answered"), [(0, 0), (math.nan, math.nan), (math.nan, 20.0)])
def test_nobody_or_a_hidden_number_has_no_interval(positive: float, answered: float) -> None:
    assert all(math.isnan(end) for end in wilson(positive, answered))
