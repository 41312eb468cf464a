"""Works out any measure for any periods, places and breakdown. Cards, charts, tables and exports all come from here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from data_access.periods import Period
from kpis import small_numbers, targets
from kpis.facts import Facts
from kpis.hidden import hidden_sums
from kpis.kpi import Kpi
from kpis.participation import settings_of_the_programme

By = Literal["cluster", "phase", "setting_type", "setting"]
PLACES = ("cluster", "phase", "setting_type")
SUMS = ["numerator", "denominator"]
RESULT = ("numerator", "denominator", "value", "target", "status", "suppressed")


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
    """The measure for each period, and within it for each cluster, phase, setting type or setting if asked for.

    Rows: one per period (by=None), or per period and group that had a setting in the programme or anything counted;
    by period, then by group, groups that nobody stated last. `periods` are of one kind.
    Columns: kpi, period, period_key, period_start, period_end, complete, [cluster | phase | setting_type |
    urn and setting], numerator, denominator, value, target, status, suppressed.
    Units: shares are fractions.
    Missing: all three are NaN where `suppressed`; value over zero; a count's denominator. Status without a target.
    """
    rows = _added_up(kpi, facts, periods, by, where)
    rows = targets.with_targets(_with_periods(rows, facts, periods, where), kpi, facts.targets)
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
    if not kpi.denominator:
        table["denominator"] = np.nan
    return table


def _parts(kpi: Kpi, facts: Facts, periods: Sequence[Period]) -> pd.DataFrame:
    """Rows: all that is counted, after a zero for each setting of the programme, so that each has its group."""
    counted = [settings_of_the_programme(facts, periods).assign(numerator=0.0, denominator=0.0)]
    for name, rows in (("numerator", kpi.numerator), ("denominator", kpi.denominator)):
        if rows is not None:
            found = facts.rows(rows, periods)
            zeros = found.assign(numerator=0.0, denominator=0.0)
            counted.append(zeros.assign(**{name: found["count"].astype(float)}))
    return pd.concat(counted, ignore_index=True)


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
    cells = hidden_sums(kpi, facts, periods) if kpi.counts_people else frozenset()
    keys = small_numbers.keys(rows, by, {place: getattr(where, place) for place in PLACES})
    return pd.Series([key in cells for key in keys], rows.index, dtype=bool)


def _in_order(rows: pd.DataFrame, by: By | None) -> pd.DataFrame:
    groups = ["urn", "setting"] if by == "setting" else _group(by)
    columns = ["kpi", "period", "period_key", "period_start", "period_end", "complete", *groups, *RESULT]
    rows = rows.sort_values(["period_start", *reversed(groups)], kind="stable")
    return rows[columns].reset_index(drop=True)
