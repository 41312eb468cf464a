"""Evidence that practice changes, and the themes that people find in what was written."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, Recorded, now
from data_access.vocabulary import Subject


class EvidencePiece(Recorded, Base):
    """A school audit, a staff reflection or a comment by Ofsted. It counts once it is approved."""

    __tablename__ = "evidence_piece"
    __table_args__ = (Index(None, "happened_on", "status"),)
    subject: ClassVar = Subject.CULTURE
    unaudited: ClassVar = frozenset({"text"})
    written: ClassVar = unaudited
    dated_by: ClassVar = "approved_on"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # vocabulary.EvidenceKind, but for case studies, which have a table of their own
    setting_id: Mapped[int] = mapped_column(ForeignKey("setting.id"), index=True)
    happened_on: Mapped[date]
    title: Mapped[str]
    text: Mapped[str]
    status: Mapped[str]  # vocabulary.CaseStudyStatus
    submitted_at: Mapped[datetime | None]
    submitted_by: Mapped[str | None]
    approved_on: Mapped[date | None]
    approved_by: Mapped[str | None]


class CodebookTheme(Recorded, Base):
    """A theme that free text is read for, in the words of those who keep the codebook."""

    __tablename__ = "codebook_theme"
    subject: ClassVar = Subject.CULTURE

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str]
    is_retired: Mapped[bool] = mapped_column(default=False)


class Passage(Base):
    """A stretch of something that was written, taken out to be read for themes."""

    __tablename__ = "passage"
    __table_args__ = (UniqueConstraint("source", "source_id", "field", "starts_at", "ends_at"),)
    subject: ClassVar = Subject.CULTURE
    unaudited: ClassVar = frozenset({"excerpt"})

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]  # the table: case_study, survey_response or evidence_piece
    source_id: Mapped[int]
    field: Mapped[str]  # the column of that table
    starts_at: Mapped[int]  # in characters from the beginning of the field
    ends_at: Mapped[int]
    # As it stood when somebody read it; where the field says something else by now, the passage no longer counts.
    excerpt: Mapped[str]


class PassageCode(Base):
    """What one person says of one passage and one theme: that it is there, or that it is not."""

    __tablename__ = "passage_code"
    __table_args__ = (UniqueConstraint("passage_id", "theme_id", "coder"),)
    subject: ClassVar = Subject.CULTURE

    id: Mapped[int] = mapped_column(primary_key=True)
    passage_id: Mapped[int] = mapped_column(ForeignKey("passage.id", ondelete="CASCADE"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("codebook_theme.id"), index=True)
    coder: Mapped[str]
    is_there: Mapped[bool]
    # True where the product suggested the theme, and the person accepted or refused.
    was_suggested: Mapped[bool] = mapped_column(default=False)
    coded_at: Mapped[datetime] = mapped_column(default=now)
