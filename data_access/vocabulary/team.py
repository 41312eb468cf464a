"""The words of the delivery team: what its members do, and for whom they work."""

from enum import StrEnum


class TeamRole(StrEnum):
    """What a member of the delivery team does."""

    PROGRAMME_LEAD = "programme_lead"
    CLUSTER_LEAD = "cluster_lead"
    COACH = "coach"
    TRAINER = "trainer"
    SPECIALIST = "specialist"
    ADMINISTRATION = "administration"
    OTHER = "other_role"


class TeamOrganisation(StrEnum):
    """What kind of organisation a member of the delivery team works for."""

    DELIVERY_PARTNER = "delivery_partner"
    COUNCIL = "council"
    SETTING = "school_or_setting"
    HEALTH = "health"
    SELF_EMPLOYED = "self_employed"
    OTHER = "other_organisation"


TEAM_LABELS: dict[StrEnum, str] = {
    TeamRole.SPECIALIST: "Specialist (psychologist, therapist, advisory teacher)",
    TeamOrganisation.SETTING: "School, early years setting or college",
    TeamOrganisation.HEALTH: "Health service",
}
