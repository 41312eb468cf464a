"""Attendance reports as they are read: who was there for how long, whichever layout, country and encoding."""

import random
from datetime import date

import pytest

from data_access import clock
from data_access.errors import WrongFile
from data_access.outside_files import attendance_report, times
from data_access.outside_files.attendance_report import domain_of
from tests.data_access.imports.files import xlsx_bytes
from tests.data_access.outside_files import teams
from tests.data_access.outside_files.teams import STARTED, Meeting, Somebody, Stay

ADA = Somebody("Ada Lovell", "ada@abbey.stoke.sch.uk")
ENCODINGS = (("utf-16", "\t"), ("utf-8-sig", "\t"), ("utf-8", ","), ("utf-16-le", "\t"), ("utf-8-sig", ";"))


def seconds_there(stays: list[Stay], whole: int) -> int:
    """An oracle that is slow and plain: every second of the meeting on which somebody was in."""
    there = [False] * whole
    for start, end in stays:
        for second in range(start, whole if end is None else end):
            there[second] = True
    return sum(there)


def stays_of(dice: random.Random, whole: int) -> list[Stay]:
    """Up to five, of which some overlap; the last may not have ended."""
    found: list[Stay] = []
    for _ in range(dice.randint(1, 5)):
        start = dice.randrange(whole - 1)
        found.append((start, dice.randint(start + 1, whole)))
    if dice.random() < 0.2:
        found[-1] = (found[-1][0], None)
    return found


@pytest.mark.parametrize("seed", range(60))
def test_minutes_present_are_those_of_a_slow_count_of_seconds(seed: int) -> None:
    dice = random.Random(seed)
    whole = dice.randint(600, 9000)
    day = {"month": dice.randint(1, 12), "day": dice.randint(1, 28)}
    started = STARTED.replace(**day, hour=dice.randint(0, 23), minute=dice.randint(0, 59))
    people = [
        Somebody(f"Person {n}", f"p{n}@s{n % 3}.sch.uk", stays_of(dice, whole)) for n in range(dice.randint(1, 9))
    ]
    meeting = Meeting(people, "Network, spring", started, whole, dice.choice(teams.LOCALES))
    layout, (encoding, delimiter) = dice.choice(teams.LAYOUTS), dice.choice(ENCODINGS)
    found = attendance_report.read(teams.as_bytes(layout(meeting), encoding, delimiter))
    expected = {one.name: seconds_there(list(one.stays), whole) for one in people}
    assert {one.name: one.seconds for one in found.people if one.name != "The organiser"} == expected
    assert started.date() in found.days
    assert found.seconds == whole
    if layout is not teams.old_layout:
        assert [one.domain for one in found.people] == [one.address.split("@")[1] for one in people]


def test_two_devices_at_once_are_not_counted_twice_although_the_report_does() -> None:
    found = attendance_report.read(teams.report(Somebody("Ada", "ada@a.sch.uk", ((0, 1800), (600, 2400)))))
    assert [one.seconds for one in found.people] == [2400]


def test_without_times_the_duration_that_the_report_gives_counts() -> None:
    rows = [row for row in teams.new_layout(Meeting([ADA])) if "Join Time" not in row][:12]
    found = attendance_report.read(teams.as_bytes(rows))
    assert [(one.seconds, one.domain) for one in found.people] == [(3600, "abbey.stoke.sch.uk")]


def test_a_report_of_sums_alone_is_read() -> None:
    rows = [["Name", "In-Meeting Duration", "Email"], ["Ada", "1 Std. 2 Min. 3 Sek.", "ada@abbey.sch.uk"]]
    found = attendance_report.read(teams.as_bytes(rows, "utf-8", ","))
    assert (found.people[0].seconds, found.seconds, found.days) == (3723, 3723, ())


def test_a_date_that_can_be_read_both_ways_gives_both_days() -> None:
    meeting = Meeting([ADA], started=STARTED.replace(month=4, day=3), say=teams.british)
    assert attendance_report.read(teams.as_bytes(teams.new_layout(meeting))).days == (
        date(2026, 4, 3),
        date(2026, 3, 4),
    )


def test_a_day_that_lies_ahead_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 3, 20))
    meeting = Meeting([ADA], started=STARTED.replace(month=4, day=3), say=teams.british)
    assert attendance_report.read(teams.as_bytes(teams.new_layout(meeting))).days == (date(2026, 3, 4),)


def test_a_meeting_past_midnight_settles_which_number_is_the_month() -> None:
    meeting = Meeting([ADA], started=STARTED.replace(month=4, day=3, hour=23), say=teams.american)
    assert attendance_report.read(teams.as_bytes(teams.new_layout(meeting))).days == (date(2026, 4, 3),)


def test_the_key_of_a_meeting_is_the_same_in_every_country_and_another_for_the_next_meeting() -> None:
    keys = {
        attendance_report.read(teams.as_bytes(teams.new_layout(Meeting([ADA], say=say)))).entry_key
        for say in teams.LOCALES
    }
    assert len(keys) == 1
    assert attendance_report.read(teams.report(ADA, started=STARTED.replace(month=4))).entry_key not in keys
    assert attendance_report.read(teams.report(ADA, title="Another")).entry_key not in keys


def test_neither_names_nor_addresses_are_printed() -> None:
    found = attendance_report.read(teams.report(ADA, title="Meeting"))
    assert "Ada" not in repr(found)
    assert "ada" not in repr(found)


def test_a_report_that_was_saved_as_a_workbook_is_read() -> None:
    found = attendance_report.read(xlsx_bytes({"Report": teams.new_layout(Meeting([ADA]))}))
    assert [one.seconds for one in found.people] == [3600]


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("Ada@Abbey.Stoke.SCH.uk", "abbey.stoke.sch.uk"),
        ("ada_abbey.sch.uk#EXT#@council.onmicrosoft.com", "abbey.sch.uk"),
        ("first_last_abbey.sch.uk#EXT#@council.onmicrosoft.com", "abbey.sch.uk"),
        ("", ""),
        ("Ada Lovell", ""),
        ("@abbey.sch.uk", ""),
        ("ada@abbey", ""),
        ("ada@abbey .uk", ""),
        ("<script>@x", ""),
    ],
)
def test_only_the_domain_of_an_address_is_read(address: str, domain: str) -> None:
    assert domain_of(address) == domain


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1h 2m 3s", 3723),
        ("1hr 2min", 3720),
        ("45s", 45),
        ("2 hours 1 minute", 7260),
        ("1 Std. 2 Min. 3 Sek.", 3723),
        ("01:02:03", 3723),
        ("PT1H2M3S", 3723),
        ("0s", 0),
        ("", None),
        ("soon", None),
        ("3 sausages and 2 hams", None),
        ("99999h", None),
        ("1h 2x", None),
    ],
)
def test_durations_are_read_as_they_are_written(text: str, seconds: int | None) -> None:
    assert times.duration(text) == seconds


@pytest.mark.parametrize(
    ("content", "beginning"),
    [
        (b"", "The file is empty."),
        (b"<!DOCTYPE html><html></html>", "This is a web page"),
        (b"urn,attended\n100001,yes\n", "This is not an attendance report"),
        (b"\x00\x01\x02\x03", "This file is not text"),
        (b"PK\x03\x04nonsense", "This workbook is damaged"),
        (b"Name,Email,Role,Duration\n", "This is not an attendance report"),
        (b"Name,Email,Duration\nAda,ada@a.sch.uk,soon\n", "This report does not say how long"),
        (b'Name,Email,Duration\n"Ada,ada@a.sch.uk,1h\n', "Row 2 cannot be read"),
        (xlsx_bytes({"One": [["nothing"]]}), "This is not an attendance report"),
    ],
)
def test_a_wrong_file_is_answered_in_a_sentence_that_repeats_nothing_of_it(content: bytes, beginning: str) -> None:
    with pytest.raises(WrongFile) as refusal:
        attendance_report.read(content)
    assert str(refusal.value).startswith(beginning)
    assert "ada" not in str(refusal.value).casefold()


@pytest.mark.parametrize("seed", range(40))
def test_a_report_with_cells_torn_out_or_spoilt_is_read_or_refused_and_never_fails(seed: int) -> None:
    dice = random.Random(seed)
    rows = teams.new_layout(Meeting([ADA, Somebody("Bo", "bo@b.sch.uk", ((5, None), (9, 20)))]))
    for _ in range(6):
        row = dice.choice([row for row in rows if row])
        row[dice.randrange(len(row))] = dice.choice(
            ["", "99/99/9999, 9:99", "x" * 500, "=1+1", "-1h", "31/02/2026, 10:00"]
        )
    try:
        found = attendance_report.read(teams.as_bytes(rows))
    except WrongFile:
        return
    assert all(0 <= one.seconds <= times.LONGEST_DURATION for one in found.people)
