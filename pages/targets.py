"""What should each measure reach, by when, and how was that changed? For administrators."""

from typing import Any

import pandas as pd
import streamlit as st

import kpis
from data_access import places, programme
from data_access.permissions import Identity
from data_access.targets import amount
from data_access.vocabulary import Phase
from pages.shared import access, frame, saving, tables, target_words, words
from pages.shared.questions import Questions

NEW = 0


def form(viewer: Identity, stored: pd.Series | None) -> None:
    """One target: a new one, or another value for a stored one."""
    name = "new target" if stored is None else f"target {stored['id']}"
    turn = saving.turn(name, stored, "kpi")
    with st.form(name):
        answers = questions(viewer, turn)
        is_sent = st.form_submit_button("Save the target", type="primary")
    if is_sent:
        saving.save(lambda: write(viewer, turn.opened, answers), "The target is saved.", turn)


def questions(viewer: Identity, turn: "saving.Turn[pd.Series | None]") -> dict[str, Any]:
    """The fields, filled with what is stored."""
    stored = {} if turn.opened is None else turn.opened.to_dict()
    now = {str(name): None if words.is_missing(value) else value for name, value in stored.items()}
    measures = [kpi.key for kpi in kpis.CATALOGUE if kpi.better != "neither"]
    left, right = st.columns(2)
    ask = Questions(now, turn, unit=kpis.kpi(str(now["kpi"])).unit if now else "share")
    return {
        "kpi": ask.choice(left, "kpi", "Measure", measures, lambda key: kpis.kpi(key).title),
        "value": ask.amount(left, "value", "Should reach, such as 95 % or 12"),
        "due_on": ask.day(left, "due_on", "By"),
        "cluster": ask.choice(
            right,
            "cluster",
            "Where",
            [None, *places.clusters(viewer)["name"]],
            lambda name: name or target_words.EVERYWHERE,
        ),
        "phase": ask.choice(
            right, "phase", "Phase", [None, *Phase], lambda phase: words.phase(phase) if phase else "All"
        ),
        "baseline_value": ask.amount(right, "baseline_value", "Started at (may be empty)"),
        "baseline_on": ask.day(right, "baseline_on", "On (may be empty)"),
    }


def write(viewer: Identity, stored: pd.Series | None, answers: dict[str, Any]) -> None:
    """Raises: InvalidInput if an amount or the day cannot be understood; Conflict if somebody else was faster."""
    unit = kpis.kpi(answers["kpi"]).unit
    programme.set_target(
        viewer,
        answers["kpi"],
        amount(answers["value"], unit),
        answers["due_on"],
        cluster=answers["cluster"],
        phase=answers["phase"],
        baseline_value=amount(answers["baseline_value"], unit, "baseline_value") if answers["baseline_value"] else None,
        baseline_on=answers["baseline_on"],
        target_id=None if stored is None else int(stored["id"]),
        version=None if stored is None else int(stored["version"]),
    )


viewer = access.viewer("targets")
frame.opening(
    "What should be reached, by when?",
    "Each card says how far its measure is from its target. With a baseline, the way to the target is drawn and "
    "judged; without one, the target holds from the first day.",
)
saving.announce()
targets = programme.targets(viewer)
if targets.empty:
    st.info("No target is set. Without one, a card shows its figure and is not judged.")
else:
    tables.show(target_words.in_force(targets), "Targets in force", "targets")
st.header("Add or change a target")
stored = {int(target["id"]): target for _, target in targets.iterrows()}
chosen = st.selectbox(
    "Target",
    [NEW, *stored],
    format_func=lambda i: target_words.in_words(stored[i]) if i else "A new target",
    key="target",
)
form(viewer, stored.get(chosen))
if chosen and st.button("Take this target away", key="remove"):
    target = stored[chosen]
    saving.save(lambda: programme.remove_target(viewer, chosen, int(target["version"])), "The target is taken away.")
known = places.clusters(viewer)
names = dict(zip(known["id"], known["name"], strict=True))
history = target_words.changes(programme.target_history(viewer), names)
tables.show(history, "Every change", "target-history")
