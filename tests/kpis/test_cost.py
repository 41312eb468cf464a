"""The cost of moves that did not happen, worked out by hand."""

import math

import pytest

from kpis.cost import saving, together

# 1.2816 deviations of a normal distribution hold four times in five.
REACH = 1.2815515594


def test_saving_is_the_moves_that_did_not_happen_times_what_their_places_cost_more() -> None:
    # Planned 12, moved 8: 4 places of £40,000 more each. Chance: 1.28 × √8.5 = 3.74 moves.
    found = saving(8, 12, 40_000_00, is_count=False)
    assert found is not None
    assert (found.fewer, found.pence) == (4, 160_000_00)
    assert found.high_fewer - found.fewer == pytest.approx(REACH * math.sqrt(8.5))
    assert found.low == pytest.approx((4 - REACH * math.sqrt(8.5)) * 40_000_00, abs=1)
    assert found.low < found.pence < found.high


def test_against_a_count_of_last_year_chance_counts_twice() -> None:
    planned, counted = saving(8, 12, 100, is_count=False), saving(8, 12, 100, is_count=True)
    assert planned is not None
    assert counted is not None
    assert counted.high_fewer - 4 == pytest.approx(REACH * math.sqrt(8.5 + 12.5))
    assert counted.high - counted.low > planned.high - planned.low


def test_more_moves_than_expected_cost_more_and_are_not_called_nothing() -> None:
    found = saving(10, 7, 1_000_00, is_count=False)
    assert found is not None
    assert (found.fewer, found.pence) == (-3, -3_000_00)


def test_place_that_costs_less_keeps_its_range_in_order() -> None:
    found = saving(8, 12, -1_000_00, is_count=False)
    assert found is not None
    assert found.low < found.pence == -4_000_00 < found.high


def test_missing_or_hidden_number_makes_no_estimate() -> None:
    assert saving(math.nan, 12, 100, is_count=False) is None
    assert saving(8, math.nan, 100, is_count=False) is None


def test_kinds_of_place_are_added_up_and_their_chances_as_independent_ones() -> None:
    one, two = saving(8, 12, 100, is_count=False), saving(3, 6, 200, is_count=False)
    assert one is not None
    assert two is not None
    both = together([one, two])
    assert both is not None
    assert (both.fewer, both.pence) == (7, 1000)
    assert both.high - both.pence == pytest.approx(math.hypot(one.high - one.pence, two.high - two.pence), abs=1)
    assert together([]) is None
