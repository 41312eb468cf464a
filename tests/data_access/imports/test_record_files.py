"""Files of every kind of record: loaded, loaded again, changed, contradicting, refused."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from data_access import imports, records, store
from data_access.exports import RECORDS_OF
from data_access.forms import Answers
from data_access.imports import ImportReport
from data_access.imports.record_files import RECORD_FILES
from data_access.models import EvidencePiece
from data_access.vocabulary import CaseStudyStatus
from tests import factories
from tests.data_access.imports import files
from tests.data_access.records.filled_in import CYCLE, RIGHT, seed

# The name of a kind of file -> the kind of record. Measures are read in columns of their own.
RECORDS = {name: kind for name, kind in RECORDS_OF.items() if name != "measures"}
# Kind of file -> (columns that change, the field in which the change shows).
CHANGES: dict[str, tuple[dict[str, object], str]] = {
    "cycles": ({"due_on": "2025-12-18"}, "due_on"),
    "self_evaluations": ({"level_teaching": "Enhanced"}, "level_teaching"),
    "priorities": ({"area": "resources"}, "area"),
    "action_plans": ({"agreed_on": "2025-12-09"}, "agreed_on"),
    "actions": ({"progress": "done", "done_on": "2025-12-09"}, "progress"),
    "peer_reviews": ({"reported_on": "9 December 2025"}, "reported_on"),
    "supporters": ({"trained_on": "09/12/2025"}, "trained_on"),
    "evidence_pieces": ({"text": "Otherwise."}, "text"),
    "skill_gains": ({"after_mean": "-1.5"}, "after_mean"),
    "survey_rounds": ({"invited_count": "250"}, "invited_count"),
    "team_members": ({"dbs_checked_on": "2025-03-11"}, "dbs_checked_on"),
}
every_file = pytest.mark.parametrize("kind", RECORDS)


def rows_of(kind: str, *rows: dict[str, object]) -> bytes:
    header = list(rows[0])
    return files.csv_bytes([header, *([row.get(name, "") for name in header] for row in rows)])


def row(kind: str, /, **changes: object) -> dict[str, object]:
    """The right answers to the form, as cells."""
    return {name: "" if answer is None else answer for name, answer in RIGHT[RECORDS[kind]].items()} | changes


def load(kind: str, *rows: dict[str, object], **options: bool) -> ImportReport:
    return files.load(kind, rows_of(kind, *rows), **options)


def stored(kind: str) -> list[Answers]:
    found = records.entered_lately(factories.administrator(), RECORDS[kind], 99).sort_values("id")["answers"]
    return [dict(answers) for answers in found if answers.get("name") != CYCLE["name"]]


def seed_for_templates() -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    for urn in ("123456", "123457"):
        factories.add_setting(urn, cluster="Central")


def test_every_kind_of_record_has_its_file() -> None:
    assert {kind.name for kind in RECORD_FILES} == {*RECORDS, "measures"}
    # A survey with links is designed on its page, not in a spreadsheet.
    assert {*RECORDS.values(), "figure", "survey"} == set(records.KINDS)


def test_every_example_loads_as_a_row_and_a_second_time_changes_nothing(database: str) -> None:
    seed_for_templates()
    for kind in RECORD_FILES:
        template = files.example(kind.name)
        assert files.load(kind.name, template).lines()[-1] == "Saved.", kind.name
        traces = files.traces()
        assert files.counts(files.load(kind.name, template)) == (0, 0, 1, 0)
        assert files.traces() == traces


@every_file
def test_a_row_becomes_the_record_that_the_form_would_make(database: str, kind: str) -> None:
    seed()
    report = load(kind, row(kind))
    assert (files.counts(report), report.is_saved) == ((1, 0, 0, 0), True)
    assert stored(kind) == [RIGHT[RECORDS[kind]]]


@every_file
def test_what_was_entered_on_the_page_is_known_to_the_file(database: str, kind: str) -> None:
    seed()
    records.record(factories.administrator(), RECORDS[kind], RIGHT[RECORDS[kind]], "key")
    traces = files.traces()
    assert files.counts(load(kind, row(kind))) == (0, 0, 1, 0)
    assert files.traces() == traces


@every_file
def test_a_changed_row_changes_its_record_and_whoever_has_it_open_is_told(database: str, kind: str) -> None:
    seed()
    changes, name = CHANGES[kind]
    load(kind, row(kind))
    trial = load(kind, row(kind, **changes), dry_run=True)
    assert stored(kind) == [RIGHT[RECORDS[kind]]]
    report = load(kind, row(kind, **changes))
    assert files.counts(trial) == files.counts(report) == (0, 1, 0, 0)
    assert [answers[name] for answers in stored(kind)] != [RIGHT[RECORDS[kind]][name]]
    number = int(records.entered_lately(factories.administrator(), RECORDS[kind], 1)["id"][0])
    assert records.stored(factories.administrator(), RECORDS[kind], number)["version"] == 2


@every_file
def test_an_empty_cell_and_a_missing_column_erase_nothing(database: str, kind: str) -> None:
    seed()
    load(kind, row(kind))
    alike = records.KINDS[RECORDS[kind]].told_apart_by or ("urn", "kind", "identified_on")
    empty = {name: cell if name in alike else "" for name, cell in row(kind).items()}
    assert files.counts(load(kind, empty)) == (0, 0, 1, 0)
    columns = imports.KINDS[kind].columns
    needed = {name: cell for name, cell in empty.items() if name in (*columns.required, *columns.one_of[:1], *alike)}
    assert files.counts(load(kind, needed)) == (0, 0, 1, 0)
    assert stored(kind) == [RIGHT[RECORDS[kind]]]


@every_file
def test_rows_that_contradict_each_other_are_refused_and_repeated_ones_count_once(database: str, kind: str) -> None:
    seed()
    changes, _ = CHANGES[kind]
    report = load(kind, row(kind), row(kind, **changes))
    if kind == "supporters":
        assert files.counts(report) == (2, 0, 0, 0)
        return
    assert [number for number, _ in files.refusals(report)] == [2, 3]
    assert "Keep one of rows 2 and 3" in report.refused[0].sentence
    report = load(kind, row(kind), row(kind))
    assert (report.created, report.repeated) == (1, 1)
    assert files.adds_up(report)


@every_file
def test_an_empty_row_is_told_what_to_write_into_each_cell(sqlite_database: str, kind: str) -> None:
    seed()
    some = next(name for name in imports.KINDS[kind].columns.required if name not in ("urn", "kind", "audience"))
    report = load(kind, {name: "x" * 3 if name == some else "" for name in row(kind)})
    wanted = {name for name in imports.KINDS[kind].columns.required if name != some}
    assert wanted <= {column for _, column in files.refusals(report)}
    assert not any("Choose" in refusal.sentence for refusal in report.refused)


@pytest.mark.parametrize(
    ("kind", "changes", "column", "words"),
    [
        ("priorities", {"urn": "999999"}, "urn", "No setting has the URN 999999"),
        ("priorities", {"urn": ""}, "urn", "Write the setting's URN, such as 123456"),
        ("priorities", {"cycle": "1999/00"}, "cycle", "Write one of: 2025/26"),
        ("priorities", {"cycle": ""}, "cycle", "Write the name of a cycle: 2025/26"),
        ("priorities", {"area": "reading"}, "area", "Write one of: Outcomes; Leadership of SEND"),
        ("priorities", {"title": "Plan for Jo Bloggs, 12/03/2015"}, "title", "a name with a date of birth"),
        ("priorities", {"title": "x" * 121}, "title", "Shorten this"),
        ("actions", {"progress": "done"}, "done_on", "Give the day on which it was done"),
        ("actions", {"owner_role": "sam@school.example"}, "owner_role", "an email address"),
        ("actions", {"due_on": "12/31/2026"}, "due_on", "Give a date"),
        ("action_plans", {"agreed_on": "2025-08-31"}, "agreed_on", "1 September 2025"),
        ("self_evaluations", {"submitted_on": "2025-11-18"}, "level_teaching", "all eight"),
        ("self_evaluations", {"evidence_outcomes": "Ring 01782 234567."}, "evidence_outcomes", "a phone number"),
        ("peer_reviews", {"reviewer_urn": "100001"}, "reviewer_urn", "nobody is their own peer"),
        ("peer_reviews", {"reviewer_urn": "100009"}, "reviewer_urn", "No setting has the URN"),
        ("evidence_pieces", {"text": "NHS 943 476 5919"}, "text", "an NHS number"),
        ("evidence_pieces", {"kind": "case_study"}, "kind", "Write one of: School audit"),
        ("skill_gains", {"pupil_count": "1"}, "pupil_count", "2 or more"),
        ("skill_gains", {"before_sd": "-2"}, "before_sd", "Give the number"),
        ("survey_rounds", {"cluster": "North"}, "cluster", "Choose the setting or else the cluster"),
        ("survey_rounds", {"urn": "", "cluster": "Nowhere"}, "cluster", "Write one of: Central, North"),
        ("supporters", {"identified_on": "2205-11-18"}, "identified_on", "a year from 2000 to 2099"),
        ("cycles", {"due_on": "2025-08-31"}, "due_on", "after the cycle opens"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_saved(
    sqlite_database: str, kind: str, changes: dict[str, object], column: str, words: str
) -> None:
    seed()
    report = load(kind, row(kind, **changes))
    sentences = {refusal.column: refusal.sentence for refusal in report.refused}
    assert words in sentences[column]
    assert stored(kind) == []
    assert "Bloggs" not in str(sentences)
    assert files.adds_up(report)


def test_every_wrong_cell_of_a_row_is_named_at_once(sqlite_database: str) -> None:
    seed()
    report = load("actions", row("actions", urn="9", cycle="none", due_on="soon", title="", progress="later"))
    assert {column for _, column in files.refusals(report)} == {"urn", "cycle", "due_on", "title", "progress"}


def test_refused_rows_are_handed_back_and_load_once_they_are_put_right(database: str) -> None:
    seed()
    rows = [row("skill_gains", before_mean="-1.25", urn="100009"), row("skill_gains")]
    report = load("skill_gains", *rows, skip_bad_rows=True)
    assert files.counts(report) == (1, 0, 0, 1)
    again = report.errors_csv().replace(b"100009", b"100002", 1)
    assert files.counts(files.load("skill_gains", again)) == (1, 0, 0, 0)
    assert {answers["before_mean"] for answers in stored("skill_gains")} == {81.5, -1.25}


def test_a_contradiction_with_what_an_empty_cell_keeps_says_so(database: str) -> None:
    seed()
    load("actions", row("actions", progress="done", done_on="2025-12-09"))
    report = load("actions", row("actions"))
    assert files.refusals(report) == [(2, "progress")]
    assert report.refused[0].sentence.endswith("An empty cell keeps what is stored.")


def test_a_self_evaluation_grows_file_by_file(database: str) -> None:
    seed()
    load("self_evaluations", row("self_evaluations"))
    levels = {name: "established" for name in row("self_evaluations") if name.startswith("level_")}
    needed = {"urn": "100001", "cycle": "2025/26"}
    report = load("self_evaluations", {**needed, **levels, "level_outcomes": "", "submitted_on": "18 November 2025"})
    assert files.counts(report) == (0, 1, 0, 0)
    answers = stored("self_evaluations")[0]
    assert (answers["level_outcomes"], answers["level_teaching"]) == ("developing", "established")
    assert answers["evidence_outcomes"] == "Reading ages over two years."
    assert answers["submitted_on"] == date(2025, 11, 18)


def test_supporters_of_one_day_are_told_apart_by_what_is_said_of_them_and_then_by_their_order(database: str) -> None:
    seed()
    one, two = row("supporters"), row("supporters", trained_on="2025-12-09")
    load("supporters", one, two)
    assert files.counts(load("supporters", two, one)) == (0, 0, 2, 0)
    three = row("supporters", trained_on="2025-12-10")
    assert files.counts(load("supporters", three, two, one)) == (1, 0, 2, 0)
    assert files.counts(load("supporters", one, two, row("supporters", trained_on="2025-12-11"))) == (0, 1, 2, 0)
    assert [answers["trained_on"] for answers in stored("supporters")] == [None, date(2025, 12, 9), date(2025, 12, 11)]


def test_a_changed_piece_of_evidence_waits_to_be_approved_again_and_a_known_one_stays_approved(database: str) -> None:
    seed()
    load("evidence_pieces", row("evidence_pieces"))
    with store.writing(factories.administrator()) as session:
        session.scalars(select(EvidencePiece)).one().status = CaseStudyStatus.APPROVED
    for changes, status in (({}, "approved"), ({"text": "Otherwise."}, "submitted")):
        load("evidence_pieces", row("evidence_pieces", **changes))
        with store.reading() as session:
            assert session.scalars(select(EvidencePiece.status)).one() == status


def test_a_name_in_place_of_a_role_is_refused_until_somebody_has_checked_it(database: str) -> None:
    seed()
    named = row("actions", owner_role="Mrs Jane Smith", title="Thank Mrs Jane Smith")
    report = load("actions", named)
    assert files.refusals(report) == [(2, "owner_role")]
    assert report.refused[0].sentence.startswith("This looks like a person's name. Take it out")


def test_names_in_other_capitals_mean_the_same(database: str) -> None:
    seed()
    report = load("survey_rounds", row("survey_rounds", urn="", cluster=" NORTH ", audience="Parents and carers"))
    assert report.created == 1
    assert stored("survey_rounds")[0]["cluster"] == "North"


def test_a_workbook_with_real_dates_and_long_fractions_loads(database: str) -> None:
    seed()
    cells: dict[str, Any] = {**RIGHT["skill_gain"], "before_mean": 81.53333333333333}
    content = files.xlsx_bytes({"Gains": [list(cells), list(cells.values())]})
    assert files.load("skill_gains", content).created == 1
    assert files.load("skill_gains", content).unchanged == 1


def test_templates_have_the_fields_of_their_forms_in_order() -> None:
    for kind, record in RECORDS.items():
        header = next(csv.reader(io.StringIO(imports.template(kind))))
        assert header == [*(field.name for field in records.KINDS[record].spec.fields), "example"]
