"""Evidence that practice has changed."""

from collections.abc import Sequence

import pandas as pd

from data_access.periods import Period
from kpis.facts import Facts
from kpis.kpi import Kpi
from kpis.participation import settings_of_the_programme
from kpis.population import population, sums
from kpis.rows import ROW, counted_rows


def settings_with_evidence(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: one per period and setting of the programme with at least one case study approved in the period."""
    members = population(facts, periods)
    approved = members.gathered(sums(facts, periods, facts.evidence, "approved_count"))
    has_some = approved[members.rows["period"], members.rows["setting"]] > 0
    return members.rows[has_some].assign(count=1)[ROW]


def approved_case_studies(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: one per period and setting with case studies approved in the period."""
    return counted_rows(facts, periods, facts.evidence, "approved_count")


EVIDENCE_OF_CHANGE = Kpi(
    key="evidence_of_change",
    title="Settings with evidence of change",
    question="How many settings can show what has changed?",
    unit="share",
    better="higher",
    numerator=settings_with_evidence,
    denominator=settings_of_the_programme,
    numerator_label="settings with an approved case study",
    denominator_label="settings in the programme",
    sentence="{numerator} of {denominator} settings have an approved case study",
    definition="Settings with at least one case study approved in the period, out of the settings that belonged to the "
    "programme on any day of it and were open. The day of approval decides the period. A setting that closed and has "
    "a successor counts as its successor from the period of the change on.",
    why="Taking part is not the aim. What settings do differently for children is.",
    source="Case studies, once approved",
    owner="Programme team",
    frequency="After every approval",
    page="case_studies",
    balancing=("participation_rate",),
)

CASE_STUDIES = Kpi(
    key="case_studies",
    title="Case studies approved",
    question="How many case studies can be shown to others?",
    unit="count",
    better="higher",
    numerator=approved_case_studies,
    denominator=None,
    numerator_label="case studies approved",
    denominator_label="",
    sentence="{numerator} case studies approved",
    definition="Case studies approved in the period. One about a setting outside the programme counts with its cluster "
    "not stated.",
    why="A setting learns most from what worked in another like it.",
    source="Case studies, once approved",
    owner="Programme team",
    frequency="After every approval",
    page="case_studies",
)
