"""Files that were loaded, and what they wrote over."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, now


class ImportRun(Base):
    """A file that changed something. Its name is not kept, because it may hold a person's.

    What it changed is in the audit log, under its id.
    """

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # of the file: data_access.imports.KINDS
    file_type: Mapped[str]  # csv or xlsx
    loaded_at: Mapped[datetime] = mapped_column(default=now, index=True)
    loaded_by: Mapped[str]
    read_count: Mapped[int]
    created_count: Mapped[int]
    updated_count: Mapped[int]
    refused_count: Mapped[int]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]


class OverwrittenText(Base):
    """What a file wrote over in columns that the audit log leaves out. Kept only as long as the file can be undone."""

    __tablename__ = "overwritten_text"
    audited: ClassVar = False

    id: Mapped[int] = mapped_column(primary_key=True)
    import_run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"), index=True)
    table_name: Mapped[str]
    record_id: Mapped[str]
    # {column: value}
    before: Mapped[dict[str, object]] = mapped_column(JSON)
