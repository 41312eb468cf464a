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


SOURCES = {"school": "School or setting", "parent": "Parent or young person", "other": "Other"}
PLACEMENTS = {
    "mainstream": "Mainstream",
    "unit": "Resourced provision or SEN unit",
    "special": "Maintained special school or special academy",
    "isp": "Independent specialist provision (ISP)",
    "alternative": "Hospital or alternative provision",
    "post_16": "Post-16 and further education",
    "other": "Other, or education otherwise than at school",
}
POTS = {"revenue": "Revenue", "capital": "Capital", "school_improvement": "School improvement"}

FIGURES: dict[str, Figure] = {
    "ehcna_requests": Figure("Requests for an EHC needs assessment", parts=SOURCES),
    "refusal_rate": Figure(
        "Requests refused", is_share=True, numerator="requests refused", denominator="requests decided"
    ),
    "six_week_decisions": Figure(
        "Decisions within six weeks",
        is_share=True,
        numerator="requests decided within six weeks",
        denominator="requests decided",
    ),
    "twenty_week_plans": Figure(
        "Plans issued within 20 weeks",
        is_share=True,
        numerator="plans issued within 20 weeks, exceptions left out",
        denominator="plans issued, exceptions left out",
    ),
    "ehc_plans": Figure("EHC plans", is_stock=True, parts=PLACEMENTS),
    "mainstream_to_special": Figure("Moves from mainstream to a special school"),
    "mainstream_to_isp": Figure("Moves from mainstream to independent specialist provision"),
    "sen_support": Figure("Pupils at SEN support", is_stock=True),
    "tribunal_appeals": Figure("Appeals registered with the tribunal"),
    "suspensions": Figure("Suspensions"),
    "days_lost": Figure("Days lost to suspension", is_whole=False),
    "permanent_exclusions": Figure("Permanent exclusions"),
    "attendance_rate": Figure(
        "Attendance",
        is_share=True,
        counts_people=False,
        numerator="sessions attended",
        denominator="possible sessions",
    ),
    "persistent_absence": Figure(
        "Persistent absence", is_share=True, numerator="pupils persistently absent", denominator="pupils"
    ),
    "behaviour_incidents": Figure("Behaviour incidents"),
    "budget_used": Figure(
        "Money spent",
        is_share=True,
        is_stock=True,
        counts_people=False,
        numerator="pounds spent",
        denominator="pounds allocated",
        is_whole=False,
        parts=POTS,
    ),
    "project_kpi_progress": Figure(
        "Progress of projects",
        is_share=True,
        is_stock=True,
        counts_people=False,
        is_whole=False,
        numerator="how far the figure has moved from its baseline",
        denominator="how far it should move to its target",
    ),
    "sli_days": Figure(
        "Support days delivered",
        is_share=True,
        counts_people=False,
        is_whole=False,
        numerator="days delivered",
        denominator="days planned",
    ),
}
