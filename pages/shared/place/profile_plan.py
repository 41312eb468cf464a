"""One setting's priorities, its levels then and now, and its plan, with what is overdue first."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from data_access.permissions import Action
from data_access.vocabulary import Area
from kpis import actions
from pages.shared import downloads, html_lists, tables, words
from pages.shared.drawing import heat
from pages.shared.facts import View
from pages.shared.place.profile_diary import Entry, Told, day_of
from pages.shared.plans import plan_rows, plan_words

FORMS = {"priority": "Add a priority", "self_evaluation": "Add a self-evaluation", "action": "Add an action"}
# Step -> how a change of level is said; the shape only repeats the words.
SHAPES = {1: ("▲", "up"), -1: ("▼", "down"), 0: ("■", "the same")}


@dataclass(frozen=True)
class Plan:
    """What is recorded of it. `levels`: the drawn table, empty without any. `standing`: sentences on the plan."""

    levels: str
    levels_in_words: pd.DataFrame
    moved: str
    priorities: pd.DataFrame
    standing: str
    actions: pd.DataFrame
    entries: list[Entry]


def plan(view: View, urn: str) -> Plan:
    """Everything that is recorded of the setting's self-evaluations and plans."""
    levels = view.facts.levels[view.facts.levels["urn"] == urn]
    every = {kind: _of(view, kind, urn) for kind in ("self_evaluation", "priority", "action_plan", "action")}
    planned = every["action"].assign(is_overdue=actions.is_overdue(every["action"], view.as_at))
    aims = actions.with_progress(every["priority"], planned)
    grid = _grid(levels)
    return Plan(
        levels=_drawn(grid) if len(grid.columns) else "",
        levels_in_words=_in_words(grid),
        moved=_moved(grid),
        priorities=_priorities(aims),
        standing=_standing(every["action_plan"], actions.overdue(every["action"], view.as_at)),
        actions=_actions(planned, view),
        entries=_entries(every),
    )


def evidence(texts: pd.DataFrame | None) -> Told:
    """What the levels of the latest self-evaluation rest on, under one title. None: not for this reader."""
    if texts is None or texts.empty:
        return []
    latest = texts[texts["cycle"] == texts["cycle"].iloc[0]]
    said = {plan_words.area(area): text for area, text in zip(latest["area"], latest["evidence"], strict=True)}
    return [(f"What the levels of {latest['cycle'].iloc[0]} rest on", said)]


def show(view: View, plan: Plan, evidence: Told, setting: str, notes: list[str]) -> None:
    """Priorities, levels then and now, and the plan; for what is missing, who adds it."""
    empty = "No priority is recorded yet. Programme staff add them once the setting has chosen."
    tables.show(plan.priorities, "What does it mean to work on?", _file("priorities", setting), notes, empty=empty)
    st.header("Where does it see itself?")
    if plan.levels:
        st.write(plan.moved)
        st.html(plan.levels)
        downloads.buttons(plan.levels_in_words, _file("levels", setting), notes, _file("levels", setting))
    else:
        st.write("No self-evaluation has been submitted yet. Programme staff add it when the setting hands in.")
    for title, texts in evidence:
        with st.expander(title):
            html_lists.texts(texts)
    st.header("How far is its plan?")
    st.write(plan.standing)
    empty = "No action is recorded yet. Programme staff add them from the plan."
    tables.show(plan.actions, "", _file("actions", setting), notes, alt="Actions of the plan", empty=empty)
    plan_words.link_to_add(view, Action.RECORD_PLAN, **FORMS)


def _of(view: View, kind: str, urn: str) -> pd.DataFrame:
    rows = view.built(plan_rows.listed, kind)
    return rows[rows["urn"] == urn]


def _grid(levels: pd.DataFrame) -> pd.DataFrame:
    """Rows: the eight areas. Columns: the first cycle and the latest, or the one there is."""
    cycles = list(levels.sort_values("submitted_on", kind="stable")["cycle"].drop_duplicates())
    wanted = [*cycles[:1], *cycles[1:][-1:]]
    known = levels[levels["cycle"].isin(wanted)]
    return known.pivot(index="area", columns="cycle", values="level").reindex([one.value for one in Area])[wanted]


def _drawn(grid: pd.DataFrame) -> str:
    rows = []
    for area, levels in grid.iterrows():
        cells = [heat.NOTHING if words.is_missing(level) else heat.level(int(level)) for level in levels]
        change = [(_change(levels.iloc[0], levels.iloc[-1]), "none")] if len(levels) > 1 else []
        rows.append((plan_words.area(str(area)), "", [*cells, *change]))
    return heat.html("Levels in the eight areas", "Area", _columns(grid), rows)


def _columns(grid: pd.DataFrame) -> list[str]:
    names = [str(cycle) for cycle in grid.columns]
    return [f"First: {names[0]}", f"Latest: {names[1]}", "Change"] if len(names) > 1 else names


def _in_words(grid: pd.DataFrame) -> pd.DataFrame:
    table = grid.map(lambda level: "" if words.is_missing(level) else plan_words.level(int(level)))
    table.insert(0, "Area", [plan_words.area(str(area)) for area in grid.index])
    return table.reset_index(drop=True)


def _change(before: float, after: float) -> str:
    if words.is_missing(before) or words.is_missing(after):
        return "–"
    step = int(after - before)
    shape, said = SHAPES[(step > 0) - (step < 0)]
    return f"{shape} {said}" if step == 0 else f"{shape} {said} {words.plural(abs(step), 'level')}"


def _moved(grid: pd.DataFrame) -> str:
    """From 2025/26 to 2026/27 it moved up in 3 areas and down in 1."""
    if len(grid.columns) < 2:
        return f"One self-evaluation so far, of {grid.columns[0]}." if len(grid.columns) else ""
    step = grid.iloc[:, 1] - grid.iloc[:, 0]
    up, down = words.plural(int((step > 0).sum()), "area"), words.count(int((step < 0).sum()))
    return f"From {grid.columns[0]} to {grid.columns[1]} it moved up in {up} and down in {down}."


def _priorities(rows: pd.DataFrame) -> pd.DataFrame:
    newest = rows.sort_values("id", ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "Priority": list(newest["title"]),
            "Area": [plan_words.area(area) for area in newest["area"]],
            "Progress": [plan_words.done_of(row) for row in newest.to_dict("records")],
            "Overdue": [words.count(number) if number else "" for number in newest["overdue_count"]],
            "Cycle": list(newest["cycle"]),
        }
    )


def _standing(agreed: pd.DataFrame, late: pd.DataFrame) -> str:
    """Agreed for 2026/27 on 3 December 2026. 3 actions overdue since October 2026."""
    latest = agreed.sort_values("agreed_on").tail(1).to_dict("records")
    said = [f"The plan of {row['cycle']} was agreed on {words.day(row['agreed_on'])}." for row in latest]
    if not said:
        said = ["No plan is agreed yet. Programme staff add it on the day on which it is."]
    since = plan_words.overdue_since(late)
    return " ".join([*said, f"**{since}.**" if since else ""]).strip()


def _actions(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    rows = rows.sort_values(["is_overdue", "due_on", "id"], ascending=[False, True, True], kind="stable")
    return pd.DataFrame(
        {
            "Action": list(rows["title"]),
            "Who sees to it": list(rows["owner_role"]),
            "Due on": [words.day(day) for day in rows["due_on"]],
            "Standing": [plan_words.standing_of(row, view.as_at) for row in rows.to_dict("records")],
            "Area": [plan_words.area(area) for area in rows["area"]],
            "Cycle": list(rows["cycle"]),
        }
    )


def _entries(every: dict[str, pd.DataFrame]) -> list[Entry]:
    said = (
        ("self_evaluation", "submitted_on", "cycle", "Submitted its self-evaluation of {}"),
        ("action_plan", "agreed_on", "cycle", "Agreed its plan of {}"),
        ("action", "done_on", "title", "Done: “{}”"),
    )
    return [
        (day_of(row[day]), "plan", told.format(row[what]))
        for kind, day, what, told in said
        for row in every[kind].to_dict("records")
    ]


def _file(what: str, setting: str) -> str:
    return downloads.file_name(what, setting)
