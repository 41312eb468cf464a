"""Who is this setting, what did it come to, and what was recorded about it? A page that a head is glad to be shown."""

from typing import Any

import pandas as pd
import streamlit as st

import kpis
from data_access import case_studies, events, places, surveys
from data_access.vocabulary import PeriodKind
from pages.shared import access, downloads, facts, frame, html_lists, maps, profile, tables, words
from pages.shared.facts import View

VOICES = ("parent_confidence", "senco_confidence")
TITLES = {kpi.key: kpi.title for kpi in kpis.CATALOGUE}


def settings_of(view: View) -> pd.DataFrame:
    return places.settings(view.viewer)


def portrait(view: View, urn: str) -> profile.Portrait:
    """Read and put into words once for each state of the database."""
    calendar = view.outline.calendar
    return profile.portrait(
        view.built(settings_of).query("urn == @urn").to_dict("records")[0],
        stays=places.memberships(view.viewer).query("urn == @urn"),
        attendance=events.attendance_of(view.viewer, urn),
        stories=case_studies.case_studies(view.viewer, urn),
        # On how many days people answered says how many did: only those who may know that see the days.
        answered=surveys.recorded_about(view.viewer, urn) if view.exact else None,
        taken_part=view.table("participation_rate", by="setting", kind=PeriodKind.HALF_TERM),
        voices={TITLES[key]: view.table(key, by="setting", kind=PeriodKind.ACADEMIC_YEAR) for key in VOICES},
        years={
            year.label: calendar.periods(PeriodKind.HALF_TERM, year.start, year.end)
            for year in reversed(view.periods(PeriodKind.ACADEMIC_YEAR))
        },
        as_at=view.as_at,
    )


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
    st.info(
        "There are no settings yet. An administrator loads them on the page “Load a file”, from the DfE's register."
    )
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
told = view.built(portrait, urn)
html_lists.facts(profile.facts(setting, told.stays, known))

st.header("Is it taking part?")
st.write(profile.turnout(setting["name"], told.turnout))
for year, steps in told.half_terms:
    st.markdown(f"**Half term by half term, {year}**")
    html_lists.steps(steps, f"Half terms of {year}")

notes = [f"{setting['name']} ({urn})", f"data to {words.day(view.as_at)}"]
if told.registers.empty:
    st.header("What did it come to?")
    st.write("No register names this setting yet. Programme staff add one on the page “Register” after each event.")
else:
    name = downloads.file_name("attendance", setting["name"])
    tables.show(told.registers_in_words, "What did it come to?", name, notes, numbers=told.registers)

if told.said.empty:
    st.header("What was said?")
    st.write("No survey answers name this setting yet. Programme staff add them on the page “Survey response”.")
else:
    tables.show(told.said, "What was said?", downloads.file_name("survey answers", setting["name"]), notes)

st.header("Which stories did it share?")
if not told.stories:
    st.write("No case study yet. Programme staff write them on the page “Case study”; they show here once approved.")
for title, story in told.stories:
    with st.expander(title):
        html_lists.texts(story)

st.header("Everything that was recorded, newest first")
html_lists.diary(told.newest, f"Diary of {setting['name']}")
if told.earlier:
    with st.expander(f"{words.plural(len(told.earlier), 'earlier entry', 'earlier entries')}"):
        html_lists.diary(told.earlier, f"Earlier diary of {setting['name']}")
