"""Approved figures stay as they are: the evidence behind them is changed only with a reason, which is kept."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import event, func, inspect, select
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.util import identity_key

from data_access.clock import HERE
from data_access.errors import InvalidInput, Locked
from data_access.forms.personal_data import findings
from data_access.models import Base, PeriodApproval
from data_access.periods import Calendar
from data_access.vocabulary import PeriodKind

SHORTEST_REASON, LONGEST_REASON = 10, 300
# Where an answer about the reason belongs: no form has a field of this name.
WHY = "why_corrected"
# How many parents one query asks for.
CHUNK = 500
# Any number that nothing else in the database locks by.
APPROVING = 8_612_025
_reason: ContextVar[str] = ContextVar("reason", default="")


class Days(NamedTuple):
    """The day that a record was evidence of, and the day that it is evidence of now. None: no day."""

    before: date | None
    after: date | None


class Approved(NamedTuple):
    """A period whose figures are approved."""

    kind: str
    key: str
    starts_on: date
    ends_on: date
    decided_at: datetime


@contextmanager
def because(why: str) -> Iterator[None]:
    """Every write inside may change evidence of approved figures, for this reason. Empty: for none, so it may not.

    Raises: InvalidInput, beside WHY, if it is too short to say anything, or could name somebody.
    """
    token = _reason.set(_checked(why) or reason())
    try:
        yield
    finally:
        _reason.reset(token)


def reason() -> str:
    """The reason that holds here; empty for none."""
    return _reason.get()


def hold(session: Session) -> None:
    """For the length of the transaction nobody else writes dated evidence, so that an approval knows what it covers."""
    # SQLite has one writer at a time in any case.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(APPROVING)))


def correction_of(session: Session, record: Base) -> dict[str, object]:
    """The reason and the days to be kept with the audit entry of a record; empty where nothing was approved."""
    days = session.info.get("corrections", {}).get(record)
    if days is None:
        return {"reason": None, "day_before": None, "day_after": None}
    return {"reason": reason(), "day_before": days.before, "day_after": days.after}


@event.listens_for(Session, "before_flush")
def _refuse_without_reason(session: Session, _context: UOWTransaction, _instances: object) -> None:
    """One small query for each transaction that changes dated evidence; nothing more while nothing is approved."""
    session.info["corrections"] = {}
    dated = list(_dated(session))
    if not dated or not (approved := _approved(session)):
        return
    days = _days(session, dated)
    moved = {day for pair in days.values() for day in pair if day is not None}
    locked = {day for day in moved if any(period.starts_on <= day <= period.ends_on for period in approved)}
    if locked and not reason():
        raise Locked(_sentence([one for one in approved if any(one.starts_on <= day <= one.ends_on for day in locked)]))
    session.info["corrections"] = {record: pair for record, pair in days.items() if locked & set(pair)}


def _dated(session: Session) -> Iterator[Base]:
    """Every record of some day that is new, changed or about to go."""
    dirty = session.dirty
    for record in (*session.new, *session.deleted, *dirty):
        is_dated = isinstance(record, Base) and (record.dated_by or record.dated_through)
        if is_dated and (record not in dirty or session.is_modified(record)):
            yield record


def _approved(session: Session) -> list[Approved]:
    """Asked for once in a transaction: nobody can approve anything before it ends."""
    if "approved" not in session.info:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(select(func.pg_advisory_xact_lock_shared(APPROVING)))
        kept = PeriodApproval
        columns = (kept.period_kind, kept.period_key, kept.starts_on, kept.ends_on, kept.decided_at)
        rows = session.execute(select(*columns).where(kept.is_approved).order_by(kept.decided_at.desc(), kept.id))
        session.info["approved"] = [Approved(*row) for row in rows]
    found: list[Approved] = session.info["approved"]
    return found


def _days(session: Session, records: Iterable[Base]) -> dict[Base, Days]:
    days: dict[Base, Days] = {}
    parts: dict[type[Base], dict[Base, tuple[Any, Any]]] = {}
    for record in records:
        if record.dated_by:
            days[record] = Days(*_before_and_after(record, record.dated_by))
        elif record.dated_through:
            parent, column = record.dated_through
            parts.setdefault(parent, {})[record] = _before_and_after(record, column)
    for parent, ids in parts.items():
        of_parent = _days_of_parents(session, parent, {number for pair in ids.values() for number in pair})
        for record, (before, after) in ids.items():
            days[record] = Days(of_parent[before].before, of_parent[after].after)
    for record in session.deleted:
        if record in days:
            days[record] = Days(days[record].before, None)
    return days


def _days_of_parents(session: Session, parent: type[Base], ids: set[Any]) -> dict[Any, Days]:
    column = str(parent.dated_by)
    # A new part had no parent before; one whose parent is gone is of no day.
    found: dict[Any, Days] = defaultdict(lambda: Days(None, None))
    for number in ids - {None}:
        if (record := session.identity_map.get(identity_key(parent, number))) is not None:
            found[number] = Days(*_before_and_after(record, column))
    unknown = sorted(ids - {None} - found.keys())
    number_of = inspect(parent).primary_key[0]
    for start in range(0, len(unknown), CHUNK):
        query = select(number_of, getattr(parent, column)).where(number_of.in_(unknown[start : start + CHUNK]))
        found |= {number: Days(day, day) for number, day in session.execute(query)}
    return found


def _before_and_after(record: Base, column: str) -> tuple[Any, Any]:
    history = inspect(record).attrs[column].load_history()
    before = [*(history.deleted or ()), *(history.unchanged or ()), None][0]
    after = [*(history.added or ()), *(history.unchanged or ()), None][0]
    return before, after


def _checked(why: str) -> str:
    text = " ".join(why.split())
    if text and len(text) < SHORTEST_REASON:
        raise InvalidInput({WHY: "Say in a sentence why this is corrected, so that others understand it."})
    if len(text) > LONGEST_REASON:
        raise InvalidInput({WHY: f"Shorten this to {LONGEST_REASON} characters: it has {len(text):,}."})
    if found := findings(text):
        raise InvalidInput({WHY: f"This looks like {found[0].kind}. Take it out: the reason names nobody."})
    return text


def _sentence(periods: list[Approved]) -> str:
    """The figures of autumn term 2026 were approved on 12 January 2027. Say why this is corrected."""
    last, others = periods[0], len(periods) - 1
    day = last.decided_at.astimezone(HERE)
    also = {0: "", 1: ", and so were those of another period"}.get(others, f", and so were those of {others} others")
    return f"The figures of {_named(last)} were approved on {day.day} {day:%B %Y}{also}. Say why this is corrected."


def _named(period: Approved) -> str:
    """As pages name it. Term dates may have moved since: what it was called then stands in its key."""
    kind = PeriodKind(period.kind)
    if kind in (PeriodKind.TERM, PeriodKind.HALF_TERM):
        year, term, *half = period.key.split("-")
        return f"{term} {year}, {'first' if half == ['1'] else 'second'} half" if half else f"{term} term {year}"
    label = Calendar((), period.starts_on.month).period_of(kind, period.starts_on).label
    return f"academic year {label}" if kind == PeriodKind.ACADEMIC_YEAR else label
