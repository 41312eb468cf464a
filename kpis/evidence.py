"""Evidence that practice has changed."""

from collections.abc import Sequence

import pandas as pd

from data_access.periods import Period
from data_access.vocabulary import EvidenceKind, label
from kpis.facts import Facts
from kpis.kpi import Kpi
from kpis.participation import settings_of_the_programme
from kpis.population import population, sums
from kpis.rows import counted_rows, of_members


def settings_with_evidence(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: one per period and setting of the programme with at least one piece of evidence approved in the period."""
    return _with_some(facts, periods, facts.evidence)


def settings_with_each_kind(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: as above, one for each kind of evidence that the setting has."""
    kinds = facts.evidence["kind"]
    return pd.concat([_with_some(facts, periods, facts.evidence[kinds == kind], kind) for kind in EvidenceKind])


def settings_for_each_kind(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: each setting of the programme, once for each kind of evidence."""
    rows = settings_of_the_programme(facts, periods)
    return pd.concat([rows.assign(part=kind.value) for kind in EvidenceKind])


def _with_some(facts: Facts, periods: Sequence[Period], evidence: pd.DataFrame, part: str = "") -> pd.DataFrame:
    members = population(facts, periods)
    approved = members.gathered(sums(facts, periods, evidence, "approved_count"))
    has_some = approved[members.rows["period"], members.rows["setting"]] > 0
    return of_members(members.rows[has_some], part)


def approved_case_studies(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: one per period and setting with case studies approved in the period."""
    told = facts.evidence[facts.evidence["kind"] == EvidenceKind.CASE_STUDY]
    return counted_rows(facts, periods, told, "approved_count")


EVIDENCE_OF_CHANGE = Kpi(
    key="evidence_of_change",
    title="Settings with evidence of change",
    question="How many settings can show what has changed?",
    unit="share",
    better="higher",
    numerator=settings_with_evidence,
    denominator=settings_of_the_programme,
    numerator_label="settings with approved evidence",
    denominator_label="settings in the programme",
    sentence="{numerator} of {denominator} settings have approved evidence of change",
    definition="Settings with at least one piece of evidence (case study, school audit, staff reflection or Ofsted "
    "comment) approved in the period, out of the settings that belonged to the "
    "programme on any day of it and were open. The day of approval decides the period. A setting that closed and has "
    "a successor counts as its successor from the period of the change on.",
    why="Taking part is not the aim. What settings do differently for children is.",
    source="Case studies, audits, reflections and comments, once approved",
    owner="Programme team",
    frequency="After every approval",
    page="cultural_change",
    evidence="evidence",
    balancing=("participation_rate",),
    parts={kind.value: label(kind) for kind in EvidenceKind},
    split=settings_with_each_kind,
    split_whole=settings_for_each_kind,
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
    evidence="case_studies",
)
