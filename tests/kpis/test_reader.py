"""Whatever a reader without exact counts looks at, place by place and period by period, nothing small follows."""

import random
from itertools import product

import pandas as pd
import pytest

from data_access.vocabulary import PeriodKind
from kpis import kpi
from kpis.evaluate import By, Where, evaluate
from kpis.hidden import hidden_parts, hidden_sums
from kpis.small_numbers import keys
from tests.kpis.crowd import FIRST, Crowd, crowd
from tests.kpis.facts_by_hand import CALENDAR
from tests.kpis.reader import Seen, seen

MEASURES = (
    "senco_confidence",
    "event_feedback",
    "response_rate",
    "programme_effect",
    "suspensions",
    "refusal_rate",
    "ehcna_requests",
    "ehc_plans",
    "sen_support",
)
BY: tuple[By | None, ...] = (None, "cluster", "phase", "setting_type", "setting", "part")


@pytest.fixture(scope="module")
def crowds() -> dict[int, Crowd]:
    return {seed: crowd(seed) for seed in (1, 2, 3)}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("key", MEASURES)
def test_no_hidden_number_follows_from_those_shown_over_places_periods_and_parts_together(
    crowds: dict[int, Crowd], key: str, seed: int
) -> None:
    found = seen(crowds[seed], key)
    assert found.secret
    assert found.shown
    assert found.worked_out() == []


@pytest.mark.parametrize("key", ["suspensions", "sen_support", "refusal_rate"])
def test_nor_does_one_from_counts_being_never_below_nought(crowds: dict[int, Crowd], key: str) -> None:
    assert seen(crowds[1], key).pinned_down() == []


def test_several_bounds_together_can_still_pin_a_number_down(crowds: dict[int, Crowd]) -> None:
    # The limit that README states: nothing follows by adding and taking away, but here it does by inequalities.
    found = seen(crowds[3], "suspensions")
    assert found.worked_out() == []
    assert found.pinned_down() != []


@pytest.mark.parametrize("key", ["suspensions", "ehcna_requests", "senco_confidence"])
def test_reader_would_find_what_is_hidden_alone(crowds: dict[int, Crowd], key: str) -> None:
    found = seen(crowds[1], key)
    # As if only what is small were hidden, and nothing else with it.
    found.secret = [numbers for numbers in found.secret if max(number.value for number in numbers) <= 4]
    small = {number.counts for numbers in found.secret for number in numbers}
    found.shown += [number for number in found.hidden if number.counts not in small and number.value >= 10]
    assert found.worked_out()


@pytest.mark.parametrize("key", ["senco_confidence", "ehcna_requests", "refusal_rate"])
def test_every_view_hides_what_the_reader_was_told_is_hidden(crowds: dict[int, Crowd], key: str) -> None:
    chance, of = random.Random(key), crowds[1]
    chosen = list(product(BY, [None, *of.world.clusters], [None, "primary", "secondary"], [None, "school"], PeriodKind))
    for by, cluster, phase, setting_type, kind in chance.sample(chosen, 60):
        where = Where(cluster, phase, setting_type)
        measure, periods = kpi(key), CALENDAR.periods(kind, FIRST, of.world.as_at)
        shown, exact = (evaluate(measure, of.facts, periods, by, where, exact=is_exact) for is_exact in (False, True))
        hidden = (hidden_parts if by == "part" else hidden_sums)(measure, of.facts, periods)
        wanted = [name in hidden for name in keys(shown, by, vars(where))]
        assert shown["suppressed"].tolist() == wanted
        for column in ("numerator", "denominator", "value"):
            assert shown.loc[shown["suppressed"], column].isna().all()
        pd.testing.assert_frame_equal(shown[~shown["suppressed"]], exact[~shown["suppressed"]], check_like=True)


def test_longer_look_back_hides_the_same_periods_as_the_usual_view(crowds: dict[int, Crowd]) -> None:
    of, measure = crowds[1], kpi("senco_confidence")
    usual = CALENDAR.periods(PeriodKind.MONTH, FIRST, of.world.as_at)
    longer = CALENDAR.periods(PeriodKind.MONTH, FIRST.replace(year=FIRST.year - 2), of.world.as_at)
    assert hidden_sums(measure, of.facts, longer) == hidden_sums(measure, of.facts, usual)
    assert hidden_sums(measure, of.facts, usual)


def test_share_in_isp_is_hidden_wherever_the_plans_by_placement_are(crowds: dict[int, Crowd]) -> None:
    of = crowds[1]
    for kind in PeriodKind:
        periods = CALENDAR.periods(kind, of.facts.history_from, of.world.as_at)
        assert hidden_parts(kpi("ehc_plans"), of.facts, periods) <= hidden_sums(kpi("isp_share"), of.facts, periods)


def test_something_is_still_shown(crowds: dict[int, Crowd]) -> None:
    for key in MEASURES:
        assert share_shown(seen(crowds[1], key)) > 0.01, key
    assert share_shown(seen(crowds[1], "suspensions")) > 0.2


def share_shown(found: Seen) -> float:
    return len(found.shown) / (len(found.shown) + len(found.hidden))
