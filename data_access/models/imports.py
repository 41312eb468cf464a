"""Files that were loaded."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, now


class ImportRun(Base):
    """A file that changed something. Its name is not kept, because it may hold a person's.

    What it changed is in the audit log, under its id.
    """

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # of the file: data_access.import_runs.LOADABLE
    file_type: Mapped[str]  # csv or xlsx
    loaded_at: Mapped[datetime] = mapped_column(default=now, index=True)
    loaded_by: Mapped[str]
    read_count: Mapped[int]
    created_count: Mapped[int]
    updated_count: Mapped[int]
    refused_count: Mapped[int]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]
