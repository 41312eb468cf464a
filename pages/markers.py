"""What happened, and since when is a measure judged anew? For administrators and programme staff."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

import kpis
from data_access import markers, places
from data_access.permissions import Identity
from data_access.vocabulary import MarkerKind, label
from pages.shared import access, frame, tables, words
from pages.shared.entry import saving
from pages.shared.entry.questions import Questions

NEW, NEW_ONE = 0, "A new one"
EVERY_CLUSTER = "Every cluster"


def event_form(viewer: Identity, stored: pd.Series | None) -> None:
    """One event: a new one, or a stored one put right."""
    turn = saving.turn(viewer, "new marker" if stored is None else f"marker {stored['id']}", stored, "title")
    ask = Questions(answers_of(turn.opened), turn)
    clusters = [None, *places.clusters(viewer)["name"]]
    with st.container(border=True):
        left, right = st.columns(2)
        title = ask.line(left, "title", "What happened, in a few words for the chart")
        day = ask.day(left, "day", "On")
        kind = ask.choice(right, "kind", "Kind", list(MarkerKind), label)
        cluster = ask.choice(right, "cluster", "Where", clusters, lambda name: name or EVERY_CLUSTER)
        is_sent = saving.button(turn, "Save the event")
    if is_sent:
        which = which_of(turn.opened, "marker_id")
        saving.save(
            lambda: markers.set_marker(viewer, day, title, kind, cluster, **which, entry_key=turn.entry_key),
            f"“{title}” is marked on the charts.",
            turn,
        )


def rebase_form(viewer: Identity, stored: pd.Series | None, happened: pd.DataFrame) -> None:
    """A measure that is judged anew from the day of an event on."""
    turn = saving.turn(viewer, "new rebase" if stored is None else f"rebase {stored['id']}", stored, "kpi")
    ask = Questions(answers_of(turn.opened), turn)
    titles = {event["day"]: f"{words.day(event['day'])}, {event['title']}" for _, event in happened.iterrows()}
    with st.container(border=True):
        measures = [kpi.key for kpi in kpis.CATALOGUE]
        kpi = ask.choice(st.container(), "kpi", "Measure", measures, lambda key: kpis.kpi(key).title)
        day = ask.choice(st.container(), "day", "Judged anew from", list(titles), titles.__getitem__)
        reason = ask.line(st.container(), "reason", "Why what was before cannot be compared with what comes after")
        is_sent = saving.button(turn, "Save the new judgement")
    if is_sent:
        which = which_of(turn.opened, "rebase_id")
        saving.save(
            lambda: markers.set_rebase(viewer, kpi, day, reason, **which),
            f"{kpis.kpi(kpi).title}: judged anew from {words.day(day)} on.",
            turn,
        )


def answers_of(stored: pd.Series | None) -> dict[str, Any]:
    found = {} if stored is None else stored.to_dict()
    return {str(name): None if words.is_missing(value) else value for name, value in found.items()}


def which_of(stored: pd.Series | None, name: str) -> dict[str, int]:
    return {} if stored is None else {name: int(stored["id"]), "version": int(stored["version"])}


def choose(what: str, names: dict[int, str], key: str) -> int:
    """One of those that are there, or a new one."""
    chosen: int = st.selectbox(
        what, [NEW, *names], format_func=lambda one: names.get(one, NEW_ONE), key=saving.chosen(key)
    )
    return chosen


viewer = access.viewer("markers")
frame.opening(
    "What happened, and since when?",
    "Events are marked on every chart over time. Where one of them changed what a measure counts, say so: limits and "
    "averages of that measure then begin anew on its day.",
)
saving.announce()
happened, anew = markers.markers(viewer), markers.rebases(viewer)
events = {int(event["id"]): event for _, event in happened.iterrows()}
where = happened["cluster"].fillna(EVERY_CLUSTER)
kinds = [label(MarkerKind(kind)) for kind in happened["kind"]]
listing = {"Day": happened["day"].map(words.day), "What": happened["title"], "Kind": kinds, "Where": where}
nothing = "Nothing is marked yet. Begin with the launch, so that every chart shows what was before and after it."
tables.show(pd.DataFrame(listing), "What happened", "events", empty=nothing)
st.header("Add or change an event")
names = {number: f"{words.day(event['day'])}, {event['title']}" for number, event in events.items()}
chosen = choose("Event", names, "marker")
event_form(viewer, events.get(chosen))
if chosen and st.button("Take this event off the charts"):
    version = int(events[chosen]["version"])
    remove = partial(markers.remove_marker, viewer, chosen, version)
    saving.take_away(remove, "The event is taken off the charts.", names[chosen])

measures = [kpis.kpi(key).title for key in anew["kpi"]]
listing = {"Measure": measures, "Judged anew from": anew["day"].map(words.day), "Why": anew["reason"]}
tables.show(
    pd.DataFrame(listing), "Judged anew", "judged-anew", empty="No measure is judged anew: all are from the start."
)
st.header("Judge a measure anew")
if happened.empty:
    st.write("Mark the event first: a measure is judged anew from the day of something that happened.")
    st.stop()
rows = {int(row["id"]): row for _, row in anew.iterrows()}
names = {number: f"{kpis.kpi(row['kpi']).title}, {words.day(row['day'])}" for number, row in rows.items()}
picked = choose("Measure judged anew", names, "rebase")
rebase_form(viewer, rows.get(picked), happened)
if picked and st.button("Judge it as before"):
    version = int(rows[picked]["version"])
    remove = partial(markers.remove_rebase, viewer, picked, version)
    saving.take_away(remove, "The measure is judged as before.", names[picked])
