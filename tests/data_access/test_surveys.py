"""Survey responses: written once, read within scope, and small numbers hidden."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select

from data_access import store, surveys
from data_access.errors import InvalidInput, NotAllowed
from data_access.models import AuditEntry, SurveyAnswer, SurveyResponse
from data_access.vocabulary import Audience, Item, Role
from tests import factories

SENCO = {
    "audience": "senco",
    "answered_on": date(2025, 11, 5),
    "urn": "100001",
    "confidence_and_capability": 5,
    "time_for_role": 2,
    "comment": "The coaching helped.",
}
DAY = date(2025, 11, 5)


def seed() -> dict[str, int]:
    factories.add_programme()
    clusters = {name: factories.add_cluster(name) for name in ("Central", "North")}
    factories.add_setting("100001", "Abbey Primary", cluster="Central")
    factories.add_setting("100002", "Bridge Primary", cluster="North")
    return clusters


def count(model: type) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_response_is_saved_with_its_answers(database: str) -> None:
    seed()
    surveys.record_response(factories.staff(), SENCO, "key-1")
    found = surveys.responses(factories.staff()).to_dict("records")
    assert len(found) == 1
    assert found[0]["cluster"] == "Central"
    assert (found[0]["setting"], found[0]["answered_count"], found[0]["positive_count"]) == ("Abbey Primary", 2, 1)
    assert surveys.comments(factories.staff())["comment"].tolist() == ["The coaching helped."]


def test_double_click_and_two_requests_at_once_make_one_response(database: str) -> None:
    seed()
    starting_line = threading.Barrier(4)

    def click(_number: int) -> int:
        starting_line.wait(timeout=20)
        return surveys.record_response(factories.staff(), SENCO, "key-1")

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(click, range(4)))) == 1
    assert (count(SurveyResponse), count(SurveyAnswer)) == (1, 2)


def test_response_saved_before_that_says_something_else_is_refused(database: str) -> None:
    seed()
    surveys.record_response(factories.staff(), SENCO, "key-1")
    for change in ({"time_for_role": 3}, {"comment": None}, {"urn": "100002"}):
        with pytest.raises(InvalidInput, match="saved before"):
            surveys.record_response(factories.staff(), {**SENCO, **change}, "key-1")
    assert count(SurveyResponse) == 1


def test_response_without_a_setting_belongs_to_the_cluster_given_or_else_to_that_of_the_event(database: str) -> None:
    seed()
    factories.add_event("E1", DAY, cluster="North")
    staff, nowhere = factories.staff(), {**SENCO, "urn": None}
    surveys.record_response(staff, {**nowhere, "cluster": "Central", "event_ref": "E1"}, "key-1")
    surveys.record_response(staff, {**nowhere, "event_ref": "E1"}, "key-2")
    assert surveys.responses(staff)["cluster"].tolist() == ["North", "Central"]
    with pytest.raises(InvalidInput) as refusal:
        surveys.record_response(staff, nowhere, "key-3")
    assert list(refusal.value.answers) == ["urn"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"audience": None}, "audience"),
        ({"audience": "governor"}, "audience"),
        ({"urn": "999999"}, "urn"),
        ({"event_ref": "nothing"}, "event_ref"),
        ({"urn": None, "cluster": "Nowhere"}, "cluster"),
        ({"confidence_and_capability": 6}, "confidence_and_capability"),
        ({"answered_on": date(2025, 8, 1)}, "answered_on"),
    ],
)
def test_wrong_answer_is_a_sentence_beside_its_field(
    sqlite_database: str, change: dict[str, object], field: str
) -> None:
    seed()
    with pytest.raises(InvalidInput) as refusal:
        surveys.record_response(factories.staff(), {**SENCO, **change}, "key-1")
    assert list(refusal.value.answers) == [field]
    assert count(SurveyResponse) == 0


def test_comment_is_not_written_into_the_audit_log(database: str) -> None:
    seed()
    surveys.record_response(factories.staff(), SENCO, "key-1")
    with store.reading() as session:
        changes = session.scalars(select(AuditEntry.changes).where(AuditEntry.table_name == "survey_response")).one()
    assert "coaching" not in str(changes)


@pytest.mark.parametrize("role", [Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_roles_without_exact_counts_read_neither_responses_nor_comments_nor_record(
    sqlite_database: str, role: Role
) -> None:
    seed()
    somebody = factories.identity(role)
    with pytest.raises(NotAllowed):
        surveys.responses(somebody)
    with pytest.raises(NotAllowed):
        surveys.comments(somebody)
    with pytest.raises(NotAllowed):
        surveys.record_response(somebody, SENCO, "key-1")


def test_item_counts_are_those_of_a_slow_count_by_hand(database: str) -> None:
    seed()
    event = factories.add_event("E1", DAY, cluster="Central")
    said = [
        ("100001", event, {Item.CONFIDENCE_AND_CAPABILITY: 5, Item.TIME_FOR_ROLE: 1}),
        ("100001", event, {Item.CONFIDENCE_AND_CAPABILITY: 3}),
        ("100002", event, {Item.CONFIDENCE_AND_CAPABILITY: 4}),
        ("100002", None, {Item.CONFIDENCE_AND_CAPABILITY: 2, Item.TIME_FOR_ROLE: 4}),
    ]
    for urn, event_id, answers in said:
        factories.add_response(Audience.SENCO, DAY, answers, urn=urn, event_id=event_id)
    factories.add_response(Audience.PARENT_CARER, DAY, {Item.FEELING_LISTENED_TO: 5}, urn="100001", event_id=event)
    found = surveys.item_counts(factories.staff(), Audience.SENCO)
    by_hand = {
        (None if event_id is None else "E1", str(item)): (
            sum(item in other for _, at, other in said if at == event_id),
            sum(other.get(item, 0) >= 4 for _, at, other in said if at == event_id),
        )
        for _, event_id, answers in said
        for item in answers
    }
    read = {
        (row.event_ref if isinstance(row.event_ref, str) else None, row.item): (row.answered_count, row.positive_count)
        for row in found.itertuples()
    }
    assert read == by_hand
    assert found["event_ref"].isna().tolist() == [False, False, True, True]
    assert found["cluster"].tolist()[0] == "Central"


def test_item_counts_can_be_narrowed_to_days_cluster_phase_and_type(database: str) -> None:
    seed()
    for urn, day in (("100001", DAY), ("100002", DAY), ("100001", date(2026, 1, 20))):
        factories.add_response(Audience.SENCO, day, {Item.TIME_FOR_ROLE: 4}, urn=urn)
    factories.add_response(Audience.SENCO, DAY, {Item.TIME_FOR_ROLE: 1}, cluster="North")

    def answered(**narrowed: object) -> int:
        return int(surveys.item_counts(factories.staff(), Audience.SENCO, **narrowed)["answered_count"].sum())  # type: ignore[arg-type]

    assert answered() == 4
    assert answered(since=date(2026, 1, 20)) == 1
    assert answered(until=DAY) == 3
    assert answered(cluster="North") == 2
    assert answered(phase="primary") == 3
    assert answered(setting_type="special") == 0


def test_cluster_member_counts_own_clusters_only(database: str) -> None:
    clusters = seed()
    for urn in ("100001", "100002"):
        factories.add_response(Audience.SENCO, DAY, {Item.TIME_FOR_ROLE: 4}, urn=urn)
    factories.add_response(Audience.SENCO, DAY, {Item.TIME_FOR_ROLE: 4}, cluster="North")
    member = factories.member_of(clusters["North"])
    assert surveys.item_counts(member, Audience.SENCO)["answered_count"].tolist() == [2]
    assert surveys.recorded_about(member, "100001").empty
    assert len(surveys.recorded_about(member, "100002")) == 1


def test_few_responses_about_a_setting_are_hidden_from_roles_without_exact_counts(database: str) -> None:
    seed()
    for audience, many in ((Audience.SENCO, 4), (Audience.PARENT_CARER, 5)):
        for _ in range(many):
            factories.add_response(audience, DAY, {}, urn="100001", comment="x")
    exact = surveys.recorded_about(factories.la_lead(), "100001").set_index("audience")
    assert exact["response_count"].to_dict() == {"senco": 4, "parent_carer": 5}
    assert not exact["is_hidden"].any()
    hidden = surveys.recorded_about(factories.delivery_group(), "100001").set_index("audience")
    assert hidden["is_hidden"].to_dict() == {"senco": True, "parent_carer": False}
    assert hidden["response_count"].isna().to_dict() == {"senco": True, "parent_carer": False}
