"""Taking part: who came, who keeps coming, and who was expected at cluster meetings."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from data_access.periods import Calendar, Period, academic_year_of
from data_access.vocabulary import PeriodKind
from kpis.facts import Facts
from kpis.kpi import Kpi
from kpis.population import Days, Flags, bounds, days, population, sums
from kpis.rows import counted_rows, of_members


def settings_of_the_programme(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: one per period and setting that belonged to the programme on any day of it and was open."""
    return of_members(population(facts, periods).rows)


def settings_that_took_part(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: as above, those with at least one attendance at any event held in the period."""
    members = population(facts, periods)
    attended = members.gathered(sums(facts, periods, facts.attendance, "attended_count"))
    came = attended[members.rows["period"], members.rows["setting"]] > 0
    return of_members(members.rows[came])


def settings_due_every_half_term(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: one per period and setting still belonging and open on its last day (or the last day known about),
    with at least one half term completed since it joined, this academic year.
    """
    members, is_due, _ = _half_terms(facts, periods)
    return of_members(members[is_due.any(axis=1)])


def settings_active_every_half_term(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: as above, those that came to an event in every one of these half terms, but for those they may miss."""
    members, is_due, came = _half_terms(facts, periods)
    missed = (is_due & ~came).sum(axis=1)
    is_active = is_due.any(axis=1) & (missed <= facts.rules.active_half_terms_missed_allowed)
    return of_members(members[is_active])


def _half_terms(facts: Facts, periods: Sequence[Period]) -> tuple[pd.DataFrame, Flags, Flags]:
    """The settings still belonging at the end of each period; which half terms count for each; in which it came."""
    members = population(facts, periods)
    rows = members.rows[members.rows["is_current"]]
    until: Days = bounds(facts, periods).until
    halves = _halves(facts.calendar, until)
    period, setting = rows["period"].to_numpy(), rows["setting"].to_numpy()
    joined = days(rows["joined_on"], np.datetime64("NaT", "D"))
    ended = np.array([half.end for half in halves], "datetime64[D]")
    is_over = (ended <= until[period][:, None]) & (ended >= joined[:, None])
    is_due = _same_year(until, halves)[period] & is_over
    attended = sums(facts, halves, facts.attendance, "attended_count")
    came = np.zeros_like(is_due)
    for at, half in enumerate(attended):
        carried = members.gathered(np.broadcast_to(half, members.counts_as.shape))
        came[:, at] = carried[period, setting] > 0
    return rows, is_due, came


def _halves(calendar: Calendar, until: Days) -> list[Period]:
    """The half terms of the academic years of these days. A holiday belongs to the half term before it."""
    years = [calendar.period_of(PeriodKind.ACADEMIC_YEAR, day) for day in until.tolist()]
    if not years:
        return []
    return calendar.periods(PeriodKind.HALF_TERM, min(year.start for year in years), max(year.end for year in years))


def _same_year(until: Days, halves: Sequence[Period]) -> Flags:
    """[period, half term]: whether the half term is of the academic year of the period's last day that counts.

    A quarter that runs into September is of the year that is ending while it is not over.
    """
    mine = np.array([academic_year_of(day) for day in until.tolist()], dtype=object)
    same: Flags = mine[:, None] == np.array([academic_year_of(half.start) for half in halves], dtype=object)
    return same


def meetings(facts: Facts, periods: Sequence[Period], count: str) -> pd.DataFrame:
    """Rows: one per period, setting and cluster of the meeting; a meeting of no cluster counts for the setting's."""
    return counted_rows(facts, periods, facts.meetings, count)


_SUCCESSION = (
    " A setting that changed cluster counts once, in the cluster it was in last. A setting that closed and has a "
    "successor counts as its successor from the period of the change on, with all it did before."
)

PARTICIPATION_RATE = Kpi(
    key="participation_rate",
    title="Settings taking part",
    question="How many of the programme's settings came to something?",
    unit="share",
    better="higher",
    numerator=settings_that_took_part,
    denominator=settings_of_the_programme,
    numerator_label="settings that came to at least one event",
    denominator_label="settings in the programme",
    sentence="{numerator} of {denominator} settings took part",
    definition="Settings with at least one attendance at an event held in the period, out of the settings that "
    "belonged to the programme on any day of it and were open." + _SUCCESSION,
    why="The programme cannot change a setting that nobody comes from.",
    source="Event registers",
    owner="Programme team",
    frequency="After every register",
    page="participation",
    evidence="registers",
)

ACTIVE_PARTICIPATION_RATE = Kpi(
    key="active_participation_rate",
    title="Settings taking part actively",
    question="How many settings keep coming, half term after half term?",
    unit="share",
    better="higher",
    numerator=settings_active_every_half_term,
    denominator=settings_due_every_half_term,
    numerator_label="settings that came in every completed half term",
    denominator_label="settings with a completed half term since they joined",
    sentence="{numerator} of {denominator} settings came in every completed half term",
    definition="Settings that came to at least one event in every half term completed since they joined, this "
    "academic year, out of the settings in the programme at the end of the period that had such a half term. The half "
    "term in which a setting joined counts; a holiday belongs to the half term before it. The programme's settings say "
    "how many half terms may be missed. Until the first half term of the year is over there is no data." + _SUCCESSION,
    why="Coming once changes little. Settings that keep coming change how they work.",
    source="Event registers",
    owner="Programme team",
    frequency="Every half term",
    page="participation",
    evidence="registers",
    balancing=("participation_rate",),
)

CLUSTER_MEETING_ATTENDANCE = Kpi(
    key="cluster_meeting_attendance",
    title="Attendance at cluster meetings",
    question="Do settings come to their own cluster's meetings?",
    unit="share",
    better="higher",
    numerator=partial(meetings, count="attended_count"),
    denominator=partial(meetings, count="expected_count"),
    numerator_label="attendances at cluster meetings",
    denominator_label="attendances expected",
    sentence="settings came {numerator} of the {denominator} times that they were expected",
    definition="Settings that came, out of the settings that belonged to the meeting's cluster and were open on the "
    "day, added up over the cluster meetings held in the period. At a cluster meeting that names no cluster, the "
    "settings on its register were expected. A successor is expected in place of the setting that closed.",
    why="The cluster decides together: settings that are not there have no voice in it.",
    source="Registers of cluster meetings",
    owner="Cluster leads",
    frequency="After every cluster meeting",
    page="participation",
    evidence="registers",
)
