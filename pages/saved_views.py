"""Which views do you come back to? For everyone: pages with their filters, one's own and those that others share."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data_access import saved_views
from data_access.permissions import Identity
from pages.shared import access, chosen, facts, frame, menu
from pages.shared.entry import saving
from pages.shared.facts import View

Row = dict[Any, Any]


def link(view: View, row: Row) -> None:
    """The view as a link to its page, with what it shows to this person."""
    entry, query = menu.entry(row["page"]), saved_views.address(row["query"])
    filters, in_vain = chosen.read(view, query)
    st.page_link(menu.page(entry.name), label=f"**{row['name']}**", icon=entry.icon, query_params=query)
    whose = "" if row["is_mine"] else f" · shared by {row['owner']}"
    st.write(f"{entry.title} · {filters.in_words(view)}{whose}")
    if in_vain:
        st.caption(" ".join(in_vain))


def change(viewer: Identity, row: Row) -> None:
    """Another name, shared or not, or gone."""
    number, name = int(row["id"]), row["name"]
    with st.popover("Change", key=f"change {number}"):
        turn = saving.turn(viewer, f"view {number}", row, "name")
        wanted = st.text_input("Name", name, key=turn.key("name"))
        if st.button("Save the name", key=f"rename {number}"):
            saving.save(lambda: saved_views.rename_view(viewer, number, wanted), "The name is saved.", turn)
        is_shared = bool(row["is_shared"])
        label = "Stop sharing it" if is_shared else "Share it with everybody in the programme"
        said = f"Only you see “{name}” now." if is_shared else f"Everybody in the programme finds “{name}” here now."
        if st.button(label, key=f"share {number}"):
            saving.save(lambda: saved_views.share_view(viewer, number, not is_shared), said)
        if st.button("Delete this view", key=f"delete {number}"):
            saving.take_away(partial(saved_views.delete_view, viewer, number), f"“{name}” is deleted.", f"“{name}”")


def listing(viewer: Identity, view: View, found: pd.DataFrame) -> None:
    """One view below the other, each with what may be done with it."""
    for row in found.to_dict("records"):
        with st.container(border=True, key=f"view {row['id']}"):
            link(view, row)
            if row["is_mine"]:
                state = "Shared with everybody in the programme." if row["is_shared"] else "Only you see it."
                st.caption(state)
                change(viewer, row)


viewer = access.viewer("saved_views")
frame.opening(
    "Which views do you come back to?",
    "A view is a page with its filters. Whoever opens a shared one sees what their own role may see, and no more.",
)
saving.announce()
view, found = facts.load(viewer), saved_views.saved_views(viewer)
st.header("Yours")
mine = found[found["is_mine"].astype(bool)]
if mine.empty:
    st.write("You keep no view yet. On any page with filters, set them and choose “Save this view” beside them.")
listing(viewer, view, mine)
st.header("Shared by others")
theirs = found[~found["is_mine"].astype(bool)]
if theirs.empty:
    st.write("Nobody else shares a view with you yet.")
listing(viewer, view, theirs)
