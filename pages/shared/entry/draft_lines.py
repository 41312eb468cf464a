"""A person's own drafts, one line each: what it is, when it was kept, a way back to it and a way to be rid of it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from data_access import drafts
from data_access.drafts import Draft
from data_access.forms.choices import Choices
from data_access.permissions import Identity
from pages.shared import menu, words
from pages.shared.entry import filling
from pages.shared.entry.ways_in import WayIn


def show(viewer: Identity, mine: Sequence[Draft], ways: Mapping[str, WayIn], known: Choices) -> None:
    """A line for each draft."""
    for draft in mine:
        _line(viewer, draft, ways[draft.form], known)


def _line(viewer: Identity, draft: Draft, way: WayIn, known: Choices) -> None:
    about = way.about(draft.answers, known)
    title = f"{about} ({words.lower_first(way.title)})" if about else way.title
    query = {**way.query, filling.DRAFT if draft.is_new else filling.RECORD: draft.draft_key}
    with st.container(horizontal=True, vertical_alignment="center", key=f"draft {draft.form} {draft.draft_key}"):
        st.page_link(menu.page(way.page), label=title, query_params=query, icon=":material/edit_note:")
        st.write(f"{words.short_day(draft.saved_at)}, {words.clock(draft.saved_at)[:5]}")
        with st.popover("Discard"):
            st.write("This throws away what you typed there.")
            st.button(
                "Throw it away",
                key=f"discard {draft.form} {draft.draft_key}",
                on_click=drafts.discard_draft,
                args=(viewer, draft.form, draft.draft_key),
            )
