"""The records behind a page's numbers, each with the way to where it was entered."""

from typing import Any

import pandas as pd
import streamlit as st

import kpis
from data_access import evidence_behind
from data_access.vocabulary import Role
from pages.shared import downloads, filters, menu, tables, words
from pages.shared.chosen import Filters
from pages.shared.facts import View

ONLY_EXACT = (
    "Each of these records is one person, or a count of few: only the authority's leads and programme staff see them."
)


def show(view: View, kpi_keys: tuple[str, ...], chosen: Filters, key: str) -> None:
    """Asks of which measure, and lists its records of the chosen period: read once somebody asks, not in a meeting."""
    if filters.is_presenting():
        return
    listing = st.expander("Which records are behind these numbers?", key=f"fold behind {key}", on_change="rerun")
    if not listing.open:
        return
    with listing:
        kpi_key = st.selectbox(
            "Records behind",
            list(kpi_keys),
            index=None,
            format_func=lambda one: kpis.kpi(one).title,
            placeholder="Choose a measure",
            key=f"behind {key}",
        )
        if kpi_key is None:
            return
        kpi = kpis.kpi(kpi_key)
        if kpi.evidence in evidence_behind.OF_PEOPLE and not view.exact:
            st.write(ONLY_EXACT)
            return
        listed = view.built(build, kpi_key, chosen, view.viewer.role)
        name = downloads.file_name("records", kpi_key, chosen.cluster or "all clusters", chosen.period_key)
        empty = "No record of this period and these filters is behind the number."
        tables.show(listed, "", name, (chosen.in_words(view),), links={"Open": "Open"}, alt=kpi.title, empty=empty)


def build(view: View, kpi_key: str, chosen: Filters, role: Role) -> pd.DataFrame:
    """The records in words, latest first. What is of no setting stands whatever phase and type are chosen.

    `role`: whose links they are: what is built is shared by all who see the same numbers.
    """
    del role
    kpi, period = kpis.kpi(kpi_key), chosen.period(view)
    until = min(period.end, view.as_at)
    rows = evidence_behind.rows_behind(view.viewer, kpi.evidence, period.start, until, kpi_key)
    for column, wanted in (("cluster", chosen.cluster), ("phase", chosen.phase), ("setting_type", chosen.setting_type)):
        if wanted is not None:
            rows = rows[(rows[column] == wanted) | rows[column].isna()]
    return pd.DataFrame(
        {
            "Date": [words.day(day) for day in rows["day"]],
            "Record": [words.sentence_case(what) for what in rows["what"]],
            "Setting": rows["setting"].fillna(""),
            "Cluster": rows["cluster"].fillna(""),
            "Open": [_address(view, row) for row in rows.to_dict("records")],
        }
    )


def _address(view: View, row: dict[Any, Any]) -> str:
    """Where it was entered, for those who may open that; otherwise the setting's own page."""
    if view.viewer.may_open(str(row["page"])):
        return f"/{menu.entry(str(row['page'])).path}?{row['query']}"
    return "" if words.is_missing(row["urn"]) else f"/setting?urn={row['urn']}"
