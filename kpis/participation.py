"""Taking part: who came, who keeps coming, and who was expected at cluster meetings."""

from collections.abc import Sequence

import pandas as pd

from data_access.periods import Period
from kpis.facts import Facts
from kpis.kpi import Kpi
from kpis.population import population, sums

ROW = ["period_key", "urn", "cluster", "phase", "setting_type", "count"]


def settings_of_the_programme(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: one per period and setting that belonged to the programme on any day of it and was open."""
    return population(facts, periods).rows.assign(count=1)[ROW]


def settings_that_took_part(facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: as above, those with at least one attendance at any event held in the period."""
    members = population(facts, periods)
    attended = members.gathered(sums(facts, periods, facts.attendance, "attended_count"))
    came = attended[members.rows["period"], members.rows["setting"]] > 0
    return members.rows[came].assign(count=1)[ROW]


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
    definition="Settings with at least one attendance at an event held in the period, out of the settings that belonged "
    "to the programme on any day of it and were open. A setting that changed cluster counts once, in the cluster it "
    "was in last. A setting that closed and has a successor counts as its successor from the period of the change on.",
    why="A setting that nobody comes from cannot be changed by the programme.",
    source="Event registers",
    owner="Programme team",
    frequency="After every register",
    page="participation",
)
