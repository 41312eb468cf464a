"""Writes down that a file was loaded, so that it can be undone: with the change itself, in its transaction."""

from sqlalchemy.orm import Session

from data_access.imports.report import Tally
from data_access.models import ImportRun
from data_access.permissions import Identity

# Where a session holds the id of the file, for the audit log.
RUN = "import_run_id"


def begin(session: Session, actor: Identity, kind: str, file_type: str, read_count: int, tally: Tally) -> None:
    """From here on, whatever the transaction changes is written down as this file's."""
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
