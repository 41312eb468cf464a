"""How files are read, as people said once: a list, with another name for one, or without it."""

import streamlit as st

from data_access.outside_files import mappings
from data_access.outside_files.mappings import Kept
from data_access.permissions import Identity
from data_access.vocabulary import MappedFile
from pages.shared import typed, words
from pages.shared.entry import saving
from pages.shared.outside_files import reading_change


def show(viewer: Identity, kind: MappedFile, title: str, empty: str) -> None:
    """Every reading that is kept of one kind of file."""
    st.header(title)
    found = mappings.kept(viewer, kind)
    if not found:
        st.write(empty)
    for one in found:
        with st.container(border=True, key=f"kept reading {one.id}"):
            used = [column for column, field in one.reading.columns.items() if field]
            st.write(f"**{typed.plain(one.name)}** · {words.plural(len(used), 'column')} read")
            st.caption(typed.plain(words.listed(used)))
            if st.toggle("See or change how it is read", key=f"open reading {one.id}"):
                reading_change.show(viewer, kind, one)
            _name_or_forget(viewer, one)


def _name_or_forget(viewer: Identity, one: Kept) -> None:
    """Another name, or gone."""
    with st.popover("Rename or forget", key=f"change reading {one.id}"):
        turn = saving.turn(viewer, f"reading {one.id}", one, "name")
        name = st.text_input("Name", one.name, key=turn.key("name"))
        if st.button("Save the name", key=f"rename reading {one.id}"):
            saving.save(lambda: mappings.rename(viewer, one.id, name), "The name is saved.", turn)
        st.write("Forget it, and the next file of this kind is asked about again. What was loaded stays.")
        if st.button("Forget how it is read", key=f"remove reading {one.id}"):
            saving.save(lambda: mappings.remove(viewer, one.id), f"Forgotten: how “{one.name}” is read.")
