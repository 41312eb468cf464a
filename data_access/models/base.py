"""The base of every table: naming convention, common columns, and how a table says what it is about."""

from datetime import UTC, datetime
from typing import ClassVar

from sqlalchemy import DateTime, MetaData
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from data_access.vocabulary import Subject


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, aware of its zone on both databases (SQLite forgets it)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A timestamp without a time zone was given.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """`subject` names the revision that a write raises; None for tables that no page shows.

    `unaudited` lists columns whose values never enter the audit log; a class with `audited = False` is left out whole.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[type, object]] = {datetime: UtcDateTime}

    subject: ClassVar[Subject | None] = None
    audited: ClassVar[bool] = True
    unaudited: ClassVar[frozenset[str]] = frozenset()
    # Of those, what somebody wrote: what it said before is kept for a while, apart from the log, to be put back.
    written: ClassVar[frozenset[str]] = frozenset()
    # The column with the day that the record is evidence of; or, for a part of another record, (its class, the column
    # with its id). Once the figures of that day are approved, a change needs a reason: see `data_access.locks`.
    dated_by: ClassVar[str | None] = None
    dated_through: ClassVar["tuple[type[Base], str] | None"] = None


class Recorded:
    """Columns of everything that a person records: when, by whom, and which version this is."""

    recorded_at: Mapped[datetime] = mapped_column(default=now)
    recorded_by: Mapped[str] = mapped_column()
    version: Mapped[int] = mapped_column(default=1)
    # One key for each time a form is opened: a double click or a retry finds the record it already made.
    entry_key: Mapped[str | None] = mapped_column(unique=True)
