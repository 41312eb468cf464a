"""Where are the settings, and which has the programme not reached yet? For everyone, and for a meeting's big screen."""

import pandas as pd
import streamlit as st

import kpis
from data_access import places
from data_access.programme import programme
from data_access.vocabulary import Phase
from kpis import geography
from pages.shared import access, downloads, facts, filters, frame, map_layers, maps, words
from pages.shared.facts import View

SHAPES: dict[str, str] = {
    Phase.PRIMARY: "circle",
    Phase.SECONDARY: "square",
    Phase.NURSERY: "triangle",
    Phase.ALL_THROUGH: "diamond",
    Phase.POST_16: "pentagon",
    Phase.NOT_APPLICABLE: "cross",
}
SHAPE_WORDS = {shape: words.phase(phase).lower() for phase, shape in SHAPES.items()} | {"cross": "no single phase"}
CALLED = {"participation_rate": ("reached", "not yet reached")}
SHADE_BY = {"value": "Value", "status": "Status against the target"}
TITLES = {kpi.key: kpi.title for kpi in kpis.CATALOGUE}


def settings_of(view: View) -> pd.DataFrame:
    return places.settings(view.viewer)


def clusters_of(view: View) -> pd.DataFrame:
    return places.clusters(view.viewer)


viewer = access.viewer("map")
view = facts.load(viewer)
frame.opening(
    "Where are our settings, and whom have we not reached yet?",
    "Each mark is a school, nursery or college, darker the better it does; lines go around each cluster of settings.",
)
if view.is_empty:
    st.info(
        "There is nothing to draw yet: no setting belongs to a cluster. An administrator or the programme's staff "
        "load the settings first, then the clusters, on the page “Load a file”."
    )
    st.stop()
chosen = filters.bar(viewer, view)
with st.container(horizontal=True, vertical_alignment="bottom"):
    key = maps.picked("Measure", TITLES, "measure")
    shade_by = maps.picked("Shade by", SHADE_BY, "shade")
measure, period = kpis.kpi(key), chosen.period(view)
by_setting = view.table(key, by="setting", kind=chosen.kind, where=chosen.where)
placed = geography.placed(view.built(settings_of), by_setting, period.key)
if placed.empty:
    st.info("No setting of the programme fits these filters. Choose another cluster, phase, type or period, or reset.")
    st.stop()

by_status = shade_by == "status"
# Shares of people stay shares, even where all of them agree.
ends = None if measure.counts_people else CALLED.get(key, maps.YES_OR_NO)
shown = maps.shaded(maps.described(placed, SHAPES), measure.unit, by_status=by_status, yes_or_no=ends)
located = shown.dropna(subset=["latitude", "longitude"])
around = map_layers.outlines(located, view.built(clusters_of))
asked = maps.chosen(shown)
title = f"{measure.title}, {words.period(period)}"
left, right = st.columns([3, 2], gap="medium")
with left:
    st.subheader(maps.title(title, shown))
    drawn = map_layers.deck(located, around, asked, maps.ink_of_page(), maps.is_narrow(), programme().base_map_url)
    maps.show(drawn, maps.in_words(located, around, title), key="map")
    maps.legend(shown, SHAPE_WORDS)
    maps.without_place(shown)
with right:
    if asked is None:
        st.info("Choose a setting on the map or in the table to see its facts.")
    else:
        with st.container(border=True):
            maps.panel(shown, asked, title)
            st.page_link(
                "setting.py", label="Open its page", icon=":material/arrow_forward:", query_params={"urn": asked}
            )
    listed = maps.as_table(shown, measure.title, by_status)
    st.subheader("The same settings in a table")
    maps.table(listed, shown["id"], title, key="map table")
    name = downloads.file_name(measure.key, "by setting", chosen.cluster or "all clusters", words.period(period))
    downloads.buttons(listed, name, [title, chosen.in_words(view)], name)
