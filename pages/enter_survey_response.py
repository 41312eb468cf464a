"""What did a parent, a SENCO or a member of staff answer? For programme staff, with a paper or an email in hand."""

from functools import partial

import streamlit as st

from data_access import surveys
from data_access.errors import NotFound
from data_access.forms import FormSpec, survey_response
from data_access.forms.choices import choices
from data_access.forms.specs import COMMON
from data_access.permissions import Identity
from data_access.vocabulary import Audience, label
from pages.shared import access, frame, menu
from pages.shared.entry import draft_names, effects, filling, form, removal
from pages.shared.entry.filling import Filling, Saved, Stored
from pages.shared.entry.form import Form
from pages.shared.kept import versions

MEASURES = {
    Audience.PARENT_CARER: ("parent_confidence",),
    Audience.SENCO: ("senco_confidence",),
    Audience.SCHOOL_STAFF: ("staff_confidence", "event_feedback"),
    Audience.SCHOOL_LEADER: ("school_satisfaction",),
    Audience.PUPIL: ("pupil_view",),
}
# What the next response of a pile has in common with this one.
SAME_AGAIN = ("audience", "answered_on", "event_ref", "urn", "cluster")


def stored_response(viewer: Identity, number: str | None) -> Stored | None:
    """The response that the address names; None for a new one."""
    if number is None:
        return None
    answers = surveys.response_for_editing(viewer, filling.record_number(number))
    version = int(str(answers.pop("version")))
    return Stored(str(answers.pop("id")), version, answers)


def save(viewer: Identity, filling: Filling, spec: FormSpec) -> Saved:
    """Records the response, or its correction, and says what that changed."""
    audience, day = Audience(str(filling.answers["audience"])), filling.answers["answered_on"]
    before = effects.standing(viewer, MEASURES[audience], day)
    if filling.is_new:
        number = surveys.record_response(viewer, filling.answers, filling.entry_key)
    else:
        number = int(filling.draft_key)
        surveys.correct_response(viewer, number, filling.version, filling.answers)
    after = effects.standing(viewer, MEASURES[audience], day)
    said = f"**Saved: one {spec.title.lower()} ({label(audience)}).**"
    return Saved(str(number), (said, *effects.sentences(before, after)))


viewer = access.viewer("enter_survey_response")
frame.opening(
    "What did they answer?",
    "One person's answers. Who they are is not kept, only which setting or cluster they spoke of.",
)
try:
    stored = stored_response(viewer, st.query_params.get(filling.RECORD))
except NotFound as missing:
    st.error(str(missing))
    st.page_link(menu.page("enter_evidence"), label="Back to Add evidence")
    st.stop()
removal.announce("survey_response", "survey response")
response = filling.begin(viewer, "survey_response", stored)
if response.saved:
    again = {name: response.answers.get(name) for name in SAME_AGAIN}
    form.done(response, again, "Add another like this")
    st.stop()

known = choices(viewer)
name = partial(draft_names.name, COMMON, known=known)
form.offer_drafts(viewer, response, lambda answers: name(answers) or "a survey response")
top = st.container()
first = Form(viewer, response, COMMON[:1], known)
form.draw(first)
audience = response.answers["audience"]
if audience is None:
    st.write("Choose who answered: each is asked something else.")
    st.stop()
form.draw(Form(viewer, response, COMMON[1:], known))
# What a session was like is asked once it is known which.
spec = survey_response(Audience(str(audience)), about_event=response.answers["event_ref"] is not None)
form.draw(Form(viewer, response, spec.fields[len(COMMON) :], known))
whole = Form(viewer, response, spec.fields, known)
with top:
    form.summary(whole)
    form.conflict(whole)
if stored is not None:
    take_away = partial(surveys.remove_response, viewer, int(stored.key), stored.version)
    removal.offer(viewer, response, f"{name(stored.answers)} (survey response)", take_away)
    versions.show(whole, spec.fields, stored.version)
if form.footer(whole, "Save response"):
    form.submit(whole, partial(save, viewer, response, spec))
