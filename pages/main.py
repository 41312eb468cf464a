"""The frame: who is looking, their menu, and the page that they asked for."""

import streamlit as st

from data_access import clock
from pages.shared import access, facts, frame, live, menu, outage

st.set_page_config(page_title="SEND cluster programme", page_icon=frame.ASSETS / "icon.svg", layout="wide")
with outage.survived():
    viewer = access.signed_in()
    frame.styles()
    programme = facts.programme(live.look())
    page = st.navigation(menu.pages(viewer), position="sidebar", expanded=True)
    name = menu.name_of(page)
    st.session_state["page"] = name
    if programme is None and name not in menu.WITHOUT_PROGRAMME:
        frame.no_programme()
        st.stop()
    frame.top_bar(viewer, programme, clock.today(), page_is_being_filled=name in menu.ENTRY_PAGES)
    page.run()
