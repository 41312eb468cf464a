"""What can be expected: each kind of evidence, whose it is, and the measures that are worked out from it."""

from dataclasses import dataclass
from typing import Literal

from data_access.vocabulary import FIGURES, Audience, FigureName, SettingType, label

Level = Literal["setting", "cluster", "authority"]


@dataclass(frozen=True)
class Evidence:
    """One kind of evidence.

    `level`: who hands it in. `whole`: it must cover every day of the period (a figure that adds up); otherwise one
    piece of it in the period will do. `cycle_day`: for what belongs to a cycle, the column with the day it is due.
    `not_from`: types of setting that do not have it. `measures`: what is worked out from it.
    """

    key: str
    words: str
    short: str
    level: Level
    whole: bool = False
    cycle_day: str = ""
    not_from: frozenset[str] = frozenset()
    measures: tuple[str, ...] = ()

    @property
    def figure(self) -> str:
        """The handed-over figure that it is; empty for other evidence."""
        level, _, name = self.key.partition(":")
        return name if level in LEVELS else ""


LEVELS: dict[str, str] = {"setting": "from each setting", "cluster": "for each cluster", "authority": "whole authority"}
PUPILS_OF_SCHOOL_AGE = frozenset({SettingType.EARLY_YEARS.value})
SCHOOLS_ONLY = frozenset({SettingType.EARLY_YEARS.value, SettingType.COLLEGE.value})
# Whose answers → the measure that is worked out from them.
SURVEYS: dict[Audience, str] = {
    Audience.PARENT_CARER: "parent_confidence",
    Audience.SENCO: "senco_confidence",
    Audience.SCHOOL_STAFF: "staff_confidence",
    Audience.SCHOOL_LEADER: "school_satisfaction",
    Audience.PUPIL: "pupil_view",
}
AUDIENCES: dict[str, Audience] = {measure: audience for audience, measure in SURVEYS.items()}
# Figures that schools alone keep.
OF_SCHOOLS = frozenset(
    {
        FigureName.SUSPENSIONS,
        FigureName.DAYS_LOST,
        FigureName.PERMANENT_EXCLUSIONS,
        FigureName.ATTENDANCE_RATE,
        FigureName.PERSISTENT_ABSENCE,
        FigureName.BEHAVIOUR_INCIDENTS,
    }
)


def _survey(audience: Audience, measure: str) -> Evidence:
    who = label(audience) if audience == Audience.SENCO else label(audience).lower()
    not_from = PUPILS_OF_SCHOOL_AGE if audience == Audience.PUPIL else frozenset()
    return Evidence(
        f"survey:{audience.value}",
        f"Survey answers of {who}",
        f"Survey: {who}",
        "setting",
        not_from=not_from,
        measures=(measure,),
    )


def _figure(level: Level, name: FigureName) -> Evidence:
    figure = FIGURES[name]
    also = ("isp_share",) if name == FigureName.EHC_PLANS else ()
    return Evidence(
        f"{level}:{name.value}",
        f"{figure.title}, {LEVELS[level]}",
        figure.title,
        level,
        whole=not figure.is_stock,
        not_from=SCHOOLS_ONLY if name in OF_SCHOOLS else frozenset(),
        measures=(name.value, *also),
    )


_LEVELS: tuple[Level, ...] = ("setting", "cluster", "authority")
_ALL: tuple[Evidence, ...] = (
    Evidence(
        "cluster_meetings",
        "Registers of cluster meetings",
        "Cluster meetings",
        "cluster",
        measures=("cluster_meeting_attendance",),
    ),
    *(_survey(audience, measure) for audience, measure in SURVEYS.items()),
    Evidence(
        "self_evaluation",
        "Self-evaluation",
        "Self-evaluation",
        "setting",
        cycle_day="due_on",
        measures=("self_evaluation_rate", "self_evaluation_on_time", "area_level_change"),
    ),
    Evidence(
        "action_plan",
        "Action plan",
        "Action plan",
        "setting",
        cycle_day="plans_due_on",
        measures=("action_plan_rate", "actions_done_on_time"),
    ),
    *(_figure(level, name) for name in FIGURES for level in _LEVELS),
)
EVIDENCE: dict[str, Evidence] = {one.key: one for one in _ALL}


def of_measure(measure: str) -> list[str]:
    """The evidence that a measure is worked out from, and that can be expected."""
    return [key for key, one in EVIDENCE.items() if measure in one.measures]
