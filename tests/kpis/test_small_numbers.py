"""Small numbers stay hidden, also from a reader who can add and subtract."""

import random
from itertools import product

import numpy as np
import pandas as pd
import pytest

from kpis.small_numbers import ALL, DIMENSIONS, Limits, Puzzle, hidden, is_small, keys

LIMITS = Limits(small=4, fewest=10)
PRIME = 2**61 - 1
VIEWS = (None, "cluster", "phase", "setting_type", "setting")


def part(cluster: str, phase: str | None, setting_type: str | None, urn: str | None, positive: int, asked: int):
    return ("P", cluster, phase, setting_type, urn, positive, asked)


def table(*parts: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(parts, columns=["period_key", *DIMENSIONS, "positive", "asked"])


def hidden_in(parts: pd.DataFrame, limits: Limits = LIMITS) -> frozenset[tuple[str, ...]]:
    positive = parts.assign(count=parts["positive"])
    return hidden(positive[positive["count"] > 0], parts.assign(count=parts["asked"]), limits)


@pytest.mark.parametrize(
    ("positive", "asked", "expected"),
    [
        (0, 0, False),
        (0, 20, False),
        (20, 20, False),
        (1, 20, True),
        (4, 20, True),
        (5, 20, False),
        (16, 20, True),
        (15, 20, False),
        (19, 20, True),
        (0, 9, True),
        (5, 10, False),
        (0, 3, True),
    ],
)
def test_small_part_small_rest_and_few_respondents_are_hidden_and_zero_is_shown(
    positive: int, asked: int, expected: bool
) -> None:
    assert is_small(np.array([positive]), np.array([asked]), LIMITS).tolist() == [expected]


def test_few_respondents_are_hidden_even_where_the_fewest_is_set_below_the_small_number_limit() -> None:
    assert is_small(np.array([0]), np.array([4]), Limits(small=4, fewest=1)).tolist() == [True]


def test_count_without_a_whole_is_hidden_from_one_to_the_limit() -> None:
    assert is_small(np.array([0, 1, 4, 5]), None, LIMITS).tolist() == [False, True, True, False]


def test_one_small_cluster_takes_the_smallest_other_cluster_with_it_and_the_total_stays() -> None:
    found = hidden_in(
        table(
            part("Central", "primary", "school", "1", 2, 20),
            part("East", "primary", "school", "2", 12, 60),
            part("North", "primary", "school", "3", 12, 40),
            part("South", "primary", "school", "4", 12, 50),
        )
    )
    by_cluster = {key[1] for key in found if key[2:] == (ALL, ALL, ALL)}
    assert by_cluster == {"Central", "North"}
    assert {key[4] for key in found if key[1:4] == (ALL, ALL, ALL)} == {"1", "3"}


def test_total_of_one_small_part_is_hidden_under_all_its_names() -> None:
    found = hidden_in(table(part("Central", "primary", "school", "1", 2, 20)))
    assert found == set(product(["P"], ["Central", ALL], ["primary", ALL], ["school", ALL], ["1", ALL]))


def test_answers_that_name_no_setting_cannot_be_found_by_subtraction() -> None:
    parts = table(
        part("Central", "primary", "school", "1", 20, 40),
        part("Central", None, None, None, 2, 20),
        part("North", "primary", "school", "2", 20, 50),
        part("North", None, None, None, 20, 60),
    )
    assert_nothing_given_away(parts, hidden_in(parts))


def test_nothing_small_hides_nothing() -> None:
    parts = table(part("Central", "primary", "school", "1", 20, 40), part("North", "nursery", "school", "2", 0, 30))
    assert hidden_in(parts) == frozenset()


def test_no_answers_hide_nothing() -> None:
    assert hidden_in(table()) == frozenset()


@pytest.mark.parametrize("seed", range(12))
def test_no_hidden_number_can_be_worked_out_from_those_shown(seed: int) -> None:
    parts = random_parts(seed)
    found = hidden_in(parts)
    assert found
    assert_nothing_given_away(parts, found)


def test_some_numbers_are_still_shown_where_most_settings_are_large() -> None:
    shown = [len(all_views(parts)) - len(hidden_in(parts)) for parts in map(random_parts, range(6))]
    assert sum(count > 0 for count in shown) > 3


def test_sum_that_only_several_sums_together_give_away_is_found() -> None:
    # Two rings of hidden cells joined by one cell: every line hides two or more, and still the join can be worked out.
    rows, columns = 5, 5
    contains = np.zeros((rows * columns + rows + columns, rows * columns), bool)
    contains[: rows * columns] = np.eye(rows * columns, dtype=bool)
    for row, column in product(range(rows), range(columns)):
        contains[rows * columns + row, row * columns + column] = True
        contains[rows * columns + rows + column, row * columns + column] = True
    is_hidden = np.zeros(len(contains), bool)
    ring = [(0, 0), (0, 1), (1, 0), (1, 1), (3, 3), (3, 4), (4, 3), (4, 4)]
    for row, column in [*ring, (0, 3)]:
        is_hidden[row * columns + column] = True
    puzzle = Puzzle(contains, np.zeros((0, len(contains)), bool), np.arange(1, len(contains) + 1))
    assert np.flatnonzero(puzzle.given_away(is_hidden)).tolist() == [3]
    assert not puzzle.given_away(puzzle.closed(is_hidden)).any()


def random_parts(seed: int) -> pd.DataFrame:
    chance = random.Random(seed)
    parts = []
    for number in range(chance.randrange(4, 18)):
        asked = chance.choice([3, 12, 30, 45, 60])
        positive = chance.choice([0, 1, asked // 2, asked - 2, asked])
        place = (chance.choice("ABC"), chance.choice(["p", "s"]), chance.choice(["x", "x", "y"]), str(number))
        parts.append(part(*place, positive, asked))
    parts += [part(cluster, None, None, None, chance.choice([2, 20]), 40) for cluster in "AB"]
    parts.append(part("C", "p", "x", "small", 2, 20))
    return table(*parts)


def all_views(parts: pd.DataFrame) -> dict[tuple[str, ...], frozenset[int]]:
    """Everything that can be asked for, one choice of each filter and one breakdown: its key -> the parts summed."""
    found: dict[tuple[str, ...], frozenset[int]] = {}
    choices = [[None, *sorted(set(parts[name].dropna()))] for name in DIMENSIONS[:3]]
    for chosen in product(*choices):
        where = dict(zip(DIMENSIONS, chosen, strict=False))
        within = parts
        for name, value in where.items():
            within = within if value is None else within[within[name] == value]
        for by in VIEWS:
            if by is None:
                groups = [(None, within)] if len(within) else []
            else:
                column = "urn" if by == "setting" else by
                groups = list(within.groupby(column, dropna=False))
            for value, rows in groups:
                row = pd.DataFrame({"period_key": ["P"]})
                if by is not None:
                    row["urn" if by == "setting" else by] = pd.Series([value], dtype="str")
                found[keys(row, by, where)[0]] = frozenset(rows.index)
    return found


def assert_nothing_given_away(parts: pd.DataFrame, hidden_keys: frozenset[tuple[str, ...]]) -> None:
    """By exact arithmetic: no hidden sum is a combination of shown ones, and every small one is hidden."""
    views = all_views(parts)
    small = {
        key
        for key, members in views.items()
        if is_small(*(np.array([parts.loc[list(members), name].sum()]) for name in ("positive", "asked")), LIMITS)[0]
    }
    assert small <= hidden_keys
    basis: dict[int, list[int]] = {}
    for key, members in views.items():
        if key not in hidden_keys:
            reduce_by(basis, [int(at in members) for at in parts.index], keep=True)
    for key, members in views.items():
        if key in hidden_keys:
            assert reduce_by(basis, [int(at in members) for at in parts.index], keep=False), key


def reduce_by(basis: dict[int, list[int]], row: list[int], keep: bool) -> bool:
    """True if something of the row is left after taking away all that the basis says (Gauss, modulo a prime)."""
    for at in range(len(row)):
        if not row[at]:
            continue
        if at not in basis:
            if keep:
                inverse = pow(row[at], -1, PRIME)
                basis[at] = [value * inverse % PRIME for value in row]
            return True
        factor = row[at]
        row = [(value - factor * other) % PRIME for value, other in zip(row, basis[at], strict=True)]
    return False
