"""Which target holds for a row, and where the row stands against it."""

from typing import Any

import numpy as np
import pandas as pd

from kpis.kpi import Kpi

CLOSE_ENOUGH = 1e-9  # for fractions that differ only in how they were computed
# (cluster, phase) -> (due on, row)
Due = dict[tuple[str | None, str | None], list[tuple[pd.Timestamp, int]]]
NO_DATA, TOO_FEW, MET, ON_TRACK, AT_RISK, OFF_TRACK = "no_data", "too_few", "met", "on_track", "at_risk", "off_track"


def with_targets(rows: pd.DataFrame, kpi: Kpi, targets: pd.DataFrame) -> pd.DataFrame:
    """The rows with the target that holds for each: its cluster's, else its phase's, else the programme's.

    Of several for the same place the one due next counts, and after the last due day the last one.
    Columns: as `rows` (with period_end, and cluster and phase where the row is about one), and
    target, due_on, baseline_value, baseline_on.
    """
    mine = targets[targets["kpi"] == kpi.key].reset_index(drop=True)
    due = _due(mine)
    where = [_or_none(rows["cluster"]), _or_none(rows["phase"]), rows["period_end"].tolist()]
    places = list(zip(*where, strict=True))
    found = {place: _target(due, *place) for place in set(places)}
    chosen = mine.reindex([found[place] for place in places]).set_axis(rows.index)
    names = {"value": "target", "due_on": "due_on", "baseline_value": "baseline_value", "baseline_on": "baseline_on"}
    return rows.assign(**{name: chosen[column] for column, name in names.items()})


def _due(targets: pd.DataFrame) -> Due:
    """The targets of each place: when they are due and in which row they stand, the earliest first."""
    due: Due = {}
    columns = [_or_none(targets["cluster"]), _or_none(targets["phase"]), targets["due_on"].tolist()]
    for at, (cluster, phase, day) in enumerate(zip(*columns, strict=True)):
        due.setdefault((cluster, phase), []).append((day, at))
    return {place: sorted(rows) for place, rows in due.items()}


def _target(due: Due, cluster: str | None, phase: str | None, day: pd.Timestamp) -> int:
    """The row of the target; -1 for none."""
    for place in ((cluster, phase), (cluster, None), (None, phase), (None, None)):
        if place in due:
            ahead = [at for due_on, at in due[place] if due_on >= day]
            return ahead[0] if ahead else due[place][-1][1]
    return -1


def _or_none(words: "pd.Series[str]") -> list[str | None]:
    return [word if isinstance(word, str) else None for word in words.tolist()]


def statuses(rows: pd.DataFrame, kpi: Kpi, margin: float) -> "pd.Series[str]":
    """Where each row stands on the last day of its period.

    Rows: must have period_end, complete, suppressed, value, and the columns of `with_targets`.
    Missing: for a period that is not complete, and where there is no target and nothing to explain.
    """
    sign = -1.0 if kpi.better == "lower" else 1.0
    short_of_target = sign * (rows["target"] - rows["value"])
    short_of_way = sign * (_way(rows) - rows["value"])
    allowance = margin * (rows["target"] - rows["baseline_value"].fillna(0.0)).abs()
    has_target = rows["target"].notna() & (kpi.better != "neither")
    cases: list[tuple[pd.Series[bool], Any]] = [
        (~rows["complete"], None),
        (rows["suppressed"], TOO_FEW),
        (rows["value"].isna(), NO_DATA),
        (~has_target, None),
        (short_of_target <= CLOSE_ENOUGH, MET),
        (short_of_way <= CLOSE_ENOUGH, ON_TRACK),
        (short_of_way < allowance - CLOSE_ENOUGH, AT_RISK),
    ]
    words = np.select([case.to_numpy(bool) for case, _ in cases], [word for _, word in cases], OFF_TRACK)
    return pd.Series(words, rows.index, dtype=object)


def _way(rows: pd.DataFrame) -> "pd.Series[float]":
    """Where a straight line from baseline to target stands on the last day of the period.

    Before its first day it is at the baseline, after its last at the target; without a baseline it is the target.
    """
    length = (rows["due_on"] - rows["baseline_on"]).dt.days.astype(float)
    gone = (rows["period_end"] - rows["baseline_on"]).dt.days.astype(float)
    share = (gone / length.where(length > 0)).clip(0.0, 1.0)
    way = rows["baseline_value"] + share * (rows["target"] - rows["baseline_value"])
    return way.fillna(rows["target"])
