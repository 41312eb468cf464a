"""The audit log, as an administrator reads it: who changed what, when, from what, to what."""

from typing import Any

import pandas as pd
from sqlalchemy import Select, func, select

from data_access import store
from data_access.models import AuditEntry
from data_access.permissions import Action, Identity, require

COLUMNS = ["recorded_at", "actor", "action", "table_name", "record_id", "column_name", "before", "after", "reason"]


def audit_entries(
    viewer: Identity, limit: int, actor: str | None = None, table: str | None = None, offset: int = 0
) -> pd.DataFrame:
    """The newest `limit` entries after the first `offset`.

    Rows: one per changed column of an entry, newest entry first, columns by name.
    Columns: recorded_at (UTC), actor, action ("created", "updated", "deleted", "put back"), table_name, record_id,
    column_name, before, after (as text; None: there was nothing), reason (None: none was needed).
    Raises: NotAllowed.
    """
    require(viewer, Action.READ_AUDIT_LOG)
    query = _filtered(select(AuditEntry), actor, table).order_by(AuditEntry.id.desc()).limit(limit).offset(offset)
    with store.reading() as session:
        rows = [
            (
                *(entry.recorded_at, entry.actor, entry.action, entry.table_name, entry.record_id),
                *(column, *_before_and_after(change), entry.reason),
            )
            for entry in session.scalars(query)
            for column, change in sorted(entry.changes.items())
        ]
    return pd.DataFrame(rows, columns=COLUMNS)


def count_of_entries(viewer: Identity, actor: str | None = None, table: str | None = None) -> int:
    """How many entries there are. Raises: NotAllowed."""
    require(viewer, Action.READ_AUDIT_LOG)
    with store.reading() as session:
        return session.scalar(_filtered(select(func.count()).select_from(AuditEntry), actor, table)) or 0


def actors_and_tables(viewer: Identity) -> tuple[list[str], list[str]]:
    """Everybody who has changed something, and every table that was changed, in order. Raises: NotAllowed."""
    require(viewer, Action.READ_AUDIT_LOG)
    with store.reading() as session:
        actors = session.scalars(select(AuditEntry.actor).distinct().order_by(AuditEntry.actor))
        tables = session.scalars(select(AuditEntry.table_name).distinct().order_by(AuditEntry.table_name))
        return list(actors), list(tables)


def _filtered(query: Select[Any], actor: str | None, table: str | None) -> Select[Any]:
    if actor is not None:
        query = query.where(AuditEntry.actor == actor)
    if table is not None:
        query = query.where(AuditEntry.table_name == table)
    return query


def _before_and_after(change: object) -> tuple[str | None, str | None]:
    before, after = change if isinstance(change, list) else (None, change)
    return _as_text(before), _as_text(after)


def _as_text(value: object) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
