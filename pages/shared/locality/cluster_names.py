"""What clusters are called: a new one, another name for one, and one taken away that nothing belongs to."""

from functools import partial

import streamlit as st

from data_access import places
from data_access.permissions import Identity
from pages.shared.entry import saving


def add(viewer: Identity) -> None:
    """A new cluster."""
    turn = saving.turn(viewer, "cluster", None, "name")
    with st.container(border=True):
        name = st.text_input("Name of the new cluster", key=turn.key("name"))
        is_sent = saving.button(turn, "Add the cluster", is_primary=False)
    if is_sent:
        saving.save(partial(places.add_cluster, viewer, name), f"The cluster “{name}” is added.", turn)


def change(viewer: Identity, clusters: list[str]) -> None:
    """Another name for a cluster, or away with one that was a mistake."""
    chosen = st.selectbox("A cluster to call otherwise", clusters, None, key="cluster to change")
    if chosen is None:
        return
    turn = saving.turn(viewer, f"name of {chosen}", chosen, "name")
    with st.container(border=True):
        name = st.text_input("Its name", chosen, key=turn.key("name"))
        is_sent = saving.button(turn, "Save the name", is_primary=False)
    if is_sent:
        saving.save(partial(places.rename_cluster, viewer, chosen, name), f"{chosen} is called {name} now.", turn)
    if st.button("Take this cluster away", key="remove cluster"):
        saving.save(partial(places.remove_cluster, viewer, chosen), f"The cluster “{chosen}” is gone.", turn)
