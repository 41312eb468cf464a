"""Settings, clusters and memberships."""

from datetime import date, timedelta

import pytest

from data_access import places
from data_access.clock import today
from data_access.errors import InvalidInput, NotAllowed, NotFound
from tests import factories

START = date(2025, 9, 1)


def test_a_settings_cluster_is_the_one_it_belongs_to_today(database: str) -> None:
    factories.add_cluster("Central")
    factories.add_cluster("North")
    factories.add_setting("100001", "Moved School", cluster="Central", left_on=today() - timedelta(days=1))
    factories.add_membership("100001", "North", today())
    factories.add_setting("100002", "Left School", cluster="Central", left_on=today() - timedelta(days=1))
    factories.add_setting("100003", "Last Day School", cluster="Central", left_on=today())
    factories.add_setting("100004", "Never In")
    found = places.settings(factories.la_lead()).set_index("urn")["cluster"]
    assert found["100001"] == "North"
    assert found["100003"] == "Central"
    assert found[["100002", "100004"]].isna().all()


def test_settings_are_sorted_by_name_and_urn(database: str) -> None:
    for urn, name in (("100003", "Ash"), ("100001", "Beech"), ("100002", "Ash")):
        factories.add_setting(urn, name)
    assert places.settings(factories.la_lead())["urn"].tolist() == ["100002", "100003", "100001"]


def test_a_cluster_member_sees_every_setting_that_ever_was_in_their_cluster_and_no_other(database: str) -> None:
    central = factories.add_cluster("Central")
    factories.add_cluster("North")
    factories.add_setting("100001", cluster="Central")
    factories.add_setting("100002", cluster="Central", left_on=date(2025, 12, 31))
    factories.add_membership("100002", "North", date(2026, 1, 1))
    factories.add_setting("100003", cluster="North")
    member = factories.member_of(central)
    assert places.settings(member)["urn"].tolist() == ["100001", "100002"]
    assert places.memberships(member)["cluster"].tolist() == ["Central", "Central"]
    assert places.clusters(member)["name"].tolist() == ["Central"]


def test_a_cluster_is_called_otherwise_with_all_that_belongs_to_it(database: str) -> None:
    factories.add_cluster("Centrall")
    factories.add_cluster("North")
    factories.add_setting("100001", cluster="Centrall")
    places.rename_cluster(factories.administrator(), "Centrall", " central ")
    places.rename_cluster(factories.administrator(), "central", "Central")
    assert places.settings(factories.la_lead())["cluster"].tolist() == ["Central"]
    for wrong, said in (("NORTH", "already"), (" ", "Give"), ("x" * 81, "Shorten"), ("Ring 01782 234567", "phone")):
        with pytest.raises(InvalidInput, match=said):
            places.rename_cluster(factories.administrator(), "Central", wrong)
        with pytest.raises(InvalidInput, match=said):
            places.add_cluster(factories.administrator(), wrong)
    with pytest.raises(NotAllowed):
        places.rename_cluster(factories.staff(), "Central", "Other")


def test_only_a_cluster_to_which_nothing_has_ever_belonged_is_taken_away(database: str) -> None:
    factories.add_cluster("Central")
    factories.member_of(factories.add_cluster("North"))
    factories.add_cluster("A mistake")
    factories.add_setting("100001", cluster="Central", left_on=today())
    with pytest.raises(InvalidInput, match="rest on this: cluster membership"):
        places.remove_cluster(factories.administrator(), "Central")
    with pytest.raises(NotAllowed):
        places.remove_cluster(factories.staff(), "A mistake")
    places.remove_cluster(factories.administrator(), "A mistake")
    assert places.clusters(factories.administrator())["name"].tolist() == ["Central", "North"]


def test_a_cluster_member_without_a_cluster_sees_no_setting(database: str) -> None:
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central")
    nobody = factories.member_of()
    assert places.settings(nobody).empty
    assert places.memberships(nobody).empty
    assert places.clusters(nobody).empty


def test_an_empty_database_still_has_its_columns(database: str) -> None:
    assert list(places.settings(factories.la_lead()).columns) == list(places.DETAILS)
    assert list(places.memberships(factories.la_lead()).columns) == ["urn", "cluster", "joined_on", "left_on"]


def test_a_successor_is_linked_and_unlinked(database: str) -> None:
    factories.add_setting("100001", "Old School", closed_on=date(2026, 3, 31))
    factories.add_setting("200001", "New Academy")
    places.link_successor(factories.administrator(), "100001", "200001")
    found = places.settings(factories.la_lead()).set_index("urn")["successor_urn"]
    assert found["100001"] == "200001"
    places.link_successor(factories.administrator(), "100001", None)
    assert places.settings(factories.la_lead())["successor_urn"].isna().all()


def test_successors_never_run_in_a_circle(database: str) -> None:
    for urn in ("100001", "100002", "100003"):
        factories.add_setting(urn)
    administrator = factories.administrator()
    with pytest.raises(InvalidInput, match="follow itself"):
        places.link_successor(administrator, "100001", "100001")
    places.link_successor(administrator, "100001", "100002")
    places.link_successor(administrator, "100002", "100003")
    with pytest.raises(InvalidInput, match="follow itself"):
        places.link_successor(administrator, "100003", "100001")


def test_linking_an_unknown_setting_says_so(database: str) -> None:
    factories.add_setting("100001")
    with pytest.raises(NotFound, match="999999"):
        places.link_successor(factories.administrator(), "100001", "999999")


def test_a_membership_is_added_and_ended(database: str) -> None:
    administrator = factories.administrator()
    places.add_cluster(administrator, "Central")
    factories.add_setting("100001")
    places.add_membership(administrator, "100001", "Central", START)
    places.end_membership(administrator, "100001", "Central", date(2026, 3, 31))
    places.add_membership(administrator, "100001", "Central", date(2026, 4, 1))
    assert places.memberships(administrator)[["joined_on", "left_on"]].values.tolist() == [
        [START, date(2026, 3, 31)],
        [date(2026, 4, 1), None],
    ]


def test_a_setting_is_never_in_two_clusters_on_one_day(database: str) -> None:
    administrator = factories.administrator()
    factories.add_cluster("North")
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central", left_on=date(2026, 3, 31))
    with pytest.raises(InvalidInput, match="already"):
        places.add_membership(administrator, "100001", "North", date(2026, 3, 31))
    places.add_membership(administrator, "100001", "North", date(2026, 4, 1))
    assert len(places.memberships(administrator)) == 2


def test_a_membership_cannot_end_before_it_starts(database: str) -> None:
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central")
    with pytest.raises(InvalidInput, match="before it joins"):
        places.end_membership(factories.administrator(), "100001", "Central", START - timedelta(days=1))


def test_two_clusters_never_share_a_name(database: str) -> None:
    places.add_cluster(factories.administrator(), "Central")
    with pytest.raises(InvalidInput, match="already"):
        places.add_cluster(factories.administrator(), " central ")


def test_only_administrators_change_places(database: str) -> None:
    factories.add_cluster("Central")
    factories.add_setting("100001")
    for who in (factories.staff(), factories.la_lead(), factories.delivery_group(), factories.member_of(1)):
        with pytest.raises(NotAllowed):
            places.add_membership(who, "100001", "Central", START)
        with pytest.raises(NotAllowed):
            places.link_successor(who, "100001", None)
