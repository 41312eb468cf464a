"""What is added up in the database, and for whom."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import event

from data_access import rollups, store
from data_access.errors import NotFound
from data_access.models import Setting
from data_access.models.base import Base
from data_access.permissions import COMMAND_LINE, Identity
from data_access.vocabulary import Audience, EventType, Item, Role, Subject
from tests.factories import (
    add_case_study,
    add_cluster,
    add_event,
    add_membership,
    add_programme,
    add_response,
    add_setting,
    add_target,
    member_of,
    setting_id_of,
)

AS_AT = date(2026, 3, 31)
CONFIDENCE = Item.CONFIDENCE_IN_MAINSTREAM
MEETING = EventType.CLUSTER_MEETING


def rows(name: str, viewer: Any = COMMAND_LINE, as_at: date = AS_AT) -> list[tuple[Any, ...]]:
    """The rows of one roll-up, plain: dates as text, None for what is missing; columns in alphabetical order."""
    frame: pd.DataFrame = rollups.roll_ups(viewer, as_at)[name]
    for column in frame.select_dtypes("datetime"):
        frame[column] = frame[column].dt.strftime("%Y-%m-%d")
    plain = frame[sorted(frame.columns)].astype(object)
    return [tuple(row) for row in plain.where(plain.notna(), None).itertuples(index=False)]


def two_clusters() -> tuple[int, int]:
    add_programme()
    central, north = add_cluster("Central"), add_cluster("North")
    add_setting("1", cluster="Central")
    add_setting("2", cluster="Central")
    add_setting("3", cluster="North")
    return central, north


def test_registers_are_added_up_to_setting_and_cell(database: str) -> None:
    two_clusters()
    add_event("A", date(2025, 11, 1), attended=["1", "2"], people_count=2)
    add_event("B", date(2025, 11, 4), attended=["1"], absent=["2"], people_count=3)
    add_event("C", date(2025, 11, 28), attended=["1"], people_count=None)
    # Half term starts on 3 November, so the month is cut there.
    assert rows("attendance") == [
        (1, "2025-11-01", 1, 2, "1"),
        (2, "2025-11-03", 2, 3, "1"),
        (1, "2025-11-01", 1, 2, "2"),
        (0, "2025-11-03", 1, 0, "2"),
    ]


def test_only_events_held_up_to_the_day_count(database: str) -> None:
    two_clusters()
    add_event("A", AS_AT, attended=["1"])
    add_event("B", date(2026, 4, 1), attended=["1"])
    assert [row[0] for row in rows("attendance")] == [1]
    assert [row[0] for row in rows("attendance", as_at=date(2026, 4, 1))] == [1, 1]


def test_events_before_the_first_period_of_the_programme_are_left_out(database: str) -> None:
    two_clusters()
    add_event("A", date(2025, 6, 30), attended=["1"])
    add_event("B", date(2025, 7, 1), attended=["1"])
    assert [row[1] for row in rows("attendance")] == ["2025-07-01"]


def test_settings_of_the_cluster_on_the_day_are_expected_at_its_meeting(database: str) -> None:
    two_clusters()
    add_setting("4", cluster="Central", joined_on=date(2026, 1, 15))
    add_setting("5", cluster="Central", left_on=date(2026, 1, 14))
    add_setting("6", cluster="Central", closed_on=date(2026, 1, 14))
    add_event("M", date(2026, 1, 15), event_type=MEETING, cluster="Central", attended=["1", "3"], absent=["2"])
    # The cluster is Central's in each row; 3 came as a guest.
    assert rows("meetings") == [
        (1, "2026-01-05", "Central", 1, "1"),
        (0, "2026-01-05", "Central", 1, "2"),
        (0, "2026-01-05", "Central", 1, "4"),
    ]


def test_settings_on_the_register_are_expected_at_a_meeting_of_no_cluster(database: str) -> None:
    two_clusters()
    add_event("M", date(2026, 1, 15), event_type=MEETING, attended=["1", "3"], absent=["2"])
    assert rows("meetings") == [
        (1, "2026-01-05", None, 1, "1"),
        (0, "2026-01-05", None, 1, "2"),
        (1, "2026-01-05", None, 1, "3"),
    ]


def test_nobody_is_expected_at_a_meeting_before_the_programme_started(database: str) -> None:
    two_clusters()
    add_membership("1", "North", date(2025, 7, 1), date(2025, 8, 31))
    add_event("M", date(2025, 8, 31), event_type=MEETING, cluster="North", attended=["1"])
    assert rows("meetings") == []


def test_successor_is_expected_in_place_of_the_setting_that_closed(database: str) -> None:
    two_clusters()
    successor = add_setting("9", opened_on=date(2026, 2, 1))
    add_setting("4", cluster="Central", closed_on=date(2026, 1, 31), successor_id=successor)
    for ref, day in (("M1", date(2026, 1, 31)), ("M2", date(2026, 2, 2))):
        # The register still has the old number.
        add_event(ref, day, event_type=MEETING, cluster="Central", attended=["4"])
    expected = [row for row in rows("meetings") if row[-1] in {"4", "9"}]
    assert sorted(expected) == [(1, "2026-01-05", "Central", 1, "4"), (1, "2026-02-01", "Central", 1, "9")]


def test_both_numbers_of_one_school_on_a_register_are_one_setting(database: str) -> None:
    two_clusters()
    successor = add_setting("9", opened_on=date(2026, 2, 1))
    add_setting("4", closed_on=date(2026, 1, 31), successor_id=successor)
    add_setting("5", closed_on=date(2026, 1, 31))
    add_event("M", date(2026, 2, 2), event_type=MEETING, attended=["9"], absent=["4", "5"])
    assert sorted(rows("meetings")) == [(0, "2026-02-01", None, 1, "5"), (1, "2026-02-01", None, 1, "9")]


def test_one_of_two_is_expected_on_a_day_on_which_both_are_open(database: str) -> None:
    two_clusters()
    successor = add_setting("9", opened_on=date(2026, 1, 31))
    add_setting("4", cluster="Central", closed_on=date(2026, 1, 31), successor_id=successor)
    add_event("M", date(2026, 1, 31), event_type=MEETING, cluster="Central", attended=["4"])
    assert [row for row in rows("meetings") if row[-1] in {"4", "9"}] == [(1, "2026-01-05", "Central", 1, "4")]


def test_answers_are_added_up_by_place_audience_and_question(database: str) -> None:
    two_clusters()
    for value in (3, 4, 5):
        add_response(Audience.PARENT_CARER, date(2026, 1, 20), {CONFIDENCE: value}, urn="1")
    add_response(Audience.PARENT_CARER, date(2026, 1, 20), {CONFIDENCE: 4}, cluster="North")
    add_response(Audience.PARENT_CARER, date(2026, 4, 1), {CONFIDENCE: 4}, cluster="North")
    # answered, audience, cell, cluster, how many gave 1 to 5, item, positive, sum of the answers, urn
    assert rows("answers") == [
        (1, "parent_carer", "2026-01-05", "North", 0, 0, 0, 1, 0, str(CONFIDENCE), 1, 4, None),
        (3, "parent_carer", "2026-01-05", None, 0, 0, 1, 1, 1, str(CONFIDENCE), 2, 12, "1"),
    ]


def test_only_approved_case_studies_are_counted_on_the_day_of_approval(database: str) -> None:
    two_clusters()
    add_case_study("1", approved_on=date(2026, 1, 20), happened_on=date(2025, 10, 1))
    add_case_study("1", approved_on=date(2026, 1, 21))
    add_case_study("2")
    assert rows("evidence") == [(2, "2026-01-05", "case_study", "1")]


def test_cluster_member_gets_only_their_settings_and_what_they_came_from(database: str) -> None:
    central, _ = two_clusters()
    add_setting("4", cluster="Central", left_on=date(2025, 12, 31))
    add_membership("4", "North", date(2026, 1, 1))
    add_setting("8", closed_on=date(2025, 12, 31), successor_id=setting_id_of("1"), cluster="North")
    add_event("A", date(2026, 1, 15), attended=["1", "2", "3", "4", "8"])
    add_case_study("3", approved_on=date(2026, 1, 20))
    for urn in ("1", "3"):
        add_response(Audience.PARENT_CARER, date(2026, 1, 20), {CONFIDENCE: 4}, urn=urn)
    for cluster in ("Central", "North"):
        add_response(Audience.PARENT_CARER, date(2026, 1, 20), {CONFIDENCE: 4}, cluster=cluster)
        add_target("parent_confidence", 0.8, date(2026, 8, 31), cluster=cluster)
    viewer = member_of(central)
    assert rollups.roll_ups(viewer, AS_AT)["scope"] == {"Central"}
    assert {row[-1] for row in rows("settings", viewer)} == {"1", "2", "4", "8"}
    assert {row[-1] for row in rows("attendance", viewer)} == {"1", "2", "4", "8"}
    assert {(row[3], row[-1]) for row in rows("answers", viewer)} == {("Central", None), (None, "1")}
    assert rows("evidence", viewer) == []
    assert len(rows("targets", viewer)) == 1
    assert rollups.roll_ups(COMMAND_LINE, AS_AT)["scope"] is None


def test_cluster_member_of_no_cluster_gets_nothing(database: str) -> None:
    two_clusters()
    add_event("A", date(2026, 1, 15), attended=["1"])
    assert all(rows(name, member_of()) == [] for name in ("settings", "memberships", "attendance", "meetings"))


def test_ring_of_successors_comes_to_an_end(database: str) -> None:
    central, _ = two_clusters()
    add_setting("7", cluster="Central", closed_on=date(2025, 12, 1))
    add_setting("8", closed_on=date(2025, 12, 1), successor_id=setting_id_of("7"))
    with store.writing(COMMAND_LINE) as session:
        session.get_one(Setting, setting_id_of("7")).successor_id = setting_id_of("8")
    add_event("M", date(2026, 1, 15), event_type=MEETING, cluster="Central", attended=["1"])
    assert {row[-1] for row in rows("meetings", member_of(central))} == {"1", "2"}


def test_without_a_programme_there_is_a_sentence_that_says_what_to_do(database: str) -> None:
    with pytest.raises(NotFound, match="create-programme"):
        rollups.roll_ups(COMMAND_LINE, AS_AT)


@pytest.mark.parametrize("part", rollups.PARTS)
def test_part_is_moved_by_every_subject_that_it_is_read_from(database: str, part: str) -> None:
    two_clusters()
    moves = {Subject.SETTINGS, Subject.PROGRAMME, *rollups.PARTS[part]}
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        said.append(statement)

    event.listen(store.engine(), "before_cursor_execute", note)
    rollups.roll_ups(member_of(1), AS_AT, [part])
    event.remove(store.engine(), "before_cursor_execute", note)
    subject_of = {mapper.local_table.name: mapper.class_.subject for mapper in Base.registry.mappers}
    read = {subject_of[word] for word in re.findall(r"\w+", " ".join(said)) if word in subject_of}
    assert set(rollups.PARTS[part]) <= read <= moves


def test_what_is_read_depends_on_scope_alone_and_on_no_role(database: str) -> None:
    two_clusters()
    for role in (Role.DELIVERY_GROUP, Role.LA_LEAD, Role.PROGRAMME_STAFF):
        mine = rollups.roll_ups(Identity(None, "a@example.org", "A", role), AS_AT)
        for name, everything in rollups.roll_ups(COMMAND_LINE, AS_AT).items():
            if isinstance(everything, pd.DataFrame):
                pd.testing.assert_frame_equal(mine[name], everything)
            else:
                assert mine[name] == everything


def test_registers_are_read_from_the_covering_index_alone(sqlite_database: str) -> None:
    two_clusters()
    add_event("A", date(2025, 11, 1), attended=["1", "2"])
    plans = _plans(lambda: rollups.roll_ups(COMMAND_LINE, AS_AT))
    of_registers = next(plan for plan in plans if "held" in plan and "attendance" in plan)
    assert "attendance USING COVERING INDEX ix_attendance_setting_id_event_id_is_attended_people_count" in of_registers


def _plans(read: Callable[[], object]) -> list[str]:
    """How SQLite says that it answers each query."""
    plans: list[str] = []

    def explain(connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            driver = connection.connection.dbapi_connection
            plans.append("\n".join(row[3] for row in driver.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)))

    event.listen(store.engine(), "before_cursor_execute", explain)
    read()
    event.remove(store.engine(), "before_cursor_execute", explain)
    return plans
