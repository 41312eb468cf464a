"""Answers to a form on their page: the form explained once, its words and settings settled, the rest saved."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_access import events, surveys
from data_access.imports import Refusal
from data_access.outside_files import mappings
from data_access.outside_files.survey_rows import Prepared
from data_access.vocabulary import Audience, Item, MappedFile, Role
from pages.shared.outside_files import survey_answers
from tests import factories
from tests.data_access.outside_files.forms import MORE, SCHOOL, USEFUL, workbook
from tests.pages.conftest import said, table
from tests.pages.outside_files import box, buttons, choose, drop, press

Open = Callable[..., AppTest]
CALLED = "Central primary"


@pytest.fixture
def day(programme: str) -> date:
    found: date = events.events(factories.la_lead())["held_on"].max()
    return found


def explained(at: AppTest, content: bytes) -> AppTest:
    """The page once somebody has said what the form asks."""
    drop(at, content, "Feedback(1-3).xlsx")
    next(field for field in at.text_input if field.label == "A name for this form").set_value("Feedback on training")
    choose(at, "Who answered", Audience.SCHOOL_STAFF)
    choose(at, MORE, "comment")
    return press(at, "Remember this form")


def responses() -> int:
    found = surveys.responses(factories.la_lead())
    return int((found["audience"] == Audience.SCHOOL_STAFF).sum())


def known_form() -> None:
    columns = {USEFUL: Item.SESSION_USEFUL.value, SCHOOL: "setting", MORE: "comment"}
    reading = mappings.Reading(columns, {Item.SESSION_USEFUL: {"fair": "3"}}, {"audience": "school_staff"})
    mappings.keep(factories.staff(), MappedFile.SURVEY, "Feedback", reading)


def test_a_form_is_explained_once_and_its_answers_saved(programme: str, opened: Open, day: date) -> None:
    content = workbook(day, ("Very good", CALLED, "Clear."), ("Splendid", "Central prim", ""), ("Fair", CALLED, ""))
    at = explained(opened("survey_file", Role.PROGRAMME_STAFF), content)
    assert not at.exception
    assert "Remembered: what this form asks." in at.success[0].value
    assert (box(at, "very good").value, box(at, "fair").value, box(at, "splendid").value) == ("5", "3", None)
    choose(at, "splendid", "5")
    press(at, "Remember these answers")
    assert box(at, "Central prim").options[0].startswith("Central primary")
    choose(at, "Central prim", "100001")
    press(at, "Remember these settings")
    assert "Choose the event that they speak of" in said(at)
    choose(at, "The event that they speak of", "before-1")
    assert {metric.label: metric.value for metric in at.metric} == {"New": "3", "Known already": "0", "Refused": "0"}
    spread = table(at, "answers-of-a-form").set_index("Question").loc["Session useful"]
    assert spread.tolist() == [0, 0, 1, 0, 2, 0]
    press(at, "Save 3 responses")
    assert not at.exception
    assert "Saved: 3 responses" in at.success[0].value.replace("\N{NO-BREAK SPACE}", " ")
    assert responses() == 3
    drop(at, content)
    choose(at, "The event that they speak of", "before-1")
    assert "There is nothing to save" in said(at)
    assert responses() == 3


def test_the_next_file_of_a_known_form_is_read_without_asking(programme: str, opened: Open, day: date) -> None:
    known_form()
    at = drop(opened("survey_file", Role.PROGRAMME_STAFF), workbook(day, ("Fair", CALLED, ""), ("Fair", "", "")))
    choose(at, "The event that they speak of", "before-1")
    assert [metric.value for metric in at.metric] == ["1", "0", "1"]
    choose(at, "Where no answer names the setting", "cluster Central")
    press(at, "Save 2 responses")
    assert responses() == 2


def test_a_comment_that_could_name_somebody_stays_only_if_that_is_confirmed(
    programme: str, opened: Open, day: date
) -> None:
    content = workbook(day, ("Fair", CALLED, "Ring 07700 900123"), ("Fair", CALLED, "Mail ann@example.org"))
    at = explained(opened("survey_file", Role.PROGRAMME_STAFF), content)
    press(at, "Remember these answers")
    choose(at, "The event that they speak of", "before-1")
    assert [box.label for box in at.checkbox] == [
        "Row 2: keep it. It is not about a child or family",
        "Row 3: keep it. It is not about a child or family",
    ]
    at.checkbox[0].check()
    at.run()
    press(at, "Save 2 responses")
    comments = set(surveys.comments(factories.la_lead())["comment"])
    assert "Ring 07700 900123" in comments
    assert "Mail ann@example.org" not in comments


def test_a_question_answered_in_own_words_is_no_scale(programme: str, opened: Open, day: date) -> None:
    content = workbook(day, *(("Fair", CALLED, f"Something that only person {n} says") for n in range(20)))
    at = drop(opened("survey_file", Role.PROGRAMME_STAFF), content)
    next(field for field in at.text_input if field.label == "A name for this form").set_value("Feedback")
    choose(at, "Who answered", Audience.SCHOOL_STAFF)
    choose(at, MORE, Item.SESSION_PUT_TO_USE.value)
    press(at, "Remember this form")
    assert "in people's own words" in at.error[0].value
    assert mappings.kept(factories.staff(), MappedFile.SURVEY) == []


def test_a_wrong_file_is_answered_in_one_sentence(programme: str, opened: Open) -> None:
    at = drop(opened("survey_file", Role.PROGRAMME_STAFF), b"urn,attended\n100001,yes\n")
    assert at.error[0].value.startswith("This is not the workbook that Microsoft Forms gives")


def test_a_form_can_be_renamed_and_forgotten(programme: str, opened: Open) -> None:
    mappings.keep(factories.staff(), MappedFile.SURVEY, "Feedback", mappings.Reading({USEFUL: "comment"}))
    at = opened("survey_file", Role.ADMINISTRATOR)
    next(field for field in at.text_input if field.label == "Name").set_value("Feedback, autumn")
    press(at, "Save the name")
    assert [one.name for one in mappings.kept(factories.staff(), MappedFile.SURVEY)] == ["Feedback, autumn"]
    press(at, "Forget how it is read")
    assert "No form has been explained here yet." in said(at)
    assert "Forget how it is read" not in buttons(at)


def test_what_a_form_asks_is_seen_and_changed_without_its_file(programme: str, opened: Open) -> None:
    known_form()
    at = opened("survey_file", Role.PROGRAMME_STAFF)
    at.toggle[0].set_value(True).run()
    assert (box(at, USEFUL).value, box(at, "fair").value, box(at, MORE).value) == ("session_useful", "3", "comment")
    choose(at, "fair", "4")
    choose(at, MORE, "")
    press(at, "Save how it is read")
    assert not at.exception
    found = mappings.kept(factories.staff(), MappedFile.SURVEY)[0].reading
    assert (found.columns[MORE], found.words, found.fixed) == (
        "",
        {Item.SESSION_USEFUL: {"fair": "4"}},
        {"audience": "school_staff"},
    )
    choose(at, USEFUL, "")
    press(at, "Save how it is read")
    assert "Choose at least one question" in at.error[0].value


@pytest.mark.parametrize(("known", "said_of_it"), [(0, "Nothing can be saved yet"), (3, "known already")])
def test_a_workbook_of_refused_rows_alone_is_not_called_known(known: int, said_of_it: str) -> None:
    prepared = Prepared({}, {}, {}, [Refusal(2, "answered_on", "Give a date.")], known)
    assert said_of_it in survey_answers.nothing_to_save(prepared)


def test_answers_are_checked_once_for_the_same_choices_and_what_others_saved_meanwhile_is_not_saved_twice(
    programme: str, opened: Open, day: date
) -> None:
    known_form()
    content = workbook(day, ("Fair", CALLED, ""), ("Fair", CALLED, ""))
    here, there = (drop(opened("survey_file", Role.PROGRAMME_STAFF), content) for _ in range(2))
    for at in (here, there):
        choose(at, "The event that they speak of", "before-1")
    press(there, "Save 2 responses")
    here.run()
    assert [metric.value for metric in here.metric] == ["2", "0", "0"]
    press(here, "Save 2 responses")
    assert "has been saved meanwhile" in here.success[0].value
    assert responses() == 2
