"""The delivery team's checks and training: what has run out, what will soon, and what was never recorded."""

from datetime import date

import pytest

from data_access import programme, records, team
from data_access.errors import InvalidInput, NotAllowed
from data_access.team import Check, State
from data_access.vocabulary import Role
from tests import factories

TODAY = date(2026, 11, 20)
MEMBER: dict[str, object] = {
    "label": "AB",
    "role": "coach",
    "organisation_kind": "delivery_partner",
    "dbs_checked_on": date(2024, 3, 10),
    "safeguarding_trained_on": date(2024, 12, 1),
    "left_on": None,
}


def add(label: str, **answers: object) -> int:
    return records.record(factories.staff(), "team_member", {**MEMBER, "label": label, **answers}, label)


def states(check: Check = Check.DBS) -> dict[str, State]:
    rows = team.checks(factories.staff(), TODAY)
    rows = rows[rows["check"] == check]
    return dict(zip(rows["label"], rows["state"], strict=True))


def test_each_check_runs_out_on_the_day_before_its_months_are_over_and_is_warned_of_eight_weeks_before(
    database: str,
) -> None:
    factories.add_programme()
    # Three years of a check that holds today for the last time, and one that did so yesterday.
    add("last day", dbs_checked_on=date(2023, 11, 21))
    add("run out", dbs_checked_on=date(2023, 11, 20))
    add("soon", dbs_checked_on=date(2024, 1, 16))
    add("in date", dbs_checked_on=date(2024, 1, 17))
    add("never", dbs_checked_on=None)
    assert states() == {
        "last day": State.SOON,
        "run out": State.RUN_OUT,
        "soon": State.SOON,
        "in date": State.IN_DATE,
        "never": State.MISSING,
    }
    rows = team.checks(factories.staff(), TODAY)
    assert rows["state"].tolist()[:2] == [State.RUN_OUT, State.MISSING]
    # Two years of the training, eight weeks before.
    assert set(states(Check.SAFEGUARDING).values()) == {State.SOON}


def test_the_programme_says_how_long_they_hold(database: str) -> None:
    factories.add_programme()
    add("AB", dbs_checked_on=date(2024, 3, 10))
    assert states() == {"AB": State.IN_DATE}
    programme.change_programme(factories.administrator(), 1, dbs_months=24, safeguarding_months=60, warn_weeks=0)
    assert states() == {"AB": State.RUN_OUT}
    assert states(Check.SAFEGUARDING) == {"AB": State.IN_DATE}
    for wrong in ({"dbs_months": 0}, {"safeguarding_months": 121}, {"warn_weeks": 53}):
        with pytest.raises(InvalidInput) as refusal:
            programme.change_programme(factories.administrator(), 2, **wrong)
        assert list(refusal.value.answers) == list(wrong)


def test_whoever_has_left_is_asked_for_nothing(database: str) -> None:
    factories.add_programme()
    add("gone", left_on=date(2026, 11, 19))
    add("last day", left_on=TODAY)
    assert set(states()) == {"last day"}


def test_a_day_to_come_is_no_day_of_a_check(sqlite_database: str) -> None:
    factories.add_programme()
    with pytest.raises(InvalidInput) as refusal:
        add("AB", dbs_checked_on=date(2090, 1, 1))
    assert list(refusal.value.answers) == ["dbs_checked_on"]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 11, 30), 13, date(2025, 12, 30)),
        (date(2024, 12, 1), 24, date(2026, 12, 1)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, expected: date) -> None:
    assert team.months_later(day, months) == expected


@pytest.mark.parametrize("role", [Role.LA_LEAD, Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_others_neither_see_nor_record_the_team(sqlite_database: str, role: Role) -> None:
    factories.add_programme()
    with pytest.raises(NotAllowed):
        team.checks(factories.identity(role), TODAY)
    with pytest.raises(NotAllowed):
        records.record(factories.identity(role), "team_member", MEMBER, "key")


def test_before_there_is_a_programme_there_is_no_team(sqlite_database: str) -> None:
    assert team.checks(factories.staff(), TODAY).empty


def test_nobody_reads_the_list_of_the_team_who_does_not_keep_it(database: str) -> None:
    factories.add_programme()
    add("AB")
    assert len(records.listed(factories.staff(), "team_member")) == 1
    for who in (factories.la_lead(), factories.delivery_group()):
        with pytest.raises(NotAllowed):
            records.listed(who, "team_member")
