"""The tables, by subject."""

from data_access.models.base import Base, now
from data_access.models.evidence import Attendance, CaseStudy, Event, FormDraft, SurveyAnswer, SurveyResponse
from data_access.models.people import (
    AuditEntry,
    Revision,
    SignInAttempt,
    SignInSession,
    UserAccount,
    UserCluster,
)
from data_access.models.places import Cluster, ClusterMembership, Setting
from data_access.models.programme import HalfTerm, Programme, ProgrammePhase, Target

__all__ = [
    "Attendance",
    "AuditEntry",
    "Base",
    "CaseStudy",
    "Cluster",
    "ClusterMembership",
    "Event",
    "FormDraft",
    "HalfTerm",
    "Programme",
    "ProgrammePhase",
    "Revision",
    "Setting",
    "SignInAttempt",
    "SignInSession",
    "SurveyAnswer",
    "SurveyResponse",
    "Target",
    "UserAccount",
    "UserCluster",
    "now",
]
