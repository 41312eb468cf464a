"""Which figures are settled, and what was corrected since? For LA leads and administrators, once a period is over."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data_access import approvals
from data_access.approvals import State
from data_access.periods import Period
from data_access.permissions import Identity
from data_access.vocabulary import PeriodKind
from pages.shared import access, facts, frame, settled, tables, words
from pages.shared.entry import saving

DECIDED = {"Period": "key", "State": "state", "By": "decided_by", "On": "decided_at"}


def listing(states: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Every period with its state, who decided, and when; named for people."""
    said = [
        settled.said(state, count) for state, count in zip(states["state"], states["correction_count"], strict=True)
    ]
    when = states["decided_at"].map(words.moment, na_action="ignore").fillna("")
    table = states.assign(key=states["key"].map(names), state=said, decided_at=when, decided_by=states["decided_by"])
    return table[list(DECIDED.values())].fillna("").set_axis(list(DECIDED), axis=1)


def decide(viewer: Identity, period: Period, state: dict[Any, Any]) -> None:
    """The buttons that this state leaves open."""
    name = words.period(period)
    about = (viewer, period.kind, period.key)
    if state["decided_for"] not in (None, period.key):
        st.info(f"The figures of {name} are {state['state']} as part of a longer period. Choose that one to change it.")
        return
    with st.container(horizontal=True):
        if state["state"] == State.PROVISIONAL and st.button("Call them final"):
            saving.save(partial(approvals.call_final, *about), f"The figures of {name} are final.")
        is_new = state["state"] != State.APPROVED
        label = "Approve them" if is_new else "Approve them as corrected"
        if (is_new or state["correction_count"]) and st.button(label, type="primary"):
            saving.save(partial(approvals.approve, *about), f"The figures of {name} are approved.")
        back = "Take the approval back" if not is_new else "Make them provisional again"
        if state["state"] != State.PROVISIONAL and st.button(back):
            saving.save(partial(approvals.take_back, *about), f"The figures of {name} are provisional again.")


def corrected(viewer: Identity, period: Period, state: dict[Any, Any]) -> None:
    """Who corrected what since the approval, when and why."""
    found = approvals.corrections(viewer, period, state["decided_at"])
    what = [
        f"{words.sentence_case(table.replace('_', ' '))}: {words.plural(count, 'record')} {action}"
        for table, count, action in zip(found["table_name"], found["entry_count"], found["action"], strict=True)
    ]
    table = pd.DataFrame(
        {
            "When": found["recorded_at"].map(words.moment),
            "Who": found["actor"],
            "What": what,
            "Why": found["reason"],
        }
    )
    tables.show(
        table,
        "Corrected since the approval",
        "corrections",
        [words.period(period)],
        empty="Nothing of it was corrected since it was approved.",
    )


viewer = access.viewer("approvals")
frame.opening(
    "Which figures are settled?",
    "Call the figures of a period final once all evidence is in; approve them once they have been looked at. Evidence "
    "behind approved figures can be corrected only with a reason. Everybody reads the state beside the filters.",
)
saving.announce()
view = facts.load(viewer)
kinds, usual = list(PeriodKind), list(PeriodKind).index(PeriodKind.TERM)
left, right = st.columns(2)
kind = left.selectbox("Kind of period", kinds, usual, format_func=lambda one: words.KINDS[one], key="kind")
periods = {period.key: period for period in reversed(view.periods(kind))}
names = {key: words.sentence_case(words.period(period)) for key, period in periods.items()}
states = approvals.states(viewer, list(periods.values()), view.as_at)
complete = states[states["state"] != State.NOT_FINISHED]
if complete.empty:
    st.write("No period of this kind is over yet. Its figures can be decided on from its last day on.")
else:
    key = right.selectbox("Period", list(complete["key"]), format_func=names.__getitem__, key=f"period {kind}")
    chosen = complete.set_index("key", drop=False).loc[key].to_dict()
    state = settled.said(chosen["state"], chosen["correction_count"])
    st.write(f"The figures of {words.period(periods[key])} are **{state}**.")
    decide(viewer, periods[key], chosen)
    if chosen["state"] == State.APPROVED:
        corrected(viewer, periods[key], chosen)
tables.show(listing(states, names), "Every period", f"states-{kind}")
