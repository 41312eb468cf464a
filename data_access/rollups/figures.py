"""Figures that were handed over, made to add up: whatever a wider figure has that no narrower one says stands apart."""

from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.models import ClusterMembership, MeasureValue, SkillGain
from data_access.periods import Calendar
from data_access.reading import table
from data_access.rollups.grid import Grid, Names, Within
from data_access.vocabulary import FigureKind

SPAN = ["measure", "part", "period_kind", "period_start", "period_end"]
NUMBERS = ["numerator", "denominator"]
COLUMNS = ["setting_id", "cluster_id", *SPAN, *NUMBERS]


def frames(session: Session, within: Within, names: Names, grid: Grid, calendar: Calendar) -> dict[str, pd.DataFrame]:
    """Figures and skill gains. A figure stands in the cell that holds the middle day of its period."""
    handed_over = _handed_over(session, grid.as_at)
    first = handed_over["period_start"].min() if len(handed_over) else grid.starts[0]
    wide = Grid.reaching_back(calendar, min(first, grid.starts[0]), grid.as_at)
    spread = _apart(_whole(handed_over), _homes(session))
    shown = spread[_is_within(spread, names, within)]
    figures = names.put(_in_cells(shown, wide), wide)
    is_authority = spread["setting_id"].isna() & spread["cluster_id"].isna()
    days = _in_cells(spread[is_authority | spread["has_authority"]], wide)
    counted = pd.DataFrame(
        {
            "measure": days["measure"],
            "part": days["part"],
            "kind": days["kind"],
            "cell_start": np.array(wide.starts, "datetime64[s]")[days["cell"].to_numpy(int)],
        }
    ).drop_duplicates()
    gains = names.put(_gains(session, within, grid), grid)
    return {"figures": figures, "count_days": counted, "gains": gains, "yardsticks": _yardsticks(session, grid)}


def _handed_over(session: Session, as_at: date) -> pd.DataFrame:
    """Every figure of a period that is over, whoever asks: what is left of a wider one depends on all narrower ones."""
    query = select(*(getattr(MeasureValue, name) for name in COLUMNS)).where(
        MeasureValue.period_end <= as_at, MeasureValue.period_kind != FigureKind.CALENDAR_YEAR
    )
    rows = table(session, query.order_by(MeasureValue.period_start, MeasureValue.id))
    return rows.astype({"numerator": float, "denominator": float, "setting_id": float, "cluster_id": float})


def _whole(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows, and the sum of the parts wherever a place gave its parts and not the whole."""
    place = ["setting_id", "cluster_id", "measure", "period_kind", "period_start", "period_end"]
    parts = rows[rows["part"] != ""]
    if parts.empty:
        return rows
    wholes = rows.loc[rows["part"] == "", place].assign(is_given=True)
    sums = parts.groupby(place, dropna=False, as_index=False)[NUMBERS].sum(min_count=1)
    missing = sums.merge(wholes, on=place, how="left")
    return pd.concat([rows, missing[missing["is_given"].isna()].assign(part="")[COLUMNS]], ignore_index=True)


def _homes(session: Session) -> pd.DataFrame:
    """Which cluster a setting's figures are part of: that of the day, or the first it joined later."""
    membership = ClusterMembership
    query = select(membership.setting_id, membership.cluster_id.label("home"), membership.joined_on, membership.left_on)
    return table(session, query.order_by(membership.setting_id, membership.joined_on))


def _apart(rows: pd.DataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    """Settings as they are; clusters and the authority without what narrower figures of the same span say already.

    Columns: `COLUMNS`, has_authority (the authority gave this figure too).
    """
    is_setting, is_cluster = rows["setting_id"].notna(), rows["cluster_id"].notna()
    settings = _at_home(rows[is_setting], homes)
    in_clusters = settings.groupby([*SPAN, "cluster_id"], as_index=False)[NUMBERS].sum()
    clusters = _less(rows[is_cluster], in_clusters, [*SPAN, "cluster_id"])
    narrower = pd.concat([settings, clusters])
    authority = _less(rows[~is_setting & ~is_cluster], narrower.groupby(SPAN, as_index=False)[NUMBERS].sum(), SPAN)
    apart = pd.concat([narrower, authority], ignore_index=True)[COLUMNS]
    given = authority[SPAN].drop_duplicates().assign(has_authority=True)
    with_authority = apart.merge(given, on=SPAN, how="left")["has_authority"].notna()
    return apart.assign(has_authority=with_authority.to_numpy())


def _at_home(rows: pd.DataFrame, homes: pd.DataFrame) -> pd.DataFrame:
    """The settings' rows with the cluster that each was in on the last day of its period, or joined first after it.

    Missing: the cluster of a setting that had left every cluster by then, or never joined one.
    """
    numbered = rows.reset_index(drop=True).rename_axis("row").reset_index()
    stays = numbered[["row", "setting_id", "period_end"]].merge(homes, on="setting_id")
    stays = stays[stays["left_on"].isna() | (stays["left_on"] >= stays["period_end"])]
    first = stays.sort_values(["row", "joined_on"], kind="stable").drop_duplicates("row").set_index("row")["home"]
    return numbered.assign(cluster_id=numbered["row"].map(first))[COLUMNS]


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
    """The rows by the cell of their middle day, and the kind of their period."""
    starts = pd.to_datetime(rows["period_start"]).to_numpy("datetime64[D]")
    ends = pd.to_datetime(rows["period_end"]).to_numpy("datetime64[D]")
    middle = starts + (ends - starts) // 2
    cell = np.searchsorted(np.array(grid.starts, "datetime64[D]"), middle, side="right") - 1
    return rows.drop(columns=["period_start", "period_end"]).rename(columns={"period_kind": "kind"}).assign(cell=cell)


def _gains(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    gain = SkillGain
    query = select(gain.setting_id, grid.cell(gain.ended_on), *_SCORES)
    query = query.where(grid.holds(gain.ended_on), within.setting(gain.setting_id))
    return table(session, query.order_by(gain.id))


def _yardsticks(session: Session, grid: Grid) -> pd.DataFrame:
    """The scores of every group, wherever it is: how far they spread is what a gain is measured against."""
    return table(session, select(*_SCORES).where(grid.holds(SkillGain.ended_on)).order_by(SkillGain.id))


_SCORES = (
    SkillGain.intervention,
    SkillGain.pupil_count,
    SkillGain.before_mean,
    SkillGain.before_sd,
    SkillGain.after_mean,
    SkillGain.after_sd,
)
