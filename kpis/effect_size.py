"""How large the change in one programme's scores is, measured by how much scores differ anyway."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """The scores of the same people before and after: how many people, means, standard deviations (over n − 1)."""

    n: int
    mean_before: float
    sd_before: float
    mean_after: float
    sd_after: float


@dataclass(frozen=True)
class Effect:
    """All groups as one, its mean gain (after − before), the pooled standard deviation, and gain over deviation."""

    together: Group
    gain: float
    pooled_sd: float
    size: float


def combine(groups: Iterable[Group]) -> Group:
    """One group of all the people in these, as if their scores had been put together.

    Missing: a group without people, or with a number missing or hidden, is left out; the deviations of one person need
    not be given. Means are NaN without people, deviations with fewer than 2.
    """
    known = [group for group in groups if _is_known(group)]
    ns = [group.n for group in known]
    mean_before, sd_before = _together(ns, [group.mean_before for group in known], [group.sd_before for group in known])
    mean_after, sd_after = _together(ns, [group.mean_after for group in known], [group.sd_after for group in known])
    return Group(sum(ns), mean_before, sd_before, mean_after, sd_after)


def _is_known(group: Group) -> bool:
    if math.isnan(group.n) or group.n < 1:
        return False
    deviations = (group.sd_before, group.sd_after) if group.n > 1 else ()
    return not any(math.isnan(number) for number in (group.mean_before, group.mean_after, *deviations))


def _together(ns: Sequence[int], means: Sequence[float], sds: Sequence[float]) -> tuple[float, float]:
    n = sum(ns)
    if n == 0:
        return math.nan, math.nan
    mean = math.fsum(count * each for count, each in zip(ns, means, strict=True)) / n
    # Squares within each group and between the groups: sums of squared scores less the mean, without losing digits.
    within = math.fsum((count - 1) * sd * sd for count, sd in zip(ns, sds, strict=True) if count > 1)
    between = math.fsum(count * (each - mean) ** 2 for count, each in zip(ns, means, strict=True))
    return mean, math.sqrt((within + between) / (n - 1)) if n > 1 else math.nan


def effect(groups: Iterable[Group]) -> Effect:
    """The mean gain of all groups together, in pooled standard deviations of their scores before and after.

    Missing: deviation and size are NaN with fewer than 2 people; size is NaN if scores do not differ at all.
    Source: M. Borenstein, L. V. Hedges, J. P. T. Higgins and H. R. Rothstein (2009), Introduction to Meta-Analysis,
    chapter 4, for d over the pooled standard deviation; before and after have the same n here.
    """
    together = combine(groups)
    gain = together.mean_after - together.mean_before
    # ((n-1) before² + (n-1) after²) / (2n-2), where n-1 cancels.
    pooled = math.sqrt((together.sd_before**2 + together.sd_after**2) / 2)
    # Equal means of groups differ in their last digit once added up: that is no deviation.
    is_flat = math.isclose(pooled, 0, abs_tol=1e-9 * max(1.0, abs(together.mean_before), abs(together.mean_after)))
    return Effect(together, gain, pooled, math.nan if is_flat else gain / pooled)
