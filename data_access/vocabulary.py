"""The field's words: every closed list that the database, the forms and the measures share."""

from enum import StrEnum


class Role(StrEnum):
    """Who a person is in the programme. `permissions` says what each may do."""

    ADMINISTRATOR = "administrator"
    PROGRAMME_STAFF = "programme_staff"
    LA_LEAD = "la_lead"
    DELIVERY_GROUP = "delivery_group"
    CLUSTER_MEMBER = "cluster_member"


class Phase(StrEnum):
    NURSERY = "nursery"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    ALL_THROUGH = "all_through"
    POST_16 = "post_16"
    NOT_APPLICABLE = "not_applicable"


class SettingType(StrEnum):
    SCHOOL = "school"
    EARLY_YEARS = "early_years"
    SPECIAL = "special"
    ALTERNATIVE_PROVISION = "alternative_provision"
    COLLEGE = "college"


class SettingStatus(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    PROPOSED = "proposed"


class EventType(StrEnum):
    LAUNCH_EVENT = "launch_event"
    CLUSTER_MEETING = "cluster_meeting"
    NETWORK_MEETING = "network_meeting"
    CPD = "cpd"
    NATIONAL_WEBINAR = "national_webinar"
    COACHING_SESSION = "coaching_session"
    SENCO_SUPERVISION = "senco_supervision"
    EXECUTIVE_COACHING = "executive_coaching"
    PEER_MENTORING = "peer_mentoring"
    PEER_REVIEW = "peer_review"
    OTHER = "other"


class Mode(StrEnum):
    IN_PERSON = "in_person"
    VIRTUAL = "virtual"


class Audience(StrEnum):
    PARENT_CARER = "parent_carer"
    SENCO = "senco"
    SCHOOL_STAFF = "school_staff"


class Term(StrEnum):
    AUTUMN = "autumn"
    SPRING = "spring"
    SUMMER = "summer"


class PeriodKind(StrEnum):
    MONTH = "month"
    HALF_TERM = "half_term"
    TERM = "term"
    QUARTER = "quarter"
    ACADEMIC_YEAR = "academic_year"


class CaseStudyStatus(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"


class Theme(StrEnum):
    INCLUSIVE_TEACHING = "inclusive_teaching"
    EARLY_IDENTIFICATION = "early_identification"
    WORKING_WITH_FAMILIES = "working_with_families"
    LEADERSHIP = "leadership"
    TRANSITION = "transition"
    WELLBEING = "wellbeing"
    PUPIL_VOICE = "pupil_voice"
    WORKING_TOGETHER = "working_together"


class Subject(StrEnum):
    """What a revision counts: one number for each, raised by every write that touches it."""

    PROGRAMME = "programme"
    SETTINGS = "settings"
    EVENTS = "events"
    SURVEYS = "surveys"
    CASE_STUDIES = "case_studies"
    PEOPLE = "people"


LABELS: dict[StrEnum, str] = {
    Role.ADMINISTRATOR: "Administrator",
    Role.PROGRAMME_STAFF: "Programme staff",
    Role.LA_LEAD: "LA lead",
    Role.DELIVERY_GROUP: "Delivery Group",
    Role.CLUSTER_MEMBER: "Cluster member",
    Phase.POST_16: "Post-16",
    Phase.ALL_THROUGH: "All-through",
    SettingType.EARLY_YEARS: "Early years",
    SettingType.SPECIAL: "Special school",
    SettingType.SCHOOL: "Mainstream school",
    EventType.CPD: "Training (CPD)",
    EventType.SENCO_SUPERVISION: "SENCO supervision",
    Mode.IN_PERSON: "In person",
    Audience.PARENT_CARER: "Parents and carers",
    Audience.SENCO: "SENCOs",
    Audience.SCHOOL_STAFF: "School staff",
}


def label(word: StrEnum) -> str:
    """The word as it is shown on screen."""
    return LABELS.get(word, word.value.replace("_", " ").capitalize())


# Five-point items. Answers run from 1 to 5; 4 and 5 ("better", "much better") are the positive ones.
CHANGE_SCALE: tuple[str, ...] = ("Much worse", "Worse", "About the same", "Better", "Much better")
POSITIVE_FROM = 4


class Item(StrEnum):
    """A survey question. `ITEMS` says who is asked it, and in which words."""

    CONFIDENCE_IN_MAINSTREAM = "confidence_in_mainstream"
    FEELING_LISTENED_TO = "feeling_listened_to"
    KNOWING_WHERE_TO_GO = "knowing_where_to_go"
    CONFIDENCE_AND_CAPABILITY = "confidence_and_capability"
    SUPPORT_FROM_CLUSTER = "support_from_cluster"
    TIME_FOR_ROLE = "time_for_role"
    MEETING_NEED_IN_CLASS = "meeting_need_in_class"
    KNOWING_WHO_TO_ASK = "knowing_who_to_ask"


ITEMS: dict[Audience, dict[Item, str]] = {
    Audience.PARENT_CARER: {
        Item.CONFIDENCE_IN_MAINSTREAM: "Compared with a year ago, how confident are you that a mainstream "
        "school or nursery can meet your child's needs?",
        Item.FEELING_LISTENED_TO: "Compared with a year ago, how well do you feel listened to?",
        Item.KNOWING_WHERE_TO_GO: "Compared with a year ago, how well do you know where to go for help?",
    },
    Audience.SENCO: {
        Item.CONFIDENCE_AND_CAPABILITY: "Compared with a year ago, how confident and capable do you feel in your role?",
        Item.SUPPORT_FROM_CLUSTER: "Compared with a year ago, how much support do you get from other settings?",
        Item.TIME_FOR_ROLE: "Compared with a year ago, how is the time you have for the role?",
    },
    Audience.SCHOOL_STAFF: {
        Item.MEETING_NEED_IN_CLASS: "Compared with a year ago, how confident are you in meeting a range of "
        "needs in your class?",
        Item.KNOWING_WHO_TO_ASK: "Compared with a year ago, how well do you know who to ask for advice?",
    },
}
