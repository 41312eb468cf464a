"""Figures that an authority or a setting hands over, and what they cost."""

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, Recorded
from data_access.vocabulary import Subject


class MeasureValue(Recorded, Base):
    """One figure of one place and period. A figure of neither setting nor cluster is the whole authority's."""

    __tablename__ = "measure_value"
    __table_args__ = (
        UniqueConstraint("measure", "part", "place", "period_kind", "period_start"),
        CheckConstraint("setting_id IS NULL OR cluster_id IS NULL", name="one_place"),
        CheckConstraint("numerator >= 0", name="not_negative"),
        Index(None, "period_start", "measure"),
    )
    subject: ClassVar = Subject.FIGURES
    dated_by: ClassVar = "period_end"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str]  # vocabulary.FIGURES
    part: Mapped[str]  # one of the measure's parts; "" for the whole
    setting_id: Mapped[int | None] = mapped_column(ForeignKey("setting.id"), index=True)
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"), index=True)
    # "setting:12", "cluster:3" or "authority": both columns above in one that is never missing.
    place: Mapped[str]
    period_kind: Mapped[str]  # vocabulary.FigureKind
    period_start: Mapped[date]
    period_end: Mapped[date]
    numerator: Mapped[float]
    denominator: Mapped[float | None]
    status: Mapped[str]  # vocabulary.FigureStatus
    source: Mapped[str]


class SkillGain(Recorded, Base):
    """Scores of a group of pupils before and after an intervention, as a setting sums them up. No pupil is in it."""

    __tablename__ = "skill_gain"
    __table_args__ = (CheckConstraint("pupil_count >= 2", name="a_group"),)
    subject: ClassVar = Subject.FIGURES
    dated_by: ClassVar = "ended_on"

    id: Mapped[int] = mapped_column(primary_key=True)
    setting_id: Mapped[int] = mapped_column(ForeignKey("setting.id"), index=True)
    intervention: Mapped[str] = mapped_column(index=True)
    ended_on: Mapped[date]
    pupil_count: Mapped[int]
    before_mean: Mapped[float]
    before_sd: Mapped[float]
    after_mean: Mapped[float]
    after_sd: Mapped[float]


class UnitCost(Recorded, Base):
    """What one placement costs in a year: an assumption that people can read and change."""

    __tablename__ = "unit_cost"
    subject: ClassVar = Subject.FIGURES

    id: Mapped[int] = mapped_column(primary_key=True)
    placement: Mapped[str] = mapped_column(unique=True)  # vocabulary.PLACEMENTS
    annual_cost_pence: Mapped[int]
    source: Mapped[str]
