"""One cycle of self-evaluation at a time: who has handed in, where settings stand, and which way they move."""

from datetime import date
from enum import StrEnum

import pandas as pd

from data_access.periods import Period
from data_access.vocabulary import LEVELS, Area, PeriodKind
from kpis.evaluate import EVERYWHERE, Where
from kpis.facts import Facts
from kpis.places import COLUMNS, placed
from kpis.plans import first_and_latest, handed_in_on, levels_by_the_end


class Handed(StrEnum):
    """How a setting stands towards a due day."""

    ON_TIME = "on_time"
    LATE = "late"
    NOT_YET = "not_yet"


def opened_by(facts: Facts, day: date) -> list[str]:
    """The names of the cycles that had opened on the day, the newest first."""
    cycles = facts.cycles[facts.cycles["opens_on"] <= pd.Timestamp(day)]
    return list(cycles.sort_values(["opens_on", "due_on"], ascending=False, kind="stable")["cycle"])


def day_of(facts: Facts, cycle: str, due: str = "due_on") -> date:
    """The day that the cycle names: opens_on, due_on or plans_due_on. Raises: KeyError for a cycle there is not."""
    day: date = facts.cycles.set_index("cycle")[due][cycle].date()
    return day


def completion(facts: Facts, cycle: str, where: Where = EVERYWHERE) -> pd.DataFrame:
    """Who has handed in for the cycle, as far as is known today.

    Rows: one per setting that is due; those not yet in first, then the late ones, then by name.
    Columns: `places.COLUMNS`, handed (`Handed`), submitted_on, agreed_on (of the plan).
    Missing: the days where there is none; agreed_on also of a setting that owes no plan.
    """
    rows = _handed_in(facts, cycle, "due_on", "evaluations", "submitted_on")
    plans = _handed_in(facts, cycle, "plans_due_on", "plans", "agreed_on")
    rows = where.of(rows).merge(plans[["urn", "agreed_on"]], on="urn", how="left")
    due = pd.Timestamp(day_of(facts, cycle))
    late = rows["submitted_on"].gt(due).map({True: Handed.LATE.value, False: Handed.ON_TIME.value})
    rows["handed"] = late.where(rows["submitted_on"].notna(), Handed.NOT_YET.value)
    order = rows["handed"].map({Handed.NOT_YET.value: 0, Handed.LATE.value: 1, Handed.ON_TIME.value: 2})
    ordered = rows.assign(order=order).sort_values(["order", "setting", "urn"], kind="stable")
    return ordered[[*COLUMNS, "handed", "submitted_on", "agreed_on"]].reset_index(drop=True)


def counted_by(rows: pd.DataFrame, group: str) -> pd.DataFrame:
    """How many of each state. Rows: one per group, in order. Columns: one per `Handed`, due (all of them)."""
    counts = pd.crosstab(rows[group], rows["handed"]).reindex(columns=[state.value for state in Handed], fill_value=0)
    return counts.assign(due=counts.sum(axis=1)).reset_index()


def standing(facts: Facts, cycle: str, where: Where = EVERYWHERE) -> pd.DataFrame:
    """Where settings see themselves in the cycle.

    Rows: one per setting that submitted and area, by name, areas in order. Columns: `places.COLUMNS`, area, level.
    """
    made = facts.levels[facts.levels["cycle"] == cycle].sort_values("submitted_on", kind="stable")
    rows = placed(facts, _between_today_and(facts, day_of(facts, cycle)), made, where)
    # A school that became an academy in the middle of a cycle: what was said last stands.
    rows = rows.drop_duplicates(["urn", "area"], keep="last")
    order = rows["area"].map({area.value: at for at, area in enumerate(Area)})
    ordered = rows.assign(order=order).sort_values(["setting", "urn", "order"], kind="stable")
    return ordered[[*COLUMNS, "area", "level"]].reset_index(drop=True)


def at_each_level(rows: pd.DataFrame) -> pd.DataFrame:
    """How many settings stand at each level. Rows: the eight areas. Columns: area, then 1 to 4 for the levels."""
    counts = pd.crosstab(rows["area"], rows["level"])
    every = counts.reindex(index=[area.value for area in Area], columns=range(1, len(LEVELS) + 1), fill_value=0)
    return every.rename_axis("area").reset_index()


def first_to_latest(facts: Facts, period: Period, where: Where = EVERYWHERE) -> pd.DataFrame:
    """From a setting's first self-evaluation to its latest by the end of the period.

    Rows: one per setting and area that has both. Columns: `places.COLUMNS`, area, before, after.
    """
    ends = first_and_latest(levels_by_the_end(facts, [period], 0))
    rows = ends.rename(columns={"first": "before", "last": "after"})
    return placed(facts, period, rows, where)[[*COLUMNS, "area", "before", "after"]].reset_index(drop=True)


def from_cycle_to_cycle(facts: Facts, before: str, after: str, where: Where = EVERYWHERE) -> pd.DataFrame:
    """The same from one cycle to another, of settings that submitted in both."""
    then, now = standing(facts, before), standing(facts, after, where)
    both = now.merge(then[["urn", "area", "level"]], on=["urn", "area"], suffixes=("", "_before"))
    return both.rename(columns={"level": "after", "level_before": "before"})[[*COLUMNS, "area", "before", "after"]]


def moves(rows: pd.DataFrame) -> pd.DataFrame:
    """How many settings went up, stayed and went down. Rows: the eight areas. Columns: area, up, same, down, both."""
    step = (rows["after"] - rows["before"]).astype(float)
    flags = pd.DataFrame({"area": rows["area"], "up": step > 0, "same": step == 0, "down": step < 0, "both": True})
    counts = flags.groupby("area").sum().reindex([area.value for area in Area], fill_value=0).astype(int)
    return counts.rename_axis("area").reset_index()


def _handed_in(facts: Facts, cycle: str, due: str, records: str, day: str) -> pd.DataFrame:
    """Columns: `places.COLUMNS`, and the day under its own name."""
    rows = handed_in_on(facts, [_between_today_and(facts, day_of(facts, cycle, due))], due, records, day)
    rows = rows[rows["cycle"] == cycle].rename(columns={"handed_in_on": day})
    names = facts.settings["name"].to_numpy(object)[rows["setting"]]
    return rows.assign(setting=names)[[*COLUMNS, day]]


def _between_today_and(facts: Facts, day: date) -> Period:
    """From the day to today, for all that has come in for it; where it lies ahead, from today to it."""
    return Period(min(day, facts.as_at), max(day, facts.as_at), PeriodKind.ACADEMIC_YEAR, "", "")
