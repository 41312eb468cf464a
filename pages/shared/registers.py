"""Every event with its register behind it."""

import pandas as pd
import streamlit as st

from data_access import events
from data_access.permissions import Action, Identity
from data_access.vocabulary import EventType, Mode, label
from pages.shared import downloads, filters, frame, menu, tables, words
from pages.shared.entry import filling
from pages.shared.facts import View
from pages.shared.filters import Filters


def show(viewer: Identity, view: View, chosen: Filters) -> None:
    """The events of the chosen period, and the register of the one that is picked."""
    held, named = view.built(build, chosen)
    title = f"Events in {words.period(chosen.period(view))}: {len(held)}"
    st.header(title)
    if held.empty:
        st.write("No event of this period has a register yet for this choice of filters.")
        frame.link_to_add(viewer, "registers")
        return
    name = downloads.file_name("events", chosen.cluster or "all clusters", chosen.period_key)
    tables.show(held, "", name, (chosen.in_words(view),), alt=title)
    picked = st.selectbox(
        "Open the register of", list(named), index=None, format_func=named.__getitem__, key="register of"
    )
    if picked:
        _register(viewer, picked, named[picked], chosen, view)
        if viewer.may(Action.RECORD_REGISTER):
            st.page_link(
                menu.page("enter_register"), label="Correct this register", query_params={filling.RECORD: picked}
            )


def build(view: View, chosen: Filters) -> tuple[pd.DataFrame, dict[str, str]]:
    """The events held in the chosen period in words, and each one's reference with its name and day.

    With a cluster chosen, its own and those of the whole programme.
    """
    period = chosen.period(view)
    held = events.events(view.viewer)
    held = held[(held["held_on"] >= period.start) & (held["held_on"] <= period.end) & (held["held_on"] <= view.as_at)]
    if chosen.cluster:
        held = held[held["cluster"].isna() | (held["cluster"] == chosen.cluster)]
    named = {row["event_ref"]: f"{row['title']}, {words.day(row['held_on'])}" for row in held.to_dict("records")}
    return _said(held.reset_index(drop=True)), named


def _said(held: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Date": held["held_on"].map(words.day),
            "Event": held["title"],
            "Kind": [label(EventType(kind)) for kind in held["event_type"]],
            "For": held["cluster"].fillna("Whole programme"),
            "How": [label(Mode(mode)) for mode in held["mode"]],
            "Settings that came": held["attended_count"],
            "Settings expected": held["expected_count"],
            "People": held["people_count"],
        }
    )


def _register(viewer: Identity, event_ref: str, title: str, chosen: Filters, view: View) -> None:
    rows = events.register(viewer, event_ref)
    said = pd.DataFrame(
        {
            "Setting": rows["setting"],
            "Profile": [filters.link("setting", chosen, urn=urn) for urn in rows["urn"]],
            "Cluster": rows["cluster"].fillna("Guest"),
            "Came": rows["is_attended"].map({True: "Yes", False: "No"}),
            "People": [words.count(people) if people == people else "" for people in rows["people_count"]],
        }
    )
    name = downloads.file_name("register", event_ref)
    notes = (f"data to {words.day(view.as_at)}",)
    tables.show(said, f"Register: {title}", name, notes, links={"Profile": "Open"})
