"""Money spent, projects and support days, as they are handed over."""

from typing import Any

from data_access.vocabulary import FigureName
from kpis.figures import handed_over
from kpis.kpi import Kpi

_TEAM: dict[str, Any] = {"owner": "Programme team", "page": "overview"}

BUDGET_USED = Kpi(
    **handed_over(FigureName.BUDGET_USED),
    **_TEAM,
    title="Money spent",
    question="How much of the money has been spent?",
    better="neither",
    numerator_label="pounds spent",
    denominator_label="pounds allocated",
    sentence="£{numerator} of £{denominator} has been spent",
    definition="Money spent, out of the money allocated, as last reported in the period.",
    why="Money that is not spent helps nobody; money spent too early is missed later.",
    source="Finance team's report",
    frequency="Every month",
)

PROJECT_KPI_PROGRESS = Kpi(
    **handed_over(FigureName.PROJECT_KPI_PROGRESS),
    **_TEAM,
    title="Progress of projects",
    question="How far have projects come from their baseline to their target?",
    better="higher",
    numerator_label="distance gone from the baseline",
    denominator_label="distance from the baseline to the target",
    sentence="{numerator} of {denominator} steps from baseline to target are done",
    definition="(Actual − baseline) ÷ (target − baseline), as last reported in the period.",
    why="A project is bought for what it changes.",
    source="Project managers' reports",
    frequency="Every month",
)

SLI_DAYS = Kpi(
    **handed_over(FigureName.SLI_DAYS),
    **_TEAM,
    title="Support days delivered",
    question="Are the support days that were planned delivered?",
    better="higher",
    numerator_label="days delivered",
    denominator_label="days planned",
    sentence="{numerator} of {denominator} planned support days were delivered",
    definition="Days of sector-led improvement support delivered, out of the days planned for the period.",
    why="Support that was agreed should be given.",
    source="Support packages' quarterly reports",
    frequency="Every quarter",
)
