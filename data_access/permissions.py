"""One table of who may open which page and do what. A page or an action that is not in it is refused."""

from dataclasses import dataclass, field
from enum import StrEnum

from data_access.errors import NotAllowed
from data_access.vocabulary import Role

ADMINISTRATOR, STAFF, LA_LEAD, GROUP, MEMBER = (
    Role.ADMINISTRATOR,
    Role.PROGRAMME_STAFF,
    Role.LA_LEAD,
    Role.DELIVERY_GROUP,
    Role.CLUSTER_MEMBER,
)
EVERYONE = frozenset(Role)
WHO_ENTER = frozenset({ADMINISTRATOR, STAFF})
ADMINISTRATORS = frozenset({ADMINISTRATOR})
WHO_APPROVE = frozenset({ADMINISTRATOR, LA_LEAD})
WHO_CHECK = frozenset({ADMINISTRATOR, STAFF, LA_LEAD})

# Page name (the file in pages/) -> roles that may open it.
PAGES: dict[str, frozenset[Role]] = {
    "overview": EVERYONE,
    "participation": EVERYONE,
    "self_evaluation": EVERYONE,
    "coaching": EVERYONE,
    "ehc_plans": EVERYONE,
    "impact": EVERYONE,
    "feedback": EVERYONE,
    "case_studies": EVERYONE,
    "cultural_change": EVERYONE,
    "map": EVERYONE,
    "setting": EVERYONE,
    "enter_evidence": WHO_ENTER,
    "enter_register": WHO_ENTER,
    "enter_survey_response": WHO_ENTER,
    "enter_case_study": WHO_ENTER,
    "enter_record": WHO_ENTER,
    "surveys": WHO_ENTER,
    "read_for_themes": WHO_ENTER,
    "codebook": WHO_ENTER,
    "users": ADMINISTRATORS,
    "programme": ADMINISTRATORS,
    "term_dates": ADMINISTRATORS,
    "targets": ADMINISTRATORS,
    "clusters": ADMINISTRATORS,
    "successors": ADMINISTRATORS,
    "markers": WHO_ENTER,
    "approvals": WHO_APPROVE,
    "data_quality": WHO_CHECK,
    "review": WHO_CHECK,
    "team": WHO_ENTER,
    "imports": WHO_ENTER,
    "exports": WHO_ENTER,
    "taken_away": WHO_CHECK,
    "attendance_report": WHO_ENTER,
    "survey_file": WHO_ENTER,
    "booking_log": WHO_ENTER,
    "audit_log": ADMINISTRATORS,
    "saved_views": EVERYONE,
    "account": EVERYONE,
}


class Action(StrEnum):
    """Everything that changes something, and what only some may see."""

    RECORD_REGISTER = "record_register"
    RECORD_SURVEY_RESPONSE = "record_survey_response"
    DESIGN_SURVEY = "design_survey"
    WRITE_CASE_STUDY = "write_case_study"
    APPROVE_CASE_STUDY = "approve_case_study"
    WITHDRAW_CONSENT = "withdraw_consent"
    RECORD_PLAN = "record_plan"
    RECORD_COACHING = "record_coaching"
    RECORD_FIGURE = "record_figure"
    RECORD_EVIDENCE = "record_evidence"
    RECORD_TEAM = "record_team"
    APPROVE_EVIDENCE = "approve_evidence"
    CODE_TEXT = "code_text"
    APPROVE_PERIOD = "approve_period"
    MARK_EVENTS = "mark_events"
    SET_EXPECTATIONS = "set_expectations"
    SAVE_VIEW = "save_view"
    KEEP_DRAFT = "keep_draft"
    IMPORT_FILE = "import_file"
    READ_OUTSIDE_FILE = "read_outside_file"
    CHANGE_ASSUMPTIONS = "change_assumptions"
    CHANGE_PROGRAMME = "change_programme"
    CHANGE_SETTINGS = "change_settings"
    MANAGE_USERS = "manage_users"
    READ_AUDIT_LOG = "read_audit_log"
    CHANGE_OWN_PASSWORD = "change_own_password"
    SEE_EXACT_COUNTS = "see_exact_counts"
    SEE_UNAPPROVED = "see_unapproved"
    READ_COMMENTS = "read_comments"


ACTIONS: dict[Action, frozenset[Role]] = {
    Action.RECORD_REGISTER: WHO_ENTER,
    Action.RECORD_SURVEY_RESPONSE: WHO_ENTER,
    Action.DESIGN_SURVEY: WHO_ENTER,
    Action.WRITE_CASE_STUDY: WHO_ENTER,
    Action.APPROVE_CASE_STUDY: frozenset({ADMINISTRATOR, STAFF, LA_LEAD}),
    Action.WITHDRAW_CONSENT: WHO_ENTER,
    Action.RECORD_PLAN: WHO_ENTER,
    Action.RECORD_COACHING: WHO_ENTER,
    Action.RECORD_FIGURE: WHO_ENTER,
    Action.RECORD_EVIDENCE: WHO_ENTER,
    Action.RECORD_TEAM: WHO_ENTER,
    Action.APPROVE_EVIDENCE: frozenset({ADMINISTRATOR, STAFF, LA_LEAD}),
    Action.CODE_TEXT: WHO_ENTER,
    Action.APPROVE_PERIOD: WHO_APPROVE,
    Action.MARK_EVENTS: WHO_ENTER,
    Action.SET_EXPECTATIONS: ADMINISTRATORS,
    Action.SAVE_VIEW: EVERYONE,
    Action.KEEP_DRAFT: WHO_CHECK,
    Action.IMPORT_FILE: WHO_ENTER,
    Action.READ_OUTSIDE_FILE: WHO_ENTER,
    Action.CHANGE_ASSUMPTIONS: frozenset({ADMINISTRATOR, LA_LEAD}),
    Action.CHANGE_PROGRAMME: ADMINISTRATORS,
    Action.CHANGE_SETTINGS: ADMINISTRATORS,
    Action.MANAGE_USERS: ADMINISTRATORS,
    Action.READ_AUDIT_LOG: ADMINISTRATORS,
    Action.CHANGE_OWN_PASSWORD: EVERYONE,
    Action.SEE_EXACT_COUNTS: frozenset({ADMINISTRATOR, STAFF, LA_LEAD}),
    Action.SEE_UNAPPROVED: frozenset({ADMINISTRATOR, STAFF, LA_LEAD}),
    Action.READ_COMMENTS: frozenset({ADMINISTRATOR, STAFF, LA_LEAD}),
}


@dataclass(frozen=True)
class Identity:
    """Who is asking: the role decides what, `clusters` (ids) decides where for cluster members.

    `name_in_log` is what the audit log calls them. `user_id` is None on the command line.
    """

    user_id: int | None
    name_in_log: str
    name: str
    role: Role
    clusters: frozenset[int] = field(default_factory=frozenset)

    def may(self, action: Action) -> bool:
        return self.role in ACTIONS[action]

    def may_open(self, page: str) -> bool:
        return self.role in PAGES.get(page, frozenset())

    @property
    def scope(self) -> frozenset[int] | None:
        """The cluster ids this person is limited to; None: the whole authority."""
        return self.clusters if self.role == Role.CLUSTER_MEMBER else None


COMMAND_LINE = Identity(None, "command line", "Command line", Role.ADMINISTRATOR)

# Who deletes what is over, as its people were told.
BY_ITSELF = Identity(None, "by itself", "By itself", Role.ADMINISTRATOR)


def require(who: Identity, action: Action) -> None:
    """Raises: NotAllowed unless the role of `who` covers the action."""
    if not who.may(action):
        raise NotAllowed("Your role does not allow this. Ask an administrator if you think it should.")
