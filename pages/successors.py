"""Which setting took over from one that closed? For administrators, when a school becomes an academy."""

from functools import partial

import pandas as pd
import streamlit as st

from data_access import places
from data_access.permissions import Identity
from pages.shared import access, frame, tables, words
from pages.shared.entry import saving

COLUMNS = {"name": "Closed setting", "urn": "URN", "closed_on": "Closed on", "successor": "Followed by"}
NOBODY = "Nobody, or not known"


def described(setting: pd.Series) -> str:
    """Etruscan Primary School, 146464, ST1 4BS."""
    postcode = "" if words.is_missing(setting["postcode"]) else f", {setting['postcode']}"
    return f"{setting['name']}, {setting['urn']}{postcode}"


def link(viewer: Identity, settings: pd.DataFrame, closed: pd.DataFrame) -> None:
    """One closed setting, and who followed it; those at its postcode or of its name stand first."""
    by_urn = {setting["urn"]: setting for _, setting in settings.iterrows()}
    urn = st.selectbox("Closed setting", list(closed["urn"]), format_func=lambda u: described(by_urn[u]), key="closed")
    options = [None, *places.likely_successors(viewer, urn)]
    stored = by_urn[urn]["successor_urn"]
    at = options.index(stored) if stored in options else 0
    successor = st.selectbox(
        "Followed by", options, at, lambda u: described(by_urn[u]) if u else NOBODY, key=f"successor of {urn}"
    )
    if st.button("Save", type="primary", key="save successor"):
        write = partial(places.link_successor, viewer, urn, successor)
        saving.save(write, f"The successor of {by_urn[urn]['name']} is saved.")


viewer = access.viewer("successors")
frame.opening(
    "Who took over from a setting that closed?",
    "A school that becomes an academy closes under its old URN and opens under a new one. Linked, its story goes on. "
    "The links file of GIAS does this for many at once, under “Load a file”.",
)
saving.announce()
settings = places.settings(viewer)
closed = settings[settings["status"] == "closed"]
if closed.empty:
    st.info("No setting has closed. Settings are loaded from the register (GIAS) under “Load a file”.")
    st.stop()
link(viewer, settings, closed)
names = dict(zip(settings["urn"], settings["name"], strict=True))
table = closed.assign(
    successor=closed["successor_urn"].map(names).fillna(""),
    closed_on=closed["closed_on"].map(words.day, na_action="ignore").fillna(""),
)
tables.show(table[list(COLUMNS)].rename(columns=COLUMNS), "Settings that closed", "successors")
