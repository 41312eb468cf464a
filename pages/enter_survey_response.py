"""What did a parent, a SENCO or a member of staff answer? For programme staff, with a paper or an email in hand."""

from functools import partial

import streamlit as st

from data_access import surveys
from data_access.forms import Answers, FormSpec, survey_response
from data_access.forms.choices import choices
from data_access.permissions import Identity
from data_access.vocabulary import Audience, label
from pages.shared import access, effects, filling, form, frame
from pages.shared.filling import Filling, Saved
from pages.shared.form import Form

MEASURES = {
    Audience.PARENT_CARER: ("parent_confidence",),
    Audience.SENCO: ("senco_confidence",),
    Audience.SCHOOL_STAFF: (),
}
# What the next response of a pile has in common with this one.
SAME_AGAIN = ("audience", "answered_on", "event_ref", "urn", "cluster")


def save(viewer: Identity, filling: Filling, spec: FormSpec) -> Saved:
    """Records the response and says what that changed."""
    audience, day = Audience(str(filling.answers["audience"])), filling.answers["answered_on"]
    before = effects.standing(viewer, MEASURES[audience], day) if day else {}  # type: ignore[arg-type]
    number = surveys.record_response(viewer, filling.answers, filling.entry_key)
    after = effects.standing(viewer, MEASURES[audience], day)  # type: ignore[arg-type]
    said = f"**Saved: one {spec.title.lower()} ({label(audience)}).**"
    return Saved(str(number), (said, *effects.sentences(before, after)))


def title(answers: Answers) -> str:
    """What a draft is called where it is offered again."""
    audience = answers.get("audience")
    return f"a survey response ({label(Audience(str(audience)))})" if audience else "a survey response"


viewer = access.viewer("enter_survey_response")
frame.opening(
    "What did they answer?",
    "One person's answers. Who they are is not kept, only which setting or cluster they spoke of.",
)
response = filling.begin(viewer, "survey_response")
if response.saved:
    again = {name: response.answers.get(name) for name in SAME_AGAIN}
    form.done(response, again, "Add another like this")
    st.stop()

form.offer_drafts(viewer, response, title)
top = st.container()
known = choices(viewer)
spec = survey_response(Audience.PARENT_CARER)
first = Form(viewer, response, spec.fields[:1], known)
form.draw(first)
audience = response.answers["audience"]
if audience is None:
    st.write("Choose who answered: each is asked something else.")
    st.stop()
spec = survey_response(Audience(str(audience)))
form.draw(Form(viewer, response, spec.fields[1:], known))
whole = Form(viewer, response, spec.fields, known)
with top:
    form.summary(whole)
if form.footer(whole, "Save response"):
    form.submit(whole, partial(save, viewer, response, spec))
