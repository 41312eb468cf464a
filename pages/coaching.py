"""Whom does coaching reach, and who can coach others? For everyone, and for whoever plans the next half term."""

import streamlit as st

import kpis
from data_access.permissions import Action
from pages.shared import access, behind, cards, facts, filters, frame, notes, reached, sentences
from pages.shared.coaching import coaching_lists, coaching_panels
from pages.shared.drawing import charts, control, heat, palette
from pages.shared.plans import plan_words

MEASURES = ("coaching_engagement", "session_attendance", "peer_review_rate", "coaches_trained", "event_feedback")
FORMS = {"peer_review": "Add a peer review", "supporter": "Add a local coach, champion or ILE"}

viewer = access.viewer("coaching")
view = facts.load(viewer)
frame.opening(
    "Whom does coaching reach?",
    "Coaching sessions, SENCO supervision, mentoring, networks, webinars and training; settings that review one "
    "another; and people of settings who learn to coach others. Events and cluster meetings are on “Participation”.",
)
if view.is_empty:
    frame.nothing_yet(viewer, "settings")
    st.stop()
chosen = filters.bar(viewer, view)
st.markdown(f"**{view.built(sentences.answer, 'coaching_engagement', chosen)}**")
cards.row(view, MEASURES, chosen)
plan_words.link_to_add(view, Action.RECORD_COACHING, **FORMS)

colours = palette.in_use()
key = st.selectbox("How this measure moved", MEASURES[:-1], format_func=lambda one: kpis.kpi(one).title, width=420)
charts.show(view.built(charts.trend, key, chosen, colours))
by = charts.breakdown("coaching")
charts.show(view.built(charts.by_group, key, by, chosen, colours))

charts.show(view.built(coaching_panels.by_kind, chosen, colours))
reached.not_yet(view, chosen, "sessions")
coaching_lists.reviews(view, chosen)
heat.show(view.built(coaching_lists.stages, chosen), coaching_lists.NOBODY)
coaching_lists.where_they_are(view, chosen)
charts.show(view.built(charts.trend, MEASURES[-1], chosen, colours))
charts.show(view.built(coaching_panels.feedback, chosen, colours))
control.show(view, MEASURES, chosen, "coaching")
behind.show(view, MEASURES, chosen, "coaching")
notes.show(view, MEASURES)
