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
    SCHOOL_LEADER = "school_leader"
    PUPIL = "pupil"


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
    REFUSED = "refused"


class Theme(StrEnum):
    INCLUSIVE_TEACHING = "inclusive_teaching"
    EARLY_IDENTIFICATION = "early_identification"
    WORKING_WITH_FAMILIES = "working_with_families"
    LEADERSHIP = "leadership"
    TRANSITION = "transition"
    WELLBEING = "wellbeing"
    PUPIL_VOICE = "pupil_voice"
    WORKING_TOGETHER = "working_together"


class Area(StrEnum):
    """The eight areas of the SEND Review framework, in its order."""

    OUTCOMES = "outcomes"
    LEADERSHIP = "leadership_of_send"
    TEACHING = "teaching"
    WORKING_WITH_FAMILIES = "pupils_and_families"
    IDENTIFICATION = "identification"
    MONITORING = "monitoring"
    RESOURCES = "resources"
    PROVISION = "quality_of_provision"


class Level(StrEnum):
    """Where a setting stands in an area. `LEVELS` gives their order."""

    EMERGING = "emerging"
    DEVELOPING = "developing"
    ESTABLISHED = "established"
    ENHANCED = "enhanced"


LEVELS: tuple[Level, ...] = tuple(Level)


class Progress(StrEnum):
    """How far an action has come."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    STOPPED = "stopped"


class SupporterKind(StrEnum):
    """Somebody of a setting who supports other settings. Who they are is not kept."""

    LOCAL_COACH = "local_coach"
    IMPROVEMENT_CHAMPION = "improvement_champion"
    INCLUSION_LEADER = "inclusion_leader"


class EvidenceKind(StrEnum):
    """What shows that practice has changed."""

    CASE_STUDY = "case_study"
    SCHOOL_AUDIT = "school_audit"
    STAFF_REFLECTION = "staff_reflection"
    OFSTED_COMMENT = "ofsted_comment"


class OutsideKind(StrEnum):
    """In which words a file of another program names a setting."""

    EMAIL_DOMAIN = "email_domain"
    SETTING_NAME = "setting_name"


class Meaning(StrEnum):
    """What such a word stands for: one setting, none, or now this one and now that one."""

    SETTING = "setting"
    NO_SETTING = "no_setting"
    ASK = "ask"


class MappedFile(StrEnum):
    """Files whose columns a person explains once."""

    SURVEY = "survey"
    BOOKING_LOG = "booking_log"


class MarkerKind(StrEnum):
    """What a mark on a time chart stands for."""

    LAUNCH = "launch"
    POLICY_CHANGE = "policy_change"
    NEW_TERM = "new_term"
    OTHER = "other"


# Sessions that are booked and come to, apart from the events and meetings of everybody.
COACHING_FAMILY: tuple[EventType, ...] = (
    EventType.COACHING_SESSION,
    EventType.SENCO_SUPERVISION,
    EventType.EXECUTIVE_COACHING,
    EventType.PEER_MENTORING,
    EventType.PEER_REVIEW,
    EventType.NETWORK_MEETING,
    EventType.NATIONAL_WEBINAR,
    EventType.CPD,
)


class Subject(StrEnum):
    """What a revision counts: one number for each, raised by every write that touches it."""

    PROGRAMME = "programme"
    SETTINGS = "settings"
    EVENTS = "events"
    SURVEYS = "surveys"
    CASE_STUDIES = "case_studies"
    PLANS = "plans"
    COACHING = "coaching"
    FIGURES = "figures"
    CULTURE = "culture"
    QUALITY = "quality"
    VIEWS = "views"
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
    Audience.SCHOOL_LEADER: "School leaders",
    Audience.PUPIL: "Pupils",
    Area.LEADERSHIP: "Leadership of SEND",
    Area.TEACHING: "Quality of teaching and learning",
    Area.WORKING_WITH_FAMILIES: "Working with pupils and parents or carers",
    Area.IDENTIFICATION: "Assessment and identification",
    Area.MONITORING: "Monitoring, tracking and evaluation",
    Area.RESOURCES: "Efficient use of resources",
    Area.PROVISION: "Overall quality of provision",
    SupporterKind.INCLUSION_LEADER: "Inclusion Leader of Education (ILE)",
    SupporterKind.IMPROVEMENT_CHAMPION: "Improvement Champion",
    EvidenceKind.OFSTED_COMMENT: "Ofsted comment",
    EventType.NATIONAL_WEBINAR: "National webinar or forum",
}


def label(word: StrEnum) -> str:
    """The word as it is shown on screen."""
    return LABELS.get(word, word.value.replace("_", " ").capitalize())
