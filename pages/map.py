"""Where are the settings, and which has the programme not reached yet? For everyone, and for a meeting's big screen."""

import pandas as pd
import streamlit as st

import kpis
from data_access import places
from data_access.programme import programme
from data_access.vocabulary import Phase
from kpis import geography
from pages.shared import access, downloads, facts, filters, frame, menu, words
from pages.shared.facts import View
from pages.shared.filters import Filters
from pages.shared.locality import map_layers, maps
from pages.shared.locality.map_icons import Ink

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


def shown_on_map(view: View, key: str, by_status: bool, chosen: Filters) -> pd.DataFrame:
    measure = kpis.kpi(key)
    by_setting = view.table(key, by="setting", kind=chosen.kind, where=chosen.where)
    placed = geography.placed(places.settings(view.viewer), by_setting, chosen.period_key)
    # Shares of people stay shares, even where all of them agree.
    ends = None if measure.counts_people else CALLED.get(key, maps.YES_OR_NO)
    return maps.shaded(maps.described(placed, SHAPES), measure.unit, by_status=by_status, yes_or_no=ends)


def map_of(
    view: View, key: str, by_status: bool, chosen: Filters, asked: str | None, ink: Ink, is_narrow: bool
) -> tuple[map_layers.Drawn, str]:
    """The map and what it says to those who cannot see it."""
    shown = view.built(shown_on_map, key, by_status, chosen).dropna(subset=["latitude", "longitude"])
    around = map_layers.outlines(shown, places.clusters(view.viewer))
    title = f"{TITLES[key]}, {words.period(chosen.period(view))}"
    drawn = map_layers.draw(shown, around, asked, ink, is_narrow, programme().base_map_url)
    return drawn, maps.in_words(shown, around, title)


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
by_status = shade_by == "status"
shown = view.built(shown_on_map, key, by_status, chosen)
if shown.empty:
    st.info("No setting of the programme fits these filters. Choose another cluster, phase, type or period, or reset.")
    st.stop()

asked = maps.chosen(shown)
period = words.period(chosen.period(view))
title = f"{TITLES[key]}, {period}"
left, right = st.columns([3, 2], gap="medium")
with left:
    st.header(maps.title(title, shown))
    drawn, said = view.built(map_of, key, by_status, chosen, asked, maps.ink_of_page(), maps.is_narrow())
    maps.show(drawn, said, key="map")
    maps.legend(shown, SHAPE_WORDS)
    maps.without_place(shown)
with right:
    if asked is None:
        st.info("Choose a setting on the map or in the table to see its facts.")
    else:
        with st.container(border=True):
            maps.panel(shown, asked, title)
            st.page_link(
                menu.page("setting"),
                label="Open its page",
                icon=":material/arrow_forward:",
                query_params={"urn": asked},
            )
    listed = maps.as_table(shown, TITLES[key], by_status)
    st.header("The same settings in a table")
    maps.table(listed, shown["id"], title, key="map table")
    name = downloads.file_name(key, "by setting", chosen.cluster or "all clusters", period)
    downloads.buttons(listed, name, [title, chosen.in_words(view)], name)
