"""An attendance report on its page: from the file to the register, and nothing of anybody left behind."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from data_access import events, store
from data_access.models import Base
from data_access.outside_files import outside_names
from data_access.outside_files.outside_names import Settled
from data_access.vocabulary import EventType, Meaning, OutsideKind, Role
from tests import factories
from tests.data_access.imports.files import traces
from tests.data_access.outside_files import teams
from tests.data_access.outside_files.teams import STARTED, Somebody
from tests.pages.conftest import said, table
from tests.pages.outside_files import box, buttons, choose, drop, plain, press

Open = Callable[..., AppTest]
ADA = Somebody("Ada Lovell", "ada@central.sch.uk")
BO = Somebody("Bo Swift", "bo@gmail.com")
CY = Somebody("Cy Marsh", "cy@central.sch.uk", ((0, 60),))
DI = Somebody("Di Marlow", "di@council.gov.uk")


@pytest.fixture
def day(programme: str) -> date:
    """A day of the programme on which nothing else was held."""
    return events.events(factories.la_lead())["held_on"].max() - timedelta(days=1)


def report(day: date, *people: Somebody, **changes: object) -> bytes:
    started = STARTED.replace(year=day.year, month=day.month, day=day.day)
    return teams.report(*people, started=started, say=teams.plain, **changes)


def know(**meanings: Settled) -> None:
    answers = {name.replace("_", "."): meaning for name, meaning in meanings.items()}
    outside_names.settle(factories.staff(), OutsideKind.EMAIL_DOMAIN, answers)


def stored_texts() -> Iterator[str]:
    """Everything that stands in the database, table by table."""
    with store.reading() as session:
        for name in Base.metadata.tables:
            yield from (str(tuple(row)) for row in session.execute(text(f'SELECT * FROM "{name}"')))


def test_a_report_becomes_a_register_and_no_name_or_address_is_kept(programme: str, opened: Open, day: date) -> None:
    at = drop(
        opened("attendance_report", Role.PROGRAMME_STAFF), report(day, ADA, BO, CY, DI), "Anne Other's report.csv"
    )
    assert not at.exception
    assert "Central cluster meeting" in said(at)
    assert "4 people in the meeting" in said(at)
    choose(at, "central.sch.uk, 2 people", "100001")
    choose(at, "council.gov.uk, 1 person", "none")
    press(at, "Remember these domains")
    assert "Remembered: 2 domains." in at.success[0].value
    assert "central.sch.uk" not in "".join(plain(box.label) for box in at.selectbox)
    choose(at, "Bo Swift", "100003")
    choose(at, "What kind of event", EventType.CLUSTER_MEETING)
    choose(at, "Cluster it was for", "Central")
    shown = table(at, "register-from-report")
    assert shown["Register"].tolist() == ["Came, 1 person", "Came, 1 person", "Did not come"]
    assert shown["In the meeting"].tolist() == [1, 2, 0]
    assert not {"Ada", "ada@"} & set(shown.to_string().split())
    press(at, "Save register: 2 of 3 came")
    assert not at.exception
    assert "Saved: Central cluster meeting" in at.success[0].value
    assert at.file_uploader[0].value is None
    held = events.events(factories.la_lead()).set_index("held_on").loc[day]
    assert (held["title"], held["attended_count"], held["listed_count"]) == ("Central cluster meeting", 2, 3)
    at.run()
    everything = "\n".join([*stored_texts(), repr(at.session_state._state.filtered_state)])
    for person in (ADA, BO, CY, DI):
        assert person.name not in everything
        assert person.address not in everything
    assert "Anne Other" not in everything


def test_a_report_is_listed_among_the_files_loaded_and_undone_there(programme: str, opened: Open, day: date) -> None:
    know(central_sch_uk=Settled(Meaning.SETTING, "100001"))
    at = drop(opened("attendance_report", Role.PROGRAMME_STAFF), report(day, ADA, CY))
    choose(at, "What kind of event", EventType.CPD)
    press(at, "Save register: 1 of 1 came")
    assert "Under “Load a file” it can be undone whole for 30 days" in at.success[0].value
    before = len(events.events(factories.la_lead()))
    at = opened("imports", Role.PROGRAMME_STAFF)
    assert "Attendance report from Teams (CSV)" in said(at)
    assert "2 people in the meeting: 1 new line of a register" in said(at)
    assert "This takes away 1 line of a register, for everybody." in said(at)
    press(at, "Yes, undo this file")
    assert not at.exception
    assert "Undone: Attendance report from Teams" in at.success[0].value
    assert len(events.events(factories.la_lead())) == before - 1


def test_the_same_report_again_has_nothing_to_save(programme: str, opened: Open, day: date) -> None:
    know(central_sch_uk=Settled(Meaning.SETTING, "100001"))
    at = drop(opened("attendance_report", Role.PROGRAMME_STAFF), report(day, ADA))
    choose(at, "What kind of event", EventType.CPD)
    press(at, "Save register: 1 of 1 came")
    at = opened("attendance_report", Role.PROGRAMME_STAFF)
    before = traces()
    drop(at, report(day, ADA))
    assert "report was loaded before" in said(at)
    assert "There is nothing to save" in said(at)
    assert not [label for label in buttons(at) if label.startswith("Save register")]
    assert traces() == before


def test_a_report_adds_to_the_register_of_an_event_that_is_there(programme: str, opened: Open) -> None:
    know(central_sch_uk=Settled(Meaning.SETTING, "100003"))
    held = events.events(factories.la_lead()).set_index("event_ref").loc["now-1", "held_on"]
    at = drop(opened("attendance_report", Role.PROGRAMME_STAFF), report(held, ADA))
    assert "There is an event of that day already" in said(at)
    choose(at, "Event", "now-1")
    assert table(at, "register-from-report")["Until now"].tolist() == [
        "Did not come",
        "Came, 1 person",
        "Came, 1 person",
    ]
    press(at, "Save register: 3 of 3 came")
    assert events.register(factories.la_lead(), "now-1")["is_attended"].tolist() == [True, True, True]


def test_what_is_not_answered_yet_keeps_the_register_from_being_saved(programme: str, opened: Open, day: date) -> None:
    at = drop(opened("attendance_report", Role.PROGRAMME_STAFF), report(day, ADA, BO))
    choose(at, "What kind of event", EventType.CPD)
    assert "Answer what is asked above" in said(at)
    choose(at, "central.sch.uk", "once")
    choose(at, "Ada Lovell", "100001")
    choose(at, "Bo Swift", "Leave out")
    press(at, "Save register: 1 of 1 came")
    assert "Saved" in at.success[0].value
    assert outside_names.remembered(factories.staff(), OutsideKind.EMAIL_DOMAIN).empty


def test_another_share_of_the_meeting_decides_otherwise_about_who_came(programme: str, opened: Open, day: date) -> None:
    know(central_sch_uk=Settled(Meaning.SETTING, "100001"))
    at = drop(opened("attendance_report", Role.PROGRAMME_STAFF), report(day, CY))
    choose(at, "What kind of event", EventType.CPD)
    assert table(at, "register-from-report")["Register"].tolist() == ["Did not come"]
    next(box for box in at.number_input if "this much" in box.label).set_value(1)
    at.run()
    assert table(at, "register-from-report")["Register"].tolist() == ["Came, 1 person"]


def test_an_event_without_a_kind_is_refused_in_words(programme: str, opened: Open, day: date) -> None:
    know(central_sch_uk=Settled(Meaning.SETTING, "100001"))
    at = drop(opened("attendance_report", Role.PROGRAMME_STAFF), report(day, ADA))
    press(at, "Save register: 1 of 1 came")
    assert "Choose the kind of event." in at.error[0].value


def test_a_wrong_file_is_answered_in_one_sentence(programme: str, opened: Open) -> None:
    at = drop(opened("attendance_report", Role.PROGRAMME_STAFF), b"urn,attended\n100001,yes\n")
    assert at.error[0].value.startswith("This is not an attendance report")
    assert not at.dataframe


def test_what_a_domain_stands_for_can_be_changed(programme: str, opened: Open) -> None:
    know(central_sch_uk=Settled(Meaning.SETTING, "100001"))
    at = opened("attendance_report", Role.PROGRAMME_STAFF)
    choose(at, "Which one?", "central.sch.uk")
    assert box(at, "Stands for").value == "100001"
    assert next(button for button in at.button if button.label == "Save").disabled
    choose(at, "Stands for", "100003")
    press(at, "Save")
    assert not at.exception
    assert "central.sch.uk stands for" in plain(at.success[0].value).replace("\N{WORD JOINER}", "")
    found = outside_names.settled(factories.staff(), OutsideKind.EMAIL_DOMAIN)["central.sch.uk"]
    assert found == Settled(Meaning.SETTING, "100003")
    choose(at, "Stands for", Meaning.ASK)
    press(at, "Save")
    assert outside_names.settled(factories.staff(), OutsideKind.EMAIL_DOMAIN)["central.sch.uk"] == Settled(Meaning.ASK)


def test_what_is_remembered_can_be_forgotten(programme: str, opened: Open) -> None:
    know(central_sch_uk=Settled(Meaning.SETTING, "100001"), council_gov_uk=Settled(Meaning.NO_SETTING))
    at = opened("attendance_report", Role.ADMINISTRATOR)
    assert table(at, "remembered-domain").to_numpy().tolist() == [
        ["central.sch.uk", "Central primary"],
        ["council.gov.uk", "Not a setting"],
    ]
    choose(at, "Which one?", "council.gov.uk")
    press(at, "Forget it")
    assert outside_names.remembered(factories.staff(), OutsideKind.EMAIL_DOMAIN)["said"].tolist() == ["central.sch.uk"]
