"""What was taken away in the last thirty days, and putting it back whole."""

import math
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pandas as pd
from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Session

from data_access import row_copies, store
from data_access.errors import InvalidInput, NotFound
from data_access.models import Base, DeletedRecord, Passage, now
from data_access.permissions import Action, Identity, require
from data_access.removable import KINDS, Removable, another
from data_access.taken_away import KEPT_FOR

COLUMNS = ["id", "kind", "named_by", "deleted_at", "deleted_by", "days_left"]
NOT_KEPT = "This is not kept any more: it was put back already, or thirty days have passed."
DAY = timedelta(days=1)
# (table, id then) -> id now: where an id has been given to another record since.
Ids = dict[tuple[str, Any], Any]


def taken_away(viewer: Identity) -> pd.DataFrame:
    """What was taken away and can still be put back by this person.

    Rows: one per record, taken away last first. Columns: id, kind (`removable.KINDS`), named_by (answers by field, as
    a draft holds them), deleted_at (UTC), deleted_by, days_left (the last one counts).
    Raises: NotAllowed for roles without exact counts, because a record may be one person's answers.
    """
    require(viewer, Action.SEE_EXACT_COUNTS)
    mine = [kind for kind, one in KINDS.items() if viewer.may(one.needs)]
    query = select(DeletedRecord).where(DeletedRecord.kind.in_(mine), DeletedRecord.deleted_at >= now() - KEPT_FOR)
    with store.reading() as session:
        kept = session.scalars(query.order_by(DeletedRecord.deleted_at.desc(), DeletedRecord.id.desc())).all()
        rows = [
            (
                one.id,
                one.kind,
                one.named_by,
                one.deleted_at,
                one.deleted_by,
                math.ceil((one.deleted_at + KEPT_FOR - now()) / DAY),
            )
            for one in kept
            if one.kind != "saved_view" or one.deleted_by == viewer.name_in_log
        ]
    return pd.DataFrame(rows, columns=COLUMNS)


def put_back(actor: Identity, deleted_id: int) -> int:
    """Puts a record back whole, as a version of its own. Value: its id, the one it had unless that is taken by now.

    Raises: NotAllowed; NotFound if it is kept no more; InvalidInput if what it belonged to is gone or its place is
    taken; Locked where figures are approved.
    """
    with store.writing(actor) as session:
        # Whoever clicks twice, or puts the same back elsewhere at the same moment, finds it done.
        kept = session.get(DeletedRecord, deleted_id, with_for_update=True)
        if kept is None or kept.kind not in KINDS or kept.deleted_at < now() - KEPT_FOR:
            raise NotFound(NOT_KEPT)
        kind = KINDS[kept.kind]
        require(actor, kind.needs)
        if kept.kind == "saved_view" and kept.deleted_by != actor.name_in_log:
            raise NotFound(NOT_KEPT)
        session.info["is_putting_back"] = True
        with session.no_autoflush:
            record = _make(session, kind, kept.rows)
        session.delete(kept)
        return int(record.id)


def _make(session: Session, kind: Removable, copies: Sequence[row_copies.Copy]) -> Any:
    ids: Ids = {}
    whole = [row_copies.made_from(copy) for copy in copies]
    earlier_ids = [one.id for one in whole]
    for one in whole:
        if session.get(type(one), one.id) is not None:
            one.id = None
    record = whole[0]
    _check(session, kind, record)
    if hasattr(record, "version"):
        record.version += 1
    for one, earlier_id in zip(whole, earlier_ids, strict=True):
        _add(session, one, ids)
        ids[one.__tablename__, earlier_id] = one.id
    return record


def _check(session: Session, kind: Removable, record: Any) -> None:
    _refuse_without_parents(session, record)
    for columns in _unique(record):
        same = [getattr(kind.model, name) == getattr(record, name) for name in columns]
        if session.scalar(select(kind.model.id).where(*same)) is not None:
            raise InvalidInput({"": another(kind.title)})
    kind.refuse(session, record)


def _add(session: Session, one: Any, ids: Ids) -> None:
    """Adds one row to what it belonged to, whose id may be another by now."""
    for name, key in row_copies.parents_of(one):
        setattr(one, name, ids.get((key.column.table.name, getattr(one, name)), getattr(one, name)))
    if isinstance(one, Passage):
        one.source_id = ids.get((one.source, one.source_id), one.source_id)
    session.add(one)
    session.flush()


def _refuse_without_parents(session: Session, record: Base) -> None:
    for name, key in row_copies.parents_of(record):
        if session.scalar(select(key.column).where(key.column == getattr(record, name))) is None:
            what = key.column.table.name.replace("_", " ")
            raise InvalidInput({"": f"The {what} that this belonged to is not there any more. Put that back first."})


def _unique(record: Base) -> list[list[str]]:
    """The columns in which no two rows may be alike, without those that this one leaves empty."""
    constraints = [
        [column.key for column in constraint.columns]
        for constraint in record.__table__.constraints  # type: ignore[attr-defined]  # a mapped class has a Table
        if isinstance(constraint, UniqueConstraint)
    ]
    return [names for names in constraints if all(getattr(record, name) is not None for name in names)]
