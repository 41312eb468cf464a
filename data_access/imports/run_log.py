"""Writes down that a file was loaded, so that it can be undone: with the change itself, in its transaction."""

from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from data_access.models import ImportRun
from data_access.permissions import Identity

# Where a session holds the id of the file, for the audit log.
RUN = "import_run_id"


@dataclass(frozen=True)
class Load:
    """A file that changes something: its kind, as `import_runs.LOADABLE` has it, csv or xlsx, and how much it does."""

    kind: str
    file_type: str
    read_count: int
    created_count: int
    updated_count: int = 0
    refused_count: int = 0


def begin(session: Session, actor: Identity, load: Load) -> None:
    """From here on, whatever the transaction changes is written down as this file's."""
    run = ImportRun(loaded_by=actor.name_in_log, **asdict(load))
    session.add(run)
    session.flush()
    session.info[RUN] = run.id
