"""Self-evaluation and action plans: who has handed in, who agreed a plan, what is done, and what moves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from data_access.periods import Period
from kpis.facts import Facts
from kpis.kpi import Kpi
from kpis.population import bounds, period_positions, population
from kpis.rows import ROW, counted_rows, rows_in


def due_in_cycles(facts: Facts, periods: Sequence[Period], due: str) -> pd.DataFrame:
    """Rows: one per period, cycle due in it, and setting that is due: in the programme and open on the due day, or on
    the last day known about while the due day lies ahead.
    """
    return _due(facts, periods, due).assign(count=1)[ROW]


def handed_in(
    facts: Facts, periods: Sequence[Period], due: str, records: str, day: str, on_time: bool = False
) -> pd.DataFrame:
    """Rows: as `due_in_cycles`, those that have handed in, whenever; with `on_time`, by the due day."""
    rows = handed_in_on(facts, periods, due, records, day)
    is_in = rows["handed_in_on"].notna()
    if on_time:
        is_in &= rows["handed_in_on"] <= rows["due"]
    return rows[is_in].assign(count=1)[ROW]


def handed_in_on(facts: Facts, periods: Sequence[Period], due: str, records: str, day: str) -> pd.DataFrame:
    """When each setting that is due handed in first.

    Rows: as `due_in_cycles`. Columns: `ROW` without count; setting (position), cycle, due, handed_in_on.
    Missing: handed_in_on where it had not by the last day known of the period.
    """
    rows = _due(facts, periods, due)
    chain = population(facts, periods).counts_as
    made = getattr(facts, records)
    setting = pd.Index(facts.settings["urn"]).get_indexer(made["urn"])
    # What a setting handed in before it closed is its successor's.
    first: dict[tuple[int, str, int], pd.Timestamp] = {}
    for at in range(len(periods)):
        for who, cycle, when in zip(chain[at, setting], made["cycle"], made[day], strict=True):
            key = (at, cycle, int(who))
            first[key] = min(when, first.get(key, when))
    keys = list(zip(rows["period"], rows["cycle"], rows["setting"], strict=True))
    days = pd.Series([first.get(key, pd.NaT) for key in keys], rows.index, dtype="datetime64[s]")
    return rows.assign(handed_in_on=days.where(days <= rows["until"]))


def _due(facts: Facts, periods: Sequence[Period], due: str) -> pd.DataFrame:
    """Columns: `ROW` without count; period and setting (positions), cycle, due, until (the last day known of it)."""
    return facts.keep(("due", due, tuple(periods)), lambda: _all_due(facts, periods, due))


def _all_due(facts: Facts, periods: Sequence[Period], due: str) -> pd.DataFrame:
    at = period_positions(periods, facts.cycles[due])
    until = bounds(facts, periods).until
    found = [pd.DataFrame(columns=["period", "setting", "cycle", "due", "until"])]
    for position, (_, cycle) in zip(at, facts.cycles.iterrows(), strict=True):
        if position >= 0:
            who = _who_is_due(facts, periods, position, cycle[due].date())
            rows = pd.DataFrame({"period": position, "setting": who, "cycle": cycle["cycle"], "due": cycle[due]})
            found.append(rows.assign(until=pd.Timestamp(until[position])))
    rows = pd.concat(found, ignore_index=True)
    rows = rows.astype({"period": int, "setting": int, "due": "datetime64[s]", "until": "datetime64[s]"})
    # Where each counts in the period itself: one that changed cluster since the due day, in the cluster it was in last.
    places = population(facts, periods).rows[["period", "setting", *ROW[:-2]]]
    return rows.merge(places, on=["period", "setting"]).assign(part="")


def _who_is_due(facts: Facts, periods: Sequence[Period], position: int, due_on: date) -> list[int]:
    """The settings of that one day (today, while it lies ahead), under what they count as in the period."""
    day = min(due_on, facts.as_at)
    # Whichever cluster they were in on the day: one that is in the viewer's by the end of the period counts there.
    of_all = facts.keep("of all clusters", lambda: replace(facts, scope=None, _kept={}, _kept_of_places={}))
    that_day = [Period(day, day, periods[position].kind, "", "")]
    return sorted(set(population(facts, periods).counts_as[position, population(of_all, that_day).rows["setting"]]))


def actions(facts: Facts, periods: Sequence[Period], count: str) -> pd.DataFrame:
    """Rows: one per period and setting with actions due in it, as far as the period has gone."""
    return counted_rows(facts, periods, facts.actions, count)


def level_changes(facts: Facts, periods: Sequence[Period], count: str) -> pd.DataFrame:
    """Rows: one per period and setting with two or more self-evaluations submitted by its end.

    `count`: "change", the sum over areas of the latest level less the first; or "areas", how many areas have both.
    """
    found = [pd.DataFrame({"urn": pd.Series(dtype="str"), "change": [], "areas": [], "at": []})]
    found += [_first_to_latest(levels_by_the_end(facts, periods, at)).assign(at=at) for at in range(len(periods))]
    rows = pd.concat(found, ignore_index=True).astype({"change": float, "areas": float, "at": int})
    return rows_in(facts, periods, rows, rows["at"].to_numpy(), count)


def levels_by_the_end(facts: Facts, periods: Sequence[Period], at: int) -> pd.DataFrame:
    """The levels submitted by the end of a period, under the setting that each counts as in it, in their order.

    What a setting said of itself before it closed is how its successor began. Columns: as `Facts.levels`.
    """
    made = facts.levels[facts.levels["submitted_on"] <= pd.Timestamp(bounds(facts, periods).until[at])]
    made = made.merge(facts.cycles[["cycle", "due_on"]], on="cycle", how="left")
    made = made.sort_values(["submitted_on", "due_on", "urn"], kind="stable")
    setting = pd.Index(facts.settings["urn"]).get_indexer(made["urn"])
    counts_as = population(facts, periods).counts_as[at, setting]
    return made.assign(urn=facts.settings["urn"].to_numpy()[counts_as]).drop(columns="due_on")


def _first_to_latest(levels: pd.DataFrame) -> pd.DataFrame:
    """Columns: urn, change, areas."""
    twice = first_and_latest(levels)
    twice = twice.assign(change=twice["last"] - twice["first"])
    return twice.groupby("urn", as_index=False).agg(change=("change", "sum"), areas=("area", "size"))


def first_and_latest(levels: pd.DataFrame) -> pd.DataFrame:
    """Where settings stood at first and where they stand last.

    Rows: one per setting and area submitted in two cycles or more. Columns: urn, area, first, last (levels), cycles.
    """
    ordered = levels.sort_values(["urn", "area", "submitted_on"], kind="stable").groupby(["urn", "area"])
    ends = ordered.agg(first=("level", "first"), last=("level", "last"), cycles=("cycle", "nunique"))
    return ends[ends["cycles"] > 1].reset_index()


_SUBMITTED: dict[str, Any] = {"records": "evaluations", "day": "submitted_on"}
_DUE = partial(due_in_cycles, due="due_on")
_WHO_IS_DUE = (
    " A setting is due if it belongs to the programme and is open on the due date (on the latest day known, while that "
    "lies ahead). The period is that of the due date."
)

SELF_EVALUATION_RATE = Kpi(
    key="self_evaluation_rate",
    title="Self-evaluations submitted",
    question="How many settings have looked at themselves?",
    unit="share",
    better="higher",
    numerator=partial(handed_in, due="due_on", **_SUBMITTED),
    denominator=_DUE,
    numerator_label="settings with a self-evaluation submitted",
    denominator_label="settings due in the cycle",
    sentence="{numerator} of {denominator} settings have submitted their self-evaluation",
    definition="Settings with a self-evaluation submitted for the cycle, out of the settings due in it." + _WHO_IS_DUE,
    why="A plan starts from an honest look at where a setting stands.",
    source="Self-evaluations",
    owner="Programme team",
    frequency="Once a cycle",
    page="self_evaluation",
    evidence="self_evaluations",
)

SELF_EVALUATION_ON_TIME = Kpi(
    key="self_evaluation_on_time",
    title="Self-evaluations submitted on time",
    question="How many settings handed in by the due date?",
    unit="share",
    better="higher",
    numerator=partial(handed_in, due="due_on", **_SUBMITTED, on_time=True),
    denominator=_DUE,
    numerator_label="settings with a self-evaluation submitted by the due date",
    denominator_label="settings due in the cycle",
    sentence="{numerator} of {denominator} settings submitted their self-evaluation on time",
    definition="Settings whose self-evaluation was submitted by the due date, out of the settings due in the cycle."
    + _WHO_IS_DUE,
    why="What comes late cannot shape the term's support.",
    source="Self-evaluations",
    owner="Programme team",
    frequency="Once a cycle",
    page="self_evaluation",
    evidence="self_evaluations",
    balancing=("self_evaluation_rate",),
)

ACTION_PLAN_RATE = Kpi(
    key="action_plan_rate",
    title="Action plans agreed",
    question="How many settings have a plan that is agreed?",
    unit="share",
    better="higher",
    numerator=partial(handed_in, due="plans_due_on", records="plans", day="agreed_on"),
    denominator=partial(due_in_cycles, due="plans_due_on"),
    numerator_label="settings with an agreed action plan",
    denominator_label="settings due in the cycle",
    sentence="{numerator} of {denominator} settings have an agreed action plan",
    definition="Settings with an agreed action plan for the cycle, out of the settings due in it." + _WHO_IS_DUE,
    why="What nobody agreed to do is seldom done.",
    source="Action plans",
    owner="Programme team",
    frequency="Once a cycle",
    page="self_evaluation",
    evidence="action_plans",
    balancing=("self_evaluation_rate",),
)

ACTIONS_DONE_ON_TIME = Kpi(
    key="actions_done_on_time",
    title="Actions done on time",
    question="Do settings do what they planned, when they planned it?",
    unit="share",
    better="higher",
    numerator=partial(actions, count="done_on_time_count"),
    denominator=partial(actions, count="due_count"),
    numerator_label="actions done by their due date",
    denominator_label="actions due",
    sentence="{numerator} of {denominator} actions that were due were done on time",
    definition="Actions done by their due date, out of the actions due in the period. Actions that were stopped are "
    "due "
    "no more; one done late stays late.",
    why="Plans help children only as far as they are carried out.",
    source="Action plans",
    owner="Programme team",
    frequency="Every half term",
    page="self_evaluation",
    evidence="actions",
    balancing=("action_plan_rate",),
)

AREA_LEVEL_CHANGE = Kpi(
    key="area_level_change",
    title="Change in self-evaluated level",
    question="Do settings see themselves move?",
    unit="change",
    better="higher",
    numerator=partial(level_changes, count="change"),
    denominator=partial(level_changes, count="areas"),
    numerator_label="levels gained over all areas",
    denominator_label="areas evaluated twice or more",
    sentence="{numerator} levels gained over {denominator} areas that were evaluated twice or more",
    definition="The mean change in level over the eight areas, from a setting's first submitted self-evaluation to its "
    "latest by the end of the period. Only settings with two or more. One level is the step from Emerging to "
    "Developing.",
    why="The levels say in the settings' own judgement whether practice moves.",
    source="Self-evaluations",
    owner="Programme team",
    frequency="Once a cycle",
    page="self_evaluation",
    evidence="self_evaluations",
    balancing=("self_evaluation_rate",),
)
