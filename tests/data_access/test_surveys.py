"""Survey responses: written once, read within scope, and small numbers hidden."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select

from data_access import store, surveys
from data_access.drafts import drafts, keep_draft
from data_access.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data_access.models import AuditEntry, SurveyAnswer, SurveyResponse
from data_access.permissions import Identity
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
        ({"audience": "pupil"}, "audience"),
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


def record(**change: object) -> int:
    return surveys.record_response(factories.staff(), {**SENCO, **change}, "key-1")


def test_response_opens_for_correction_with_all_its_answers(database: str) -> None:
    seed()
    number = record()
    opened = surveys.response_for_editing(factories.staff(), number)
    answered = {name: answer for name, answer in opened.items() if answer is not None}
    assert answered == {**SENCO, "id": number, "version": 1}


def test_corrected_response_says_the_new_and_counts_once(database: str) -> None:
    seed()
    factories.add_event("E1", DAY, cluster="North")
    number = record()
    change = {"time_for_role": None, "support_from_cluster": 4, "comment": None, "urn": None, "event_ref": "E1"}
    surveys.correct_response(factories.staff(), number, 1, {**SENCO, **change})
    opened = surveys.response_for_editing(factories.staff(), number)
    assert {name: opened[name] for name in change} == change
    # As for a new one: without a setting it belongs to the cluster of its event.
    assert (opened["confidence_and_capability"], opened["cluster"], opened["version"]) == (5, "North", 2)
    assert (count(SurveyResponse), count(SurveyAnswer)) == (1, 2)
    assert surveys.comments(factories.staff()).empty


def test_wrong_audience_can_be_corrected_and_its_answers_go_with_it(database: str) -> None:
    seed()
    number = record()
    parent = {**SENCO, "audience": "parent_carer", "feeling_listened_to": 4}
    surveys.correct_response(factories.staff(), number, 1, parent)
    assert surveys.item_counts(factories.staff(), Audience.SENCO).empty
    assert surveys.item_counts(factories.staff(), Audience.PARENT_CARER)["item"].tolist() == ["feeling_listened_to"]


def test_second_of_two_who_correct_a_response_sees_what_the_first_stored(database: str) -> None:
    seed()
    number = record()
    surveys.correct_response(factories.administrator(), number, 1, {**SENCO, "time_for_role": 3})
    with pytest.raises(Conflict) as conflict:
        surveys.correct_response(factories.staff(), number, 1, {**SENCO, "time_for_role": 4})
    assert (conflict.value.current["time_for_role"], conflict.value.current["version"]) == (3, 2)
    # A second click with what is stored already is no conflict, and no new version.
    surveys.correct_response(factories.staff(), number, 1, {**SENCO, "time_for_role": 3})
    surveys.correct_response(factories.staff(), number, 2, {**SENCO, "time_for_role": 4})
    opened = surveys.response_for_editing(factories.staff(), number)
    assert (opened["time_for_role"], opened["version"]) == (4, 3)


def test_two_corrections_at_once_end_with_one_and_a_conflict(database: str) -> None:
    seed()
    number = record()
    starting_line = threading.Barrier(2)

    def correct(value: int) -> str:
        starting_line.wait(timeout=20)
        try:
            surveys.correct_response(factories.staff(), number, 1, {**SENCO, "time_for_role": value})
        except Conflict:
            return "conflict"
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(correct, (3, 4))) == ["conflict", "saved"]
    assert surveys.response_for_editing(factories.staff(), number)["version"] == 2


def test_correction_is_in_the_audit_log_without_the_comment(database: str) -> None:
    seed()
    number = record()
    surveys.correct_response(factories.administrator(), number, 1, {**SENCO, "comment": "Secret.", "time_for_role": 3})
    with store.reading() as session:
        query = select(AuditEntry).where(AuditEntry.action == "updated").order_by(AuditEntry.table_name)
        entries = [entry for entry in session.scalars(query) if entry.table_name.startswith("survey")]
        logged = [(entry.actor, entry.changes) for entry in entries]
    who = factories.administrator().name_in_log
    hidden = ["(not kept here)", "(not kept here)"]
    assert logged == [(who, {"value": [2, 3]}), (who, {"comment": hidden, "version": [1, 2]})]


def test_draft_of_a_correction_is_put_away_with_it_and_nobody_elses(database: str) -> None:
    seed()
    number = record()
    ann, ben = (
        Identity(factories.add_user(f"{name}@example.org", Role.PROGRAMME_STAFF), name, name, Role.PROGRAMME_STAFF)
        for name in ("ann", "ben")
    )
    for person in (ann, ben):
        keep_draft(person, "survey_response", str(number), {"comment": "Half"})
    surveys.correct_response(ann, number, 1, {**SENCO, "time_for_role": 3})
    assert (len(drafts(ann)), len(drafts(ben))) == (0, 1)


def test_wrong_correction_is_a_sentence_beside_its_field_and_changes_nothing(database: str) -> None:
    seed()
    number = record()
    wrong = [
        ({"audience": None}, "audience"),
        ({"urn": "999999"}, "urn"),
        ({"urn": None}, "urn"),
        ({"time_for_role": 6}, "time_for_role"),
    ]
    for change, field in wrong:
        with pytest.raises(InvalidInput) as refusal:
            surveys.correct_response(factories.staff(), number, 1, {**SENCO, **change})
        assert list(refusal.value.answers) == [field]
    assert surveys.response_for_editing(factories.staff(), number)["version"] == 1


def test_response_that_is_not_there_is_said_to_be_missing(database: str) -> None:
    seed()
    with pytest.raises(NotFound):
        surveys.response_for_editing(factories.staff(), 99)
    with pytest.raises(NotFound):
        surveys.correct_response(factories.staff(), 99, 1, SENCO)


@pytest.mark.parametrize("role", [Role.LA_LEAD, Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_only_those_who_enter_responses_open_correct_and_list_them(sqlite_database: str, role: Role) -> None:
    clusters = seed()
    number = record()
    somebody = factories.identity(role, *clusters.values())
    for attempt in (
        lambda: surveys.response_for_editing(somebody, number),
        lambda: surveys.correct_response(somebody, number, 1, {**SENCO, "time_for_role": 3}),
        lambda: surveys.entered_lately(somebody, 15),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert surveys.response_for_editing(factories.staff(), number)["version"] == 1


def test_entered_lately_gives_the_newest_first_and_never_what_was_said(database: str) -> None:
    seed()
    # The day somebody answered is not the day it was entered.
    days = [date(2025, 11, 20), date(2025, 11, 5), date(2025, 11, 12)]
    numbers = [
        factories.add_response(Audience.SENCO, days[0], {Item.TIME_FOR_ROLE: 4}, urn="100001", comment="Private"),
        factories.add_response(Audience.PARENT_CARER, days[1], {}, cluster="North", comment="Private"),
        factories.add_response(Audience.SENCO, days[2], {Item.TIME_FOR_ROLE: 4}, urn="100002"),
    ]
    found = surveys.entered_lately(factories.staff(), 2)
    assert list(found) == ["id", "answered_on", "audience", "about", "recorded_at"]
    assert found["id"].tolist() == numbers[:0:-1]
    assert found["about"].tolist() == ["Bridge Primary", "North"]
