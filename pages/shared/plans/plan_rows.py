"""Plans as they are recorded: the priorities and actions that a view shows, each in its place."""

import pandas as pd

from data_access import records
from data_access.periods import Period
from data_access.vocabulary import PeriodKind
from kpis import actions, places
from kpis.evaluate import Where
from pages.shared.facts import EVERYTHING, View


def listed(view: View, kind: str) -> pd.DataFrame:
    """Every record of the kind that the viewer may see, as `records.listed` gives them."""
    return records.listed(view.viewer, kind)


def today(view: View) -> Period:
    """The day that the figures run to: what is overdue is so today, whichever period is looked at."""
    return Period(view.as_at, view.as_at, PeriodKind.MONTH, "", "")


def in_place(view: View, kind: str, where: Where = EVERYTHING) -> pd.DataFrame:
    """The records of a kind within the view, each under the setting that it counts as today."""
    return places.placed(view.facts, today(view), view.built(listed, kind), where)


def all_actions(view: View, where: Where = EVERYTHING) -> pd.DataFrame:
    """The actions of every plan within the view. Columns: as `records.listed`, cluster, is_overdue."""
    rows = in_place(view, "action", where)
    return rows.assign(is_overdue=actions.is_overdue(rows, view.as_at))


def overdue(view: View, where: Where = EVERYTHING) -> pd.DataFrame:
    """The overdue ones of every cycle, most overdue first, with `days_over`."""
    return actions.overdue(view.built(all_actions, where), view.as_at)


def priorities(view: View, cycle: str, where: Where = EVERYTHING) -> pd.DataFrame:
    """The priorities of a cycle, by setting, with done_count, action_count and overdue_count."""
    rows = in_place(view, "priority", where)
    rows = actions.with_progress(rows[rows["cycle"] == cycle], view.built(all_actions, where))
    return rows.sort_values(["setting", "urn", "id"], kind="stable").reset_index(drop=True)
