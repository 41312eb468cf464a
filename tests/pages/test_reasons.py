"""Correcting approved figures on pages: the reason is asked for, nothing typed is lost, the second click saves."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_access import audit_log, case_studies, events, locks
from data_access.vocabulary import PeriodKind, Role
from tests import factories
from tests.pages.filling_in import errors, field, labels, press

Open = Callable[..., AppTest]


def administrators_form() -> None:
    """A form as administrators have them, which counts what it was allowed to save."""
    import streamlit as st

    from data_access import locks
    from data_access.errors import Locked
    from data_access.permissions import COMMAND_LINE
    from pages.shared.entry import saving

    def write() -> None:
        if not locks.reason():
            raise Locked("The figures of spring term 2026 were approved on 1 May 2026. Say why this is corrected.")
        st.session_state["written"] = (typed, locks.reason())

    saving.announce()
    turn = saving.turn(COMMAND_LINE, "dates", None, "title")
    with st.form("dates"):
        typed = st.text_input("Title", key=turn.key("title"))
        is_sent = st.form_submit_button("Save")
    if is_sent:
        saving.save(write, "It is saved.", turn)
    if st.button("Take it away"):
        saving.save(write, "It is gone.")


REASON = "The sign-in sheet was found."


@pytest.fixture
def approved(programme: str) -> date:
    """The month of the only register of this term is approved. Value: the register's day."""
    day: date = events.events(factories.la_lead())["held_on"].max()
    factories.add_approval(PeriodKind.MONTH, f"{day:%Y-%m}", day.replace(day=1), day)
    return day


def reasons() -> set[object]:
    return set(audit_log.audit_entries(factories.administrator(), 5)["reason"])


def came() -> int:
    return int(events.events(factories.la_lead()).set_index("event_ref").loc["now-1", "attended_count"])


def test_a_register_is_corrected_once_the_reason_is_given(approved: date, opened: Open) -> None:
    at = opened("enter_register", Role.PROGRAMME_STAFF, id="now-1")
    field(at, "Central nursery").check().run()
    press(at, "Save register")
    assert not at.exception
    assert f"The figures of {approved:%B %Y} were approved on 12 January 2026." in at.warning[0].value
    assert field(at, "Central nursery").value is True
    assert came() == 2
    press(at, "Save register")
    assert came() == 2
    field(at, "Why is this corrected?").set_value("late").run()
    press(at, "Save register")
    assert "Say in a sentence why" in errors(at)
    field(at, "Why is this corrected?").set_value(REASON).run()
    press(at, "Save register")
    assert not at.exception
    assert at.success
    assert came() == 3
    assert REASON in reasons()


def test_the_question_is_gone_after_the_save(approved: date, opened: Open) -> None:
    at = opened("enter_register", Role.PROGRAMME_STAFF, id="now-1")
    field(at, "Central nursery").check().run()
    press(at, "Save register")
    field(at, "Why is this corrected?").set_value(REASON).run()
    press(at, "Save register")
    press(at, "Correct this one")
    assert not [box for box in at.text_input if box.label.startswith("Why is this")]


def test_an_approved_case_study_is_taken_back_with_a_reason(approved: date, opened: Open) -> None:
    with locks.because(REASON):
        study = factories.add_case_study("100001", approved_on=approved)
    at = opened("case_studies", Role.LA_LEAD, period="academic_year", id=str(study))
    press(at, "Take back")
    assert not at.exception
    assert "Say why this is corrected" in at.warning[0].value
    field(at, "Why is this corrected?").set_value("It is about another school.").run()
    press(at, "Take back")
    assert case_studies.case_studies(factories.staff()).set_index("id").loc[study, "status"] == "draft"
    assert "It is about another school." in reasons()
    assert "Approve" not in labels(at)


def test_an_administrators_form_asks_and_saves_on_the_second_click(database: str) -> None:
    at = AppTest.from_function(administrators_form).run()
    field(at, "Title").set_value("Another title")
    press(at, "Save")
    assert not at.exception
    assert "Say why this is corrected. Nothing is saved yet, and what you typed is still here." in at.warning[0].value
    assert field(at, "Title").value == "Another title"
    field(at, "Why is this corrected?").set_value("oh").run()
    press(at, "Save")
    assert "Say in a sentence why" in errors(at)
    field(at, "Why is this corrected?").set_value(REASON).run()
    press(at, "Save")
    assert at.session_state["written"] == ("Another title", REASON)
    assert at.success[0].value == "It is saved."
    assert not at.warning


def test_a_button_without_a_form_asks_at_the_top(database: str) -> None:
    at = AppTest.from_function(administrators_form).run()
    press(at, "Take it away")
    field(at, "Why is this corrected?").set_value(REASON).run()
    press(at, "Take it away")
    assert at.success[0].value == "It is gone."
    assert at.session_state["written"][1] == REASON
