"""The frame: the top bar, the menu of a role, an empty database, and the end of a session."""

from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import delete
from streamlit.testing.v1 import AppTest

from data_access import store
from data_access.models import SignInSession
from data_access.permissions import COMMAND_LINE
from data_access.vocabulary import Role
from pages.shared import menu
from tests import factories
from tests.pages.conftest import run, said

Open = Callable[..., AppTest]


def test_top_bar_names_programme_week_person_role_and_the_way_out(programme: str, opened: Open) -> None:
    text = said(opened("overview", Role.LA_LEAD))

    assert "SEND Cluster Model" in text
    assert "week " in text
    assert "LA lead" in text
    assert "action='/sign-out'" in text
    assert "live, updated" in text


def test_database_without_a_programme_says_what_to_do_next(sqlite_database: str, opened: Open) -> None:
    at = opened("overview", Role.ADMINISTRATOR)

    assert [title.value for title in at.title] == ["Nothing is set up yet"]
    assert "python -m data_access create-programme" in at.code[0].value
    assert not at.exception


def test_programme_without_settings_says_who_adds_them(sqlite_database: str, opened: Open) -> None:
    factories.add_programme()

    for page in ("overview", "participation", "feedback"):
        at = opened(page, Role.ADMINISTRATOR)
        assert "No settings have been put into clusters yet" in said(at)
        assert "Load settings and clusters" in said(at)
        assert not at.exception


def test_reader_of_an_empty_programme_is_not_sent_to_a_page_that_is_closed_to_them(
    sqlite_database: str, opened: Open
) -> None:
    factories.add_programme()

    text = said(opened("overview", Role.DELIVERY_GROUP))

    assert "No settings have been put into clusters yet" in text
    assert "Load settings and clusters" not in text


def test_session_that_ends_while_the_page_is_open_shows_nothing_more(programme: str) -> None:
    session_id = factories.signed_in_as(Role.LA_LEAD)
    at = run("overview", session_id)
    assert [title.value for title in at.title] == ["Is the programme working?"]

    with store.writing(COMMAND_LINE) as session:
        session.execute(delete(SignInSession))
    at.run()

    assert [title.value for title in at.title] == ["You are signed out"]
    assert not at.dataframe


def test_forms_are_not_redrawn_under_the_hands_of_whoever_fills_them() -> None:
    assert {"enter_register", "enter_survey_response", "enter_case_study"} <= menu.ENTRY_PAGES
    assert "overview" not in menu.ENTRY_PAGES


def test_menu_has_no_group_that_the_role_cannot_use(programme: str) -> None:
    viewer = factories.delivery_group()

    shown = {name for name in menu.NAMES if viewer.may_open(name)}

    assert not shown & {"users", "audit_log", "imports", "enter_register"}


def test_programme_that_has_not_started_says_when_it_does(sqlite_database: str, opened: Open, today: date) -> None:
    factories.add_programme(starts_on=today + timedelta(days=40), year_one_ends_on=today + timedelta(days=400))
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central", joined_on=today)

    for page in ("overview", "participation", "feedback"):
        at = opened(page)
        assert "starts in 40 days" in said(at)
        assert not at.exception


def test_programme_without_any_evidence_shows_no_data_and_no_nought(
    sqlite_database: str, opened: Open, today: date
) -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central")

    for page in ("overview", "participation", "feedback"):
        at = opened(page)
        assert not at.exception
    assert "No data" in said(opened("feedback"))
