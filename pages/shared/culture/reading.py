"""Reading one text for themes: what is chosen of it, which themes are there, what is suggested, and the save."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data_access import passages, themes_found
from data_access.errors import ProductError
from data_access.permissions import Identity
from data_access.stretches import joined, sentences
from data_access.to_read import ToRead, Turn
from kpis import themes as likeness
from pages.shared.culture import text_words
from pages.shared.typed import plain

WHOLE, CHOSEN = "The whole text", "Chosen sentences"
SAID, LAST, SKIPPED = "said of a reading", "last reading", "skipped texts"
SUGGESTED, ANSWERED = "suggestions", "answered suggestions"
MOST_SUGGESTIONS = 3


@dataclass(frozen=True)
class Theme:
    """A theme that is asked for."""

    id: int
    name: str
    description: str


def text(read: ToRead, turn: Turn) -> list[int] | None:
    """Shows the text. Value: the chosen sentences, by position; None for all of what is shown."""
    title = f"**{plain(read.title)}**  \n" if read.title else ""
    field = text_words.FIELDS.get(read.field)
    known = {"setting": read.setting, "cluster": read.cluster, "part": read.part, "day": read.day}
    with st.container(border=True, key="text to read"):
        st.markdown(title + plain(text_words.whence(known)) + (f" · {field}" if field else ""))
        found = sentences(read.text)
        chooses = turn == Turn.NEW and len(found) > 1
        part = WHOLE
        if chooses:
            part = st.segmented_control(
                "What you tag", [WHOLE, CHOSEN], default=WHOLE, key=f"part {read.key}", required=True
            )
        if part == WHOLE:
            st.markdown(plain(read.words))
            return None
        return [
            at
            for at, (start, end) in enumerate(found)
            if st.checkbox(plain(read.text[start:end]), key=f"sentence {at} {read.key}")
        ]


def themes(read: ToRead, asked: list[Theme]) -> list[int]:
    """Asks which themes are there. Value: their ids."""
    st.markdown("**Which themes are there?** None of them is an answer, too.")
    left, right = st.columns(2)
    return [
        theme.id
        for at, theme in enumerate(asked)
        if (left, right)[at * 2 >= len(asked)].checkbox(
            plain(theme.name), key=_ticked(read, theme), help=plain(theme.description)
        )
    ]


def save(viewer: Identity, read: ToRead, chosen: list[int] | None, there: list[int]) -> None:
    """Callback of the button: keeps the answer, and says so on the run that shows the next text."""
    stretches = [(0, len(read.text))] if chosen is None else joined(sentences(read.text), chosen)
    suggested = set(st.session_state.get(ANSWERED, {}).get(read.key, {}))
    try:
        numbers = passages.record_reading(viewer, read, stretches, there, suggested)
    except ProductError as problem:
        st.session_state[SAID] = (False, str(problem))
        return
    st.session_state.pop(ANSWERED, None)
    st.session_state[LAST] = (numbers, read.asked)
    many = {0: "none of the themes", 1: "one theme"}.get(len(there), f"{len(there)} themes")
    st.session_state[SAID] = (True, f"Saved: {many}.")


def skip(read: ToRead) -> None:
    """Callback: goes on to the next one. A skipped text comes back on the next visit."""
    st.session_state.setdefault(SKIPPED, []).append(read.key)


def undo(viewer: Identity) -> None:
    """Callback: takes back what was said last, so that the text comes again."""
    numbers, asked = st.session_state.pop(LAST)
    passages.take_back(viewer, numbers, asked)
    st.session_state[SAID] = (True, "Taken back. The text comes again.")


def announce(viewer: Identity) -> None:
    """Says what became of the last click, and offers to take the last answer back."""
    with st.container(horizontal=True, vertical_alignment="center", key="what became of it"):
        if SAID in st.session_state:
            is_done, sentence = st.session_state.pop(SAID)
            (st.success if is_done else st.error)(sentence, width="stretch")
        if LAST in st.session_state:
            st.button("Undo the last one", key="undo reading", on_click=undo, args=(viewer,), icon=":material/undo:")


def suggestions(viewer: Identity, read: ToRead, turn: Turn, asked: list[Theme]) -> None:
    """What the product takes to be near, to be accepted or refused; nothing for a second reading, and says why."""
    if turn == Turn.SECOND:
        st.caption(
            "A colleague has read this passage. What they found is not shown, and nothing is suggested: two readings "
            "that know nothing of each other show how far people agree."
        )
        return
    by_name = {theme.name: theme for theme in asked}
    rows = _suggested(viewer, read)
    rows = rows[rows["theme"].isin(list(by_name))]
    if rows.empty:
        return
    st.markdown("**These look near**, by the words that they share. Accept or refuse each, or leave it.")
    answered = st.session_state.setdefault(ANSWERED, {}).setdefault(read.key, {})
    for row in rows.head(MOST_SUGGESTIONS).to_dict("records"):
        theme = by_name[row["theme"]]
        says, buttons = st.columns([5, 3], vertical_alignment="center")
        shares = ", ".join(plain(word) for word in row["words"])
        answer = {True: " · **accepted**", False: " · **refused**"}.get(answered.get(theme.id), "")
        says.markdown(f"{plain(theme.name)} (shares: {shares}){answer}")
        with buttons, st.container(horizontal=True, key=f"suggestion {theme.id} {read.key}"):
            for name, is_there in (("Accept", True), ("Refuse", False)):
                st.button(
                    name,
                    key=f"{name} {theme.id} {read.key}",
                    help=f"{name} {theme.name}",
                    on_click=_answer,
                    args=(read, theme, is_there),
                    type="primary" if answered.get(theme.id) is is_there else "secondary",
                )


def _suggested(viewer: Identity, read: ToRead) -> pd.DataFrame:
    """Worked out once for each text: examples that come in meanwhile wait for the next."""
    key, rows = st.session_state.get(SUGGESTED, ("", None))
    if key != read.key:
        rows = likeness.suggest([read.words], themes_found.examples(viewer))
        st.session_state[SUGGESTED] = (read.key, rows)
    found: pd.DataFrame = rows
    return found


def _answer(read: ToRead, theme: Theme, is_there: bool) -> None:
    st.session_state[ANSWERED][read.key][theme.id] = is_there
    st.session_state[_ticked(read, theme)] = is_there


def _ticked(read: ToRead, theme: Theme) -> str:
    return f"theme {theme.id} {read.key}"
