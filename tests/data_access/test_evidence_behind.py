"""Every record behind a number: found, in scope, and of people only for those who see exact counts."""

from datetime import date

import pytest

import kpis
from data_access import evidence_behind, records
from data_access.evidence_behind import OF_PEOPLE, QUERIES, rows_behind
from data_access.permissions import PAGES
from data_access.vocabulary import Area, Audience, EventType, Item
from tests import factories

SINCE, UNTIL = date(2025, 9, 1), date(2026, 8, 31)
ALL_YEAR = (SINCE, UNTIL)


@pytest.fixture
def recorded(database: str) -> int:
    """One record of each kind of evidence, of a setting in Central. Value: Central's id."""
    factories.add_programme()
    central = factories.add_cluster("Central")
    factories.add_cluster("North")
    factories.add_setting("100001", "Ash School", cluster="Central")
    factories.add_setting("100002", "Birch School", cluster="North")
    factories.add_event("E1", date(2025, 10, 1), attended=["100001"], absent=["100002"], title="A network")
    factories.add_event(
        "E2", date(2025, 10, 2), attended=["100001"], event_type=EventType.COACHING_SESSION, title="Coaching"
    )
    factories.add_response(Audience.PARENT_CARER, date(2025, 10, 3), {Item.CONFIDENCE_IN_MAINSTREAM: 4}, urn="100001")
    factories.add_case_study("100001", approved_on=date(2025, 10, 4))
    staff = factories.administrator()
    place = {"urn": "100001"}
    cycle = {"name": "2025/26", "opens_on": SINCE, "due_on": date(2025, 11, 1), "plans_due_on": date(2025, 12, 1)}
    records.record(staff, "evaluation_cycle", cycle, "c")
    in_cycle = place | {"cycle": "2025/26"}
    levels = {f"level_{area.value}": "developing" for area in Area}
    entered = {
        "self_evaluation": in_cycle | levels | {"submitted_on": date(2025, 10, 5)},
        "action_plan": in_cycle | {"agreed_on": date(2025, 10, 6)},
        "action": in_cycle
        | {"area": "outcomes", "title": "Train", "owner_role": "SENCO", "due_on": date(2025, 10, 7)}
        | {"progress": "under_way"},
        "peer_review": place | {"focus": "Reading", "planned_for": date(2025, 10, 8)},
        "supporter": place | {"kind": "local_coach", "identified_on": date(2025, 10, 9)},
        "skill_gain": place
        | {"intervention": "Talk", "ended_on": date(2025, 10, 10), "pupil_count": 12}
        | {"before_mean": 1, "before_sd": 1, "after_mean": 2, "after_sd": 1},
        "survey_round": place
        | {"audience": "parent_carer", "opens_on": SINCE, "closes_on": date(2025, 10, 11), "invited_count": 30},
        "figure": place
        | {"measure": "suspensions", "period_kind": "month", "period_start": date(2025, 10, 1), "numerator": 12}
        | {"status": "final", "source": "School"},
    }
    for name, answers in entered.items():
        records.record(staff, name, answers, f"entry {name}")
    return central


def test_every_measure_names_evidence_that_can_be_listed() -> None:
    assert {measure.evidence for measure in kpis.CATALOGUE} <= set(QUERIES)


@pytest.mark.parametrize("evidence", sorted(QUERIES))
def test_record_is_listed_with_the_page_it_was_entered_on(recorded: int, evidence: str) -> None:
    rows = rows_behind(factories.la_lead(), evidence, *ALL_YEAR)
    assert len(rows) >= 1
    assert set(rows["page"]) <= set(PAGES)
    assert rows["query"].str.contains("id=").all()
    assert (rows["what"] != "").all()
    assert rows["day"].is_monotonic_decreasing


@pytest.mark.parametrize("evidence", sorted(QUERIES))
def test_member_of_another_cluster_sees_nothing_of_it(recorded: int, evidence: str) -> None:
    north = factories.member_of(factories.cluster_id_of("North"))
    rows = rows_behind(north, evidence, *ALL_YEAR)
    assert "Ash School" not in set(rows["setting"])
    assert not rows["what"].str.contains("2 of 2").any()


@pytest.mark.parametrize("evidence", sorted(OF_PEOPLE))
def test_records_of_people_are_not_listed_for_roles_without_exact_counts(recorded: int, evidence: str) -> None:
    assert rows_behind(factories.delivery_group(), evidence, *ALL_YEAR).empty
    assert rows_behind(factories.member_of(recorded), evidence, *ALL_YEAR).empty


def test_only_the_figures_of_the_measure_are_behind_it(recorded: int) -> None:
    lead = factories.la_lead()
    suspensions = rows_behind(lead, "figures", *ALL_YEAR, "suspensions")
    assert suspensions["what"].tolist() == ["suspensions: 12, final, School"]
    assert rows_behind(lead, "figures", *ALL_YEAR, "ehc_plans").empty


def test_only_days_within_the_period_are_listed(recorded: int) -> None:
    found = rows_behind(factories.la_lead(), "registers", date(2025, 10, 2), date(2025, 10, 2))
    assert found["what"].tolist() == ["Coaching: 1 of 1 came"]


def test_newest_record_says_how_far_the_data_go(recorded: int) -> None:
    lead = factories.la_lead()
    assert evidence_behind.data_to(lead, "registers", UNTIL) == date(2025, 10, 2)
    assert evidence_behind.data_to(lead, "figures", UNTIL, "ehc_plans") is None
