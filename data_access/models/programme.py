"""The programme itself: its phases, term dates and targets."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, Recorded
from data_access.vocabulary import Subject


class Programme(Base):
    """One database holds one programme: `id` is always 1."""

    __tablename__ = "programme"
    __table_args__ = (CheckConstraint("id = 1", name="one_programme"),)
    subject: ClassVar = Subject.PROGRAMME

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str]
    la_code: Mapped[str]
    la_name: Mapped[str]
    starts_on: Mapped[date]
    year_one_ends_on: Mapped[date]
    # 4: quarters are those of the financial year; 9: those of the academic year.
    first_quarter_month: Mapped[int] = mapped_column(default=4)
    # A setting is active if it missed no more than this many of the half terms completed since it joined.
    active_half_terms_missed_allowed: Mapped[int] = mapped_column(default=0)
    # Counts of people from 1 to this are hidden from roles without exact counts.
    small_number_limit: Mapped[int] = mapped_column(default=4)
    # Percentages over fewer respondents than this are withheld.
    fewest_respondents: Mapped[int] = mapped_column(default=10)
    # How far below its trajectory a measure may be and still be "at risk", as a fraction of the way from baseline.
    at_risk_margin: Mapped[float] = mapped_column(default=0.1)
    # Who was in an online meeting for this share of it came, or for so many minutes (0: no such rule).
    attended_from_percent: Mapped[int] = mapped_column(default=50, server_default="50")
    attended_from_minutes: Mapped[int] = mapped_column(default=0, server_default="0")
    # For how many months an enhanced DBS check and safeguarding training hold, and how many weeks before their end
    # somebody is warned.
    dbs_months: Mapped[int] = mapped_column(default=36, server_default=text("36"))
    safeguarding_months: Mapped[int] = mapped_column(default=24, server_default=text("24"))
    warn_weeks: Mapped[int] = mapped_column(default=8, server_default=text("8"))
    # The address of a map style; None draws no base map and asks no tile server.
    base_map_url: Mapped[str | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


class ProgrammePhase(Base):
    """A stage of the programme, such as "Central pilot" or "City-wide"."""

    __tablename__ = "programme_phase"
    subject: ClassVar = Subject.PROGRAMME

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class HalfTerm(Base):
    """The teaching days of one half term, as the authority publishes them."""

    __tablename__ = "half_term"
    __table_args__ = (UniqueConstraint("academic_year", "term", "half"),)
    subject: ClassVar = Subject.PROGRAMME

    id: Mapped[int] = mapped_column(primary_key=True)
    academic_year: Mapped[str]  # "2025/26"
    term: Mapped[str]  # vocabulary.Term
    half: Mapped[int]  # 1 or 2
    starts_on: Mapped[date]
    ends_on: Mapped[date]


class Target(Base):
    """What a measure should reach, by when; for the programme, one cluster or one phase."""

    __tablename__ = "target"
    subject: ClassVar = Subject.PROGRAMME

    id: Mapped[int] = mapped_column(primary_key=True)
    kpi: Mapped[str]
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"), index=True)
    phase: Mapped[str | None]  # vocabulary.Phase
    value: Mapped[float]
    due_on: Mapped[date]
    # Where it started. Without a baseline there is no trajectory: the target holds from the first day.
    baseline_value: Mapped[float | None]
    baseline_on: Mapped[date | None]
    # What the values are for, where they add up over time: "month" or "quarter". None: they hold for any period.
    per: Mapped[str | None]  # vocabulary.PeriodKind
    version: Mapped[int] = mapped_column(default=1)


class TargetPoint(Base):
    """Where a measure should be on a day between its baseline and its target."""

    __tablename__ = "target_point"
    __table_args__ = (UniqueConstraint("target_id", "day"),)
    subject: ClassVar = Subject.PROGRAMME

    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("target.id", ondelete="CASCADE"))
    day: Mapped[date]
    value: Mapped[float]


class EventMarker(Recorded, Base):
    """Something that happened, marked on every time chart: a launch, a change of policy."""

    __tablename__ = "event_marker"
    subject: ClassVar = Subject.PROGRAMME

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    title: Mapped[str]
    kind: Mapped[str]  # vocabulary.MarkerKind
    # None: it concerns every cluster.
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"), index=True)


class Rebase(Recorded, Base):
    """That a measure is judged anew from a day on, because something is known to have changed."""

    __tablename__ = "rebase"
    __table_args__ = (UniqueConstraint("kpi", "day"),)
    subject: ClassVar = Subject.PROGRAMME

    id: Mapped[int] = mapped_column(primary_key=True)
    kpi: Mapped[str]
    day: Mapped[date]
    reason: Mapped[str]
