"""What did a setting do, and what came of it? For programme staff who write it up."""

from functools import partial

import streamlit as st

from data_access import case_studies
from data_access.errors import NotFound
from data_access.forms import CASE_STUDY
from data_access.forms.choices import choices
from data_access.permissions import Identity
from pages.shared import access, frame, menu
from pages.shared.entry import draft_names, filling, form, removal
from pages.shared.entry.filling import Filling, Saved, Stored
from pages.shared.entry.form import Form
from pages.shared.kept import versions


def stored_case_study(viewer: Identity, number: str | None) -> Stored | None:
    """The case study that the address names; None for a new one."""
    if number is None:
        return None
    answers = case_studies.case_study(viewer, filling.record_number(number))
    return Stored(
        number, int(str(answers["version"])), {field.name: answers[field.name] for field in CASE_STUDY.fields}
    )


def save(viewer: Identity, filling: Filling) -> Saved:
    """Writes the case study, or its correction, and says what happens next."""
    if filling.is_new:
        number = case_studies.write_case_study(viewer, filling.answers, filling.entry_key)
        then = "It is a draft: submit it on the page “Case studies” when it is ready to be read."
    else:
        number = int(filling.draft_key)
        case_studies.correct_case_study(viewer, number, filling.version, filling.answers)
        then = "If it was approved before, it waits to be approved again."
    return Saved(str(number), (f"**Saved: {filling.answers['title']}.**", then))


viewer = access.viewer("enter_case_study")
frame.opening(
    "What did a setting do, and what came of it?",
    "A case study of a page or less. It is read by others once it is approved. No child is named in it.",
)
try:
    stored = stored_case_study(viewer, st.query_params.get(filling.RECORD))
except NotFound as missing:
    st.error(str(missing))
    st.page_link(menu.page("case_studies"), label="Back to the case studies")
    st.stop()
removal.announce(CASE_STUDY.name, "case study")
story = filling.begin(viewer, CASE_STUDY.name, stored)
if story.saved:
    form.done(
        story, {name: story.answers.get(name) for name in ("urn", "happened_on")}, "Add another from this setting"
    )
    st.page_link(
        menu.page("case_studies"), label="Submit it on the page “Case studies”", query_params={"id": story.saved.record}
    )
    st.stop()

known = choices(viewer)
name = partial(draft_names.name, CASE_STUDY.fields, known=known)
form.offer_drafts(viewer, story, lambda answers: name(answers) or "a case study without a title")
top = st.container()
whole = Form(viewer, story, CASE_STUDY.fields, known)
form.draw(whole)
with top:
    form.summary(whole)
    form.conflict(whole)
if stored is not None:
    take_away = partial(case_studies.remove_case_study, viewer, int(stored.key), stored.version)
    removal.offer(viewer, story, f"{name(stored.answers)} (case study)", take_away)
    versions.show(whole, CASE_STUDY.fields, stored.version)
if form.footer(whole, "Save case study"):
    form.submit(whole, partial(save, viewer, story))
