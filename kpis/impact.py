"""What children, families and staff notice: attendance, suspensions, SEN support, skills."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from data_access.periods import Period
from data_access.vocabulary import FigureName
from kpis.effect_size import Group, effect
from kpis.facts import Facts
from kpis.figures import handed_over
from kpis.kpi import Kpi
from kpis.rows import counted_rows

_SCHOOLS: dict[str, Any] = {
    "source": "Settings' own records, or the council's",
    "owner": "Programme team",
    "page": "impact",
}
_EVERY_MONTH: dict[str, Any] = {"frequency": "Every month"}

ATTENDANCE_RATE = Kpi(
    **handed_over(FigureName.ATTENDANCE_RATE),
    is_fine=True,
    **_SCHOOLS,
    **_EVERY_MONTH,
    title="Attendance",
    question="Are children in school?",
    better="higher",
    numerator_label="sessions attended",
    denominator_label="possible sessions",
    sentence="{numerator} of {denominator} possible sessions were attended",
    definition="Sessions attended, out of the sessions possible in the period. A session is half a day.",
    why="A child who is not there cannot be included.",
)

PERSISTENT_ABSENCE = Kpi(
    **handed_over(FigureName.PERSISTENT_ABSENCE),
    is_fine=True,
    **_SCHOOLS,
    frequency="Every term",
    title="Persistent absence",
    question="How many children miss a tenth of school or more?",
    better="lower",
    numerator_label="pupils who missed a tenth of their sessions or more",
    denominator_label="pupils",
    sentence="{numerator} of {denominator} pupils missed a tenth of their sessions or more",
    definition="Pupils who missed 10 % or more of their possible sessions, out of all pupils. Figures of several "
    "months "
    "add the pupils of each month up: read it by the period in which it was counted.",
    why="Absence is often the first sign that school does not work for a child.",
    balancing=("attendance_rate",),
)

SUSPENSIONS = Kpi(
    **handed_over(FigureName.SUSPENSIONS),
    **_SCHOOLS,
    **_EVERY_MONTH,
    title="Suspensions",
    question="Are fewer children sent home?",
    better="lower",
    numerator_label="suspensions",
    denominator_label="",
    sentence="{numerator} suspensions",
    definition="Suspensions (fixed-term exclusions) that began in the period, each counted as often as it happened.",
    why="A suspension tells of a need that was not met in time.",
    balancing=("days_lost", "permanent_exclusions", "attendance_rate"),
)

DAYS_LOST = Kpi(
    **handed_over(FigureName.DAYS_LOST),
    **_SCHOOLS,
    **_EVERY_MONTH,
    title="Days lost to suspension",
    question="How much school do children lose by being sent home?",
    better="lower",
    numerator_label="school days lost to suspension",
    denominator_label="",
    sentence="{numerator} school days were lost to suspension",
    definition="School days lost to the suspensions that began in the period; half days count as half.",
    why="Fewer but longer suspensions are no progress.",
    balancing=("suspensions",),
)

PERMANENT_EXCLUSIONS = Kpi(
    **handed_over(FigureName.PERMANENT_EXCLUSIONS),
    **_SCHOOLS,
    **_EVERY_MONTH,
    title="Permanent exclusions",
    question="Do fewer children lose their school?",
    better="lower",
    numerator_label="permanent exclusions",
    denominator_label="",
    sentence="{numerator} permanent exclusions",
    definition="Permanent exclusions in the period, before any review.",
    why="A permanent exclusion changes a child's life, and nearly half of those excluded have special needs.",
    balancing=("suspensions",),
)

BEHAVIOUR_INCIDENTS = Kpi(
    **handed_over(FigureName.BEHAVIOUR_INCIDENTS),
    **_SCHOOLS,
    **_EVERY_MONTH,
    title="Behaviour incidents",
    question="Is school calmer?",
    better="lower",
    numerator_label="behaviour incidents recorded",
    denominator_label="",
    sentence="{numerator} behaviour incidents were recorded",
    definition="Behaviour incidents that settings recorded in the period, each by its own rules: compare a setting "
    "with "
    "itself, not with another.",
    why="Settings that understand a need see it before it becomes an incident.",
    balancing=("suspensions",),
)

SEN_SUPPORT = Kpi(
    **handed_over(FigureName.SEN_SUPPORT),
    **_SCHOOLS,
    frequency="Every January, with the school census",
    title="Pupils at SEN support",
    question="How many pupils get support without a plan?",
    better="neither",
    numerator_label="pupils at SEN support",
    denominator_label="",
    sentence="{numerator} pupils are at SEN support",
    definition="Pupils at SEN support, special educational provision without an EHC plan, as last counted in the "
    "period.",
    why="Earlier support can mean more pupils at SEN support and fewer who need a plan.",
    balancing=("ehc_plans",),
)


def pupils_with_scores(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: one per period, setting and intervention: pupils with a score before and after.

    Missing: pupils of an intervention whose scores are all alike, because a gain has no size then.
    """
    return counted_rows(facts, periods, _gains(facts), "pupil_count")


def gains_in_deviations(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: as above: the pupils' gains, each in pooled standard deviations of all scores of its intervention."""
    return counted_rows(facts, periods, _gains(facts), "gain")


def _gains(facts: Facts) -> pd.DataFrame:
    deviation = facts.keep("pooled deviations", lambda: _pooled(facts.yardsticks))
    gains = facts.gains
    spread = gains["intervention"].map(deviation).astype(float)
    gain = (gains["after_mean"] - gains["before_mean"]) * gains["pupil_count"] / spread
    return gains.assign(part=gains["intervention"], gain=gain)[gain.notna()]


def interventions(facts: Facts) -> dict[str, str]:
    """Every intervention that has scores, by name."""
    return {name: name for name in sorted(set(facts.gains["intervention"]))}


def _pooled(scores: pd.DataFrame) -> dict[str, float]:
    """The pooled standard deviation of each intervention's scores, over all its groups; NaN where all are alike."""
    found = {}
    for intervention, groups in scores.groupby("intervention"):
        named = groups[["pupil_count", "before_mean", "before_sd", "after_mean", "after_sd"]]
        of_all = effect(Group(*row) for row in named.itertuples(index=False))
        found[str(intervention)] = math.nan if math.isnan(of_all.size) else of_all.pooled_sd
    return found


PROGRAMME_EFFECT = Kpi(
    key="programme_effect",
    title="Skill gains",
    question="Do children learn what a programme is meant to teach them?",
    unit="change",
    better="higher",
    numerator=gains_in_deviations,
    denominator=pupils_with_scores,
    numerator_label="gains, in standard deviations, added up",
    denominator_label="pupils with scores before and after",
    sentence="{denominator} pupils with scores before and after gained {numerator} standard deviations in all",
    definition="The mean of (after − before) over the pooled standard deviation of all scores of the same "
    "intervention, "
    "before and after. Over several interventions each pupil counts once. About 0.2 is small, 0.5 medium, 0.8 large. "
    "Without a comparison group, part of a gain is what children would have learnt anyway.",
    why="It says what an intervention is worth in numbers that can be compared.",
    source="Scores that settings sum up",
    owner="Programme team",
    frequency="When an intervention ends",
    page="impact",
    evidence="skill_gains",
    counts_people=True,
    parts_from=interventions,
)
