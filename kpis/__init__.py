"""What every number means: the catalogue of measures, and how they are worked out."""

from data_access.vocabulary import Audience, Item
from kpis.coaching import (
    COACHES_TRAINED,
    COACHING_ENGAGEMENT,
    EVENT_FEEDBACK,
    PEER_REVIEW_RATE,
    SESSION_ATTENDANCE,
)
from kpis.ehc import (
    EHC_PLANS,
    EHCNA_REQUESTS,
    ISP_SHARE,
    MAINSTREAM_TO_ISP,
    MAINSTREAM_TO_SPECIAL,
    REFUSAL_RATE,
    SIX_WEEK_DECISIONS,
    TRIBUNAL_APPEALS,
    TWENTY_WEEK_PLANS,
)
from kpis.evidence import CASE_STUDIES, EVIDENCE_OF_CHANGE
from kpis.feedback import (
    PARENT_CONFIDENCE,
    PUPIL_VIEW,
    RESPONSE_RATE,
    SCHOOL_SATISFACTION,
    SENCO_CONFIDENCE,
    STAFF_CONFIDENCE,
    question_measure,
)
from kpis.impact import (
    ATTENDANCE_RATE,
    BEHAVIOUR_INCIDENTS,
    DAYS_LOST,
    PERMANENT_EXCLUSIONS,
    PERSISTENT_ABSENCE,
    PROGRAMME_EFFECT,
    SEN_SUPPORT,
    SUSPENSIONS,
)
from kpis.kpi import Kpi
from kpis.money import BUDGET_USED, PROJECT_KPI_PROGRESS, SLI_DAYS
from kpis.participation import ACTIVE_PARTICIPATION_RATE, CLUSTER_MEETING_ATTENDANCE, PARTICIPATION_RATE
from kpis.plans import (
    ACTION_PLAN_RATE,
    ACTIONS_DONE_ON_TIME,
    AREA_LEVEL_CHANGE,
    SELF_EVALUATION_ON_TIME,
    SELF_EVALUATION_RATE,
)

# In the order of the programme's story: who takes part, what they do, what moves, what people say, what it costs.
CATALOGUE: tuple[Kpi, ...] = (
    PARTICIPATION_RATE,
    ACTIVE_PARTICIPATION_RATE,
    CLUSTER_MEETING_ATTENDANCE,
    SELF_EVALUATION_RATE,
    SELF_EVALUATION_ON_TIME,
    ACTION_PLAN_RATE,
    ACTIONS_DONE_ON_TIME,
    AREA_LEVEL_CHANGE,
    COACHING_ENGAGEMENT,
    SESSION_ATTENDANCE,
    PEER_REVIEW_RATE,
    COACHES_TRAINED,
    EVENT_FEEDBACK,
    EHCNA_REQUESTS,
    REFUSAL_RATE,
    SIX_WEEK_DECISIONS,
    TWENTY_WEEK_PLANS,
    TRIBUNAL_APPEALS,
    EHC_PLANS,
    MAINSTREAM_TO_SPECIAL,
    MAINSTREAM_TO_ISP,
    ISP_SHARE,
    SEN_SUPPORT,
    PARENT_CONFIDENCE,
    SENCO_CONFIDENCE,
    SCHOOL_SATISFACTION,
    STAFF_CONFIDENCE,
    PUPIL_VIEW,
    RESPONSE_RATE,
    EVIDENCE_OF_CHANGE,
    CASE_STUDIES,
    ATTENDANCE_RATE,
    PERSISTENT_ABSENCE,
    SUSPENSIONS,
    DAYS_LOST,
    PERMANENT_EXCLUSIONS,
    BEHAVIOUR_INCIDENTS,
    PROGRAMME_EFFECT,
    BUDGET_USED,
    PROJECT_KPI_PROGRESS,
    SLI_DAYS,
)
# What a meeting sees first.
HEADLINES: tuple[str, ...] = (
    "participation_rate",
    "active_participation_rate",
    "self_evaluation_rate",
    "coaching_engagement",
    "evidence_of_change",
    "ehcna_requests",
    "refusal_rate",
    "parent_confidence",
    "senco_confidence",
)
_BY_KEY = {kpi.key: kpi for kpi in CATALOGUE}


def kpi(key: str) -> Kpi:
    """The measure of that key; of "parent_carer:feeling_listened_to", the question of that audience.

    Raises: KeyError for a key that is neither.
    """
    if key not in _BY_KEY and ":" in key:
        audience, _, item = key.partition(":")
        return question_measure(Audience(audience), Item(item))
    return _BY_KEY[key]
