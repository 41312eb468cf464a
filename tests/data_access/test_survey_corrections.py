"""Saved survey responses put right: once, by one person at a time, and by those who enter them."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select

from data_access import store, surveys
from data_access.drafts import drafts, keep_draft
from data_access.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data_access.models import AuditEntry, SurveyAnswer, SurveyResponse
from data_access.permissions import Identity
from data_access.vocabulary import Audience, Item, Role
from tests import factories
from tests.data_access.test_surveys import DAY, SENCO, count, seed


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
