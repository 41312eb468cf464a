"""What should each measure reach, by when, and how was that changed? For administrators."""

from functools import partial

import streamlit as st

import kpis
from data_access import places, programme
from data_access.aims import amount
from data_access.permissions import Identity
from data_access.vocabulary import PeriodKind
from pages.shared import access, frame, tables, target_words
from pages.shared.entry import saving, target_form
from pages.shared.entry.target_form import Row

NEW = 0


def form(viewer: Identity, stored: Row | None) -> None:
    """One target: a new one, or another value for a stored one."""
    name = "new target" if stored is None else f"target {stored['id']}"
    turn = saving.turn(viewer, name, stored, "kpi")
    kpi = target_form.measure(turn)
    with st.container(border=True):
        answers = target_form.questions(turn, kpi, list(places.clusters(viewer)["name"]))
        is_sent = saving.button(turn, "Save the target")
    if is_sent:
        saving.save(lambda: write(viewer, turn.opened, kpi, answers), "The target is saved.", turn)


def write(viewer: Identity, stored: Row | None, kpi: str, answers: Row) -> None:
    """Raises: InvalidInput if an amount or the day cannot be understood; Conflict if somebody else was faster."""
    unit = kpis.kpi(kpi).unit
    programme.set_target(
        viewer,
        kpi,
        amount(answers["value"], unit),
        answers["due_on"],
        cluster=answers["cluster"],
        phase=answers["phase"],
        baseline_value=amount(answers["baseline_value"], unit, "baseline_value") if answers["baseline_value"] else None,
        baseline_on=answers["baseline_on"],
        points=target_form.points_of(answers["points"], unit),
        per=answers["per"] and PeriodKind(answers["per"]),
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
stored = target_form.rows(programme.targets(viewer), programme.target_points(viewer))
if not stored:
    st.info("No target is set. Without one, a card shows its figure and is not judged.")
else:
    tables.show(target_words.in_force(stored.values()), "Targets in force", "targets")
st.header("Add or change a target")
chosen = st.selectbox(
    "Target",
    [NEW, *stored],
    format_func=lambda i: target_words.in_words(stored[i]) if i else "A new target",
    key=saving.chosen("target"),
)
form(viewer, stored.get(chosen))
if chosen and st.button("Take this target away", key="remove"):
    target = stored[chosen]
    remove = partial(programme.remove_target, viewer, chosen, int(target["version"]))
    saving.take_away(remove, "The target is taken away.", target_words.in_words(target))
known = places.clusters(viewer)
names = dict(zip(known["id"], known["name"], strict=True))
history = target_words.changes(programme.target_history(viewer), names)
tables.show(history, "Every change", "target-history")
