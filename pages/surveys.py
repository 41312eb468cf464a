"""What do you ask, and how many have answered? For programme staff who invite people to a survey."""

import streamlit as st

from data_access import clock, survey_asked, survey_links
from pages.shared import access, facts, frame, from_address, tables, words
from pages.shared.asking import answer_lists, link_lists, survey_actions, survey_rows
from pages.shared.drawing import charts, palette
from pages.shared.entry import filling, saving
from pages.shared.entry.ways_in import KIND

SURVEY = "survey"
EMPTY = "There is no survey yet. Design the first one: choose whom to ask and what, then make its links."

viewer = access.viewer("surveys")
frame.opening(
    "What do you ask, and who has answered?",
    "People answer on a phone, by a link, a QR code or a short code, without an account. Their answers count at once.",
)
saving.announce()
today, surveys = clock.today(), survey_links.surveys(viewer)
st.page_link("enter_record.py", label="Design a survey", icon=":material/add:", query_params={KIND: SURVEY})
tables.show(survey_rows.listing(surveys, today), "Surveys", "surveys", empty=EMPTY)
if surveys.empty:
    st.stop()

by_id = {str(survey["id"]): survey for _, survey in surveys.iterrows()}
titles = {number: survey_rows.name(one, today) for number, one in by_id.items()}
survey = by_id[from_address.one_of("survey", "Survey", titles)]
survey_id, title = int(survey["id"]), str(survey["title"])
st.header(title)
st.write(f"{words.sentence_case(survey_rows.state(survey, today))}. {survey_rows.how_many(survey)}")
with st.container(horizontal=True, vertical_alignment="center"):
    query = {KIND: SURVEY, filling.RECORD: str(survey_id)}
    st.page_link("enter_record.py", label="Change its design", icon=":material/edit:", query_params=query)
    survey_actions.close_or_reopen(viewer, survey, today)
survey_actions.delete_answers(viewer, survey, today)

links, site = survey_links.links(viewer, survey_id), from_address.site()
link_lists.open_links(links, site, title)
link_lists.batches(links, survey_id, site, title)
if survey_rows.is_open(survey, today):
    more = st.expander("Make more links or codes", expanded=links.empty, key=f"more of {survey_id}", on_change="rerun")
    if more.open:
        with more:
            survey_actions.make_links(viewer, survey_id, survey_asked.places(viewer, survey_id))
for panel in facts.load(viewer).built(answer_lists.spread, survey_id, title, palette.in_use()):
    charts.show(panel)
answer_lists.own_words(viewer, survey_id)
