"""What has come of what can be expected, summed up in SQL and within scope."""

from datetime import UTC, date, datetime

import pytest

from data_access import clock
from data_access.arrivals import arrivals, newest
from data_access.evidence_kinds import EVIDENCE
from data_access.models import ActionPlan
from data_access.vocabulary import Audience, EventType, FigureName, Item
from tests import factories

AS_AT = date(2025, 11, 20)
OCTOBER = (date(2025, 10, 1), date(2025, 10, 31))


@pytest.fixture
def evidence(database: str) -> tuple[int, int]:
    """Something of every kind in Central, and a figure and a survey in North. Value: the ids of both."""
    factories.add_programme()
    central, north = factories.add_cluster("Central"), factories.add_cluster("North")
    factories.add_setting("100001", cluster="Central")
    factories.add_setting("100002", cluster="North")
    for day in (date(2025, 10, 6), date(2025, 10, 8)):
        factories.add_response(Audience.SENCO, day, {Item.CONFIDENCE_AND_CAPABILITY: 4}, urn="100001")
    factories.add_response(Audience.SENCO, date(2025, 11, 3), {Item.CONFIDENCE_AND_CAPABILITY: 4}, urn="100002")
    factories.add_event(
        "E1", date(2025, 10, 9), attended=["100001"], event_type=EventType.CLUSTER_MEETING, cluster="Central"
    )
    factories.add_event("E2", date(2025, 10, 10), event_type=EventType.CLUSTER_MEETING, cluster="North")
    cycle = factories.add_cycle("2025/26", date(2025, 9, 1), date(2025, 10, 17), date(2025, 11, 7))
    factories.add_self_evaluation("100001", cycle, date(2025, 10, 20))
    factories.add_self_evaluation("100002", cycle, None)
    factories.save(
        ActionPlan(
            setting_id=factories.setting_id_of("100001"),
            cycle_id=cycle,
            agreed_on=date(2025, 11, 10),
            recorded_by="a test",
        )
    )
    entered = datetime(2025, 11, 5, 12, tzinfo=UTC)
    factories.add_figure(FigureName.SUSPENSIONS, OCTOBER, 3, urn="100002", recorded_at=entered)
    factories.add_figure(FigureName.EHC_PLANS, OCTOBER, 30, cluster="Central", recorded_at=entered)
    for part, day in (("", 6), ("isp", 9)):
        factories.add_figure(
            FigureName.EHC_PLANS, OCTOBER, 10, part=part, recorded_at=datetime(2025, 11, day, 12, tzinfo=UTC)
        )
    return central, north


def test_everything_that_came_is_read_once_for_each_place_and_cell(evidence: tuple[int, int]) -> None:
    found = arrivals(factories.la_lead(), list(EVIDENCE), AS_AT)
    today = clock.today()

    assert found[["evidence", "place", "starts_on", "ends_on", "came_on"]].to_numpy().tolist() == [
        ["survey:senco", "100001", date(2025, 10, 1), date(2025, 10, 8), today],
        ["survey:senco", "100002", date(2025, 11, 3), date(2025, 11, 3), today],
        ["cluster_meetings", "Central", date(2025, 10, 1), date(2025, 10, 9), today],
        ["self_evaluation", "100001", date(2025, 10, 17), date(2025, 10, 17), date(2025, 10, 20)],
        ["action_plan", "100001", date(2025, 11, 7), date(2025, 11, 7), date(2025, 11, 10)],
        ["setting:suspensions", "100002", *OCTOBER, date(2025, 11, 5)],
        ["cluster:ehc_plans", "Central", *OCTOBER, date(2025, 11, 5)],
        ["authority:ehc_plans", "", *OCTOBER, date(2025, 11, 6)],
    ]


def test_only_what_is_asked_for_is_read(evidence: tuple[int, int]) -> None:
    assert set(arrivals(factories.la_lead(), ["authority:ehc_plans"], AS_AT)["evidence"]) == {"authority:ehc_plans"}
    assert arrivals(factories.la_lead(), [], AS_AT).empty


def test_cluster_member_sees_what_came_of_their_own(evidence: tuple[int, int]) -> None:
    found = arrivals(factories.member_of(evidence[1]), list(EVIDENCE), AS_AT)

    assert found[["evidence", "place"]].to_numpy().tolist() == [
        ["survey:senco", "100002"],
        ["setting:suspensions", "100002"],
    ]


def test_newest_day_of_each_source_and_when_it_was_entered(evidence: tuple[int, int]) -> None:
    found = newest(factories.la_lead(), list(EVIDENCE), AS_AT).set_index("evidence")

    assert found.loc["survey:senco"].tolist() == [date(2025, 11, 3), clock.today()]
    assert found.loc["action_plan"].tolist() == [date(2025, 11, 10), date(2025, 11, 10)]
    assert found.loc["authority:ehc_plans"].tolist() == [date(2025, 10, 31), date(2025, 11, 6)]
    assert "survey:pupil" not in found.index


def test_nothing_has_come_to_an_empty_programme(database: str) -> None:
    factories.add_programme()

    assert newest(factories.la_lead(), list(EVIDENCE), AS_AT).empty
