"""What was taken away or written over, kept for a while so that it can be put back."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, now


class DeletedRecord(Base):
    """A record that somebody took away, whole: its row and the rows that went with it."""

    __tablename__ = "deleted_record"
    __table_args__ = (Index(None, "kind", "record_id"),)
    # What was deleted is in the audit log by itself, without what people wrote.
    audited: ClassVar = False

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # `data_access.removable.KINDS`
    record_id: Mapped[int]
    # What it is called by, as answers to its form: no free text.
    named_by: Mapped[dict[str, object]] = mapped_column(JSON)
    # [[table, {column: value}]], what others hang on before what hangs on it.
    rows: Mapped[list[Any]] = mapped_column(JSON)
    deleted_at: Mapped[datetime] = mapped_column(default=now, index=True)
    deleted_by: Mapped[str]


class EarlierText(Base):
    """What a free text said before it was written over. The audit log has no free text; this is forgotten again."""

    __tablename__ = "earlier_text"
    __table_args__ = (Index(None, "table_name", "record_id"),)
    audited: ClassVar = False

    id: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str]
    record_id: Mapped[int]
    column_name: Mapped[str]
    said: Mapped[str]
    # The moment of the change, as the audit log has it.
    recorded_at: Mapped[datetime] = mapped_column(index=True)
