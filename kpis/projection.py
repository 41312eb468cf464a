"""Where a monthly count will stand at the end of the year, and how sure that is."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.float64]

FEWEST_MONTHS = 3
SURE, LIKELY = 0.95, 0.80
# How much more than by pure chance (1) monthly counts usually vary, and how many months' evidence that is worth. Three
# months alone say next to nothing about it, and bands from them alone are either far too wide or too narrow.
USUAL_DISPERSION, USUAL_WORTH = 1.5, 2


@dataclass(frozen=True)
class Projection:
    """The count so far, what it comes to by the end of the year, and the method in one sentence.

    The year's count lies between `low` and `high` 95 times in 100, between `likely_low` and `likely_high` 80 times.
    """

    so_far: int
    projected: int
    low: int
    high: int
    likely_low: int
    likely_high: int
    months_left: int
    method: str


def project(
    this_year: Mapping[int, float], earlier: Sequence[Mapping[int, float]] = (), starts: int = 9
) -> Projection | None:
    """The year's count, from its complete months and from earlier years; month number (1 to 12) → count.

    The months so far over their share of the year in the earlier years, taken together; without a full earlier year,
    the average month goes on. The band assumes that the seasons stay as they were, and that counts vary by more than
    chance alone as much as they did (quasi-Poisson, never less than chance). `starts` is the year's first month.
    Missing: None with fewer than 3 months, and with a month missing or hidden (NaN) before the latest; an earlier year
    without all 12 months is left out.
    Source: T. Mack (1991), A simple parametric model for rating automobile insurance or estimating IBNR claims
    reserves, ASTIN Bulletin 21, 93-109 (the share of earlier years as a Poisson model); P. McCullagh and J. A. Nelder
    (1989), Generalized Linear Models, section 6.2 (dispersion).
    """
    order = [(starts - 1 + step) % 12 + 1 for step in range(12)]
    now = np.array([this_year[month] for month in order if month in this_year], dtype=float)
    seen = len(now)
    if seen < FEWEST_MONTHS or np.isnan(now).any() or any(month not in this_year for month in order[:seen]):
        return None
    years = [[year.get(month, math.nan) for month in order] for year in earlier]
    past = np.array([year for year in years if not np.isnan(year).any()], dtype=float).reshape(-1, 12)
    if seen == 12:
        year = round(now.sum())
        return Projection(year, year, year, year, year, year, 0, "All twelve months of the year are in.")
    return _by_average(now) if past[:, :seen].sum() == 0 else _by_seasons(now, past)


def _by_average(now: Counts) -> Projection:
    seen, left, so_far = len(now), 12 - len(now), now.sum()
    method = (
        f"The {seen} months so far ({so_far:,.0f}) and their average for each month left, "
        "as if all months were alike, because no full earlier year shows the seasons."
    )
    dispersion = _dispersion(now, np.full(seen, so_far / seen), 1)
    return _with_band(now, so_far * left / seen, left / seen, 0, dispersion, method)


def _by_seasons(now: Counts, past: Counts) -> Projection:
    seen, so_far = len(now), now.sum()
    before, after = past[:, :seen].sum(), past[:, seen:].sum()
    years = "the year before" if len(past) == 1 else f"the {len(past)} years before"
    method = (
        f"The {seen} months so far ({so_far:,.0f}) divided by those months' share of a full year in {years} "
        f"({100 * before / (before + after):.0f} %)."
    )
    # Half a case more, so that a month in which nothing ever came may still surprise.
    ratio, doubt = (after + 0.5) / (before + 0.5), 1 / (before + 0.5) + 1 / (after + 0.5)
    dispersion = _dispersion(*_fitted(now, past))
    return _with_band(now, so_far * after / before, ratio, doubt, dispersion, method)


def _fitted(now: Counts, past: Counts) -> tuple[Counts, Counts, int]:
    """All months seen, what year × season makes of each, and how many numbers that takes."""
    seen = len(now)
    totals, shares = past.sum(axis=1), past.sum(axis=0) / past.sum()
    # All years show how the first months divide among themselves, only the full ones how the rest do.
    seasons = past[:, :seen].sum(axis=0) + now
    within = seasons / seasons.sum()
    first, rest = np.outer(totals * shares[:seen].sum(), within), np.outer(totals, shares[seen:])
    free = sum(int((part > 0).sum()) for part in (totals, now.sum(keepdims=True), seasons, shares[seen:])) - 1
    months = np.concatenate([past[:, :seen].ravel(), past[:, seen:].ravel(), now])
    return months, np.concatenate([first.ravel(), rest.ravel(), now.sum() * within]), free


def _dispersion(months: Counts, fitted: Counts, free: int) -> tuple[float, int]:
    """How many times the variation by chance alone there is (at least 1), and what evidence there is for it."""
    some = fitted > 0
    squares = float(((months[some] - fitted[some]) ** 2 / fitted[some]).sum())
    evidence = max(0, int(some.sum()) - free) + USUAL_WORTH
    return max(1.0, (squares + USUAL_DISPERSION * USUAL_WORTH) / evidence), evidence


def _with_band(
    now: Counts, rest: float, ratio: float, doubt: float, dispersion: tuple[float, int], method: str
) -> Projection:
    """`rest` is still to come: about `ratio` times the count so far, where `doubt` is the ratio's relative variance."""
    so_far, (times, evidence) = float(now.sum()), dispersion
    mean = (so_far + 0.5) * ratio
    # Chance in the months left, in the months so far, and in the earlier years.
    variance = times * (mean + mean * mean * (1 / (so_far + 0.5) + doubt))
    (low, high), (likely_low, likely_high) = (
        (math.floor(so_far + min(low, rest)), math.ceil(so_far + max(high, rest)))
        for low, high in (_between(mean, variance, _student(0.5 + level / 2, evidence)) for level in (SURE, LIKELY))
    )
    left = 12 - len(now)
    return Projection(round(so_far), round(so_far + rest), low, high, likely_low, likely_high, left, method)


def _between(mean: float, variance: float, width: float) -> tuple[float, float]:
    """A band of a skewed count that cannot fall below nought, so many deviations wide (Wilson and Hilferty, 1931)."""
    shape = mean * mean / variance
    middle, step = 1 - 1 / (9 * shape), width / (3 * math.sqrt(shape))
    # Where counts vary wildly the skewed band gives way, and its upper end would come too low.
    high = max(mean * max(0.0, middle + step) ** 3, mean + width * math.sqrt(variance))
    return mean * max(0.0, middle - step) ** 3, high


def _student(share: float, evidence: int) -> float:
    """Student's t from the normal distribution, to within a twentieth (D. L. Wallace, 1959)."""
    z = NormalDist().inv_cdf(share) * (8 * evidence + 3) / (8 * evidence + 1)
    return math.sqrt(evidence * math.expm1(z * z / evidence))
