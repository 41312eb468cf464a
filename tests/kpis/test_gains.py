"""Scores before and after, summed up by hand, and what an effect is called."""

import math
from datetime import date
from typing import Any

import pytest

from data_access.vocabulary import PeriodKind
from kpis import gains
from kpis.evaluate import EVERYWHERE, Where
from tests.kpis.facts_by_hand import facts, member, periods, setting


def gain(urn: str, pupils: int, before: float, after: float, intervention: str = "Talk Boost") -> dict[str, Any]:
    scores = {"before_mean": before, "before_sd": 4, "after_mean": after, "after_sd": 4}
    return {"urn": urn, "cell_start": date(2025, 10, 1), "intervention": intervention, "pupil_count": pupils, **scores}


def test_means_are_over_pupils_not_over_groups_and_lie_within_the_place() -> None:
    known = facts(
        settings=[setting("1"), setting("2")],
        memberships=[member("1"), member("2", "North")],
        gains=[gain("1", 10, 10, 12), gain("2", 30, 20, 24), gain("2", 5, 7, 7, "Lego Therapy")],
    )
    years = periods(PeriodKind.ACADEMIC_YEAR, known.as_at)
    everywhere = gains.means(known, years, EVERYWHERE).set_index("part")
    # (10 × 10 + 30 × 20) / 40 and (10 × 12 + 30 × 24) / 40.
    assert everywhere.loc["Talk Boost", ["pupils", "before", "after"]].tolist() == [40, 17.5, 21]
    assert everywhere.loc["Lego Therapy", ["pupils", "before", "after"]].tolist() == [5, 7, 7]
    central = gains.means(known, years, Where(cluster="Central"))
    assert central[["part", "pupils", "before", "after"]].to_numpy().tolist() == [["Talk Boost", 10, 10, 12]]


def test_nothing_handed_over_is_no_mean() -> None:
    known = facts()
    assert gains.means(known, periods(PeriodKind.TERM, known.as_at), EVERYWHERE).empty


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (0.9, "large"),
        (0.8, "large"),
        (0.79, "medium"),
        (0.5, "medium"),
        (0.2, "small"),
        (0.19, "hardly any"),
        (0.0, "hardly any"),
        (-0.1, "hardly any"),
        (-0.3, "small, the wrong way"),
        (math.nan, ""),
    ],
)
def test_effect_is_called_small_medium_or_large(effect: float, words: str) -> None:
    assert gains.in_words(effect) == words
