"""What do children, families and staff notice? For everyone: each measure held against the same time a year before."""

import streamlit as st

import kpis
from pages.shared import (
    access,
    behind,
    cards,
    facts,
    filters,
    frame,
    from_address,
    need_a_call,
    notes,
    sentences,
    skill_gains,
    suspension_rate,
    year_before,
)
from pages.shared.drawing import charts, control, month_charts, palette

MEASURES = (
    "attendance_rate",
    "persistent_absence",
    "suspensions",
    "days_lost",
    "permanent_exclusions",
    "behaviour_incidents",
    "sen_support",
    "staff_confidence",
    "pupil_view",
    "parent_confidence",
)
TITLES = {key: kpis.kpi(key).title for key in MEASURES}

viewer = access.viewer("impact")
view = facts.load(viewer)
frame.opening(
    "What do children, families and staff notice?",
    "If support comes earlier, children are in school more, are sent home less and learn what they are taught, and "
    "those around them are surer. School life has seasons, so each figure is held against the same time a year before.",
)
if view.is_empty:
    frame.nothing_yet(viewer, "settings")
    st.stop()
chosen = filters.bar(viewer, view)
st.markdown(f"**{view.built(year_before.sentence, MEASURES, chosen)}**")
cards.row(view, MEASURES, chosen)
year_before.show(view, MEASURES, chosen)

colours = palette.in_use()
key = from_address.one_of("measure", "Look at one measure", TITLES)
st.markdown(f"**{view.built(sentences.answer, key, chosen)}**")
charts.show(view.built(month_charts.closest, key, chosen, colours))
by = charts.breakdown("impact")
charts.show(view.built(charts.by_group, key, by, chosen, colours))
if key == "suspensions":
    charts.show(view.built(suspension_rate.build, key, by, chosen, colours))
need_a_call.show(view, key, chosen)

charts.show(view.built(skill_gains.build, chosen, colours))
control.show(view, MEASURES, chosen, "impact")
behind.show(view, (*MEASURES, skill_gains.KEY), chosen, "impact")
notes.show(view, (*MEASURES, skill_gains.KEY))
