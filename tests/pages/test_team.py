"""The delivery team on its page, and on the overview of those who look after it."""

from collections.abc import Callable
from datetime import date, timedelta

from streamlit.testing.v1 import AppTest

from data_access import records
from data_access.vocabulary import Role
from tests import factories
from tests.pages.conftest import said, table

Open = Callable[..., AppTest]


def add_two(today: date) -> None:
    days = {"dbs_checked_on": today - timedelta(days=1200), "safeguarding_trained_on": today - timedelta(days=700)}
    common = {"role": "coach", "organisation_kind": "delivery_partner", "left_on": None}
    records.record(factories.staff(), "team_member", {"label": "Coach for East", **common, **days}, "one")
    fresh = dict.fromkeys(days, today)
    records.record(factories.staff(), "team_member", {"label": "AB", **common, **fresh}, "two")


def test_without_a_team_the_page_says_so_and_leads_to_the_form(programme: str, opened: Open) -> None:
    at = opened("team", Role.PROGRAMME_STAFF)
    assert not at.exception
    assert "Nobody is in the delivery team yet." in said(at)
    assert "Add a member of the team" in said(at)


def test_the_most_pressing_comes_first_with_the_way_to_its_record(programme: str, opened: Open, today: date) -> None:
    add_two(today)
    at = opened("team", Role.ADMINISTRATOR)
    assert not at.exception
    assert "2 people are in the delivery team. 1 of them need a check" in said(at)
    rows = table(at, "delivery-team")
    assert rows["Who"].tolist() == ["Coach for East", "Coach for East", "AB", "AB"]
    assert rows["State"].tolist()[:3] == ["▲ run out", "◆ runs out soon", "in date"]
    assert rows["Record"].tolist()[0].startswith("/enter-record?kind=team_member&id=")


def test_the_overview_warns_those_who_look_after_the_team_and_nobody_else(
    programme: str, opened: Open, today: date
) -> None:
    add_two(today)
    for role, is_warned in ((Role.PROGRAMME_STAFF, True), (Role.ADMINISTRATOR, True), (Role.LA_LEAD, False)):
        at = opened("overview", role)
        assert not at.exception
        assert ("delivery team missing or run out" in said(at)) == is_warned
