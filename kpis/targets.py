"""Which target holds for a row, and where the row stands against it."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from data_access.periods import Calendar, Period
from data_access.vocabulary import PeriodKind
from kpis.facts import Facts
from kpis.kpi import Kpi

CLOSE_ENOUGH = 1e-9  # for fractions that differ only in how they were computed
NOWHERE = (math.nan, math.nan, math.nan)
ODD_DAYS = timedelta(days=3)
SEVERAL = "several clusters"
# (cluster, phase) -> (due on, row)
Due = dict[tuple[str | None, str | None], list[tuple[pd.Timestamp, int]]]
NO_DATA, TOO_FEW, MET, ON_TRACK, AT_RISK, OFF_TRACK = "no_data", "too_few", "met", "on_track", "at_risk", "off_track"


def with_targets(rows: pd.DataFrame, kpi: Kpi, facts: Facts) -> pd.DataFrame:
    """The rows with the target that holds for each: its cluster's, else its phase's, else the programme's.

    What all clusters together should reach is nothing that one of them could be held against: a count has the target
    that was set for just its place, and none where it is of a part of the place only.
    Of several for the same place the one due next counts, and after the last due day the last one. A target of so much
    a month or quarter is added up over the period; for a period that is no sum of months or quarters there is none.
    Columns: as `rows` (with period_start and period_end, and cluster and phase where the row is about one), and
    target, due_on, baseline_value, baseline_on, expected (where the way to the target stands when the period ends).
    """
    targets = facts.targets
    mine = targets[targets["kpi"] == kpi.key].reset_index(drop=True)
    due = _due(mine)
    is_count = kpi.unit == "count"
    clusters = _or_none(rows["cluster"])
    if is_count and facts.scope is not None:
        clusters = [cluster or _only(facts.scope) for cluster in clusters]
    places = list(zip(clusters, _or_none(rows["phase"]), rows["period_end"].tolist(), strict=True))
    found = {place: _target(due, *place, is_count) for place in set(places)}
    chosen = mine.reindex([found[place] for place in places]).set_axis(rows.index)
    names = {"value": "target", "due_on": "due_on", "baseline_value": "baseline_value", "baseline_on": "baseline_on"}
    rows = rows.assign(**{name: chosen[column] for column, name in names.items()})
    ways = [_Way.of(facts, target) for _, target in mine.iterrows()]
    spans = list(zip([found[place] for place in places], rows["period_start"], rows["period_end"], strict=True))
    over = {span: ways[span[0]].over(*span[1:]) if span[0] >= 0 else NOWHERE for span in set(spans)}
    for at, name in enumerate(("baseline_value", "expected", "target")):
        rows[name] = [over[span][at] for span in spans]
    return rows


@dataclass(frozen=True)
class _Way:
    """The way of one target from its baseline, by its points, to its value."""

    calendar: Calendar
    per: PeriodKind | None
    baseline: float
    target: float
    days: tuple[int, ...]
    values: tuple[float, ...]

    @classmethod
    def of(cls, facts: Facts, target: pd.Series) -> "_Way":
        points = facts.target_points[facts.target_points["target_id"] == target["id"]]
        way = list(zip(points["day"], points["value"], strict=True))
        if not pd.isna(target["baseline_on"]):
            way.insert(0, (target["baseline_on"], target["baseline_value"]))
        if way:
            way.append((target["due_on"], target["value"]))
        per = PeriodKind(target["per"]) if isinstance(target["per"], str) else None
        days, values = tuple(day.toordinal() for day, _ in way), tuple(float(value) for _, value in way)
        return cls(facts.calendar, per, float(target["baseline_value"]), float(target["value"]), days, values)

    def over(self, start: pd.Timestamp, end: pd.Timestamp) -> tuple[float, float, float]:
        """(baseline, expected, target) of the period that ends then; of so much a month, what that makes over it."""
        if self.per is None:
            return self.baseline, self._on(end.date()), self.target
        parts = self.calendar.periods(self.per, start.date(), end.date())
        inside = [part for part in parts if start.date() <= _middle(part) <= end.date()]
        # Of a month, a target for each quarter says nothing.
        if not inside or any(part.end - part.start > end - start + ODD_DAYS for part in inside):
            return NOWHERE
        return self.baseline * len(inside), sum(self._on(part.end) for part in inside), self.target * len(inside)

    def _on(self, day: date) -> float:
        """A straight line from point to point; before the first at the first, after the last at the target."""
        return float(np.interp(day.toordinal(), self.days, self.values)) if self.days else self.target


def _middle(period: Period) -> date:
    return period.start + (period.end - period.start) // 2


def _due(targets: pd.DataFrame) -> Due:
    """The targets of each place: when they are due and in which row they stand, the earliest first."""
    due: Due = {}
    columns = [_or_none(targets["cluster"]), _or_none(targets["phase"]), targets["due_on"].tolist()]
    for at, (cluster, phase, day) in enumerate(zip(*columns, strict=True)):
        due.setdefault((cluster, phase), []).append((day, at))
    return {place: sorted(rows) for place, rows in due.items()}


def _only(scope: Collection[str]) -> str:
    """The cluster that somebody sees, if it is one; of several, their sum has no target."""
    return next(iter(scope)) if len(scope) == 1 else SEVERAL


def _target(due: Due, cluster: str | None, phase: str | None, day: pd.Timestamp, is_count: bool) -> int:
    """The row of the target; -1 for none."""
    wider = () if is_count else ((cluster, None), (None, phase), (None, None))
    for place in ((cluster, phase), *wider):
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
    short_of_way = sign * (rows["expected"] - rows["value"])
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
