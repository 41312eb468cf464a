"""The effect of a programme on scores, against a published example, by hand, and against raw scores."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from kpis.effect_size import Effect, Group, combine, effect


def test_effect_is_the_published_one() -> None:
    # M. Borenstein, L. V. Hedges, J. P. T. Higgins and H. R. Rothstein (2009), Introduction to Meta-Analysis, ch. 4:
    # means 103 and 100, deviations 5.5 and 4.5, 50 each: pooled 5.0249, d 0.5970.
    found = effect([Group(50, 100, 4.5, 103, 5.5)])
    assert (found.gain, found.pooled_sd, found.size) == (
        3,
        pytest.approx(5.0249, abs=5e-5),
        pytest.approx(0.5970, abs=5e-5),
    )


def test_two_groups_are_put_together_by_hand() -> None:
    # Before 1, 3 and 5, 7: mean 4, squares 9 + 1 + 1 + 9 = 20.
    # After 2, 4 and 8, 10: mean 6, squares 16 + 4 + 4 + 16 = 40.
    root = math.sqrt(2)
    found = effect([Group(2, 2, root, 3, root), Group(2, 6, root, 9, root)])
    assert found.together == Group(4, 4, pytest.approx(math.sqrt(20 / 3)), 6, pytest.approx(math.sqrt(40 / 3)))
    assert found.pooled_sd == pytest.approx(math.sqrt(10))
    assert found.size == pytest.approx(2 / math.sqrt(10))


def summed_up(before: NDArray[np.float64], after: NDArray[np.float64]) -> Group:
    many = len(before) > 1
    deviations = [float(np.std(scores, ddof=1)) if many else math.nan for scores in (before, after)]
    return Group(len(before), float(before.mean()), deviations[0], float(after.mean()), deviations[1])


@pytest.mark.parametrize("seed", range(20))
def test_groups_give_the_effect_of_the_raw_scores_however_they_are_split(seed: int) -> None:
    chance = np.random.default_rng(seed)
    n = int(chance.integers(2, 80))
    before = chance.normal(chance.uniform(-1000, 1000), chance.uniform(0.1, 30), n)
    after = before + chance.normal(chance.uniform(-5, 5), 4, n)
    cuts = np.unique(chance.integers(1, n, size=int(chance.integers(0, 6))))
    split = [
        summed_up(*parts) for parts in zip(np.split(before, cuts), np.split(after, cuts), strict=True) if len(parts[0])
    ]
    pooled = math.sqrt(((n - 1) * np.var(before, ddof=1) + (n - 1) * np.var(after, ddof=1)) / (2 * n - 2))
    found = effect(split)
    assert found.together.n == n
    assert found.pooled_sd == pytest.approx(pooled)
    assert found.size == pytest.approx((after - before).mean() / pooled)


def test_scores_that_fall_have_an_effect_below_nought() -> None:
    assert effect([Group(10, 20, 4, 18, 4)]).size == -0.5


def test_group_with_a_number_hidden_is_left_out() -> None:
    seen = Group(10, 20, 4, 22, 4)
    hidden = [
        Group(3, math.nan, 1, 5, 1),
        Group(3, 5, math.nan, 5, 1),
        Group(0, math.nan, math.nan, math.nan, math.nan),
    ]
    assert combine([*hidden, seen]) == combine([seen])
    assert combine([Group(math.nan, 1, 1, 1, 1), seen]).n == 10  # type: ignore[arg-type]


def test_one_person_has_a_gain_and_no_effect() -> None:
    found = effect([Group(1, 10, math.nan, 14, math.nan)])
    assert found.gain == 4
    assert math.isnan(found.pooled_sd)
    assert math.isnan(found.size)


def test_two_groups_of_one_person_have_an_effect() -> None:
    # Before 10 and 12, after 14 and 16: deviation √2 both times.
    assert effect([Group(1, 10, 0, 14, 0), Group(1, 12, 0, 16, 0)]).size == pytest.approx(4 / math.sqrt(2))


@pytest.mark.parametrize("mean", [0.1, 10.0])
def test_scores_that_do_not_differ_have_no_effect(mean: float) -> None:
    found = effect([Group(3, mean, 0, mean + 1, 0), Group(7, mean, 0, mean + 1, 0)])
    assert found.gain == pytest.approx(1)
    assert math.isnan(found.size)


def test_nobody_has_no_effect() -> None:
    found = effect([])
    assert isinstance(found, Effect)
    assert found.together.n == 0
    assert all(math.isnan(number) for number in (found.gain, found.pooled_sd, found.size))
