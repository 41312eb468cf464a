"""Works out any measure for any periods, places and breakdown. Cards, charts, tables and exports all come from here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from data_access.periods import Period
from kpis import small_numbers, targets
from kpis.facts import Facts
from kpis.hidden import hidden_parts, hidden_sums
from kpis.kpi import Kpi
from kpis.participation import settings_of_the_programme

By = Literal["cluster", "phase", "setting_type", "setting", "part"]
PLACES = ("cluster", "phase", "setting_type")
SUMS = ["numerator", "denominator", "reported"]
RESULT = ("numerator", "denominator", "value", "target", "expected", "status", "suppressed")


@dataclass(frozen=True)
class Where:
    """What a reader has narrowed the view to: one cluster, one phase, one setting type, or any of them not at all."""

    cluster: str | None = None
    phase: str | None = None
    setting_type: str | None = None

    def of(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The rows that lie within."""
        for place in PLACES:
            wanted = getattr(self, place)
            if wanted is not None:
                rows = rows[rows[place] == wanted]
        return rows


EVERYWHERE = Where()


def evaluate(
    kpi: Kpi,
    facts: Facts,
    periods: Sequence[Period],
    by: By | None = None,
    where: Where = EVERYWHERE,
    exact: bool = False,
) -> pd.DataFrame:
    """The measure for each period, and within it for each cluster, phase, type, setting or part if asked for.

    Rows: one per period (by=None), or per period and group that had a setting in the programme or anything counted;
    by period, then by group, groups that nobody stated last. By part: every part of the measure in its own order, and
    what no part has, if anything. `periods` are of one kind.
    Columns: kpi, period, period_key, period_start, period_end, complete, [cluster | phase | setting_type | part |
    urn and setting], numerator, denominator, value, target, expected (on the way to the target), status, suppressed.
    Units: shares are fractions.
    Missing: all three are NaN where `suppressed`; value over zero, and where nothing was handed over; a count's
    denominator. Status without a target.
    """
    rows = _by_part(kpi, facts, periods, where) if by == "part" else _added_up(kpi, facts, periods, by, where)
    rows = targets.with_targets(_with_periods(rows, facts, periods, where), kpi, facts)
    if by == "part" or (kpi.unit == "count" and _is_part_of_a_place(by, where)):
        rows[["target", "expected"]] = np.nan
    rows["suppressed"] = not exact and _is_hidden(rows, kpi, facts, periods, by, where)
    rows.loc[rows["suppressed"], ["numerator", "denominator"]] = np.nan
    whole = rows["denominator"].where(rows["denominator"] > 0)
    rows["value"] = rows["numerator"] / whole if kpi.denominator else rows["numerator"]
    rows["status"] = targets.statuses(rows, kpi, facts.rules.at_risk_margin)
    return _in_order(rows.assign(kpi=kpi.key), by)


def _added_up(kpi: Kpi, facts: Facts, periods: Sequence[Period], by: By | None, where: Where) -> pd.DataFrame:
    """Rows: as `evaluate`. Columns: period_key, numerator, denominator, and cluster, phase, urn where a row has one."""
    parts = where.of(facts.keep(("parts", kpi, tuple(periods)), lambda: _parts(kpi, facts, periods)))
    keys = ["period_key", *_group(by)]
    groups = parts.groupby(keys, dropna=False)
    table = groups[SUMS].sum()
    if by is None:
        every = pd.Index([period.key for period in periods], dtype="str", name="period_key")
        table = table.reindex(every, fill_value=0.0)
    if by == "setting":
        table = table.join(groups[["cluster", "phase"]].first())
    table = table.reset_index()
    if by == "setting":
        table[["cluster", "phase"]] = table[["cluster", "phase"]].where(table["urn"].notna())
    return _known(kpi, table)


def _known(kpi: Kpi, table: pd.DataFrame) -> pd.DataFrame:
    """The sums with NaN for a count's denominator, and for what nobody handed over."""
    if not kpi.denominator:
        table["denominator"] = np.nan
    if kpi.reported:
        table.loc[table["reported"] == 0, ["numerator", "denominator"]] = np.nan
    return table


def _parts(kpi: Kpi, facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: all that is counted, after a zero for each setting of the programme, so that each has its group."""
    zeros = dict.fromkeys(SUMS, 0.0)
    counted = [settings_of_the_programme(facts, periods).assign(**zeros)]
    for name, rows in (("numerator", kpi.numerator), ("denominator", kpi.denominator), ("reported", kpi.reported)):
        if rows is not None:
            found = facts.rows(rows, periods)
            counted.append(found.assign(**(zeros | {name: found["count"].astype(float)})))
    return pd.concat(counted, ignore_index=True)


def _by_part(kpi: Kpi, facts: Facts, periods: Sequence[Period], where: Where) -> pd.DataFrame:
    """Rows: one per period and part, in the measure's own order, and last what no part has where that is something."""
    keys = [period.key for period in periods]
    index = pd.MultiIndex.from_product([keys, list(kpi.parts_in(facts))], names=["period_key", "part"])
    table = pd.DataFrame(0.0, index, SUMS)
    split, split_whole = kpi.split or kpi.numerator, kpi.split_whole or kpi.denominator
    for name, rows in (("numerator", split), ("denominator", split_whole), ("reported", kpi.split_reported)):
        if rows is not None:
            sums = where.of(facts.rows(rows, periods)).groupby(["period_key", "part"])["count"].sum().astype(float)
            table[name] = sums.reindex(index, fill_value=0.0)
    whole = _added_up(kpi, facts, periods, None, where).set_index("period_key")
    if kpi.parts_add_up:
        rest = (whole[SUMS] - table.groupby("period_key")[SUMS].sum()).assign(part="").set_index("part", append=True)
        table = pd.concat([table, rest[rest["numerator"].fillna(0) > 0].assign(reported=1.0)])
    return _known(kpi, table.reset_index())


def _is_part_of_a_place(by: By | None, where: Where) -> bool:
    """True for rows of single settings or of one type: targets are set for clusters and phases."""
    return by in ("setting", "setting_type") or where.setting_type is not None


def _group(by: By | None) -> list[str]:
    return [] if by is None else ["urn"] if by == "setting" else [by]


def _with_periods(rows: pd.DataFrame, facts: Facts, periods: Sequence[Period], where: Where) -> pd.DataFrame:
    """The rows with all that is known of their period, and of the cluster and phase that they are about."""
    position = {period.key: at for at, period in enumerate(periods)}
    at = np.array([position[key] for key in rows["period_key"]], np.int64)
    known = {
        "period": np.array([period.label for period in periods], dtype=object),
        "period_start": np.array([period.start for period in periods], "datetime64[s]"),
        "period_end": np.array([period.end for period in periods], "datetime64[s]"),
        "complete": np.array([period.is_complete(facts.as_at) for period in periods], bool),
    }
    rows = rows.assign(**{name: values[at] for name, values in known.items()})
    for place in ("cluster", "phase"):
        if place not in rows:
            rows[place] = pd.Series(getattr(where, place), rows.index, dtype="str")
    if "urn" in rows:
        rows["setting"] = rows["urn"].map(facts.settings.set_index("urn")["name"])
    return rows


def _is_hidden(
    rows: pd.DataFrame, kpi: Kpi, facts: Facts, periods: Sequence[Period], by: By | None, where: Where
) -> "pd.Series[bool]":
    """True where a number, or what could be worked out from it, is too small to be shown."""
    if not kpi.counts_people:
        return pd.Series(False, rows.index)
    cells = (hidden_parts if by == "part" else hidden_sums)(kpi, facts, periods)
    keys = small_numbers.keys(rows, by, {place: getattr(where, place) for place in PLACES})
    return pd.Series([key in cells for key in keys], rows.index, dtype=bool)


def _in_order(rows: pd.DataFrame, by: By | None) -> pd.DataFrame:
    groups = ["urn", "setting"] if by == "setting" else _group(by)
    columns = ["kpi", "period", "period_key", "period_start", "period_end", "complete", *groups, *RESULT]
    # Parts keep the order in which the measure names them.
    order = ["period_start"] if by == "part" else ["period_start", *reversed(groups)]
    return rows.sort_values(order, kind="stable")[columns].reset_index(drop=True)
