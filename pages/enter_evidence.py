"""What do you want to add? The way in for whoever has evidence in hand, and back to what they began."""

from typing import Any

import streamlit as st

from data_access import drafts, surveys
from data_access.drafts import Draft
from data_access.forms import CASE_STUDY, REGISTER, survey_response
from data_access.forms.choices import Choices, choices
from data_access.permissions import Identity
from data_access.vocabulary import Audience, label
from pages.shared import access, draft_names, filling, frame, menu, words

# What a draft of a response is named by is asked of every audience.
RESPONSE = survey_response(Audience.PARENT_CARER)
SPECS = {spec.name: spec for spec in (REGISTER, RESPONSE, CASE_STUDY)}
# Form -> page that it is filled in on, and what it is called there.
FORMS = {
    REGISTER.name: ("enter_register", "Who came to an event: a tick for each setting. About a minute."),
    RESPONSE.name: ("enter_survey_response", "What one parent, SENCO or member of staff answered. Half a minute."),
    CASE_STUDY.name: ("enter_case_study", "What a setting did and what came of it, for others to read."),
}
ENTERED_LATELY = 15
FROM_A_FILE = ("imports", "Registers, settings or clusters from a spreadsheet, checked before they are saved.")


def choice(page: str, explanation: str) -> None:
    """One large choice: a link, and what it is for."""
    with st.container(border=True, key=f"choice {page}"):
        st.page_link(f"{page}.py", label=f"**{menu.entry(page).title}**", icon=menu.entry(page).icon)
        st.write(explanation)


def draft_line(viewer: Identity, draft: Draft, known: Choices) -> None:
    """One draft: what it is, when it was kept, a way back to it and a way to be rid of it."""
    page, _ = FORMS[draft.form]
    kind = menu.entry(page).title
    about = draft_names.name(SPECS[draft.form].fields, draft.answers, known)
    title = f"{about} ({kind.lower()})" if about else kind
    query = {filling.DRAFT if draft.is_new else filling.RECORD: draft.draft_key}
    with st.container(horizontal=True, vertical_alignment="center", key=f"draft {draft.form} {draft.draft_key}"):
        st.page_link(f"{page}.py", label=title, query_params=query, icon=":material/edit_note:")
        st.write(f"{words.short_day(draft.saved_at)}, {words.clock(draft.saved_at)[:5]}")
        with st.popover("Discard"):
            st.write("This throws away what you typed there.")
            st.button(
                "Throw it away",
                key=f"discard {draft.form} {draft.draft_key}",
                on_click=drafts.discard_draft,
                args=(viewer, draft.form, draft.draft_key),
            )


def entered_lately(viewer: Identity) -> None:
    """The survey responses entered last: whom and what each is about, when it was entered, and a way to correct it."""
    lately = surveys.entered_lately(viewer, ENTERED_LATELY)
    if lately.empty:
        st.write("No survey response has been entered yet.")
    rows: list[dict[Any, Any]] = lately.to_dict("records")
    for row in rows:
        about = f"{label(Audience(row['audience']))}, {row['about']}, {words.day(row['answered_on'])}"
        query = {filling.RECORD: str(row["id"])}
        with st.container(horizontal=True, vertical_alignment="center", key=f"entered {row['id']}"):
            st.page_link(
                "enter_survey_response.py", label=f"Correct: {about}", query_params=query, icon=":material/edit:"
            )
            st.write(f"Entered {words.moment(row['recorded_at'])}")


viewer = access.viewer("enter_evidence")
frame.opening("What do you want to add?", "Everything that you type is kept as a draft until you save it.")
for page, explanation in (*FORMS.values(), FROM_A_FILE):
    choice(page, explanation)

st.header("My drafts")
mine = [draft for draft in drafts.drafts(viewer) if draft.form in FORMS]
if not mine:
    st.write("You have no drafts. Whatever you begin and do not save waits for you here for 30 days, on any computer.")
known = choices(viewer) if mine else {}
for draft in mine:
    draft_line(viewer, draft, known)

with st.expander("Survey responses entered lately, to be corrected"):
    entered_lately(viewer)
