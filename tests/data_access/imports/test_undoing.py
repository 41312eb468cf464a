"""Undoing a file that was loaded: whole, while nothing has been built on it, and never without a trace."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from data_access import events, import_runs, imports, locks, places, records, store
from data_access.audit_log import audit_entries
from data_access.errors import InvalidInput, Locked, NotAllowed, NotFound
from data_access.imports import Correction
from data_access.models import (
    Attendance,
    AuditEntry,
    Event,
    EvidencePiece,
    ImportRun,
    Passage,
    Setting,
    now,
)
from data_access.permissions import COMMAND_LINE
from data_access.registers import RegisterRow
from data_access.taken_away import KEPT_FOR
from data_access.vocabulary import PeriodKind
from tests import factories
from tests.data_access.imports import files
from tests.data_access.imports.files import everything, line, register

CYCLES = b"name,opens_on,due_on,plans_due_on\n2025/26,2025-09-01,2025-12-19,2026-01-30\n"


def seed() -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    for urn in ("100001", "100002", "100003"):
        factories.add_setting(urn, cluster="Central")


def load(kind: str, content: bytes) -> int:
    """Loads the file. Value: the id of its run."""
    assert files.load(kind, content).is_saved
    return last_run()


def last_run() -> int:
    return int(import_runs.loaded(factories.administrator())["id"].iloc[0])


def undo(run_id: int) -> None:
    import_runs.undo(factories.administrator(), run_id)


def versions() -> list[int]:
    with store.reading() as session:
        return list(session.scalars(select(Event.version).order_by(Event.id)))


def test_a_file_of_registers_is_undone_whole(database: str) -> None:
    seed()
    before = everything()
    run = load("registers", register(line("100001"), line("100002"), line("100003", event_ref="E2")))
    assert everything() != before
    undo(run)
    assert everything() == before


def test_what_a_file_changed_is_put_back_as_a_version_of_its_own(database: str) -> None:
    seed()
    load("registers", register(line("100001")))
    before = everything()
    run = load("registers", register(line("100001", people_count="7"), line("100002"), event_title="Another title"))
    assert events.events(factories.la_lead())["title"].tolist() == ["Another title"]
    undo(run)
    assert everything() == before
    assert versions() == [3]


@pytest.mark.parametrize("kind", list(imports.KINDS))
def test_a_file_of_every_kind_is_undone_whole(database: str, kind: str) -> None:
    seed()
    for urn in ("123456", "123457", "154321"):
        factories.add_setting(urn, "Example Primary School" if urn == "123456" else urn)
    if kind != "cycles":
        load("cycles", CYCLES)
    before = everything()
    run = load(kind, files.example(kind))
    assert everything() != before
    undo(run)
    assert everything() == before


def test_a_text_that_a_file_wrote_over_is_put_back(database: str) -> None:
    seed()
    header = "kind,urn,happened_on,title,text\n"
    load("evidence_pieces", f"{header}school_audit,100001,2025-11-18,An audit,A quiet corner.\n".encode())
    run = load("evidence_pieces", f"{header}school_audit,100001,2025-11-18,An audit,Two quiet corners.\n".encode())
    undo(run)
    with store.reading() as session:
        assert session.scalars(select(EvidencePiece.text)).all() == ["A quiet corner."]
        assert "quiet" not in str([entry.changes for entry in session.scalars(select(AuditEntry))])


def test_the_evidence_of_a_level_is_put_back(database: str) -> None:
    seed()
    load("cycles", CYCLES)
    header = "urn,cycle,level_outcomes,evidence_outcomes\n"
    load("self_evaluations", f"{header}100001,2025/26,emerging,Reading ages\n".encode())
    before = everything()
    undo(load("self_evaluations", f"{header}100001,2025/26,enhanced,Something else\n".encode()))
    assert everything() == before


def test_a_text_that_looked_personal_is_gone_and_its_file_stays(database: str) -> None:
    seed()
    header = "kind,urn,happened_on,title,text\n"
    text = {1: Correction(is_checked=False), 2: Correction(is_checked=True)}
    content = f"{header}school_audit,100001,2025-11-18,An audit,Write to jo@example.org\n".encode()
    assert imports.run(factories.staff(), "evidence_pieces", "f.csv", content, corrections=text).is_saved
    run = load("evidence_pieces", f"{header}school_audit,100001,2025-11-18,An audit,Write to the office\n".encode())
    with pytest.raises(InvalidInput, match="is not kept, because it could name somebody"):
        undo(run)


def test_a_file_can_be_undone_for_thirty_days(database: str) -> None:
    seed()
    run = load("registers", register(line("100001")))
    grow_old(run)
    assert not import_runs.loaded(factories.staff())["can_be_undone"].item()
    with pytest.raises(InvalidInput, match="can be undone for 30 days"):
        undo(run)


def grow_old(run_id: int) -> None:
    with store.writing(COMMAND_LINE) as session:
        run = session.get_one(ImportRun, run_id)
        run.loaded_at = now() - KEPT_FOR - timedelta(days=1)


def test_a_file_with_a_record_that_was_corrected_since_stays_and_says_by_whom(database: str) -> None:
    seed()
    run = load("registers", register(line("100001")))
    answers = events.register_for_editing(factories.staff(), "E1").answers
    events.correct_register(factories.staff(), "E1", 1, answers, [RegisterRow("100001", False)])
    before = everything()
    with pytest.raises(
        InvalidInput,
        match=r"2 records of this file have been .* by a programme_staff on .*: attendance of School",
    ):
        undo(run)
    assert everything() == before


def test_a_file_with_a_record_that_was_taken_away_since_stays(database: str) -> None:
    seed()
    run = load("cycles", CYCLES)
    cycle = int(records.listed(factories.administrator(), "evaluation_cycle")["id"].iloc[0])
    records.remove(factories.administrator(), "evaluation_cycle", cycle, 1)
    with pytest.raises(InvalidInput, match="A record of this file has been changed or taken away since"):
        undo(run)


def test_a_file_that_others_rest_on_stays_and_says_what_rests_on_it(database: str) -> None:
    seed()
    run = load("cycles", CYCLES)
    answers = {"urn": "100001", "cycle": "2025/26", "agreed_on": date(2025, 11, 18)}
    records.record(factories.staff(), "action_plan", answers, "one")
    before = everything()
    with pytest.raises(InvalidInput, match=r"rests on what this file made: action plan of .+, by a programme_staff"):
        undo(run)
    assert everything() == before


def test_a_setting_that_a_file_made_stays_while_a_register_names_it(database: str) -> None:
    seed()
    run = load("settings", files.example("settings"))
    factories.add_event("E9", date(2025, 10, 16), attended=["L0001"])
    with pytest.raises(InvalidInput, match="rests on what this file made: attendance of "):
        undo(run)
    assert "L0001" in set(places.settings(factories.la_lead())["urn"])


def test_a_file_whose_text_was_read_for_themes_stays(database: str) -> None:
    seed()
    header = "kind,urn,happened_on,title,text\n"
    run = load("evidence_pieces", f"{header}school_audit,100001,2025-11-18,An audit,A quiet corner.\n".encode())
    with store.reading() as session:
        piece = session.scalars(select(EvidencePiece.id)).one()
    read_for_themes(piece)
    with pytest.raises(InvalidInput, match="has been read for themes, by command line on"):
        undo(run)


def read_for_themes(piece: int) -> None:
    factories.save(
        Passage(source="evidence_piece", source_id=piece, field="text", starts_at=0, ends_at=7, excerpt="A quiet")
    )


def test_of_two_files_about_one_record_the_second_is_undone_first(database: str) -> None:
    seed()
    before = everything()
    first = load("registers", register(line("100001")))
    second = load("registers", register(line("100001", people_count="7")))
    with pytest.raises(InvalidInput, match=r"changed since by another file, by a administrator on .*Undo that one"):
        undo(first)
    undo(second)
    undo(first)
    assert everything() == before


def test_a_file_is_undone_once(database: str) -> None:
    seed()
    run = load("registers", register(line("100001")))
    undo(run)
    with pytest.raises(InvalidInput, match="undone already, by a administrator on"):
        undo(run)
    with pytest.raises(NotFound):
        undo(run + 1)


def test_a_file_that_changed_nothing_is_not_listed(database: str) -> None:
    seed()
    load("registers", register(line("100001")))
    files.load("registers", register(line("100001")))
    files.load("registers", register(line("999999")))
    found = import_runs.loaded(factories.staff())
    assert found[["kind", "file_type", "read_count", "created_count", "can_be_undone"]].to_numpy().tolist() == [
        ["registers", "csv", 1, 1, True]
    ]


def test_who_may_not_load_a_kind_neither_sees_its_files_nor_undoes_them(database: str) -> None:
    seed()
    run = load("cycles", CYCLES)
    assert import_runs.loaded(factories.staff()).empty
    for who in (factories.staff(), factories.la_lead(), factories.delivery_group()):
        with pytest.raises(NotAllowed):
            import_runs.undo(who, run)


def test_approved_figures_are_undone_only_with_a_reason(database: str) -> None:
    seed()
    run = load("registers", register(line("100001")))
    factories.add_approval(PeriodKind.MONTH, "2025-10", date(2025, 10, 1), date(2025, 10, 31))
    before = everything()
    with pytest.raises(Locked, match="were approved on 12 January 2026"):
        undo(run)
    assert everything() == before
    with locks.because("It was the register of another day."):
        undo(run)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Attendance)) == 0


def test_the_audit_log_shows_the_load_and_the_undoing(database: str) -> None:
    seed()
    undo(load("registers", register(line("100001"))))
    found = audit_entries(factories.administrator(), 3)
    said = set(zip(found["action"], found["table_name"], strict=True))
    assert said == {("updated", "import_run"), ("deleted", "event"), ("deleted", "attendance")}


def test_a_new_name_of_a_setting_is_taken_back(database: str) -> None:
    seed()
    with store.reading() as session:
        before = session.scalars(select(Setting.name).order_by(Setting.id)).all()
    example = next(iter(imports.template("settings").splitlines()))
    cells = {"URN": "100001", "LA (code)": "861", "EstablishmentName": "New name", "OpenDate": "01-09-2015"}
    cells |= {"TypeOfEstablishment (name)": "Community school", "EstablishmentStatus (name)": "Open"}
    row = ",".join(cells.get(column, "") for column in example.split(","))
    undo(load("settings", f"{example}\n{row}\n".encode()))
    with store.reading() as session:
        assert session.scalars(select(Setting.name).order_by(Setting.id)).all() == before
