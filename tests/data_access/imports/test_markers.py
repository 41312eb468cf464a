"""Files of events that are marked on charts: by the rules of their form, and undone whole."""

from datetime import date

import pytest

from data_access import exports, import_runs, imports, markers
from data_access.errors import InvalidInput, NotAllowed
from data_access.vocabulary import MarkerKind
from tests import factories
from tests.data_access.imports import files

HEADER = ("day", "title", "kind", "cluster")
PANEL = date(2026, 2, 2)
REASON = "The panel counts requests by another rule."


@pytest.fixture
def started(database: str) -> str:
    factories.add_programme()
    factories.add_cluster("Central")
    return database


def load(*rows: tuple[str, ...], **options: bool) -> imports.ImportReport:
    return files.load("markers", files.csv_bytes([HEADER, *rows]), **options)


def mark(title: str = "New panel", cluster: str | None = None) -> int:
    return markers.set_marker(factories.staff(), PANEL, title, MarkerKind.OTHER, cluster)


def stored() -> list[list[object]]:
    found = markers.markers(factories.la_lead()).astype(object)
    return found[["day", "title", "kind", "cluster", "version"]].where(found.notna(), None).to_numpy().tolist()


def last_run() -> int:
    return int(import_runs.loaded(factories.staff())["id"].iloc[0])


def test_rows_become_events_and_the_same_file_again_changes_nothing(started: str) -> None:
    rows = [
        ("02/02/2026", " New  panel ", "Policy change", "central"),
        ("2026-02-02", "New panel", "policy_change", "Central"),
        ("2025-09-17", "Launch", "launch", ""),
    ]
    first = load(*rows)
    assert (first.created, first.repeated, first.refused) == (2, 1, ())
    assert stored() == [
        [date(2025, 9, 17), "Launch", "launch", None, 1],
        [PANEL, "New panel", "policy_change", "Central", 1],
    ]
    traces = files.traces()
    assert load(*rows).unchanged == 2
    assert files.traces() == traces


def test_a_row_changes_the_kind_of_the_event_of_its_day_title_and_cluster(started: str) -> None:
    mark()
    mark(cluster="Central")
    report = load(("2026-02-02", "New panel", "policy_change", ""), ("2026-02-02", "Another", "other", ""))
    assert files.counts(report) == (1, 1, 0, 0)
    assert [(one.row, one.column, one.before, one.after) for one in report.changes] == [
        (2, "kind", "other", "policy_change")
    ]
    assert [row[1:] for row in stored()] == [
        ["New panel", "policy_change", None, 2],
        ["Another", "other", None, 1],
        ["New panel", "other", "Central", 1],
    ]


def test_events_that_are_taken_out_change_nothing_when_they_are_loaded(started: str) -> None:
    mark("=SUM(A1)")
    mark("Panel, “new”; with a comma", "Central")
    before = stored()
    report = files.load("markers", exports.export(factories.staff(), "markers"))
    assert files.counts(report) == (0, 0, 2, 0)
    assert stored() == before


def test_rows_that_contradict_each_other_are_refused(started: str) -> None:
    report = load(("2026-02-02", "New panel", "launch", ""), ("2026-02-02", "New panel", "other", ""))
    assert files.refusals(report) == [(2, "kind"), (3, "kind")]
    assert "Keep one of rows 2 and 3" in report.refused[0].sentence


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (("", "New panel", "other", ""), "day", "Write a date"),
        (("2026-02-02", "", "other", ""), "title", "Say what happened"),
        (("2026-02-02", "x" * 81, "other", ""), "title", "80 characters"),
        (("2026-02-02", "Ask ada@example.org", "other", ""), "title", "names nobody"),
        (("2026-02-02", "New panel", "party", ""), "kind", "Write one of: Launch"),
        (("2026-02-02", "New panel", "", ""), "kind", "Write one of: Launch"),
        (("2026-02-02", "New panel", "other", "Atlantis"), "cluster", "Write one of: Central"),
    ],
)
def test_what_the_form_refuses_a_file_refuses_beside_its_column(
    started: str, row: tuple[str, ...], column: str, sentence: str
) -> None:
    report = load(row)
    assert files.refusals(report) == [(2, column)]
    assert sentence in report.refused[0].sentence
    assert "ada@example.org" not in report.refused[0].sentence
    assert stored() == []


def test_what_a_file_marked_and_changed_is_undone(started: str) -> None:
    mark()
    before = files.everything()
    load(("2026-02-02", "New panel", "launch", ""), ("2026-03-02", "Another", "other", "Central"))
    import_runs.undo(factories.staff(), last_run())
    assert files.everything() == before


def test_a_file_is_not_undone_while_a_measure_is_judged_anew_from_its_event(started: str) -> None:
    load(("2026-02-02", "New panel", "launch", ""))
    run = last_run()
    number = markers.set_rebase(factories.staff(), "requests", PANEL, REASON)
    with pytest.raises(InvalidInput, match="Take that away first"):
        import_runs.undo(factories.staff(), run)
    assert len(stored()) == 1
    markers.remove_rebase(factories.staff(), number, 1)
    import_runs.undo(factories.staff(), run)
    assert stored() == []


def test_the_form_marks_nothing_twice_either(started: str) -> None:
    mark()
    mark(cluster="Central")
    with pytest.raises(InvalidInput) as refused:
        mark()
    assert list(refused.value.answers) == ["title"]
    assert len(stored()) == 2


def test_only_who_marks_events_loads_them_and_takes_them_out(started: str) -> None:
    content = files.csv_bytes([HEADER, ("2026-02-02", "New panel", "other", "")])
    for who in (factories.la_lead(), factories.delivery_group()):
        with pytest.raises(NotAllowed):
            imports.run(who, "markers", "file.csv", content)
        with pytest.raises(NotAllowed):
            exports.export(who, "markers")
    assert imports.run(factories.staff(), "markers", "file.csv", content).created == 1
