"""Surveys on their page: designed, linked, counted, closed."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_access import public_surveys, records, survey_links
from data_access.vocabulary import Role
from tests import factories
from tests.pages.conftest import said, table, unfolded
from tests.pages.filling_in import errors, field, fill, press
from tests.surveys import designed, link, own_field, survey

Open = Callable[..., AppTest]
staff = factories.staff


def test_page_without_a_survey_leads_to_the_form(programme: str, opened: Open) -> None:
    at = opened("surveys", Role.PROGRAMME_STAFF)
    assert "There is no survey yet" in said(at)
    assert "Design a survey" in said(at)


def test_design_offers_the_questions_of_who_is_asked_and_of_a_session_only_with_its_event(
    programme: str, opened: Open, today: date
) -> None:
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="survey")
    assert not at.multiselect
    fill(at, Title="After the meeting", Who_is_asked="senco", First_day=today, Last_day=today, Answers_are=today)
    assert len(at.multiselect[0].options) == 3
    fill(at, Event="now-1")
    assert len(at.multiselect[0].options) == 5
    fill(at, Questions_from_the_bank=["time_for_role", "session_useful"])
    fill(at, Event=None)
    assert not at.exception
    assert at.multiselect[0].value == ["time_for_role"]
    press(at, "Save survey")
    assert errors(at) == ""
    assert "make its links on the page “Surveys”" in at.success[0].value
    stored = records.entered_lately(staff(), "survey", 1)["answers"].iloc[0]
    assert (stored["title"], stored["items"], stored["event_ref"]) == ("After the meeting", ["time_for_role"], None)


def test_links_are_made_and_listed_with_what_is_printed_from_them(programme: str, opened: Open) -> None:
    number = survey()
    at = opened("surveys", Role.PROGRAMME_STAFF)
    press(at, "Make a link for many people")
    assert "There is a new link" in at.success[0].value
    unfolded(at)
    field(at, "How many codes").set_value(4)
    press(at, "Make codes for one use each")
    assert "There are 4 new codes" in at.success[0].value
    listed = table(at, "links-how-is-support")
    code = str(listed["Code"][0]).replace("-", "")
    assert listed[["Setting", "Answers", "At most", "Poster", "QR, SVG"]].to_numpy().tolist() == [
        ["Each person chooses", "0", "1,000", f"/poster/{code}", f"/qr/{code}.svg"]
    ]
    assert "0 of 4 codes used" in said(at)
    assert f"[Print the slips](/slips/{number}/1)" in said(at)


def test_answers_are_counted_drawn_and_read(programme: str, opened: Open) -> None:
    number = survey(invited_count=40)
    code = link(number)
    own, words = own_field(code, "statement"), own_field(code, "own_words")
    for turn, value in enumerate(("4", "5")):
        said_here = {"urn": "100001", "feeling_listened_to": value, own: "1", words: "<b>Shorter</b> letters."}
        public_surveys.answer(code, f"person {turn}", said_here, "192.0.2.1")
    at = opened("surveys", Role.PROGRAMME_STAFF)
    assert not at.exception
    assert "2 people have answered" in said(at)
    assert "40 were invited" in said(at)
    spread = table(at, "answers_how-is-support-for-your-child-change")
    assert spread[spread["People"] == "1"]["Answer"].tolist() == ["Better", "Much better"]
    own_spread = table(at, "answers_how-is-support-for-your-child-agreement")
    assert own_spread.iloc[0].tolist() == ["Meetings are at a good time.", "Strongly disagree", "100 %", "2"]
    assert "they feed no measure" in " ".join(caption.value for caption in at.caption)
    assert "&lt;b&gt;Shorter&lt;/b&gt; letters." in said(at)


def test_survey_is_closed_and_opened_again(programme: str, opened: Open) -> None:
    number = survey()
    at = opened("surveys", Role.PROGRAMME_STAFF)
    press(at, "Close this survey now")
    assert "is closed" in at.success[0].value
    assert not [button for button in at.button if button.label.startswith("Make a link")]
    press(at, "Open it again")
    assert "is open again" in at.success[0].value
    assert not bool(survey_links.surveys(staff())["is_closed"][0])
    assert records.stored(staff(), "survey", number)["closes_on"] != designed()["closes_on"]


@pytest.mark.parametrize("is_over", [True, False])
def test_answers_are_offered_to_be_deleted_when_their_day_has_come(
    programme: str, opened: Open, today: date, is_over: bool
) -> None:
    number = survey()
    public_surveys.answer(link(number), "one", {"urn": "100001", "comment": "Good."}, "192.0.2.1")
    if is_over:
        records.correct(staff(), "survey", number, 1, designed(closes_on=today, keep_until=today))
    at = opened("surveys", Role.PROGRAMME_STAFF)
    assert bool(at.warning) == is_over
    if is_over:
        press(at, "Delete 1 answer for good")
        assert "1 answer deleted" in at.success[0].value
        assert "Nobody has answered yet" in said(at)
