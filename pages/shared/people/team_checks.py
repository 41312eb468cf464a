"""Whose checks and training run out, in words: for the page of the team and for the overview."""

import pandas as pd
import streamlit as st

from data_access import clock, team
from data_access.permissions import Action, Identity
from data_access.team import Check, State
from data_access.vocabulary import TeamOrganisation, TeamRole, label
from pages.shared import downloads, menu, tables, words
from pages.shared.lists import Line

NAMES = {Check.DBS: "Enhanced DBS check", Check.SAFEGUARDING: "Safeguarding training"}
STATES = {
    State.RUN_OUT: "▲ run out",
    State.MISSING: "▲ not recorded",
    State.SOON: "◆ runs out soon",
    State.IN_DATE: "in date",
}
PRESSING = (State.RUN_OUT, State.MISSING)
NOTES = ("No name is kept: initials or a job title, what they do and for whom.",)


def attention(viewer: Identity) -> list[Line]:
    """For those who look after the team: a line for what has run out or is missing, and one for what will soon."""
    if not viewer.may(Action.RECORD_TEAM):
        return []
    counted = team.standing(viewer, clock.today())
    pressing, soon = sum(counted[state] for state in PRESSING), counted[State.SOON]
    lines = []
    if pressing:
        many = words.plural(pressing, "check or training", "checks or trainings")
        lines.append(Line("▲", f"{many} of the delivery team missing or run out: see whose", "team"))
    if soon:
        many = words.plural(soon, "check or training", "checks or trainings")
        lines.append(Line("◆", f"{many} of the delivery team running out soon: see whose", "team"))
    return lines


def answer(rows: pd.DataFrame) -> str:
    """How many people there are, and how many need something done."""
    if rows.empty:
        return "Nobody is in the delivery team yet."
    people = words.plural(rows["id"].nunique(), "person is", "people are")
    need = rows[rows["state"] != State.IN_DATE]["id"].nunique()
    rest = "Everything is in date." if not need else f"{need} of them need a check or a training recorded or renewed."
    return f"{people} in the delivery team. {rest}"


def show(rows: pd.DataFrame) -> None:
    """Both checks of everybody, the most pressing first, each with the way to its record."""
    shown = pd.DataFrame(
        {
            "Who": rows["label"],
            "Record": [f"/enter-record?kind=team_member&id={number}" for number in rows["id"]],
            "What": [NAMES[check] for check in rows["check"]],
            "State": [STATES[state] for state in rows["state"]],
            "Runs out after": ["" if words.is_missing(day) else words.day(day) for day in rows["runs_out_on"]],
            "Done on": ["" if words.is_missing(day) else words.day(day) for day in rows["done_on"]],
            "Role": [label(TeamRole(role)) for role in rows["role"]],
            "Works for": [label(TeamOrganisation(kind)) for kind in rows["organisation_kind"]],
        }
    )
    name = downloads.file_name("delivery team", "checks", str(clock.today()))
    tables.show(shown, "Checks and training", name, NOTES, links={"Record": "Correct"}, empty="Nobody is recorded yet.")


def add_one() -> None:
    """The way to the form."""
    st.page_link(
        menu.page("enter_record"),
        label="Add a member of the team",
        query_params={"kind": "team_member"},
        icon=":material/badge:",
    )
