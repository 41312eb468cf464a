"""Which kind of file it is: found in its columns, or chosen; and templates of each."""

import streamlit as st

from data_access import imports
from data_access.errors import ProductError
from data_access.imports import ImportKind
from data_access.permissions import Identity
from pages.shared import menu

ELSEWHERE = {
    "attendance_report": "Attendance report from Teams",
    "survey_file": "Answers from Microsoft Forms",
    "booking_log": "A booking log of your own",
}
OF_NO_KIND = (
    "Its columns are those of no file that can be loaded here. Choose what it is, to read what is missing, or take a "
    "template below."
)
SEVERAL = "Its columns fit more than one kind of file: {}. Choose which it is, to read what is missing."
NOT_YOURS = "This looks like a file of “{}”, which an administrator loads. Ask one, or choose what else it is."


def taken_for(viewer: Identity, content: bytes, file_id: str) -> ImportKind | None:
    """What the file is taken for. Value: None, with the sentence shown, for what is no table or of no kind."""
    mine = {kind.name: kind for kind in imports.kinds_for(viewer)}
    try:
        likely = _likely(content, file_id)
    except ProductError as problem:
        st.error(f"{problem} Nothing has been changed.", icon=":material/error:")
        return None
    found = likely[0] if len(likely) == 1 else None
    if found is not None and found.name not in mine:
        st.warning(NOT_YOURS.format(found.title), icon=":material/lock:")
    elif len(likely) > 1:
        st.warning(SEVERAL.format("; ".join(kind.title for kind in likely)), icon=":material/help:")
    elif found is None:
        st.warning(imports.said_of_another(content) or OF_NO_KIND, icon=":material/help:")
    names = list(mine)
    at = names.index(found.name) if found is not None and found.name in mine else None
    chosen = st.selectbox(
        "Taken for",
        names,
        at,
        lambda name: mine[name].title,
        placeholder="Choose the kind of file",
        key=f"kind of {file_id}",
    )
    if chosen is None:
        return None
    how = "Found in its columns. " if found is not None and found.name == chosen else ""
    st.caption(f"{how}{mine[chosen].explanation}")
    return mine[chosen]


def _likely(content: bytes, file_id: str) -> list[ImportKind]:
    """Found once for each file."""
    key = f"likely kinds of {file_id}"
    if key not in st.session_state:
        st.session_state[key] = [kind.name for kind in imports.likely_kinds(content)]
    return [imports.KINDS[name] for name in st.session_state[key]]


def elsewhere() -> None:
    """Files that have a page of their own, because something has to be asked about them."""
    st.write("These are read as they are, each on a page of its own:")
    with st.container(horizontal=True):
        for page, label in ELSEWHERE.items():
            st.page_link(menu.page(page), label=label, icon=menu.entry(page).icon)


def templates(viewer: Identity) -> None:
    """An empty file of each kind, to be filled in."""
    mine = {kind.name: kind for kind in imports.kinds_for(viewer)}
    st.header("Templates")
    kind = mine[st.selectbox("Kind of file", list(mine), format_func=lambda name: mine[name].title, key="template of")]
    st.write(kind.explanation)
    with st.container(horizontal=True):
        st.download_button(
            "Download as Excel workbook",
            lambda: imports.workbook_template(kind.name),
            f"{kind.name}-template.xlsx",
            on_click="ignore",
            key="as workbook",
        )
        st.download_button(
            "Download as CSV", imports.template(kind.name), f"{kind.name}-template.csv", on_click="ignore", key="as csv"
        )
