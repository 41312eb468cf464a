"""Who came to an event? For programme staff, in the minute after it."""

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from data_access import events
from data_access.errors import NotFound
from data_access.events import RegisterRow
from data_access.forms import REGISTER, Answers
from data_access.forms.choices import choices
from data_access.permissions import Identity
from pages.shared import access, frame, menu
from pages.shared.entry import draft_names, effects, filling, form, last_time, register_lines, removal
from pages.shared.entry.filling import Filling, Saved, Stored
from pages.shared.entry.form import Form
from pages.shared.kept import versions

MEASURES = ("participation_rate", "cluster_meeting_attendance")


def stored_register(viewer: Identity, event_ref: str | None) -> Stored | None:
    """The register that the address names; None for a new one."""
    if event_ref is None:
        return None
    register = events.register_for_editing(viewer, event_ref)
    rows = register_lines.as_answers(register_lines.rows_of(register.rows))
    return Stored(event_ref, register.version, {**register.answers, **rows})


def expected(viewer: Identity, answers: Answers) -> pd.DataFrame | None:
    """Who belonged to the cluster on the day; None until the day is given."""
    held_on, cluster = answers["held_on"], answers["cluster"]
    if not isinstance(held_on, date):
        return None
    return events.expected_settings(viewer, held_on, str(cluster) if cluster else None)


def save(viewer: Identity, filling: Filling, rows: list[RegisterRow]) -> Saved:
    """Records the register, or its correction, and says what that changed."""
    day = filling.answers["held_on"]
    before = effects.standing(viewer, MEASURES, day)
    if filling.is_new:
        event_ref = events.record_register(viewer, filling.answers, rows, filling.entry_key)
    else:
        event_ref = filling.draft_key
        events.correct_register(viewer, event_ref, filling.version, filling.answers, rows)
    after = effects.standing(viewer, MEASURES, day)
    said = register_lines.in_words(rows, str(filling.answers["title"]))
    return Saved(event_ref, (said, *effects.sentences(before, after)))


def offer_feedback(register: Filling) -> None:
    """The way to what somebody said about the event, with event and day filled in."""
    if register.saved and st.button("Add what somebody said about it", icon=":material/rate_review:", key="feedback"):
        known = {"event_ref": register.saved.record, "answered_on": register.answers["held_on"]}
        filling.start_anew("survey_response", known)
        st.switch_page(menu.page("enter_survey_response"))


viewer = access.viewer("enter_register")
frame.opening("Who came?", "The register of one event: what it was, and which settings came. It takes about a minute.")
try:
    stored = stored_register(viewer, st.query_params.get(filling.RECORD))
except NotFound as missing:
    st.error(str(missing))
    st.page_link(menu.page("enter_evidence"), label="Back to Add evidence")
    st.stop()
removal.announce(REGISTER.name, "register")
register = filling.begin(viewer, REGISTER.name, stored)
if register.saved:
    again = {name: register.answers[name] for name in ("event_type", "mode", "cluster")}
    form.done(register, again, "Add another register like this")
    offer_feedback(register)
    st.stop()

known = choices(viewer)
name = partial(draft_names.name, REGISTER.fields, known=known)
form.offer_drafts(viewer, register, lambda answers: name(answers) or "a register without a title")
top = st.container()
last_time.offer(viewer, register)
event = Form(viewer, register, REGISTER.fields, known)
form.draw(event)
lines = register_lines.draw(event, *last_time.first(viewer, register, expected(viewer, register.answers)))
whole = Form(viewer, register, (*REGISTER.fields, *lines.fields), known)
with top:
    form.summary(whole)
    form.conflict(whole)
if stored is not None:
    take_away = partial(events.remove_register, viewer, stored.key, stored.version)
    removal.offer(viewer, register, f"{name(stored.answers)} (event and register)", take_away)
    lines_of = partial(register_lines.changes, known=known)
    versions.show(whole, REGISTER.fields, stored.version, lines_of)
if form.footer(whole, f"Save register: {lines.attended_count} of {len(lines.rows)} came"):
    form.submit(whole, partial(save, viewer, register, lines.rows), register_lines.conflicting)
