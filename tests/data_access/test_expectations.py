"""What is expected by when: set once for each version, offered and not active by itself, and the next day it is due."""

from datetime import date

import pytest

from data_access import audit_log, expectations
from data_access.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data_access.evidence_kinds import EVIDENCE
from data_access.expectations import ASKED, SUGGESTED
from data_access.periods import STOKE_HALF_TERMS, Calendar
from data_access.permissions import ACTIONS, Action
from data_access.revisions import revisions
from data_access.vocabulary import FIGURES, PeriodKind, Role, Subject
from tests import factories

CALENDAR = Calendar(STOKE_HALF_TERMS)


def expect(evidence: str = "survey:senco", kind: PeriodKind = PeriodKind.TERM, days: int = 14, **which: object) -> int:
    return expectations.set_expectation(factories.administrator(), evidence, kind, days, "senco", **which)  # type: ignore[arg-type]


def test_every_source_can_be_expected() -> None:
    assert {"cluster_meetings", "survey:pupil", "self_evaluation", "action_plan"} <= set(EVIDENCE)
    assert {f"{level}:{name}" for name in FIGURES for level in ("setting", "cluster", "authority")} <= set(EVIDENCE)


def test_expectation_is_read_as_it_was_set(database: str) -> None:
    expect("survey:senco")
    expect("cluster_meetings", PeriodKind.HALF_TERM, 7)
    found = expectations.expectations(factories.la_lead())

    assert found[["evidence", "period_kind", "due_days", "ask", "version"]].to_numpy().tolist() == [
        ["cluster_meetings", "half_term", 7, "senco", 1],
        ["survey:senco", "term", 14, "senco", 1],
    ]
    assert found["is_active"].all()


def test_expectation_is_changed_once_for_each_version(database: str) -> None:
    number = expect()
    expect(days=21, expectation_id=number, version=1)
    expect(days=21, expectation_id=number, version=2)
    assert expectations.expectations(factories.staff()).loc[0, ["due_days", "version"]].tolist() == [21, 2]
    with pytest.raises(Conflict) as told:
        expect(days=7, expectation_id=number, version=1)
    assert told.value.current == {"days until it is due": 21, "asked": "SENCO", "in force": "yes"}


def test_change_is_in_the_audit_log_and_raises_the_revision(database: str) -> None:
    before = revisions()[Subject.QUALITY]
    number = expect()
    expect(days=21, expectation_id=number, version=1)
    expectations.remove_expectation(factories.administrator(), number, 2)

    entries = audit_log.audit_entries(factories.administrator(), 50, None, "expectation", 0)
    assert list(dict.fromkeys(entries["action"])) == ["deleted", "updated", "created"]
    assert revisions()[Subject.QUALITY] == before + 3
    assert expectations.expectations(factories.staff()).empty


def test_same_evidence_is_expected_once_for_a_kind_of_period(database: str) -> None:
    expect()
    expect(kind=PeriodKind.ACADEMIC_YEAR)
    with pytest.raises(InvalidInput) as refused:
        expect()
    assert set(refused.value.answers) == {"evidence"}


def test_what_is_taken_away_meanwhile_cannot_be_changed(database: str) -> None:
    number = expect()
    expectations.remove_expectation(factories.administrator(), number, 1)
    with pytest.raises(NotFound):
        expect(expectation_id=number, version=1)


def test_wrong_answers_are_said_beside_their_fields(sqlite_database: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        expectations.set_expectation(factories.administrator(), "tea", "fortnight", -1, "Jane Smith")  # type: ignore[arg-type]
    assert set(refused.value.answers) == {"evidence", "period_kind", "due_days", "ask"}


@pytest.mark.parametrize("role", [role for role in Role if role not in ACTIONS[Action.SET_EXPECTATIONS]])
def test_only_administrators_say_what_is_expected(sqlite_database: str, role: Role) -> None:
    who = factories.identity(role)
    with pytest.raises(NotAllowed):
        expectations.set_expectation(who, "survey:senco", PeriodKind.TERM, 14, "senco")
    with pytest.raises(NotAllowed):
        expectations.remove_expectation(who, 1, 1)
    with pytest.raises(NotAllowed):
        expectations.take_over(who)


def test_suggestions_are_sound_and_hold_only_once_they_are_taken_over(database: str) -> None:
    assert {one.evidence for one in SUGGESTED} <= set(EVIDENCE)
    assert {one.ask for one in SUGGESTED} <= set(ASKED)
    assert expectations.expectations(factories.staff()).empty
    expect("survey:senco", days=30)

    assert expectations.take_over(factories.administrator()) == len(SUGGESTED) - 1
    found = expectations.expectations(factories.staff()).set_index("evidence")
    assert len(found) == len(SUGGESTED)
    assert found.loc["survey:senco", "due_days"] == 30
    assert expectations.not_yet_set(factories.staff()) == []


def test_next_day_is_that_of_the_first_period_whose_day_has_not_passed(database: str) -> None:
    expect("authority:ehc_plans", PeriodKind.MONTH, 14)

    def due(day: date) -> date | None:
        return expectations.next_due(factories.la_lead(), "authority:ehc_plans", CALENDAR, day)

    assert due(date(2025, 11, 14)) == date(2025, 11, 14)
    assert due(date(2025, 11, 15)) == date(2025, 12, 14)
    assert expectations.next_due_of_measure(factories.la_lead(), "isp_share", CALENDAR, date(2025, 11, 15)) == date(
        2025, 12, 14
    )


def test_next_day_of_what_belongs_to_a_cycle_follows_the_cycle(database: str) -> None:
    factories.add_programme()
    factories.add_cycle("2025/26", date(2025, 9, 1), date(2025, 11, 28), date(2025, 12, 12))
    expect("action_plan", days=7)

    assert expectations.next_due(factories.staff(), "action_plan", CALENDAR, date(2025, 11, 1)) == date(2025, 12, 19)
    assert expectations.next_due(factories.staff(), "action_plan", CALENDAR, date(2025, 12, 20)) is None


def test_no_day_where_nobody_expects_it_or_no_longer(database: str) -> None:
    number = expect()
    expect(is_active=False, expectation_id=number, version=1)

    assert expectations.next_due(factories.staff(), "survey:senco", CALENDAR, date(2025, 11, 1)) is None
    assert (
        expectations.next_due_of_measure(factories.staff(), "participation_rate", CALENDAR, date(2025, 11, 1)) is None
    )
