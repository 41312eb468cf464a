"""Templates as workbooks: filled in with a spreadsheet program they load as they are, and their example never does."""

import io
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from data_access import events, imports, places
from data_access.imports.tables import EXAMPLE
from tests import factories
from tests.data_access.imports import files

KINDS = list(imports.KINDS)
CYCLES = b"name,opens_on,due_on,plans_due_on\n2025/26,2025-09-01,2025-12-19,2026-01-30\n"


def seed(kind: str = "") -> None:
    """What the examples name."""
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", "A school", cluster="Central")
    for urn in ("123456", "123457", "154321"):
        factories.add_setting(urn, "Example Primary School" if urn == "123456" else urn)
    if kind and kind != "cycles":
        files.load("cycles", CYCLES)


def opened(kind: str) -> tuple[Workbook, Worksheet]:
    book = load_workbook(io.BytesIO(imports.workbook_template(kind)))
    return book, book["Rows"]


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def fill(sheet: Worksheet, row: int, **cells: object) -> None:
    """Writes the cells under their headings; the example stays where it is."""
    at = {heading.value: heading.column for heading in sheet[1]}
    for column, value in cells.items():
        sheet.cell(row, at[column], value)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_workbook_is_never_loaded(sqlite_database: str, kind: str) -> None:
    seed(kind)
    traces = files.traces()
    report = files.load(kind, imports.workbook_template(kind))
    assert (report.read, report.refused, report.is_saved) == (0, (), True)
    assert files.traces() == traces


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_csv_file_is_never_loaded(sqlite_database: str, kind: str) -> None:
    seed(kind)
    assert files.load(kind, imports.template(kind).encode()).read == 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_without_its_mark_is_a_row_like_any_other(sqlite_database: str, kind: str) -> None:
    seed(kind)
    book, sheet = opened(kind)
    sheet.cell(2, sheet.max_column, "")
    report = files.load(kind, saved(book))
    assert (report.read, report.created + report.updated, report.refused) == (1, 1, ())


def test_a_row_typed_over_the_example_is_taken_and_said_to_be(sqlite_database: str) -> None:
    seed()
    book, sheet = opened("registers")
    fill(sheet, 2, urn=100001)
    report = files.load("registers", saved(book))
    assert report.created == 1
    assert report.notes[0] == "what stands in row 2 is no longer the example: it is taken as it is"


@pytest.mark.parametrize(
    ("held_on", "urn", "people", "attended"),
    [
        (date(2025, 10, 16), 100001, 2, "yes"),
        (datetime.combine(date(2025, 10, 16), time()), "100001", "2", "Yes"),
        ("16/10/2025", 100001.0, 2.0, True),
        (45946, "100001 ", " 2", "YES"),
        (45946.0, "100001.0", "2.0", "y"),
        ("45946", " 100001", 2, "true"),
    ],
)
def test_a_filled_in_template_loads_however_the_program_keeps_its_cells(
    sqlite_database: str, held_on: object, urn: object, people: object, attended: object
) -> None:
    seed()
    book, sheet = opened("registers")
    fill(sheet, 3, event_ref="E1", event_title="Meeting", event_type="Cluster meeting", mode="In person")
    fill(sheet, 3, cluster="Central", held_on=held_on, urn=urn, people_count=people, attended=attended)
    fill(sheet, 400, event_ref="", urn=None)
    report = files.load("registers", saved(book))
    assert (report.created, report.refused) == (1, ())
    found = events.register(factories.la_lead(), "E1")
    assert found[["urn", "is_attended", "people_count"]].to_numpy().tolist() == [["100001", True, 2]]
    assert str(events.events(factories.la_lead())["held_on"].iloc[0])[:10] == "2025-10-16"


def test_a_cycle_is_loaded_with_days_as_numbers(sqlite_database: str) -> None:
    seed()
    book, sheet = opened("cycles")
    fill(sheet, 3, name="Another", opens_on=46266, due_on="46371", plans_due_on=date(2027, 1, 29))
    assert files.load("cycles", saved(book)).created == 1


def test_a_number_that_is_no_day_is_no_date(sqlite_database: str) -> None:
    seed()
    book, sheet = opened("cycles")
    fill(sheet, 3, name="Another", opens_on=12, due_on="46371", plans_due_on=date(2027, 1, 29))
    assert [refusal.column for refusal in files.load("cycles", saved(book)).refused] == ["opens_on"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_has_its_note_and_every_closed_list_is_offered(sqlite_database: str, kind: str) -> None:
    seed(kind)
    book, sheet = opened(kind)
    declared = imports.KINDS[kind]
    assert {ask.column for ask in declared.asks} == set(declared.example) == set(declared.columns.all)
    headings = [cell.value for cell in sheet[1]]
    assert headings == [*declared.example, "example"]
    assert all(sheet.cell(1, at).comment for at in range(1, len(headings)))
    noted = {row[0].value: row[1].value for row in book["Notes"].iter_rows(min_row=6)}
    assert set(noted) == set(declared.example)
    assert all(noted.values())
    offered = {str(rule.sqref).split(":")[0][:-1] for rule in sheet.data_validations.dataValidation}
    closed = {cell.column_letter for cell in sheet[1][:-1] if declared.ask(str(cell.value)).words}
    assert closed <= offered


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_list_can_be_loaded(sqlite_database: str, kind: str) -> None:
    """A list offers what screens say; a file may hold it as well as the code."""
    seed(kind)
    for ask in imports.KINDS[kind].asks:
        for word in ask.words:
            row = {**imports.KINDS[kind].example, ask.column: word}
            report = files.load(kind, files.csv_bytes([list(row), list(row.values())]), dry_run=True)
            wrong = [refusal.sentence for refusal in report.refused if refusal.column == ask.column]
            assert not [sentence for sentence in wrong if sentence.startswith(("Write one of", "Choose one"))], word


def test_the_lists_offer_what_the_database_knows_on_a_hidden_sheet(sqlite_database: str) -> None:
    seed("registers")
    book, _ = opened("clusters")
    assert book["Lists"].sheet_state == "hidden"
    words = [[cell.value for cell in column if cell.value] for column in book["Lists"].iter_cols()]
    settings = places.settings(factories.la_lead())
    assert words == [["Central"], sorted(settings["name"]), sorted(settings["urn"])]


def test_dates_of_the_example_are_dates_and_shown_the_british_way(sqlite_database: str) -> None:
    _, sheet = opened("registers")
    at = next(cell.column for cell in sheet[1] if cell.value == "held_on")
    assert sheet.cell(2, at).value == datetime.combine(date(2025, 10, 16), time())
    assert sheet.cell(2, at).number_format == "dd/mm/yyyy"
    assert sheet.cell(2, sheet.max_column).value == EXAMPLE


@pytest.mark.parametrize("kind", list(imports.KINDS))
def test_no_note_has_two_stops_at_the_end_of_a_sentence(kind: str) -> None:
    assert not [ask.note for ask in imports.KINDS[kind].asks if "?." in ask.note or ".." in ask.note]
