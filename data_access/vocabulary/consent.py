"""The words of review and consent: who agreed to what, and what a reviewer decided."""

from enum import StrEnum


class TextSource(StrEnum):
    """The table that a text stands in."""

    CASE_STUDY = "case_study"
    SURVEY_RESPONSE = "survey_response"
    EVIDENCE_PIECE = "evidence_piece"


class ReviewDecision(StrEnum):
    """What a reviewer decides about a text that waits."""

    APPROVED = "approved"
    SENT_BACK = "sent_back"
    REFUSED = "refused"


class ConsentGiver(StrEnum):
    """Who agrees that a text is used: a role, never a name. Spelled unlike audiences: a label is found by its word."""

    HEADTEACHER = "headteacher"
    SENCO = "one_senco"
    STAFF = "one_of_staff"
    PARENT_CARER = "one_parent_or_carer"
    YOUNG_PERSON = "young_person"
    PUPIL = "one_pupil"


class ConsentFor(StrEnum):
    """What a text may be used for: each includes those before it."""

    INTERNAL = "internal"
    PARTNERS = "partners"
    PUBLIC = "public"


CONSENT_LABELS: dict[StrEnum, str] = {
    ConsentGiver.HEADTEACHER: "Headteacher or manager",
    ConsentGiver.SENCO: "SENCO",
    ConsentGiver.STAFF: "Another member of staff",
    ConsentGiver.PARENT_CARER: "Parent or carer",
    ConsentGiver.YOUNG_PERSON: "Young person, 16 or older",
    ConsentGiver.PUPIL: "Pupil, with a parent or carer",
    ConsentFor.INTERNAL: "Programme team and council",
    ConsentFor.PARTNERS: "Everybody who signs in",
    ConsentFor.PUBLIC: "Publication too",
}
