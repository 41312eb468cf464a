"""What a record was at every moment since it was made, worked out from the audit log and the texts kept beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from data_access import row_copies
from data_access.audit import CREATED, PUT_BACK
from data_access.models import AuditEntry, EarlierText

# (table, id) -> the row, as JSON holds it.
Rows = dict[tuple[str, int], dict[str, Any]]
# (table, id, column, moment) -> what a free text said before that moment.
Texts = dict[tuple[str, int, str, datetime], str]
# How many moments one query asks for.
CHUNK = 500


class Change(NamedTuple):
    """Who saved it, when, how ("created", "updated", "put back") and with which reason."""

    moment: datetime
    actor: str
    action: str
    reason: str | None


@dataclass(frozen=True)
class State:
    """What was stored after a change. `forgotten`: the (table, id, column) of texts that are kept no more."""

    change: Change
    rows: Rows
    forgotten: frozenset[tuple[str, int, str]] = field(default_factory=frozenset)


def states(session: Session, record: Any) -> list[State]:
    """The record with its parts as it stands, and as it stood after every change before, newest first."""
    table, number = record.__tablename__, int(record.id)
    parts = row_copies.parts_of(table)
    now = {(copy[0], copy[1]["id"]): copy[1] for copy in map(row_copies.copy_of, row_copies.said_by(session, record))}
    own = _own(session, table, number, str(now[table, number]["recorded_at"]))
    entries = [*own, *_of_parts(session, parts, number, {entry.recorded_at for entry in own}, now)]
    texts = _texts(session, {(entry.table_name, int(entry.record_id)) for entry in entries})
    found, rows, forgotten = list[State](), now, frozenset[tuple[str, int, str]]()
    entries.sort(key=lambda entry: (entry.recorded_at, entry.id), reverse=True)
    for moment, together in groupby(entries, key=lambda entry: entry.recorded_at):
        of_the_moment = list(together)
        found.append(State(_change(moment, of_the_moment, table), rows, forgotten))
        rows, forgotten = _undone(rows, forgotten, of_the_moment, texts)
    return found


def _own(session: Session, table: str, number: int, recorded_at: str) -> list[AuditEntry]:
    """The record's own entries, newest first, back to its making. Others that had its id on SQLite are left out."""
    query = select(AuditEntry).where(AuditEntry.table_name == table, AuditEntry.record_id == str(number))
    found, is_another = list[AuditEntry](), False
    for entry in session.scalars(query.order_by(AuditEntry.id.desc())):
        if entry.action == "deleted":
            is_another = _pair(entry.changes.get("recorded_at"))[0] != recorded_at
        if not is_another:
            if entry.action != "deleted":
                found.append(entry)
            if entry.action == CREATED:
                break
    return found


def _of_parts(
    session: Session, parts: Sequence[tuple[str, str]], number: int, moments: set[datetime], now: Rows
) -> Iterator[AuditEntry]:
    """What happened to the rows that belong to the record. A row comes and goes only when its record is saved."""
    for table, column in parts:
        ids = {str(row_id) for name, row_id in now if name == table}
        for entry in _came_and_went(session, table, column, number, sorted(moments)):
            ids.add(entry.record_id)
            yield entry
        of_table = AuditEntry.table_name == table, AuditEntry.action == "updated", AuditEntry.record_id.in_(ids)
        yield from session.scalars(select(AuditEntry).where(*of_table, AuditEntry.recorded_at >= min(moments)))


def _came_and_went(
    session: Session, table: str, column: str, number: int, moments: list[datetime]
) -> Iterator[AuditEntry]:
    named: Any = AuditEntry.changes[column]
    is_of_it = or_(named[0].as_integer() == number, named[1].as_integer() == number)
    for start in range(0, len(moments), CHUNK):
        at = AuditEntry.recorded_at.in_(moments[start : start + CHUNK])
        query = select(AuditEntry).where(AuditEntry.table_name == table, AuditEntry.action != "updated", at, is_of_it)
        yield from session.scalars(query)


def _texts(session: Session, rows: set[tuple[str, int]]) -> Texts:
    tables, ids = {table for table, _ in rows}, {number for _, number in rows}
    query = select(EarlierText).where(EarlierText.table_name.in_(tables), EarlierText.record_id.in_(ids))
    return {
        (text.table_name, text.record_id, text.column_name, text.recorded_at): text.said
        for text in session.scalars(query)
    }


def _change(moment: datetime, entries: Sequence[AuditEntry], table: str) -> Change:
    first = next((entry for entry in entries if entry.table_name == table), entries[0])
    action = first.action if first.action in (CREATED, PUT_BACK) and first.table_name == table else "updated"
    return Change(moment, first.actor, action, next((entry.reason for entry in entries if entry.reason), None))


def _undone(
    rows: Rows, forgotten: frozenset[tuple[str, int, str]], entries: Iterable[AuditEntry], texts: Texts
) -> tuple[Rows, frozenset[tuple[str, int, str]]]:
    """The rows as they were before the entries, and which texts of them nobody keeps any more."""
    before, gone = {key: dict(row) for key, row in rows.items()}, set(forgotten)
    # Putting a record back changed nothing that it says.
    for entry in (entry for entry in entries if entry.action != PUT_BACK):
        key = (entry.table_name, int(entry.record_id))
        if entry.action == CREATED:
            before.pop(key, None)
            continue
        row = before.setdefault(key, {})
        private = row_copies.MODELS[entry.table_name].unaudited
        for column, change in entry.changes.items():
            said = _pair(change)[0]
            if said and column in private:
                text = texts.get((*key, column, entry.recorded_at))
                (gone.discard if text else gone.add)((*key, column))
                said = text
            row[column] = said
    return before, frozenset(gone)


def _pair(change: object) -> tuple[Any, Any]:
    return (change[0], change[1]) if isinstance(change, list) else (None, change)
