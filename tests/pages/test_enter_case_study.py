"""A case study on its page."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_access import case_studies
from data_access.vocabulary import Role
from tests import factories
from tests.pages.conftest import run, said
from tests.pages.filling_in import errors, field, fill, press

Open = Callable[..., AppTest]


@pytest.fixture
def page(programme: str, opened: Open) -> AppTest:
    return opened("enter_case_study", Role.PROGRAMME_STAFF)


def write(at: AppTest, today: date) -> AppTest:
    fill(at, Setting="100001", Title="A calmer start", When=today, Themes=["wellbeing", "leadership"])
    return fill(at, Context="Mornings were hard.", What_was_done="A quiet room.", Impact="Calm.")


def test_case_study_is_saved_as_a_draft(page: AppTest, today: date) -> None:
    write(page, today)
    press(page, "Save case study")
    assert not page.exception
    assert "A calmer start" in page.success[0].value
    row = case_studies.case_studies(factories.staff()).to_dict("records")[0]
    assert (row["title"], row["status"], row["themes"]) == ("A calmer start", "draft", ["leadership", "wellbeing"])


def test_quotation_without_consent_is_refused_beside_the_tick(page: AppTest, today: date) -> None:
    write(page, today)
    fill(page, Quotation="I like coming in.")
    press(page, "Save case study")
    assert "Confirm that the person agreed to be quoted" in errors(page)
    fill(page, The_person_agreed=True)
    press(page, "Save case study")
    assert page.success
    assert case_studies.case_studies(factories.staff())["quotation"].tolist() == ["I like coming in."]


def test_question_about_free_text_does_not_hide_what_else_is_missing(page: AppTest) -> None:
    fill(page, Context="Ring 01782 234567.")
    press(page, "Save case study")
    assert "Context: Look at the question below the answer" in errors(page)
    assert "Impact: Say in a sentence or two what changed." in errors(page)


def test_correction_keeps_what_the_other_person_stored_in_view(programme: str, opened: Open, today: date) -> None:
    number = factories.add_case_study("100001", happened_on=today)
    at = opened("enter_case_study", Role.PROGRAMME_STAFF, id=str(number))
    assert field(at, "Title").value == "A calmer start to the day"
    fill(at, Impact="Mine.")
    answers = case_studies.case_study(factories.staff(), number)
    case_studies.correct_case_study(factories.administrator(), number, 1, {**answers, "impact": "Theirs."})
    press(at, "Save case study")
    assert "You typed: Mine." in said(at)
    assert "Stored now: Theirs." in said(at)
    press(at, "Save case study")
    assert at.success
    assert case_studies.case_study(factories.staff(), number)["impact"] == "Mine."


def test_draft_of_a_correction_is_there_on_another_machine(programme: str) -> None:
    number = str(factories.add_case_study("100001"))
    session = factories.signed_in_as(Role.PROGRAMME_STAFF)
    fill(run("enter_case_study", session, id=number), Impact="Half a sent")
    elsewhere = run("enter_case_study", session, id=number)
    assert field(elsewhere, "Impact").value == "Half a sent"
    assert "draft" in said(run("enter_evidence", session))
    press(elsewhere, "Throw it away")
    assert field(elsewhere, "Impact").value == "Arrivals became calmer."


@pytest.mark.parametrize("number", ["99", "abc", "-1", "1; DROP", "9" * 30])
def test_case_study_that_is_not_there_is_a_sentence(programme: str, opened: Open, number: str) -> None:
    at = opened("enter_case_study", Role.PROGRAMME_STAFF, id=number)
    assert not at.exception
    assert "no such case study" in errors(at)
