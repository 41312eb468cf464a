"""A survey response on its page."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_access import surveys
from data_access.vocabulary import ABOUT_THE_SESSION, ITEMS, Audience, Item, Role
from tests import factories
from tests.pages.conftest import run, said
from tests.pages.filling_in import errors, field, fill, press

Open = Callable[..., AppTest]


@pytest.fixture
def page(programme: str, opened: Open) -> AppTest:
    return opened("enter_survey_response", Role.PROGRAMME_STAFF)


@pytest.mark.parametrize("audience", list(Audience))
def test_each_audience_is_asked_its_own_questions(page: AppTest, audience: Audience) -> None:
    assert len(page.radio) == 0
    fill(page, Who_answered=audience.value)
    assert not page.exception
    asked = [item for item in ITEMS[audience] if item not in ABOUT_THE_SESSION]
    assert [radio.label.removesuffix(" (optional)") for radio in page.radio] == [ITEMS[audience][one] for one in asked]


def test_session_is_asked_about_once_its_event_is_chosen_and_forgotten_with_it(page: AppTest, today: date) -> None:
    fill(page, Who_answered="school_staff", When=today, Setting="100001", Event="now-1")
    assert [radio.label.removesuffix(" (optional)") for radio in page.radio] == list(
        ITEMS[Audience.SCHOOL_STAFF].values()
    )
    page.radio[0].set_value(4).run()
    page.radio[3].set_value(5).run()
    fill(page, Event=None)
    assert len(page.radio) == 2
    press(page, "Save response")
    assert not page.exception
    row = surveys.entered_lately(factories.staff(), 1).iloc[0]
    stored = surveys.response_for_editing(factories.staff(), int(row["id"]))
    assert (stored["meeting_need_in_class"], stored["session_put_to_use"]) == (4, None)


def test_response_is_saved_and_the_next_one_keeps_what_they_share(page: AppTest, today: date) -> None:
    before = len(surveys.responses(factories.staff()))
    fill(page, Who_answered="parent_carer", When=today, Setting="100001")
    page.radio[0].set_value(5).run()
    fill(page, Comment="We are listened to.")
    press(page, "Save response")
    assert not page.exception
    assert "now 100" in page.success[0].value
    found = surveys.responses(factories.staff())
    assert len(found) == before + 1
    assert found.to_dict("records")[0]["positive_count"] == 1
    press(page, "Add another like this")
    assert field(page, "Who answered").value == "parent_carer"
    assert field(page, "When").value == today
    assert field(page, "Setting").value == "100001"
    assert field(page, "Comment").value == ""
    assert [radio.value for radio in page.radio] == [0, 0, 0]


def test_place_or_answer_that_is_missing_is_a_sentence(page: AppTest, today: date) -> None:
    fill(page, Who_answered="senco", When=today)
    press(page, "Save response")
    assert "Answer at least one question, or write a comment." in errors(page)
    page.radio[0].set_value(3).run()
    press(page, "Save response")
    assert "Choose the setting that they spoke of, or else the cluster." in errors(page)


def test_comment_that_looks_personal_is_questioned_until_it_is_changed_or_confirmed(page: AppTest, today: date) -> None:
    before = len(surveys.responses(factories.staff()))
    fill(page, Who_answered="senco", When=today, Setting="100001", Comment="Ring me on 01782 234567.")
    assert "This looks like a phone number" in page.warning[0].value
    press(page, "Save response")
    assert "change what you wrote, or confirm it" in errors(page)
    assert "Choose" not in errors(page)
    fill(page, I_have_checked=True)
    fill(page, Comment="Ring me on 01782 765432.")
    assert field(page, "I have checked").value is False
    press(page, "Save response")
    assert len(surveys.responses(factories.staff())) == before
    fill(page, I_have_checked=True)
    press(page, "Save response")
    assert page.success
    assert len(surveys.responses(factories.staff())) == before + 1


def add(today: date) -> int:
    answers = {Item.TIME_FOR_ROLE: 2, Item.SUPPORT_FROM_CLUSTER: 4}
    return factories.add_response(Audience.SENCO, today, answers, urn="100001", comment="As it was.")


def test_stored_response_opens_in_the_form_and_is_corrected(programme: str, opened: Open, today: date) -> None:
    number = add(today)
    before = len(surveys.responses(factories.staff()))
    at = opened("enter_survey_response", Role.PROGRAMME_STAFF, id=str(number))
    assert (field(at, "Who answered").value, field(at, "Setting").value) == ("senco", "100001")
    assert [radio.value for radio in at.radio] == [0, 4, 2]
    at.radio[2].set_value(5).run()
    fill(at, Comment="As it is.")
    press(at, "Save response")
    assert not at.exception
    assert at.success
    stored = surveys.response_for_editing(factories.staff(), number)
    assert (stored["time_for_role"], stored["support_from_cluster"], stored["comment"]) == (5, 4, "As it is.")
    assert len(surveys.responses(factories.staff())) == before


def test_response_can_be_corrected_a_second_time(programme: str, opened: Open, today: date) -> None:
    number = add(today)
    at = opened("enter_survey_response", Role.PROGRAMME_STAFF, id=str(number))
    for comment in ("Once.", "Twice.", "Three times."):
        assert not at.success
        fill(at, Comment=comment)
        press(at, "Save response")
        assert at.success
        # Whatever else makes the page run again: what was saved stays in view until it is left.
        assert at.run().success
        if comment == "Once.":
            press(at, "Correct this one")
        if comment == "Twice.":
            at.switch_page("enter_evidence.py").run()
            at.query_params["id"] = str(number)
            at.switch_page("enter_survey_response.py").run()
    assert surveys.response_for_editing(factories.staff(), number)["comment"] == "Three times."


def test_wrong_audience_is_corrected_in_the_same_form(programme: str, opened: Open, today: date) -> None:
    number = add(today)
    at = opened("enter_survey_response", Role.PROGRAMME_STAFF, id=str(number))
    fill(at, Who_answered="school_staff")
    at.radio[0].set_value(3).run()
    press(at, "Save response")
    assert at.success
    stored = surveys.response_for_editing(factories.staff(), number)
    assert (stored["audience"], stored["meeting_need_in_class"], stored["time_for_role"]) == ("school_staff", 3, None)


def test_correction_shows_what_somebody_else_stored_meanwhile(programme: str, opened: Open, today: date) -> None:
    number = add(today)
    at = opened("enter_survey_response", Role.PROGRAMME_STAFF, id=str(number))
    fill(at, Comment="Mine.")
    answers = surveys.response_for_editing(factories.staff(), number)
    theirs = {**answers, "comment": "Theirs.", "time_for_role": 1}
    surveys.correct_response(factories.administrator(), number, 1, theirs)
    press(at, "Save response")
    assert "You typed: Mine." in said(at)
    assert "Stored now: Theirs." in said(at)
    assert "Stored now: Much worse" in said(at)
    press(at, "Use the stored one")
    assert [radio.value for radio in at.radio] == [0, 4, 1]
    press(at, "Save response")
    assert at.success
    stored = surveys.response_for_editing(factories.staff(), number)
    assert (stored["comment"], stored["time_for_role"], stored["version"]) == ("Mine.", 1, 3)


def test_once_every_stored_answer_is_taken_there_are_no_two_versions(programme: str, opened: Open, today: date) -> None:
    number = add(today)
    at = opened("enter_survey_response", Role.PROGRAMME_STAFF, id=str(number))
    fill(at, Comment="Mine.")
    theirs = {**surveys.response_for_editing(factories.staff(), number), "comment": "Theirs."}
    surveys.correct_response(factories.administrator(), number, 1, theirs)
    press(at, "Save response")
    assert "both versions" in at.warning[0].value
    press(at, "Use the stored one")
    assert not at.warning
    assert "The form holds what somebody else stored" in said(at)


def test_draft_of_a_correction_comes_back_and_leads_to_the_response(programme: str, today: date) -> None:
    number = str(add(today))
    session = factories.signed_in_as(Role.PROGRAMME_STAFF)
    fill(run("enter_survey_response", session, id=number), Comment="Half a sent")
    elsewhere = run("enter_survey_response", session, id=number)
    assert field(elsewhere, "Comment").value == "Half a sent"
    press(elsewhere, "Throw it away")
    assert field(elsewhere, "Comment").value == "As it was."


@pytest.mark.parametrize("number", ["99999", "abc", "-1", "1; DROP", "9" * 30])
def test_response_that_is_not_there_is_a_sentence(programme: str, opened: Open, number: str) -> None:
    at = opened("enter_survey_response", Role.PROGRAMME_STAFF, id=number)
    assert not at.exception
    assert "no such survey response" in errors(at)


@pytest.mark.parametrize("role", [Role.LA_LEAD, Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_stored_response_is_not_shown_to_roles_that_only_read(
    programme: str, opened: Open, today: date, role: Role
) -> None:
    clusters = ("Central",) if role == Role.CLUSTER_MEMBER else ()
    at = opened("enter_survey_response", role, clusters=clusters, id=str(add(today)))
    assert at.title[0].value == "This page is not open to your role"
    assert not at.text_area
    assert "As it was." not in said(at)
