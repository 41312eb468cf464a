"""Evidence as rows that add up: each counted in one period, cluster, phase, setting type and setting."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from data_access.periods import Period
from kpis.facts import Facts
from kpis.population import Whole, period_positions, population

ROW = ["period_key", "urn", "cluster", "phase", "setting_type", "part", "count"]


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
    return added_up(periods, in_scope(facts, placed(facts, periods, evidence, at, count, as_stated)))


def in_scope(facts: Facts, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that count in a cluster that the reader may see."""
    return rows if facts.scope is None else rows[rows["cluster"].isin(facts.scope)]


def added_up(periods: Sequence[Period], rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that are `placed`, added up to period, place and part. Columns: `ROW`, and grain where rows have it."""
    # One number for each group: the same as grouping by the words, and ten times as fast.
    more = [name for name in ("grain",) if name in rows]
    codes = [rows["period"], rows["at"], *(pd.factorize(rows[name])[0] for name in ("cluster", "part", *more))]
    sizes = [int(code.max(initial=-1)) + 2 for code in map(np.asarray, codes)]
    group = np.ravel_multi_index(tuple(np.asarray(code) + 1 for code in codes), sizes)
    _, first, member = np.unique(group, return_index=True, return_inverse=True)
    count = np.bincount(member, rows["count"].to_numpy(float), len(first))
    keys = np.array([period.key for period in periods], dtype=object)
    summed = rows.iloc[first].reset_index(drop=True)
    key = pd.Series(keys[summed["period"]], summed.index, dtype="str")
    summed = summed.assign(period_key=key, count=pd.Series(count, summed.index).astype(rows["count"].dtype))
    return summed[[*ROW, *more]]


def of_members(members: Any, part: str = "") -> pd.DataFrame:
    """Settings of a population, each counted once. Columns: `ROW`."""
    rows: pd.DataFrame = members.assign(part=part, count=1)[ROW]
    return rows


def placed(
    facts: Facts, periods: Sequence[Period], evidence: pd.DataFrame, at: Whole, count: str, as_stated: bool = False
) -> pd.DataFrame:
    """Each row of the evidence that lies in a period, with all that is known of where it counts.

    Columns: urn, phase, setting_type, at (position of the setting, -1 for none), period (position), cluster, part,
    count, and what else the evidence says.
    """
    members = population(facts, periods)
    known = evidence.assign(period=at)[at >= 0]
    setting = facts.keep("positions", lambda: pd.Index(facts.settings["urn"])).get_indexer(known["urn"])
    counts_as = np.where(setting >= 0, members.counts_as[known["period"], setting], -1)
    places = facts.settings[["urn", "phase", "setting_type"]].reindex(counts_as).set_axis(known.index)
    # No setting, -1, is the last column, of those that belong to no cluster.
    cluster = pd.Series(members.clusters[known["period"], counts_as], known.index, dtype="str")
    if "cluster" in known:
        cluster = known["cluster"] if as_stated else known["cluster"].where(known["cluster"].notna(), cluster)
    rows = known.assign(**places, at=counts_as, cluster=cluster, part=known.get("part", ""), count=known[count])
    return rows.assign(grain=_grains(known)) if facts.in_grains else rows


def _grains(evidence: pd.DataFrame) -> "pd.Series[int]":
    """A number for each place, stretch of days and kind of figure that evidence is of, the same wherever it counts."""
    names = [name for name in ("urn", "cluster", "kind", "cell_start") if name in evidence]
    return pd.util.hash_pandas_object(evidence[names], index=False)
