"""From a report to a register: who counts as having come, and what is stored already."""

from datetime import date

import pytest

from data_access import events
from data_access.events import RegisterRow
from data_access.outside_files import attendance, attendance_report
from data_access.outside_files.attendance import Rule, Seen
from tests import factories
from tests.data_access.imports.files import traces
from tests.data_access.outside_files import teams
from tests.data_access.outside_files.teams import Somebody

HALF = Rule(50, 0)
PEOPLE = (
    Somebody("Ada", "ada@abbey.sch.uk", ((0, 3000),)),
    Somebody("Bo", "bo@abbey.sch.uk", ((0, 1800),)),
    Somebody("Cy", "cy@abbey.sch.uk", ((0, 1799),)),
    Somebody("Di", "di@bridge.sch.uk", ((100, 200),)),
    Somebody("Eve", "eve@council.gov.uk"),
)
SETTINGS = {1: "100001", 2: "100001", 3: "100001", 4: "100002"}
ANSWERS = {
    "title": "Network meeting",
    "event_type": "network_meeting",
    "held_on": date(2026, 3, 18),
    "mode": "virtual",
    "cluster": None,
}


def test_a_setting_came_if_somebody_of_it_stayed_for_half_of_the_meeting() -> None:
    report = attendance_report.read(teams.report(*PEOPLE))
    assert attendance.seen(report, SETTINGS, HALF, report.seconds) == [
        Seen("100001", people_count=3, enough_count=2, longest=3000),
        Seen("100002", people_count=1, enough_count=0, longest=100),
    ]


@pytest.mark.parametrize(
    ("rule", "seconds", "whole", "is_enough"),
    [
        (HALF, 1800, 3600, True),
        (HALF, 1799, 3600, False),
        (Rule(100, 0), 3600, 3600, True),
        (Rule(100, 20), 1200, 36000, True),
        (Rule(100, 20), 1199, 36000, False),
        (HALF, 0, 0, False),
        (HALF, 1, 0, True),
    ],
)
def test_a_share_of_the_meeting_is_enough_or_so_many_minutes(
    rule: Rule, seconds: int, whole: int, is_enough: bool
) -> None:
    assert rule.is_enough(seconds, whole) == is_enough


def test_who_is_on_the_register_as_having_come_stays_so() -> None:
    before = [RegisterRow("100001", True, 5), RegisterRow("100002", True), RegisterRow("100003", False)]
    found = [Seen("100001", 3, 2, 3000), Seen("100002", 1, 0, 100), Seen("100003", 1, 1, 3600), Seen("100004", 1, 0, 5)]
    after = attendance.register_rows(found, before)
    assert after == [
        RegisterRow("100001", True, 5),
        RegisterRow("100002", True),
        RegisterRow("100003", True, 1),
        RegisterRow("100004", False),
    ]
    assert attendance.register_rows(found, after) == after


def test_a_report_makes_one_event_and_loading_it_again_changes_nothing(database: str) -> None:
    factories.add_programme()
    for urn in ("100001", "100002"):
        factories.add_setting(urn)
    report = attendance_report.read(teams.report(*PEOPLE))
    rows = attendance.register_rows(attendance.seen(report, SETTINGS, HALF, report.seconds), [])
    who = factories.staff()
    assert attendance.event_of_report(who, report) is None
    event_ref = events.record_register(who, ANSWERS, rows, report.entry_key)
    again = attendance_report.read(teams.report(*PEOPLE, say=teams.american))
    assert attendance.event_of_report(who, again) == event_ref
    before = traces()
    stored = events.register_for_editing(who, event_ref)
    lines = [RegisterRow("100001", True, 2), RegisterRow("100002", False)]
    assert rows == lines
    events.correct_register(who, event_ref, stored.version, stored.answers, attendance.register_rows([], lines))
    assert events.record_register(who, ANSWERS, rows, again.entry_key) == event_ref
    assert traces() == before
