"""What reviewers decided about texts, what is attached to texts, and that somebody withdrew their consent."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, now
from data_access.vocabulary import Subject

OF_ONE_TEXT = "(case_study_id IS NULL) <> (evidence_piece_id IS NULL)"


class OfAText:
    """Columns of what belongs to one case study or one piece of evidence, and goes when that goes."""

    case_study_id: Mapped[int | None] = mapped_column(ForeignKey("case_study.id", ondelete="CASCADE"), index=True)
    evidence_piece_id: Mapped[int | None] = mapped_column(
        ForeignKey("evidence_piece.id", ondelete="CASCADE"), index=True
    )


class Review(OfAText, Base):
    """What somebody decided about a text that waited, and what they told its author."""

    __tablename__ = "review"
    __table_args__ = (CheckConstraint(OF_ONE_TEXT, name="of_one_text"),)
    subject: ClassVar = Subject.CULTURE
    unaudited: ClassVar = frozenset({"comment"})

    id: Mapped[int] = mapped_column(primary_key=True)
    decision: Mapped[str]  # vocabulary.ReviewDecision
    comment: Mapped[str | None]
    decided_at: Mapped[datetime] = mapped_column(default=now)
    decided_by: Mapped[str]


class Attachment(OfAText, Base):
    """A file that belongs to a text, under a title that a person gave it. Its own name is not kept."""

    __tablename__ = "attachment"
    __table_args__ = (CheckConstraint(OF_ONE_TEXT, name="of_one_text"),)
    subject: ClassVar = Subject.CULTURE
    unaudited: ClassVar = frozenset({"title"})

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    file_type: Mapped[str]  # data_access.file_types.FileType
    byte_count: Mapped[int]
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    recorded_by: Mapped[str]


class AttachmentContent(Base):
    """The bytes of an attachment, or the name under which they lie in the folder for attachments."""

    __tablename__ = "attachment_content"
    __table_args__ = (CheckConstraint("(content IS NULL) <> (stored_as IS NULL)", name="in_one_place"),)
    audited: ClassVar = False

    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    stored_as: Mapped[str | None]


class ConsentWithdrawal(Base):
    """That consent to a case study or to a quotation was withdrawn: which one, and what it said, is not kept."""

    __tablename__ = "consent_withdrawal"
    subject: ClassVar = Subject.CASE_STUDIES

    id: Mapped[int] = mapped_column(primary_key=True)
    what: Mapped[str]  # "case_study" or "quotation"
    withdrawn_on: Mapped[date]
    withdrawn_by: Mapped[str]  # vocabulary.ConsentGiver
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    recorded_by: Mapped[str]
