"""Who counts in a period: the settings that belonged to the programme, and what a closed one counts as."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_access.periods import Period
from kpis.facts import Facts

Days = npt.NDArray[np.datetime64]
Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
EARLIEST, LATEST = np.datetime64("0001-01-01"), np.datetime64("9999-12-31")


@dataclass(frozen=True, eq=False)
class Population:
    """The settings of each period.

    `rows`: one per period and setting that belonged to the programme on some day of it and was open.
    Columns: period_key, urn, cluster (its last in the period), phase, setting_type, period (position),
    setting (position in `facts.settings`), joined_on (its first day in the programme), is_current (still belonging and
    open on the last day that counts).
    `counts_as[period, setting]`: the position of the setting that it counts as in that period.
    `clusters[period, setting]`: the cluster that it counted in; None where it did not belong, and in the last column.
    """

    rows: pd.DataFrame
    counts_as: Whole
    clusters: npt.NDArray[np.object_]

    def gathered(self, sums: Whole) -> Whole:
        """`sums[period, setting]` with what a predecessor brought added to the setting that it counts as."""
        gathered = np.zeros_like(sums)
        np.add.at(gathered, (np.arange(len(sums))[:, None], self.counts_as), sums)
        return gathered


@dataclass(frozen=True, eq=False)
class Bounds:
    """First and last day of each period, and the last day of each that is known about."""

    first: Days
    last: Days
    until: Days


def bounds(facts: Facts, periods: Sequence[Period]) -> Bounds:
    first = np.array([period.start for period in periods], "datetime64[D]")
    last = np.array([period.end for period in periods], "datetime64[D]")
    return Bounds(first, last, np.minimum(last, np.datetime64(facts.as_at, "D")))


def population(facts: Facts, periods: Sequence[Period]) -> Population:
    """The settings that count in each period; all periods at once.

    A setting belongs on the days of a membership on which it is open, from the programme's start on. One that closed
    by the end of the period and has a successor that has opened by then counts as that successor, which carries its
    membership on. A setting that changed cluster within the period counts once, in the cluster it was in last.
    """
    return facts.keep(("population", tuple(periods)), lambda: _population(facts, periods), of_places=True)


def _population(facts: Facts, periods: Sequence[Period]) -> Population:
    chain = _chain(facts, bounds(facts, periods).until)
    stays = _stays(facts, bounds(facts, periods), chain)
    at = ["period", "setting"]
    current = stays.groupby(at, as_index=False).agg(joined_on=("first_day", "min"), is_current=("is_current", "max"))
    within = stays[stays["is_within"]].sort_values([*at, "last_day", "joined_on", "cluster"], kind="stable")
    rows = within.drop_duplicates(at, keep="last")[[*at, "cluster"]].merge(current, on=at)
    if facts.scope is not None:
        rows = rows[rows["cluster"].isin(facts.scope)]
    keys = np.array([period.key for period in periods], dtype=object)
    known = facts.settings[["urn", "phase", "setting_type"]].take(rows["setting"].to_numpy()).set_axis(rows.index)
    rows = pd.concat([pd.Series(keys[rows["period"]], rows.index, dtype="str", name="period_key"), known, rows], axis=1)
    clusters = np.full((len(periods), len(facts.settings) + 1), None, object)
    clusters[rows["period"], rows["setting"]] = rows["cluster"]
    return Population(rows.reset_index(drop=True), chain[-1], clusters)


def _chain(facts: Facts, until: Days) -> list[Whole]:
    """Step by step, what each setting counts as on the last day of each period; the last step is the answer."""
    settings = facts.settings
    positions = pd.Index(settings["urn"])
    successor = np.where(settings["successor_urn"].isna(), -1, positions.get_indexer(settings["successor_urn"]))
    opened, closed = days(settings["opened_on"], EARLIEST), days(settings["closed_on"], LATEST)
    steps = [np.broadcast_to(np.arange(len(settings)), (len(until), len(settings)))]
    for _ in range(len(settings)):  # a chain is no longer than this, and a ring of successors ends here
        now = steps[-1]
        following = successor[now]
        moves = (closed[now] <= until[:, None]) & (following >= 0) & (opened[following] <= until[:, None])
        if not moves.any():
            break
        steps.append(np.where(moves, following, now))
    return steps


def _stays(facts: Facts, when: Bounds, chain: list[Whole]) -> pd.DataFrame:
    """Rows: one per period, membership and setting that carried it, while that setting was open."""
    opened, closed = days(facts.settings["opened_on"], EARLIEST), days(facts.settings["closed_on"], LATEST)
    member = pd.Index(facts.settings["urn"]).get_indexer(facts.memberships["urn"])
    joined = np.maximum(days(facts.memberships["joined_on"], EARLIEST), np.datetime64(facts.rules.starts_on, "D"))
    left = days(facts.memberships["left_on"], LATEST)
    clusters = facts.memberships["cluster"].to_numpy(object)
    parts = []
    for step, carriers in enumerate(chain):
        carrier = carriers[:, member]
        first = np.maximum(joined, opened[carrier])
        last = np.minimum(np.minimum(left, closed[carrier]), when.until[:, None])
        is_stay = (first <= last) & ((step == 0) | (carrier != chain[step - 1][:, member]))
        period, membership = np.nonzero(is_stay)
        part = pd.DataFrame({"period": period, "setting": chain[-1][period, member[membership]]})
        part["cluster"] = clusters[membership]
        part["joined_on"] = days(facts.memberships["joined_on"], EARLIEST)[membership]
        part["first_day"], part["last_day"] = first[is_stay], last[is_stay]
        part["is_within"] = last[is_stay] >= when.first[period]
        part["is_current"] = last[is_stay] == when.until[period]
        parts.append(part)
    stays = pd.concat(parts, ignore_index=True)
    return stays.astype({"cluster": "str", "is_within": bool, "is_current": bool})


def days(column: "pd.Series[pd.Timestamp]", missing: np.datetime64) -> Days:
    """A column of dates as whole days, `missing` where there is none."""
    values = column.to_numpy("datetime64[D]")
    return np.where(np.isnat(values), missing, values)


def period_positions(periods: Sequence[Period], cell_starts: "pd.Series[pd.Timestamp]") -> Whole:
    """Which period each cell lies in; -1 for none. Periods are of one kind, so they do not overlap."""
    order = np.argsort(np.array([period.start for period in periods], "datetime64[D]"), kind="stable")
    starts = np.array([periods[at].start for at in order], "datetime64[D]")
    ends = np.array([periods[at].end for at in order], "datetime64[D]")
    cells = cell_starts.to_numpy("datetime64[D]")
    found = np.searchsorted(starts, cells, side="right") - 1
    is_in = (found >= 0) & (cells <= ends[found]) if len(ends) else np.zeros(len(cells), bool)
    return np.where(is_in, order[found] if len(order) else -1, -1)


def sums(facts: Facts, periods: Sequence[Period], evidence: pd.DataFrame, count: str) -> Whole:
    """`evidence[count]` added up to [period, setting], under each setting's own number."""
    totals = np.zeros((len(periods), len(facts.settings)), np.int64)
    period = period_positions(periods, evidence["cell_start"])
    setting = pd.Index(facts.settings["urn"]).get_indexer(evidence["urn"])
    is_known = (period >= 0) & (setting >= 0)
    np.add.at(totals, (period[is_known], setting[is_known]), evidence[count].to_numpy()[is_known])
    return totals
