"""Booking logs: rows of somebody's own spreadsheet as lines of registers, once."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from data_access import clock, events, store
from data_access.errors import NotAllowed, WrongFile
from data_access.imports import ImportReport
from data_access.models import Attendance, Event, SurveyAnswer, SurveyResponse
from data_access.outside_files import booking_log, log_words, outside_names, sheets
from data_access.outside_files.mappings import Reading
from data_access.outside_files.outside_names import Settled
from data_access.vocabulary import Meaning, Mode, OutsideKind
from tests import factories
from tests.data_access.imports.files import traces, xlsx_bytes
from tests.data_access.outside_files.logs import DAY, HEADER, ahead, booking, log

STAFF = factories.staff()
COLUMNS = {
    "Date": "held_on",
    "School": "setting",
    "Type of support": "event_type",
    "Status": "attended",
    "Rating": "feedback",
    "Time": "reference",
}
WORDS = {
    "event_type": {"coaching": "coaching_session", "training": "cpd", "admin": "left out"},
    "attended": {"attended": "yes", "dna": "no", "cancelled": "left out"},
    "feedback": {"4": "4", "5": "5"},
}
READING = Reading(COLUMNS, WORDS, {"row": "setting", "mode": "virtual", "audience": "senco"})


@pytest.fixture
def seeded(database: str) -> str:
    factories.add_programme()
    factories.add_setting("100001", "Abbey Primary")
    factories.add_setting("100002", "Bridge Primary")
    return database


def load(content: bytes, reading: Reading = READING, *, dry_run: bool = False) -> ImportReport:
    return booking_log.load(STAFF, "log.csv", sheets.read(content), reading, dry_run=dry_run)


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    """(created, updated, unchanged, passed over, refused rows)"""
    return report.created, report.updated, report.unchanged, report.passed_over, report.refused_row_count


def stored() -> list[tuple[object, ...]]:
    query = (
        select(Event.event_type, Event.mode, Event.held_on, Attendance.is_attended, Attendance.people_count)
        .join(Attendance, Attendance.event_id == Event.id)
        .order_by(Event.event_ref, Attendance.setting_id)
    )
    with store.reading() as session:
        return [tuple(row) for row in session.execute(query)]


def ratings() -> list[int]:
    with store.reading() as session:
        return list(session.scalars(select(SurveyAnswer.value).order_by(SurveyAnswer.id)))


def test_a_log_becomes_sessions_with_who_came_and_how_useful_it_was(seeded: str) -> None:
    content = log(booking(), booking(School="Bridge Primary", Status="DNA", Rating=""))
    trial = load(content, dry_run=True)
    assert (counts(trial), stored()) == ((2, 0, 0, 0, 0), [])
    assert counts(load(content)) == (2, 0, 0, 0, 0)
    assert stored() == [
        ("coaching_session", Mode.VIRTUAL, DAY, True, None),
        ("coaching_session", Mode.VIRTUAL, DAY, False, None),
    ]
    assert ratings() == [4]
    with store.reading() as session:
        assert session.scalars(select(SurveyResponse.audience)).all() == ["senco"]


def test_the_same_log_again_changes_nothing_and_a_longer_one_adds_what_is_new(seeded: str) -> None:
    first, second = booking(), booking(Date="19/11/2025", Rating="5")
    load(log(first))
    before = traces()
    assert counts(load(log(first))) == (0, 0, 1, 0, 0)
    assert traces() == before
    assert counts(load(log(first, second))) == (1, 0, 1, 0, 0)
    assert ratings() == [4, 5]


def test_what_became_of_a_booking_is_put_right_by_a_later_log(seeded: str) -> None:
    load(log(booking(Status="DNA", Rating="")))
    assert counts(load(log(booking()))) == (0, 1, 0, 0, 0)
    assert [row[3] for row in stored()] == [True]


def test_sessions_ahead_and_cancelled_ones_are_left_out(seeded: str) -> None:
    report = load(log(booking(), booking(Date=ahead(clock.today()), Status=""), booking(Status="Cancelled")))
    assert counts(report) == (1, 0, 0, 2, 0)
    assert "lie ahead: 1" in report.notes[-1]
    assert [(one.row, one.column, one.sentence.split(".")[0]) for one in report.left_out] == [
        (3, "Date", "This session lies ahead"),
        (4, "Status", "Cancelled or not known yet, as was said of this word"),
    ]


def test_rows_that_cannot_be_read_are_refused_under_their_own_columns(seeded: str) -> None:
    report = load(
        log(
            booking(),
            booking(Date="31/02/2026"),
            booking(School=""),
            booking(Status=""),
            booking(Type_of_support=""),
            booking(Date="01/01/2020"),
        )
    )
    assert [(one.row, one.column) for one in report.refused] == [
        (3, "Date"),
        (4, "School"),
        (5, "Status"),
        (6, "Type of support"),
        (7, "Date"),
    ]
    text = report.errors_csv().decode("utf-8-sig")
    assert "31/02/2026" in text
    assert "Anne Other" not in text
    assert len(stored()) == 1


def test_two_sessions_of_one_day_are_told_apart_by_their_time(seeded: str) -> None:
    content = log(booking(), booking(Time="14:00"))
    assert counts(load(content)) == (2, 0, 0, 0, 0)
    without = Reading({name: field for name, field in COLUMNS.items() if name != "Time"}, WORDS, READING.fixed)
    assert load(content, without, dry_run=True).repeated == 1


def test_rows_of_persons_are_counted_together(seeded: str) -> None:
    by_person = replace(READING, fixed={**READING.fixed, "row": "person"})
    content = log(booking(), booking(Rating="5"), booking(Status="DNA", Rating=""))
    assert counts(load(content, by_person)) == (1, 0, 0, 0, 0)
    assert stored()[0][3:] == (True, 2)
    assert ratings() == [4, 5]
    assert counts(load(content, by_person)) == (0, 0, 1, 0, 0)
    assert ratings() == [4, 5]


def test_contradictory_rows_about_one_session_are_refused(seeded: str) -> None:
    report = load(log(booking(), booking(Status="DNA")))
    assert {one.row for one in report.refused} == {2, 3}
    assert (stored(), ratings()) == ([], [])


def test_a_name_that_is_no_setting_is_left_out_as_somebody_said(seeded: str) -> None:
    outside_names.settle(
        STAFF,
        OutsideKind.SETTING_NAME,
        {"Council": Settled(Meaning.NO_SETTING), "Abbey": Settled(Meaning.SETTING, "100001")},
    )
    assert counts(load(log(booking(School="council"), booking(School="ABBEY")))) == (1, 0, 0, 1, 0)


def test_only_words_that_nobody_settled_are_asked_about() -> None:
    sheet = sheets.read(log(booking(), booking(Type_of_support="Book club", Status="", Rating="9")))
    assert booking_log.unsettled_words(sheet, READING) == {"event_type": ["book club"], "feedback": ["9"]}


@pytest.mark.parametrize(
    ("field", "said", "ours"),
    [
        ("event_type", "Coaching session", "coaching_session"),
        ("event_type", "webinar", "national_webinar"),
        ("event_type", "Book club", None),
        ("attended", "No-show", "no"),
        ("attended", "Y", "yes"),
        ("attended", "Booked", "left out"),
        ("mode", "Face-to-face", "in_person"),
        ("mode", "MS Teams", None),
        ("feedback", "Good", "4"),
    ],
)
def test_what_a_word_means_is_proposed(field: str, said: str, ours: str | None) -> None:
    assert list(log_words.proposals(field, [said]).values()) == [ours]


def test_others_load_no_log(seeded: str) -> None:
    with pytest.raises(NotAllowed):
        booking_log.load(factories.la_lead(), "log.csv", sheets.read(log(booking())), READING, dry_run=True)


def test_a_comment_of_the_log_is_never_in_the_database(seeded: str) -> None:
    load(log(booking()))
    held = events.events(factories.la_lead())
    assert held["title"].tolist() == ["Coaching session"]
    with store.reading() as session:
        assert (
            session.scalar(select(func.count()).select_from(SurveyResponse).where(SurveyResponse.comment.is_not(None)))
            == 0
        )


def test_headings_are_found_below_a_title_and_none_stands_twice() -> None:
    rows = [["Bookings 2025"], [], ["Date", "Notes", "Notes", ""], ["18/11/2025", "a", "b"], ["", "", "", ""]]
    sheet = sheets.read(xlsx_bytes({"Empty": [], "Log": rows}))
    assert sheet.headings == ("Date", "Notes", "Notes (2)")
    assert sheet.rows == ((4, ("18/11/2025", "a", "b")),)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_with_any_delimiter(delimiter: str) -> None:
    text = delimiter.join(HEADER) + "\r\n" + delimiter.join(str(cell) for cell in booking())
    assert sheets.read(text.encode()).headings == HEADER


@pytest.mark.parametrize(
    ("content", "beginning"),
    [
        (b" ", "The file is empty."),
        (b"Date,School\n", "There is no table"),
        (b"\x00\x01", "This file is not text"),
        (b"<html><body>", "This is a web page"),
        (("a," * 300 + "a\n" + "b," * 300).encode(), "The file has more than 200 columns"),
    ],
)
def test_a_wrong_file_is_answered_in_a_sentence(content: bytes, beginning: str) -> None:
    with pytest.raises(WrongFile) as refusal:
        sheets.read(content)
    assert str(refusal.value).startswith(beginning)


def test_a_day_is_read_with_or_without_a_time(seeded: str) -> None:
    said = ("2025-11-18 14:00:00", "18 November 2025", "18/11/2025 09:30", "18.11.2025")
    content = log(*(booking(Date=day, Time=str(at)) for at, day in enumerate(said)))
    assert counts(load(content)) == (4, 0, 0, 0, 0)
    assert {row[2] for row in stored()} == {date(2025, 11, 18)}
