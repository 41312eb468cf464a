"""Evidence as rows that add up: each counted in one period, cluster, phase, setting type and setting."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from data_access.periods import Period
from kpis.facts import Facts
from kpis.population import Whole, period_positions, population

ROW = ["period_key", "urn", "cluster", "phase", "setting_type", "part", "count"]
PLACE = ["period", "urn", "cluster"]


def counted_rows(facts: Facts, periods: Sequence[Period], evidence: pd.DataFrame, count: str) -> pd.DataFrame:
    """`evidence[count]` added up to period, setting and cluster, under the setting that each counts as.

    The cluster is the one that the evidence itself names, and without one the setting's in the period. Only what lies
    within the scope of the facts is kept. `evidence` may have a column `part`.

    Rows: none with a count of zero. Columns: `ROW`.
    Missing: urn, cluster, phase and setting_type where nobody stated one.
    """
    at = period_positions(periods, evidence["cell_start"])
    return rows_in(facts, periods, evidence[evidence[count] != 0], at[evidence[count] != 0], count)


def rows_in(
    facts: Facts, periods: Sequence[Period], evidence: pd.DataFrame, at: Whole, count: str, as_stated: bool = False
) -> pd.DataFrame:
    """As `counted_rows`, with the position of each row's period given (-1: in none).

    `as_stated`: evidence that names no cluster counts in none.
    """
    return added_up(periods, placed(facts, periods, evidence, at, count, as_stated))


def added_up(periods: Sequence[Period], rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that are `placed`, added up to period, place and part. Columns: `ROW`."""
    groups = rows.groupby([*PLACE, "phase", "setting_type", "part"], dropna=False, as_index=False)
    summed = groups.agg(count=("count", "sum"))
    keys = np.array([period.key for period in periods], dtype=object)
    return summed.assign(period_key=pd.Series(keys[summed["period"]], summed.index, dtype="str"))[ROW]


def of_members(members: Any, part: str = "") -> pd.DataFrame:
    """Settings of a population, each counted once. Columns: `ROW`."""
    rows: pd.DataFrame = members.assign(part=part, count=1)[ROW]
    return rows


def placed(
    facts: Facts, periods: Sequence[Period], evidence: pd.DataFrame, at: Whole, count: str, as_stated: bool = False
) -> pd.DataFrame:
    """Each row of the evidence that lies in a period and within the scope, with all that is known of where it counts.

    Columns: urn, phase, setting_type, period (position), cluster, part, count, and what else the evidence says.
    """
    members = population(facts, periods)
    known = evidence.assign(period=at)[at >= 0]
    setting = pd.Index(facts.settings["urn"]).get_indexer(known["urn"])
    counts_as = np.where(setting >= 0, members.counts_as[known["period"], setting], -1)
    places = facts.settings.reindex(counts_as).set_axis(known.index)
    cluster = _clusters(members.rows, known["period"].to_numpy(), counts_as).set_axis(known.index)
    if "cluster" in known:
        cluster = known["cluster"] if as_stated else known["cluster"].where(known["cluster"].notna(), cluster)
    place = {name: places[name] for name in ("urn", "phase", "setting_type")}
    rows = known.assign(**place, cluster=cluster, part=known.get("part", ""), count=known[count])
    return rows if facts.scope is None else rows[rows["cluster"].isin(facts.scope)]


def _clusters(members: pd.DataFrame, period: Whole, setting: Whole) -> "pd.Series[str]":
    """The cluster that each setting counted in, in each period; missing where it did not belong."""
    cluster: pd.Series[str] = members.set_index(["period", "setting"])["cluster"]
    return cluster.reindex(pd.MultiIndex.from_arrays([period, setting]))
