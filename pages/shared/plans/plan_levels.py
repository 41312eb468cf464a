"""Where settings see themselves in the eight areas: at which levels, setting by setting, and which way they move."""

import pandas as pd
import streamlit as st

from data_access.vocabulary import LEVELS, Area, label
from kpis import cycles
from pages.shared import downloads, filters, words
from pages.shared.chosen import Filters
from pages.shared.drawing import heat
from pages.shared.drawing.charts import Panel
from pages.shared.drawing.heat import Heat
from pages.shared.drawing.palette import Palette
from pages.shared.facts import View
from pages.shared.plans import plan_marks, plan_words
from pages.shared.plans.plan_marks import Part

AREAS = [label(area) for area in Area]
LEVEL_NAMES = [label(level) for level in LEVELS]
OWN = "A level is the setting's own judgement"
# Two cycles to compare; the first of these stands for each setting's own first and latest.
Step = tuple[str, str]
FIRST_TO_LATEST: Step = ("", "")
MOVES = (Part("down", "▼ Down", 2), Part("same", "■ Same", 0), Part("up", "▲ Up", 4))


def at_each_level(view: View, cycle: str, chosen: Filters) -> Heat:
    """How many settings stand at each level of each area."""
    rows = cycles.standing(view.facts, cycle, chosen.where)
    counts = cycles.at_each_level(rows)
    numbers = counts.drop(columns="area")
    most = int(numbers.to_numpy().max())
    lines = [
        (plan_words.area(area), "", [heat.count(int(number), most) for number in row])
        for area, row in zip(counts["area"], numbers.to_numpy(), strict=True)
    ]
    many = words.plural(rows["urn"].nunique(), "setting")
    title = (
        f"Where {many} see themselves in {cycle}" if many != "1 setting" else f"Where 1 setting sees itself in {cycle}"
    )
    if len(rows):
        title += f": {_ends(rows)}"
    table = counts.assign(area=AREAS).set_axis(["Area", *LEVEL_NAMES], axis=1)
    drawn = heat.html(f"Settings at each level, {cycle}", "Area", LEVEL_NAMES, lines)
    return _heat(view, chosen, title, drawn, table if len(rows) else table.iloc[:0], f"levels {cycle}")


def by_setting(view: View, cycle: str, chosen: Filters) -> Heat:
    """Each setting's level in each area, those that see themselves furthest behind first, those not yet in last."""
    rows = cycles.standing(view.facts, cycle, chosen.where)
    grid = rows.pivot(index=["setting", "urn"], columns="area", values="level")
    grid = grid.reindex(columns=[area.value for area in Area])
    grid = grid.assign(total=grid.sum(axis=1)).sort_values(["total", "setting"], kind="stable").drop(columns="total")
    due = cycles.completion(view.facts, cycle, chosen.where)
    missing = due[~due["urn"].isin(rows["urn"])]
    lines = [
        (name, filters.link("setting", chosen, urn=urn), [_level(number) for number in numbers])
        for (name, urn), numbers in zip(grid.index, grid.to_numpy(), strict=True)
    ]
    lines += [
        (row["setting"], filters.link("setting", chosen, urn=row["urn"]), [heat.NOTHING] * len(AREAS))
        for row in missing.to_dict("records")
    ]
    table = grid.apply(lambda column: column.map(lambda number: _level(number)[0])).reset_index()
    table = table.set_axis(["Setting", "URN", *AREAS], axis=1)
    drawn = heat.html(f"Levels by setting, {cycle}", "Setting", AREAS, lines, is_wide=True)
    title = f"Setting by setting in {cycle}, those that see themselves furthest behind first"
    return _heat(view, chosen, title, drawn, table, f"levels by setting {cycle}")


def step(view: View) -> Step:
    """Asks what to compare: first to latest, or each cycle with the one before it."""
    known = view.built(plan_words.opened_by, view.as_at)
    steps = {_in_words(one): one for one in (FIRST_TO_LATEST, *zip(known[1:], known[:-1], strict=True))}
    default = next(iter(steps))
    chosen = st.segmented_control("Compare levels", list(steps), default=default, key="levels moved", required=True)
    return steps[chosen or default]


def _in_words(step: Step) -> str:
    return "First to latest" if step == FIRST_TO_LATEST else f"{step[0]} to {step[1]}"


def moved(view: View, step: Step, chosen: Filters, colours: Palette) -> Panel:
    """How many settings went up, stayed or went down in each area; only those with both self-evaluations."""
    if step == FIRST_TO_LATEST:
        rows = cycles.first_to_latest(view.facts, chosen.period(view), chosen.where)
    else:
        rows = cycles.from_cycle_to_cycle(view.facts, *step, chosen.where)
    counts = cycles.moves(rows)
    many = rows["urn"].nunique()
    table = counts.assign(area=AREAS)[["area", "up", "same", "down", "both"]]
    table = table.set_axis(["Area", "Up", "Same", "Down", "Settings with both"], axis=1)
    drawn = counts.assign(name=[plan_marks.halves(area) for area in AREAS])
    title = _moved_title(counts, many, step)
    return Panel(
        title=title,
        alt=f"{title}. " + "; ".join(f"{row[0]} {row[1]} up, {row[3]} down" for row in table.itertuples(index=False)),
        spec=plan_marks.stacked(drawn, MOVES, "Settings", colours) if many else None,
        table=table if many else table.iloc[:0],
        numbers=table,
        name=downloads.file_name("levels moved", *step, chosen.cluster or "all clusters"),
        notes=(chosen.in_words(view), OWN),
        caption="Only settings that submitted a self-evaluation both times are counted.",
    )


def _moved_title(counts: pd.DataFrame, many: int, step: Step) -> str:
    said = f"How levels moved, {words.lower_first(_in_words(step))}"
    if not many:
        return f"{said}: no setting has both self-evaluations yet"
    up, down = int(counts["up"].sum()), int(counts["down"].sum())
    judged = int(counts["both"].sum())
    areas = f"{words.count(judged)} areas of {words.plural(many, 'setting')}"
    return f"{said}: up in {words.count(up)} of {areas}, down in {words.count(down)}"


def _ends(rows: pd.DataFrame) -> str:
    """strongest in leadership of SEND, weakest in monitoring, by the mean of the levels."""
    mean = rows.groupby("area")["level"].mean().sort_values(kind="stable")
    if mean.iloc[0] == mean.iloc[-1]:
        return "alike in all areas"
    strong, weak = (words.lower_first(plan_words.area(str(mean.index[at]))) for at in (-1, 0))
    return f"furthest on in {strong}, least far in {weak}"


def _level(number: float) -> heat.Cell:
    return heat.NOTHING if words.is_missing(number) else heat.level(int(number))


def _heat(view: View, chosen: Filters, title: str, drawn: str, table: pd.DataFrame, name: str) -> Heat:
    place = chosen.cluster or "all clusters"
    return Heat(title, drawn, table, downloads.file_name(name, place), (chosen.in_words(view), OWN))
