"""Who is this setting, what did it come to, and what was recorded about it? A page that a head is glad to be shown."""

from typing import Any

import pandas as pd
import streamlit as st

import kpis
from data_access import case_studies, events, evidence_pieces, places, self_evaluations, surveys
from data_access.permissions import Action
from data_access.vocabulary import PeriodKind
from pages.shared import access, facts, frame, html_lists, words
from pages.shared.facts import View
from pages.shared.locality import maps
from pages.shared.place import profile, profile_coaching, profile_plan, profile_shown

VOICES = ("parent_confidence", "senco_confidence")
TITLES = {kpi.key: kpi.title for kpi in kpis.CATALOGUE}


def settings_of(view: View) -> pd.DataFrame:
    return places.settings(view.viewer)


def names_of(view: View) -> dict[str, str]:
    return profile.names(view.built(settings_of))


def portrait(view: View, urn: str) -> profile.Portrait:
    """Read and put into words once for each state of the database."""
    viewer = view.viewer
    pieces, known = evidence_pieces.evidence_pieces(viewer), view.built(settings_of)
    return profile.portrait(
        view,
        known.query("urn == @urn").to_dict("records")[0],
        known=known,
        stays=places.memberships(viewer).query("urn == @urn"),
        attendance=events.attendance_of(viewer, urn),
        stories=case_studies.case_studies(viewer, urn),
        pieces=pieces[pieces["urn"] == urn],
        # On how many days people answered says how many did: only those who may know that see the days.
        answered=surveys.recorded_about(viewer, urn) if view.exact else None,
        evidence=self_evaluations.evidence_of(viewer, urn) if viewer.may(Action.SEE_UNAPPROVED) else None,
        voices={TITLES[key]: view.table(key, by="setting", kind=PeriodKind.ACADEMIC_YEAR) for key in VOICES},
    )


def open_chosen() -> None:
    maps.choose(st.session_state["setting to open"])


def choose(view: View, known: pd.DataFrame, urn: str | None) -> None:
    names = view.built(names_of)
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
    frame.link_to_add(viewer, "settings")
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
choose(view, known, asked)
urn = str(asked)
told = view.built(portrait, urn)
html_lists.facts(told.facts)

notes = [f"{setting['name']} ({urn})", f"data to {words.day(view.as_at)}"]
profile_plan.show(view, told.plan, told.evidence, setting["name"], notes)
profile_shown.taking_part(told, setting["name"], notes)
profile_coaching.show(view, told.coaching, setting["name"], notes)
profile_shown.shared(told)
profile_shown.said(told, setting["name"], notes)
profile_shown.diary(told, setting["name"])
