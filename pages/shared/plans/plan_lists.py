"""Who has handed in, who has not, and what plans come to: the lists of the page on self-evaluation and plans."""

import pandas as pd

from kpis import cycles, places
from kpis.cycles import Handed
from kpis.evaluate import By
from pages.shared import downloads, filters, tables, words
from pages.shared.chosen import Filters
from pages.shared.drawing import charts
from pages.shared.drawing.charts import Panel
from pages.shared.drawing.palette import Palette
from pages.shared.facts import View
from pages.shared.plans import plan_marks, plan_rows, plan_words
from pages.shared.plans.plan_marks import Part

PARTS = (Part("on_time", "On time", 4), Part("late", "Late", 2), Part("not_yet", "Not yet", 0))
PROFILE = {"Profile": "Open"}


def completion(view: View, cycle: str, by: By, chosen: Filters, colours: Palette) -> Panel:
    """How many of each place handed in on time, late, or not yet."""
    rows = cycles.completion(view.facts, cycle, chosen.where)
    counts = cycles.counted_by(rows, by)
    names = [words.place(by, value) for value in counts[by]]
    said = charts.GROUPS[by]
    states = counts[["due", *(part.column for part in PARTS)]]
    table = states.set_axis(["Due", *(part.word for part in PARTS)], axis=1)
    table.insert(0, said, names)
    table["Share"] = [
        words.percent((due - missing) / due) for due, missing in zip(counts["due"], counts["not_yet"], strict=True)
    ]
    title = _completion_title(rows, cycle)
    return Panel(
        title=title,
        alt=f"{title}. "
        + "; ".join(
            f"{row[0]} {row[2]} on time, {row[3]} late, {row[4]} not yet" for row in table.itertuples(index=False)
        ),
        spec=plan_marks.stacked(counts.assign(name=names), PARTS, "Settings", colours) if len(rows) else None,
        table=table,
        numbers=table,
        name=_name(f"completion {cycle} by {said}", chosen),
        notes=(chosen.in_words(view), plan_words.due_days(view, cycle)),
        caption=plan_words.due_days(view, cycle),
    )


def _completion_title(rows: pd.DataFrame, cycle: str) -> str:
    """Who is in for 2026/27: 30 of 41 settings, 3 of them late; 11 not yet."""
    if rows.empty:
        return f"Who is in for {cycle}: nobody is due"
    counts = rows["handed"].value_counts()
    missing, late = int(counts.get(Handed.NOT_YET, 0)), int(counts.get(Handed.LATE, 0))
    said = f"Who is in for {cycle}: {words.count(len(rows) - missing)} of {words.plural(len(rows), 'setting')}"
    said += f", {words.count(late)} of them late" if late else ""
    return f"{said}; {words.count(missing)} not yet" if missing else said


def not_yet(view: View, cycle: str, chosen: Filters) -> None:
    """Settings that are due and have not handed in, each with the way to its page."""
    listed, title = view.built(build_not_yet, cycle, chosen)
    everyone = "Every setting that is due has handed in." if title.startswith("Nobody") else ""
    empty = everyone or "No setting of these filters is due to hand in."
    tables.show(
        listed, title, _name(f"not yet in {cycle}", chosen), (chosen.in_words(view),), links=PROFILE, empty=empty
    )


def build_not_yet(view: View, cycle: str, chosen: Filters) -> tuple[pd.DataFrame, str]:
    """The list, those that began first, and its title."""
    due = cycles.completion(view.facts, cycle, chosen.where)
    rows = due[due["handed"] == Handed.NOT_YET]
    drafts = plan_rows.in_place(view, "self_evaluation", chosen.where)
    begun = set(drafts.loc[(drafts["cycle"] == cycle) & drafts["submitted_on"].isna(), "urn"])
    earlier = places.placed(view.facts, plan_rows.today(view), view.facts.evaluations, chosen.where)
    last = earlier.groupby("urn")["submitted_on"].max()
    table = _places(rows, chosen)
    table["So far"] = ["Begun, not submitted" if urn in begun else "Nothing yet" for urn in rows["urn"]]
    table["Last submitted"] = [plan_words.day_or(last.get(urn), "Never") for urn in rows["urn"]]
    title = f"Not yet in for {cycle}: {words.count(len(rows))} of {words.plural(len(due), 'setting')}"
    return table, title if len(rows) or due.empty else f"Nobody is missing for {cycle}"


def every_setting(view: View, cycle: str, chosen: Filters) -> None:
    """All that are due, with the days on which they handed in and agreed a plan."""
    listed = view.built(build_every_setting, cycle, chosen)
    tables.show(
        listed,
        "",
        _name(f"handed in {cycle}", chosen),
        (chosen.in_words(view),),
        links=PROFILE,
        alt=f"Handed in for {cycle}",
    )


def build_every_setting(view: View, cycle: str, chosen: Filters) -> pd.DataFrame:
    rows = cycles.completion(view.facts, cycle, chosen.where)
    table = _places(rows, chosen)
    table["Self-evaluation"] = [plan_words.HANDED[Handed(state)] for state in rows["handed"]]
    table["Submitted on"] = [plan_words.day_or(day) for day in rows["submitted_on"]]
    table["Plan agreed on"] = [plan_words.day_or(day, "Not yet") for day in rows["agreed_on"]]
    return table


def priorities(view: View, cycle: str, chosen: Filters) -> None:
    """What each setting means to work on, and how far it has come."""
    listed, title = view.built(build_priorities, cycle, chosen)
    empty = "No priority has been recorded for this cycle. Programme staff add them from the settings' plans."
    tables.show(
        listed, title, _name(f"priorities {cycle}", chosen), (chosen.in_words(view),), links=PROFILE, empty=empty
    )


def build_priorities(view: View, cycle: str, chosen: Filters) -> tuple[pd.DataFrame, str]:
    rows = plan_rows.priorities(view, cycle, chosen.where)
    table = _places(rows, chosen)[["Setting", "Profile"]]
    table["Priority"] = rows["title"]
    table["Progress"] = [plan_words.done_of(row) for row in rows.to_dict("records")]
    table["Overdue"] = [words.count(number) if number else "" for number in rows["overdue_count"]]
    table["Area"] = rows["area"].map(plan_words.area)
    table["Cluster"] = _clusters(rows)
    settled = int(((rows["action_count"] > 0) & (rows["done_count"] == rows["action_count"])).sum())
    title = f"SEND priorities in {cycle}"
    if len(rows):
        many = words.plural(len(rows), "priority", "priorities")
        of_settings = words.plural(rows["urn"].nunique(), "setting")
        title += f": {many} of {of_settings}, {words.count(settled) if settled else 'none'} with every action done"
    return table, title


def overdue(view: View, chosen: Filters) -> None:
    """Actions that should have been done, most overdue first, of every cycle."""
    listed, title = view.built(build_overdue, chosen)
    empty = "Every action that was due is done."
    tables.show(listed, title, _name("overdue actions", chosen), (chosen.in_words(view),), links=PROFILE, empty=empty)


def build_overdue(view: View, chosen: Filters) -> tuple[pd.DataFrame, str]:
    rows = plan_rows.overdue(view, chosen.where)
    table = _places(rows, chosen)[["Setting", "Profile"]]
    table["Action"] = rows["title"]
    table["Who sees to it"] = rows["owner_role"]
    table["Due on"] = [words.day(day) for day in rows["due_on"]]
    table["Overdue by"] = [words.plural(days, "day") for days in rows["days_over"]]
    table["Progress"] = [plan_words.progress(value) for value in rows["progress"]]
    table["Cluster"] = _clusters(rows)
    table["Cycle"] = rows["cycle"]
    return table, plan_words.overdue_since(rows) or "No action is overdue"


def actions(view: View, cycle: str, chosen: Filters) -> None:
    """Every action of the cycle's plans: overdue ones first, then by the day on which they are due."""
    listed, title = view.built(build_actions, cycle, chosen)
    empty = "No action has been recorded for this cycle. Programme staff add them from the settings' plans."
    tables.show(listed, title, _name(f"actions {cycle}", chosen), (chosen.in_words(view),), links=PROFILE, empty=empty)


def build_actions(view: View, cycle: str, chosen: Filters) -> tuple[pd.DataFrame, str]:
    rows = view.built(plan_rows.all_actions, chosen.where)
    rows = rows[rows["cycle"] == cycle]
    rows = rows.sort_values(
        ["is_overdue", "due_on", "setting", "id"], ascending=[False, True, True, True], kind="stable"
    )
    table = _places(rows, chosen)[["Setting", "Profile"]]
    table["Action"] = rows["title"].to_numpy()
    table["Who sees to it"] = rows["owner_role"].to_numpy()
    table["Due on"] = [words.day(day) for day in rows["due_on"]]
    table["Standing"] = [plan_words.standing_of(row, view.as_at) for row in rows.to_dict("records")]
    table["Area"] = [plan_words.area(area) for area in rows["area"]]
    table["Cluster"] = _clusters(rows)
    done = int((rows["progress"] == "done").sum())
    title = f"Actions in {cycle}"
    return table, f"{title}: {words.count(done)} of {words.count(len(rows))} done" if len(rows) else title


def _places(rows: pd.DataFrame, chosen: Filters) -> pd.DataFrame:
    """Setting, the way to its page, cluster, phase and type."""
    return pd.DataFrame(
        {
            "Setting": list(rows["setting"]),
            "Profile": [filters.link("setting", chosen, urn=urn) for urn in rows["urn"]],
            "Cluster": _clusters(rows),
            "Phase": [words.phase(phase) for phase in rows["phase"]],
            "Type": [words.setting_type(kind) for kind in rows["setting_type"]],
        }
    )


def _clusters(rows: pd.DataFrame) -> list[str]:
    return [words.place("cluster", cluster) for cluster in rows["cluster"]]


def _name(what: str, chosen: Filters) -> str:
    return downloads.file_name(what, chosen.cluster or "all clusters")
