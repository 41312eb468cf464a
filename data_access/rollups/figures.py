"""Figures that were handed over, made to add up: whatever a wider figure has that no narrower one says stands apart."""

from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.models import MeasureValue, SkillGain
from data_access.periods import Calendar
from data_access.reading import table
from data_access.rollups.grid import Grid, Names, Within
from data_access.rollups.homes import Homes
from data_access.vocabulary import FigureKind

SPAN = ["measure", "part", "period_kind", "period_start", "period_end"]
NUMBERS = ["numerator", "denominator"]
COLUMNS = ["setting_id", "cluster_id", *SPAN, *NUMBERS]


def frames(session: Session, within: Within, names: Names, grid: Grid, calendar: Calendar) -> dict[str, pd.DataFrame]:
    """Figures and skill gains. A figure stands in the cell that holds the middle day of its period.

    `count_days`: when the authority itself gave the whole of a measure.
    """
    handed_over = _handed_over(session, grid.as_at)
    first = handed_over["period_start"].min() if len(handed_over) else grid.starts[0]
    wide = Grid.reaching_back(calendar, min(first, grid.starts[0]), grid.as_at)
    spread = _apart(_whole(handed_over), Homes.of(session))
    figures = names.put(_in_cells(spread[_is_within(spread, names, within)], wide), wide)
    is_authority = spread["setting_id"].isna() & spread["cluster_id"].isna()
    days = names.put(_in_cells(spread[is_authority & (spread["part"] == "")], wide), wide)
    gains = names.put(_gains(session, within, grid), grid)
    return {
        "figures": figures,
        "count_days": days[["measure", "kind", "cell_start", "ended_on"]],
        "gains": gains,
        "yardsticks": _yardsticks(session, grid.as_at),
    }


def _handed_over(session: Session, as_at: date) -> pd.DataFrame:
    """Every figure of a period that is over, whoever asks: what is left of a wider one depends on all narrower ones."""
    query = select(*(getattr(MeasureValue, name) for name in COLUMNS)).where(
        MeasureValue.period_end <= as_at, MeasureValue.period_kind != FigureKind.CALENDAR_YEAR
    )
    rows = table(session, query.order_by(MeasureValue.period_start, MeasureValue.id))
    return rows.astype({"numerator": float, "denominator": float, "setting_id": float, "cluster_id": float})


def _whole(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, and the sum of the parts for days of which a place gave its parts and not the whole."""
    place = ["setting_id", "cluster_id", "measure"]
    days = ["period_start", "period_end"]
    parts = rows[rows["part"] != ""]
    if parts.empty:
        return rows
    spans = [*place, "period_kind", *days]
    sums = parts.groupby(spans, dropna=False, as_index=False)[NUMBERS].sum(min_count=1)
    wholes = rows.loc[rows["part"] == "", [*place, *days]]
    both = sums[[*place, *days]].reset_index().merge(wholes, on=place, suffixes=("", "_given"))
    is_said = (both["period_start_given"] <= both["period_end"]) & (both["period_start"] <= both["period_end_given"])
    missing = sums[~sums.index.isin(both.loc[is_said, "index"])].assign(part="")
    return pd.concat([rows, missing[COLUMNS]], ignore_index=True)


def _apart(rows: pd.DataFrame, homes: Homes) -> pd.DataFrame:
    """Settings as they are; clusters and the authority without what narrower figures of the same span say already.

    Columns: `COLUMNS`.
    """
    is_setting, is_cluster = rows["setting_id"].notna(), rows["cluster_id"].notna()
    settings = _at_home(rows[is_setting], homes)
    in_clusters = settings.groupby([*SPAN, "cluster_id"], as_index=False)[NUMBERS].sum()
    clusters = _less(rows[is_cluster], in_clusters, [*SPAN, "cluster_id"])
    narrower = pd.concat([settings, clusters])
    authority = _less(rows[~is_setting & ~is_cluster], narrower.groupby(SPAN, as_index=False)[NUMBERS].sum(), SPAN)
    return pd.concat([narrower, authority], ignore_index=True)[COLUMNS]


def _at_home(rows: pd.DataFrame, homes: Homes) -> pd.DataFrame:
    """The settings' rows with the cluster that each was in on the last day of its period, or joined first after it.

    Missing: the cluster of a setting that had left every cluster by then, or never joined one.
    """
    pairs = list(zip(rows["setting_id"].astype(int), rows["period_end"], strict=True))
    cluster = {pair: homes.cluster(*pair) for pair in set(pairs)}
    found = pd.Series([cluster[pair] for pair in pairs], rows.index, dtype=float)
    return rows.assign(cluster_id=found)[COLUMNS]


def _less(wider: pd.DataFrame, narrower: pd.DataFrame, on: list[str]) -> pd.DataFrame:
    """What is left of the wider figures; never less than nothing: contradictions are told on another page."""
    both = wider.merge(narrower, on=on, how="left", suffixes=("", "_narrower"))
    for name in NUMBERS:
        both[name] = (both[name] - both[f"{name}_narrower"].fillna(0)).clip(lower=0)
    return both.reindex(columns=COLUMNS)


def _is_within(rows: pd.DataFrame, names: Names, within: Within) -> "pd.Series[bool]":
    if within.clusters is None:
        return pd.Series(True, rows.index)
    return rows["setting_id"].isin(names.settings.index) | rows["cluster_id"].isin(list(within.clusters))


def _in_cells(rows: pd.DataFrame, grid: Grid) -> pd.DataFrame:
    """The rows by the cell of their middle day, with the kind and the last day of their period."""
    starts = pd.to_datetime(rows["period_start"]).to_numpy("datetime64[D]")
    ends = pd.to_datetime(rows["period_end"]).to_numpy("datetime64[D]")
    middle = starts + (ends - starts) // 2
    cell = np.searchsorted(np.array(grid.starts, "datetime64[D]"), middle, side="right") - 1
    named = rows.rename(columns={"period_kind": "kind", "period_end": "ended_on"})
    return named.drop(columns=["period_start"]).assign(cell=cell)


def _gains(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    gain = SkillGain
    query = select(gain.setting_id, grid.cell(gain.ended_on), *_SCORES)
    query = query.where(grid.holds(gain.ended_on), within.setting(gain.setting_id))
    return table(session, query.order_by(gain.id))


def _yardsticks(session: Session, as_at: date) -> pd.DataFrame:
    """The scores of every group, wherever and whenever: how far they spread is what a gain is measured against."""
    return table(session, select(*_SCORES).where(SkillGain.ended_on <= as_at).order_by(SkillGain.id))


_SCORES = (
    SkillGain.intervention,
    SkillGain.pupil_count,
    SkillGain.before_mean,
    SkillGain.before_sd,
    SkillGain.after_mean,
    SkillGain.after_sd,
)
