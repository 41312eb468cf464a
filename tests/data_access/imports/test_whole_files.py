"""What holds for every kind of file: all or nothing, trials, reports and templates."""

import csv
import io

import pytest

from data_access import imports
from data_access.errors import NotAllowed, NotFound
from data_access.imports.report import ImportReport, Refusal
from data_access.permissions import Identity
from tests import factories
from tests.data_access.imports import files
from tests.data_access.imports.files import line, register

ADMINISTRATORS_LOAD = ("settings", "setting_links", "clusters", "cycles", "targets")


def seed() -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central")


def test_a_trial_gives_the_same_report_and_writes_nothing(database: str) -> None:
    seed()
    traces = files.traces()
    trial = files.load("registers", register(line()), dry_run=True)
    assert files.traces() == traces
    real = files.load("registers", register(line()))
    assert files.counts(trial) == files.counts(real)
    assert (trial.is_saved, real.is_saved) == (False, True)


def test_one_refused_row_stops_the_whole_file(database: str) -> None:
    seed()
    traces = files.traces()
    report = files.load("registers", register(line(), line("999999")))
    assert not report.is_saved
    assert files.traces() == traces
    assert "Nothing has been changed" in report.outcome()


def test_an_unknown_kind_is_answered_with_the_known_ones(database: str) -> None:
    with pytest.raises(NotFound, match="settings, setting_links, clusters, registers"):
        files.load("budgets", b"x")


def test_who_may_only_read_may_not_load(database: str) -> None:
    seed()
    for who in (factories.la_lead(), factories.delivery_group(), factories.member_of(1)):
        assert imports.kinds_for(who) == []
        with pytest.raises(NotAllowed):
            imports.run(who, "registers", "file.csv", register(line()))


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        (factories.administrator(), list(imports.KINDS)),
        (factories.staff(), [kind for kind in imports.KINDS if kind not in ADMINISTRATORS_LOAD]),
    ],
)
def test_each_role_is_offered_what_it_may_load(who: Identity, kinds: list[str]) -> None:
    assert [kind.name for kind in imports.kinds_for(who)] == kinds


@pytest.mark.parametrize("kind", list(imports.KINDS))
def test_a_template_names_every_column_and_is_a_file_that_can_be_read(database: str, kind: str) -> None:
    seed()
    header, example = csv.reader(io.StringIO(imports.template(kind)))
    assert set(header) == {*imports.KINDS[kind].columns.all, "example"}
    assert len(header) == len(example)
    assert files.load(kind, files.example(kind), dry_run=True).read == 1


def test_the_example_of_settings_can_be_loaded_as_a_row(database: str) -> None:
    seed()
    assert files.load("settings", files.example("settings")).created == 1


def test_a_report_names_every_count_and_every_refusal() -> None:
    report = ImportReport("registers", "f.csv", read=3, created=1, refused=(Refusal(3, "urn", "Write it."),))
    lines = report.lines()
    assert lines[:3] == ["read: 3", "created: 1", "updated: 0"]
    assert "row 3, urn: Write it." in lines


def test_no_spreadsheet_runs_a_refusal_as_a_formula() -> None:
    report = ImportReport(
        "clusters", "f.csv", refused=(Refusal(2, "=cmd", "@SUM(A1)"),), refused_cells={2: {"cluster": "+1"}}
    )
    rows = list(csv.reader(io.StringIO(report.errors_csv().decode("utf-8-sig"))))
    assert rows == [["cluster", "row", "what to write instead"], ["'+1", "2", "'=cmd: @SUM(A1)"]]
