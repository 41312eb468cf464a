"""How is the programme set up: its dates, phases, rules and terms? For administrators."""

from functools import partial

import streamlit as st

from data_access import programme, records
from data_access.permissions import Identity
from data_access.programme import PhaseDates, ProgrammeFacts
from pages.shared import access, frame, words
from pages.shared.entry import editing, filling, programme_rules, saving
from pages.shared.entry.ways_in import KIND

QUARTERS = {4: "April (financial year)", 9: "September (academic year)", 1: "January (calendar year)"}
CYCLE, EVERY = "evaluation_cycle", 100
PHASES = {
    "name": st.column_config.TextColumn("Phase"),
    "starts_on": editing.day("First day"),
    "ends_on": editing.day("Last day"),
}


def facts_form(viewer: Identity, stored: ProgrammeFacts) -> None:
    """Name, authority, dates and rules."""
    turn = saving.turn(viewer, "programme", stored, "name")
    with st.container(border=True):
        left, right = st.columns(2)
        with left:
            answers = _who_and_when(turn)
        with right:
            answers |= programme_rules.ask(turn)
        is_sent = saving.button(turn, "Save the programme")
    if is_sent:
        write = partial(programme.change_programme, viewer, turn.opened.version, **answers)
        saving.save(write, "The programme is saved. Every page counts by it from now on.", turn)


def _who_and_when(turn: "saving.Turn[ProgrammeFacts]") -> dict[str, object]:
    now, key = turn.opened, turn.key
    return {
        "name": st.text_input("Name of the programme", now.name, key=key("name")),
        "la_name": st.text_input("Authority", now.la_name, key=key("la_name")),
        "la_code": st.text_input("The authority's three-digit code", now.la_code, key=key("la_code")),
        "starts_on": st.date_input("First day", now.starts_on, format="DD/MM/YYYY", key=key("starts_on")),
        "year_one_ends_on": st.date_input(
            "Last day of Year 1", now.year_one_ends_on, format="DD/MM/YYYY", key=key("year_one_ends_on")
        ),
        "first_quarter_month": st.selectbox(
            "The first quarter starts in",
            list(QUARTERS),
            index=list(QUARTERS).index(now.first_quarter_month) if now.first_quarter_month in QUARTERS else 0,
            format_func=lambda month: QUARTERS[month],
            key=key("first_quarter_month"),
        ),
    }


def phases_editor(viewer: Identity, stored: ProgrammeFacts) -> None:
    """The stages of the programme, such as “Central pilot” and “City-wide”."""
    turn = saving.turn(viewer, "phases", editing.dated(stored.phases, PHASES), "send")
    rows = saving.table(turn, "rows", turn.opened, column_config=PHASES, num_rows="dynamic", alt="Phases")
    if saving.button(turn, "Save the phases"):
        before, wanted = (partial(editing.records, one, PhaseDates) for one in (turn.opened, rows))
        saving.save(lambda: programme.set_phases(viewer, wanted(), before()), "The phases are saved.", turn)


def cycles(viewer: Identity) -> None:
    """When evaluations and plans are due, cycle by cycle, each with the way to its form; and the way to add one."""
    for _, cycle in records.entered_lately(viewer, CYCLE, EVERY).iterrows():
        opens, due, plans = (words.day(cycle["answers"][name]) for name in ("opens_on", "due_on", "plans_due_on"))
        st.page_link(
            "enter_record.py",
            label=f"**{cycle['answers']['name']}** opens on {opens}. Self-evaluations are due by {due}, "
            f"action plans by {plans}.",
            icon=":material/edit:",
            query_params={KIND: CYCLE, filling.RECORD: str(cycle["id"])},
        )
    st.page_link("enter_record.py", label="Add a cycle", icon=":material/add:", query_params={KIND: CYCLE})


viewer = access.viewer("programme")
frame.opening(
    "How is the programme set up?",
    "Who runs it, when it starts, and the rules that its numbers are counted by. Term dates, targets and clusters have "
    "pages of their own.",
)
saving.announce()
facts = programme.programme()
st.header("Dates and rules")
facts_form(viewer, facts)
st.header("Phases")
st.write("The top bar says which phase the programme is in, and which week of it.")
phases_editor(viewer, facts)
st.header("Cycles of self-evaluation")
cycles(viewer)
