"""Measures whose parts are data: skill gains by intervention, and what of them is hidden."""

import math
from datetime import date
from typing import Any

import pytest

from data_access.vocabulary import PeriodKind
from kpis import kpi
from kpis.evaluate import evaluate
from kpis.facts import Facts
from tests.kpis.facts_by_hand import facts, member, periods, setting

EFFECT = kpi("programme_effect")
OCTOBER, NOVEMBER = date(2025, 10, 1), date(2025, 11, 3)


def gain(intervention: str, pupils: int, after: float, urn: str = "1", cell_start: date = OCTOBER) -> dict[str, Any]:
    """From a mean of 10 to `after`; both deviations are 4."""
    scores = {"before_mean": 10, "before_sd": 4, "after_mean": after, "after_sd": 4}
    return {"urn": urn, "cell_start": cell_start, "intervention": intervention, "pupil_count": pupils, **scores}


def known(*gains: dict[str, Any]) -> Facts:
    scores = [{name: value for name, value in one.items() if name not in ("urn", "cell_start")} for one in gains]
    return facts(
        settings=[setting("1"), setting("2")],
        memberships=[member("1"), member("2", "North")],
        gains=gains,
        yardsticks=scores,
    )


def by_part(of: Facts, exact: bool, kind: PeriodKind = PeriodKind.ACADEMIC_YEAR) -> dict[tuple[str, str], tuple]:
    rows = evaluate(EFFECT, of, periods(kind, of.as_at), by="part", exact=exact)
    return {
        (key, part): (pupils, value, hidden)
        for key, part, pupils, value, hidden in zip(
            rows["period_key"], rows["part"], rows["denominator"], rows["value"], rows["suppressed"], strict=True
        )
    }


def test_each_intervention_that_has_scores_is_a_part_with_its_own_effect() -> None:
    # A gain of 2 over a deviation of 4 is 0.5, one of 1 is 0.25.
    found = by_part(known(gain("Talk Boost", 12, 12), gain("Lego Therapy", 20, 11)), exact=True)
    assert list(found) == [("2025-26", "Lego Therapy"), ("2025-26", "Talk Boost")]
    assert found["2025-26", "Talk Boost"] == (12, pytest.approx(0.5), False)
    assert found["2025-26", "Lego Therapy"] == (20, pytest.approx(0.25), False)


def test_intervention_without_pupils_in_a_period_has_no_effect_there() -> None:
    found = by_part(known(gain("Talk Boost", 12, 12)), exact=True, kind=PeriodKind.MONTH)
    assert found["2025-10", "Talk Boost"][0] == 12
    pupils, value, _ = found["2025-11", "Talk Boost"]
    assert pupils == 0
    assert math.isnan(value)


def test_intervention_of_few_pupils_hides_all_of_its_period_for_those_without_exact_counts() -> None:
    world = known(gain("Talk Boost", 9, 12), gain("Lego Therapy", 20, 11))
    assert all(hidden for _, _, hidden in by_part(world, exact=False).values())
    assert not any(hidden for _, _, hidden in by_part(world, exact=True).values())


def test_intervention_of_enough_pupils_is_shown_to_everybody() -> None:
    found = by_part(known(gain("Talk Boost", 10, 12), gain("Lego Therapy", 20, 11)), exact=False)
    assert [pupils for pupils, _, _ in found.values()] == [20, 10]


def test_month_of_few_takes_the_other_month_with_it_where_the_year_is_shown() -> None:
    world = known(gain("Talk Boost", 9, 12), gain("Talk Boost", 11, 12, cell_start=NOVEMBER))
    months = by_part(world, exact=False, kind=PeriodKind.MONTH)
    assert by_part(world, exact=False)["2025-26", "Talk Boost"][0] == 20
    assert months["2025-10", "Talk Boost"][2]
    assert months["2025-11", "Talk Boost"][2]


def test_measure_whose_parts_are_declared_keeps_them() -> None:
    assert list(kpi("ehcna_requests").parts_in(facts())) == ["by_school", "by_parent", "by_others"]
    assert EFFECT.parts_in(facts()) == {}
