"""The people who deliver the programme, and until when their checks and training hold."""

from datetime import date
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from data_access.models.base import Base, Recorded
from data_access.vocabulary import Subject


class TeamMember(Recorded, Base):
    """One member of the delivery team: initials or a job title, no more of them than is needed."""

    __tablename__ = "team_member"
    __table_args__ = (UniqueConstraint("label", "role", "organisation_kind"),)
    subject: ClassVar = Subject.PEOPLE

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    role: Mapped[str]  # vocabulary.TeamRole
    organisation_kind: Mapped[str]  # vocabulary.TeamOrganisation
    # None: not checked, not trained yet.
    dbs_checked_on: Mapped[date | None]
    safeguarding_trained_on: Mapped[date | None]
    # The last day in the team; None: still in it.
    left_on: Mapped[date | None]
