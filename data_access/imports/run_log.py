"""Writes down that a file was loaded, so that it can be undone: with the change itself, in its transaction."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete, event, insert, inspect, select
from sqlalchemy.orm import Session, UOWTransaction

from data_access.imports.report import Tally
from data_access.models import Base, ImportRun, OverwrittenText, now
from data_access.permissions import Identity

# How long a file can be undone. Drafts are kept as long.
CAN_BE_UNDONE_FOR = timedelta(days=30)
RUN = "import_run_id"


def begin(session: Session, actor: Identity, kind: str, file_type: str, read_count: int, tally: Tally) -> ImportRun:
    """From here on, whatever the transaction changes is written down as this file's.

    Texts that files wrote over too long ago to be undone are forgotten.
    """
    old = select(ImportRun.id).where(ImportRun.loaded_at < now() - CAN_BE_UNDONE_FOR)
    session.execute(delete(OverwrittenText).where(OverwrittenText.import_run_id.in_(old)))
    run = ImportRun(
        kind=kind,
        file_type=file_type,
        loaded_by=actor.name_in_log,
        read_count=read_count,
        created_count=tally.created,
        updated_count=tally.updated,
        refused_count=len({refusal.row for refusal in tally.refused}),
    )
    session.add(run)
    session.flush()
    session.info[RUN] = run.id
    return run


@event.listens_for(Session, "after_flush")
def _keep_overwritten(session: Session, _context: UOWTransaction) -> None:
    """What the audit log leaves out of what a file writes over: without it, nothing could be put back."""
    run = session.info.get(RUN)
    if run is None:
        return
    kept = [
        {RUN: run, "table_name": record.__tablename__, "record_id": _id_of(record), "before": before}
        for record in session.dirty
        if isinstance(record, Base) and (before := _private_before(record))
    ]
    if kept:
        session.execute(insert(OverwrittenText), kept)


def _id_of(record: Any) -> str:
    return str(record.id)


def _private_before(record: Any) -> dict[str, object]:
    histories = {column: inspect(record).attrs[column].history for column in record.unaudited}
    return {column: history.deleted[0] for column, history in histories.items() if history.deleted}
