"""The figures that an authority or a setting already has, and hands over as numbers: requests, plans, attendance."""

from dataclasses import dataclass, field
from enum import StrEnum

from data_access.vocabulary.words import PeriodKind


class FigureStatus(StrEnum):
    """Whether a figure may still move."""

    PROVISIONAL = "provisional"
    FINAL = "final"


class FigureKind(StrEnum):
    """The stretch of time that a figure is of: a kind of period, or a calendar year as national statistics have it."""

    MONTH = PeriodKind.MONTH.value
    HALF_TERM = PeriodKind.HALF_TERM.value
    TERM = PeriodKind.TERM.value
    QUARTER = PeriodKind.QUARTER.value
    ACADEMIC_YEAR = PeriodKind.ACADEMIC_YEAR.value
    CALENDAR_YEAR = "calendar_year"


class FigureName(StrEnum):
    """The measures that are handed over. `FIGURES` says what each is."""

    EHCNA_REQUESTS = "ehcna_requests"
    REFUSAL_RATE = "refusal_rate"
    SIX_WEEK_DECISIONS = "six_week_decisions"
    TWENTY_WEEK_PLANS = "twenty_week_plans"
    EHC_PLANS = "ehc_plans"
    MAINSTREAM_TO_SPECIAL = "mainstream_to_special"
    MAINSTREAM_TO_ISP = "mainstream_to_isp"
    SEN_SUPPORT = "sen_support"
    TRIBUNAL_APPEALS = "tribunal_appeals"
    SUSPENSIONS = "suspensions"
    DAYS_LOST = "days_lost"
    PERMANENT_EXCLUSIONS = "permanent_exclusions"
    ATTENDANCE_RATE = "attendance_rate"
    PERSISTENT_ABSENCE = "persistent_absence"
    BEHAVIOUR_INCIDENTS = "behaviour_incidents"
    BUDGET_USED = "budget_used"
    PROJECT_KPI_PROGRESS = "project_kpi_progress"
    SLI_DAYS = "sli_days"


class FigurePart(StrEnum):
    """What a figure can be split into. Which parts a measure has, its entry in `FIGURES` says."""

    BY_SCHOOL = "by_school"
    BY_PARENT = "by_parent"
    BY_OTHERS = "by_others"
    MAINSTREAM = "mainstream"
    UNIT = "unit"
    SPECIAL = "special_school"
    ISP = "isp"
    ALTERNATIVE = "alternative"
    POST_16 = "post_16"
    REVENUE = "revenue"
    CAPITAL = "capital"
    SCHOOL_IMPROVEMENT = "school_improvement"
    OTHER_PLACEMENT = "other_placement"


@dataclass(frozen=True)
class Figure:
    """One measure that is handed over.

    `is_share`: it has a numerator and a denominator, of which the share is worked out. `is_stock`: it is counted on
    the last day of its period, so that the latest counts; others are added up. `parts`: how it can be split, key →
    words; what is not split stands as not stated. `counts_people`: small numbers are hidden. `is_whole`: no fractions.
    """

    title: str
    is_share: bool = False
    is_stock: bool = False
    counts_people: bool = True
    is_whole: bool = True
    numerator: str = ""
    denominator: str = ""
    parts: dict[str, str] = field(default_factory=dict)


SOURCES: dict[str, str] = {
    "by_school": "School or setting",
    "by_parent": "Parent or young person",
    "by_others": "Others",
}
PLACEMENTS: dict[str, str] = {
    "mainstream": "Mainstream",
    "unit": "Resourced provision or SEN unit",
    "special_school": "Maintained special school or special academy",
    "isp": "Independent specialist provision (ISP)",
    "alternative": "Hospital or alternative provision",
    "post_16": "Post-16 and further education",
    "other_placement": "Other, or education otherwise than at school",
}
POTS: dict[str, str] = {"revenue": "Revenue", "capital": "Capital", "school_improvement": "School improvement"}

FIGURES: dict[FigureName, Figure] = {
    FigureName.EHCNA_REQUESTS: Figure("Requests for an EHC needs assessment", parts=SOURCES),
    FigureName.REFUSAL_RATE: Figure(
        "Requests refused", is_share=True, numerator="requests refused", denominator="requests decided"
    ),
    FigureName.SIX_WEEK_DECISIONS: Figure(
        "Decisions within six weeks",
        is_share=True,
        numerator="requests decided within six weeks",
        denominator="requests decided",
    ),
    FigureName.TWENTY_WEEK_PLANS: Figure(
        "Plans issued within 20 weeks",
        is_share=True,
        numerator="plans issued within 20 weeks, exceptions left out",
        denominator="plans issued, exceptions left out",
    ),
    FigureName.EHC_PLANS: Figure("EHC plans", is_stock=True, parts=PLACEMENTS),
    FigureName.MAINSTREAM_TO_SPECIAL: Figure("Moves from mainstream to a special school"),
    FigureName.MAINSTREAM_TO_ISP: Figure("Moves from mainstream to independent specialist provision"),
    FigureName.SEN_SUPPORT: Figure("Pupils at SEN support", is_stock=True),
    FigureName.TRIBUNAL_APPEALS: Figure("Appeals registered with the tribunal"),
    FigureName.SUSPENSIONS: Figure("Suspensions"),
    FigureName.DAYS_LOST: Figure("Days lost to suspension", is_whole=False),
    FigureName.PERMANENT_EXCLUSIONS: Figure("Permanent exclusions"),
    FigureName.ATTENDANCE_RATE: Figure(
        "Attendance",
        is_share=True,
        counts_people=False,
        numerator="sessions attended",
        denominator="possible sessions",
    ),
    FigureName.PERSISTENT_ABSENCE: Figure(
        "Persistent absence", is_share=True, numerator="pupils persistently absent", denominator="pupils"
    ),
    FigureName.BEHAVIOUR_INCIDENTS: Figure("Behaviour incidents"),
    FigureName.BUDGET_USED: Figure(
        "Money spent",
        is_share=True,
        is_stock=True,
        counts_people=False,
        numerator="pounds spent",
        denominator="pounds allocated",
        is_whole=False,
        parts=POTS,
    ),
    FigureName.PROJECT_KPI_PROGRESS: Figure(
        "Progress of projects",
        is_share=True,
        is_stock=True,
        counts_people=False,
        is_whole=False,
        numerator="how far the figure has moved from its baseline",
        denominator="how far it should move to its target",
    ),
    FigureName.SLI_DAYS: Figure(
        "Support days delivered",
        is_share=True,
        counts_people=False,
        is_whole=False,
        numerator="days delivered",
        denominator="days planned",
    ),
}
