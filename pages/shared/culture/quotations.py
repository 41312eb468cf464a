"""Quotations on demand: what was written about one theme, as far as the reader may see it."""

from typing import Any

import streamlit as st

from data_access import codebook, themes_found
from data_access.permissions import Action
from data_access.vocabulary import TextSource
from pages.shared import menu, words
from pages.shared.culture import text_words, theme_counts
from pages.shared.facts import View
from pages.shared.filters import Filters
from pages.shared.typed import plain

PAGEFUL = 10
# In the address, so that a copied link opens the same quotations.
THEME, WHEN, YES = "theme", "every-period", "yes"
WITHOUT_COMMENTS = (
    "From case studies whose people agreed to be quoted, and from approved audits, reflections and comments by Ofsted."
)


def show(view: View, chosen: Filters) -> None:
    """Asks for a theme, and shows what was written about it."""
    st.header("In their own words")
    theme, every_period = _choices()
    if theme is None:
        st.write("Choose a theme to read what was written about it.")
        return
    if not view.viewer.may(Action.READ_COMMENTS):
        st.caption(WITHOUT_COMMENTS)
    rows = themes_found.quotations(view.viewer, theme)
    rows = theme_counts.chosen_ones(rows, view, chosen, every_period=every_period)
    if rows.empty:
        st.write("There is no quotation to show for this theme and these filters. Try every period.")
        return
    last = st.session_state.get("quotations shown", PAGEFUL)
    for row in rows.head(last).to_dict("records"):
        _one(row)
    if len(rows) > last:
        st.button(f"Show more: {len(rows) - last} left", on_click=_more, args=(last,), key="more quotations")


def _one(row: dict[Any, Any]) -> None:
    with st.container(border=True):
        st.markdown(f"“{plain(row['excerpt'])}”")
        title = "" if words.is_missing(row["title"]) else f"{plain(row['title'])} · "
        st.caption(f"{title}{plain(text_words.whence(row))}")
        if row["source"] == TextSource.CASE_STUDY:
            st.page_link(
                menu.page("case_studies"),
                label="Read the case study",
                query_params={"id": str(row["source_id"])},
                icon=":material/auto_stories:",
            )


def _choices() -> tuple[str | None, bool]:
    themes = codebook.names_in_use()
    asked = st.query_params.get(THEME)
    st.session_state[THEME] = asked if asked in themes else None
    st.session_state[WHEN] = st.query_params.get(WHEN) == YES
    with st.container(horizontal=True, vertical_alignment="bottom", key="quotation filters"):
        theme = st.selectbox(
            "Quotations about",
            themes,
            index=None,
            placeholder="Choose a theme",
            key=THEME,
            on_change=_into_address,
            args=(THEME,),
            width=320,
        )
        every_period = st.toggle("Every period", key=WHEN, on_change=_into_address, args=(WHEN,))
    return theme, every_period


def _into_address(name: str) -> None:
    if value := st.session_state[name]:
        st.query_params[name] = YES if value is True else str(value)
    else:
        st.query_params.pop(name, None)


def _more(last: int) -> None:
    st.session_state["quotations shown"] = last + PAGEFUL
