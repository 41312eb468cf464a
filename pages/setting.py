"""Who is this setting, what did it come to, and what was recorded about it? A page that a head is glad to be shown."""

from typing import Any

import pandas as pd
import streamlit as st

import kpis
from data_access import case_studies, events, places, surveys
from data_access.vocabulary import PeriodKind
from kpis import history
from pages.shared import access, downloads, facts, frame, html_lists, maps, profile, tables, words
from pages.shared.facts import View

VOICES = ("parent_confidence", "senco_confidence")
TITLES = {kpi.key: kpi.title for kpi in kpis.CATALOGUE}


def settings_of(view: View) -> pd.DataFrame:
    return places.settings(view.viewer)


def memberships_of(view: View) -> pd.DataFrame:
    return places.memberships(view.viewer)


def open_chosen() -> None:
    maps.choose(st.session_state["setting to open"])


def choose(known: pd.DataFrame, urn: str | None) -> None:
    names = profile.names(known)
    st.session_state["setting to open"] = urn if urn in names else None
    st.selectbox(
        "Find a setting",
        list(names),
        format_func=lambda each: names.get(each, each),
        placeholder="Type part of a name or a URN",
        key="setting to open",
        on_change=open_chosen,
    )
    if urn is not None and urn not in names:
        st.warning("There is no setting with this reference, or it is not in a cluster that you may see.")
    if urn not in names:
        html_lists.links(profile.directory(known))
        st.stop()


viewer = access.viewer("setting")
view = facts.load(viewer)
known = view.built(settings_of)
if known.empty:
    frame.opening("Who takes part in the programme?", "Every school, nursery and college has its own page here.")
    st.info("There are no settings yet. Programme staff load them on the page “Load a file”, from the DfE's register.")
    st.stop()
asked = st.query_params.get("urn")
is_known = asked in set(known["urn"])
setting: dict[Any, Any] = known[known["urn"] == asked].to_dict("records")[0] if is_known else {}
frame.opening(
    setting.get("name") or "Which setting would you like to know more about?",
    "Who is it, what has it come to, and what was recorded about it?"
    if is_known
    else "Every school, nursery and college of the programme has its own page. Find it by name, or choose it below.",
)
choose(known, asked)
urn = str(asked)
attendance = events.attendance_of(viewer, urn)
stories = case_studies.case_studies(viewer, urn)
stays = view.built(memberships_of).query("urn == @urn")
html_lists.facts(profile.facts(setting, stays, known))

st.header("Is it taking part?")
st.write(profile.turnout(setting["name"], history.tally(attendance)))
measured = view.table("participation_rate", by="setting", kind=PeriodKind.HALF_TERM)
for year in reversed(view.periods(PeriodKind.ACADEMIC_YEAR)):
    halves = view.outline.calendar.periods(PeriodKind.HALF_TERM, year.start, year.end)
    came = history.half_terms(measured, urn, halves, view.as_at)
    if not history.was_there(came):
        continue
    st.markdown(f"**Half term by half term, {year.label}**")
    html_lists.steps(profile.steps(came), f"Half terms of {year.label}")

notes = [f"{setting['name']} ({urn})", f"data to {words.day(view.as_at)}"]
if attendance.empty:
    st.header("What did it come to?")
    st.write("No register names this setting yet. Programme staff add one on the page “Register” after each event.")
else:
    registers = profile.attendance(attendance)
    name = downloads.file_name("attendance", setting["name"])
    tables.show(profile.in_words(registers), "What did it come to?", name, notes, numbers=registers)

years = {key: view.table(key, by="setting", kind=PeriodKind.ACADEMIC_YEAR) for key in VOICES}
said = profile.voices(years, TITLES, urn)
if said.empty:
    st.header("What was said?")
    st.write("No survey answers name this setting yet. Programme staff add them on the page “Survey response”.")
else:
    tables.show(said, "What was said?", downloads.file_name("survey answers", setting["name"]), notes)
    if not view.exact:
        st.caption(words.HIDDEN_EXPLAINED)

st.header("Which stories did it share?")
if stories.empty:
    st.write("No case study yet. Programme staff write them on the page “Case study”; they show here once approved.")
for story in stories.to_dict("records"):
    with st.expander(profile.story_title(story)):
        html_lists.texts(profile.story(story))

st.header("Everything that was recorded, newest first")
# On how many days people answered says how many did: only those who may know that see the days.
answered = surveys.recorded_about(viewer, urn) if view.exact else None
entries = history.timeline(profile.entries(setting, stays, attendance, answered, stories))
newest, earlier = profile.diary(entries)
html_lists.diary(newest, f"Diary of {setting['name']}")
if earlier:
    with st.expander(f"{words.plural(len(earlier), 'earlier entry', 'earlier entries')}"):
        html_lists.diary(earlier, f"Earlier diary of {setting['name']}")
