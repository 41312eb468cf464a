"""What do you want to add? The way in for whoever has evidence in hand, and back to what they began."""

import streamlit as st

from data_access import drafts
from data_access.drafts import Draft
from data_access.forms import CASE_STUDY, REGISTER
from data_access.permissions import Identity
from pages.shared import access, filling, frame, menu, words

# Form -> page that it is filled in on, and what it is called there.
FORMS = {
    REGISTER.name: ("enter_register", "Who came to an event: a tick for each setting. About a minute."),
    "survey_response": ("enter_survey_response", "What one parent, SENCO or member of staff answered. Half a minute."),
    CASE_STUDY.name: ("enter_case_study", "What a setting did and what came of it, for others to read."),
}
FROM_A_FILE = ("imports", "Registers, settings or clusters from a spreadsheet, checked before they are saved.")


def choice(page: str, explanation: str) -> None:
    """One large choice: a link, and what it is for."""
    with st.container(border=True, key=f"choice {page}"):
        st.page_link(f"{page}.py", label=f"**{menu.entry(page).title}**", icon=menu.entry(page).icon)
        st.write(explanation)


def draft_line(viewer: Identity, draft: Draft) -> None:
    """One draft: what it is, when it was kept, a way back to it and a way to be rid of it."""
    page, _ = FORMS[draft.form]
    title = str(draft.answers.get("title") or menu.entry(page).title)
    kind = "" if title == menu.entry(page).title else f" ({menu.entry(page).title.lower()})"
    query = {filling.DRAFT if draft.is_new else filling.RECORD: draft.draft_key}
    with st.container(horizontal=True, vertical_alignment="center", key=f"draft {draft.form} {draft.draft_key}"):
        st.page_link(f"{page}.py", label=f"{title}{kind}", query_params=query, icon=":material/edit_note:")
        st.write(f"{words.short_day(draft.saved_at)}, {words.clock(draft.saved_at)[:5]}")
        with st.popover("Discard"):
            st.write("This throws away what you typed there.")
            st.button(
                "Throw it away",
                key=f"discard {draft.form} {draft.draft_key}",
                on_click=drafts.discard_draft,
                args=(viewer, draft.form, draft.draft_key),
            )


viewer = access.viewer("enter_evidence")
frame.opening("What do you want to add?", "Everything that you type is kept as a draft until you save it.")
for page, explanation in (*FORMS.values(), FROM_A_FILE):
    choice(page, explanation)

st.header("My drafts")
mine = [draft for draft in drafts.drafts(viewer) if draft.form in FORMS]
if not mine:
    st.write("You have no drafts. Whatever you begin and do not save waits for you here for 30 days, on any computer.")
for draft in mine:
    draft_line(viewer, draft)
