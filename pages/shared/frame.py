"""What stands around every page: styles, the top bar, and the words for a database with nothing in it."""

from datetime import date
from html import escape
from pathlib import Path

import streamlit as st

from data_access.permissions import Identity
from data_access.programme import ProgrammeFacts
from data_access.vocabulary import label as word_for
from pages.shared import filters, live, menu

# A button, because a link that another site could follow must end nothing.
AS_A_LINK = "background:none;border:0;padding:0;font:inherit;color:inherit;text-decoration:underline;cursor:pointer"
ASSETS = Path(__file__).resolve().parents[2] / "assets"


def styles() -> None:
    """The product's style sheet; while presenting, the one for a room as well."""
    st.html(ASSETS / "theme.css")
    if filters.is_presenting():
        st.html(ASSETS / "present.css")


def top_bar(who: Identity, programme: ProgrammeFacts | None, today: date, page_is_being_filled: bool) -> None:
    """Programme, phase and week, live mark, person and role, and the way out."""
    with st.container(horizontal=True, vertical_alignment="center", key="top bar"):
        name, where = (programme.name, _where(programme, today)) if programme else ("No programme yet", "")
        st.html(f"<p class='programme'><strong>{escape(name)}</strong> {escape(where)}</p>")
        live.mark(page_is_being_filled)
        st.html(
            f"<form class='person' method='post' action='/sign-out'>{escape(who.name)} · {word_for(who.role)} "
            f"<button style='{AS_A_LINK}'>Sign out</button></form>"
        )


def no_programme() -> None:
    """What to do with an empty database."""
    st.title("Nothing is set up yet")
    st.write(
        "This database holds no programme. Whoever runs the server sets it up with one command, "
        "or loads the invented demo programme with the other:"
    )
    st.code(
        'python -m data_access create-programme --name "…" --la-code 861 --start 2026-09-01 --year-one-end 2027-08-31\n'
        "python -m data_access demo",
        language="bash",
    )


# What is missing -> the sentence that says who adds it, and the pages that do.
MISSING = {
    "settings": (
        "No settings have been put into clusters yet. An administrator loads the list of settings and then the "
        "clusters; from that moment this page fills itself.",
        "imports",
        "Load settings and clusters",
    ),
    "registers": (
        "No register has been entered yet. Programme staff add one after each event. Until then, 0 % means that "
        "nothing is recorded, not that nobody came.",
        "enter_register",
        "Add a register",
    ),
    "responses": (
        "Nobody has answered a survey yet. Programme staff add what people answered.",
        "enter_survey_response",
        "Add survey responses",
    ),
}


def nothing_yet(who: Identity, what: str) -> None:
    """What is missing, who usually adds it, and for them a link."""
    st.info(MISSING[what][0])
    link_to_add(who, what)


def link_to_add(who: Identity, what: str) -> None:
    """The link to where it is added, for those who may."""
    _, page, label = MISSING[what]
    if who.may_open(page):
        st.page_link(menu.page(page), label=label)


def opening(question: str, explanation: str) -> None:
    """The page's one heading: the question that it answers, and a sentence for a stranger to the field."""
    st.title(question)
    st.write(explanation)


def _where(programme: ProgrammeFacts, today: date) -> str:
    """Central pilot, week 12 of 39."""
    if today < programme.starts_on:
        return f"starts in {(programme.starts_on - today).days} days"
    running = [phase for phase in programme.phases if phase.starts_on <= today <= phase.ends_on]
    if running:
        phase = running[0]
        weeks = (phase.ends_on - phase.starts_on).days // 7 + 1
        return f"{phase.name}, week {(today - phase.starts_on).days // 7 + 1} of {weeks}"
    return f"week {(today - programme.starts_on).days // 7 + 1}"
