"""The actions of plans as they stand: what is overdue, and how far a priority has come."""

from datetime import date

import pandas as pd

from data_access.vocabulary import Progress

OPEN = (Progress.NOT_STARTED.value, Progress.UNDER_WAY.value)
OF_A_PLAN = ["urn", "cycle", "area"]


def is_overdue(actions: pd.DataFrame, as_at: date) -> "pd.Series[bool]":
    """True for actions that were to be done before today and are not; stopped ones are due no more."""
    due = pd.to_datetime(actions["due_on"])
    overdue: pd.Series[bool] = actions["progress"].isin(OPEN) & (due < pd.Timestamp(as_at))
    return overdue


def overdue(actions: pd.DataFrame, as_at: date) -> pd.DataFrame:
    """The overdue ones, most overdue first, with `days_over`. Other columns: those given."""
    late = actions[is_overdue(actions, as_at)]
    days = (pd.Timestamp(as_at) - pd.to_datetime(late["due_on"])).dt.days
    late = late.assign(days_over=days)
    return late.sort_values(["days_over", "setting", "id"], ascending=[False, True, True]).reset_index(drop=True)


def with_progress(priorities: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    """Priorities with how many actions of their area in the same plan are done.

    Columns: those given, done_count, action_count (stopped ones left out), overdue_count if `actions` have is_overdue.
    """
    going = actions[actions["progress"] != Progress.STOPPED]
    flags = going[OF_A_PLAN].assign(
        done_count=going["progress"] == Progress.DONE, action_count=True, overdue_count=going.get("is_overdue", False)
    )
    sums = flags.groupby(OF_A_PLAN, as_index=False).sum()
    rows = priorities.merge(sums, on=OF_A_PLAN, how="left")
    counts = ["done_count", "action_count", "overdue_count"]
    rows[counts] = rows[counts].astype(float).fillna(0).astype(int)
    return rows
