"""The sums that every measure is worked out from, grouped in SQL to setting and calendar cell."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import programme, store
from data_access.models import TargetPoint
from data_access.periods import Calendar
from data_access.permissions import Identity
from data_access.reading import table
from data_access.rollups import events, figures, plans, voices
from data_access.rollups.grid import Grid, Names, Within

__all__ = ["Grid", "roll_ups"]

_POINT = (TargetPoint.target_id, TargetPoint.day, TargetPoint.value)
RULES = (
    "starts_on",
    "year_one_ends_on",
    "active_half_terms_missed_allowed",
    "small_number_limit",
    "fewest_respondents",
    "at_risk_margin",
)


def roll_ups(viewer: Identity, as_at: date) -> dict[str, Any]:
    """Everything that `kpis.facts.Facts.of` asks for, with evidence up to and including `as_at`.

    Evidence is summed to setting and cell (`Calendar.cells`), and starts with the first period that the programme
    is in; figures that are handed over reach back as far as they go. A cluster member's covers the settings of their
    clusters with those before and after them.

    Raises: NotFound while no programme has been set up.
    """
    facts = programme.programme()
    calendar = programme.calendar()
    with store.reading() as session:
        within = Within.of(viewer)
        names = Names.of(session, within)
        return {
            "as_at": as_at,
            "calendar": calendar,
            "rules": {name: getattr(facts, name) for name in RULES},
            "scope": None if viewer.scope is None else frozenset(names.clusters.reindex(sorted(viewer.scope)).dropna()),
            **_frames(session, within, names, calendar, facts.starts_on, as_at),
            "targets": programme.targets(viewer).drop(columns=["version"]),
            "target_points": table(session, select(*_POINT).order_by(TargetPoint.target_id, TargetPoint.day)),
        }


def _frames(
    session: Session, within: Within, names: Names, calendar: Calendar, starts_on: date, as_at: date
) -> dict[str, pd.DataFrame]:
    grid = Grid.of(calendar, starts_on, as_at)
    return {
        "settings": names.settings.reset_index(drop=True),
        "memberships": names.put(events.memberships(session, within)),
        "attendance": names.put(events.attendance(session, within, grid), grid),
        "sessions": names.put(events.sessions(session, within, grid), grid),
        "meetings": names.put(events.meetings(session, within, grid, starts_on), grid),
        "answers": names.put(voices.answers(session, within, grid), grid),
        "rounds": names.put(voices.rounds(session, within, grid), grid),
        "evidence": names.put(voices.evidence(session, within, grid), grid),
        **plans.frames(session, within, names, grid),
        **figures.frames(session, within, names, grid, calendar),
    }
