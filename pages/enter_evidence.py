"""What do you want to add? The way in for whoever has evidence in hand, and back to what they began or saved."""

from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from data_access import case_studies, drafts, events, records, surveys
from data_access.forms import Kind
from data_access.forms.choices import Choices, choices
from data_access.permissions import Identity
from data_access.vocabulary import Audience, label
from pages.shared import access, frame, menu, words
from pages.shared.culture import review_queue
from pages.shared.entry import draft_lines, filling, ways_in
from pages.shared.entry.ways_in import WayIn

COLUMNS = 3
MOST = "how many of what was entered lately"
AT_FIRST = 15


class Entered(NamedTuple):
    """Something that is saved: its id or reference, what it is about, and when it was entered."""

    key: str
    about: str
    entered: str = ""


def choose(ways: list[WayIn]) -> None:
    """Large choices beside each other: a link each, and what it is for."""
    for first in range(0, len(ways), COLUMNS):
        # A row at a time: on a phone they stand below each other in their order.
        for place, way in zip(st.columns(COLUMNS), ways[first : first + COLUMNS], strict=False):
            with place, st.container(border=True, key=f"choice {way.form}", height="stretch"):
                st.page_link(
                    menu.page(way.page), label=f"**{way.title}**", icon=way.icon, query_params=way.query or None
                )
                st.write(way.explanation)


def entered(viewer: Identity, way: WayIn, urn: str | None, most: int, known: Choices) -> list[Entered]:
    """What was entered last of one kind, about one setting or about all."""
    if way.page == ways_in.ANY_RECORD:
        return [
            Entered(str(row["id"]), way.about(row["answers"], known), f"Entered {words.moment(row['recorded_at'])}")
            for row in rows(records.entered_lately(viewer, way.form, most, urn), most)
        ]
    if way.page == "enter_survey_response":
        return [
            Entered(
                str(row["id"]),
                f"{label(Audience(row['audience']))}, {row['about']}, {words.day(row['answered_on'])}",
                f"Entered {words.moment(row['recorded_at'])}",
            )
            for row in rows(surveys.entered_lately(viewer, most, urn), most)
        ]
    if way.page == "enter_case_study":
        stories = rows(case_studies.case_studies(viewer, urn), most)
        return [Entered(str(row["id"]), f"{row['title']}, {row['setting']}") for row in stories]
    held = events.events(viewer) if urn is None else events.attendance_of(viewer, urn)
    return [Entered(row["event_ref"], f"{row['title']}, {words.day(row['held_on'])}") for row in rows(held, most)]


def rows(frame: pd.DataFrame, most: int) -> list[dict[Any, Any]]:
    return frame.head(most).to_dict("records")


def show_entered(viewer: Identity, way: WayIn, urn: str | None, known: Choices) -> None:
    """A line for each, with the link to its correction; more of them when asked."""
    most = st.session_state.setdefault(MOST, AT_FIRST)
    found = entered(viewer, way, urn, most, known)
    if not found:
        st.write("Nothing of this kind has been entered about it yet." if urn else "Nothing of this kind is there yet.")
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center", key=f"entered {way.form} {one.key}"):
            query = {**way.query, filling.RECORD: one.key}
            st.page_link(menu.page(way.page), label=f"Correct: {one.about}", query_params=query, icon=":material/edit:")
            st.write(one.entered)
    if len(found) == most:
        st.button("Show more", on_click=st.session_state.update, args=({MOST: most + AT_FIRST},))


viewer = access.viewer("enter_evidence")
groups = ways_in.groups_for(viewer)
ways = {way.form: way for group in groups.values() for way in group}
known = choices(viewer)
frame.opening("What do you want to add?", "Everything that you type is kept as a draft until you save it.")
mine = [draft for draft in drafts.drafts(viewer) if draft.form in ways]
review_queue.sent_back(viewer)
if mine:
    st.header("My drafts")
    draft_lines.show(viewer, mine, ways, known)
for group, of_the_group in groups.items():
    st.header(group)
    choose(of_the_group)
st.header("Many at once")
choose(list(ways_in.FILES))
if not mine:
    st.header("My drafts")
    st.write("You have no drafts. Whatever you begin and do not save waits for you here for 30 days, on any computer.")

st.header("Correct something that is saved")
kind, about = st.columns(2)
form = kind.selectbox("What was entered?", list(ways), index=None, format_func=lambda name: ways[name].title)
urns = known[Kind.SETTING]
urn = about.selectbox("About which setting? (optional)", list(urns), index=None, format_func=urns.__getitem__)
if form is not None:
    show_entered(viewer, ways[form], urn, known)
