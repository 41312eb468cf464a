"""What is expected, what came, what came late and what is missing: tables worked out by hand."""

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from data_access.vocabulary import PeriodKind
from kpis.completeness import AUTHORITY, COLUMNS, Expected, completeness, stale_since, summed
from kpis.facts import Facts
from tests.kpis.facts_by_hand import CALENDAR, START, facts, member, setting

OCTOBER = (date(2025, 10, 1), date(2025, 10, 31))
AS_AT = date(2025, 11, 20)
SURVEY = Expected("survey:senco", "setting", PeriodKind.MONTH, 14, "senco", START)
FIGURE = Expected("setting:suspensions", "setting", PeriodKind.MONTH, 14, "office", START, whole=True)


def programme(as_at: date = AS_AT, **frames: Any) -> Facts:
    """Ash and Birch in Central, a nursery in North."""
    places = [setting("1"), setting("2"), setting("3", phase="nursery", setting_type="early_years")]
    members = [member("1"), member("2"), member("3", "North")]
    return facts(as_at=as_at, **{"settings": places, "memberships": members, **frames})


def arrived(*rows: tuple[str, str, date, date, date]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["evidence", "place", "starts_on", "ends_on", "came_on"])


def states(found: pd.DataFrame) -> dict[str, str]:
    return dict(zip(found["urn"].fillna(found["place"]), found["state"], strict=True))


def answers(urn: str, came_on: date, day: date = date(2025, 10, 6)) -> tuple[str, str, date, date, date]:
    return ("survey:senco", urn, day, day, came_on)


def test_what_came_in_time_what_came_late_and_what_did_not_come() -> None:
    came = arrived(answers("1", date(2025, 11, 14)), answers("2", date(2025, 11, 15)))

    found = completeness(programme(), [SURVEY], came, *OCTOBER)
    assert found.columns.tolist() == COLUMNS
    # October's answers were due on 14 November; on the 20th the nursery is six days over.
    assert found[["urn", "cluster", "state", "days_late"]].to_numpy().tolist() == [
        ["1", "Central", "came", 0],
        ["2", "Central", "late", 0],
        ["3", "North", "missing", 6],
    ]
    assert set(found["due_on"]) == {date(2025, 11, 14)}


@pytest.mark.parametrize(("day", "state"), [(14, "not_due"), (15, "missing")])
def test_nothing_is_missing_before_its_day_is_over(day: int, state: str) -> None:
    found = completeness(programme(date(2025, 11, day)), [SURVEY], arrived(), *OCTOBER)

    assert set(found["state"]) == {state}


def test_nobody_is_late_for_what_was_due_before_it_was_expected() -> None:
    since = Expected("survey:senco", "setting", PeriodKind.MONTH, 14, "senco", date(2025, 11, 15))
    came = arrived(*(answers(urn, date(2025, 11, 18)) for urn in "123"))

    assert set(completeness(programme(), [since], came, *OCTOBER)["state"]) == {"came"}


def test_evidence_of_another_month_or_another_kind_does_not_count() -> None:
    other = ("survey:parent_carer", "1", *OCTOBER, date(2025, 11, 1))
    came = arrived(answers("1", AS_AT, date(2025, 9, 30)), answers("2", AS_AT, date(2025, 11, 1)), other)

    assert set(completeness(programme(), [SURVEY], came, *OCTOBER)["state"]) == {"missing"}


def test_settings_that_do_not_have_it_are_not_asked() -> None:
    schools = Expected(
        "setting:suspensions", "setting", PeriodKind.MONTH, 14, "office", START, not_from=frozenset({"early_years"})
    )

    assert completeness(programme(), [schools], arrived(), *OCTOBER)["urn"].tolist() == ["1", "2"]


def test_setting_is_expected_only_while_it_belongs_to_the_programme() -> None:
    members = [member("1", left_on=date(2025, 9, 30)), member("2", joined_on=date(2025, 10, 31)), member("3", "North")]

    found = completeness(programme(memberships=members), [SURVEY], arrived(), *OCTOBER)
    assert found["urn"].tolist() == ["2", "3"]


def test_successor_brings_what_the_closed_setting_handed_in() -> None:
    places = [setting("1", closed_on=date(2025, 10, 10), successor_urn="2"), setting("2", opened_on=date(2025, 10, 11))]
    facts_ = programme(settings=places, memberships=[member("1")])
    came = arrived(answers("1", date(2025, 10, 7)))

    assert states(completeness(facts_, [SURVEY], came, *OCTOBER)) == {"2": "came"}


def test_figure_of_a_term_comes_with_its_last_month() -> None:
    term = Expected("setting:suspensions", "setting", PeriodKind.TERM, 14, "office", START, whole=True)
    months = [(date(2025, month, 1), date(2025, month, 30)) for month in (9, 10, 11, 12)]
    rows = [("setting:suspensions", "1", *month, date(2026, 1, 10 + at)) for at, month in enumerate(months)]
    rows += [("setting:suspensions", "2", *month, date(2026, 1, 10)) for month in months[:3]]

    found = completeness(programme(date(2026, 3, 1)), [term], arrived(*rows), date(2025, 9, 1), date(2026, 1, 4))
    # Autumn ends on 4 January, the day before spring begins; December is the last month that is mostly of it.
    assert states(found) == {"1": "came", "2": "missing", "3": "missing"}
    assert found["came_on"].tolist()[0] == pd.Timestamp(2026, 1, 13)


def test_figure_of_a_wider_period_covers_a_month() -> None:
    came = arrived(("setting:suspensions", "1", date(2025, 9, 1), date(2025, 12, 31), date(2025, 11, 1)))

    assert states(completeness(programme(), [FIGURE], came, *OCTOBER))["1"] == "came"


def test_clusters_and_the_authority_hand_in_their_own() -> None:
    meeting = Expected("cluster_meetings", "cluster", PeriodKind.MONTH, 14, "cluster_lead", START)
    plans = Expected("authority:ehc_plans", "authority", PeriodKind.MONTH, 14, "la_data", START)
    came = arrived(
        ("cluster_meetings", "Central", date(2025, 10, 1), date(2025, 10, 16), date(2025, 10, 17)),
        ("authority:ehc_plans", "", *OCTOBER, date(2025, 11, 3)),
    )

    found = completeness(programme(), [meeting, plans], came, *OCTOBER)
    assert states(found) == {"Central": "came", "North": "missing", AUTHORITY: "came"}


def test_the_authority_is_not_asked_by_whoever_is_limited_to_a_cluster() -> None:
    plans = Expected("authority:ehc_plans", "authority", PeriodKind.MONTH, 14, "la_data", START)
    limited = replace(programme(), scope=frozenset({"Central"}), _kept={})

    assert completeness(limited, [plans], arrived(), *OCTOBER).empty


def test_what_belongs_to_a_cycle_is_expected_in_the_period_that_the_cycle_is_due_in() -> None:
    due = date(2025, 10, 17)
    cycle = Expected("self_evaluation", "setting", PeriodKind.MONTH, 7, "senco", START, cycle_days=(due,))
    came = arrived(
        ("self_evaluation", "1", due, due, date(2025, 10, 24)), ("self_evaluation", "2", due, due, date(2025, 10, 25))
    )

    found = completeness(programme(), [cycle], came, date(2025, 9, 1), date(2025, 11, 30))
    assert set(found["period_key"]) == {"2025-10"}
    assert states(found) == {"1": "came", "2": "late", "3": "missing"}


def test_periods_that_have_not_begun_or_lie_before_the_programme_are_left_out() -> None:
    found = completeness(programme(), [SURVEY], arrived(), date(2025, 7, 1), date(2026, 3, 31))

    assert sorted(set(found["period_key"])) == ["2025-09", "2025-10", "2025-11"]


def test_sums_are_of_what_was_due() -> None:
    came = arrived(answers("1", date(2025, 11, 14)), answers("2", date(2025, 11, 15)))
    rows = completeness(programme(), [SURVEY], came, date(2025, 10, 1), date(2025, 11, 30))

    assert summed(rows)[["due", "came", "late", "missing"]].to_numpy().tolist() == [[3, 2, 1, 1]]
    assert summed(rows)["share"].tolist() == pytest.approx([2 / 3])
    assert summed(rows, ["cluster"])[["cluster", "due", "came", "missing"]].to_numpy().tolist() == [
        ["Central", 2, 2, 0],
        ["North", 1, 0, 1],
    ]


def test_nothing_expected_is_an_empty_table_and_no_share() -> None:
    rows = completeness(programme(), [], arrived(), *OCTOBER)

    assert rows.empty
    assert rows.columns.tolist() == COLUMNS
    assert summed(rows)["share"].isna().all()


@pytest.mark.parametrize(
    ("newest", "since"),
    [
        (None, date(2025, 10, 14)),
        (date(2025, 9, 12), date(2025, 11, 14)),
        (date(2025, 10, 2), None),
        (date(2025, 11, 19), None),
    ],
)
def test_source_is_stale_from_the_first_day_that_passed_without_it(newest: date | None, since: date | None) -> None:
    assert stale_since(SURVEY, CALENDAR, START, newest, AS_AT) == since
