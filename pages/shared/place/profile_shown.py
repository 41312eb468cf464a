"""The rest of a setting's page: what it came to, what it shared, what was said, and its diary."""

import streamlit as st

from pages.shared import downloads, html_lists, tables, words
from pages.shared.place import profile
from pages.shared.place.profile import Portrait
from pages.shared.place.profile_diary import Told

MOST_OPENED = 10


def taking_part(told: Portrait, setting: str, notes: list[str]) -> None:
    """Half term by half term, and every register that names it."""
    st.header("Is it taking part?")
    st.write(profile.turnout(setting, told.turnout))
    for year, steps in told.half_terms:
        st.markdown(f"**Half term by half term, {year}**")
        html_lists.steps(steps, f"Half terms of {year}")
    name = downloads.file_name("attendance", setting)
    empty = "No register names this setting yet. Programme staff add one on the page “Register” after each event."
    tables.show(told.registers_in_words, "What did it come to?", name, notes, numbers=told.registers, empty=empty)


def shared(told: Portrait) -> None:
    """Case studies, audits, reflections and comments by Ofsted, each under its title."""
    st.header("Which stories did it share?")
    if not told.stories:
        st.write(
            "No case study yet. Programme staff write them on the page “Case study”; they show here once approved."
        )
    _opened(told.stories)
    st.header("What else shows that practice changes?")
    if not told.pieces:
        st.write("No audit, reflection or comment by Ofsted yet. Programme staff add them; they show once approved.")
    _opened(told.pieces)


def said(told: Portrait, setting: str, notes: list[str]) -> None:
    """What surveys say of it, hidden where few answered."""
    empty = "No survey answers name this setting yet. Programme staff add them on the page “Survey response”."
    tables.show(told.said, "What was said?", downloads.file_name("survey answers", setting), notes, empty=empty)


def diary(told: Portrait, setting: str) -> None:
    """Everything that has a day, newest first."""
    st.header("Everything that was recorded, newest first")
    html_lists.diary(told.newest, f"Diary of {setting}")
    if told.earlier:
        title = words.plural(len(told.earlier), "earlier entry", "earlier entries")
        box = st.expander(title, key="earlier diary", on_change="rerun")
        if box.open:
            with box:
                html_lists.diary(told.earlier, f"Earlier diary of {setting}")


def _opened(texts: Told) -> None:
    """The newest under a title each; the others under one."""
    for title, text in texts[:MOST_OPENED]:
        with st.expander(title):
            html_lists.texts(text)
    if texts[MOST_OPENED:]:
        with st.expander(f"{words.count(len(texts) - MOST_OPENED)} earlier ones"):
            for title, text in texts[MOST_OPENED:]:
                html_lists.texts({title: " ", **text})
