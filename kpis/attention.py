"""What a meeting should look at: settings that went quiet, those that came for the first time, and those that left."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd

from data_access.periods import Period
from kpis.evaluate import EVERYWHERE, Where
from kpis.facts import Facts
from kpis.population import population, sums

COLUMNS = ["urn", "setting", "cluster", "phase", "setting_type"]
# What a setting may have come to: every event, or the sessions of the coaching family alone.
Of = Literal["attendance", "sessions"]


def quiet_settings(
    facts: Facts, half_terms: Sequence[Period], where: Where = EVERYWHERE, of: Of = "attendance"
) -> pd.DataFrame:
    """For each setting of the programme today: how long it has not come to anything.

    `half_terms`: every one from the programme's start to today, in order. `of`: what it may have come to.
    Rows: one per setting in the programme in the latest half term; longest quiet first, those that never came before
    others, then by name. Columns: urn, setting, cluster, phase, setting_type, half_terms_missed, last_came.
    `half_terms_missed`: completed half terms in a row without attendance while it belonged; 0 once it came in the
    unfinished one. `last_came`: label of the latest half term with an attendance. Missing: None if it never came.
    """
    if not half_terms:
        return pd.DataFrame(columns=[*COLUMNS, "half_terms_missed", "last_came"])
    belongs, came = _grids(facts, half_terms, of)
    complete = np.array([period.is_complete(facts.as_at) for period in half_terms])
    missed, is_running = np.zeros(belongs.shape[1], int), belongs[-1] & ~(came[-1] & ~complete[-1])
    for at in np.flatnonzero(complete)[::-1]:
        is_running = is_running & belongs[at] & ~came[at]
        missed += is_running
    latest = np.where(came.any(axis=0), len(half_terms) - 1 - came[::-1].argmax(axis=0), -1)
    rows = _today(facts, half_terms, where)
    rows["half_terms_missed"] = missed[rows["at"]]
    rows["last_at"] = latest[rows["at"]]
    rows["last_came"] = [half_terms[at].label if at >= 0 else None for at in rows["last_at"]]
    order = rows.sort_values(["half_terms_missed", "last_at", "setting", "urn"], ascending=[False, True, True, True])
    return order[[*COLUMNS, "half_terms_missed", "last_came"]].reset_index(drop=True)


def came_first(facts: Facts, periods: Sequence[Period], period_key: str, where: Where = EVERYWHERE) -> pd.DataFrame:
    """Settings whose first attendance since the programme's start lies in the period. Rows: by name."""
    _, came = _grids(facts, periods)
    at = _position(periods, period_key)
    is_first = came[at] & ~came[:at].any(axis=0)
    return _listed(facts, periods, at, is_first, where)


def left_off(facts: Facts, periods: Sequence[Period], period_key: str, where: Where = EVERYWHERE) -> pd.DataFrame:
    """Settings that came in the period before this one and, still belonging, not in this one. Rows: by name."""
    _, came = _grids(facts, periods)
    at = _position(periods, period_key)
    is_gone = (came[at - 1] & ~came[at]) if at else np.zeros(came.shape[1], bool)
    return _listed(facts, periods, at, is_gone, where)


def not_yet(
    facts: Facts, periods: Sequence[Period], period_key: str, where: Where = EVERYWHERE, of: Of = "attendance"
) -> pd.DataFrame:
    """Settings of the period that have not been to any event (or session) held in it. Rows: by name."""
    _, came = _grids(facts, periods, of)
    at = _position(periods, period_key)
    return _listed(facts, periods, at, ~came[at], where)


def _grids(
    facts: Facts, periods: Sequence[Period], of: Of = "attendance"
) -> tuple["np.ndarray[tuple[int, int], np.dtype[np.bool_]]", ...]:
    """[period, setting]: whether it belonged, and whether it (or one that it took over from) came."""
    members = population(facts, periods)
    came = members.gathered(sums(facts, periods, getattr(facts, of), "attended_count")) > 0
    belongs = np.zeros_like(came)
    belongs[members.rows["period"], members.rows["setting"]] = True
    return belongs, came


def _position(periods: Sequence[Period], period_key: str) -> int:
    return [period.key for period in periods].index(period_key)


def _today(facts: Facts, periods: Sequence[Period], where: Where) -> pd.DataFrame:
    everyone = np.ones(len(facts.settings), bool)
    rows = _named(facts, periods, len(periods) - 1, everyone, where)
    return rows[rows["is_current"]].copy()


def _listed(
    facts: Facts, periods: Sequence[Period], at: int, is_in: "np.ndarray[tuple[int], np.dtype[np.bool_]]", where: Where
) -> pd.DataFrame:
    rows = _named(facts, periods, at, is_in, where)
    return rows.sort_values(["setting", "urn"])[COLUMNS].reset_index(drop=True)


def _named(
    facts: Facts, periods: Sequence[Period], at: int, is_in: "np.ndarray[tuple[int], np.dtype[np.bool_]]", where: Where
) -> pd.DataFrame:
    rows = population(facts, periods).rows
    rows = where.of(rows[rows["period"] == at]).rename(columns={"setting": "at"})
    rows = rows[is_in[rows["at"]]]
    return rows.assign(setting=facts.settings["name"].to_numpy(object)[rows["at"]])
