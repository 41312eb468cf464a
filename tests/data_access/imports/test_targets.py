"""Files of targets: by the rules of their form, with the way to them in one column, and undone whole."""

import csv
import io
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from data_access import exports, import_runs, imports, programme
from data_access.errors import InvalidInput, NotAllowed
from data_access.target_points import Point
from data_access.vocabulary import PeriodKind
from tests import factories
from tests.data_access.imports import files

DUE, MARCH, MAY = date(2026, 8, 31), date(2026, 3, 31), date(2026, 5, 31)
WAY: list[Point] = [(MARCH, 0.6), (MAY, 0.7)]
HEADER = tuple(imports.KINDS["targets"].example)
RIGHT = {"measure": "participation_rate", "value": "95%", "due_on": "2026-08-31"}


@pytest.fixture
def started(database: str) -> str:
    factories.add_programme()
    factories.add_cluster("Central")
    return database


def a_file(*rows: dict[str, str], columns: tuple[str, ...] = HEADER) -> bytes:
    return files.csv_bytes([columns, *([row.get(column, "") for column in columns] for row in rows)])


def load(*rows: dict[str, str], **options: bool) -> imports.ImportReport:
    return files.load("targets", a_file(*({**RIGHT, **row} for row in rows)), **options)


def aim(kpi: str = "participation_rate", value: float = 0.95, **more: object) -> int:
    return programme.set_target(factories.administrator(), kpi, value, DUE, **more)


def stored() -> list[tuple[object, ...]]:
    """Measure, cluster, phase, value, baseline, per, version and points, by target."""
    found = programme.targets(factories.la_lead()).astype(object)
    points = programme.target_points(factories.la_lead())
    way = {number: list(zip(some["day"], some["value"], strict=True)) for number, some in points.groupby("target_id")}
    columns = ["kpi", "cluster", "phase", "value", "baseline_value", "per", "version"]
    said = found[columns].where(found[columns].notna(), None).to_numpy().tolist()
    return [(*row, way.get(number, [])) for row, number in zip(said, found["id"], strict=True)]


def last_run() -> int:
    return int(import_runs.loaded(factories.administrator())["id"].iloc[0])


def taken_out() -> bytes:
    return exports.export(factories.administrator(), "targets")


def test_a_row_becomes_a_target_as_the_form_would_make_it(started: str) -> None:
    way = "31/05/2026: 70 %;  2026-03-31: 60%;"
    whole = {"cluster": "central", "phase": "Primary", "baseline_value": "50%", "baseline_on": "2025-10-01"}
    counted = {"measure": "Coaches trained", "value": "20", "per": "quarter"}
    assert load({**whole, "points": way}, counted).created == 2
    assert stored() == [
        ("coaches_trained", None, None, 20.0, None, "quarter", 1, []),
        ("participation_rate", "Central", "primary", 0.95, 0.5, None, 1, WAY),
    ]


def test_targets_that_are_taken_out_change_nothing_when_they_are_loaded(started: str) -> None:
    aim(points=WAY, baseline_value=0.123456, baseline_on=date(2025, 9, 1))
    aim(cluster="Central", phase="nursery")
    aim("ehcna_requests", 52.5, per=PeriodKind.MONTH, baseline_value=68, baseline_on=date(2025, 9, 1))
    aim("area_level_change", 0.5, baseline_value=-0.25, baseline_on=date(2025, 9, 1))
    before = stored()
    rows = list(csv.DictReader(io.StringIO(taken_out().decode("utf-8-sig"))))
    assert rows[0]["points"] == "2026-03-31: 60%; 2026-05-31: 70%"
    assert [row["value"] for row in rows] == ["95%", "95%", "52.5", "0.5"]
    report = files.load("targets", taken_out())
    assert files.counts(report) == (0, 0, 4, 0)
    assert stored() == before


def test_a_row_changes_the_target_of_its_measure_place_and_day(started: str) -> None:
    aim(points=WAY)
    aim(cluster="Central")
    report = load({"value": "90%", "points": "2026-03-31: 60%"}, {"phase": "primary"})
    assert files.counts(report) == (1, 1, 0, 0)
    assert [(change.row, change.column, change.before, change.after) for change in report.changes] == [
        (2, "points", "2026-03-31: 60%; 2026-05-31: 70%", "2026-03-31: 60%"),
        (2, "value", "95%", "90%"),
    ]
    assert [(row[1:4], row[6:]) for row in stored()] == [
        ((None, None, 0.9), (2, [(MARCH, 0.6)])),
        ((None, "primary", 0.95), (1, [])),
        (("Central", None, 0.95), (1, [])),
    ]


def test_an_empty_cell_and_a_missing_column_erase_nothing(started: str) -> None:
    aim(points=WAY, baseline_value=0.5, baseline_on=date(2025, 9, 1))
    before = stored()
    assert load({}).unchanged == 1
    assert files.load("targets", a_file(RIGHT, columns=("measure", "value", "due_on"))).unchanged == 1
    assert stored() == before


def test_the_same_file_twice_and_the_same_row_twice_change_nothing(started: str) -> None:
    rows = [{"points": "2026-03-31: 60%"}, {"cluster": "Central"}, {"cluster": "CENTRAL", "value": "95 %"}]
    first = load(*rows)
    assert (first.created, first.repeated, first.refused) == (2, 1, ())
    traces = files.traces()
    assert load(*rows).unchanged == 2
    assert files.traces() == traces


def test_one_file_loaded_by_several_at_once_makes_each_target_once(started: str) -> None:
    starting_line = threading.Barrier(4)

    def click(_number: int) -> int:
        starting_line.wait(timeout=20)
        return load({}, {"cluster": "Central"}, {"phase": "Primary"}).created

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(click, range(4))) == [0, 0, 0, 3]
    assert len(stored()) == 3


def test_rows_that_contradict_each_other_are_refused(started: str) -> None:
    report = load({}, {"value": "90%"})
    assert files.refusals(report) == [(2, "value"), (3, "value")]
    assert "Keep one of rows 2 and 3" in report.refused[0].sentence
    assert stored() == []


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        ({"measure": "shoe_size"}, "measure", "Write the key of a measure"),
        ({"measure": "refusal_rate"}, "measure", "that can have a target"),
        ({"measure": "parents_confidence"}, "measure", "such as parent_confidence"),
        ({"measure": ""}, "measure", "Write the key of a measure"),
        ({"cluster": "Atlantis"}, "cluster", "Write one of: Central"),
        ({"phase": "Year 9"}, "phase", "Write one of: Nursery"),
        ({"value": "0.95"}, "value", "in percent, such as 95 %"),
        ({"value": "120%"}, "value", "in percent"),
        ({"value": "many"}, "value", "as a number"),
        ({"value": ""}, "value", "as a number"),
        ({"measure": "coaches_trained", "value": "-3"}, "value", "0 or more"),
        ({"measure": "coaches_trained", "value": "95%"}, "value", "such as 12"),
        ({"measure": "coaches_trained", "value": "1e999"}, "value", "0 or more"),
        ({"due_on": ""}, "due_on", "Write a date"),
        ({"due_on": "08/31/2026"}, "due_on", "no such day"),
        ({"per": "month"}, "per", "only what is counted"),
        ({"measure": "coaches_trained", "value": "20", "per": "term"}, "per", "Write one of: Month; Quarter"),
        ({"baseline_value": "50%"}, "baseline_on", "or neither"),
        ({"baseline_on": "2025-10-01"}, "baseline_on", "or neither"),
        ({"baseline_value": "50%", "baseline_on": "2026-08-31"}, "baseline_on", "before the day the target is due"),
        ({"points": "2026-03-31 60%"}, "points", "a colon and a value"),
        ({"points": "soon: 60%"}, "points", "Write a date"),
        ({"points": "2026-03-31: 0.6"}, "points", "in percent"),
        ({"points": "2026-03-31: 60%; 2026-03-31: 70%"}, "points", "a day of its own"),
        ({"points": "2026-09-30: 60%"}, "points", "30 September 2026 does not"),
        ({"points": "2025-09-01: 60%"}, "points", "after 1 September 2025"),
    ],
)
def test_what_the_form_refuses_a_file_refuses_beside_its_column(
    started: str, cells: dict[str, str], column: str, sentence: str
) -> None:
    report = load(cells)
    assert files.refusals(report) == [(2, column)]
    assert sentence in report.refused[0].sentence
    assert stored() == []


def test_a_share_typed_into_a_workbook_is_read_as_it_is_shown(started: str) -> None:
    """Excel keeps 95% as 0.95 with a format, and so it comes back from a template."""
    book = files.workbook([HEADER, ["participation_rate", "", "", 0.95, date(2026, 8, 31)]], {"D2": "0%"})
    assert files.load("targets", book).created == 1
    assert [row[3] for row in stored()] == [0.95]


def test_a_file_that_changed_targets_is_undone_with_the_points_that_it_took_away(started: str) -> None:
    aim(points=WAY, baseline_value=0.5, baseline_on=date(2025, 9, 1))
    before = files.everything()
    moved = {"value": "90%", "points": "2026-04-30: 62%; 2026-05-31: 70%", "baseline_value": "40%"}
    assert load({**moved, "baseline_on": "2025-10-01"}, {"cluster": "Central", "points": "2026-03-31: 60%"}).is_saved
    import_runs.undo(factories.administrator(), last_run())
    assert files.everything() == before
    assert [row[6] for row in stored()] == [3]
    history = programme.target_history(factories.administrator())
    assert "2026-03-31 0.6" in history.loc[history["action"] == "created", "after"].tolist()


def test_a_file_is_not_undone_once_somebody_has_changed_its_target(started: str) -> None:
    number = aim(points=WAY)
    load({"points": "2026-04-30: 62%"})
    aim(points=WAY, target_id=number, version=2)
    before = stored()
    with pytest.raises(InvalidInput, match="changed or taken away since"):
        import_runs.undo(factories.administrator(), last_run())
    assert stored() == before


def test_only_who_sets_targets_loads_them_and_takes_them_out(started: str) -> None:
    assert "targets" not in [kind.name for kind in imports.kinds_for(factories.staff())]
    for who in (factories.staff(), factories.la_lead()):
        with pytest.raises(NotAllowed):
            imports.run(who, "targets", "file.csv", a_file(RIGHT))
        with pytest.raises(NotAllowed):
            exports.export(who, "targets")
    assert stored() == []
