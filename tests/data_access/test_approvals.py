"""Which periods are provisional, final or approved, and what was corrected since."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from data_access import approvals, clock, locks, store
from data_access.approvals import State
from data_access.errors import InvalidInput, Locked, NotAllowed, NotFound
from data_access.models import AuditEntry
from data_access.periods import STOKE_HALF_TERMS, Calendar
from data_access.permissions import ACTIONS, Action
from data_access.vocabulary import PeriodKind, Role
from tests import factories

CALENDAR = Calendar(STOKE_HALF_TERMS)
TODAY, IN_OCTOBER = date(2026, 1, 12), date(2025, 10, 16)
AUTUMN = (PeriodKind.TERM, "2025-autumn")
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.fixture
def programme(database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    factories.add_programme()
    factories.add_setting("100001")
    return database


def states(kind: PeriodKind = PeriodKind.TERM, who: Role = Role.LA_LEAD) -> pd.DataFrame:
    periods = CALENDAR.periods(kind, factories.START, TODAY)
    return approvals.states(factories.identity(who), periods, TODAY).set_index("key")


def test_complete_period_is_provisional_until_somebody_decides(programme: str) -> None:
    assert states()["state"].to_dict() == {"2025-autumn": State.PROVISIONAL, "2026-spring": State.NOT_FINISHED}
    assert states().loc["2025-autumn", "decided_by"] is None


def test_figures_become_final_and_then_approved_and_that_can_be_taken_back(programme: str) -> None:
    lead = factories.la_lead()
    approvals.call_final(lead, *AUTUMN)
    assert states().loc["2025-autumn", ["state", "decided_by"]].tolist() == [State.FINAL, lead.name_in_log]
    approvals.approve(factories.administrator(), *AUTUMN)
    assert states().loc["2025-autumn", "state"] == State.APPROVED
    with pytest.raises(InvalidInput, match="Take the approval back first"):
        approvals.call_final(lead, *AUTUMN)
    approvals.take_back(lead, *AUTUMN)
    assert states().loc["2025-autumn", "state"] == State.PROVISIONAL
    with pytest.raises(NotFound):
        approvals.take_back(lead, *AUTUMN)
    with store.reading() as session:
        log = session.query(AuditEntry).filter(AuditEntry.table_name == "period_approval").order_by(AuditEntry.id)
        assert [(entry.action, entry.actor) for entry in log] == [
            ("created", lead.name_in_log),
            ("updated", factories.administrator().name_in_log),
            ("deleted", lead.name_in_log),
        ]


def test_final_figures_are_not_locked_yet(programme: str) -> None:
    approvals.call_final(factories.la_lead(), *AUTUMN)
    factories.add_event("late", IN_OCTOBER, attended=["100001"])


def test_unfinished_or_unknown_period_cannot_be_decided_on(programme: str) -> None:
    with pytest.raises(InvalidInput, match="This period is not over"):
        approvals.approve(factories.la_lead(), PeriodKind.TERM, "2026-spring")
    for key in ("2031-autumn", "nonsense", "2024-autumn"):
        with pytest.raises(NotFound):
            approvals.approve(factories.la_lead(), PeriodKind.TERM, key)


def test_a_period_is_over_on_its_last_day(programme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2025, 12, 30))
    with pytest.raises(InvalidInput, match="from 31 December 2025 on"):
        approvals.approve(factories.la_lead(), PeriodKind.MONTH, "2025-12")
    monkeypatch.setattr(clock, "today", lambda: date(2025, 12, 31))
    approvals.approve(factories.la_lead(), PeriodKind.MONTH, "2025-12")


def test_month_in_an_approved_quarter_counts_as_approved_and_not_the_other_way_round(programme: str) -> None:
    approvals.approve(factories.la_lead(), PeriodKind.QUARTER, "2025-q3")
    months = states(PeriodKind.MONTH)
    assert months["state"].to_dict() == {
        "2025-09": State.PROVISIONAL,
        "2025-10": State.APPROVED,
        "2025-11": State.APPROVED,
        "2025-12": State.APPROVED,
        "2026-01": State.NOT_FINISHED,
    }
    assert months.loc["2025-10", "decided_for"] == "2025-q3"
    assert states().loc["2025-autumn", "state"] == State.PROVISIONAL


def test_corrections_are_counted_by_save_in_the_periods_that_they_touch(programme: str) -> None:
    approvals.approve(factories.la_lead(), PeriodKind.QUARTER, "2025-q3")
    with pytest.raises(Locked):
        factories.add_event("late", IN_OCTOBER, attended=["100001"])
    assert states(PeriodKind.QUARTER)["correction_count"].sum() == 0
    with locks.because("The sign-in sheet was found."):
        factories.add_event("late", IN_OCTOBER, attended=["100001"])
        factories.add_event("later", IN_OCTOBER, attended=["100001"])
        factories.add_event("another month", date(2025, 12, 1))
    assert states(PeriodKind.QUARTER).loc["2025-q3", "correction_count"] == 3
    assert states(PeriodKind.MONTH)["correction_count"].to_dict() == {
        "2025-09": 0,
        "2025-10": 2,
        "2025-11": 0,
        "2025-12": 1,
        "2026-01": 0,
    }


def test_approving_again_takes_the_corrections_in(programme: str) -> None:
    approvals.approve(factories.la_lead(), *AUTUMN)
    with locks.because("The sign-in sheet was found."):
        factories.add_event("late", IN_OCTOBER)
    assert states().loc["2025-autumn", "correction_count"] == 1
    approvals.approve(factories.la_lead(), *AUTUMN)
    assert states().loc["2025-autumn", "correction_count"] == 0


def test_corrections_are_listed_with_who_what_and_why(programme: str) -> None:
    approvals.approve(factories.la_lead(), *AUTUMN)
    with locks.because("The sign-in sheet was found."):
        factories.add_event("late", IN_OCTOBER, attended=["100001"])
    (term,) = CALENDAR.periods(PeriodKind.TERM, IN_OCTOBER, IN_OCTOBER)
    found = approvals.corrections(factories.la_lead(), term, LONG_AGO)
    assert found[["actor", "table_name", "action", "entry_count", "reason"]].to_numpy().tolist() == [
        ["command line", "attendance", "created", 1, "The sign-in sheet was found."],
        ["command line", "event", "created", 1, "The sign-in sheet was found."],
    ]
    assert approvals.corrections(factories.la_lead(), term, datetime(2099, 1, 1, tzinfo=UTC)).empty


@pytest.mark.parametrize("role", Role)
def test_only_la_leads_and_administrators_decide_and_read_who_did(programme: str, role: Role) -> None:
    approvals.approve(factories.la_lead(), *AUTUMN)
    who = factories.identity(role)
    (term,) = CALENDAR.periods(PeriodKind.TERM, IN_OCTOBER, IN_OCTOBER)
    found = states(who=role).loc["2025-autumn"]
    assert found["state"] == State.APPROVED
    if role in ACTIONS[Action.APPROVE_PERIOD]:
        assert found["decided_by"] == factories.la_lead().name_in_log
        return
    assert role not in {Role.ADMINISTRATOR, Role.LA_LEAD}
    assert found["decided_by"] is None
    for act in (
        lambda: approvals.approve(who, *AUTUMN),
        lambda: approvals.call_final(who, *AUTUMN),
        lambda: approvals.take_back(who, *AUTUMN),
        lambda: approvals.corrections(who, term, LONG_AGO),
    ):
        with pytest.raises(NotAllowed):
            act()
