"""Kept views: an address under a name, the person's own or shared, and never more than an address."""

import pytest

from data_access import saved_views
from data_access.errors import InvalidInput, NotAllowed, NotFound
from data_access.permissions import ACTIONS, Action, Identity
from data_access.vocabulary import Role
from tests import factories


def somebody(email: str, role: Role = Role.LA_LEAD) -> Identity:
    return Identity(factories.add_user(email, role), email, email, role)


@pytest.fixture
def ada(database: str) -> Identity:
    return somebody("ada@example.org")


@pytest.fixture
def ben(ada: Identity) -> Identity:
    return somebody("ben@example.org", Role.DELIVERY_GROUP)


def names(viewer: Identity) -> list[tuple[str, bool]]:
    found = saved_views.saved_views(viewer)
    return list(zip(found["name"], found["is_mine"], strict=True))


def test_view_is_kept_renamed_shared_and_deleted(ada: Identity, ben: Identity) -> None:
    view = saved_views.save_view(ada, "  Central,  primary ", "participation", {"cluster": "Central & North"})
    found = saved_views.saved_views(ada).iloc[0]
    assert (found["name"], found["page"], found["owner"]) == ("Central, primary", "participation", "Ada")
    assert saved_views.address(found["query"]) == {"cluster": "Central & North"}
    assert names(ben) == []
    saved_views.share_view(ada, view, True)
    assert names(ben) == [("Central, primary", False)]
    saved_views.rename_view(ada, view, "Central")
    assert names(ben) == [("Central", False)]
    saved_views.share_view(ada, view, False)
    assert names(ben) == []
    saved_views.delete_view(ada, view)
    assert names(ada) == []


def test_own_views_come_first_by_name(ada: Identity, ben: Identity) -> None:
    saved_views.save_view(ben, "A", "overview", {}, is_shared=True)
    for name in ("north", "Central", "Zulu"):
        saved_views.save_view(ada, name, "overview", {})
    assert names(ada) == [("Central", True), ("north", True), ("Zulu", True), ("A", False)]


def test_shared_view_of_a_page_that_is_not_open_to_a_role_is_not_offered_to_it(ada: Identity, ben: Identity) -> None:
    saved_views.save_view(ada, "Approvals", "approvals", {}, is_shared=True)
    assert names(ben) == []
    with pytest.raises(NotAllowed, match="not open to your role"):
        saved_views.save_view(ben, "Approvals", "approvals", {})


def test_two_people_may_use_one_name_and_one_person_may_not(ada: Identity, ben: Identity) -> None:
    first = saved_views.save_view(ada, "Central", "overview", {})
    saved_views.save_view(ben, "Central", "overview", {})
    second = saved_views.save_view(ada, "North", "overview", {})
    for act in (
        lambda: saved_views.save_view(ada, "central", "overview", {}),
        lambda: saved_views.rename_view(ada, second, "CENTRAL"),
    ):
        with pytest.raises(InvalidInput, match="already"):
            act()
    saved_views.rename_view(ada, first, "central")
    assert [name for name, _ in names(ada)] == ["central", "North"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "Ring 01782 123456", "ada@example.org"])
def test_name_says_something_is_short_and_names_nobody(sqlite_database: str, name: str) -> None:
    who = somebody("ada@example.org")
    with pytest.raises(InvalidInput) as refused:
        saved_views.save_view(who, name, "overview", {})
    assert list(refused.value.answers) == ["name"]
    assert names(who) == []


def test_nobody_changes_what_somebody_else_keeps(ada: Identity, ben: Identity) -> None:
    view = saved_views.save_view(ada, "Central", "overview", {}, is_shared=True)
    for act in (
        lambda: saved_views.rename_view(ben, view, "Mine"),
        lambda: saved_views.share_view(ben, view, False),
        lambda: saved_views.delete_view(ben, view),
    ):
        with pytest.raises(NotFound):
            act()
    assert names(ada) == [("Central", True)]


def test_there_is_an_end_to_how_many_are_kept(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saved_views, "MOST_VIEWS", 2)
    who = somebody("ada@example.org")
    for name in ("One", "Two"):
        saved_views.save_view(who, name, "overview", {})
    with pytest.raises(InvalidInput, match="Delete one"):
        saved_views.save_view(who, "Three", "overview", {})


@pytest.mark.parametrize(
    "query",
    [
        "https://example.org",
        "//example.org/?a=b",
        "cluster",
        "clu<b>=x",
        "a=" + "x" * 201,
        "&".join(f"a{number}=x" for number in range(21)),
        "a=%0Aset-cookie",
    ],
)
def test_query_that_is_none_of_ours_opens_the_page_without_it(query: str) -> None:
    assert saved_views.address(query) == {}


def test_view_that_cannot_be_an_address_is_not_kept(sqlite_database: str) -> None:
    with pytest.raises(InvalidInput, match="too long"):
        saved_views.save_view(somebody("ada@example.org"), "Long", "overview", {"cluster": "x" * 300})


def test_every_role_with_an_account_keeps_views_and_the_command_line_does_not(sqlite_database: str) -> None:
    assert ACTIONS[Action.SAVE_VIEW] == set(Role)
    for role in Role:
        saved_views.save_view(somebody(f"{role}@example.org", role), "Mine", "overview", {})
    with pytest.raises(NotAllowed, match="account"):
        saved_views.save_view(factories.administrator(), "Mine", "overview", {})
