"""A real change told from chance, against published charts, by hand, and against a slow oracle."""

import math
import random
from fractions import Fraction
from itertools import product

import pytest

from kpis.xmr import Better, against_target, specials, stretches, xmr

# The unit tests of the R package NHSRplotthedots, which draws Making Data Count charts for the NHS
# (tests/testthat/_snaps/ptd_spc_standard.md): twenty numbers; then with the fifteenth replaced by 10.
PUBLISHED = [
    *(-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621),
    *(-1.26506123, -0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272),
    *(-0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141),
]
STEADY = [50.0, 54.0] * 6
GAP = math.nan


@pytest.mark.parametrize(
    ("values", "centre", "lower", "upper"),
    [
        (PUBLISHED, 0.1416238, -3.01138, 3.294627),
        ([*PUBLISHED[:14], 10, *PUBLISHED[15:]], 0.6694159, -2.383666, 3.722497),
    ],
)
def test_limits_are_the_published_ones(values: list[float], centre: float, lower: float, upper: float) -> None:
    lines = xmr(values)[["centre", "lower", "upper"]].iloc[0]
    assert lines.tolist() == pytest.approx([centre, lower, upper], rel=1e-6)


def test_published_series_of_chance_alone_has_no_special_cause() -> None:
    assert set(xmr(PUBLISHED)["rule"]) == {None}


def test_mean_of_individual_values_is_the_published_one() -> None:
    # NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2: ten batches, mean 50.81; too few for limits here.
    chart = xmr([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1])
    assert chart["centre"].tolist() == pytest.approx([50.81] * 10)
    assert chart[["lower", "upper"]].isna().all(axis=None)


def marks(values: list[float], cuts: tuple[int, ...] = ()) -> dict[int, tuple[str, str]]:
    chart = xmr(values, cuts)
    return {row: (chart["rule"][row], chart["direction"][row]) for row in chart.index if chart["rule"][row] is not None}


def test_limits_are_the_mean_and_2_66_mean_moving_ranges() -> None:
    # Mean 52, every moving range 4: 52 ± 10.64.
    chart = xmr(STEADY)
    assert chart[["centre", "lower", "upper"]].iloc[5].tolist() == pytest.approx([52, 41.36, 62.64])


def test_point_outside_the_limits_is_special() -> None:
    # The two jumps of 26 and 30 beside 80 are over 3.267 × the mean range of 7.4, and left out: reach 10.64.
    assert marks([*STEADY, 80, *STEADY]) == {12: ("outside", "high")}
    assert marks([*STEADY, 24, *STEADY]) == {12: ("outside", "low")}


def test_seven_in_a_row_on_one_side_of_the_mean_are_special_and_six_are_not() -> None:
    # Means 52.1 and 51.9, with six points over them before a seventh goes either way.
    six = [53.0, 55.0] * 3
    assert marks([*STEADY, *six, 53.0, *STEADY]) == dict.fromkeys(range(11, 19), ("shift", "high"))
    assert marks([*STEADY[:11], 50.0, *six, 50.0, *STEADY[1:]]) == {}


def test_point_on_the_mean_ends_a_run() -> None:
    # Six over, one on, six under the mean of 50: neither side has seven.
    assert marks([51.0, 53.0] * 3 + [50.0] + [49.0, 47.0] * 3) == {}


def test_seven_rising_are_special_and_six_are_not() -> None:
    # Around the mean, in steps too small to leave it on one side for seven.
    rising = [50.0, 54.0, 50.0, 54.0, 49.0, 50.0, 51.0, 52.0, 53.0, 54.0, 55.0, 50.0, 54.0, 50.0]
    assert marks(rising) == dict.fromkeys(range(4, 11), ("trend", "up"))
    falling = [104 - value for value in rising]
    assert marks(falling) == dict.fromkeys(range(4, 11), ("trend", "down"))
    rising[7] = 51.0
    assert marks(rising) == {}


def test_two_of_three_beyond_two_thirds_of_a_limit_are_special() -> None:
    # Mean 52.4, mean range 5.8 at most: two thirds of a limit is about 10 away.
    chart = marks([*STEADY, 62.5, 52.0, 62.5, *STEADY])
    assert chart == {12: ("two_of_three", "high"), 14: ("two_of_three", "high")}


def test_two_of_three_on_different_sides_are_not_special() -> None:
    assert marks([*STEADY, 62.5, 41.5, 52.0, *STEADY]) == {}


def test_two_of_four_beyond_two_thirds_of_a_limit_are_not_special() -> None:
    assert marks([*STEADY, 62.5, 52.0, 52.0, 62.5, *STEADY]) == {}


def test_eleven_points_have_a_centre_line_and_nothing_else() -> None:
    chart = xmr([10.0] * 4 + [20.0] * 7)
    assert chart["centre"].notna().all()
    assert chart[["lower", "upper", "rule"]].isna().all(axis=None)


def test_each_stretch_has_its_own_mean_and_limits() -> None:
    chart = xmr([*STEADY, *[value + 100 for value in STEADY]], cuts=[12])
    assert chart["centre"].tolist() == [52.0] * 12 + [152.0] * 12
    assert chart["stretch"].tolist() == [0] * 12 + [1] * 12
    assert set(chart["rule"]) == {None}


def test_short_stretch_after_a_cut_has_a_centre_line_only() -> None:
    chart = xmr([*STEADY, 80.0, 90.0], cuts=[12])
    assert chart["upper"].notna().tolist() == [True] * 12 + [False] * 2
    assert chart["centre"].tolist()[12:] == [85.0, 85.0]


def test_run_never_crosses_a_cut() -> None:
    rise = [float(value) for value in range(50, 57)]
    whole = [50.0, 54.0] * 6 + rise + [50.0, 54.0] * 6
    assert set(range(12, 19)) <= set(marks(whole))
    assert marks(whole, cuts=(15,)) == {}


def test_cut_outside_the_series_or_said_twice_changes_nothing() -> None:
    whole = [*STEADY, *STEADY]
    assert xmr(whole, cuts=[-3, 0, 24, 99]).equals(xmr(whole))
    assert xmr(whole, cuts=[12, 12]).equals(xmr(whole, cuts=[12]))


def test_nothing_is_worked_out_from_a_missing_point() -> None:
    with_gaps = [GAP, *STEADY[:5], GAP, GAP, *STEADY[5:], GAP]
    chart = xmr(with_gaps)
    assert chart.dropna(subset="value").reset_index(drop=True).equals(xmr(STEADY))
    assert chart.loc[chart["value"].isna(), "rule"].isna().all()


def test_run_is_not_broken_by_a_missing_point() -> None:
    rising = [50.0, 54.0, 50.0, 54.0, 49.0, 50.0, 51.0, GAP, 52.0, 53.0, 54.0, 55.0, 50.0, 54.0, 50.0]
    assert marks(rising) == dict.fromkeys([4, 5, 6, 8, 9, 10, 11], ("trend", "up"))


def test_missing_points_do_not_count_towards_twelve() -> None:
    assert xmr([*STEADY[:11], GAP])["upper"].isna().all()


def test_series_that_never_varies_has_nothing_special() -> None:
    # 0.1 twelve times has a mean that differs from 0.1 in the last digit.
    chart = xmr([0.1] * 12)
    assert set(chart["rule"]) == {None}
    assert against_target(chart, 0.1, "higher") == "passing"


def test_no_points_are_no_rows() -> None:
    assert xmr([]).empty
    assert xmr([GAP])["centre"].isna().all()


@pytest.mark.parametrize(("better", "kinds"), [("higher", "improvement"), ("lower", "concern"), ("neither", "neither")])
def test_polarity_decides_whether_a_change_is_an_improvement(better: Better, kinds: str) -> None:
    chart = xmr([*STEADY, 80.0, *STEADY], better=better)
    assert chart["kind"][12] == kinds
    assert chart["kind"][0] is None


def test_limits_are_drawn_no_further_than_the_possible() -> None:
    chart = xmr([0.0, 10.0] * 6, floor=0, ceiling=12)
    assert chart[["lower", "upper"]].iloc[0].tolist() == [0, 12]


def test_clipped_limit_does_not_move_two_thirds_of_it() -> None:
    values = [*STEADY, 62.5, 52.0, 62.5, *STEADY]
    assert xmr(values, ceiling=63)["rule"].equals(xmr(values)["rule"])


# Chance alone goes from 41.36 to 62.64.
@pytest.mark.parametrize(
    ("target", "better", "verdict"),
    [
        (40, "higher", "passing"),
        (50, "higher", "hit_or_miss"),
        (70, "higher", "failing"),
        (40, "lower", "failing"),
        (50, "lower", "hit_or_miss"),
        (70, "lower", "passing"),
        (70, "neither", None),
        (math.nan, "higher", None),
    ],
)
def test_target_is_held_against_the_limits(target: float, better: Better, verdict: str | None) -> None:
    assert against_target(xmr(STEADY), target, better) == verdict


def test_target_is_held_against_the_latest_stretch() -> None:
    values = [*STEADY, *[value + 100 for value in STEADY]]
    assert against_target(xmr(values, cuts=[12]), 70, "higher") == "passing"
    assert against_target(xmr(values, cuts=[20]), 70, "higher") is None
    assert against_target(xmr([]), 70, "higher") is None


def slow(values: list[float]) -> dict[int, set[str]]:
    """The rules of one stretch of whole numbers without gaps, read one by one, in exact arithmetic."""
    numbers = [Fraction(value) for value in values]
    centre = sum(numbers) / len(numbers)
    ranges = [abs(numbers[at] - numbers[at - 1]) for at in range(1, len(numbers))]
    ranges = [size for size in ranges if size <= Fraction("3.267") * sum(ranges) / len(ranges)]
    reach = Fraction("2.66") * sum(ranges) / len(ranges)
    found = {at: {"outside"} if abs(numbers[at] - centre) > reach else set() for at in range(len(numbers))}
    for first in range(len(numbers) - 6):
        seven = numbers[first : first + 7]
        is_shift = min(seven) > centre or max(seven) < centre
        is_trend = len(set(seven)) == 7 and (seven == sorted(seven) or seven == sorted(seven, reverse=True))
        for at in range(first, first + 7):
            found[at] |= ({"shift"} if is_shift else set()) | ({"trend"} if is_trend else set())
    for first, sign in product(range(len(numbers) - 2), (1, -1)):
        near = [at for at in range(first, first + 3) if (numbers[at] - centre) * sign > reach * Fraction(2, 3)]
        for at in near if len(near) >= 2 else []:
            found[at].add("two_of_three")
    return found


@pytest.mark.parametrize("seed", range(40))
def test_rules_agree_with_a_slow_reading_of_them(seed: int) -> None:
    chance = random.Random(seed)
    level, values = 50.0, []
    for _ in range(chance.randint(12, 40)):
        level += chance.choice([0, 0, 0, 1, -1]) * chance.randint(1, 6)
        values.append(float(round(level + chance.gauss(0, chance.choice([1, 3, 9])))))
    found: dict[int, set[str]] = {row: set() for row in range(len(values))}
    for special in specials(stretches(values)[0]):
        for row in special.at:
            found[row].add(special.rule)
    assert found == slow(values)
    order = ["outside", "shift", "trend", "two_of_three"]
    assert xmr(values)["rule"].tolist() == [min(rules, key=order.index, default=None) for rules in found.values()]
