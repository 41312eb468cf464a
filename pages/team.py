"""Whose checks and training run out? For administrators and programme staff."""

import streamlit as st

from data_access import clock, programme, team
from pages.shared import access, frame
from pages.shared.people import team_checks

viewer = access.viewer("team")
frame.opening(
    "Whose checks and training run out?",
    "Everybody who delivers the programme has an enhanced DBS check and safeguarding training. Names are not kept.",
)
rows = team.checks(viewer, clock.today())
st.markdown(f"**{team_checks.answer(rows)}**")
team_checks.add_one()
team_checks.show(rows)
rules = programme.programme()
st.caption(
    f"A DBS check holds for {rules.dbs_months} months, safeguarding training for {rules.safeguarding_months}; "
    f"a warning comes {rules.warn_weeks} weeks before. An administrator changes this on the page “Programme”."
)
