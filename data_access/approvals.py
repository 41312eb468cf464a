"""Which periods' figures are provisional, final or approved, who decided that, and what was corrected since."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

import pandas as pd
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from data_access import clock, locks, store
from data_access.errors import InvalidInput, NotFound
from data_access.forms.field import in_words
from data_access.models import AuditEntry, PeriodApproval, now
from data_access.periods import Period
from data_access.permissions import Action, Identity, require
from data_access.programme import programme
from data_access.term_dates import calendar
from data_access.vocabulary import PeriodKind

COLUMNS = ["kind", "key", "state", "decided_by", "decided_at", "decided_for", "correction_count"]


class State(StrEnum):
    """How settled the figures of a period are."""

    NOT_FINISHED = "not finished"
    PROVISIONAL = "provisional"
    FINAL = "final"
    APPROVED = "approved"


class _Decision(NamedTuple):
    key: str
    starts_on: date
    ends_on: date
    is_approved: bool
    decided_by: str
    decided_at: datetime


class _Correction(NamedTuple):
    recorded_at: datetime
    actor: str
    day_before: date | None
    day_after: date | None


def states(viewer: Identity, periods: Sequence[Period], as_at: date) -> pd.DataFrame:
    """How settled the figures of each period are. A period within a decided longer one is as settled as that.

    Rows: one per period, in the order given.
    Columns: kind, key, state (State), decided_by, decided_at (UTC), decided_for (the key of the period that was decided
    on), correction_count (how often evidence of the period was corrected after it was approved).
    Missing: None where nobody decided; decided_by is None for those who may not decide.
    """
    with store.reading() as session:
        decisions, corrections = _decisions(session), _corrections(session)
    names_who = viewer.may(Action.APPROVE_PERIOD)
    rows = [_row(period, as_at, decisions, corrections, names_who) for period in periods]
    return pd.DataFrame(rows, columns=COLUMNS)


def corrections(viewer: Identity, period: Period, since: datetime) -> pd.DataFrame:
    """What was corrected in the evidence of an approved period, and why.

    Rows: one per save, kind of record and kind of change, latest first.
    Columns: recorded_at (UTC), actor, table_name, action ("created", "updated", "deleted"), entry_count, reason.
    Raises: NotAllowed.
    """
    require(viewer, Action.APPROVE_PERIOD)
    entry = AuditEntry
    columns = (entry.recorded_at, entry.actor, entry.table_name, entry.action)
    of_the_period = or_(*(day.between(period.start, period.end) for day in (entry.day_before, entry.day_after)))
    query = (
        select(*columns, func.count().label("entry_count"), func.max(entry.reason).label("reason"))
        .where(entry.reason.is_not(None), entry.recorded_at > since, of_the_period)
        .group_by(*columns)
        .order_by(entry.recorded_at.desc(), entry.actor, entry.table_name, entry.action)
    )
    with store.reading() as session:
        names = [*(column.key for column in columns), "entry_count", "reason"]
        return pd.DataFrame(session.execute(query).all(), columns=names)


def call_final(actor: Identity, kind: PeriodKind, key: str) -> None:
    """Says that the figures of a complete period will not move any more. They are not locked yet.

    Raises: NotAllowed; NotFound; InvalidInput if the period is not over, or approved already.
    """
    _decide(actor, kind, key, is_approved=False)


def approve(actor: Identity, kind: PeriodKind, key: str) -> None:
    """Approves the figures of a complete period as they stand, corrections and all, and locks its evidence.

    Raises: NotAllowed; NotFound; InvalidInput if the period is not over.
    """
    _decide(actor, kind, key, is_approved=True)


def take_back(actor: Identity, kind: PeriodKind, key: str) -> None:
    """Makes the figures of a period provisional again. The audit log keeps what was decided.

    Raises: NotAllowed; NotFound if nobody has decided.
    """
    require(actor, Action.APPROVE_PERIOD)
    with store.writing(actor) as session:
        locks.hold(session)
        record = _stored(session, kind, key)
        if record is None:
            raise NotFound("Nobody has decided on the figures of this period, or that was taken back already.")
        session.delete(record)


def _decide(actor: Identity, kind: PeriodKind, key: str, *, is_approved: bool) -> None:
    require(actor, Action.APPROVE_PERIOD)
    period = _complete(kind, key)
    with store.writing(actor) as session:
        locks.hold(session)
        record = _stored(session, kind, key) or PeriodApproval(period_kind=kind, period_key=key, is_approved=False)
        if record.is_approved and not is_approved:
            raise InvalidInput({"key": "These figures are approved. Take the approval back first."})
        record.starts_on, record.ends_on, record.is_approved = period.start, period.end, is_approved
        record.decided_by, record.decided_at = actor.name_in_log, now()
        session.add(record)


def _complete(kind: PeriodKind, key: str) -> Period:
    today, starts_on = clock.today(), programme().starts_on
    found = [one for one in calendar().periods(kind, starts_on, max(today, starts_on)) if one.key == key]
    if not found:
        raise NotFound("There is no such period in this programme.")
    if not found[0].is_complete(today):
        raise InvalidInput({"key": f"This period is not over. Decide on its figures from {in_words(found[0].end)} on."})
    return found[0]


def _stored(session: Session, kind: PeriodKind, key: str) -> PeriodApproval | None:
    of_the_period = and_(PeriodApproval.period_kind == kind, PeriodApproval.period_key == key)
    return session.scalar(select(PeriodApproval).where(of_the_period))


def _row(
    period: Period, as_at: date, decisions: list[_Decision], corrections: list[_Correction], names_who: bool
) -> tuple[object, ...]:
    covering = [one for one in decisions if one.starts_on <= period.start and period.end <= one.ends_on]
    # Approved before final; of several, the one decided last.
    decision = next((one for one in covering if one.is_approved), covering[0] if covering else None)
    about = (str(period.kind), period.key)
    if not period.is_complete(as_at):
        return (*about, State.NOT_FINISHED, None, None, None, 0)
    if decision is None:
        return (*about, State.PROVISIONAL, None, None, None, 0)
    state = State.APPROVED if decision.is_approved else State.FINAL
    saves = {
        (one.recorded_at, one.actor)
        for one in corrections
        if one.recorded_at > decision.decided_at
        and any(day and period.start <= day <= period.end for day in (one.day_before, one.day_after))
    }
    who = decision.decided_by if names_who else None
    return (*about, state, who, decision.decided_at, decision.key, len(saves) if decision.is_approved else 0)


def _decisions(session: Session) -> list[_Decision]:
    """The latest first."""
    one = PeriodApproval
    columns = (one.period_key, one.starts_on, one.ends_on, one.is_approved, one.decided_by, one.decided_at)
    return [_Decision(*row) for row in session.execute(select(*columns).order_by(one.decided_at.desc(), one.id))]


def _corrections(session: Session) -> list[_Correction]:
    """The days that each save with a reason has touched, as far as anything is approved still."""
    first = select(func.min(PeriodApproval.decided_at)).where(PeriodApproval.is_approved).scalar_subquery()
    columns = (AuditEntry.recorded_at, AuditEntry.actor, AuditEntry.day_before, AuditEntry.day_after)
    query = select(*columns).where(AuditEntry.reason.is_not(None), AuditEntry.recorded_at > first).distinct()
    return [_Correction(*row) for row in session.execute(query)]
