"""Takes records away so that they can be put back whole for thirty days, or so that nothing of them is left."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import groupby

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from data_access import row_copies, store
from data_access.drafts import plain
from data_access.errors import InvalidInput
from data_access.models import Base, DeletedRecord, EarlierText, now
from data_access.permissions import BY_ITSELF, Identity

KEPT_FOR = timedelta(days=30)


def take_away(
    session: Session, actor: Identity, kind: str, record: Base, named_by: Mapping[str, object], *, keep: bool = True
) -> int | None:
    """Deletes a record with its parts, in the caller's transaction, and keeps them all to be put back.

    `named_by`: what it is called by, as answers, without anything that somebody wrote freely. With `keep=False`
    nothing is kept, and what was kept of it before is forgotten. Value: under which id it can be put back.

    Raises: InvalidInput if others rest on it.
    """
    if resting := row_copies.resting_on(session, record):
        raise InvalidInput({"": _resting(resting)})
    whole = row_copies.with_its_parts(session, record)
    kept = DeletedRecord(
        kind=kind,
        record_id=record.id,  # type: ignore[attr-defined]  # every table of records has one
        named_by=plain(named_by),
        rows=[row_copies.copy_of(one) for one in whole],
        deleted_by=actor.name_in_log,
    )
    # Its words are kept with it, not as something that was written over.
    session.info["is_taking_away"] = True
    _delete(session, whole)
    if not keep:
        forget(session, record.__tablename__, kind, kept.record_id)
        return None
    session.add(kept)
    session.flush()
    purge(session)
    return kept.id


def forget(session: Session, table: str, kind: str, record_id: int) -> None:
    """Keeps nothing of a record that could bring its words back: not what was taken away, nor what was written over.

    For texts that may not be used any more, such as those without consent. In the caller's transaction.
    """
    of_kind = DeletedRecord.kind == kind, DeletedRecord.record_id == record_id
    session.execute(delete(DeletedRecord).where(*of_kind))
    of_table = EarlierText.table_name == table, EarlierText.record_id == record_id
    session.execute(delete(EarlierText).where(*of_table))


def forget_earlier(session: Session, table: str, record_id: int, column: str) -> None:
    """Keeps nothing of what one field of a record said before. In the caller's transaction."""
    session.flush()
    of_column = EarlierText.record_id == record_id, EarlierText.column_name == column
    session.execute(delete(EarlierText).where(EarlierText.table_name == table, *of_column))


def purge(session: Session) -> None:
    """Forgets what has been kept for thirty days, in the caller's transaction."""
    longest_ago = now() - KEPT_FOR
    session.execute(delete(DeletedRecord).where(DeletedRecord.deleted_at < longest_ago))
    session.execute(delete(EarlierText).where(EarlierText.recorded_at < longest_ago))


def purge_by_itself() -> None:
    """The same without anybody's doing: a quiet month must not keep anything longer."""
    with store.writing(BY_ITSELF) as session:
        purge(session)


def _delete(session: Session, whole: list[Base]) -> None:
    """Part by part, so that the audit log keeps what each was, and locks are asked about each."""
    try:
        for _, of_a_table in groupby(reversed(whole), key=type):
            for record in of_a_table:
                session.delete(record)
            session.flush()
    except IntegrityError:
        raise InvalidInput({"": _resting([])}) from None


def _resting(tables: list[str]) -> str:
    names = ", ".join(table.replace("_", " ") for table in tables)
    return f"Other records rest on this{f': {names}' if names else ''}. Take those away first."
