"""The settings of a measure, those that need a call first, each with the way to its profile."""

import math

import pandas as pd
import streamlit as st

import kpis
from kpis.kpi import Kpi
from pages.shared import downloads, filters, tables, words, year_before
from pages.shared.chosen import Filters
from pages.shared.facts import View

ORDER = (
    "First those that are furthest worse than a year before, each held against itself; then those with nothing to be "
    "compared with, by their figure."
)


def show(view: View, kpi_key: str, chosen: Filters) -> None:
    """The list, under its title, with how it is sorted."""
    kpi = kpis.kpi(kpi_key)
    listed = view.built(build, kpi_key, chosen)
    title = f"{kpi.title} by setting" if kpi.better == "neither" else f"{kpi.title}: whom to ring first"
    name = downloads.file_name(kpi_key, "by setting", chosen.cluster or "all clusters", chosen.period_key)
    empty = "No setting has a figure of its own for this choice of filters."
    notes = (title, chosen.in_words(view), ORDER)
    st.header(title)
    if len(listed) and kpi.better != "neither":
        st.caption(ORDER)
    tables.show(listed, "", name, notes, links={"Profile": "Open"}, alt=title, empty=empty)


def build(view: View, kpi_key: str, chosen: Filters) -> pd.DataFrame:
    """Rows: as `year_before.by_setting`, in words."""
    kpi = kpis.kpi(kpi_key)
    rows = year_before.by_setting(view, kpi_key, chosen)
    return pd.DataFrame(
        {
            "Setting": rows["setting"],
            "Profile": [filters.link("/setting", chosen, urn=urn) for urn in rows["urn"]],
            "Figure": [
                words.shown(v, kpi.said_in, bool(h)) for v, h in zip(rows["value"], rows["suppressed"], strict=True)
            ],
            "On a year before": [_moved(worse, kpi) for worse in rows["worse"]],
            "Cluster": rows["cluster"].fillna(""),
            "Phase": ["" if words.is_missing(phase) else words.phase(phase) for phase in rows["phase"]],
        }
    )


def _moved(worse: float, kpi: Kpi) -> str:
    """Up 3, worse. Empty without a comparison."""
    if math.isnan(worse):
        return ""
    difference = worse if kpi.better == "lower" else -worse
    moved = words.sentence_case(words.change(difference, 0.0, kpi.said_in))
    if moved == "No change":
        return moved
    return f"{moved}, {'worse' if worse > 0 else 'better'}"
