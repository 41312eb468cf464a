"""Actions of plans, worked out by hand: what is overdue, and how far priorities have come."""

from datetime import date
from typing import Any

import pandas as pd

from data_access.vocabulary import Area, Progress
from kpis import actions

TODAY = date(2026, 11, 18)
COLUMNS = ["id", "urn", "setting", "cycle", "area", "due_on", "progress"]


def action(number: int, due_on: date, progress: Progress = Progress.UNDER_WAY, **columns: Any) -> dict[str, Any]:
    return {
        "id": number,
        "urn": "1",
        "setting": "School 1",
        "cycle": "2026/27",
        "area": Area.OUTCOMES.value,
        "due_on": due_on,
        "progress": progress.value,
        **columns,
    }


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


def test_action_is_overdue_from_the_day_after_it_was_due_unless_done_or_stopped() -> None:
    yesterday = date(2026, 11, 17)
    rows = frame(
        action(1, yesterday),
        action(2, TODAY),
        action(3, yesterday, Progress.NOT_STARTED),
        action(4, yesterday, Progress.DONE),
        action(5, yesterday, Progress.STOPPED),
        action(6, date(2026, 10, 1)),
    )
    late = actions.overdue(rows, TODAY)
    assert list(zip(late["id"], late["days_over"], strict=True)) == [(6, 48), (1, 1), (3, 1)]
    assert actions.overdue(frame(), TODAY).empty


def test_priority_counts_the_actions_of_its_area_in_its_own_plan_and_leaves_stopped_ones_out() -> None:
    priorities = pd.DataFrame(
        [
            {"id": 1, "urn": "1", "cycle": "2026/27", "area": Area.OUTCOMES.value},
            {"id": 2, "urn": "1", "cycle": "2026/27", "area": Area.TEACHING.value},
            {"id": 3, "urn": "2", "cycle": "2026/27", "area": Area.OUTCOMES.value},
        ]
    )
    rows = frame(
        action(1, TODAY, Progress.DONE),
        action(2, date(2026, 10, 1)),
        action(3, TODAY, Progress.STOPPED),
        action(4, TODAY, Progress.DONE, cycle="2025/26"),
        action(5, TODAY, Progress.DONE, urn="2"),
    )
    rows = rows.assign(is_overdue=actions.is_overdue(rows, TODAY))
    found = actions.with_progress(priorities, rows)
    counts = found[["done_count", "action_count", "overdue_count"]].to_numpy().tolist()
    assert counts == [[1, 2, 1], [0, 0, 0], [1, 1, 0]]
    assert actions.with_progress(priorities.iloc[:0], frame()).empty
