"""Targets, statuses, hidden numbers and the shape of a result, worked out by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data_access.vocabulary import PeriodKind
from kpis import kpi
from kpis.evaluate import EVERYWHERE, Where, evaluate
from kpis.facts import Facts
from tests.kpis.facts_by_hand import CALENDAR, came, facts, member, parents, periods, setting, target

MONTH, YEAR = PeriodKind.MONTH, PeriodKind.ACADEMIC_YEAR
OCTOBER = date(2025, 10, 1)
IN_OCTOBER = CALENDAR.periods(MONTH, OCTOBER, OCTOBER)


def attended_by(count: int, of: int, targets: list[dict[str, Any]], **rest: Any) -> Facts:
    """`count` of the settings came in October."""
    return facts(
        settings=[setting(str(number)) for number in range(of)],
        memberships=[member(str(number)) for number in range(of)],
        attendance=[came(str(number), OCTOBER) for number in range(count)],
        targets=targets,
        **rest,
    )


def october_status(known: Facts) -> str | None:
    return evaluate(kpi("participation_rate"), known, IN_OCTOBER)["status"].iloc[0]


def test_result_has_the_promised_columns_in_order() -> None:
    table = evaluate(kpi("participation_rate"), attended_by(1, 2, []), IN_OCTOBER, by="setting")
    assert list(table.columns) == [
        "kpi",
        "period",
        "period_key",
        "period_start",
        "period_end",
        "complete",
        "urn",
        "setting",
        "numerator",
        "denominator",
        "value",
        "target",
        "expected",
        "status",
        "suppressed",
    ]
    assert table[["period", "urn", "setting", "value"]].values.tolist() == [
        ["October 2025", "0", "School 0", 1.0],
        ["October 2025", "1", "School 1", 0.0],
    ]


@pytest.mark.parametrize(
    ("came_count", "expected"),
    [(80, "met"), (81, "met"), (79, "at_risk"), (73, "at_risk"), (72, "off_track"), (0, "off_track")],
)
def test_target_without_a_baseline_holds_from_the_first_day(came_count: int, expected: str) -> None:
    # 10 % of the way from nothing to 80 % is 8 points.
    assert october_status(attended_by(came_count, 100, [target(0.8)])) == expected


@pytest.mark.parametrize(
    ("came_count", "expected"),
    [(90, "met"), (50, "on_track"), (51, "on_track"), (49, "at_risk"), (43, "at_risk"), (42, "off_track")],
)
def test_status_follows_a_straight_line_from_baseline_to_target(came_count: int, expected: str) -> None:
    # From 10 % on 1 October to 90 % on 30 November: half-way on 31 October, at 50 %; 10 % of the way is 8 points.
    line = target(0.9, date(2025, 11, 30), baseline_value=0.1, baseline_on=date(2025, 10, 1))
    assert october_status(attended_by(came_count, 100, [line])) == expected


def test_line_is_flat_before_its_first_day_and_after_its_last() -> None:
    before = target(0.9, date(2026, 8, 31), baseline_value=0.3, baseline_on=date(2025, 12, 1))
    after = target(0.5, date(2025, 10, 1), baseline_value=0.1, baseline_on=date(2025, 9, 1))
    assert october_status(attended_by(30, 100, [before])) == "on_track"
    assert october_status(attended_by(49, 100, [after])) == "at_risk"
    assert october_status(attended_by(46, 100, [after])) == "off_track"


def test_margin_is_a_setting_of_the_programme() -> None:
    known = attended_by(50, 100, [target(0.8)], rules={"at_risk_margin": 0.5})
    assert october_status(known) == "at_risk"


def test_lower_is_better_turns_the_comparison_round() -> None:
    lower = replace(kpi("participation_rate"), better="lower")
    neither = replace(lower, better="neither")
    known = attended_by(20, 100, [target(0.3)])
    assert evaluate(lower, known, IN_OCTOBER)["status"].tolist() == ["met"]
    assert evaluate(neither, known, IN_OCTOBER)["status"].tolist() == [None]


def test_without_a_target_there_is_no_status() -> None:
    table = evaluate(kpi("participation_rate"), attended_by(1, 2, []), IN_OCTOBER)
    assert table["status"].tolist() == [None]
    assert table["target"].isna().all()


def test_unfinished_period_has_no_status_but_has_its_target() -> None:
    known = attended_by(9, 10, [target(0.8)], as_at=date(2025, 10, 30))
    table = evaluate(kpi("participation_rate"), known, IN_OCTOBER)
    assert table[["complete", "status", "target"]].values.tolist() == [[False, None, 0.8]]
    finished = attended_by(9, 10, [target(0.8)], as_at=date(2025, 10, 31))
    assert evaluate(kpi("participation_rate"), finished, IN_OCTOBER)["complete"].tolist() == [True]


def test_target_of_the_cluster_goes_before_that_of_the_phase_and_that_before_the_programmes() -> None:
    known = facts(
        settings=[setting("1"), setting("2", phase="nursery"), setting("3", phase="secondary")],
        memberships=[member("1"), member("2", "North"), member("3", "North")],
        targets=[target(0.9), target(0.8, phase="nursery"), target(0.7, cluster="Central"), target(0.6, kpi="other")],
    )

    def found(by: Any = None, where: Where = EVERYWHERE) -> list[float]:
        return evaluate(kpi("participation_rate"), known, IN_OCTOBER, by, where)["target"].tolist()

    assert found() == [0.9]
    assert found("cluster") == [0.7, 0.9]
    assert found("phase") == [0.8, 0.9, 0.9]
    assert found("setting") == [0.7, 0.8, 0.9]
    assert found(where=Where(phase="nursery")) == [0.8]
    assert found("phase", Where(cluster="Central")) == [0.7]
    assert found("setting_type") == [0.9]


def test_a_count_is_held_against_the_target_of_just_its_place() -> None:
    wide, own = target(40, kpi="ehcna_requests"), target(12, kpi="ehcna_requests", cluster="Central")
    places = {
        "settings": [setting("1"), setting("2", phase="nursery")],
        "memberships": [member("1"), member("2", "North")],
    }

    def found(by: Any = None, where: Where = EVERYWHERE, scope: Any = None) -> list[float | None]:
        known = replace(facts(targets=[wide, own], **places), scope=scope)
        targets = evaluate(kpi("ehcna_requests"), known, IN_OCTOBER, by, where, exact=True)["target"]
        return [None if pd.isna(value) else value for value in targets]

    assert found() == [40]
    assert found("cluster") == [12, None]
    assert found("setting") == [None, None]
    assert found("setting_type", Where(cluster="Central")) == [None]
    assert found(where=Where(cluster="North")) == [None]
    assert found(where=Where(phase="primary")) == [None]
    assert found(where=Where(cluster="Central", setting_type="school")) == [None]
    assert found(scope=frozenset({"Central"})) == [12]
    assert found(scope=frozenset({"North"})) == [None]
    assert found(scope=frozenset({"Central", "North"})) == [None]


def test_target_due_next_holds_and_after_the_last_one_the_last() -> None:
    known = attended_by(
        1, 2, [target(0.95, date(2027, 8, 31)), target(0.8, date(2026, 8, 31))], as_at=date(2028, 8, 31)
    )
    table = evaluate(kpi("participation_rate"), known, periods(YEAR, known.as_at))
    assert table["target"].tolist() == [0.8, 0.95, 0.95]


def test_nothing_over_zero_is_no_data_and_never_nought_per_cent() -> None:
    table = evaluate(kpi("parent_confidence"), facts(targets=[target(0.8, kpi="parent_confidence")]), IN_OCTOBER)
    assert table[["numerator", "denominator", "status", "suppressed"]].values.tolist() == [[0, 0, "no_data", False]]
    assert table["value"].isna().all()


def surveyed(*answers: dict[str, Any]) -> Facts:
    return facts(
        settings=[setting("1"), setting("2"), setting("3", phase="nursery")],
        memberships=[member("1"), member("2", "North"), member("3", "South")],
        answers=answers,
        targets=[target(0.8, kpi="parent_confidence")],
    )


def test_small_number_of_parents_is_hidden_with_the_next_smallest_cluster_unless_exact() -> None:
    known = surveyed(parents(2, 20, "1"), parents(20, 30, "2"), parents(33, 40, "3"))
    table = evaluate(kpi("parent_confidence"), known, IN_OCTOBER, "cluster")
    assert table["suppressed"].tolist() == [True, True, False]
    assert table.loc[:1, ["numerator", "denominator", "value"]].isna().all(axis=None)
    assert table["status"].tolist() == ["too_few", "too_few", "met"]
    total = evaluate(kpi("parent_confidence"), known, IN_OCTOBER)
    assert total[["numerator", "denominator", "suppressed"]].values.tolist() == [[55, 90, False]]
    exact = evaluate(kpi("parent_confidence"), known, IN_OCTOBER, "cluster", exact=True)
    assert exact["numerator"].tolist() == [2, 20, 33]
    assert exact["status"].tolist() == ["off_track", "off_track", "met"]


def test_share_of_few_respondents_is_withheld() -> None:
    table = evaluate(kpi("parent_confidence"), surveyed(parents(0, 9, "1")), IN_OCTOBER)
    assert table[["status", "suppressed"]].values.tolist() == [["too_few", True]]


def test_counts_of_settings_are_not_small_number_data() -> None:
    table = evaluate(kpi("participation_rate"), attended_by(1, 2, []), IN_OCTOBER)
    assert table[["numerator", "denominator", "suppressed"]].values.tolist() == [[1, 2, False]]


def test_answer_without_a_setting_counts_for_its_cluster_with_nothing_else_stated() -> None:
    known = surveyed(parents(10, 20, "1"), parents(10, 15, cluster="Central"), parents(1, 1, urn="unknown"))
    confidence = kpi("parent_confidence")
    by_cluster = evaluate(confidence, known, IN_OCTOBER, "cluster", exact=True)
    assert by_cluster[["cluster", "denominator"]].astype(object).fillna("-").values.tolist() == [
        ["Central", 35],
        ["North", 0],
        ["South", 0],
        ["-", 1],
    ]
    by_phase = evaluate(confidence, known, IN_OCTOBER, "phase", Where(cluster="Central"), exact=True)
    assert by_phase[["phase", "denominator"]].astype(object).fillna("-").values.tolist() == [["primary", 20], ["-", 15]]


def test_programme_with_nothing_in_it_has_a_line_for_each_period_and_none_for_any_group() -> None:
    empty = facts(as_at=date(2025, 11, 30))
    for measure in (
        "participation_rate",
        "active_participation_rate",
        "cluster_meeting_attendance",
        "parent_confidence",
    ):
        table = evaluate(kpi(measure), empty, periods(MONTH, empty.as_at))
        assert table["status"].tolist() == ["no_data"] * 3
        assert evaluate(kpi(measure), empty, periods(MONTH, empty.as_at), "setting").empty
        assert evaluate(kpi(measure), empty, [], "cluster").empty


def test_counts_have_no_denominator_and_nought_is_a_number() -> None:
    table = evaluate(kpi("case_studies"), facts(), IN_OCTOBER)
    assert table[["numerator", "value", "suppressed"]].values.tolist() == [[0, 0, False]]
    assert table["denominator"].isna().all()


def test_dates_of_a_result_are_the_periods() -> None:
    table = evaluate(kpi("case_studies"), facts(), periods(YEAR, date(2026, 9, 1)))
    assert table["period_start"].tolist() == [pd.Timestamp("2025-09-01"), pd.Timestamp("2026-09-01")]
    assert table["period_end"].tolist() == [pd.Timestamp("2026-08-31"), pd.Timestamp("2027-08-31")]
