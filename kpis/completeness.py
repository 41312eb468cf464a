"""How complete the evidence is: what was expected of whom in which period, what came, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from data_access.periods import Calendar, Period
from data_access.vocabulary import PeriodKind
from kpis.facts import Facts
from kpis.population import Days, Population, population

State = Literal["came", "late", "missing", "not_due"]
STATES: tuple[State, ...] = ("missing", "late", "came", "not_due")
COLUMNS = [
    "evidence", "level", "ask", "urn", "place", "cluster", "phase", "setting_type", "period_key", "period",
    "period_end", "due_on", "is_due", "state", "came_on", "days_late",
]  # fmt: skip
AUTHORITY = "The whole authority"
# Months do not end where terms do: figures of months cover a term when no whole month of it is missing.
A_FEW_DAYS = 16


@dataclass(frozen=True)
class Expected:
    """One thing that is expected for every period of a kind.

    `level`: of each setting, of each cluster, or once of the authority. `whole`: the period must be covered, by figures
    that count in it as they do in the measures; otherwise one piece in it will do. `since`: nobody is late for what
    was due before this day. `not_from`: types of setting that do not have it. `cycle_days`: the days of cycles; None
    for what belongs to none.
    """

    evidence: str
    level: Literal["setting", "cluster", "authority"]
    period_kind: PeriodKind
    due_days: int
    ask: str
    since: date
    whole: bool = False
    not_from: frozenset[str] = frozenset()
    cycle_days: tuple[date, ...] | None = None

    def due_on(self, period: Period) -> date | None:
        """The last day on which it is in time. None where no cycle is due in the period."""
        if self.cycle_days is None:
            return period.end + timedelta(days=self.due_days)
        mine = [day for day in self.cycle_days if period.start <= day <= period.end]
        return max(mine) + timedelta(days=self.due_days) if mine else None


def completeness(
    facts: Facts, expected: Sequence[Expected], arrived: pd.DataFrame, first: date, last: date
) -> pd.DataFrame:
    """What was expected for the periods that end from `first` to `last` and have begun, and what became of it.

    `arrived`: rows as `data_access.arrivals.arrivals` gives them.
    Rows: one per evidence, period and place that was expected to hand it in; settings of the programme in the period.
    Columns: evidence, level, ask, urn, place (its name), cluster, phase, setting_type, period_key, period (its label),
    period_end, due_on, is_due (that day is over), state ("came", "late", "missing", "not_due"), came_on, days_late
    (missing for so many days).
    Missing: urn, phase and setting_type where a cluster or the authority hands it in; came_on where it did not come.
    """
    found = [
        _of_period(facts, one, period, due_on, arrived)
        for one in expected
        for period in facts.calendar.periods(one.period_kind, max(first, facts.rules.starts_on), last)
        if first <= period.end <= last and period.start <= facts.as_at and (due_on := one.due_on(period)) is not None
    ]
    rows = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=COLUMNS)
    return rows[COLUMNS]


def summed(rows: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """How much of what was due came: in all, or by any of the columns of `completeness`. What came early waits.

    Rows: one per group, in order; one in all. Columns: [by …], due, came (in time or late), late, missing, share.
    Missing: share where nothing was due.
    """
    is_due = rows["is_due"].astype(bool)
    counted = rows.assign(
        due=is_due,
        came=is_due & rows["state"].isin(["came", "late"]),
        late=rows["state"] == "late",
        missing=rows["state"] == "missing",
    )
    counts = ["due", "came", "late", "missing"]
    if by:
        sums = counted.groupby(list(by), dropna=False)[counts].sum().reset_index()
    else:
        sums = counted[counts].sum().to_frame().T
    return sums.assign(share=(sums["came"] / sums["due"].where(sums["due"] > 0)).astype(float))


def _of_period(facts: Facts, one: Expected, period: Period, due_on: date, arrived: pd.DataFrame) -> pd.DataFrame:
    people = population(facts, [period])
    rows = _places(facts, one, people)
    came = _came(facts, one, period, people, arrived[arrived["evidence"] == one.evidence])
    rows = rows.assign(came_on=pd.to_datetime(rows["key"].map(came)))
    is_in = rows["came_on"].notna()
    is_late = is_in & (rows["came_on"] > pd.Timestamp(due_on)) & (due_on >= one.since)
    is_over = due_on < facts.as_at
    rows["state"] = np.select([is_late, is_in], ["late", "came"], "missing" if is_over else "not_due")
    rows["days_late"] = np.where(rows["state"] == "missing", (facts.as_at - due_on).days, 0)
    rows = rows.assign(evidence=one.evidence, level=one.level, ask=one.ask, due_on=due_on, is_due=is_over)
    return rows.assign(period_key=period.key, period=period.label, period_end=period.end)


def _places(facts: Facts, one: Expected, people: Population) -> pd.DataFrame:
    """Rows: one per place that hands it in. Columns: key (as in `_came`), urn, place, cluster, phase, setting_type."""
    rows = people.rows
    if one.level == "setting":
        rows = rows[~rows["setting_type"].isin(list(one.not_from))]
        place = facts.settings["name"].take(rows["setting"].to_numpy()).to_numpy()
        return rows[["urn", "cluster", "phase", "setting_type"]].assign(key=rows["urn"], place=place)
    if one.level == "cluster":
        names = sorted(set(rows["cluster"]))
        frame = pd.DataFrame({"key": names, "place": names, "cluster": names}, dtype=object)
    else:
        names = [AUTHORITY] if facts.scope is None and len(rows) else []
        frame = pd.DataFrame({"key": [""] * len(names), "place": names, "cluster": [None] * len(names)}, dtype=object)
    return frame.assign(urn=None, phase=None, setting_type=None)


def _came(facts: Facts, one: Expected, period: Period, people: Population, arrived: pd.DataFrame) -> dict[str, date]:
    """Place → the day on which what was expected of it was in. A setting brings what its predecessors handed in."""
    starts, ends = _days(arrived["starts_on"]), _days(arrived["ends_on"])
    first, last = np.datetime64(period.start), np.datetime64(period.end)
    if one.whole:
        middle = starts + (ends - starts) // 2
        is_of_it = ((middle >= first) & (middle <= last)) | ((starts <= first) & (ends >= last))
        days = np.where(is_of_it, (ends - starts).astype(int) + 1, 0)
    else:
        days = ((ends >= first) & (ends <= last)).astype(int)
    keys = _counted_as(facts, people, arrived["place"]) if one.level == "setting" else arrived["place"].to_numpy(object)
    pieces = pd.DataFrame({"key": keys, "days": days, "came_on": arrived["came_on"].to_numpy(object)})
    pieces = pieces[pieces["days"] > 0]
    # All of it is in with its last piece; where one will do, with the first.
    groups = pieces.groupby("key").agg({"days": "sum", "came_on": "max" if one.whole else "min"})
    wanted = (period.end - period.start).days + 1 - A_FEW_DAYS if one.whole else 1
    return dict(groups.loc[groups["days"] >= wanted, "came_on"])


def _counted_as(facts: Facts, people: Population, urns: "pd.Series[str]") -> npt.NDArray[np.object_]:
    known = facts.settings["urn"].to_numpy(object)
    at = pd.Index(known).get_indexer(urns)
    counted = np.full(len(at), "", dtype=object)
    counted[at >= 0] = known[people.counts_as[0][at[at >= 0]]]
    return counted


def _days(column: "pd.Series[pd.Timestamp]") -> Days:
    return pd.to_datetime(column).to_numpy("datetime64[D]")


def stale_since(one: Expected, calendar: Calendar, first: date, newest: date | None, as_at: date) -> date | None:
    """The first day by which evidence was due that has not come from anywhere; None where there is no such day.

    `newest`: the last day that any of it is of; None where there is none. `first`: the programme's first day.
    """
    waited = [
        due_on
        for period in calendar.periods(one.period_kind, first, as_at)
        if (newest is None or period.start > newest) and (due_on := one.due_on(period)) is not None and due_on < as_at
    ]
    return min(waited, default=None)
