"""What is expected by when, and which periods' figures somebody has signed off."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, Recorded, now
from data_access.vocabulary import Subject


class Expectation(Recorded, Base):
    """What every setting should have handed in for every period of a kind, and who to ask where it is missing."""

    __tablename__ = "expectation"
    __table_args__ = (UniqueConstraint("evidence", "period_kind"),)
    subject: ClassVar = Subject.QUALITY

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence: Mapped[str]  # what is expected: `data_access.expectations.EVIDENCE`
    period_kind: Mapped[str]  # vocabulary.PeriodKind
    # How many days after the end of the period it is due.
    due_days: Mapped[int]
    ask: Mapped[str]  # a role, never a name
    is_active: Mapped[bool] = mapped_column(default=True)


class PeriodApproval(Base):
    """That somebody has called the figures of a period final, or approved them. Approval locks its evidence."""

    __tablename__ = "period_approval"
    __table_args__ = (UniqueConstraint("period_kind", "period_key"),)
    subject: ClassVar = Subject.QUALITY

    id: Mapped[int] = mapped_column(primary_key=True)
    period_kind: Mapped[str]  # vocabulary.PeriodKind
    period_key: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    is_approved: Mapped[bool]  # False: final, and not yet approved
    decided_by: Mapped[str]
    decided_at: Mapped[datetime] = mapped_column(default=now)
