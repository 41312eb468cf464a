"""The sums that every measure is worked out from, grouped in SQL to setting and calendar cell."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from data_access import programme, store
from data_access.models import TargetPoint
from data_access.permissions import Identity
from data_access.reading import table
from data_access.rollups import events, figures, plans, voices
from data_access.rollups.grid import Grid, Names, Within
from data_access.vocabulary import Subject

__all__ = ["PARTS", "Grid", "roll_ups"]

_POINT = (TargetPoint.target_id, TargetPoint.day, TargetPoint.value)
RULES = (
    "starts_on",
    "year_one_ends_on",
    "active_half_terms_missed_allowed",
    "small_number_limit",
    "fewest_respondents",
    "at_risk_margin",
)


# What is read together -> the subjects whose writes move it. Settings and the programme's rules move all of it.
PARTS: Mapping[str, tuple[Subject, ...]] = {
    "places": (),
    "registers": (Subject.EVENTS,),
    "voices": (Subject.SURVEYS,),
    "evidence": (Subject.CASE_STUDIES, Subject.CULTURE),
    "plans": (Subject.PLANS,),
    "coaching": (Subject.COACHING,),
    "figures": (Subject.FIGURES,),
}


def roll_ups(viewer: Identity, as_at: date, parts: Iterable[str] = tuple(PARTS)) -> dict[str, Any]:
    """Everything that `kpis.facts.Facts.of` asks for, with evidence up to and including `as_at`; or `PARTS` of it.

    Evidence is summed to setting and cell (`Calendar.cells`), and starts with the first period that the programme
    is in; figures that are handed over reach back as far as they go. A cluster member's covers the settings of their
    clusters with those before and after them.

    Raises: NotFound while no programme has been set up.
    """
    facts = programme.programme()
    calendar = programme.calendar()
    grid = Grid.of(calendar, facts.starts_on, as_at)
    with store.reading() as session:
        within = Within.of(viewer)
        names = Names.of(session, within)
        read: dict[str, Callable[[], dict[str, Any]]] = {
            "places": lambda: {
                "as_at": as_at,
                "calendar": calendar,
                "rules": {name: getattr(facts, name) for name in RULES},
                "scope": None if viewer.scope is None else _scope(viewer.scope, names),
                # Room for what readers work out from this part alone, as long as it lasts.
                "kept_of_places": {},
                "settings": names.settings.reset_index(drop=True),
                "memberships": names.put(events.memberships(session, within)),
                "targets": programme.targets(viewer).drop(columns=["version"]),
                "target_points": table(session, select(*_POINT).order_by(TargetPoint.target_id, TargetPoint.day)),
            },
            "registers": lambda: events.frames(session, within, names, grid, facts.starts_on),
            "voices": lambda: voices.frames(session, within, names, grid),
            "evidence": lambda: {"evidence": names.put(voices.evidence(session, within, grid), grid)},
            "plans": lambda: plans.frames(session, within, names, grid),
            "coaching": lambda: plans.coaching(session, within, names, grid),
            "figures": lambda: figures.frames(session, within, names, grid, calendar),
        }
        return {name: value for part in parts for name, value in read[part]().items()}


def _scope(cluster_ids: Iterable[int], names: Names) -> frozenset[str]:
    return frozenset(names.clusters.reindex(sorted(cluster_ids)).dropna())
