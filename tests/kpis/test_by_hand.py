"""Measures of plans, coaching, voices and skills, worked out by hand: a few rows in, the figure out."""

import math
from datetime import date
from typing import Any

import pytest

from data_access.vocabulary import Audience, EvidenceKind, Item, PeriodKind, SupporterKind
from kpis import kpi
from kpis.evaluate import By, evaluate
from kpis.facts import Facts
from tests.kpis.facts_by_hand import facts, member, periods, setting

YEAR, MONTH = PeriodKind.ACADEMIC_YEAR, PeriodKind.MONTH
OCTOBER, NOVEMBER = date(2025, 10, 1), date(2025, 11, 3)
CYCLE = {"cycle": "Autumn", "opens_on": OCTOBER, "due_on": date(2025, 11, 14), "plans_due_on": date(2025, 12, 12)}
LATER = {
    "cycle": "Spring",
    "opens_on": date(2026, 2, 1),
    "due_on": date(2026, 3, 13),
    "plans_due_on": date(2026, 4, 30),
}


def programme(**frames: Any) -> Facts:
    """Schools 1 and 2 in Central, 3 in North."""
    places = {"settings": [setting("1"), setting("2"), setting("3")]}
    stays = {"memberships": [member("1"), member("2"), member("3", "North")]}
    return facts(**(places | stays | frames))


def figures(key: str, known: Facts, kind: PeriodKind = YEAR, by: By | None = None) -> dict[Any, tuple[float, float]]:
    """{period, or group of the first period: (numerator, denominator)}"""
    table = evaluate(kpi(key), known, periods(kind, known.as_at), by=by, exact=True)
    if by is not None:
        table = table[table["period_key"] == table["period_key"].iloc[0]]
    names = table["period_key" if by is None else "urn" if by == "setting" else by]
    return dict(zip(names, zip(table["numerator"], table["denominator"], strict=True), strict=True))


def test_self_evaluation_counts_for_its_cycle_and_late_ones_only_in_the_rate() -> None:
    handed_in = [("1", date(2025, 11, 14)), ("2", date(2025, 11, 15))]
    rows = [{"urn": urn, "cycle": "Autumn", "submitted_on": day} for urn, day in handed_in]
    known = programme(cycles=[CYCLE], evaluations=rows)
    assert figures("self_evaluation_rate", known) == {"2025-26": (2, 3)}
    assert figures("self_evaluation_on_time", known) == {"2025-26": (1, 3)}


def test_setting_that_changes_cluster_after_the_due_day_is_due_in_the_one_it_was_in_last() -> None:
    moves = [member("1", left_on=date(2026, 1, 31)), member("1", "North", date(2026, 2, 1))]
    known = facts(settings=[setting("1")], memberships=moves, cycles=[CYCLE])
    assert figures("self_evaluation_rate", known, by="cluster") == {"North": (0, 1)}


def test_plan_counts_in_the_period_of_its_own_due_day() -> None:
    known = programme(cycles=[CYCLE], plans=[{"urn": "1", "cycle": "Autumn", "agreed_on": date(2025, 12, 1)}])
    months = figures("action_plan_rate", known, MONTH)
    assert months["2025-11"] == (0, 0)
    assert months["2025-12"] == (1, 3)


def test_actions_that_were_due_count_and_only_those_done_in_time_above_the_line() -> None:
    row = {"urn": "1", "cell_start": OCTOBER, "due_count": 5, "done_on_time_count": 2}
    assert figures("actions_done_on_time", programme(actions=[row])) == {"2025-26": (2, 5)}


def level(urn: str, cycle: str, day: date, area: str, value: int) -> dict[str, Any]:
    return {"urn": urn, "cycle": cycle, "submitted_on": day, "area": area, "level": value}


def test_change_in_level_is_from_the_first_cycle_to_the_latest_area_by_area() -> None:
    autumn, spring = date(2025, 11, 14), date(2026, 3, 13)
    rows = [
        level("1", "Autumn", autumn, "outcomes", 1), level("1", "Spring", spring, "outcomes", 3),
        level("1", "Autumn", autumn, "teaching", 2), level("1", "Spring", spring, "teaching", 1),
        level("2", "Autumn", autumn, "outcomes", 4),
    ]  # fmt: skip
    assert figures("area_level_change", programme(cycles=[CYCLE, LATER], levels=rows)) == {"2025-26": (1, 2)}


def test_academy_goes_on_from_what_its_school_said_of_itself() -> None:
    places = [setting("1", closed_on=date(2025, 12, 31), successor_urn="9"), setting("9", opened_on=date(2026, 1, 1))]
    rows = [
        level("1", "Autumn", date(2025, 11, 14), "outcomes", 1),
        level("9", "Spring", date(2026, 3, 13), "outcomes", 2),
    ]
    known = facts(settings=places, memberships=[member("1")], cycles=[CYCLE, LATER], levels=rows)
    assert figures("area_level_change", known, by="setting") == {"9": (1, 1)}


SESSIONS = [
    {"urn": "1", "cell_start": OCTOBER, "event_type": "coaching_session", "booked_count": 3, "attended_count": 2},
    {"urn": "2", "cell_start": OCTOBER, "event_type": "cpd", "booked_count": 1, "attended_count": 0},
]


def test_coaching_reaches_who_came_and_places_count_by_line_of_the_register() -> None:
    known = programme(sessions=SESSIONS)
    assert figures("coaching_engagement", known) == {"2025-26": (1, 3)}
    assert figures("session_attendance", known) == {"2025-26": (2, 4)}
    parts = figures("session_attendance", known, by="part")
    assert (parts["coaching_session"], parts["cpd"], parts["peer_review"]) == ((2, 3), (0, 1), (0, 0))


def test_peer_reviews_held_are_out_of_those_planned() -> None:
    row = {"urn": "3", "cell_start": NOVEMBER, "planned_count": 3, "completed_count": 1}
    assert figures("peer_review_rate", programme(peer_reviews=[row]), by="cluster")["North"] == (1, 3)


@pytest.mark.parametrize(
    ("trained_on", "ended_on", "expected"),
    [
        (date(2025, 10, 31), None, 1),
        (date(2025, 11, 1), None, 0),
        (date(2025, 10, 1), date(2025, 10, 31), 1),
        (date(2025, 10, 1), date(2025, 10, 30), 0),
        (None, None, 0),
    ],
)
def test_coach_counts_from_the_day_of_training_to_the_last_day_in_the_role(
    trained_on: date | None, ended_on: date | None, expected: int
) -> None:
    person = {"urn": "1", "kind": SupporterKind.LOCAL_COACH, "identified_on": date(2025, 9, 2)}
    others = {**person, "kind": SupporterKind.INCLUSION_LEADER, "trained_on": date(2025, 9, 3)}
    known = programme(supporters=[{**person, "trained_on": trained_on, "ended_on": ended_on}, others])
    assert figures("coaches_trained", known, MONTH)["2025-10"][0] == expected


def test_feedback_is_the_mean_of_the_answers_about_sessions_and_of_no_others() -> None:
    said = {"urn": "1", "cell_start": OCTOBER, "audience": Audience.SENCO}
    known = programme(
        answers=[
            {**said, "item": Item.SESSION_USEFUL, "answered_count": 4, "score_sum": 18},
            {**said, "item": Item.SESSION_PUT_TO_USE, "answered_count": 2, "score_sum": 6},
            {**said, "item": Item.TIME_FOR_ROLE, "answered_count": 9, "score_sum": 9},
        ]
    )
    table = evaluate(kpi("event_feedback"), known, periods(YEAR, known.as_at), exact=True)
    assert table[["denominator", "value"]].values.tolist() == [[6, 4.0]]


def test_response_rate_is_over_the_invited_and_apart_by_audience() -> None:
    asked = {"urn": "1", "cell_start": OCTOBER}
    known = programme(
        rounds=[
            {**asked, "audience": Audience.PUPIL, "invited_count": 30, "answered_count": 12},
            {**asked, "audience": Audience.SENCO, "invited_count": 10, "answered_count": 9},
        ]
    )
    assert figures("response_rate", known) == {"2025-26": (21, 40)}
    assert figures("response_rate", known, by="part")["pupil"] == (12, 30)


def test_setting_with_any_piece_of_evidence_counts_once() -> None:
    rows = [
        {"urn": "1", "cell_start": OCTOBER, "kind": kind, "approved_count": 2}
        for kind in (EvidenceKind.CASE_STUDY, EvidenceKind.OFSTED_COMMENT)
    ]
    known = programme(evidence=rows)
    assert figures("evidence_of_change", known) == {"2025-26": (1, 3)}
    assert figures("evidence_of_change", known, by="part")["ofsted_comment"] == (1, 3)
    assert figures("case_studies", known)["2025-26"][0] == 2


def test_gain_is_in_deviations_of_all_scores_and_weighs_by_pupils() -> None:
    scores = {"intervention": "Talk Boost", "pupil_count": 10, "before_mean": 20.0, "before_sd": 3.0}
    scores |= {"after_mean": 22.0, "after_sd": 5.0}
    known = programme(gains=[{"urn": "1", "cell_start": OCTOBER, **scores}], yardsticks=[scores])
    numerator, pupils = figures("programme_effect", known)["2025-26"]
    assert pupils == 10
    assert math.isclose(numerator / pupils, 2 / math.sqrt((9 + 25) / 2))


def test_scores_that_are_all_alike_give_no_gain_and_count_no_pupils() -> None:
    scores = {"intervention": "Talk Boost", "pupil_count": 10, "before_mean": 20.0, "before_sd": 0.0}
    scores |= {"after_mean": 22.0, "after_sd": 0.0}
    known = programme(gains=[{"urn": "1", "cell_start": OCTOBER, **scores}], yardsticks=[scores])
    assert figures("programme_effect", known) == {"2025-26": (0, 0)}
