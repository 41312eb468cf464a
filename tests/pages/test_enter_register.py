"""A register on its page: who is listed, what is saved, and what is never lost."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data_access import events
from data_access.events import RegisterRow
from data_access.vocabulary import Role
from tests import factories
from tests.pages.conftest import run, said
from tests.pages.filling_in import errors, field, fill, labels, press

Open = Callable[..., AppTest]


def begin(at: AppTest, today: date) -> AppTest:
    """The questions above the list, answered."""
    fill(at, What_the_event="Autumn meeting", What_kind="cluster_meeting", When=today, How="in_person")
    return fill(at, Cluster="Central")


def latest() -> dict[str, object]:
    return dict(events.events(factories.staff()).to_dict("records")[0])


@pytest.fixture
def page(programme: str, opened: Open) -> AppTest:
    return opened("enter_register", Role.PROGRAMME_STAFF)


def test_settings_are_listed_once_the_date_is_given(page: AppTest, today: date) -> None:
    assert not page.checkbox
    fill(page, When=today)
    assert [tick.label for tick in page.checkbox] == [
        f"{cluster} {phase}" for cluster in ("Central", "North") for phase in ("nursery", "primary", "secondary")
    ]
    fill(page, Cluster="North")
    assert [tick.label[:5] for tick in page.checkbox] == ["North"] * 3


def test_register_is_saved_and_the_page_says_what_that_changed(page: AppTest, today: date) -> None:
    begin(page, today)
    field(page, "Central nursery").check().run()
    field(page, "People from Central nursery").set_value(3).run()
    assert "Save register: 1 of 3 came" in labels(page)
    press(page, "Save register")
    assert not page.exception
    saved = page.success[0].value.replace("\N{NO-BREAK SPACE}", " ")
    assert "Autumn meeting" in saved
    assert "1 of 3 settings came, 3 people" in saved
    assert "now 50 %, was 33 %" in saved
    assert (latest()["title"], latest()["attended_count"], latest()["people_count"]) == ("Autumn meeting", 1, 3)


def test_everything_that_is_missing_is_said_at_the_top_and_beside_its_field(page: AppTest) -> None:
    fill(page, What_the_event="Autumn meeting")
    press(page, "Save register")
    assert "Not saved yet" in errors(page)
    assert "When it was held: Give the date the event was held, for example 18 November 2026." in errors(page)
    assert said(page).count("Choose in person or virtual.") == 1
    fill(page, How="virtual")
    assert "Choose in person or virtual." not in errors(page) + said(page)


def test_a_date_before_the_programme_is_refused_beside_the_field(page: AppTest) -> None:
    begin(page, date(2024, 1, 10))
    press(page, "Save register")
    assert "when the programme started" in errors(page)


def test_everyone_can_be_ticked_at_once_and_a_guest_added(page: AppTest, today: date) -> None:
    begin(page, today)
    press(page, "Everyone came")
    field(page, "Add a setting").select("100011").run()
    assert field(page, "North primary").value is True
    press(page, "Save register")
    assert (latest()["attended_count"], latest()["listed_count"]) == (4, 4)


def test_what_was_typed_is_offered_again_in_a_new_browser_and_gone_once_saved(programme: str, today: date) -> None:
    session = factories.signed_in_as(Role.PROGRAMME_STAFF)
    first = begin(run("enter_register", session), today)
    field(first, "Central primary").check().run()
    assert any("Saved as a draft at" in text.value for text in first.markdown)
    address = first.query_params["draft"]
    # The same address after a reload.
    reloaded = run("enter_register", session, draft=address)
    assert field(reloaded, "What the event").value == "Autumn meeting"
    assert field(reloaded, "When").value == today
    assert field(reloaded, "Central primary").value is True
    # Another machine, where nobody knows the address.
    other = run("enter_register", session)
    assert "Autumn meeting" in said(other)
    press(other, "Carry on with it")
    assert field(other, "Central primary").value is True
    press(other, "Save register")
    assert latest()["attended_count"] == 1
    assert "Carry on with it" not in labels(run("enter_register", session))


def test_a_draft_of_somebody_else_is_not_opened_by_its_address(programme: str, today: date) -> None:
    mine = begin(run("enter_register", factories.signed_in_as(Role.PROGRAMME_STAFF)), today)
    address = mine.query_params["draft"]
    theirs = run("enter_register", factories.signed_in_as(Role.ADMINISTRATOR), draft=address)
    assert not theirs.exception
    assert field(theirs, "What the event").value == ""


def test_draft_saved_from_two_windows_makes_one_register(programme: str, today: date) -> None:
    session = factories.signed_in_as(Role.PROGRAMME_STAFF)
    first = begin(run("enter_register", session), today)
    second = run("enter_register", session, draft=first.query_params["draft"])
    before = len(events.events(factories.staff()))
    for window in (first, second):
        press(window, "Save register")
        assert window.success
    assert len(events.events(factories.staff())) == before + 1


def test_discarded_draft_leaves_an_empty_form(page: AppTest, today: date) -> None:
    begin(page, today)
    press(page, "Throw it away")
    assert field(page, "What the event").value == ""
    assert "Carry on with it" not in labels(page)


def test_next_one_begins_like_the_one_before(page: AppTest, today: date) -> None:
    begin(page, today)
    press(page, "Save register")
    press(page, "Add another register like this")
    assert field(page, "What the event").value == ""
    assert field(page, "Cluster").value == "Central"
    assert field(page, "How").value == "in_person"


def test_stored_register_is_corrected(programme: str, opened: Open) -> None:
    at = opened("enter_register", Role.PROGRAMME_STAFF, id="now-1")
    assert field(at, "Central primary").value is True
    assert field(at, "Central nursery").value is False
    field(at, "Central nursery").check().run()
    press(at, "Save register")
    assert not at.exception
    assert "3 of 3 settings came" in at.success[0].value
    assert latest()["attended_count"] == 3


def test_second_of_two_people_sees_both_versions_and_loses_nothing(programme: str, opened: Open) -> None:
    at = opened("enter_register", Role.PROGRAMME_STAFF, id="now-1")
    fill(at, What_the_event="My title")
    field(at, "Central nursery").check().run()
    stored = events.register_for_editing(factories.staff(), "now-1")
    theirs = [RegisterRow("100001", True, 1), RegisterRow("100002", False), RegisterRow("100003", False)]
    answers = {**stored.answers, "title": "Their title"}
    events.correct_register(factories.administrator(), "now-1", stored.version, answers, theirs)
    press(at, "Save register")
    assert not at.exception
    assert "Somebody else changed this" in at.warning[0].value
    text = said(at)
    assert "You typed: My title" in text
    assert "Stored now: Their title" in text
    assert field(at, "What the event").value == "My title"
    assert latest()["title"] == "Their title"
    used = next(button for button in at.button if button.key.endswith("use title"))
    used.click().run()
    assert field(at, "What the event").value == "Their title"
    press(at, "Save register")
    assert at.success
    assert latest()["title"] == "Their title"
    lines = events.register(factories.staff(), "now-1").set_index("urn")["is_attended"]
    assert lines.to_dict() == {"100001": True, "100002": True, "100003": True}


def test_register_that_is_not_there_is_a_sentence(programme: str, opened: Open) -> None:
    at = opened("enter_register", Role.PROGRAMME_STAFF, id="nothing")
    assert not at.exception
    assert "There is no event with the reference nothing" in errors(at)


def test_days_before_anyone_joined_list_nobody_and_say_so(page: AppTest, today: date) -> None:
    fill(page, When=date(2024, 1, 1) - timedelta(days=1))
    assert "No setting belonged" in page.info[0].value


def test_what_repeats_is_filled_at_a_click_and_those_that_came_last_time_are_listed_first(
    programme: str, today: date
) -> None:
    user = factories.add_user("sam@example.org", Role.PROGRAMME_STAFF)
    who = factories.signed_in(user)
    first = run("enter_register", who)
    assert not any(label.startswith("Same as last time") for label in labels(first))
    fill(
        first,
        What_the_event="Central network",
        What_kind="cluster_meeting",
        When_it_was_held=today - timedelta(days=1),
    )
    fill(first, How_it_was_held="virtual", Cluster_it_was_for="Central")
    fill(first, Central_secondary=True)
    press(first, "Save register")
    assert first.success
    again = run("enter_register", who)
    press(again, "Same as last time: Central network")
    assert not again.exception
    assert field(again, "What the event").value == "Central network"
    assert (field(again, "How it was held").value, field(again, "When it was held").value) == ("virtual", None)
    fill(again, When_it_was_held=today)
    names = [box.label for box in again.checkbox if box.label.startswith("Central ")]
    assert names == ["Central secondary", "Central nursery", "Central primary"]
    assert not any(box.value for box in again.checkbox)
    assert any("First those that came last time" in note.value for note in again.caption)


def test_a_session_lists_only_settings_that_were_booked(page: AppTest, today: date) -> None:
    fill(page, What_the_event="Coaching", What_kind="coaching_session", When=today, How="in_person")
    fill(page, Cluster="Central")
    assert [tick.label for tick in page.checkbox] == []
    field(page, "Add a setting that was booked").select("100011").run()
    assert [(tick.label, tick.value) for tick in page.checkbox] == [("North primary", True)]
    press(page, "Save register")
    assert not page.exception
    assert (latest()["attended_count"], latest()["listed_count"]) == (1, 1)


def test_who_was_booked_and_did_not_come_is_kept_and_who_was_not_booked_is_taken_off(
    page: AppTest, today: date
) -> None:
    fill(
        page, What_the_event="Supervision", What_kind="senco_supervision", When=today, How="virtual", Cluster="Central"
    )
    press(page, "Add all 3 settings of the cluster")
    assert [tick.value for tick in page.checkbox] == [False] * 3
    field(page, "Central primary").check().run()
    press(page, "Not booked")
    press(page, "Save register")
    assert not page.exception
    assert (latest()["attended_count"], latest()["listed_count"]) == (1, 2)


def test_the_next_session_begins_with_the_settings_of_the_last(programme: str, today: date) -> None:
    who = factories.signed_in(factories.add_user("sam@example.org", Role.PROGRAMME_STAFF))
    first = run("enter_register", who)
    fill(first, What_the_event="Coaching", What_kind="coaching_session", When=today, How="virtual")
    field(first, "Add a setting that was booked").select("100011").run()
    press(first, "Save register")
    again = run("enter_register", who)
    press(again, "Same as last time: Coaching")
    fill(again, When=today)
    assert [(tick.label, tick.value) for tick in again.checkbox] == [("North primary", False)]


def test_what_somebody_said_is_added_from_the_register(page: AppTest, today: date) -> None:
    begin(page, today)
    press(page, "Save register")
    press(page, "Add what somebody said about it")
    assert not page.exception
    assert page.title[0].value == "What did they answer?"
    # The test does not notice that the page has changed: it is told.
    page.switch_page("enter_survey_response.py").run()
    fill(page, Who_answered="school_staff")
    assert field(page, "When").value == today
    assert str(field(page, "Event").value) == str(latest()["event_ref"])
