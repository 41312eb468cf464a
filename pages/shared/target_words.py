"""Targets as people say them: the ones in force, and every change that was made to them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

import kpis
from kpis.kpi import Kpi
from pages.shared import words

EVERYWHERE = "Whole programme"
PARTS = {
    "kpi": "Measure",
    "value": "Should reach",
    "due_on": "By",
    "cluster_id": "Where",
    "phase": "Phase",
    "baseline_value": "Started at",
    "baseline_on": "Started on",
    "point": "On the way",
    "per": "Value per",
}


def in_words(target: Mapping[str, Any]) -> str:
    """Parents who are more confident: 80 % by 31 August 2026, Central."""
    kpi = kpis.kpi(target["kpi"])
    much = f"{words.amount(target['value'], kpi.said_in)}{_per(target)}"
    where = "" if words.is_missing(target["cluster"]) else f", {target['cluster']}"
    phase = "" if words.is_missing(target["phase"]) else f", {words.phase(target['phase'])}"
    return f"{kpi.title}: {much} by {words.day(target['due_on'])}{where}{phase}"


def in_force(targets: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows: one per target (as `target_form.rows` holds it). Columns: named for people."""
    rows = [
        {
            "Measure": kpis.kpi(target["kpi"]).title,
            "Where": target["cluster"] or EVERYWHERE,
            "Phase": words.phase(target["phase"]) if target["phase"] else "All",
            "Should reach": words.amount(target["value"], kpis.kpi(target["kpi"]).said_in) + _per(target),
            "By": words.day(target["due_on"]),
            "Started at": _started(target),
            "On the way": "; ".join(_point(day, value, kpis.kpi(target["kpi"])) for day, value in target["points"]),
        }
        for target in targets
    ]
    return pd.DataFrame(rows)


def changes(history: pd.DataFrame, clusters: Mapping[int, str]) -> pd.DataFrame:
    """The history of targets with its measures, parts and amounts in words. `clusters`: id → name."""
    named = history[history["field"] == "kpi"]
    measure = dict(zip(named["target"], named["after"].fillna(named["before"]), strict=True))
    kpi = [kpis.kpi(str(measure[target])) for target in history["target"]]
    both = {
        say: [
            _said(field, value, one, clusters)
            for field, value, one in zip(history["field"], history[name], kpi, strict=True)
        ]
        for name, say in (("before", "From"), ("after", "To"))
    }
    return pd.DataFrame(
        {
            "When": history["recorded_at"].map(words.day),
            "Who": history["actor"],
            "What": history["action"],
            "Target for": [one.title for one in kpi],
            "Part": [PARTS.get(field, words.sentence_case(field.replace("_", " "))) for field in history["field"]],
            **both,
        }
    )


def _started(target: Mapping[Any, Any]) -> str:
    if target["baseline_value"] is None:
        return ""
    amount = words.amount(target["baseline_value"], kpis.kpi(target["kpi"]).said_in)
    return f"{amount} on {words.day(target['baseline_on'])}" if target["baseline_on"] else amount


def _per(target: Mapping[Any, Any]) -> str:
    """a month."""
    return "" if words.is_missing(target["per"]) else f" a {target['per']}"


def _point(day: date, value: float, kpi: Kpi) -> str:
    """60 % on 31 January 2026."""
    return f"{words.amount(value, kpi.said_in)} on {words.day(day)}"


def _said(field: str, text: str | None, kpi: Kpi, clusters: Mapping[int, str]) -> str:
    if words.is_missing(text) or not text:
        return ""
    if field in ("value", "baseline_value"):
        return words.amount(float(text), kpi.said_in)
    if field in ("due_on", "baseline_on"):
        return words.day(date.fromisoformat(text))
    if field == "point":
        day, value = text.split(" ")
        return _point(date.fromisoformat(day), float(value), kpi)
    if field == "cluster_id":
        return clusters.get(int(text), text)
    if field == "phase":
        return words.phase(text)
    return kpis.kpi(text).title if field == "kpi" else text
