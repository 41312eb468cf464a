"""A booking log on its page: columns and words explained once, then loaded."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_access import events
from data_access.outside_files import mappings
from data_access.outside_files.mappings import Reading
from data_access.vocabulary import MappedFile, PeriodKind, Role
from tests import factories
from tests.data_access.outside_files.logs import booking, log
from tests.pages.conftest import said
from tests.pages.outside_files import box, buttons, choose, drop, press

Open = Callable[..., AppTest]
COLUMNS = {"Date": "held_on", "School": "setting", "Type of support": "event_type", "Status": "attended"}
WORDS = {"event_type": {"coaching": "coaching_session"}, "attended": {"attended": "yes", "dna": "no"}}
READING = Reading(COLUMNS, WORDS, {"row": "setting", "mode": "virtual"})


@pytest.fixture
def day(programme: str) -> date:
    found: date = events.events(factories.la_lead())["held_on"].max()
    return found


def row(day: date, **changes: object) -> list[object]:
    return booking(**{"Date": f"{day:%d/%m/%Y}", "School": "Central primary", **changes})


def sessions() -> int:
    return int((events.events(factories.la_lead())["event_type"] == "coaching_session").sum())


def test_a_log_is_explained_once_and_loaded(programme: str, opened: Open, day: date) -> None:
    content = log(row(day), row(day, School="North primary", Status="DNA"))
    at = drop(opened("booking_log", Role.PROGRAMME_STAFF), content)
    assert (box(at, "The day").value, box(at, "The setting").value) == ("Date", "School")
    assert box(at, "What tells two sessions").value == "Time"
    assert box(at, "The title").value is None
    next(field for field in at.text_input if field.label == "A name for this kind of log").set_value("Coaching")
    choose(at, "All sessions were held", "virtual")
    choose(at, "Who said how useful it was", "senco")
    press(at, "Remember these columns")
    assert not at.exception
    assert (box(at, "coaching").value, box(at, "attended").value, box(at, "dna").value) == (
        "coaching_session",
        "yes",
        "no",
    )
    press(at, "Remember these words")
    assert {metric.label: metric.value for metric in at.metric}["New lines"] == "2"
    assert sessions() == 0
    press(at, "Load this log")
    assert not at.exception
    assert "Saved: Coaching" in at.success[0].value
    assert sessions() == 1
    drop(at, content)
    assert "There is nothing to load" in said(at)


def test_the_next_log_is_read_without_asking_and_refused_rows_can_be_left_out(
    programme: str, opened: Open, day: date
) -> None:
    mappings.keep(factories.staff(), MappedFile.BOOKING_LOG, "Coaching", READING)
    at = drop(opened("booking_log", Role.PROGRAMME_STAFF), log(row(day), row(day, Date="soon")))
    table = next(frame.value for frame in at.dataframe if "What to write instead" in frame.value.columns)
    assert table[["Row", "Column"]].to_numpy().tolist() == [[3, "Date"]]
    assert "Load this log" not in buttons(at)
    press(at, "Load the other rows and leave these out")
    assert sessions() == 1


def test_each_row_that_is_left_out_says_why(programme: str, opened: Open, day: date) -> None:
    left_out = {"event_type": READING.words["event_type"], "attended": {**READING.words["attended"], "dna": "left out"}}
    mappings.keep(factories.staff(), MappedFile.BOOKING_LOG, "Coaching", Reading(COLUMNS, left_out, READING.fixed))
    at = drop(opened("booking_log", Role.PROGRAMME_STAFF), log(row(day), row(day, Status="DNA")))
    table = next(frame.value for frame in at.dataframe if "Why it is left out" in frame.value.columns)
    assert table.to_numpy().tolist() == [[3, "Status", "Cancelled or not known yet, as was said of this word."]]


def test_a_log_can_be_explained_anew(programme: str, opened: Open, day: date) -> None:
    mappings.keep(factories.staff(), MappedFile.BOOKING_LOG, "Coaching", READING)
    at = drop(opened("booking_log", Role.PROGRAMME_STAFF), log(row(day)))
    assert "What are its columns?" not in [header.value for header in at.header]
    choose(at, "Read it as", 0)
    assert "What are its columns?" in [header.value for header in at.header]


def test_columns_that_cannot_be_are_answered_in_words(programme: str, opened: Open, day: date) -> None:
    at = drop(opened("booking_log", Role.PROGRAMME_STAFF), log(row(day)).replace(b"School", b"Where"))
    press(at, "Remember these columns")
    assert "Choose the column of: the setting." in at.error[0].value
    choose(at, "The setting", "Date")
    press(at, "Remember these columns")
    assert "Choose what holds for every row" in at.error[0].value
    choose(at, "All sessions were held", "virtual")
    choose(at, "Who said how useful it was", "senco")
    press(at, "Remember these columns")
    assert "“Date” is chosen twice" in at.error[0].value
    choose(at, "The setting", "Where")
    press(at, "Remember these columns")
    assert "Give it a name" in at.error[0].value
    assert mappings.kept(factories.staff(), MappedFile.BOOKING_LOG) == []


def test_a_log_that_corrects_approved_figures_is_loaded_with_a_reason(programme: str, opened: Open, day: date) -> None:
    mappings.keep(factories.staff(), MappedFile.BOOKING_LOG, "Coaching", READING)
    factories.add_approval(PeriodKind.MONTH, f"{day:%Y-%m}", day.replace(day=1), day)
    at = drop(opened("booking_log", Role.PROGRAMME_STAFF), log(row(day)))
    press(at, "Load this log")
    assert "Say why this is corrected" in at.warning[0].value
    assert sessions() == 0
    next(field for field in at.text_input if field.label == "Why is this corrected?").set_value(
        "The log came in late from the office."
    )
    press(at, "Load this log")
    assert sessions() == 1


def test_a_wrong_file_is_answered_in_one_sentence(programme: str, opened: Open) -> None:
    at = drop(opened("booking_log", Role.PROGRAMME_STAFF), b"<html><body>")
    assert at.error[0].value.startswith("This is a web page")


def kept() -> mappings.Kept:
    return mappings.kept(factories.staff(), MappedFile.BOOKING_LOG)[0]


def test_how_a_log_is_read_is_seen_and_changed_without_a_log(programme: str, opened: Open) -> None:
    mappings.keep(factories.staff(), MappedFile.BOOKING_LOG, "Coaching", READING)
    at = opened("booking_log", Role.PROGRAMME_STAFF)
    at.toggle[0].set_value(True).run()
    assert (box(at, "Date").value, box(at, "coaching").value, box(at, "dna").value) == (
        "held_on",
        "coaching_session",
        "no",
    )
    assert box(at, "All sessions were held").value == "virtual"
    choose(at, "coaching", "senco_supervision")
    choose(at, "All sessions were held", "in_person")
    press(at, "Save how it is read")
    assert not at.exception
    assert "Saved: how Coaching is read." in at.success[0].value
    assert kept().reading == Reading(
        COLUMNS,
        {"event_type": {"coaching": "senco_supervision"}, "attended": WORDS["attended"]},
        {"row": "setting", "mode": "in_person"},
    )


def test_a_column_that_is_left_out_takes_its_words_along_and_has_to_be_said_otherwise(
    programme: str, opened: Open
) -> None:
    mappings.keep(factories.staff(), MappedFile.BOOKING_LOG, "Coaching", READING)
    at = opened("booking_log", Role.PROGRAMME_STAFF)
    at.toggle[0].set_value(True).run()
    choose(at, "Type of support", "")
    press(at, "Save how it is read")
    assert "Choose what holds for every row" in at.error[0].value
    choose(at, "All sessions are of this kind", "cpd")
    choose(at, "Status", "setting")
    press(at, "Save how it is read")
    assert "Two columns cannot both be “The setting”" in at.error[0].value
    choose(at, "Status", "attended")
    press(at, "Save how it is read")
    assert kept().reading.words == {"attended": WORDS["attended"]}
    assert kept().reading.fixed == {"row": "setting", "mode": "virtual", "event_type": "cpd"}


def test_other_columns_of_a_log_are_chosen_with_the_log_at_hand(programme: str, opened: Open, day: date) -> None:
    mappings.keep(factories.staff(), MappedFile.BOOKING_LOG, "Coaching", READING)
    at = drop(opened("booking_log", Role.PROGRAMME_STAFF), log(row(day)))
    at.toggle[0].set_value(True).run()
    assert (box(at, "The setting").value, box(at, "What tells two sessions").value) == ("School", None)
    choose(at, "What tells two sessions", "Time")
    press(at, "Remember these columns")
    assert not at.exception
    assert kept().reading == Reading({**COLUMNS, "Time": "reference"}, WORDS, READING.fixed)
    assert kept().name == "Coaching"


def test_what_somebody_else_changed_meanwhile_is_not_written_over(programme: str, opened: Open) -> None:
    number = mappings.keep(factories.staff(), MappedFile.BOOKING_LOG, "Coaching", READING)
    at = opened("booking_log", Role.PROGRAMME_STAFF)
    at.toggle[0].set_value(True).run()
    theirs = Reading(COLUMNS, WORDS, {"row": "person", "mode": "virtual"})
    mappings.change(factories.staff(), number, 1, theirs)
    choose(at, "coaching", "senco_supervision")
    press(at, "Save how it is read")
    assert "Somebody else changed how this file is read" in at.warning[0].value
    assert kept().reading == theirs
    press(at, "Start again from what is stored")
    assert box(at, "Each row is").value == "person"
