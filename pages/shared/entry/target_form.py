"""The fields of a target: what it is for, how much, by when, and where it should be on the way."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

import kpis
from data_access.aims import PER, amount
from data_access.errors import InvalidInput
from data_access.target_points import Point
from data_access.vocabulary import Phase
from pages.shared import target_words, words
from pages.shared.entry import editing, saving
from pages.shared.entry.questions import Questions, typed
from pages.shared.entry.saving import Turn

# A target as the page holds it: its columns, and "points" as (day, value).
Row = dict[str, Any]
POINTS = {"day": editing.day("Day"), "value": st.column_config.TextColumn("Value")}
ANY_PERIOD = "any period that is looked at"
PERIODS: dict[str | None, str] = {None: ANY_PERIOD} | {str(kind): f"a {kind}" for kind in PER}


def rows(targets: pd.DataFrame, points: pd.DataFrame) -> dict[int, Row]:
    """id → the target with its points."""
    found: dict[int, Row] = {}
    for target in targets.astype(object).where(targets.notna(), None).to_dict("records"):
        mine = points[points["target_id"] == target["id"]]
        way = list(zip(mine["day"], mine["value"], strict=True))
        found[int(target["id"])] = {str(name): value for name, value in target.items()} | {"points": way}
    return found


def measure(turn: "Turn[Row | None]") -> str:
    """Which measure it is for. Asked outside the form, because the other questions follow from it."""
    ask = Questions(turn.opened or {}, turn)
    measures = [kpi.key for kpi in kpis.CATALOGUE if kpi.better != "neither"]
    return ask.choice(st.container(), "kpi", "Measure", measures, lambda key: kpis.kpi(key).title)


def questions(turn: "Turn[Row | None]", kpi: str, clusters: list[str]) -> Row:
    """The other fields, filled with what is stored."""
    now, unit = turn.opened or {}, kpis.kpi(kpi).unit
    left, right = st.columns(2)
    ask = Questions(now, turn, unit)
    where: list[str | None] = [None, *clusters]
    phases: list[str | None] = [None, *Phase]
    example = typed({"share": 0.95, "score": 4.2}.get(unit, 12), unit)
    answers: Row = {
        "value": ask.amount(left, "value", f"Should reach, such as {example}"),
        "due_on": ask.day(left, "due_on", "By"),
        "per": None,
        "cluster": ask.choice(right, "cluster", "Where", where, lambda name: name or target_words.EVERYWHERE),
        "phase": ask.choice(right, "phase", "Phase", phases, lambda phase: words.phase(phase) if phase else "All"),
        "baseline_value": ask.amount(right, "baseline_value", "Started at (may be empty)"),
        "baseline_on": ask.day(right, "baseline_on", "On (may be empty)"),
    }
    if unit == "count":
        answers["per"] = ask.choice(left, "per", "Value per", list(PERIODS), lambda per: PERIODS[per])
    return answers | {"points": points(turn, unit)}


def points(turn: "Turn[Row | None]", unit: str) -> pd.DataFrame:
    """The table of points, as somebody left it."""
    now = turn.opened or {"points": []}
    st.write("**Where should it be on the way?** Without a point, the way is straight. A row for each day, if any.")
    way = pd.DataFrame({"day": [day for day, _ in now["points"]], "value": [typed(v, unit) for _, v in now["points"]]})
    way = way.assign(day=pd.to_datetime(way["day"]), value=way["value"].astype(object))
    alt = "Points on the way to the target"
    return saving.table(turn, "points", way, column_config=POINTS, num_rows="dynamic", alt=alt)


def points_of(table: pd.DataFrame, unit: str) -> list[Point]:
    """The rows as points, by day; empty rows are none.

    Raises: InvalidInput if one has a day or a value only, or a value that cannot be understood.
    """
    found: list[Point] = []
    for day, value in zip(table["day"], table["value"], strict=True):
        has_value = not words.is_missing(value) and bool(str(value).strip())
        if pd.isna(day) and not has_value:
            continue
        if pd.isna(day) or not has_value:
            raise InvalidInput({"points": "Give every point on the way a day and a value, or remove its row."})
        found.append((_day(day), amount(str(value), unit, "points")))
    return sorted(found)


def _day(value: Any) -> date:
    return pd.Timestamp(value).date()
