"""Settings, clusters, and which setting belonged to which cluster when."""

from datetime import date
from typing import ClassVar

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base
from data_access.vocabulary import Subject


class Setting(Base):
    """A school, early years provider, special school, alternative provision or college."""

    __tablename__ = "setting"
    subject: ClassVar = Subject.SETTINGS

    id: Mapped[int] = mapped_column(primary_key=True)
    # The DfE's number, or a local reference ("L0001") for settings that have none.
    urn: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(index=True)
    la_code: Mapped[str]
    setting_type: Mapped[str]  # vocabulary.SettingType
    phase: Mapped[str]  # vocabulary.Phase
    establishment_type: Mapped[str | None]  # in GIAS's words
    status: Mapped[str]  # vocabulary.SettingStatus
    opened_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    lowest_age: Mapped[int | None]
    highest_age: Mapped[int | None]
    pupil_count: Mapped[int | None]
    ukprn: Mapped[str | None]
    trust_name: Mapped[str | None]
    postcode: Mapped[str | None]
    easting: Mapped[int | None]
    northing: Mapped[int | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    # The establishment that took over when this one closed.
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("setting.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)


class Cluster(Base):
    """Settings of a locality that work together."""

    __tablename__ = "cluster"
    subject: ClassVar = Subject.SETTINGS
    unaudited: ClassVar = frozenset({"outline"})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    # A GeoJSON geometry that an administrator loaded; None: the hull of the settings is drawn.
    outline: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))


class ClusterMembership(Base):
    """A setting's time in a cluster. `left_on` is its last day there; None: it still belongs."""

    __tablename__ = "cluster_membership"
    __table_args__ = (Index(None, "cluster_id", "setting_id", "joined_on", unique=True),)
    subject: ClassVar = Subject.SETTINGS

    id: Mapped[int] = mapped_column(primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"))
    setting_id: Mapped[int] = mapped_column(ForeignKey("setting.id"), index=True)
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
