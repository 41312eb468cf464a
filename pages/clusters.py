"""Which setting belongs to which cluster, and where do clusters lie on the map? For administrators."""

from functools import partial

import pandas as pd
import streamlit as st

from data_access import clock, outlines, places
from data_access.errors import ProductError
from data_access.permissions import Identity
from pages.shared import access, frame, tables, words
from pages.shared.entry import editing, saving
from pages.shared.locality import cluster_names

MEMBERSHIPS = {"name": "Setting", "urn": "URN", "cluster": "Cluster", "joined_on": "First day", "left_on": "Last day"}


def join(viewer: Identity, names: dict[str, str], clusters: list[str]) -> None:
    turn = saving.turn(viewer, "join", None, "urn")
    with st.container(border=True):
        urn = st.selectbox("Setting", list(names), None, lambda u: f"{names[u]} ({u})", key=turn.key("urn"))
        cluster = st.selectbox("Joins", clusters, key=turn.key("cluster"))
        joined_on = st.date_input("From", clock.today(), format="DD/MM/YYYY", key=turn.key("joined_on"))
        is_sent = saving.button(turn, "Put it into the cluster", is_primary=False)
    if is_sent and urn and cluster:
        write = partial(places.add_membership, viewer, urn, cluster, joined_on)
        saving.save(write, f"{names[urn]} belongs to {cluster} from {words.day(joined_on)}.", turn)
    elif is_sent:
        st.error(saving.UNCHOSEN)


def leave(viewer: Identity, names: dict[str, str], running: pd.DataFrame) -> None:
    turn = saving.turn(viewer, "leave", None, "urn")
    cluster_of = dict(zip(running["urn"], running["cluster"], strict=True))
    with st.container(border=True):
        urn = st.selectbox(
            "Setting", list(cluster_of), None, lambda u: f"{names[u]} ({u}), {cluster_of[u]}", key=turn.key("urn")
        )
        left_on = st.date_input("Last day in its cluster", clock.today(), format="DD/MM/YYYY", key=turn.key("left_on"))
        is_sent = saving.button(turn, "End its membership", is_primary=False)
    if is_sent and urn:
        write = partial(places.end_membership, viewer, urn, cluster_of[urn], left_on)
        saving.save(write, f"{names[urn]} leaves {cluster_of[urn]} on {words.day(left_on)}.", turn)
    elif is_sent:
        st.error(saving.UNCHOSEN)


def outline(viewer: Identity, clusters: list[str]) -> None:
    """Areas of a boundary file, put together to the outline of each cluster."""
    st.write(
        "Without an outline, the map draws a line around a cluster's settings. Choose a GeoJSON file (WGS84), "
        "such as wards, then say which area belongs to which cluster."
    )
    turn = saving.turn(viewer, "outline", None, "file")
    file = st.file_uploader("Boundary file (GeoJSON)", key=turn.key("file"))
    if file is None:
        return
    try:
        areas = outlines.read_areas(file.getvalue())
    except ProductError as problem:
        st.error(f"{problem} Nothing has been changed.", icon=":material/error:")
        return
    if not areas.naming_properties:
        st.error("The areas in this file have no names. Add a property that names each of them.")
        return
    named_by = st.selectbox("What names an area", areas.naming_properties, key=turn.key("property"))
    chosen = editing.clusters_of_areas(
        outlines.proposed_clusters(viewer, areas, named_by), clusters, turn.key(named_by)
    )
    if st.button("Save the outlines", type="primary", key="save outlines"):
        write = partial(places.load_outlines, viewer, file.getvalue(), named_by, chosen)
        saving.save(write, "The outlines are saved. The map draws them from now on.", turn)


def remove_outline(viewer: Identity, drawn: list[str]) -> None:
    cluster = st.selectbox("Cluster with an outline", drawn, key="outlined")
    if st.button("Take its outline away"):
        write = partial(places.set_cluster_outline, viewer, cluster, None)
        saving.save(write, f"{cluster} has no outline of its own any more.")


viewer = access.viewer("clusters")
frame.opening(
    "Which setting belongs to which cluster?",
    "A setting counts in a cluster from its first day there to its last. Many at once are "
    "quicker as a file, under “Load a file”.",
)
saving.announce()
clusters, settings, memberships = places.clusters(viewer), places.settings(viewer), places.memberships(viewer)
names, names_in_use = dict(zip(settings["urn"], settings["name"], strict=True)), list(clusters["name"])
days = {name: memberships[name].map(words.day, na_action="ignore").fillna("") for name in ("joined_on", "left_on")}
table = memberships.assign(name=memberships["urn"].map(names), **days)[list(MEMBERSHIPS)]
nobody = "No setting is in a cluster yet. Load settings and clusters under “Load a file”, or start with a new cluster."
tables.show(table.rename(columns=MEMBERSHIPS), "Who belongs where", "memberships", empty=nobody)
tabs = st.tabs(["A setting joins", "A setting leaves", "Clusters", "Outlines on the map"])
with tabs[0]:
    join(viewer, names, names_in_use)
with tabs[1]:
    leave(viewer, names, memberships[memberships["left_on"].isna()])
with tabs[2]:
    cluster_names.add(viewer)
    cluster_names.change(viewer, names_in_use)
with tabs[3]:
    outline(viewer, names_in_use)
    if drawn := list(clusters[clusters["outline"].notna()]["name"]):
        remove_outline(viewer, drawn)
