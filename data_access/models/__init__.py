"""The tables, by subject."""

from data_access.models.base import Base, now
from data_access.models.coaching import PeerReview, Supporter
from data_access.models.culture import CodebookTheme, EvidencePiece, Passage, PassageCode
from data_access.models.evidence import (
    Attendance,
    CaseStudy,
    Event,
    FormDraft,
    SurveyAnswer,
    SurveyResponse,
    SurveyRound,
)
from data_access.models.figures import MeasureValue, SkillGain, UnitCost
from data_access.models.imports import ImportRun
from data_access.models.outside import FileMapping, OutsideName
from data_access.models.people import (
    AuditEntry,
    Revision,
    SavedView,
    SignInAttempt,
    SignInSession,
    UserAccount,
    UserCluster,
)
from data_access.models.places import Cluster, ClusterMembership, Setting
from data_access.models.plans import ActionPlan, AreaLevel, EvaluationCycle, PlanAction, Priority, SelfEvaluation
from data_access.models.programme import (
    EventMarker,
    HalfTerm,
    Programme,
    ProgrammePhase,
    Rebase,
    Target,
    TargetPoint,
)
from data_access.models.quality import Expectation, PeriodApproval
from data_access.models.review import Attachment, AttachmentContent, ConsentWithdrawal, Review
from data_access.models.surveys import Survey, SurveyAddress, SurveyLink, SurveyOwnAnswer, SurveyQuestion
from data_access.models.taken_away import DeletedRecord, EarlierText
from data_access.models.team import TeamMember

__all__ = [
    "ActionPlan", "AreaLevel", "Attachment", "AttachmentContent", "Attendance", "AuditEntry", "Base", "CaseStudy",
    "Cluster", "ClusterMembership", "CodebookTheme", "ConsentWithdrawal", "DeletedRecord", "EarlierText",
    "EvaluationCycle", "Event", "EventMarker", "EvidencePiece", "Expectation", "FileMapping", "FormDraft", "HalfTerm",
    "ImportRun", "MeasureValue", "OutsideName", "Passage", "PassageCode", "PeerReview", "PeriodApproval", "PlanAction",
    "Priority", "Programme", "ProgrammePhase", "Rebase", "Review", "Revision", "SavedView", "SelfEvaluation",
    "Setting", "SignInAttempt", "SignInSession", "SkillGain", "Supporter", "Survey", "SurveyAddress", "SurveyAnswer",
    "SurveyLink", "SurveyOwnAnswer", "SurveyQuestion", "SurveyResponse", "SurveyRound", "Target", "TargetPoint",
    "TeamMember", "UnitCost", "UserAccount", "UserCluster", "now",
]  # fmt: skip
