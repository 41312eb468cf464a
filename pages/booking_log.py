"""Which sessions were booked, and who came? For programme staff with a log of their own."""

import streamlit as st

from pages.shared import access, frame

viewer = access.viewer("booking_log")
frame.opening("Which sessions were booked, and who came?", "Your own log, as it is.")
st.stop()
