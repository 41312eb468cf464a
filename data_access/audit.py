"""Writes the audit log and raises the revisions, in the transaction of the change itself."""

from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import event, insert, inspect, select, update
from sqlalchemy.orm import Session, UOWTransaction

from data_access import locks
from data_access.forms.personal_data import findings
from data_access.models import AuditEntry, Base, EarlierText, Revision, now
from data_access.vocabulary import Subject

CREATED, DELETED, PUT_BACK = "created", "deleted", "put back"


def raise_revisions(session: Session) -> None:
    """Raises the revision of every subject that this transaction has touched."""
    touched: set[Subject] = session.info.get("touched", set())
    # In one order always, so that two writers cannot wait for each other.
    for subject in sorted(touched):
        session.execute(
            update(Revision)
            .where(Revision.subject_name == subject)
            .values(number=Revision.number + 1, written_at=now())
            .execution_options(synchronize_session=False)
        )


def revisions(session: Session) -> dict[Subject, int]:
    """How often each subject has been written."""
    rows = session.execute(select(Revision.subject_name, Revision.number))
    return {Subject(name): number for name, number in rows}


@event.listens_for(Session, "after_flush")
def _record_changes(session: Session, _context: UOWTransaction) -> None:
    # After the flush, new records have their ids, and the history of changed ones is still there.
    entries, texts = [], list[dict[str, object]]()
    groups = ((CREATED, session.new), ("updated", session.dirty), (DELETED, session.deleted))
    for action, records in groups:
        for record in records:
            if not isinstance(record, Base):
                continue
            if record.audited and (changes := _changes(record, action)):
                entries.append(_entry(session, record, action, changes))
                texts += _earlier_texts(session, record, action)
            if record.subject and (action != "updated" or session.is_modified(record)):
                session.info.setdefault("touched", set()).add(record.subject)
    if entries:
        session.execute(insert(AuditEntry), entries)
    if texts:
        session.execute(insert(EarlierText), texts)


def _entry(session: Session, record: Base, action: str, changes: dict[str, object]) -> dict[str, object]:
    return {
        # One moment for all that is saved together: a correction of ten lines is one correction.
        "recorded_at": session.info.setdefault("moment", now()),
        "actor": session.info["actor"],
        "action": PUT_BACK if action == CREATED and session.info.get("is_putting_back") else action,
        "table_name": record.__tablename__,
        "record_id": "-".join(str(part) for part in inspect(record).mapper.primary_key_from_instance(record)),
        "changes": changes,
        "import_run_id": session.info.get("import_run_id"),
        **locks.correction_of(session, record),
    }


def _earlier_texts(session: Session, record: Base, action: str) -> list[dict[str, object]]:
    """What free texts said before they were written over. Where it looked personal, it was taken out to be gone."""
    if action == CREATED or session.info.get("is_taking_away"):
        return []
    moment, texts = session.info["moment"], []
    for column in sorted(record.written):
        history = inspect(record).attrs[column].history
        before = getattr(record, column) if action == DELETED else (history.deleted or (None,))[0]
        if before and not findings(before):
            said = {"table_name": record.__tablename__, "column_name": column, "said": before, "recorded_at": moment}
            texts.append({**said, "record_id": record.id})  # type: ignore[attr-defined]  # every one has it
    return texts


def _changes(record: Base, action: str) -> dict[str, object]:
    """{column: [from, to]} of the columns that moved; the values of private columns are replaced by a mark."""
    changes: dict[str, object] = {}
    for column, (before, after) in _moved(record, action).items():
        if column in record.unaudited:
            before, after = before and "(not kept here)", after and "(not kept here)"
        changes[column] = [_plain(before), _plain(after)]
    return changes


def _moved(record: Base, action: str) -> dict[str, tuple[Any, Any]]:
    state: Any = inspect(record)
    columns = _columns(type(record))
    if action == DELETED:
        return {column: (getattr(record, column), None) for column in columns}
    if action == CREATED:
        # There is no history to ask for, which takes three times as long, and a large file makes many records.
        said, now_is = state.committed_state, state.dict
        return {column: (None, now_is[column]) for column in columns if column in said and now_is[column] is not None}
    found = {}
    for column in columns:
        history = state.attrs[column].history
        before = history.deleted[0] if history.deleted else None
        after = history.added[0] if history.added else None
        if history.has_changes() and before != after:
            found[column] = (before, after)
    return found


@cache
def _columns(table: type[Base]) -> tuple[str, ...]:
    return tuple(column.key for column in inspect(table).column_attrs)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
