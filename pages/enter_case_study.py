"""What did a setting do, and what came of it? For programme staff who write it up."""

from functools import partial

import streamlit as st

from data_access import case_studies
from data_access.errors import NotFound
from data_access.forms import CASE_STUDY, Answers, case_study_fields, consent
from data_access.forms.choices import choices
from data_access.permissions import Identity
from data_access.vocabulary import CaseStudyStatus
from pages.shared import access, frame, menu
from pages.shared.culture import attached, withdrawn
from pages.shared.entry import draft_names, filling, form, removal, saving
from pages.shared.entry.filling import Saved, Stored
from pages.shared.entry.form import Form
from pages.shared.kept import versions

QUOTATION_AND_BEFORE = [field.name for field in CASE_STUDY.fields].index("quotation") + 1


def stored_case_study(viewer: Identity, number: str | None) -> Stored | None:
    """The case study that the address names; None for a new one."""
    if number is None:
        return None
    answers = case_studies.case_study(viewer, filling.record_number(number))
    return Stored(
        number, int(str(answers["version"])), {field.name: answers[field.name] for field in CASE_STUDY.fields}
    )


def save(viewer: Identity, whole: Form) -> Saved:
    """Writes the case study, or its correction, and says what happens next."""
    story = whole.filling
    answers: Answers = {field.name: story.answers.get(field.name) for field in whole.fields}
    if story.is_new:
        number = case_studies.write_case_study(viewer, answers, story.entry_key)
        then = "It is a draft: hand it in when it is ready to be read."
    else:
        number = int(story.draft_key)
        case_studies.correct_case_study(viewer, number, story.version, answers)
        then = "If it was approved before, it waits to be approved again."
    return Saved(str(number), (f"**Saved: {answers['title']}.**", then))


def hand_in(viewer: Identity, number: int) -> None:
    """The way to the reviewers for a case study that is still a draft."""
    stored = case_studies.case_study(viewer, number)
    if stored["status"] != CaseStudyStatus.DRAFT:
        return
    if missing := consent.missing(stored):
        st.info("Before it can be handed in, say who agreed that it is shared: " + " ".join(missing.values()))
    elif st.button("Hand it in", icon=":material/send:"):
        write = partial(case_studies.submit_case_study, viewer, number, int(str(stored["version"])))
        saving.save(write, "It is handed in: a reviewer reads it next.")


viewer = access.viewer("enter_case_study")
frame.opening(
    "What did a setting do, and what came of it?",
    "A case study of a page or less. It is read by others once it is approved. No child is named in it.",
)
withdrawn.announce()
try:
    stored = stored_case_study(viewer, st.query_params.get(filling.RECORD))
except NotFound as missing:
    st.error(str(missing))
    st.page_link(menu.page("case_studies"), label="Back to the case studies")
    st.stop()
removal.announce(CASE_STUDY.name, "case study")
story = filling.begin(viewer, CASE_STUDY.name, stored)
if story.saved:
    saving.announce()
    form.done(
        story, {name: story.answers.get(name) for name in ("urn", "happened_on")}, "Add another from this setting"
    )
    hand_in(viewer, int(story.saved.record))
    st.page_link(
        menu.page("case_studies"), label="See it on the page “Case studies”", query_params={"id": story.saved.record}
    )
    st.stop()

known = choices(viewer)
name = partial(draft_names.name, CASE_STUDY.fields, known=known)
form.offer_drafts(viewer, story, lambda answers: name(answers) or "a case study without a title")
top = st.container()
asked = case_study_fields({})
form.draw(Form(viewer, story, asked[:QUOTATION_AND_BEFORE], known))
asked = case_study_fields(story.answers)
form.draw(Form(viewer, story, asked[QUOTATION_AND_BEFORE:], known))
whole = Form(viewer, story, asked, known)
with top:
    form.summary(whole)
    form.conflict(whole)
attached.beside(viewer, story, top)
if stored is not None:
    take_away = partial(case_studies.remove_case_study, viewer, int(stored.key), stored.version)
    removal.offer(viewer, story, f"{name(stored.answers)} (case study)", take_away)
    withdrawn.offer(viewer, story, has_quotation=bool(stored.answers["quotation"]))
    versions.show(whole, CASE_STUDY.fields, stored.version)
if form.footer(whole, "Save case study"):
    form.submit(whole, partial(save, viewer, whole))
