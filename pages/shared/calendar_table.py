"""Figures of calendar years, as national statistics have them, beside each other."""

import math

import pandas as pd
import streamlit as st

import kpis
from data_access import calendar_years
from data_access.vocabulary import PeriodKind
from kpis import calendar_years as of_calendar_years
from kpis.small_numbers import Limits
from pages.shared import downloads, tables, words
from pages.shared.facts import View

HEADING = "By calendar year, as national statistics have it"
EXPLAINED = (
    "Calendar years stand apart from school years: they are of the whole authority whatever is chosen above, and are "
    "never added to other figures."
)


def show(view: View, kpi_keys: tuple[str, ...]) -> None:
    """The table, where there is such a figure of any of these measures."""
    shown, numbers = view.built(build, kpi_keys)
    if shown.empty:
        return
    st.header(HEADING)
    st.caption(EXPLAINED)
    tables.show(shown, "", downloads.file_name("calendar years"), (HEADING, EXPLAINED), numbers=numbers, alt=HEADING)


def build(view: View, kpi_keys: tuple[str, ...]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows: one per calendar year, in words and as numbers. Columns: Year and each measure that has a figure.

    Missing: empty; "c" where a number is hidden.
    """
    figures = calendar_years.calendar_years(view.viewer)
    figures = figures[(figures["part"] == "") & figures["measure"].isin(list(kpi_keys))]
    said: dict[str, dict[int, str]] = {}
    values: dict[str, dict[int, object]] = {}
    for key in (key for key in kpi_keys if key in set(figures["measure"])):
        kpi, mine = kpis.kpi(key), figures[figures["measure"] == key]
        hidden = _hidden(view, key, mine)
        found = mine["numerator"] / mine["denominator"] if kpi.denominator else mine["numerator"]
        cells = zip(mine["year"], found, hidden, strict=True)
        for year, value, is_hidden in cells:
            whole = mine.loc[mine["year"] == year, "denominator"].iloc[0]
            said.setdefault(kpi.title, {})[year] = _said(value, kpi.said_in, is_hidden, whole)
            values.setdefault(kpi.title, {})[year] = words.HIDDEN if is_hidden else value
    return _table(said), _table(values)


def _hidden(view: View, kpi_key: str, figures: pd.DataFrame) -> list[bool]:
    """Whether each figure is hidden from this viewer, also for what it would give away of other periods."""
    if view.exact or not kpis.kpi(kpi_key).counts_people:
        return [False] * len(figures)
    outline = view.outline
    limits = Limits(outline.small_number_limit, outline.fewest_respondents)
    spans = []
    for kind in PeriodKind:
        rows = view.history(kpi_key, kind=kind)
        hidden = rows[rows["suppressed"]]
        spans += list(zip(hidden["period_start"].dt.date, hidden["period_end"].dt.date, strict=True))
    return of_calendar_years.hidden(figures, limits, spans).tolist()


def _said(value: float, unit: str, is_hidden: bool, whole: float) -> str:
    """28 % of 860."""
    shown = words.shown(value, unit, is_hidden)
    return shown if is_hidden or unit not in words.SHARES or math.isnan(whole) else f"{shown} of {words.count(whole)}"


def _table(columns: dict[str, dict[int, object]] | dict[str, dict[int, str]]) -> pd.DataFrame:
    if not columns:
        return pd.DataFrame()
    frame = pd.DataFrame(columns).sort_index(ascending=False).fillna("")
    return frame.rename_axis("Year").reset_index().astype({"Year": str})
