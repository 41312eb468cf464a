"""Every measure on one table: the numbers of the cards, to read and to take away."""

import pandas as pd
import streamlit as st

import kpis
from kpis.kpi import Kpi
from pages.shared import downloads, tables, words
from pages.shared.chosen import Filters
from pages.shared.facts import View


def measures(view: View) -> tuple[str, ...]:
    """The measures that the table shows: those with a target, or all of them once somebody asks."""
    if st.toggle("Show the measures without a target too", key="all measures"):
        return tuple(kpi.key for kpi in kpis.CATALOGUE)
    return view.outline.watched


def table(view: View, kpi_keys: tuple[str, ...], chosen: Filters) -> None:
    """The table of the measures in the chosen period, with its downloads."""
    shown, numbers = view.built(build, kpi_keys, chosen)
    name, notes = file(chosen, view)
    tables.show(shown, f"The measures, {words.period(chosen.period(view))}", name, notes, numbers=numbers)


def file(chosen: Filters, view: View) -> tuple[str, tuple[str, ...]]:
    """The file's name, and what it says above its table."""
    name = downloads.file_name("all measures", chosen.cluster or "all clusters", chosen.period_key)
    return name, (chosen.in_words(view), words.HIDDEN_EXPLAINED)


def build(view: View, kpi_keys: tuple[str, ...], chosen: Filters) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The table in words, and in numbers. Rows: one per measure, in the order given."""
    said, numbers = [], []
    for key in kpi_keys:
        kpi = kpis.kpi(key)
        rows = view.table(key, kind=chosen.kind, where=chosen.where)
        row = rows[rows["period_key"] == chosen.period_key].iloc[0]
        said.append(_said(row, kpi))
        numbers.append(_numbers(row, kpi))
    return pd.DataFrame(said), pd.DataFrame(numbers)


def _said(row: "pd.Series", kpi: Kpi) -> dict[str, str]:
    hidden = bool(row["suppressed"])
    return {
        "Measure": kpi.title,
        "Figure": words.shown(row["value"], kpi.said_in, hidden),
        "Counted": words.shown(row["numerator"], "count", hidden),
        "Out of": words.shown(row["denominator"], "count", hidden) if kpi.denominator else "",
        "Target": "" if pd.isna(row["target"]) else words.amount(row["target"], kpi.said_in),
        "Status": words.status(row["status"]) or ("" if row["complete"] else "not finished"),
    }


def _numbers(row: "pd.Series", kpi: Kpi) -> dict[str, object]:
    hidden = bool(row["suppressed"])
    parts = {name: words.HIDDEN if hidden else row[name] for name in ("value", "numerator", "denominator")}
    about = {"measure": kpi.title, "period": row["period"], "period is complete": bool(row["complete"])}
    return about | parts | {"target": row["target"], "status": words.status(row["status"])}
