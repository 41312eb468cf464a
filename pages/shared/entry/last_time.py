"""What repeats from one register to the next: its answers at a click, and the settings that came, listed first."""

import pandas as pd
import streamlit as st

from data_access import events
from data_access.events import LastTime
from data_access.permissions import Identity
from data_access.vocabulary import COACHING_FAMILY
from pages.shared import words
from pages.shared.entry import register_lines
from pages.shared.entry.filling import Filling


def offer(viewer: Identity, register: Filling) -> None:
    """Offers the answers of this person's last register, as long as nothing is typed into this one."""
    # A place that is always there: what stands below must not move when the offer goes.
    place = st.container()
    if register.is_touched or not register.is_new or register.first:
        return
    last = events.last_time(viewer, {})
    if last is not None:
        name = f"Same as last time: {last.answers['title']}, {words.day(last.held_on)}"
        place.button(name, icon=":material/history:", key=register.key("same"), on_click=_fill, args=(register, last))


def first(viewer: Identity, register: Filling, expected: pd.DataFrame | None) -> tuple[pd.DataFrame | None, str]:
    """The expected settings, those that came to the last event of this kind and cluster first, and a note that says so.

    A stored register stays in the order of names.
    """
    is_known = register.answers.get("event_type") and register.answers.get("held_on")
    last = events.last_time(viewer, register.answers) if register.is_new and is_known else None
    if expected is None or last is None or not last.came & set(expected["urn"]):
        return expected, ""
    later = (~expected["urn"].isin(last.came)).sort_values(kind="stable")
    return expected.loc[later.index], f"First those that came last time, on {words.day(last.held_on)}."


def _fill(register: Filling, last: LastTime) -> None:
    for name, answer in last.answers.items():
        register.put(name, answer)
    if last.answers["event_type"] in COACHING_FAMILY:
        # Who was coached is likely to be again; a tick is only given to those who came.
        register.put(register_lines.GUESTS, sorted(last.came))
