"""The real public files beside the project, where they are there. Every rule is held by the small files as well."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pandas as pd
import pytest

from data_access import events, imports, outlines, places
from data_access.coordinates import to_wgs84
from data_access.imports import ImportReport, run
from tests import factories
from tests.data_access.imports import files

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "data"
IS_THERE = FOLDER.is_dir()
GIAS = sorted((FOLDER / "gias").glob("*861.csv"))
CENTRAL = sorted((FOLDER / "gias").glob("clusters_central*.csv"))
POSTCODES = sorted((FOLDER / "postcodes").glob("ST_postcodes.csv"))
Test = TypeVar("Test", bound=Callable[..., None])
BOUNDARIES = sorted((FOLDER / "boundaries").glob("*json"))
NOT_READ = sorted(path for path in FOLDER.glob("*/*.[cx][sl][vs]*") if path not in [*GIAS, *CENTRAL])


def by_path(paths: list[Path]) -> Callable[[Test], Test | None]:
    """Collects the test once for each file: where there is none, there is no test, and nothing is skipped."""
    files_found = [pytest.param(path, id=path.name) for path in paths]
    return lambda test: pytest.mark.parametrize("path", files_found)(test) if paths else None


def load(kind: str, path: Path, **options: bool) -> ImportReport:
    return run(factories.administrator(), kind, path.name, path.read_bytes(), **options)


def test_the_real_files_are_complete_or_all_absent() -> None:
    """Says so where they are absent: then this is the only test of the file."""
    print("Real public files:", FOLDER if IS_THERE else f"none at {FOLDER}; the small look-alikes stand in")
    assert (len(GIAS), len(CENTRAL), len(POSTCODES), len(BOUNDARIES)) == ((2, 1, 1, 3) if IS_THERE else (0, 0, 0, 0))


@by_path(GIAS)
def test_every_row_of_the_authority_loads_and_a_second_time_changes_nothing(database: str, path: Path) -> None:
    factories.add_programme()
    expected = list(csv.DictReader(io.StringIO(path.read_text(encoding="cp1252"))))
    report = load("settings", path)
    assert (report.read, report.created, report.refused) == (len(expected), len(expected), ())
    assert files.counts(load("settings", path)) == (0, 0, len(expected), 0)
    stored = places.settings(factories.la_lead())
    assert dict(zip(stored["urn"], stored["name"], strict=True)) == {
        row["URN"]: " ".join(row["EstablishmentName"].split()) for row in expected
    }
    closed = sum(row["EstablishmentStatus (name)"] == "Closed" for row in expected)
    assert (stored["status"] == "closed").sum() == closed


@by_path(GIAS[:1])
def test_the_two_extracts_load_one_after_the_other_and_keep_each_others_columns(database: str, path: Path) -> None:
    factories.add_programme()
    settings = FOLDER / "gias" / "settings_861.csv"
    load("settings", settings)
    before = places.settings(factories.la_lead()).set_index("urn").sort_index()
    report = load("settings", path)
    after = places.settings(factories.la_lead()).set_index("urn").sort_index()
    assert report.created == 0
    assert after["latitude"].equals(before["latitude"])
    assert after["phase"].equals(before["phase"])
    assert after["closed_on"].equals(before["closed_on"])


@by_path(CENTRAL)
def test_the_names_of_the_central_cluster_match_exactly_or_are_refused_with_suggestions(
    database: str, path: Path
) -> None:
    factories.add_programme()
    load("settings", FOLDER / "gias" / "settings_861.csv")
    names = pd.read_csv(path)["setting_name"]
    with (FOLDER / "gias" / "settings_861.csv").open(encoding="cp1252", newline="") as stream:
        known = {row["EstablishmentName"].casefold() for row in csv.DictReader(stream)}
    differing = {number for number, name in enumerate(names, start=2) if name.casefold() not in known}
    report = load("clusters", path)
    assert {refusal.row for refusal in report.refused} == differing
    assert not report.is_saved
    said = {refusal.row: refusal.sentence for refusal in report.refused}
    assert "Nearest: St Mark's CofE Primary School (URN 146465)" in said[26]
    assert "Nearest: Our Lady and St Benedict Catholic Academy (URN 140141)" in said[21]
    report = load("clusters", path, skip_bad_rows=True)
    assert report.created == len(names) - len(differing)
    members = places.settings(factories.la_lead())
    assert set(members[members["cluster"] == "Central"]["status"]) == {"open"}


@by_path(CENTRAL)
def test_a_urn_column_settles_the_names_that_differ(database: str, path: Path) -> None:
    factories.add_programme()
    load("settings", FOLDER / "gias" / "settings_861.csv")
    urns = {
        "Carmountside Primary School": "139846",
        "Our Lady and St Benedict Catholic Primary Academy": "140141",
        "Sneyd Green Primary Academy": "145691",
        "St Mark's CE (A) Primary School": "146465",
    }
    table = pd.read_csv(path)
    table = table[~table["setting_name"].isin(["Manor Abbey School", "Merit Pupil Referral Unit"])]
    table["urn"] = table["setting_name"].map(urns).fillna("")
    report = run(factories.administrator(), "clusters", path.name, table.to_csv(index=False).encode())
    assert (report.created, report.refused) == (26, ())


@by_path(CENTRAL)
def test_sixty_rows_of_a_register_load_against_the_real_settings(database: str, path: Path) -> None:
    factories.add_programme()
    load("settings", FOLDER / "gias" / "settings_861.csv")
    load("clusters", path, skip_bad_rows=True)
    urns = places.memberships(factories.la_lead())["urn"].tolist()[:20]
    rows = [files.line(urn, event_ref=f"E{number}") for number in range(3) for urn in urns]
    report = files.load("registers", files.register(*rows))
    assert files.counts(report) == (60, 0, 0, 0)
    assert events.events(factories.la_lead())["attended_count"].tolist() == [20, 20, 20]


@by_path(POSTCODES)
def test_grid_references_become_the_degrees_that_the_ons_gives(path: Path) -> None:
    table = pd.read_csv(path).dropna().iloc[::50]
    found = to_wgs84(table["oseast1m"].astype(int).tolist(), table["osnrth1m"].astype(int).tolist())
    latitudes, longitudes = (list(degrees) for degrees in zip(*found, strict=True))
    # A ten-thousandth of a degree is 11 metres north and 7 metres east.
    assert (abs(table["lat_derived"] - latitudes) < 0.0001).all()
    assert (abs(table["lon_derived"] - longitudes) < 0.0001).all()


@by_path(NOT_READ)
def test_a_file_that_is_not_read_is_told_what_it_is(path: Path) -> None:
    assert imports.likely_kinds(path.read_bytes()) == []
    assert imports.said_of_another(path.read_bytes()) is not None


@by_path(BOUNDARIES)
def test_boundaries_become_the_outline_of_the_cluster_whose_settings_lie_in_them(database: str, path: Path) -> None:
    factories.add_programme()
    load("settings", FOLDER / "gias" / "settings_861.csv")
    load("clusters", CENTRAL[0], skip_bad_rows=True)
    areas = outlines.read_areas(path.read_bytes())
    named_by = areas.naming_properties[0]
    proposed = outlines.proposed_clusters(factories.administrator(), areas, named_by)
    assert "Central" in proposed.values()
    assert places.load_outlines(factories.administrator(), path.read_bytes(), named_by, proposed) == ("Central",)
    outline = places.clusters(factories.administrator()).iloc[0]["outline"]
    assert outline["type"] in {"Polygon", "MultiPolygon"}
