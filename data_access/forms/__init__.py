"""Forms, each declared once: a page draws it, an import checks every row with it, a template is printed from it."""

from data_access.forms.coaching import PEER_REVIEW, SUPPORTER
from data_access.forms.culture import EVIDENCE_PIECE
from data_access.forms.field import Field, Kind
from data_access.forms.figures import FIGURE, SKILL_GAIN, SURVEY_ROUND
from data_access.forms.plans import ACTION, ACTION_PLAN, EVALUATION_CYCLE, PRIORITY, SELF_EVALUATION
from data_access.forms.spec import Answers, FormSpec, clean, named_by
from data_access.forms.specs import CASE_STUDY, REGISTER, case_study_fields, survey_response
from data_access.forms.surveys import SURVEY
from data_access.forms.team import TEAM_MEMBER

__all__ = [
    "ACTION",
    "ACTION_PLAN",
    "CASE_STUDY",
    "EVALUATION_CYCLE",
    "EVIDENCE_PIECE",
    "FIGURE",
    "PEER_REVIEW",
    "PRIORITY",
    "REGISTER",
    "SELF_EVALUATION",
    "SKILL_GAIN",
    "SUPPORTER",
    "SURVEY",
    "SURVEY_ROUND",
    "TEAM_MEMBER",
    "Answers",
    "Field",
    "FormSpec",
    "Kind",
    "case_study_fields",
    "clean",
    "named_by",
    "survey_response",
]
