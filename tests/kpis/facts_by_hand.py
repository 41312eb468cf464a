"""Facts written by hand, so that a test can be read as a table in and a table out."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from data_access.periods import STOKE_HALF_TERMS, Calendar, Period
from data_access.vocabulary import Audience, Item, PeriodKind
from kpis.facts import COLUMNS, Facts

START = date(2025, 9, 1)
CALENDAR = Calendar(STOKE_HALF_TERMS)


def facts(
    as_at: date = date(2026, 8, 31), rules: dict[str, Any] | None = None, **frames: Iterable[dict[str, Any]]
) -> Facts:
    """Each frame is a list of rows by column name; what is left out of a row is missing."""
    made = {name: pd.DataFrame(list(rows), columns=list(COLUMNS[name])) for name, rows in frames.items()}
    for name, frame in made.items():
        # What a test does not speak of counts for nothing; targets are numbered in their order.
        counts = [column for column, kind in COLUMNS[name].items() if kind == "int64"]
        frame[counts] = frame[counts].astype(float).fillna(0)
    if "targets" in made:
        made["targets"]["id"] = range(len(made["targets"]))
    rules = {"starts_on": START, "year_one_ends_on": date(2026, 8, 31), **(rules or {})}
    return Facts.of({"as_at": as_at, "calendar": CALENDAR, "rules": rules, **made})


def setting(urn: str, **columns: Any) -> dict[str, Any]:
    return {"urn": urn, "name": f"School {urn}", "phase": "primary", "setting_type": "school", **columns}


def member(urn: str, cluster: str = "Central", joined_on: date = START, left_on: date | None = None) -> dict[str, Any]:
    return {"urn": urn, "cluster": cluster, "joined_on": joined_on, "left_on": left_on}


def came(urn: str, cell_start: date, times: int = 1) -> dict[str, Any]:
    return {
        "urn": urn,
        "cell_start": cell_start,
        "attended_count": times,
        "listed_count": max(times, 1),
        "people_count": times,
    }


def parents(positive: int, answered: int, urn: str | None = None, cluster: str | None = None) -> dict[str, Any]:
    """Parents' answers in October 2025."""
    return {
        "urn": urn,
        "cluster": cluster,
        "cell_start": date(2025, 10, 1),
        "audience": Audience.PARENT_CARER,
        "item": Item.CONFIDENCE_IN_MAINSTREAM,
        "answered_count": answered,
        "positive_count": positive,
    }


def target(
    value: float, due_on: date = date(2026, 8, 31), kpi: str = "participation_rate", **columns: Any
) -> dict[str, Any]:
    return {"kpi": kpi, "value": value, "due_on": due_on, **columns}


def periods(kind: PeriodKind, last: date, first: date = START) -> list[Period]:
    return CALENDAR.periods(kind, first, last)
