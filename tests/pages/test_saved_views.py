"""Keeping a view beside the filters, and coming back to it."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data_access import saved_views
from data_access.permissions import Identity
from data_access.vocabulary import Role
from pages.shared import facts
from tests import factories
from tests.pages.conftest import run, said, unfolded
from tests.pages.filling_in import field, labels, press

Open = Callable[..., AppTest]


@pytest.fixture
def ada(programme: str) -> Identity:
    number = factories.add_user("ada@example.org", Role.LA_LEAD)
    return Identity(number, "ada@example.org", "Ada", Role.LA_LEAD)


def opened_by(who: Identity, page: str, **address: str) -> AppTest:
    assert who.user_id is not None
    return run(page, factories.signed_in(who.user_id), **address)


def links(at: AppTest) -> dict[str, str]:
    """Label -> address of each link on the page."""
    return {link.proto.label: f"{link.proto.page}?{link.proto.query_string}" for link in at.get("page_link")}


def keep(at: AppTest, name: str) -> AppTest:
    field(at, "Name of the view").set_value(name)
    return press(at, "Save the view")


def test_the_view_on_screen_is_kept_with_its_filters(ada: Identity) -> None:
    at = keep(unfolded(opened_by(ada, "participation", cluster="North", phase="primary")), "North, primary")
    assert not at.exception
    assert "“North, primary” is kept." in at.success[0].value
    assert field(at, "Name of the view").value == ""
    kept = saved_views.saved_views(ada).iloc[0]
    query = saved_views.address(kept["query"])
    assert (kept["page"], query["cluster"], query["phase"], kept["is_shared"]) == (
        "participation",
        "North",
        "primary",
        False,
    )
    assert query["of"] == at.selectbox(key="filter of").value
    page = opened_by(ada, "saved_views")
    assert links(page)["**North, primary**"].startswith("participation?cluster=North&phase=primary")
    assert "Participation · North · primary" in said(page)


def test_a_view_of_the_period_in_progress_names_none(ada: Identity) -> None:
    at = unfolded(opened_by(ada, "overview", cluster="North"))
    field(at, "Always show the period in progress").check()
    field(at, "Share it").check()
    keep(at, "North now")
    kept = saved_views.saved_views(ada).iloc[0]
    assert "of" not in saved_views.address(kept["query"])
    assert kept["is_shared"]


@pytest.mark.parametrize(("name", "sentence"), [("", "Give the view a name"), ("North", "already")])
def test_a_name_that_will_not_do_is_said_in_place_and_kept(ada: Identity, name: str, sentence: str) -> None:
    saved_views.save_view(ada, "North", "overview", {})
    at = keep(unfolded(opened_by(ada, "overview")), name)
    assert not at.exception
    assert sentence in at.error[0].value
    assert field(at, "Name of the view").value == name
    assert len(saved_views.saved_views(ada)) == 1


def test_a_view_is_renamed_shared_and_deleted(ada: Identity, opened: Open) -> None:
    saved_views.save_view(ada, "North", "overview", {"cluster": "North"})
    at = opened_by(ada, "saved_views")
    assert "You keep no view yet" not in said(at)
    field(at, "Name").set_value("  ")
    press(at, "Save the name")
    assert "Give the view a name" in at.error[0].value
    field(at, "Name").set_value("North cluster")
    press(at, "Save the name")
    assert "The name is saved." in at.success[0].value
    press(at, "Share it with everybody")
    member = opened("saved_views", Role.CLUSTER_MEMBER, clusters=("Central",))
    assert "**North cluster**" in links(member)
    assert "shared by Ada" in said(member)
    assert "Delete this view" not in labels(member)
    press(at, "Stop sharing it")
    press(at, "Delete this view")
    assert "is deleted" in at.success[0].value
    assert "You keep no view yet" in said(at)


def test_a_shared_view_shows_nobody_more_than_their_role_may_see(ada: Identity, opened: Open) -> None:
    saved_views.save_view(ada, "North", "overview", {"cluster": "North"}, is_shared=True)
    member = opened("saved_views", Role.CLUSTER_MEMBER, clusters=("Central",))
    assert not member.exception
    assert "Overview · Central ·" in said(member)
    assert any("a cluster that is not here for you (North)" in caption.value for caption in member.caption)


def test_keeping_a_view_leaves_every_number_as_it_was(ada: Identity) -> None:
    before = facts.load(ada).key
    saved_views.save_view(ada, "North", "overview", {})
    assert facts.load(ada).key == before


def test_there_is_nothing_to_keep_while_presenting(ada: Identity) -> None:
    assert "Save the view" not in labels(opened_by(ada, "overview", present="1"))
