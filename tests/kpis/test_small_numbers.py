"""Small numbers stay hidden, also from a reader who can add and subtract."""

from datetime import date
from itertools import product
from typing import Any

import numpy as np
import pytest

from data_access.vocabulary import PeriodKind
from kpis import kpi
from kpis.hidden import hidden_sums
from kpis.small_numbers import ALL, Key, Limits, is_small
from tests.kpis.facts_by_hand import facts, member, parents, periods, setting

LIMITS = Limits(small=4, fewest=10)
OCTOBER = periods(PeriodKind.MONTH, date(2025, 10, 31), date(2025, 10, 1))
CLUSTERS = ("Central", "East", "North", "South")


def hidden_in(*answers: dict[str, Any]) -> frozenset[Key]:
    """What is hidden in October of schools 1 to 4, each alone in its cluster."""
    known = facts(
        settings=[setting(str(number)) for number in range(1, 5)],
        memberships=[member(str(number), cluster) for number, cluster in enumerate(CLUSTERS, 1)],
        answers=answers,
    )
    return hidden_sums(kpi("parent_confidence"), known, OCTOBER)


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
    found = hidden_in(parents(2, 20, "1"), parents(12, 60, "2"), parents(12, 40, "3"), parents(12, 50, "4"))
    assert {key[1] for key in found if key[2:] == (ALL, ALL, ALL)} == {"Central", "North"}
    assert {key[4] for key in found if key[1:4] == (ALL, ALL, ALL)} == {"1", "3"}


def test_two_small_clusters_that_are_few_together_take_a_third_with_them() -> None:
    # One of each cluster is positive: from the total, two would follow for both.
    found = hidden_in(parents(1, 20, "1"), parents(1, 20, "2"), parents(12, 40, "3"), parents(12, 50, "4"))
    assert {key[1] for key in found if key[2:] == (ALL, ALL, ALL)} == {"Central", "East", "North"}


def test_total_of_one_small_part_is_hidden_under_all_its_names() -> None:
    found = hidden_in(parents(2, 20, "1"))
    assert found == set(product(["2025-10"], ["Central", ALL], ["primary", ALL], ["school", ALL], ["1", ALL]))


def test_answers_that_name_no_setting_cannot_be_found_by_subtraction() -> None:
    found = hidden_in(
        parents(20, 40, "1"), parents(2, 20, None, "Central"), parents(20, 50, "3"), parents(20, 60, None, "North")
    )
    of_central = {key for key in found if key[1] == "Central"}
    assert ("2025-10", "Central", "", "", "") in of_central
    assert ("2025-10", "Central", ALL, ALL, ALL) in of_central or ("2025-10", "Central", ALL, ALL, "1") in of_central
    assert {key[1:] for key in found} >= {("North", "", "", ""), (ALL, ALL, ALL, "1")} or (
        ("2025-10", ALL, "", "", "") in found
    )


def test_nothing_small_hides_nothing() -> None:
    assert hidden_in(parents(20, 40, "1"), parents(0, 30, "2")) == frozenset()


def test_no_answers_hide_nothing() -> None:
    assert hidden_in() == frozenset()


def test_known_nought_is_no_partner_to_hide_behind() -> None:
    # Nobody of the nursery is positive, and the nurseries' nought is shown: of the two hidden clusters, Central's two
    # positives would follow from the total all the same.
    known = facts(
        settings=[setting("1"), setting("2", phase="nursery"), setting("3"), setting("4", phase="nursery")],
        memberships=[member(str(number), cluster) for number, cluster in enumerate(CLUSTERS, 1)],
        answers=[parents(2, 20, "1"), parents(0, 25, "2"), parents(12, 60, "3"), parents(0, 30, "4")],
    )
    found = hidden_sums(kpi("parent_confidence"), known, OCTOBER)
    clusters = {key[1] for key in found if key[2:] == (ALL, ALL, ALL)}
    assert {"Central", "North"} <= clusters or ALL in clusters
