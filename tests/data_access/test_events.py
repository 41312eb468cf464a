"""Events and registers: what is read, by whom, and how they are written."""

from datetime import date

import pytest

from data_access import events
from data_access.errors import NotFound
from tests import factories


def seed() -> dict[str, int]:
    """Two clusters, three settings and a guest. Value: cluster ids by name."""
    factories.add_programme()
    clusters = {name: factories.add_cluster(name) for name in ("Central", "North")}
    factories.add_setting("100001", "Abbey Primary", cluster="Central")
    factories.add_setting("100002", "Bridge Primary", cluster="Central")
    factories.add_setting("100003", "Carr Primary", cluster="North")
    factories.add_setting("100004", "Dale Primary")
    return clusters


def test_events_come_with_the_sums_of_their_registers(database: str) -> None:
    seed()
    factories.add_event("E1", date(2025, 10, 16), attended=["100001", "100004"], absent=["100002"], cluster="Central")
    factories.add_event("E2", date(2025, 11, 20), attended=["100003"], people_count=None)
    found = events.events(factories.staff())
    assert found["event_ref"].tolist() == ["E2", "E1"]
    assert found["expected_count"].tolist() == [3, 2]
    assert found["attended_count"].tolist() == [1, 2]
    assert found["listed_count"].tolist() == [1, 3]
    assert found["people_count"].tolist() == [0, 2]
    assert found["cluster"].isna().tolist() == [True, False]


def test_no_events_is_an_empty_table_with_all_its_columns(database: str) -> None:
    found = events.events(factories.staff())
    assert found.empty
    assert {"event_ref", "title", "held_on", "attended_count"} <= set(found.columns)


def test_cluster_member_sees_events_of_own_clusters_and_of_everyone_with_own_settings_only(database: str) -> None:
    clusters = seed()
    factories.add_event("CENTRAL", date(2025, 10, 16), attended=["100001", "100004"], cluster="Central")
    factories.add_event("NORTH", date(2025, 10, 17), attended=["100003"], cluster="North")
    factories.add_event("ALL", date(2025, 10, 18), attended=["100001", "100003"])
    member = factories.member_of(clusters["North"])
    found = events.events(member).set_index("event_ref")
    assert sorted(found.index) == ["ALL", "NORTH"]
    assert found["attended_count"].to_dict() == {"ALL": 1, "NORTH": 1}
    assert events.register(member, "ALL")["urn"].tolist() == ["100003"]
    with pytest.raises(NotFound):
        events.register(member, "CENTRAL")
    assert events.attendance_of(member, "100001").empty
    assert events.attendance_of(member, "100003")["event_ref"].tolist() == ["ALL", "NORTH"]


def test_register_names_the_cluster_of_the_day(database: str) -> None:
    clusters = seed()
    factories.add_setting("100005", "Elm Primary", cluster="Central", left_on=date(2025, 12, 31))
    factories.add_membership("100005", "North", date(2026, 1, 1))
    factories.add_event("BEFORE", date(2025, 12, 31), attended=["100005", "100004"])
    factories.add_event("AFTER", date(2026, 1, 1), attended=["100005"])
    staff = factories.staff()
    assert clusters
    before = events.register(staff, "BEFORE").set_index("urn")["cluster"]
    assert before["100005"] == "Central"
    assert before.isna()["100004"]
    assert events.register(staff, "AFTER")["cluster"].tolist() == ["North"]


def test_settings_expected_are_those_that_belonged_and_were_open_on_the_day(database: str) -> None:
    seed()
    factories.add_setting("100005", "Elm Primary", cluster="Central", left_on=date(2025, 10, 16))
    factories.add_setting("100006", "Fern Primary", cluster="Central", joined_on=date(2025, 10, 17))
    factories.add_setting("100007", "Gate Primary", cluster="Central", closed_on=date(2025, 10, 15))
    staff = factories.staff()
    on_the_day = events.expected_settings(staff, date(2025, 10, 16), "Central")
    assert on_the_day["setting"].tolist() == ["Abbey Primary", "Bridge Primary", "Elm Primary"]
    everyone = events.expected_settings(staff, date(2025, 10, 17), None)
    assert everyone["urn"].tolist() == ["100001", "100002", "100003", "100006"]
