"""Projections to the end of the year: by hand at the edges, by simulation for the band."""

import math

import numpy as np
import pytest

from kpis.projection import Projection, _student, project

YEAR = [9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7, 8]
# Invented: few requests in the holidays, many before them.
SEASONS = np.array([9, 10, 11, 6, 9, 8, 12, 7, 10, 9, 11, 2]) / 104 * 12


def months(*counts: float) -> dict[int, float]:
    return dict(zip(YEAR, counts, strict=False))


def projected(this_year: dict[int, float], *earlier: dict[int, float]) -> Projection:
    found = project(this_year, earlier)
    assert found is not None
    return found


def test_months_so_far_are_divided_by_their_share_of_the_year_before() -> None:
    # 40 of 100 came by December last year; 60 this year make 150.
    before = months(10, 10, 10, 10, 10, 10, 10, 10, 10, 5, 5, 0)
    found = projected(months(15, 15, 15, 15), before)
    assert (found.so_far, found.projected, found.months_left) == (60, 150, 8)
    assert found.method == (
        "The 4 months so far (60) divided by those months' share of a full year in the year before (40 %)."
    )


def test_share_is_that_of_all_earlier_years_together() -> None:
    # 30 of 120 and 60 of 180: 90 of 300.
    found = projected(months(10, 10, 10), months(*[10.0] * 12), months(20, 20, 20, *[120 / 9] * 9))
    assert found.projected == 100
    assert "in the 2 years before (30 %)" in found.method


def test_average_month_goes_on_without_a_full_earlier_year() -> None:
    found = projected(months(10, 20, 30), months(1, 2, 3, 4))
    assert found.projected == 240
    assert found.method == (
        "The 3 months so far (60) and their average for each month left, as if all months were alike, "
        "because no full earlier year shows the seasons."
    )


def test_earlier_year_with_a_hidden_month_is_left_out() -> None:
    assert project(months(10, 20, 30), [months(*[5.0] * 11, math.nan)]) == project(months(10, 20, 30))


def test_year_may_start_in_another_month() -> None:
    calendar = dict.fromkeys(range(1, 13), 10.0)
    found = project({1: 10, 2: 10, 3: 10}, [calendar], starts=1)
    assert found is not None
    assert (found.projected, found.months_left) == (120, 9)
    assert project({1: 10, 2: 10, 3: 10}, [calendar]) is None


@pytest.mark.parametrize(
    "this_year",
    [{}, months(5, 5), months(5, math.nan, 5, 5), {9: 5, 10: 5, 12: 5, 1: 5}],
    ids=["nothing", "two months", "a hidden month", "a missing month"],
)
def test_too_few_months_or_a_gap_are_refused(this_year: dict[int, float]) -> None:
    assert project(this_year, [months(*[10.0] * 12)]) is None


def test_complete_year_is_what_it_is() -> None:
    found = projected(months(*range(12)), months(*[10.0] * 12))
    assert found == Projection(66, 66, 66, 66, 66, 66, 0, "All twelve months of the year are in.")


@pytest.mark.parametrize(
    "earlier",
    [[], [[0.0] * 12], [[0.0] * 3 + [1.0] * 9], [[5.0] * 3 + [0.0] * 9], [[0.0, 0.0, 1.0] + [0.0] * 9]],
    ids=["none", "all zero", "zero so far", "zero afterwards", "one in all"],
)
@pytest.mark.parametrize("counts", [(0, 0, 0), (0, 0, 1), (400, 0, 900)])
def test_zeros_leave_a_band_around_the_projection(counts: tuple[float, ...], earlier: list[list[float]]) -> None:
    found = projected(months(*counts), *[months(*year) for year in earlier])
    assert found.so_far <= found.low <= found.likely_low <= found.projected
    assert found.projected <= found.likely_high <= found.high
    assert found.high > found.so_far


def test_band_narrows_as_months_come_in() -> None:
    before = [months(*[20.0] * 12)] * 2
    widths = []
    for seen in (3, 6, 9, 11):
        found = projected(months(*[20.0] * seen), *before)
        widths.append(found.high - found.low)
    assert widths == sorted(set(widths), reverse=True)


@pytest.mark.parametrize(("evidence", "published"), [(2, 4.303), (5, 2.571), (10, 2.228), (30, 2.042)])
def test_student_quantiles_are_near_the_tabulated_ones(evidence: int, published: float) -> None:
    assert _student(0.975, evidence) == pytest.approx(published, rel=0.05)


def drawn(chance: np.random.Generator, level: float, dispersion: float, seasons: np.ndarray) -> list[float]:
    """A year of counts: Poisson at dispersion 1, and beyond it a Poisson whose mean varies (negative binomial)."""
    means = level * seasons
    if dispersion > 1:
        means = chance.gamma(means / (dispersion - 1), dispersion - 1)
    return [float(count) for count in chance.poisson(means)]


def coverage(years: int, seen: int, level: float, dispersion: float, trials: int = 300) -> tuple[float, float]:
    """How often the year ended within the 95 % and the 80 % band, where each year has a level of its own."""
    chance = np.random.default_rng([years, seen, int(level), int(dispersion)])
    seasons = SEASONS if years else np.ones(12)
    sure = likely = 0
    for _ in range(trials):
        levels = level * chance.uniform(0.7, 1.4, years + 1)
        *earlier, now = (drawn(chance, each, dispersion, seasons) for each in levels)
        found = projected(months(*now[:seen]), *[months(*year) for year in earlier])
        sure += found.low <= sum(now) <= found.high
        likely += found.likely_low <= sum(now) <= found.likely_high
    return sure / trials, likely / trials


@pytest.mark.parametrize("dispersion", [1, 3])
@pytest.mark.parametrize("level", [4, 40])
@pytest.mark.parametrize("seen", [3, 6, 10])
@pytest.mark.parametrize("years", [0, 1, 2, 4])
def test_band_holds_about_as_often_as_it_says(years: int, seen: int, level: float, dispersion: float) -> None:
    sure, likely = coverage(years, seen, level, dispersion)
    # With a year or none behind it, the dispersion is hardly known: the band leans to the safe side.
    assert 0.91 <= sure <= (1 if years < 2 else 0.995)
    assert 0.72 <= likely <= (0.96 if years < 2 else 0.94)


def test_band_of_95_in_100_holds_about_95_times_in_100_over_all_kinds_of_series() -> None:
    held = [coverage(years, seen, 15, dispersion)[0] for years in (2, 3) for seen in (3, 7) for dispersion in (1, 2, 4)]
    assert float(np.mean(held)) == pytest.approx(0.95, abs=0.02)
