"""Self-evaluations and plans in words: the answer of a cycle, levels, progress, and what is overdue."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

import kpis
from data_access.permissions import Action
from data_access.vocabulary import LEVELS, Area, Level, Progress, label
from kpis import cycles
from kpis.cycles import Handed
from pages.shared import menu, sentences, words
from pages.shared.chosen import Filters
from pages.shared.facts import View

HANDED = {Handed.ON_TIME: "On time", Handed.LATE: "Late", Handed.NOT_YET: "Not yet"}
CYCLE = "cycle"
FAR = date(2200, 1, 1)
NO_CYCLE = (
    "There is no cycle of self-evaluation yet. An administrator adds the first one, with its due days; from then on "
    "this page shows who has handed in, and programme staff add what settings send."
)


def chosen_cycle(view: View, chosen: Filters) -> str | None:
    """Asks for the cycle, kept in the address; the newest that had opened by the end of the chosen period at first."""
    known = view.built(opened_by, min(chosen.period(view).end, view.as_at)) or view.built(opened_by, FAR)
    if not known:
        return None

    def keep() -> None:
        st.query_params[CYCLE] = st.session_state["cycle chosen"]

    asked = st.query_params.get(CYCLE)
    st.session_state["cycle chosen"] = asked if asked in known else known[0]
    return st.selectbox("Cycle", known, key="cycle chosen", on_change=keep, width=320)


def opened_by(view: View, day: date) -> list[str]:
    return cycles.opened_by(view.facts, day)


def no_cycle(view: View) -> None:
    """Why there is nothing to show, and the way for those who may change that."""
    st.info(NO_CYCLE)
    if view.viewer.may(Action.CHANGE_PROGRAMME):
        st.page_link(menu.page("enter_record"), label="Add the first cycle", query_params={"kind": "evaluation_cycle"})


def link_to_add(view: View, needs: Action, **named: str) -> None:
    """For each kind of record, the link to where it is added, for those who may: kind="Words"."""
    if view.viewer.may(needs):
        with st.container(horizontal=True, key=f"add {' '.join(named)}"):
            for kind, said in named.items():
                st.page_link(menu.page("enter_record"), label=said, icon=":material/add:", query_params={"kind": kind})


def answer(view: View, cycle: str, chosen: Filters) -> str:
    """Cycle 2026/27: 30 of 41 settings have submitted their self-evaluation (73 %), 27 of them on time; 11 not yet."""
    rows = cycles.completion(view.facts, cycle, chosen.where)
    if rows.empty:
        return f"Cycle {cycle}: no setting of these filters is due to hand in."
    counts = rows["handed"].value_counts()
    missing = int(counts.get(Handed.NOT_YET, 0))
    came, due = len(rows) - missing, len(rows)
    said = f"Cycle {cycle}: {words.count(came)} of {words.plural(due, 'setting')} "
    said += f"{'has' if due == 1 else 'have'} submitted {'its' if due == 1 else 'their'} self-evaluation"
    said += f" ({words.percent(came / due)}), {words.count(int(counts.get(Handed.ON_TIME, 0)))} of them on time"
    said += f"; {words.count(missing)} not yet" if missing else ""
    now = sentences.row_of(view.table("self_evaluation_rate", kind=chosen.kind, where=chosen.where), chosen.period_key)
    target = float("nan") if now is None else now["target"]
    return f"{said}{sentences.due(view, target, kpis.kpi('self_evaluation_rate'))}."


def due_days(view: View, cycle: str) -> str:
    """Self-evaluations were due on 13 November 2026; plans are due on 11 December 2026."""
    said = []
    for what, name in (("self-evaluations", "due_on"), ("plans", "plans_due_on")):
        day = cycles.day_of(view.facts, cycle, name)
        said.append(f"{what} {'are' if day >= view.as_at else 'were'} due on {words.day(day)}")
    return words.sentence_case("; ".join(said)) + "."


def area(value: str) -> str:
    return label(Area(value))


def level(number: int) -> str:
    return label(LEVELS[number - 1])


def level_number(value: str) -> int:
    """The place of a level, from 1."""
    return LEVELS.index(Level(value)) + 1


def progress(value: str) -> str:
    return label(Progress(value))


def done_of(row: Mapping[Any, Any]) -> str:
    """2 of 3 actions done; what a priority without an action says instead."""
    if not row["action_count"]:
        return "No action yet"
    return f"{words.count(row['done_count'])} of {words.plural(row['action_count'], 'action')} done"


def standing_of(row: Mapping[Any, Any], as_at: date) -> str:
    """Overdue by 12 days; done on 3 November 2026; under way."""
    if row["is_overdue"]:
        return f"Overdue by {words.plural((as_at - row['due_on']).days, 'day')}"
    if row["progress"] == Progress.DONE and not words.is_missing(row["done_on"]):
        late = ", late" if row["done_on"] > row["due_on"] else ""
        return f"Done on {words.day(row['done_on'])}{late}"
    return progress(row["progress"])


def overdue_since(late: pd.DataFrame) -> str:
    """3 actions overdue since October 2026. `late`: as `actions.overdue` gives them; empty where there is none."""
    if late.empty:
        return ""
    return f"{words.plural(len(late), 'action')} overdue since {words.month(min(late['due_on']))}"


def day_or(value: object, otherwise: str = "") -> str:
    """The day in words, or what is said where there is none."""
    return words.day(value) if isinstance(value, date) and not words.is_missing(value) else otherwise
