"""The event before: what it was, and who came to it."""

from datetime import date, timedelta

from data_access import events
from data_access.vocabulary import EventType
from tests import factories

DAY = date(2025, 11, 18)
COACHING, MEETING = EventType.COACHING_SESSION, EventType.CLUSTER_MEETING


def seed() -> dict[str, int]:
    factories.add_programme()
    clusters = {name: factories.add_cluster(name) for name in ("Central", "North")}
    for urn in ("100001", "100002"):
        factories.add_setting(urn, cluster="Central")
    factories.add_event("one", DAY, attended=["100001"], absent=["100002"], event_type=COACHING, cluster="Central")
    factories.add_event("two", DAY + timedelta(days=7), attended=["100002"], event_type=COACHING, cluster="North")
    factories.add_event("three", DAY + timedelta(days=9), attended=["100002"], event_type=MEETING, cluster="Central")
    return clusters


def asked(**answers: object) -> tuple[date, set[str]] | None:
    found = events.last_time(factories.staff(), answers)
    return None if found is None else (found.held_on, set(found.came))


def test_the_last_of_its_kind_and_cluster_before_the_day_is_found_with_those_that_came(database: str) -> None:
    seed()
    assert asked(event_type=COACHING, cluster="Central") == (DAY, {"100001"})
    assert asked(event_type=COACHING) == (DAY + timedelta(days=7), {"100002"})
    assert asked(cluster="Central") == (DAY + timedelta(days=9), {"100002"})
    assert asked(event_type=COACHING, held_on=DAY + timedelta(days=7)) == (DAY, {"100001"})
    assert asked(event_type=COACHING, held_on=DAY) is None
    assert asked(event_type=EventType.LAUNCH_EVENT) is None


def test_without_a_question_it_is_the_one_that_this_person_entered_last_and_never_its_day(database: str) -> None:
    seed()
    assert asked() is None
    answers: dict[str, object] = {
        "title": "Central meeting",
        "event_type": MEETING.value,
        "held_on": DAY,
        "mode": "virtual",
        "cluster": "Central",
    }
    events.record_register(factories.staff(), answers, [events.RegisterRow("100001", True)], "key")
    found = events.last_time(factories.staff(), {})
    assert found is not None
    assert found.answers == {name: said for name, said in answers.items() if name != "held_on"}
    assert events.last_time(factories.administrator(), {}) is None


def test_an_event_of_another_cluster_is_nobodys_last_time(sqlite_database: str) -> None:
    clusters = seed()
    member = factories.member_of(clusters["Central"])
    found = events.last_time(member, {"event_type": COACHING})
    assert found is not None
    assert found.held_on == DAY
