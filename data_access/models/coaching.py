"""Peer reviews, and the people of settings who support other settings."""

from datetime import date
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, Recorded
from data_access.vocabulary import Subject


class PeerReview(Recorded, Base):
    """A review of one setting by people of others: planned, held, reported."""

    __tablename__ = "peer_review"
    subject: ClassVar = Subject.COACHING
    dated_by: ClassVar = "planned_for"

    id: Mapped[int] = mapped_column(primary_key=True)
    setting_id: Mapped[int] = mapped_column(ForeignKey("setting.id"), index=True)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("setting.id"), index=True)
    focus: Mapped[str]
    planned_for: Mapped[date] = mapped_column(index=True)
    held_on: Mapped[date | None]
    reported_on: Mapped[date | None]


class Supporter(Recorded, Base):
    """A local coach, Improvement Champion or Inclusion Leader of Education. Their name is not kept."""

    __tablename__ = "supporter"
    subject: ClassVar = Subject.COACHING
    dated_by: ClassVar = "identified_on"

    id: Mapped[int] = mapped_column(primary_key=True)
    setting_id: Mapped[int] = mapped_column(ForeignKey("setting.id"), index=True)
    kind: Mapped[str]  # vocabulary.SupporterKind
    identified_on: Mapped[date]
    training_started_on: Mapped[date | None]
    trained_on: Mapped[date | None]
    # The last day in the role; None: still in it.
    ended_on: Mapped[date | None]
