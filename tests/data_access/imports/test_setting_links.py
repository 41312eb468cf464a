"""Which establishment took over from which."""

from data_access import places
from data_access.imports import ImportReport
from tests import factories
from tests.data_access.imports import files

HEADER = ("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")


def load(*rows: tuple[str, ...]) -> ImportReport:
    return files.load("setting_links", files.csv_bytes([HEADER, *rows], "cp1252"))


def successor_of(urn: str) -> str | None:
    found = places.settings(factories.la_lead()).set_index("urn")["successor_urn"]
    return found[urn] if isinstance(found[urn], str) else None


def seed(*urns: str) -> None:
    factories.add_programme()
    for urn in urns:
        factories.add_setting(urn)


def test_a_link_is_read_from_either_side(database: str) -> None:
    seed("100001", "200001", "100002", "200002")
    report = load(
        ("100001", "200001", "New Academy", "Successor", "01-04-2026"),
        ("200002", "100002", "Old School", "Predecessor - merged", "01-04-2026"),
    )
    assert report.updated == 2
    assert (successor_of("100001"), successor_of("100002")) == ("200001", "200002")


def test_the_same_link_said_from_both_sides_counts_once_and_again_changes_nothing(database: str) -> None:
    seed("100001", "200001")
    rows = [
        ("100001", "200001", "New Academy", "Successor", "01-04-2026"),
        ("200001", "100001", "Old School", "Predecessor", "01-04-2026"),
    ]
    first = load(*rows)
    assert (first.updated, first.repeated) == (1, 1)
    traces = files.traces()
    again = load(*rows)
    assert (again.updated, again.unchanged, again.repeated) == (0, 1, 1)
    assert files.traces() == traces
    assert files.adds_up(again)


def test_links_of_unknown_settings_and_of_other_kinds_are_passed_over(database: str) -> None:
    seed("100001", "200001")
    report = load(
        ("100001", "999999", "Elsewhere", "Successor", ""),
        ("100001", "200001", "Sixth form", "Sixth Form Centre Link", ""),
    )
    assert report.passed_over == 2
    assert successor_of("100001") is None


def test_of_several_successors_the_latest_counts_whatever_the_order(database: str) -> None:
    seed("100001", "200001", "200002")
    early = ("100001", "200001", "", "Successor - Split School", "01-09-2020")
    late = ("100001", "200002", "", "Successor - Split School", "01-09-2024")
    load(late, early)
    assert successor_of("100001") == "200002"
    assert load(early, late).updated == 0


def test_links_that_run_in_a_circle_are_refused(database: str) -> None:
    seed("100001", "200001")
    report = load(
        ("100001", "200001", "", "Successor", "01-09-2020"),
        ("200001", "100001", "", "Successor", "01-09-2024"),
    )
    assert files.refusals(report) == [(3, "LinkURN")]
    assert successor_of("100001") is None
