"""The evidence that people record: events and registers, survey responses, case studies, and drafts of them."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, Recorded, now
from data_access.vocabulary import Subject


class Event(Recorded, Base):
    """Something that settings were asked to come to, and that has a register."""

    __tablename__ = "event"
    __table_args__ = (Index(None, "held_on", "event_type"),)
    subject: ClassVar = Subject.EVENTS
    dated_by: ClassVar = "held_on"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    event_type: Mapped[str]  # vocabulary.EventType
    held_on: Mapped[date]
    mode: Mapped[str]  # vocabulary.Mode
    # None: for the whole programme.
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"), index=True)
    # By those who give it, not by those who were booked: it then counts nowhere.
    is_cancelled: Mapped[bool] = mapped_column(default=False, server_default=false())


class Attendance(Base):
    """One line of a register: a setting, and whether it came."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("event_id", "setting_id"),
        # Covers the roll-up of registers, so that it never opens the rows themselves.
        Index(None, "setting_id", "event_id", "is_attended", "people_count"),
    )
    subject: ClassVar = Subject.EVENTS
    dated_through: ClassVar = (Event, "event_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    setting_id: Mapped[int] = mapped_column(ForeignKey("setting.id"))
    is_attended: Mapped[bool]
    people_count: Mapped[int | None]


class SurveyResponse(Recorded, Base):
    """What one person answered. Who they are is not kept; only which setting or cluster they spoke of."""

    __tablename__ = "survey_response"
    __table_args__ = (
        CheckConstraint("setting_id IS NOT NULL OR cluster_id IS NOT NULL", name="has_a_place"),
        Index(None, "answered_on", "audience"),
    )
    subject: ClassVar = Subject.SURVEYS
    unaudited: ClassVar = frozenset({"comment"})
    written: ClassVar = unaudited
    dated_by: ClassVar = "answered_on"

    id: Mapped[int] = mapped_column(primary_key=True)
    audience: Mapped[str]  # vocabulary.Audience
    answered_on: Mapped[date]
    setting_id: Mapped[int | None] = mapped_column(ForeignKey("setting.id"), index=True)
    # Only where no setting is known: a setting's cluster follows from its membership.
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    # The survey that it answers; None for what staff entered from paper.
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("survey.id"), index=True)
    comment: Mapped[str | None]


class SurveyAnswer(Base):
    """One five-point answer of a response."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        UniqueConstraint("response_id", "item"),
        CheckConstraint("value BETWEEN 1 AND 5", name="five_points"),
        Index(None, "item", "response_id", "value"),
    )
    subject: ClassVar = Subject.SURVEYS
    dated_through: ClassVar = (SurveyResponse, "response_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("survey_response.id", ondelete="CASCADE"))
    item: Mapped[str]  # vocabulary.Item
    value: Mapped[int]


class SurveyRound(Recorded, Base):
    """That a number of people were invited to answer, so that it is known how many did not."""

    __tablename__ = "survey_round"
    __table_args__ = (CheckConstraint("setting_id IS NOT NULL OR cluster_id IS NOT NULL", name="has_a_place"),)
    subject: ClassVar = Subject.SURVEYS
    dated_by: ClassVar = "closes_on"

    id: Mapped[int] = mapped_column(primary_key=True)
    audience: Mapped[str]  # vocabulary.Audience
    setting_id: Mapped[int | None] = mapped_column(ForeignKey("setting.id"), index=True)
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"), index=True)
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    invited_count: Mapped[int]
    # The survey whose number this is: it is kept in step with that. None: entered by itself.
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), index=True)


class CaseStudy(Recorded, Base):
    """What a setting did and what came of it. No child is named."""

    __tablename__ = "case_study"
    __table_args__ = (Index(None, "happened_on", "status"),)
    subject: ClassVar = Subject.CASE_STUDIES
    unaudited: ClassVar = frozenset({"context", "what_was_done", "impact", "quotation"})
    written: ClassVar = unaudited
    dated_by: ClassVar = "approved_on"

    id: Mapped[int] = mapped_column(primary_key=True)
    setting_id: Mapped[int] = mapped_column(ForeignKey("setting.id"), index=True)
    title: Mapped[str]
    happened_on: Mapped[date]
    themes: Mapped[list[str]] = mapped_column(JSON)  # vocabulary.Theme
    context: Mapped[str]
    what_was_done: Mapped[str]
    impact: Mapped[str]
    quotation: Mapped[str | None]
    # That the person quoted agreed; by which role, on which day and for what. No quotation without it.
    has_consent: Mapped[bool]
    quotation_from: Mapped[str | None]  # vocabulary.ConsentGiver
    quotation_agreed_on: Mapped[date | None]
    quotation_for: Mapped[str | None]  # vocabulary.ConsentFor
    # The setting's consent to the whole; None where nobody has asked yet: it cannot be approved then.
    consent_from: Mapped[str | None]  # vocabulary.ConsentGiver
    consented_on: Mapped[date | None]
    consent_for: Mapped[str | None]  # vocabulary.ConsentFor
    status: Mapped[str]  # vocabulary.CaseStudyStatus
    submitted_at: Mapped[datetime | None]
    submitted_by: Mapped[str | None]
    approved_at: Mapped[datetime | None]
    approved_on: Mapped[date | None]
    approved_by: Mapped[str | None]


class FormDraft(Base):
    """What somebody has typed into a form and not yet saved. Offered to them again on any machine."""

    __tablename__ = "form_draft"
    __table_args__ = (UniqueConstraint("user_id", "form", "draft_key"),)
    audited: ClassVar = False

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    form: Mapped[str]
    # "new:<entry key>" or "<record id>": which record the draft is of.
    draft_key: Mapped[str]
    answers: Mapped[dict[str, object]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(default=now)
