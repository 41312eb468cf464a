"""Settings from the register of the DfE, and local ones."""

import csv
import io

import pytest
from sqlalchemy import text

from data_access import places, store
from data_access.errors import NotAllowed, NotFound, WrongFile
from data_access.imports import ImportReport, run
from tests import factories
from tests.data_access.imports import files

LOOK_ALIKE = files.FILES / "gias_look_alike.csv"


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(LOOK_ALIKE.read_text(encoding="utf-8"))))


def load(*changed: dict[str, str], **options: bool) -> ImportReport:
    """Loads these rows; without any, the whole look-alike file."""
    content = LOOK_ALIKE.read_bytes()
    if changed:
        content = files.csv_bytes([list(changed[0]), *(list(row.values()) for row in changed)], "cp1252")
    return files.load("settings", content, **options)


def stored() -> dict[str, dict]:
    frame = places.settings(factories.la_lead()).astype(object)
    return {row["urn"]: row for row in frame.where(frame.notna(), None).to_dict("records")}


def test_the_rows_of_the_authority_are_taken_and_the_others_counted(database: str) -> None:
    factories.add_programme()
    report = load()
    assert (report.read, report.created, report.passed_over) == (11, 10, 1)
    assert files.adds_up(report)
    assert "900009" not in stored()


def test_the_words_of_gias_become_types_phases_and_statuses(database: str) -> None:
    factories.add_programme()
    load()
    found = {urn: (row["setting_type"], row["phase"], row["status"]) for urn, row in stored().items()}
    assert found == {
        "900001": ("school", "primary", "open"),
        "900002": ("school", "primary", "closed"),
        "900003": ("school", "primary", "open"),
        "900004": ("school", "secondary", "open"),
        "900005": ("special", "not_applicable", "open"),
        "900006": ("alternative_provision", "not_applicable", "open"),
        "900007": ("early_years", "nursery", "open"),
        "900008": ("college", "post_16", "open"),
        "L0001": ("early_years", "nursery", "open"),
        "L0002": ("early_years", "nursery", "open"),
    }


def test_grid_references_become_degrees_and_a_setting_without_one_has_no_place(database: str) -> None:
    factories.add_programme()
    load()
    found = stored()
    # Grid reference and degrees of one postcode as the ONS Postcode Directory has them.
    assert found["900001"]["latitude"] == pytest.approx(53.024924, abs=0.0001)
    assert found["900001"]["longitude"] == pytest.approx(-2.174543, abs=0.0001)
    assert found["900006"]["latitude"] is None


def test_the_same_file_again_changes_nothing_and_leaves_no_trace(database: str) -> None:
    factories.add_programme()
    load()
    before, traces = stored(), files.traces()
    assert files.counts(load()) == (0, 0, 10, 0)
    assert stored() == before
    assert files.traces() == traces


def test_a_heads_name_never_reaches_the_database(database: str) -> None:
    factories.add_programme()
    load()
    with store.reading() as session:
        for table in ("setting", "audit_entry"):
            for row in session.execute(text(f"SELECT * FROM {table}")):
                assert "Headteacher" not in str(row)
                assert "Alexandra" not in str(row)


def test_a_file_without_a_column_never_erases_what_it_would_have_said(database: str) -> None:
    factories.add_programme()
    load()
    before = stored()["900001"]
    fewer = {name: value for name, value in rows()[0].items() if name not in {"Easting", "Northing", "NumberOfPupils"}}
    report = load({**fewer, "EstablishmentName": "Ashbrook Primary Academy"})
    assert files.counts(report) == (0, 1, 0, 0)
    assert stored()["900001"] == {**before, "name": "Ashbrook Primary Academy"}


def test_an_empty_cell_erases_nothing(database: str) -> None:
    factories.add_programme()
    load()
    before = stored()["900001"]
    load({**rows()[0], "OpenDate": "", "NumberOfPupils": "", "Easting": "", "Northing": ""})
    assert stored()["900001"] == before


def test_a_phase_that_gias_calls_not_applicable_leaves_a_known_one(database: str) -> None:
    factories.add_programme()
    load({**rows()[4], "PhaseOfEducation (name)": "All-through"})
    assert files.counts(load(rows()[4])) == (0, 0, 1, 0)
    assert stored()["900005"]["phase"] == "all_through"


def test_a_closed_setting_that_is_open_again_loses_its_closing_date(database: str) -> None:
    factories.add_programme()
    load()
    load({**rows()[1], "EstablishmentStatus (name)": "Open", "CloseDate": ""})
    assert stored()["900002"]["closed_on"] is None
    assert str(stored()["900004"]["closed_on"]) == "2027-08-31"


def test_a_local_reference_stays_when_the_file_comes_again_in_another_order(database: str) -> None:
    factories.add_programme()
    load()
    nursery, childminder = rows()[8], rows()[9]
    another = {**nursery, "EstablishmentName": "Kite Pre-school"}
    report = load(another, {**childminder, "EstablishmentName": "IVY  CHILDMINDING", "Postcode": "st11aj"}, nursery)
    assert files.counts(report) == (1, 1, 1, 0)
    assert [stored()[urn]["name"] for urn in ("L0001", "L0002", "L0003")] == [
        "Hazel Day Nursery",
        "IVY CHILDMINDING",
        "Kite Pre-school",
    ]


def test_a_local_setting_is_renamed_by_its_reference(database: str) -> None:
    factories.add_programme()
    load()
    load({**rows()[8], "URN": "L0001", "EstablishmentName": "Hazel Tree Nursery"})
    assert stored()["L0001"]["name"] == "Hazel Tree Nursery"


def test_a_row_that_stands_twice_is_counted_once_and_a_contradiction_refused(database: str) -> None:
    factories.add_programme()
    first = rows()[0]
    report = load(first, first, rows()[2], {**rows()[2], "NumberOfPupils": "7"})
    assert (report.created, report.repeated) == (1, 1)
    assert files.refusals(report) == [(4, "URN"), (5, "URN")]
    assert files.adds_up(report)
    assert stored() == {}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("URN", "not a number"),
        ("URN", "L0009"),
        ("URN", ""),
        ("LA (code)", ""),
        ("EstablishmentName", ""),
        ("TypeOfEstablishment (name)", ""),
        ("EstablishmentStatus (name)", ""),
        ("EstablishmentStatus (name)", "Sleeping"),
        ("PhaseOfEducation (name)", "Infants"),
        ("OpenDate", "09-25-1990"),
        ("CloseDate", "01-01-1980"),
        ("NumberOfPupils", "many"),
        ("Easting", "9999999"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_saved(sqlite_database: str, column: str, value: str) -> None:
    factories.add_programme()
    report = load({**rows()[0], column: value}, rows()[2])
    assert files.refusals(report) == [(2, column)]
    assert not report.is_saved
    assert stored() == {}


def test_a_file_of_another_authority_is_passed_over(database: str) -> None:
    factories.add_programme()
    report = load(rows()[10])
    assert (report.passed_over, report.created) == (1, 0)


def test_an_establishment_created_in_error_is_passed_over(database: str) -> None:
    factories.add_programme()
    assert load({**rows()[0], "EstablishmentStatus (name)": "Created in error"}).passed_over == 1


def test_a_file_without_the_urn_column_is_refused_by_name(database: str) -> None:
    factories.add_programme()
    with pytest.raises(WrongFile, match="“URN”"):
        load({name: value for name, value in rows()[0].items() if name != "URN"})


def test_the_national_file_with_its_140_columns_reads_the_same(sqlite_database: str) -> None:
    factories.add_programme()
    padded = [{**row, **{f"Other column {number}": "x" for number in range(122)}} for row in rows()]
    assert len(padded[0]) == 140
    elsewhere = [{**padded[10], "URN": str(800000 + number)} for number in range(5000)]
    report = load(*padded, *elsewhere)
    assert (report.created, report.passed_over) == (10, 5001)


def test_only_administrators_load_settings(database: str) -> None:
    factories.add_programme()
    for who in (factories.staff(), factories.la_lead(), factories.delivery_group(), factories.member_of(1)):
        with pytest.raises(NotAllowed):
            run(who, "settings", "file.csv", LOOK_ALIKE.read_bytes())


def test_without_a_programme_the_sentence_says_what_to_do_first(database: str) -> None:
    with pytest.raises(NotFound, match="create-programme"):
        load()


def test_what_changes_is_told_in_the_columns_of_the_file(sqlite_database: str) -> None:
    factories.add_programme()
    load()
    content = (files.FILES / "gias_look_alike.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(content.decode("cp1252"))))
    changed = {**rows[0], "NumberOfPupils": "77"}
    report = files.load("settings", files.csv_bytes([list(changed), list(changed.values())]), dry_run=True)
    assert [(one.column, one.after) for one in report.changes] == [("NumberOfPupils", "77")]
