"""Registers of events."""

from datetime import date, timedelta

import pytest

from data_access import events
from data_access.clock import today
from data_access.imports import run
from tests import factories
from tests.data_access.imports import files
from tests.data_access.imports.files import line, register

URNS = ("100001", "100002", "100003")


def seed() -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    for urn in URNS:
        factories.add_setting(urn, cluster="Central")


def load(*rows: list[object], **options: bool):
    return files.load("registers", register(*rows), **options)


def stored(event_ref: str = "E1") -> list[tuple[str, bool, int | None]]:
    frame = events.register(factories.la_lead(), event_ref)
    counts = [None if count != count or count is None else int(count) for count in frame["people_count"]]
    return list(zip(frame["urn"], frame["is_attended"], counts, strict=True))


def test_rows_become_an_event_and_its_register(database: str) -> None:
    seed()
    report = load(line("100001"), line("100002", attended="no", people_count=""), line("100003", people_count=""))
    assert files.counts(report) == (3, 0, 0, 0)
    assert stored() == [("100001", True, 2), ("100002", False, None), ("100003", True, None)]
    event = events.events(factories.la_lead()).iloc[0]
    assert (event["title"], event["event_type"], event["mode"], event["cluster"]) == (
        "Cluster meeting",
        "cluster_meeting",
        "in_person",
        "Central",
    )
    assert str(event["held_on"])[:10] == "2025-10-16"


def test_an_empty_cluster_means_the_whole_programme(database: str) -> None:
    seed()
    load(line(cluster=""))
    assert events.events(factories.la_lead())["cluster"].isna().all()


def test_the_same_file_again_changes_nothing_and_leaves_no_trace(database: str) -> None:
    seed()
    rows = [line(urn) for urn in URNS]
    load(*rows)
    traces = files.traces()
    assert files.counts(load(*rows)) == (0, 0, 3, 0)
    assert files.traces() == traces


def test_a_corrected_file_changes_the_rows_that_differ(database: str) -> None:
    seed()
    load(line("100001"), line("100002"))
    report = load(line("100001"), line("100002", attended="no", people_count=""), line("100003"))
    assert files.counts(report) == (1, 1, 1, 0)
    assert stored() == [("100001", True, 2), ("100002", False, None), ("100003", True, 2)]


def test_a_corrected_title_changes_every_row_of_its_event(database: str) -> None:
    seed()
    load(line("100001"), line("100002"))
    report = load(*(line(urn, event_title="Central meeting") for urn in ("100001", "100002")))
    assert report.updated == 2
    assert events.events(factories.la_lead())["title"].tolist() == ["Central meeting"]


def test_somebody_with_the_register_open_is_told_of_an_import(database: str) -> None:
    seed()
    load(line("100001"))
    opened = events.register_for_editing(factories.staff(), "E1")
    load(line("100001", people_count="5"))
    assert events.register_for_editing(factories.staff(), "E1").version == opened.version + 1


def test_lines_that_the_file_leaves_out_stay(database: str) -> None:
    seed()
    load(line("100001"), line("100002"))
    load(line("100001", people_count="7"))
    assert stored() == [("100001", True, 7), ("100002", True, 2)]


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"event_ref": ""}, "event_ref", "Write something"),
        ({"event_title": ""}, "event_title", "Write something"),
        ({"event_type": "party"}, "event_type", "Launch event; Cluster meeting"),
        ({"held_on": "10/16/2025"}, "held_on", "yyyy-mm-dd"),
        ({"held_on": "2025-08-31"}, "held_on", "1 September 2025"),
        ({"held_on": (today() + timedelta(days=1)).isoformat()}, "held_on", "not in the future"),
        ({"mode": "hybrid"}, "mode", "In person; Virtual"),
        ({"cluster": "Nowhere"}, "cluster", "Write one of: Central"),
        ({"urn": "999999"}, "urn", "No setting has the URN 999999"),
        ({"urn": "A123456789012"}, "urn", "Write the setting's URN"),
        ({"attended": "perhaps"}, "attended", "yes or no"),
        ({"people_count": "-1"}, "people_count", "whole number"),
        ({"people_count": "501"}, "people_count", "whole number"),
        ({"attended": "no", "people_count": "3"}, "people_count", "yes under attended"),
        ({"attended": "yes", "people_count": "0"}, "people_count", "if nobody came"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_saved(
    sqlite_database: str, changes: dict[str, str], column: str, words: str
) -> None:
    seed()
    report = load(line("100002"), line("100001", **changes) if "urn" not in changes else line(**changes))
    assert files.refusals(report) == [(3, column)]
    assert words in report.refused[0].sentence
    assert events.events(factories.la_lead()).empty


def test_a_refusal_never_repeats_what_stands_in_the_cell(database: str) -> None:
    seed()
    report = load(
        *(line(**{column: "Jo Bloggs 943 476 5919"}) for column in files.REGISTER_HEADER if "title" not in column)
    )
    assert report.refused
    assert "Bloggs" not in str(report.refused)
    assert "943" not in str(report.refused)
    assert "Bloggs" not in "".join(report.lines())


def test_a_row_that_stands_twice_counts_once(database: str) -> None:
    seed()
    report = load(line(), line(), line("100002"))
    assert (report.created, report.repeated) == (2, 1)
    assert files.adds_up(report)


def test_rows_that_contradict_each_other_about_a_setting_are_refused(database: str) -> None:
    seed()
    report = load(line(), line("100002"), line(attended="no", people_count=""))
    assert files.refusals(report) == [(2, "attended"), (4, "attended")]


def test_the_row_that_contradicts_the_others_about_its_event_is_refused(database: str) -> None:
    seed()
    report = load(line("100001"), line("100002", held_on="2025-10-17"), line("100003"), skip_bad_rows=True)
    assert files.refusals(report) == [(3, "held_on")]
    assert "row 2" in report.refused[0].sentence
    assert [urn for urn, *_ in stored()] == ["100001", "100003"]


def test_where_half_say_one_thing_and_half_another_all_are_refused(database: str) -> None:
    seed()
    report = load(line("100001"), line("100002", mode="virtual"))
    assert files.refusals(report) == [(2, "mode"), (3, "mode")]


def test_one_setting_said_twice_with_two_titles_is_not_written_twice(database: str) -> None:
    seed()
    report = load(line(), line(), line(event_title="Other"), line("100002"), skip_bad_rows=True)
    assert files.adds_up(report)
    assert [urn for urn, *_ in stored()] == ["100001", "100002"]


def test_a_row_with_an_unquoted_comma_is_refused(database: str) -> None:
    seed()
    content = register(line("100001")).replace(b"Cluster meeting,", b"Cluster meeting, Central,")
    report = files.load("registers", content)
    assert (2, "row") in files.refusals(report)


def test_programme_staff_load_registers(database: str) -> None:
    seed()
    assert run(factories.staff(), "registers", "file.csv", register(line())).created == 1


def test_a_local_reference_stands_in_for_a_urn(database: str) -> None:
    seed()
    factories.add_setting("L0001", "Hazel Day Nursery")
    assert load(line("L0001")).created == 1


def test_a_workbook_with_real_dates_and_numbers_loads(database: str) -> None:
    seed()
    row = line(urn=100001, held_on=date(2025, 10, 16), attended=True, people_count=2)
    content = files.xlsx_bytes({"Register": [files.REGISTER_HEADER, row]})
    assert files.load("registers", content).created == 1
    assert files.load("registers", register(line())).unchanged == 1


def test_every_line_has_its_audit_entry(database: str) -> None:
    seed()
    entries, revisions = files.traces()
    load(line("100001"), line("100002"))
    # One for the file, one for the event, one for each line; one revision for all of it.
    assert files.traces() == (entries + 4, revisions + 1)


@pytest.mark.parametrize("title", ["Jane Doe born 01/02/2018", "Ring 01782 234567", "For jo@example.org"])
def test_title_that_could_name_somebody_is_refused_without_repeating_it(sqlite_database: str, title: str) -> None:
    seed()
    report = load(line(event_title=title))
    assert files.refusals(report) == [(2, "event_title")]
    assert "This looks like" in report.refused[0].sentence
    assert title not in report.refused[0].sentence
    assert events.events(factories.la_lead()).empty


def test_lines_of_settings_outside_every_cluster_are_kept_and_said(database: str) -> None:
    seed()
    factories.add_setting("100009")
    factories.add_setting("100010", cluster="Central", left_on=date(2025, 9, 30))
    report = load(line("100001"), line("100009"), line("100010"), line("100002", attended="no", people_count=""))
    assert report.is_saved
    assert next(note for note in report.notes if "in no cluster" in note).startswith("2 rows are of settings")


def test_line_of_a_successor_is_in_the_cluster_of_the_school_before_it(database: str) -> None:
    seed()
    new_id = factories.add_setting("100009")
    factories.add_setting("100010", cluster="Central", closed_on=date(2025, 9, 30), successor_id=new_id)
    assert load(line("100009")).notes == ()


def test_a_report_says_from_what_to_what_and_a_new_line_what_it_changes_of_its_event(sqlite_database: str) -> None:
    seed()
    load(line("100001"))
    report = files.load("registers", register(line("100001", people_count="5"), line("100002"), mode="virtual"))
    said = [(change.row, change.column, change.before, change.after) for change in report.changes]
    assert said == [
        (2, "mode", "in_person", "virtual"),
        (2, "people_count", "2", "5"),
        (3, "mode", "in_person", "virtual"),
    ]
    assert list(report.new_cells) == [3]


def test_a_column_of_an_unknown_name_is_not_lost_without_a_word(sqlite_database: str) -> None:
    factories.add_programme()
    header = ["how_many" if name == "people_count" else name for name in files.REGISTER_HEADER]
    report = files.load("registers", files.csv_bytes([header]) + b"x,,,,,,,,\n", dry_run=True)
    assert "“how_many”" in report.notes[0]


def test_the_columns_of_the_file_of_refused_rows_are_no_news(sqlite_database: str) -> None:
    factories.add_programme()
    refused = files.load("registers", files.csv_bytes([files.REGISTER_HEADER]) + b"x,,,,,,,,\n", dry_run=True)
    assert files.load("registers", refused.errors_csv(), dry_run=True).notes == ()
