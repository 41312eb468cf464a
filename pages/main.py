"""The frame: who is looking, their menu, and the page that they asked for."""

import streamlit as st

from data_access import clock
from data_access.programme import find_programme
from pages.shared import access, frame, menu, outage

st.set_page_config(page_title="SEND cluster programme", page_icon=frame.ASSETS / "icon.svg", layout="wide")
with outage.survived():
    viewer = access.signed_in()
    frame.styles()
    programme = find_programme()
    page = st.navigation(menu.pages(viewer), position="sidebar", expanded=True)
    name = menu.name_of(page)
    st.session_state["page"] = name
    if programme is None and name not in menu.WITHOUT_PROGRAMME:
        frame.no_programme()
        st.stop()
    frame.top_bar(viewer, programme, clock.today(), page_is_being_filled=name in menu.ENTRY_PAGES)
    page.run()
