"""What people said at each event: few answered at most, so only those who see exact counts are shown it."""

import pandas as pd
import streamlit as st

import kpis
from data_access import surveys
from data_access.vocabulary import Audience, Item
from kpis.statistics import wilson
from pages.shared import downloads, menu, sentences, tables, words
from pages.shared.drawing import charts, marks
from pages.shared.drawing.palette import Palette
from pages.shared.facts import View
from pages.shared.filters import Filters

READING = "read_for_themes"
NO_COMMENTS = "Nobody wrote anything in their own words in this period."


def show(view: View, kpi_key: str, audience: Audience, item: Item, chosen: Filters, colours: Palette) -> None:
    """The measure for each event of the chosen period; for other roles, why it is not there."""
    if not view.exact:
        st.header(f"{kpis.kpi(kpi_key).title} by event")
        st.write("Groups at single events are small, so only the authority's leads and programme staff see them.")
        return
    charts.show(view.built(build, kpi_key, audience, item, chosen, colours))


def build(view: View, kpi_key: str, audience: Audience, item: Item, chosen: Filters, colours: Palette) -> charts.Panel:
    """The panel. Answers that were not given at an event come last."""
    kpi = kpis.kpi(kpi_key)
    rows = _rows(view, audience, item, chosen)
    title = f"{kpi.title} by event in {words.period(chosen.period(view))}"
    table = _said(rows)
    return charts.Panel(
        title=title,
        alt=f"{title}. {sentences.spoken(table)}",
        spec=marks.bars(marks.drawable(rows, kpi, "event"), kpi, colours) if len(rows) else None,
        table=table,
        numbers=rows[["event", "value", "numerator", "denominator"]],
        name=downloads.file_name(kpi.key, "by event", chosen.cluster or "all clusters", chosen.period_key),
        notes=charts.notes(view, kpi, chosen),
    )


def _said(rows: pd.DataFrame) -> pd.DataFrame:
    bounds = [wilson(top, whole) for top, whole in zip(rows["numerator"], rows["denominator"], strict=True)]
    return pd.DataFrame(
        {
            "Event": rows["event"],
            "Share": [words.percent(value) for value in rows["value"]],
            "Counted": [words.count(value) for value in rows["numerator"]],
            "Out of": [words.count(value) for value in rows["denominator"]],
            "Likely between": [words.between(low, high) for low, high in bounds],
        }
    )


def comments(view: View, audience: Audience, chosen: Filters) -> None:
    """What people wrote in their own words in the chosen period, and the way to read it for themes."""
    listed = view.built(build_comments, audience, chosen)
    name = downloads.file_name("comments", audience, chosen.cluster or "all clusters", chosen.period_key)
    title = f"In their own words: {words.plural(len(listed), 'comment')}"
    tables.show(listed, title, name, (chosen.in_words(view),), empty=NO_COMMENTS)
    if len(listed) and view.viewer.may_open(READING):
        st.page_link(menu.page(READING), label="Read them for themes", icon=":material/sell:")


def build_comments(view: View, audience: Audience, chosen: Filters) -> pd.DataFrame:
    """The comments, latest first. One that names no setting stands whatever phase and type are chosen."""
    period = chosen.period(view)
    said = surveys.comments(view.viewer)
    said = said[
        (said["audience"] == audience) & (said["answered_on"] >= period.start) & (said["answered_on"] <= period.end)
    ]
    if chosen.cluster:
        said = said[said["cluster"] == chosen.cluster]
    known = view.facts.settings.set_index("urn")
    for column, wanted in (("phase", chosen.phase), ("setting_type", chosen.setting_type)):
        if wanted is not None:
            said = said[said["urn"].isna() | (said["urn"].map(known[column]) == wanted)]
    return pd.DataFrame(
        {
            "Date": said["answered_on"].map(words.day),
            "Comment": said["comment"],
            "Cluster": said["cluster"].fillna("Not stated"),
            "Event": said["event"].fillna(""),
        }
    )


def _rows(view: View, audience: Audience, item: Item, chosen: Filters) -> pd.DataFrame:
    period = chosen.period(view)
    counts = surveys.item_counts(
        view.viewer,
        audience,
        since=period.start,
        until=min(period.end, view.as_at),
        cluster=chosen.cluster,
        phase=chosen.phase,
        setting_type=chosen.setting_type,
    )
    counts = counts[counts["item"] == item].reset_index(drop=True)
    days = [f", {words.short_day(day)}" if not words.is_missing(day) else "" for day in counts["held_on"]]
    return pd.DataFrame(
        {
            "event": counts["title"].fillna("Not at an event") + pd.Series(days, counts.index, dtype="str"),
            "numerator": counts["positive_count"].astype(float),
            "denominator": counts["answered_count"].astype(float),
            "value": counts["positive_count"] / counts["answered_count"],
            "target": float("nan"),
            "complete": True,
            "suppressed": False,
        }
    )
