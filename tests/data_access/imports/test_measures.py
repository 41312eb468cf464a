"""Files of figures: what counts and shares need, what is never read as 0, and days that are not counted twice."""

import time
from datetime import date

import pytest
from sqlalchemy import event

from data_access import imports, records, store
from data_access.imports import ImportReport
from tests import factories
from tests.data_access.imports import files
from tests.data_access.records.filled_in import RIGHT, seed

PLACE = "setting_urn_or_cluster_or_authority"
COLUMNS = f"measure,{PLACE},period_start,period_kind,value,numerator,denominator,status,source".split(",")
COUNT = {
    **dict.fromkeys(COLUMNS, ""),
    "measure": "ehcna_requests",
    PLACE: "authority",
    "period_start": "2025-11-01",
    "period_kind": "month",
    "value": "61",
    "status": "final",
    "source": "Casework",
}
SHARE = {**COUNT, "measure": "refusal_rate", PLACE: "Central", "value": "", "numerator": "15", "denominator": "64"}


def load(*rows: dict[str, str], **options: bool) -> ImportReport:
    header = [*COLUMNS, *dict.fromkeys(name for row in rows for name in row if name not in COLUMNS)]
    content = files.csv_bytes([header, *([row.get(name, "") for name in header] for row in rows)])
    return files.load("measures", content, **options)


def figures() -> list[tuple[object, ...]]:
    found = records.listed(factories.administrator(), "figure")
    found = found.astype(object).where(found.notna(), None)
    return [
        (row["measure"], row["urn"] or row["cluster"], str(row["period_start"]), row["numerator"], row["denominator"])
        for row in found.to_dict("records")
    ]


def test_a_count_and_a_share_of_each_place_are_stored(database: str) -> None:
    seed()
    report = load(
        COUNT, SHARE, {**SHARE, PLACE: "100001"}, {**COUNT, PLACE: " Authority ", "period_start": "1/10/2025"}
    )
    assert (files.counts(report), report.refused) == ((4, 0, 0, 0), ())
    assert sorted(figures(), key=str) == sorted(
        [
            ("ehcna_requests", None, "2025-11-01", 61.0, None),
            ("ehcna_requests", None, "2025-10-01", 61.0, None),
            ("refusal_rate", "Central", "2025-11-01", 15.0, 64.0),
            ("refusal_rate", "100001", "2025-11-01", 15.0, 64.0),
        ],
        key=str,
    )


def test_the_header_is_the_nine_columns_and_an_optional_part() -> None:
    assert imports.template("measures").splitlines()[0] == ",".join([*COLUMNS, "part", "example"])


@pytest.mark.parametrize(
    "number", [{"value": "1,392"}, {"numerator": "1392"}, {"value": "1392.0", "numerator": "1392"}]
)
def test_a_count_takes_value_or_numerator(sqlite_database: str, number: dict[str, str]) -> None:
    seed()
    load({**COUNT, "value": "", **number})
    assert [row[3] for row in figures()] == [1392.0]


@pytest.mark.parametrize("value", ["", "23.4%", "0.234", "23.4375", "23 %", "0.23", "23.9%"])
def test_a_share_may_be_given_beside_its_two_numbers_when_it_agrees(sqlite_database: str, value: str) -> None:
    seed()
    report = load({**SHARE, "value": value})
    assert report.refused == ()
    assert [row[3:] for row in figures()] == [(15.0, 64.0)]


@pytest.mark.parametrize(
    ("row", "changes", "column", "words"),
    [
        (SHARE, {"value": "24%"}, "value", "The two numbers make 23.4%"),
        (SHARE, {"value": "0.3"}, "value", "The two numbers make 23.4%"),
        (SHARE, {"value": "0.234%"}, "value", "The two numbers make 23.4%"),
        (SHARE, {"value": "0", "numerator": "0", "denominator": "0"}, "value", "no share of 0"),
        (SHARE, {"value": "23.4%", "numerator": ""}, "numerator", "Write here: requests refused"),
        (SHARE, {"value": "23.4%", "denominator": ""}, "denominator", "Write here: requests decided"),
        (SHARE, {"numerator": "23%"}, "numerator", "without a percent sign"),
        (SHARE, {"numerator": "65"}, "numerator", "more requests refused than requests decided"),
        (SHARE, {"numerator": "1.5"}, "numerator", "whole number"),
        (COUNT, {"value": ""}, "value", "empty is not read as 0"),
        (COUNT, {"numerator": "62"}, "value", "not two that differ"),
        (COUNT, {"value": "61%"}, "value", "without a percent sign"),
        (COUNT, {"value": "-1"}, "value", "Write a number here, 0 or more"),
        (COUNT, {"value": "1,5"}, "value", "Write a number here"),
        (COUNT, {"value": "about 60"}, "value", "Write a number here"),
        (COUNT, {"denominator": "100"}, "denominator", "Leave this empty"),
        (
            COUNT,
            {"measure": "happiness"},
            "measure",
            "Write one of: Requests for an EHC needs assessment; Requests refused",
        ),
        (COUNT, {PLACE: ""}, PLACE, "a cluster's name (Central, North), or the word authority"),
        (COUNT, {PLACE: "Nowhere"}, PLACE, "Write a setting's URN"),
        (COUNT, {PLACE: "999999"}, PLACE, "No setting has the URN 999999"),
        (COUNT, {"period_start": ""}, "period_start", "Give the first day of the period"),
        (COUNT, {"period_start": "202526"}, "period_start", "Give the first day of the period"),
        (COUNT, {"period_start": "0001-01-01"}, "period_start", "a year from 2000 to 2099"),
        (COUNT, {"period_start": "2090-01-01"}, "period_start", "not over yet"),
        (COUNT, {"period_kind": "week"}, "period_kind", "Write one of: Month; Half term"),
        (COUNT, {"status": "draft"}, "status", "Write one of: Provisional; Final"),
        (COUNT, {"status": ""}, "status", "Write one of: Provisional; Final"),
        (COUNT, {"source": ""}, "source", "Say where the figure comes from"),
        (COUNT, {"source": "jo@council.example"}, "source", "an email address"),
        (COUNT, {"part": "isp"}, "part", "by_school, by_parent, by_others"),
        (COUNT, {"part": "by_uncle"}, "part", "Write one of: School or setting"),
    ],
)
def test_a_wrong_row_is_told_what_to_write(
    sqlite_database: str, row: dict[str, str], changes: dict[str, str], column: str, words: str
) -> None:
    seed()
    report = load({**row, **changes})
    assert files.refusals(report) == [(2, column)]
    assert words in report.refused[0].sentence
    assert figures() == []


@pytest.mark.parametrize("symbol", ["z", "x", "c", "low", "k", "u", ":", "~", "..", "NP", "SUPP", "NA", "C", "supp"])
def test_symbols_of_statistics_are_never_read_as_a_number(sqlite_database: str, symbol: str) -> None:
    seed()
    rows = [{**COUNT, "value": symbol}, {**SHARE, "numerator": symbol}, {**SHARE, "denominator": symbol}]
    for row, column in zip(
        [*rows, {**SHARE, "value": symbol}], ("value", "numerator", "denominator", "value"), strict=True
    ):
        report = load(row)
        assert files.refusals(report) == [(2, column)]
        assert "not read as 0" in report.refused[0].sentence
        assert "leave this row out" in report.refused[0].sentence
    assert figures() == []


def test_a_true_nought_is_a_number(database: str) -> None:
    seed()
    assert load({**COUNT, "value": "0"}).created == 1
    assert [row[3] for row in figures()] == [0.0]


def test_the_part_and_the_whole_stand_beside_each_other(database: str) -> None:
    seed()
    parent = {**COUNT, "value": "21", "part": "Parent or young person"}
    assert load(COUNT, {**COUNT, "value": "40", "part": "by_school"}, parent).created == 3


def test_any_day_of_a_period_means_the_whole_of_it_and_two_that_differ_are_refused(database: str) -> None:
    seed()
    assert load(COUNT, {**COUNT, "period_start": "2025-11-18"}).repeated == 1
    assert files.counts(load({**COUNT, "period_start": "30 November 2025"})) == (0, 0, 1, 0)
    report = load(COUNT, {**COUNT, "period_start": "2025-11-18", "value": "62"})
    assert files.refusals(report) == [(2, "numerator"), (3, "numerator")]


def test_a_provisional_figure_becomes_final(database: str) -> None:
    seed()
    load({**COUNT, "status": "provisional", "value": "60"})
    assert files.counts(load(COUNT)) == (0, 1, 0, 0)
    assert [row[3] for row in figures()] == [61.0]
    traces = files.traces()
    assert files.counts(load(COUNT)) == (0, 0, 1, 0)
    assert files.traces() == traces


def test_what_was_entered_on_the_page_is_known_to_the_file(database: str) -> None:
    seed()
    records.record(factories.staff(), "figure", RIGHT["figure"], "key")
    row = {**SHARE, PLACE: "100001", "numerator": "3", "denominator": "12", "status": "provisional"}
    assert files.counts(load({**row, "source": "Casework system"})) == (0, 0, 1, 0)


def test_days_counted_by_a_stored_figure_are_not_counted_again(database: str) -> None:
    seed()
    load(COUNT)
    report = load({**COUNT, "period_kind": "term"}, {**COUNT, "period_kind": "calendar_year"}, skip_bad_rows=True)
    assert files.refusals(report) == [(2, "period_kind")]
    assert "counted already" in report.refused[0].sentence
    assert "1 November 2025" in report.refused[0].sentence
    elsewhere = {**COUNT, PLACE: "North", "period_kind": "term"}
    assert load(elsewhere, {**COUNT, "measure": "suspensions", "period_kind": "term"}).created == 2


def test_days_counted_twice_within_a_file_are_refused_on_both_sides(database: str) -> None:
    seed()
    other = {**COUNT, "measure": "suspensions"}
    report = load(COUNT, {**COUNT, "period_kind": "academic_year"}, {**COUNT, "period_start": "2025-10-01"}, other)
    assert files.refusals(report) == [(2, "period_kind"), (3, "period_kind"), (4, "period_kind")]
    assert "Row 3 counts some of these days as well" in report.refused[0].sentence
    assert figures() == []


def test_ten_thousand_rows_are_checked_together(sqlite_database: str) -> None:
    seed()
    statements = []
    event.listen(store.engine(), "before_cursor_execute", lambda *about: statements.append(about[2]))
    months = [date(2009 + number // 12, number % 12 + 1, 1).isoformat() for number in range(200)]
    measures = ("attendance_rate", "persistent_absence", "refusal_rate", "six_week_decisions", "twenty_week_plans")
    rows = [
        {**SHARE, "measure": measure, PLACE: place, "period_start": month}
        for measure in measures
        for place in ("100001", "100002", "Central", "North", "authority")
        for month in months
    ]
    started = time.perf_counter()
    report = files.load(
        "measures", files.csv_bytes([COLUMNS, *(list(row.values()) for row in [*rows, *rows])]), dry_run=True
    )
    assert (report.created, report.repeated) == (5000, 5000)
    assert len(statements) < 30
    assert time.perf_counter() - started < 20
