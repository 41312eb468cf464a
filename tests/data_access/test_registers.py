"""Registers as they are written: once, whole, and never over somebody else's change."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select

from data_access import clock, events, store
from data_access.drafts import drafts, keep_draft
from data_access.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data_access.events import RegisterRow
from data_access.models import Attendance, AuditEntry, Event, Revision
from data_access.periods import DAY
from data_access.permissions import Identity
from data_access.vocabulary import Role, Subject
from tests import factories

MEETING = {
    "title": "Central cluster meeting",
    "event_type": "cluster_meeting",
    "held_on": date(2025, 10, 16),
    "mode": "in_person",
    "cluster": "Central",
}
CAME = [RegisterRow("100001", True, 2), RegisterRow("100002", False)]


def seed() -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", "Abbey Primary", cluster="Central")
    factories.add_setting("100002", "Bridge Primary", cluster="Central")
    factories.add_setting("100004", "Dale Primary")


def count(model: type) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def revision() -> int:
    with store.reading() as session:
        return session.scalar(select(Revision.number).where(Revision.subject_name == Subject.EVENTS)) or 0


def test_register_is_saved_with_its_reference_its_lines_and_who_recorded_it(database: str) -> None:
    seed()
    event_ref = events.record_register(factories.staff(), MEETING, CAME, "key-1")
    assert event_ref == "2025-10-16-cluster-meeting-central"
    lines = events.register(factories.staff(), event_ref)
    assert lines["urn"].tolist() == ["100001", "100002"]
    assert lines["is_attended"].tolist() == [True, False]
    assert lines["people_count"].tolist()[0] == 2
    with store.reading() as session:
        event = session.scalars(select(Event)).one()
        assert (event.recorded_by, event.version, event.entry_key) == (factories.staff().name_in_log, 1, "key-1")
        assert session.scalars(select(AuditEntry.actor).where(AuditEntry.table_name == "event")).all() == [
            factories.staff().name_in_log
        ]


def test_second_event_of_the_same_day_gets_a_reference_of_its_own(database: str) -> None:
    seed()
    first = events.record_register(factories.staff(), MEETING, CAME, "key-1")
    second = events.record_register(factories.staff(), MEETING, CAME, "key-2")
    assert (first, second) == ("2025-10-16-cluster-meeting-central", "2025-10-16-cluster-meeting-central-2")


def test_double_click_makes_one_register(database: str) -> None:
    seed()
    references = {events.record_register(factories.staff(), MEETING, CAME, "key-1") for _ in range(3)}
    assert len(references) == 1
    assert (count(Event), count(Attendance)) == (1, 2)


def test_two_requests_at_the_same_moment_make_one_register(database: str) -> None:
    seed()
    starting_line = threading.Barrier(4)

    def click(_number: int) -> str:
        starting_line.wait(timeout=20)
        return events.record_register(factories.staff(), MEETING, CAME, "key-1")

    with ThreadPoolExecutor(4) as pool:
        references = list(pool.map(click, range(4)))
    assert len(set(references)) == 1
    assert (count(Event), count(Attendance)) == (1, 2)


def test_four_events_at_the_same_moment_get_four_references(database: str) -> None:
    seed()
    starting_line = threading.Barrier(3)

    def save(number: int) -> str:
        starting_line.wait(timeout=20)
        return events.record_register(factories.staff(), MEETING, CAME, f"key-{number}")

    with ThreadPoolExecutor(3) as pool:
        references = list(pool.map(save, range(3)))
    assert len(set(references)) == 3
    assert count(Event) == 3


def test_entry_that_was_saved_and_now_says_something_else_is_refused_and_kept_as_a_draft(database: str) -> None:
    seed()
    events.record_register(factories.staff(), MEETING, CAME, "key-1")
    with pytest.raises(InvalidInput, match="saved before"):
        events.record_register(factories.staff(), {**MEETING, "title": "Another title"}, CAME, "key-1")
    assert count(Event) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"event_type": "party"}, "event_type"),
        ({"held_on": None}, "held_on"),
        ({"held_on": "next week"}, "held_on"),
        ({"held_on": date(2025, 8, 31)}, "held_on"),
        ({"held_on": clock.today() + DAY}, "held_on"),
        ({"mode": None}, "mode"),
        ({"cluster": "Nowhere"}, "cluster"),
    ],
)
def test_wrong_answer_is_a_sentence_beside_its_field_and_nothing_is_saved(
    sqlite_database: str, change: dict[str, object], field: str
) -> None:
    seed()
    before = revision()
    with pytest.raises(InvalidInput) as refusal:
        events.record_register(factories.staff(), {**MEETING, **change}, CAME, "key-1")
    assert list(refusal.value.answers) == [field]
    assert refusal.value.answers[field].endswith(".")
    assert (count(Event), count(Attendance), revision()) == (0, 0, before)


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([], "rows"),
        ([RegisterRow("999999", True)], "rows"),
        ([RegisterRow("100001", True), RegisterRow("100001", False)], "rows"),
        ([RegisterRow("100001", True, 0)], "people_count:100001"),
        ([RegisterRow("100001", True, 501)], "people_count:100001"),
    ],
)
def test_wrong_line_is_named_and_nothing_is_saved(sqlite_database: str, rows: list[RegisterRow], field: str) -> None:
    seed()
    with pytest.raises(InvalidInput) as refusal:
        events.record_register(factories.staff(), MEETING, rows, "key-1")
    assert list(refusal.value.answers) == [field]
    assert (count(Event), count(Attendance)) == (0, 0)


def test_people_are_not_counted_where_nobody_came(sqlite_database: str) -> None:
    seed()
    event_ref = events.record_register(factories.staff(), MEETING, [RegisterRow("100001", False, 3)], "key-1")
    assert events.register(factories.staff(), event_ref)["people_count"].isna().all()


@pytest.mark.parametrize("role", [Role.LA_LEAD, Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_roles_that_only_read_cannot_record_or_correct(sqlite_database: str, role: Role) -> None:
    seed()
    event_ref = events.record_register(factories.staff(), MEETING, CAME, "key-1")
    with pytest.raises(NotAllowed):
        events.record_register(factories.identity(role), MEETING, CAME, "key-2")
    with pytest.raises(NotAllowed):
        events.correct_register(factories.identity(role), event_ref, 1, MEETING, CAME)


def test_correction_replaces_lines_and_keeps_the_record_of_it(database: str) -> None:
    seed()
    staff = factories.staff()
    event_ref = events.record_register(staff, MEETING, CAME, "key-1")
    corrected = [RegisterRow("100001", False), RegisterRow("100004", True, 1)]
    events.correct_register(staff, event_ref, 1, {**MEETING, "title": "Central meeting"}, corrected)
    opened = events.register_for_editing(staff, event_ref)
    assert opened.version == 2
    assert opened.answers == {**MEETING, "title": "Central meeting"}
    assert dict(zip(opened.rows["urn"], opened.rows["is_attended"], strict=True)) == {"100001": False, "100004": True}
    with store.reading() as session:
        changes = session.scalars(select(AuditEntry.changes).where(AuditEntry.action == "updated")).all()
    assert {"title": ["Central cluster meeting", "Central meeting"], "version": [1, 2]} in changes


def test_second_of_two_people_is_told_and_sees_what_the_first_stored(database: str) -> None:
    seed()
    event_ref = events.record_register(factories.staff(), MEETING, CAME, "key-1")
    theirs = [RegisterRow("100001", True, 9), RegisterRow("100002", True)]
    events.correct_register(factories.administrator(), event_ref, 1, MEETING, theirs)
    with pytest.raises(Conflict) as conflict:
        events.correct_register(factories.staff(), event_ref, 1, {**MEETING, "title": "Mine"}, CAME)
    assert conflict.value.current == {**MEETING, "rows": theirs, "version": 2}
    assert events.register_for_editing(factories.staff(), event_ref).answers["title"] == MEETING["title"]
    events.correct_register(factories.staff(), event_ref, 2, {**MEETING, "title": "Mine"}, CAME)
    assert events.register_for_editing(factories.staff(), event_ref).answers["title"] == "Mine"


def test_of_two_corrections_at_the_same_moment_one_is_told(database: str) -> None:
    seed()
    event_ref = events.record_register(factories.staff(), MEETING, CAME, "key-1")
    starting_line = threading.Barrier(2)

    def correct(title: str) -> str:
        starting_line.wait(timeout=20)
        try:
            events.correct_register(factories.staff(), event_ref, 1, {**MEETING, "title": title}, CAME)
        except Conflict:
            return "told"
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(correct, ["One", "Two"])) == ["saved", "told"]
    assert events.register_for_editing(factories.staff(), event_ref).version == 2


def test_correction_saved_by_a_double_click_is_no_conflict_with_itself(database: str) -> None:
    seed()
    event_ref = events.record_register(factories.staff(), MEETING, CAME, "key-1")
    for _ in range(2):
        events.correct_register(factories.staff(), event_ref, 1, {**MEETING, "title": "New title"}, CAME)
    assert events.register_for_editing(factories.staff(), event_ref).version == 2


def test_register_that_is_not_there_cannot_be_opened_or_corrected(sqlite_database: str) -> None:
    seed()
    with pytest.raises(NotFound):
        events.register_for_editing(factories.staff(), "nothing")
    with pytest.raises(NotFound):
        events.correct_register(factories.staff(), "nothing", 1, MEETING, CAME)


def test_save_puts_the_draft_away_and_a_refused_save_leaves_it(database: str) -> None:
    seed()
    someone = Identity(factories.add_user("a@example.org"), "a@example.org", "A", Role.PROGRAMME_STAFF)
    keep_draft(someone, "register", "new:key-1", MEETING)
    with pytest.raises(InvalidInput):
        events.record_register(someone, MEETING, [], "key-1")
    assert len(drafts(someone)) == 1
    events.record_register(someone, MEETING, CAME, "key-1")
    assert drafts(someone) == []


def test_every_write_of_a_register_raises_the_revision_of_events(sqlite_database: str) -> None:
    seed()
    before = revision()
    event_ref = events.record_register(factories.staff(), MEETING, CAME, "key-1")
    assert revision() == before + 1
    events.correct_register(factories.staff(), event_ref, 1, MEETING, [RegisterRow("100001", False)])
    assert revision() == before + 2


def test_reference_that_is_taken_is_refused(sqlite_database: str) -> None:
    seed()
    events.record_register(factories.staff(), MEETING, CAME, "key-1", event_ref="LAUNCH")
    with pytest.raises(InvalidInput, match="LAUNCH"):
        events.record_register(factories.staff(), MEETING, CAME, "key-2", event_ref="LAUNCH")
