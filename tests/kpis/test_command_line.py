"""`python -m kpis`, as a person or a script calls it."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from data_access import store
from data_access.vocabulary import Audience, Item
from kpis import CATALOGUE
from kpis.__main__ import main
from tests.factories import (
    add_case_study,
    add_cluster,
    add_event,
    add_programme,
    add_response,
    add_setting,
    add_target,
)


@pytest.fixture
def programme(sqlite_database: str) -> None:
    """Two clusters, three settings, five parents of whom two are more confident."""
    add_programme()
    for name in ("Central", "=North"):
        add_cluster(name)
    add_setting("1", cluster="Central")
    add_setting("2", cluster="Central", phase="secondary")
    add_setting("3", cluster="=North")
    add_event("A", date(2025, 10, 8), attended=["1", "3"], absent=["2"])
    for value in (1, 2, 3, 4, 5):
        add_response(Audience.PARENT_CARER, date(2025, 10, 9), {Item.CONFIDENCE_IN_MAINSTREAM: value}, urn="1")
    add_case_study("1", approved_on=date(2025, 12, 31))
    add_target("participation_rate", 0.5, date(2026, 8, 31))


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["--as-at", "2025-12-31", *arguments]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    return output.out


def objects(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(printed(capsys, "--format", "json", *arguments))
    return found


@pytest.mark.usefixtures("programme")
def test_json_has_every_measure_for_every_period_under_the_promised_names(capsys: pytest.CaptureFixture[str]) -> None:
    found = objects(capsys)
    assert [(row["kpi"], row["period"]) for row in found[:3]] == [
        ("participation_rate", "July to September 2025"),
        ("participation_rate", "October to December 2025"),
        ("active_participation_rate", "July to September 2025"),
    ]
    assert found[1] == {
        "kpi": "participation_rate",
        "period": "October to December 2025",
        "period_start": "2025-10-01",
        "period_end": "2025-12-31",
        "numerator": 2,
        "denominator": 3,
        "value": pytest.approx(2 / 3),
        "target": 0.5,
        "status": "met",
        "suppressed": False,
        "complete": True,
    }
    assert len(found) == 2 * len(CATALOGUE)


@pytest.mark.usefixtures("programme")
@pytest.mark.parametrize(
    ("by", "name", "groups"),
    [
        ("cluster", "cluster", ["=North", "Central"]),
        ("phase", "phase", ["primary", "secondary"]),
        ("setting", "urn", ["1", "2", "3"]),
    ],
)
def test_each_group_has_a_line_of_its_own(
    capsys: pytest.CaptureFixture[str], by: str, name: str, groups: list[str]
) -> None:
    found = objects(capsys, "--by", by, "--period", "academic_year")
    rows = [row for row in found if row["kpi"] == "participation_rate"]
    assert [row[name] for row in rows] == groups
    assert list(rows[0])[4] == name
    assert {row["complete"] for row in rows} == {False}
    assert {row["status"] for row in rows} == {None}


@pytest.mark.usefixtures("programme")
def test_small_numbers_are_hidden_unless_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    def confidence(*arguments: str) -> dict[str, object]:
        return next(row for row in objects(capsys, *arguments)[::-1] if row["kpi"] == "parent_confidence")

    hidden, exact = confidence(), confidence("--exact")
    assert (hidden["numerator"], hidden["denominator"], hidden["value"], hidden["suppressed"]) == (
        None,
        None,
        None,
        True,
    )
    assert hidden["status"] == "too_few"
    assert (exact["numerator"], exact["denominator"], exact["value"], exact["suppressed"]) == (2, 5, 0.4, False)


@pytest.mark.usefixtures("programme")
def test_filters_take_names_as_people_write_them(capsys: pytest.CaptureFixture[str]) -> None:
    narrowed = objects(capsys, "--cluster", "central", "--phase", "Secondary", "--period", "academic_year")[0]
    assert (narrowed["numerator"], narrowed["denominator"]) == (0, 1)


@pytest.mark.usefixtures("programme")
def test_csv_opens_in_a_spreadsheet_without_running_anything(capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(printed(capsys, "--format", "csv", "--by", "cluster").splitlines()))
    assert {row["cluster"] for row in rows} == {"'=North", "Central"}
    assert rows[0]["complete"] == "true"
    assert {row["numerator"] for row in rows if row["suppressed"] == "true"} == {""}


@pytest.mark.usefixtures("programme")
def test_table_is_aligned_and_says_what_is_hidden_and_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, "--by", "cluster").splitlines()
    assert lines[:6] == [
        "Settings taking part (participation_rate)",
        "  Period                    Cluster  Number  Out of  Share   Target  Status",
        "  July to September 2025    =North   0       1       0.0%    50.0%   off track",
        "  July to September 2025    Central  0       2       0.0%    50.0%   off track",
        "  October to December 2025  =North   1       1       100.0%  50.0%   met",
        "  October to December 2025  Central  1       2       50.0%   50.0%   met",
    ]
    confidence = lines[lines.index("Parents' and carers' confidence (parent_confidence)") :]
    assert " ".join(confidence[4].split()) == "October to December 2025 =North 0 0 No data no data"
    assert " ".join(confidence[5].split()) == "October to December 2025 Central c c c too few"


@pytest.mark.usefixtures("programme")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["--as-at", "31/12/2025"],
            '"31/12/2025" is not a date. Write it as year, month and day, for example 2026-03-31.',
        ),
        (["--cluster", "West"], 'There is no cluster "West". The clusters are: =North, Central.'),
        (["--phase", "infant"], 'There is no phase "infant". The phases are: nursery, primary, secondary, '),
        (["--as-at", "2025-08-31"], "The programme starts on 2025-09-01: there is no period up to 2025-08-31 to show."),
    ],
)
def test_what_cannot_be_answered_gets_one_sentence(
    capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert main(["--as-at", "2025-12-31", *arguments]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith(sentence)
    assert output.err.count("\n") == 1


def test_without_a_programme_it_says_how_to_set_one_up(
    sqlite_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([]) == 1
    assert "create-programme" in capsys.readouterr().err


@pytest.mark.usefixtures("programme")
def test_cluster_without_settings_is_known_and_has_nothing_to_show(capsys: pytest.CaptureFixture[str]) -> None:
    add_cluster("South")
    assert objects(capsys, "--cluster", "South")[0]["denominator"] == 0


def test_database_without_tables_gets_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    assert main([]) == 1
    assert "python -m data_access migrate" in capsys.readouterr().err
    store.engine().dispose()


@pytest.mark.parametrize("address", ["garbage", "mysql://host/name"])
def test_address_of_no_database_gets_a_sentence(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)
    assert main([]) == 1
    assert capsys.readouterr().err.startswith("DATABASE_URL is not an address of a database")


def test_help_says_which_period_is_shown_when_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    assert "default: quarter" in capsys.readouterr().out
