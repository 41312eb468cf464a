"""What is done with a survey: links and codes are made, it is closed or opened again, answers are deleted."""

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from data_access import survey_links
from data_access.permissions import Identity
from pages.shared import words
from pages.shared.asking import survey_rows
from pages.shared.entry import saving
from pages.shared.entry.saving import Turn

MOST_PLENTY = 1000


def make_links(viewer: Identity, survey_id: int, places: dict[str, str]) -> None:
    """Two small forms beside each other: a link for many people, and codes for one use each."""
    left, right = st.columns(2, gap="large")
    with left:
        _make_link(viewer, survey_id, places)
    with right:
        _make_codes(viewer, survey_id, places)


def close_or_reopen(viewer: Identity, survey: pd.Series, today: date) -> None:
    """The button that fits the state that the survey is in."""
    survey_id, version = int(survey["id"]), int(survey["version"])
    if survey_rows.is_open(survey, today):
        if st.button("Close this survey now"):
            write = partial(survey_links.close, viewer, survey_id, version)
            saving.save(write, f"“{survey['title']}” is closed. Whoever opens its link is told so.")
    elif survey["is_closed"] and st.button("Open it again"):
        write = partial(survey_links.reopen, viewer, survey_id, version)
        saving.save(write, f"“{survey['title']}” is open again.")


def delete_answers(viewer: Identity, survey: pd.Series, today: date) -> None:
    """On the day that people were told; once it is over, they go by themselves."""
    if today < survey["keep_until"] or not survey["answer_count"]:
        return
    st.warning(
        f"People were told that their answers are kept until {words.day(survey['keep_until'])}. They go "
        "by themselves once that day is over, or now if you like. The measures that they fed change with it.",
        icon=":material/auto_delete:",
    )
    many = words.plural(int(survey["answer_count"]), "answer")
    with st.popover(f"Delete {many}"):
        st.write("This cannot be taken back.")
        if st.button(f"Delete {many} for good", type="primary"):
            write = partial(survey_links.delete_answers, viewer, int(survey["id"]))
            saving.save(write, f"{many} deleted.")


def _make_link(viewer: Identity, survey_id: int, places: dict[str, str]) -> None:
    turn: Turn[None] = saving.turn(viewer, f"new link {survey_id}", None, "most")
    with st.form(turn.name):
        urn = _setting(turn, places)
        most = st.number_input(
            "At most so many answers", value=MOST_PLENTY, min_value=1, max_value=survey_links.MOST_ANSWERS,
            key=turn.key("most"),
        )  # fmt: skip
        is_sent = st.form_submit_button("Make a link for many people")
    if is_sent:
        write = partial(survey_links.make_link, viewer, survey_id, urn, int(most))
        saving.save(write, "There is a new link, with its poster and its QR code.", turn)


def _make_codes(viewer: Identity, survey_id: int, places: dict[str, str]) -> None:
    turn: Turn[None] = saving.turn(viewer, f"new codes {survey_id}", None, "count")
    with st.form(turn.name):
        urn = _setting(turn, places)
        count = st.number_input(
            "How many codes", value=30, min_value=1, max_value=survey_links.MOST_CODES, key=turn.key("count")
        )
        is_sent = st.form_submit_button("Make codes for one use each")
    if is_sent:
        write = partial(survey_links.make_codes, viewer, survey_id, int(count), urn)
        saving.save(write, f"There are {words.plural(int(count), 'new code')}.", turn)


def _setting(turn: "Turn[None]", places: dict[str, str]) -> str | None:
    chosen = st.selectbox(
        "Setting", [None, *places], format_func=lambda urn: places.get(urn or "", "Each person chooses theirs"),
        key=turn.key("setting"),
    ) if places else None  # fmt: skip
    return None if chosen is None else str(chosen)
