"""Clusters and their members, by name or by URN."""

from datetime import date

import pytest

from data_access import places
from data_access.imports import ImportReport
from tests import factories
from tests.data_access.imports import files

START = "2025-09-01"


def load(*rows: tuple[str, ...], header: tuple[str, ...] = ("cluster", "setting_name", "joined_on"), **options: bool):
    return files.load("clusters", files.csv_bytes([header, *rows]), **options)


def by_urn(*rows: tuple[str, ...]) -> ImportReport:
    return load(*rows, header=("cluster", "urn", "joined_on", "left_on"))


def members() -> list[tuple[str, str, date, date | None]]:
    return [tuple(row) for row in places.memberships(factories.la_lead()).itertuples(index=False)]


def seed() -> None:
    factories.add_programme()
    factories.add_setting("100001", "Etruscan Primary School", closed_on=date(2019, 3, 31))
    factories.add_setting("200001", "Etruscan Primary School")
    factories.add_setting("200002", "St Mark's CofE Primary School")
    factories.add_setting("200003", "Carmountside Primary Academy")
    factories.add_setting("200004", "Grove Academy")


def test_an_exact_name_is_found_and_a_cluster_made(database: str) -> None:
    seed()
    report = load(("Central", "Grove Academy", START))
    assert files.counts(report) == (1, 0, 0, 0)
    assert "new cluster: Central" in report.notes
    assert members() == [("200004", "Central", date(2025, 9, 1), None)]


@pytest.mark.parametrize("name", ["GROVE academy", " Grove   Academy "])
def test_capitals_and_spaces_make_no_difference(sqlite_database: str, name: str) -> None:
    seed()
    assert load(("Central", name, START)).created == 1


@pytest.mark.parametrize("name", ["St Mark’s CofE Primary School", "St Mark‘s CofE Primary School"])
def test_the_shape_of_an_apostrophe_makes_no_difference(sqlite_database: str, name: str) -> None:
    seed()
    assert load(("Central", name, START)).created == 1


def test_of_two_settings_of_one_name_the_open_one_is_meant(database: str) -> None:
    seed()
    load(("Central", "Etruscan Primary School", START))
    assert [urn for urn, *_ in members()] == ["200001"]


def test_a_setting_that_closed_later_is_found_for_the_time_it_was_open(database: str) -> None:
    factories.add_programme()
    factories.add_setting("100009", "Late School", closed_on=date(2026, 3, 31))
    assert load(("Central", "Late School", START)).created == 1


@pytest.mark.parametrize(
    ("name", "suggested"),
    [
        ("Carmountside Primary School", "Carmountside Primary Academy (URN 200003)"),
        ("St Mark's CE (A) Primary School", "St Mark's CofE Primary School (URN 200002)"),
        ("Saint Marks C of E School", "St Mark's CofE Primary School (URN 200002)"),
    ],
)
def test_a_close_name_is_refused_with_the_best_suggestion_first(
    sqlite_database: str, name: str, suggested: str
) -> None:
    seed()
    report = load(("Central", name, START), ("Central", "Grove Academy", START))
    assert files.refusals(report) == [(2, "setting_name")]
    assert f"Nearest: {suggested}" in report.refused[0].sentence
    assert members() == []


def test_a_closed_setting_is_never_suggested(database: str) -> None:
    seed()
    assert "100001" not in load(("Central", "Etruscan School", START)).refused[0].sentence


def test_a_name_like_no_other_is_refused_without_a_suggestion(database: str) -> None:
    seed()
    assert "Nearest" not in load(("Central", "Xyz Wvu", START)).refused[0].sentence


def test_two_open_settings_of_one_name_need_a_urn(database: str) -> None:
    seed()
    factories.add_setting("200005", "Grove Academy")
    report = load(("Central", "Grove Academy", START))
    assert "200004 or 200005" in report.refused[0].sentence


def test_a_urn_may_stand_in_place_of_a_name_that_differs(database: str) -> None:
    seed()
    assert load(("Central", "200003", START)).created == 1
    assert [urn for urn, *_ in members()] == ["200003"]
    refusal = load(("Central", "299999", START)).refused[0]
    assert (refusal.column, refusal.sentence.split(".")[0]) == ("setting_name", "No setting has the URN 299999")


def test_a_urn_settles_a_name_that_differs(database: str) -> None:
    seed()
    header = ("cluster", "setting_name", "urn", "joined_on")
    report = load(
        ("Central", "Carmountside Primary School", "200003", START),
        ("Central", "Grove Academy", "", START),
        header=header,
    )
    assert files.counts(report) == (2, 0, 0, 0)


def test_an_unknown_urn_and_a_closed_setting_are_refused(database: str) -> None:
    seed()
    report = by_urn(("Central", "999999", START, ""), ("Central", "100001", START, ""))
    assert files.refusals(report) == [(2, "urn"), (3, "urn")]


def test_skipping_bad_rows_loads_the_others(database: str) -> None:
    seed()
    report = load(("Central", "Nowhere School", START), ("Central", "Grove Academy", START), skip_bad_rows=True)
    assert report.is_saved
    assert files.counts(report) == (1, 0, 0, 1)
    assert files.adds_up(report)
    assert len(members()) == 1


def test_the_same_file_again_changes_nothing_and_leaves_no_trace(database: str) -> None:
    seed()
    rows = [("Central", "Grove Academy", START), ("north", "Etruscan Primary School", "01/10/2025")]
    load(*rows)
    traces = files.traces()
    assert files.counts(load(*rows)) == (0, 0, 2, 0)
    assert files.traces() == traces


def test_a_cluster_is_found_whatever_its_capitals(database: str) -> None:
    seed()
    load(("Central", "Grove Academy", START))
    load(("CENTRAL", "Etruscan Primary School", START))
    assert list(places.clusters(factories.la_lead())["name"]) == ["Central"]


def test_a_last_day_is_added_later_and_kept_by_a_file_without_the_column(database: str) -> None:
    seed()
    load(("Central", "Grove Academy", START))
    assert by_urn(("Central", "200004", START, "2026-03-31")).updated == 1
    assert load(("Central", "Grove Academy", START)).unchanged == 1
    assert members() == [("200004", "Central", date(2025, 9, 1), date(2026, 3, 31))]
    assert by_urn(("Central", "200004", START, "")).updated == 1


def test_stays_with_a_day_in_common_are_refused(database: str) -> None:
    seed()
    report = by_urn(("Central", "200004", START, "2026-03-31"), ("North", "200004", "2026-03-31", ""))
    assert files.refusals(report) == [(2, "joined_on"), (3, "joined_on")]
    assert by_urn(("Central", "200004", START, "2026-03-31"), ("North", "200004", "2026-04-01", "")).created == 2
    report = by_urn(("South", "200004", "2026-05-01", ""))
    assert "North, as stored" in report.refused[0].sentence


def test_a_file_may_end_a_stored_stay_and_begin_the_next(database: str) -> None:
    seed()
    by_urn(("Central", "200004", START, ""))
    report = by_urn(("Central", "200004", START, "2026-03-31"), ("North", "200004", "2026-04-01", ""))
    assert files.counts(report) == (1, 1, 0, 0)


def test_a_row_that_stands_twice_counts_once_and_a_contradiction_is_refused(database: str) -> None:
    seed()
    row = ("Central", "200004", START, "")
    assert by_urn(row, row).repeated == 1
    report = by_urn(row, ("Central", "200004", START, "2026-03-31"))
    assert files.refusals(report) == [(2, "left_on"), (3, "left_on")]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("", "200004", START, ""), "cluster"),
        (("Central", "200004", "", ""), "joined_on"),
        (("Central", "200004", "09/25/2025", ""), "joined_on"),
        (("Central", "200004", START, "2025-08-31"), "left_on"),
        (("Central", "", START, ""), "setting_name"),
    ],
)
def test_a_wrong_cell_is_named(sqlite_database: str, row: tuple[str, ...], column: str) -> None:
    seed()
    assert files.refusals(by_urn(row)) == [(2, column)]


def test_a_cluster_that_is_nearly_called_like_another_is_pointed_out(database: str) -> None:
    seed()
    load(("Central", "Grove Academy", START))
    report = load(("Centrall", "Etruscan Primary School", START), dry_run=True)
    assert report.notes == ("new cluster: Centrall (there is also one called Central)",)
