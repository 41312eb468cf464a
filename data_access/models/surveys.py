"""Surveys that people answer without an account: their design, their links, and answers to questions of their own."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, Recorded
from data_access.models.evidence import SurveyResponse
from data_access.vocabulary import Subject


class Survey(Recorded, Base):
    """What is asked, of whom, where and when. Without a setting and a cluster: of the whole programme."""

    __tablename__ = "survey"
    subject: ClassVar = Subject.SURVEYS

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    audience: Mapped[str]  # vocabulary.Audience
    setting_id: Mapped[int | None] = mapped_column(ForeignKey("setting.id"), index=True)
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    # By hand, before its last day was over.
    closed_at: Mapped[datetime | None]
    items: Mapped[list[str]] = mapped_column(JSON)  # vocabulary.Item
    purpose: Mapped[str | None]
    contact: Mapped[str | None]
    keep_until: Mapped[date]
    invited_count: Mapped[int | None]


class SurveyQuestion(Base):
    """A question that staff wrote for one survey. No measure counts the answers to it."""

    __tablename__ = "survey_question"
    __table_args__ = (UniqueConstraint("survey_id", "kind", "words"),)
    subject: ClassVar = Subject.SURVEYS

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]  # vocabulary.QuestionKind
    position: Mapped[int]
    words: Mapped[str]


class SurveyOwnAnswer(Base):
    """What one person answered to a question that staff wrote: a point of five, or words."""

    __tablename__ = "survey_own_answer"
    __table_args__ = (
        UniqueConstraint("response_id", "question_id"),
        CheckConstraint("value BETWEEN 1 AND 5", name="five_points"),
        CheckConstraint("(value IS NULL) <> (words IS NULL)", name="one_of_two"),
    )
    subject: ClassVar = Subject.SURVEYS
    unaudited: ClassVar = frozenset({"words"})
    dated_through: ClassVar = (SurveyResponse, "response_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("survey_response.id", ondelete="CASCADE"))
    question_id: Mapped[int] = mapped_column(ForeignKey("survey_question.id"), index=True)
    value: Mapped[int | None]
    words: Mapped[str | None]


class SurveyLink(Recorded, Base):
    """A code that leads to a survey. Which answers came by it is kept nowhere, only how many."""

    __tablename__ = "survey_link"
    subject: ClassVar = Subject.SURVEYS
    unaudited: ClassVar = frozenset({"code"})

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    # For the answers of one setting; None: each person chooses theirs, unless the survey is of one.
    setting_id: Mapped[int | None] = mapped_column(ForeignKey("setting.id"), index=True)
    # Codes for one use each are made by the batch, counted from 1; an open link is of none.
    batch: Mapped[int | None]
    most_answers: Mapped[int | None]
    answer_count: Mapped[int] = mapped_column(default=0)


class SurveyAddress(Base):
    """How much came from one address of the network in some minutes. The address is hashed, and soon forgotten."""

    __tablename__ = "survey_address"
    audited: ClassVar = False

    address_hash: Mapped[str] = mapped_column(primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)
    answer_count: Mapped[int] = mapped_column(default=0)
    wrong_count: Mapped[int] = mapped_column(default=0)
