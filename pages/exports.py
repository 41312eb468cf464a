"""What is stored, to take away as files that can be loaded again. For programme staff and administrators."""

from functools import partial

import streamlit as st

from data_access import clock, exports, imports
from pages.shared import access, downloads, frame

viewer = access.viewer("exports")
frame.opening(
    "What do you want to take out?",
    "Everything that is stored of a kind, exact and whole, in the columns that “Load a file” reads: correct it in a "
    "spreadsheet and load it again. Keep such a file as safely as the programme itself: it hides no small numbers.",
)
for kind in imports.kinds_for(viewer):
    with st.container(horizontal=True, vertical_alignment="center", key=f"export {kind.name}", width=640):
        st.markdown(f"**{kind.title}**", width="stretch")
        st.download_button(
            "Download CSV",
            partial(exports.export, viewer, kind.name),
            f"{downloads.file_name(kind.name, str(clock.today()))}.csv",
            key=f"csv {kind.name}",
            on_click="ignore",
        )
