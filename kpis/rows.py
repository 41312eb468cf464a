"""Evidence as rows that add up: each counted in one period, cluster, phase, setting type and setting."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from data_access.periods import Period
from kpis.facts import Facts
from kpis.population import Whole, period_positions, population

ROW = ["period_key", "urn", "cluster", "phase", "setting_type", "count"]
PLACE = ["period", "urn", "cluster"]


def counted_rows(facts: Facts, periods: Sequence[Period], evidence: pd.DataFrame, count: str) -> pd.DataFrame:
    """`evidence[count]` added up to period, setting and cluster, under the setting that each counts as.

    The cluster is the one that the evidence itself names, and without one the setting's in the period. Only what lies
    within the scope of the facts is kept.

    Rows: none with a count of zero. Columns: `ROW`.
    Missing: urn, cluster, phase and setting_type where nobody stated one.
    """
    rows = _placed(facts, periods, evidence, count)
    if facts.scope is not None:
        rows = rows[rows["cluster"].isin(facts.scope)]
    rows = rows.groupby([*PLACE, "phase", "setting_type"], dropna=False, as_index=False).agg(count=("count", "sum"))
    keys = np.array([period.key for period in periods], dtype=object)
    return rows.assign(period_key=pd.Series(keys[rows["period"]], rows.index, dtype="str"))[ROW]


def _placed(facts: Facts, periods: Sequence[Period], evidence: pd.DataFrame, count: str) -> pd.DataFrame:
    """Each row of the evidence with its period (by position) and all that is known of where it counts."""
    period = period_positions(periods, evidence["cell_start"])
    known = evidence.assign(period=period)[(period >= 0) & (evidence[count] > 0)]
    members = population(facts, periods)
    setting = pd.Index(facts.settings["urn"]).get_indexer(known["urn"])
    counts_as = np.where(setting >= 0, members.counts_as[known["period"], setting], -1)
    places = facts.settings.reindex(counts_as).set_axis(known.index)
    cluster = _clusters(members.rows, known["period"].to_numpy(), counts_as).set_axis(known.index)
    if "cluster" in known:
        cluster = known["cluster"].where(known["cluster"].notna(), cluster)
    placed = places[["urn", "phase", "setting_type"]]
    return placed.assign(period=known["period"], cluster=cluster, count=known[count])


def _clusters(members: pd.DataFrame, period: Whole, setting: Whole) -> "pd.Series[str]":
    """The cluster that each setting counted in, in each period; missing where it did not belong."""
    cluster: pd.Series[str] = members.set_index(["period", "setting"])["cluster"]
    return cluster.reindex(pd.MultiIndex.from_arrays([period, setting]))
