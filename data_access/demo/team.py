"""The people who deliver the demo's programme: one check has run out, one training will soon, one is missing."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from data_access.models import TeamMember
from data_access.vocabulary import TeamOrganisation, TeamRole

PARTNER, COUNCIL = TeamOrganisation.DELIVERY_PARTNER, TeamOrganisation.COUNCIL
# Who, what they do, for whom, and how many days ago they were checked and trained. None: not yet.
PEOPLE: tuple[tuple[str, TeamRole, TeamOrganisation, int | None, int | None], ...] = (
    ("Programme lead", TeamRole.PROGRAMME_LEAD, PARTNER, 400, 300),
    ("Coach for Central", TeamRole.COACH, PARTNER, 1110, 420),
    ("Coach for East", TeamRole.COACH, PARTNER, 620, 700),
    ("RT", TeamRole.TRAINER, TeamOrganisation.SELF_EMPLOYED, 200, None),
    ("Educational psychologist", TeamRole.SPECIALIST, COUNCIL, 500, 350),
    ("Data officer", TeamRole.ADMINISTRATION, COUNCIL, 250, 90),
)


def load(session: Session, today: date) -> None:
    """Adds them."""
    for who, role, organisation, checked, trained in PEOPLE:
        session.add(
            TeamMember(
                label=who,
                role=role,
                organisation_kind=organisation,
                dbs_checked_on=None if checked is None else today - timedelta(days=checked),
                safeguarding_trained_on=None if trained is None else today - timedelta(days=trained),
                recorded_by="demo",
            )
        )
