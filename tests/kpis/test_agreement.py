"""Agreement of two coders, against published tables and by hand."""

import math
import random
from itertools import product

import pytest

from kpis.agreement import Agreement, cohen, in_words


def coded(table: list[list[int]]) -> tuple[list[int], list[int]]:
    """Two coders' categories, from a table of counts: the first coder's are the rows."""
    cells = [(row, column) for row, column in product(range(len(table)), repeat=2) for _ in range(table[row][column])]
    return [row for row, _ in cells], [column for _, column in cells]


@pytest.mark.parametrize(
    ("table", "n", "observed", "expected", "kappa"),
    [
        # J. Cohen (1960), Educational and Psychological Measurement 20, 37-46: 200 cases, three diagnoses.
        ([[88, 14, 18], [10, 40, 10], [2, 6, 12]], 200, 0.70, 0.41, 0.492),
        # J. R. Landis and G. G. Koch (1977), Biometrics 33, 159-174: two neurologists, 149 patients, four diagnoses.
        ([[38, 5, 0, 1], [33, 11, 3, 0], [10, 14, 5, 6], [3, 7, 3, 10]], 149, 0.430, 0.280, 0.208),
        # The widely taught example of 50 grant proposals read by two readers (Wikipedia, Cohen's kappa).
        ([[20, 5], [10, 15]], 50, 0.70, 0.50, 0.40),
        # The same page: two tables of equal observed agreement.
        ([[45, 15], [25, 15]], 100, 0.60, 0.54, 0.1304),
        ([[25, 35], [5, 35]], 100, 0.60, 0.46, 0.2593),
    ],
)
def test_kappa_is_the_published_one(
    table: list[list[int]], n: int, observed: float, expected: float, kappa: float
) -> None:
    agreement = cohen(*coded(table))
    assert agreement.n == n
    assert [agreement.observed, agreement.expected] == pytest.approx([observed, expected], abs=5e-4)
    assert agreement.kappa == pytest.approx(kappa, abs=5e-4)


def test_coders_who_always_agree_on_several_categories_have_kappa_one() -> None:
    assert cohen("abcab", "abcab").kappa == 1


def test_coders_who_always_swap_two_categories_have_kappa_minus_one() -> None:
    assert cohen("aabb", "bbaa") == Agreement(4, 0, 0.5, -1)


def test_one_category_for_everything_has_no_kappa() -> None:
    agreement = cohen(["calm"] * 3, ["calm"] * 3)
    assert (agreement.observed, agreement.expected) == (1, 1)
    assert math.isnan(agreement.kappa)


def test_coders_who_share_no_category_agree_no_better_than_chance() -> None:
    assert cohen("aaa", "bbb") == Agreement(3, 0, 0, 0)


def test_passage_that_one_coder_left_out_is_left_out() -> None:
    assert cohen(["a", None, "b", "a"], ["a", "a", math.nan, "b"]) == cohen(["a", "a"], ["a", "b"])


def test_no_passages_have_no_agreement() -> None:
    agreement = cohen([], [])
    assert agreement.n == 0
    assert all(math.isnan(share) for share in (agreement.observed, agreement.expected, agreement.kappa))


def test_coders_with_unequal_numbers_of_passages_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        cohen("ab", "a")


@pytest.mark.parametrize("seed", range(20))
def test_kappa_agrees_with_its_definition_read_slowly(seed: int) -> None:
    chance = random.Random(seed)
    first = [chance.choice("abcde") for _ in range(60)]
    second = [category if chance.random() < 0.5 else chance.choice("abcde") for category in first]
    observed = sum(one == other for one, other in zip(first, second, strict=True)) / 60
    # Every passage of the one beside every passage of the other.
    expected = sum(one == other for one, other in product(first, second)) / 3600
    assert cohen(first, second).kappa == pytest.approx((observed - expected) / (1 - expected))


@pytest.mark.parametrize(
    ("kappa", "words"),
    [
        (-0.1, "poor agreement"),
        (-0.001, "poor agreement"),
        (0, "slight agreement"),
        (0.20, "slight agreement"),
        (0.21, "fair agreement"),
        (0.404, "fair agreement"),
        (0.41, "moderate agreement"),
        (0.60, "moderate agreement"),
        (0.80, "substantial agreement"),
        (0.81, "almost perfect agreement"),
        (1, "almost perfect agreement"),
        (math.nan, "agreement cannot be measured"),
    ],
)
def test_size_of_kappa_has_a_plain_phrase(kappa: float, words: str) -> None:
    assert in_words(kappa) == words
