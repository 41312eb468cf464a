"""Files of other programs among those that were loaded: each is undone whole, like a file of our own kinds."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from data_access import events, import_runs, store, survey_entries
from data_access.errors import InvalidInput, NotAllowed
from data_access.models import ImportRun, Passage, SurveyResponse
from data_access.outside_files import attendance, attendance_report, booking_log, sheets, survey_file, survey_rows
from data_access.outside_files.attendance import Register
from data_access.outside_files.survey_rows import Around
from data_access.registers import RegisterRow
from tests import factories
from tests.data_access.imports.files import everything, traces
from tests.data_access.outside_files import test_attendance, test_booking_log, test_survey_rows
from tests.data_access.outside_files.forms import workbook
from tests.data_access.outside_files.logs import DAY, booking, log
from tests.data_access.outside_files.teams import Somebody, report

STAFF = factories.staff()
ADA, BO = Somebody("Ada Lovell", "ada@abbey.sch.uk"), Somebody("Bo Swift", "bo@bridge.sch.uk")
CAME, STAYED_AWAY = RegisterRow("100001", True, 1), RegisterRow("100002", False)


@pytest.fixture
def seeded(database: str) -> str:
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", "Abbey Primary", cluster="Central")
    factories.add_setting("100002", "Bridge Primary", cluster="Central")
    factories.add_event("E1", DAY, attended=["100002"])
    return database


def load_report(register: Register | None = None) -> None:
    """A meeting of two: Abbey came, Bridge did not."""
    read = attendance_report.read(report(ADA, BO))
    known = register or Register(test_attendance.ANSWERS, [])
    attendance.save(STAFF, read, known, [CAME, STAYED_AWAY])


def load_log(*rows: list[object]) -> None:
    sheet = sheets.read(log(*(rows or (booking(), booking(School="Nowhere"), booking(School="Bridge Primary")))))
    booking_log.load(STAFF, "Anne Other's log.csv", sheet, test_booking_log.READING, dry_run=False)


def load_form() -> None:
    file = survey_file.read(workbook(DAY, ("Poor", "Bridge Primary", "Too long."), ("Poor", "Nowhere", "")))
    ready = survey_rows.prepare(STAFF, file, test_survey_rows.READING, Around(event_ref="E1"))
    survey_rows.save(STAFF, file, ready)


LOADS: dict[str, tuple[Callable[[], None], list[object]]] = {
    "attendance_report": (load_report, ["csv", 2, 2, 0, 0]),
    "booking_log": (load_log, ["csv", 3, 2, 0, 0]),
    "survey_file": (load_form, ["xlsx", 2, 1, 0, 1]),
}


@pytest.mark.parametrize("kind", LOADS)
def test_each_is_listed_without_a_name_and_undone_whole(seeded: str, kind: str) -> None:
    load, counts = LOADS[kind]
    before = everything()
    load()
    assert everything() != before
    found = import_runs.loaded(STAFF)
    columns = ["kind", "file_type", "read_count", "created_count", "updated_count", "refused_count", "can_be_undone"]
    assert found[columns].to_numpy().tolist() == [[kind, *counts, True]]
    assert not any(name in found.to_string() for name in ("Anne", "Ada", "abbey.sch"))
    import_runs.undo(STAFF, int(found["id"].item()))
    assert everything() == before
    load()
    assert everything() != before


@pytest.mark.parametrize("kind", LOADS)
def test_a_second_time_the_same_file_is_no_load(seeded: str, kind: str) -> None:
    load, _ = LOADS[kind]
    load()
    before = traces()
    load()
    assert traces() == before
    assert len(import_runs.loaded(STAFF)) == 1


@pytest.mark.parametrize("kind", LOADS)
def test_others_neither_see_nor_undo_them(seeded: str, kind: str) -> None:
    LOADS[kind][0]()
    for who in (factories.la_lead(), factories.delivery_group()):
        assert import_runs.loaded(who).empty
        with pytest.raises(NotAllowed):
            import_runs.undo(who, last_run())


def last_run() -> int:
    with store.reading() as session:
        return session.scalars(select(ImportRun.id).order_by(ImportRun.id.desc())).all()[0]


def test_what_a_report_added_to_a_register_is_taken_back_and_the_register_stays(seeded: str) -> None:
    before = everything()
    stored = events.register_for_editing(STAFF, "E1")
    rows = [RegisterRow("100001", True, 1), RegisterRow("100002", True, 3)]
    read = attendance_report.read(report(ADA, BO))
    register = Register(stored.answers, [RegisterRow("100002", True)], "E1", stored.version)
    attendance.save(STAFF, read, register, rows)
    assert import_runs.loaded(STAFF)[["created_count", "updated_count"]].to_numpy().tolist() == [[1, 1]]
    import_runs.undo(STAFF, last_run())
    assert everything() == before
    assert events.register_for_editing(STAFF, "E1").version == 3


def test_a_report_whose_register_was_corrected_since_stays(seeded: str) -> None:
    load_report()
    event_ref = str(events.events(STAFF)["event_ref"].iloc[0])
    stored = events.register_for_editing(STAFF, event_ref)
    events.correct_register(STAFF, event_ref, stored.version, stored.answers, [CAME])
    with pytest.raises(InvalidInput, match="have been changed or taken away since"):
        import_runs.undo(STAFF, last_run())


def test_a_report_that_answers_rest_on_stays(seeded: str) -> None:
    load_report()
    event_ref = str(events.events(STAFF)["event_ref"].iloc[0])
    answers = {"audience": "school_staff", "answered_on": date(2026, 3, 18), "urn": "100001"}
    survey_entries.record_response(STAFF, {**answers, "event_ref": event_ref, "session_useful": 4}, "one")
    with pytest.raises(
        InvalidInput, match="rests on what this file made: survey response of Abbey Primary, by a programme_staff"
    ):
        import_runs.undo(STAFF, last_run())


def test_answers_whose_comment_was_read_for_themes_stay(seeded: str) -> None:
    load_form()
    with store.reading() as session:
        number = session.scalars(select(SurveyResponse.id)).one()
    factories.save(
        Passage(source="survey_response", source_id=number, field="comment", starts_at=0, ends_at=3, excerpt="Too")
    )
    with pytest.raises(InvalidInput, match="has been read for themes, by command line on"):
        import_runs.undo(STAFF, last_run())


def test_a_later_log_that_only_rates_a_session_is_a_change_of_its_own(seeded: str) -> None:
    load_log(booking(Rating=""))
    before = everything()
    sheet = sheets.read(log(booking()))
    trial = booking_log.load(STAFF, "log.csv", sheet, test_booking_log.READING, dry_run=True)
    assert (trial.created, trial.updated, trial.unchanged) == (0, 1, 0)
    load_log(booking())
    assert everything() != before
    import_runs.undo(STAFF, last_run())
    assert everything() == before
