"""What every measure is worked out from: sums of evidence by setting and calendar cell, and who belonged when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

import pandas as pd

from data_access.periods import Calendar, Period

Made = TypeVar("Made")


@dataclass(frozen=True)
class Rules:
    """The choices of a programme that its measures depend on.

    Units: `at_risk_margin` is a fraction of the way from baseline to target.
    """

    starts_on: date
    year_one_ends_on: date
    active_half_terms_missed_allowed: int = 0
    small_number_limit: int = 4
    fewest_respondents: int = 10
    at_risk_margin: float = 0.1


@dataclass(frozen=True, eq=False)
class Facts:
    """Everything that the measures know, up to and including `as_at`.

    `scope` names the clusters that the reader is limited to (None: the whole authority). Settings, memberships and
    evidence then reach a little further, to whatever shares a history with those clusters, so that a figure is the
    same for everyone who may see it.

    Columns: each frame's are in `COLUMNS`. Dates are datetime64 with NaT for "not known" or "not yet";
    `urn` and `cluster` are text, missing where nobody said. Cells are those of `Calendar.cells`, by first day.
    """

    as_at: date
    calendar: Calendar
    rules: Rules
    scope: frozenset[str] | None
    settings: pd.DataFrame
    memberships: pd.DataFrame
    attendance: pd.DataFrame
    sessions: pd.DataFrame
    meetings: pd.DataFrame
    answers: pd.DataFrame
    rounds: pd.DataFrame
    evidence: pd.DataFrame
    cycles: pd.DataFrame
    evaluations: pd.DataFrame
    levels: pd.DataFrame
    plans: pd.DataFrame
    actions: pd.DataFrame
    peer_reviews: pd.DataFrame
    supporters: pd.DataFrame
    figures: pd.DataFrame
    count_days: pd.DataFrame
    gains: pd.DataFrame
    yardsticks: pd.DataFrame
    targets: pd.DataFrame
    target_points: pd.DataFrame
    # Whether rows are counted grain by grain (one place and stretch of days), for those who look at them closely.
    in_grains: bool = False
    _kept: dict[object, Any] = field(default_factory=dict, repr=False)
    # Of what follows from places and days alone: shared by all facts that were read with the same places.
    _kept_of_places: dict[object, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, roll_ups: Mapping[str, Any]) -> "Facts":
        """The facts in `data_access.rollups.roll_ups`, with every column present and of its kind."""
        frames: dict[str, Any] = {name: _frame(roll_ups.get(name), columns) for name, columns in COLUMNS.items()}
        return cls(
            as_at=roll_ups["as_at"],
            calendar=roll_ups["calendar"],
            rules=Rules(**roll_ups["rules"]),
            scope=roll_ups.get("scope"),
            _kept_of_places=roll_ups.get("kept_of_places", {}),
            **frames,
        )

    def keep(self, key: object, make: Callable[[], Made], *, of_places: bool = False) -> Made:
        """What `make` returns, made once for these facts: they never change.

        `of_places`: it goes by settings, memberships, rules and days alone, and outlives evidence that is written.
        """
        kept = self._kept_of_places if of_places else self._kept
        if key not in kept:
            kept[key] = make()
        made: Made = kept[key]
        return made

    def by_grain(self) -> "Facts":
        """The same facts, whose rows name their grain as well."""
        return replace(self, in_grains=True)

    @property
    def history_from(self) -> date:
        """The first day that figures are known of, which may lie before the programme."""
        if self.figures.empty:
            return self.rules.starts_on
        first: date = self.figures["cell_start"].min().date()
        return min(self.rules.starts_on, first)

    def rows(
        self, counted: Callable[["Facts", Sequence[Period]], pd.DataFrame], periods: Sequence[Period]
    ) -> pd.DataFrame:
        """What a measure's numerator or denominator counts in these periods, counted once."""
        return self.keep((counted, tuple(periods), self.in_grains), lambda: counted(self, periods))


Counted = Callable[[Facts, Sequence[Period]], pd.DataFrame]
DATE, TEXT, COUNT, SHARE = "datetime64[s]", "str", "int64", "float64"
SCORES: dict[str, Any] = {
    "intervention": TEXT,
    "pupil_count": COUNT,
    "before_mean": SHARE,
    "before_sd": SHARE,
    "after_mean": SHARE,
    "after_sd": SHARE,
}
COLUMNS: dict[str, dict[str, Any]] = {
    "settings": {
        "urn": TEXT,
        "name": TEXT,
        "phase": TEXT,
        "setting_type": TEXT,
        "opened_on": DATE,
        "closed_on": DATE,
        "successor_urn": TEXT,
    },
    "memberships": {"urn": TEXT, "cluster": TEXT, "joined_on": DATE, "left_on": DATE},
    "attendance": {
        "urn": TEXT,
        "cell_start": DATE,
        "attended_count": COUNT,
        "listed_count": COUNT,
        "people_count": COUNT,
    },
    "sessions": {
        "urn": TEXT,
        "cell_start": DATE,
        "event_type": TEXT,
        "booked_count": COUNT,
        "attended_count": COUNT,
    },
    "meetings": {"urn": TEXT, "cluster": TEXT, "cell_start": DATE, "expected_count": COUNT, "attended_count": COUNT},
    "answers": {
        "urn": TEXT,
        "cluster": TEXT,
        "cell_start": DATE,
        "audience": TEXT,
        "item": TEXT,
        "answered_count": COUNT,
        "positive_count": COUNT,
        "score_sum": COUNT,
        **{f"count_{point}": COUNT for point in (1, 2, 3, 4, 5)},
    },
    "rounds": {
        "urn": TEXT,
        "cluster": TEXT,
        "cell_start": DATE,
        "audience": TEXT,
        "invited_count": COUNT,
        "answered_count": COUNT,
    },
    "evidence": {"urn": TEXT, "cell_start": DATE, "kind": TEXT, "approved_count": COUNT},
    "cycles": {"cycle": TEXT, "opens_on": DATE, "due_on": DATE, "plans_due_on": DATE},
    "evaluations": {"urn": TEXT, "cycle": TEXT, "submitted_on": DATE},
    "levels": {"urn": TEXT, "cycle": TEXT, "submitted_on": DATE, "area": TEXT, "level": COUNT},
    "plans": {"urn": TEXT, "cycle": TEXT, "agreed_on": DATE},
    "actions": {"urn": TEXT, "cell_start": DATE, "due_count": COUNT, "done_on_time_count": COUNT},
    "peer_reviews": {
        "urn": TEXT,
        "cell_start": DATE,
        "planned_count": COUNT,
        "completed_count": COUNT,
        "reported_count": COUNT,
    },
    "supporters": {
        "urn": TEXT,
        "kind": TEXT,
        "identified_on": DATE,
        "training_started_on": DATE,
        "trained_on": DATE,
        "ended_on": DATE,
    },
    "figures": {
        "urn": TEXT,
        "cluster": TEXT,
        "measure": TEXT,
        "part": TEXT,
        "kind": TEXT,
        "cell_start": DATE,
        "ended_on": DATE,
        "numerator": SHARE,
        "denominator": SHARE,
    },
    "count_days": {"measure": TEXT, "kind": TEXT, "cell_start": DATE, "ended_on": DATE},
    "gains": {"urn": TEXT, "cell_start": DATE, **SCORES},
    "yardsticks": SCORES,
    "targets": {
        "id": COUNT,
        "kpi": TEXT,
        "cluster": TEXT,
        "phase": TEXT,
        "value": SHARE,
        "due_on": DATE,
        "baseline_value": SHARE,
        "baseline_on": DATE,
        "per": TEXT,
    },
    "target_points": {"target_id": COUNT, "day": DATE, "value": SHARE},
}


def _frame(rows: pd.DataFrame | None, columns: dict[str, Any]) -> pd.DataFrame:
    if rows is None:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in columns.items()})
    return pd.DataFrame({name: rows[name].astype(kind) for name, kind in columns.items()}).reset_index(drop=True)
