"""A survey response on its page."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_access import surveys
from data_access.vocabulary import ITEMS, Audience, Role
from tests import factories
from tests.pages.filling_in import errors, field, fill, press

Open = Callable[..., AppTest]


@pytest.fixture
def page(programme: str, opened: Open) -> AppTest:
    return opened("enter_survey_response", Role.PROGRAMME_STAFF)


@pytest.mark.parametrize("audience", list(Audience))
def test_each_audience_is_asked_its_own_questions(page: AppTest, audience: Audience) -> None:
    assert len(page.radio) == 1
    fill(page, Who_answered=audience.value)
    assert not page.exception
    assert [radio.label.removesuffix(" (optional)") for radio in page.radio[1:]] == list(ITEMS[audience].values())


def test_response_is_saved_and_the_next_one_keeps_what_they_share(page: AppTest, today: date) -> None:
    before = len(surveys.responses(factories.staff()))
    fill(page, Who_answered="parent_carer", When=today, Setting="100001")
    page.radio[1].set_value(5).run()
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
    assert [radio.value for radio in page.radio[1:]] == [0, 0, 0]


def test_place_or_answer_that_is_missing_is_a_sentence(page: AppTest, today: date) -> None:
    fill(page, Who_answered="senco", When=today)
    press(page, "Save response")
    assert "Answer at least one question, or write a comment." in errors(page)
    page.radio[1].set_value(3).run()
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
