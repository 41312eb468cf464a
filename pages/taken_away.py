"""What was taken away, and can still be put back? For those who may take it away."""

from typing import Any

import streamlit as st

from data_access import putting_back
from data_access.forms import CASE_STUDY
from data_access.forms.choices import Choices, choices
from data_access.permissions import Action, Identity
from pages.shared import access, frame, words
from pages.shared.culture import withdrawn
from pages.shared.kept import kept_names, undoing
from pages.shared.typed import plain

AT_FIRST = 25
MOST = "how many of what was taken away"


def line(viewer: Identity, row: dict[Any, Any], known: Choices) -> None:
    """One record: what it is, when and by whom it was taken away, how long it can be put back, and the way to."""
    what = kept_names.in_words(row["kind"], row["named_by"], known)
    left = words.plural(row["days_left"], "day")
    with st.container(border=True, key=f"kept {row['id']}"):
        st.markdown(f"**{words.sentence_case(what)}**")
        st.write(f"Taken away {words.moment(row['deleted_at'])}, by {plain(row['deleted_by'])}. {left} left.")
        with st.container(horizontal=True):
            undoing.offer(int(row["id"]), what)
            if row["kind"] == CASE_STUDY.name and viewer.may(Action.WITHDRAW_CONSENT):
                withdrawn.offer_of_taken_away(viewer, int(row["id"]))


viewer = access.viewer("taken_away")
frame.opening(
    "What was taken away, and can be put back?",
    "Whatever is taken away is kept whole for 30 days, with all that belongs to it. After that it is gone for good. "
    "What was taken out because nobody may use it any more is not kept.",
)
undoing.announce()
withdrawn.say()
kept, known = putting_back.taken_away(viewer), choices(viewer)
most = st.session_state.setdefault(MOST, AT_FIRST)
if kept.empty:
    st.write("Nothing was taken away in the last 30 days.")
else:
    st.write(f"{words.plural(len(kept), 'record')}, the one taken away last first.")
for row in kept.head(most).to_dict("records"):
    line(viewer, row, known)
if len(kept) > most:
    st.button("Show more", on_click=st.session_state.update, args=({MOST: most + AT_FIRST},))
