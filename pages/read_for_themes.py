"""What is in this text? One text at a time, for programme staff who read for themes."""

import streamlit as st

from data_access import codebook, to_read
from data_access.permissions import Identity
from data_access.to_read import Left, ToRead, Turn
from data_access.vocabulary import TextSource
from pages.shared import access, frame, menu, words
from pages.shared.culture import reading, text_words

EVERYWHERE = "Everywhere"
TURNS = {Turn.NEW: "New texts", Turn.SECOND: "Second readings", Turn.ADDED: "New themes"}
NOTHING_LEFT = {
    Turn.NEW: "You have read every text that there is here.",
    Turn.SECOND: "There is no passage that a colleague has read and you have not.",
    Turn.ADDED: "You have answered for every theme of the codebook.",
}


def choices(viewer: Identity) -> tuple[Turn, TextSource | None, Left]:
    """What to read, from where, and how far this person has come."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="what to read"):
        name = st.selectbox(
            "Texts from",
            [EVERYWHERE, *text_words.SOURCES],
            format_func=lambda one: text_words.SOURCES.get(one, one),
            key="texts from",
            width=260,
        )
        source = None if name == EVERYWHERE else TextSource(name)
        left = to_read.left(viewer, source)
        turn = st.segmented_control(
            "What to read",
            [one for one in TURNS if one == Turn.NEW or left.waiting[one] or st.session_state.get("turn") == one],
            format_func=lambda one: f"{TURNS[one]} ({words.count(left.waiting[one])})",
            default=Turn.NEW,
            key="turn",
            required=True,
        )
    done = left.texts - left.waiting[Turn.NEW]
    said = f"{words.count(done)} of {words.plural(left.texts, 'text')} read by you"
    st.progress(done / left.texts if left.texts else 0.0, text=said)
    return turn, source, left


def one_text(viewer: Identity, read: ToRead, turn: Turn) -> None:
    """The text on the left, the themes on the right; below each other on a phone."""
    known = codebook.themes()
    asked = [
        reading.Theme(int(row["id"]), row["name"], row["description"])
        for row in known[known["id"].isin(read.asked)].to_dict("records")
    ]
    left, right = st.columns(2, gap="medium")
    with left:
        chosen = reading.text(read, turn)
        reading.suggestions(viewer, read, turn, asked)
    with right:
        there = reading.themes(read, asked)
        label = f"Save {words.plural(len(there), 'theme')}" if there else "Save: none of them"
        with st.container(horizontal=True, key="reading actions"):
            st.button(
                label,
                type="primary",
                key="save reading",
                on_click=reading.save,
                args=(viewer, read, chosen, there),
                shortcut="Ctrl+Enter",
            )
            st.button("Skip", key="skip text", on_click=reading.skip, args=(read,))


viewer = access.viewer("read_for_themes")
frame.opening(
    "What is in this text?",
    "Read it, tick the themes that are there, and save: the next one comes. A tick means that the text says so, not "
    "that it might. Neither texts nor suggestions leave this server.",
)
turn, source, left = choices(viewer)
skipped = st.session_state.get(reading.SKIPPED, [])
reading.announce(viewer)
read = to_read.to_read(viewer, turn, source, skipped)
if read is not None:
    one_text(viewer, read, turn)
elif codebook.themes()["is_retired"].all():
    st.info("There is no theme in use to read for. Add one, or bring one back, on the page “Codebook”.")
elif not left.texts:
    st.info("Nothing has been written here yet. Case studies, comments in surveys and other evidence come here.")
    st.page_link(menu.page("enter_evidence"), label="Add evidence", icon=":material/edit_note:")
elif left.waiting[turn]:
    st.info("What is left here you have skipped.")
    st.button("Show what was skipped", key="unskip", on_click=skipped.clear)
else:
    st.info(NOTHING_LEFT[turn])
st.page_link(menu.page("codebook"), label="What each theme means: the codebook", icon=":material/label:")
