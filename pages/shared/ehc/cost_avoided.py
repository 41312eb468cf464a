"""What fewer moves are worth: the estimate, what it rests on, and for those who may the way to change that."""

from functools import partial

import streamlit as st

from data_access import unit_costs
from data_access.permissions import Action
from pages.shared import downloads, tables
from pages.shared.chosen import Filters
from pages.shared.ehc import cost_words
from pages.shared.entry import saving
from pages.shared.entry.saving import Turn
from pages.shared.facts import View

HEADING = "What fewer moves are worth"
HOW = (
    "(Moves expected − moves made) × (what a place in a special school or ISP costs a year − what a mainstream place "
    "with support costs). “Likely between” is how far chance alone takes the number of moves, four times in five; "
    "where it goes from less than nothing to more, it is too early to speak of a saving. The costs are averages that "
    "people have stated, a year is a full one, and nothing here says what any one child should have."
)


def show(view: View, chosen: Filters) -> None:
    """The sentence, the table, and the assumptions."""
    st.header(HEADING)
    found = view.built(cost_words.estimates, chosen)
    st.markdown(f"**{cost_words.sentence(found)}**")
    if found.rows:
        st.caption(HOW)
        name = downloads.file_name("cost avoided", chosen.cluster or "all clusters", chosen.period_key)
        tables.show(cost_words.table(found), "", name, (HEADING, found.months, HOW), alt=HEADING)
    st.subheader("What a place costs in a year")
    empty = "Nobody has said yet what places cost. Administrators and LA leads can."
    stated = view.built(cost_words.assumptions)
    tables.show(stated, "", "unit-costs", (), alt="What a place costs in a year", empty=empty)
    if view.viewer.may(Action.CHANGE_ASSUMPTIONS):
        _change(view)


def _change(view: View) -> None:
    """One cost at a time: a new one, or another for a stored one."""
    with st.expander("Say what a place costs, or change it"):
        placement = st.selectbox(
            "Place", list(cost_words.NEEDED), format_func=cost_words.NEEDED.__getitem__, key="cost of", width=420
        )
        turn = saving.turn(view.viewer, f"cost of {placement}", cost_words.costs(view).get(placement), "annual_cost")
        with st.container(border=True):
            _questions(turn)
            is_sent = saving.button(turn, "Save the cost")
        if is_sent:
            saving.save(lambda: _write(view, placement, turn), "The cost is saved.", turn)
        if turn.opened and st.button("Take this cost away", key=f"remove {placement}"):
            version = int(str(turn.opened["version"]))
            remove = partial(unit_costs.remove_unit_cost, view.viewer, placement, version)
            saving.take_away(remove, "The cost is taken away.", f"what a place costs ({placement})", turn)


def _questions(turn: "Turn[dict[str, object] | None]") -> None:
    now = turn.opened or {}
    left, right = st.columns(2)
    cost = "" if turn.opened is None else f"{int(str(now['annual_cost_pence'])) / 100:.2f}".removesuffix(".00")
    left.text_input("Pounds a year, such as 52,000", cost, key=turn.key("annual_cost"))
    right.text_input("Source, such as Section 251 budget 2026/27", str(now.get("source", "")), key=turn.key("source"))


def _write(view: View, placement: str, turn: "Turn[dict[str, object] | None]") -> None:
    cost, source = (str(st.session_state[turn.key(field)]) for field in ("annual_cost", "source"))
    version = None if turn.opened is None else int(str(turn.opened["version"]))
    unit_costs.set_unit_cost(view.viewer, placement, cost, source, version)
