"""The sentences of the page on cultural change."""

import pandas as pd
import streamlit as st

from data_access import evidence_pieces
from data_access.permissions import Action
from pages.shared import menu, words
from pages.shared.culture import theme_counts
from pages.shared.facts import View
from pages.shared.filters import Filters

HOW = "A theme counts once in each piece in which somebody who read it found it, on the day the piece was approved."


def approved(view: View, chosen: Filters) -> pd.DataFrame:
    """The approved evidence that the filters leave: see `evidence_pieces.approved_evidence`."""
    rows = evidence_pieces.approved_evidence(view.viewer).rename(columns={"approved_on": "day"})
    return theme_counts.chosen_ones(rows, view, chosen)


def answer(view: View, chosen: Filters) -> str:
    """19 pieces of evidence from 12 settings were approved in autumn term 2026 so far."""
    rows = approved(view, chosen)
    period = chosen.period(view)
    when = words.period(period) + ("" if period.is_complete(view.as_at) else " so far")
    if rows.empty:
        return f"No evidence was approved in {when}."
    count = int(rows["piece_count"].sum())
    # As the card and every report count them.
    counted = view.table("evidence_of_change", kind=chosen.kind, where=chosen.where).set_index("period_key")
    settings = words.plural(counted["numerator"][chosen.period_key], "setting")
    were = "was" if count == 1 else "were"
    return f"{words.plural(count, 'piece', 'pieces')} of evidence from {settings} {were} approved in {when}."


def what_is_counted(view: View) -> str:
    """What themes are counted in, which is not the same for every role."""
    if not is_any_theme_found(view):
        return (
            "No text has been read for themes yet. Programme staff read them on the page “Read for themes”; what they "
            "find shows here once its piece is approved."
        )
    if theme_counts.reads_comments(view):
        return "Themes below are counted in approved evidence and in comments from surveys, each comment as one piece."
    return (
        "Themes below are counted in case studies and other evidence of settings. Comments from surveys are left out, "
        "because few people wrote each, and a small number could give somebody away."
    )


def is_any_theme_found(view: View) -> bool:
    """True once somebody has found a theme in anything that counts."""
    _, found = view.built(theme_counts.everything, theme_counts.reads_comments(view))
    return not found.empty


def where_themes_come_from(view: View) -> None:
    """How themes are found and counted, for whoever asks."""
    with st.expander("Where do the themes come from?"):
        st.markdown(
            "People read each text, or a few sentences of it, and say which themes of the codebook are in it and which "
            "are not. The product may suggest a theme by the words that a text shares with others; a person accepts or "
            "refuses it, and no text leaves this server.\n\n"
            f"- {HOW} A comment counts on the day of the answer.\n"
            "- A piece can have several themes, so the numbers of themes do not add up to the number of pieces.\n"
            "- A text that was changed since it was read, or taken away, counts no more until it is read again.\n"
            "- Two people read some texts without seeing each other's answers; the page “Codebook” says how far they "
            "agree."
        )
        if view.viewer.may(Action.CODE_TEXT):
            st.page_link(menu.page("codebook"), label="Codebook", icon=":material/label:")
