"""Self-evaluations, priorities and action plans of settings, cycle by cycle."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, Recorded
from data_access.vocabulary import Subject


class EvaluationCycle(Recorded, Base):
    """A round in which every setting evaluates itself and agrees a plan."""

    __tablename__ = "evaluation_cycle"
    subject: ClassVar = Subject.PLANS

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    opens_on: Mapped[date]
    # The last day on which a self-evaluation is on time, and a plan.
    due_on: Mapped[date]
    plans_due_on: Mapped[date]


class SelfEvaluation(Recorded, Base):
    """One setting's self-evaluation of one cycle. `submitted_on` is None while it is being answered."""

    __tablename__ = "self_evaluation"
    __table_args__ = (UniqueConstraint("cycle_id", "setting_id"),)
    subject: ClassVar = Subject.PLANS
    dated_by: ClassVar = "submitted_on"

    id: Mapped[int] = mapped_column(primary_key=True)
    setting_id: Mapped[int] = mapped_column(ForeignKey("setting.id"), index=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("evaluation_cycle.id"))
    submitted_on: Mapped[date | None]


class AreaLevel(Base):
    """Where a setting says that it stands in one of the eight areas, and on what evidence."""

    __tablename__ = "area_level"
    __table_args__ = (
        UniqueConstraint("self_evaluation_id", "area"),
        CheckConstraint("level BETWEEN 1 AND 4", name="four_levels"),
    )
    subject: ClassVar = Subject.PLANS
    unaudited: ClassVar = frozenset({"evidence"})
    written: ClassVar = unaudited
    dated_through: ClassVar = (SelfEvaluation, "self_evaluation_id")

    id: Mapped[int] = mapped_column(primary_key=True)
    self_evaluation_id: Mapped[int] = mapped_column(ForeignKey("self_evaluation.id", ondelete="CASCADE"))
    area: Mapped[str]  # vocabulary.Area
    level: Mapped[int]  # the place in vocabulary.LEVELS, from 1
    evidence: Mapped[str | None]


class Priority(Recorded, Base):
    """What a setting means to work on in a cycle."""

    __tablename__ = "priority"
    __table_args__ = (Index(None, "setting_id", "cycle_id"),)
    subject: ClassVar = Subject.PLANS

    id: Mapped[int] = mapped_column(primary_key=True)
    setting_id: Mapped[int] = mapped_column(ForeignKey("setting.id"))
    cycle_id: Mapped[int] = mapped_column(ForeignKey("evaluation_cycle.id"))
    title: Mapped[str]
    area: Mapped[str]  # vocabulary.Area


class ActionPlan(Recorded, Base):
    """That a setting's plan of a cycle is agreed, and since when."""

    __tablename__ = "action_plan"
    __table_args__ = (UniqueConstraint("cycle_id", "setting_id"),)
    subject: ClassVar = Subject.PLANS
    dated_by: ClassVar = "agreed_on"

    id: Mapped[int] = mapped_column(primary_key=True)
    setting_id: Mapped[int] = mapped_column(ForeignKey("setting.id"), index=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("evaluation_cycle.id"))
    agreed_on: Mapped[date]


class PlanAction(Recorded, Base):
    """One thing to be done, by which role, by when."""

    __tablename__ = "plan_action"
    __table_args__ = (Index(None, "due_on", "setting_id"),)
    subject: ClassVar = Subject.PLANS
    dated_by: ClassVar = "due_on"

    id: Mapped[int] = mapped_column(primary_key=True)
    setting_id: Mapped[int] = mapped_column(ForeignKey("setting.id"), index=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("evaluation_cycle.id"))
    # The area of the priority that it serves.
    area: Mapped[str]  # vocabulary.Area
    title: Mapped[str]
    owner_role: Mapped[str]
    due_on: Mapped[date]
    progress: Mapped[str]  # vocabulary.Progress
    done_on: Mapped[date | None]
