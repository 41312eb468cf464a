"""What has come of what can be expected, and when: summed in SQL to place and calendar cell, or to place and period."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import func, literal, select

from data_access import programme, store
from data_access.clock import HERE
from data_access.evidence_kinds import EVIDENCE, Level
from data_access.models import (
    ActionPlan,
    Attendance,
    Cluster,
    EvaluationCycle,
    Event,
    MeasureValue,
    SelfEvaluation,
    Setting,
    SurveyResponse,
)
from data_access.permissions import Identity
from data_access.reading import Query, clusters_in_scope, settings_in_scope, table
from data_access.rollups import Grid
from data_access.vocabulary import EventType, FigureKind

COLUMNS = ["evidence", "place", "starts_on", "ends_on", "came_on"]


def arrivals(viewer: Identity, evidence: Sequence[str], as_at: date) -> pd.DataFrame:
    """What has been handed in of these kinds, of days up to `as_at`, within the viewer's scope.

    Rows: one per evidence, place and calendar cell; of figures one per place and period, of what belongs to a cycle
    one per place and cycle.
    Columns: evidence, place (URN, name of a cluster, or "" for the authority), starts_on, ends_on (the days it is of),
    came_on (the day on which the first of it was entered; of what belongs to a cycle, that on which it was handed in).
    """
    wanted = [EVIDENCE[key] for key in evidence]
    audiences = [one.key.partition(":")[2] for one in wanted if one.key.startswith("survey:")]
    facts = programme.programme()
    grid = Grid.of(programme.calendar(), facts.starts_on, as_at)
    queries: list[tuple[Query, bool]] = []
    if audiences:
        queries.append((_responses(viewer, audiences, grid), True))
    if any(one.key == "cluster_meetings" for one in wanted):
        queries.append((_meetings(viewer, grid), True))
    queries += [
        (_in_cycles(viewer, name, as_at), False)
        for name in ("self_evaluation", "action_plan")
        if name in {one.key for one in wanted}
    ]
    for level in ("setting", "cluster", "authority"):
        measures = [one.figure for one in wanted if one.figure and one.level == level]
        if measures:
            queries += [(query, False) for query in _figures(viewer, level, measures, as_at)]
    with store.reading() as session:
        found = [_in_days(table(session, query), grid if in_cells else None) for query, in_cells in queries]
    return pd.concat([pd.DataFrame(columns=COLUMNS), *(rows for rows in found if len(rows))], ignore_index=True)


def newest(viewer: Identity, evidence: Sequence[str], as_at: date) -> pd.DataFrame:
    """The newest day that each kind of evidence is of, and the day on which anything new of it was entered last.

    What belongs to a cycle is of the day on which it was handed in.

    Rows: one per kind that anything has come of. Columns: evidence, newest (date), entered (date).
    """
    rows = arrivals(viewer, evidence, as_at)
    in_cycle = rows["evidence"].map({key: bool(one.cycle_day) for key, one in EVIDENCE.items()}).astype(bool)
    rows = rows.assign(ends_on=rows["ends_on"].where(~in_cycle, rows["came_on"]))
    groups = rows.groupby("evidence", sort=False)
    newest_of = groups.agg({"ends_on": "max", "came_on": "max"}).reset_index()
    return newest_of.rename(columns={"ends_on": "newest", "came_on": "entered"})


def _in_days(rows: pd.DataFrame, grid: Grid | None) -> pd.DataFrame:
    """The rows with `came_on` as the day here, and with the first day of the cell that they were summed to."""
    if grid is not None:
        rows = rows.assign(starts_on=[grid.starts[int(cell)] for cell in rows.pop("cell")])
    came = [one.astimezone(HERE).date() if hasattr(one, "astimezone") else one for one in rows["came_on"]]
    return rows.assign(came_on=came)[COLUMNS]


def _responses(viewer: Identity, audiences: Sequence[str], grid: Grid) -> Query:
    response = SurveyResponse
    groups: tuple[Any, ...] = (Setting.urn, response.audience, grid.cell(response.answered_on))
    evidence = (literal("survey:") + response.audience).label("evidence")
    days = (func.max(response.answered_on).label("ends_on"), func.min(response.recorded_at).label("came_on"))
    query = select(evidence, Setting.urn.label("place"), groups[2], *days)
    return (
        query.join(Setting, Setting.id == response.setting_id)
        .where(
            response.audience.in_(audiences),
            grid.holds(response.answered_on),
            settings_in_scope(viewer, response.setting_id),
        )
        .group_by(*groups)
        .order_by(*groups)
    )


def _meetings(viewer: Identity, grid: Grid) -> Query:
    """Meetings of a cluster that have a register."""
    groups: tuple[Any, ...] = (Cluster.name, grid.cell(Event.held_on))
    has_register = select(Attendance.id).where(Attendance.event_id == Event.id).exists()
    days = (func.max(Event.held_on).label("ends_on"), func.min(Event.recorded_at).label("came_on"))
    return (
        select(literal("cluster_meetings").label("evidence"), Cluster.name.label("place"), groups[1], *days)
        .join(Cluster, Cluster.id == Event.cluster_id)
        .where(
            Event.event_type == EventType.CLUSTER_MEETING,
            ~Event.is_cancelled,
            has_register,
            grid.holds(Event.held_on),
            clusters_in_scope(viewer, Event.cluster_id),
        )
        .group_by(*groups)
        .order_by(*groups)
    )


def _in_cycles(viewer: Identity, name: str, as_at: date) -> Query:
    cycle = EvaluationCycle
    model: Any = SelfEvaluation if name == "self_evaluation" else ActionPlan
    day = model.submitted_on if name == "self_evaluation" else model.agreed_on
    due = cycle.due_on if name == "self_evaluation" else cycle.plans_due_on
    place, when = Setting.urn.label("place"), (due.label("starts_on"), due.label("ends_on"))
    return (
        select(literal(name).label("evidence"), place, *when, day.label("came_on"))
        .select_from(model)
        .join(cycle, cycle.id == model.cycle_id)
        .join(Setting, Setting.id == model.setting_id)
        .where(day <= as_at, settings_in_scope(viewer, model.setting_id))
        .order_by(Setting.urn, due)
    )


def _figures(viewer: Identity, level: Level | str, measures: Sequence[str], as_at: date) -> list[Query]:
    """Figures of the places of a level; the authority's are nobody's who is limited to clusters."""
    value = MeasureValue
    spans = (value.period_start.label("starts_on"), value.period_end.label("ends_on"))
    places: dict[str, Any] = {"setting": Setting.urn, "cluster": Cluster.name, "authority": literal("")}
    evidence = (literal(f"{level}:") + value.measure).label("evidence")
    query: Query = select(evidence, places[level].label("place"), *spans, func.min(value.recorded_at).label("came_on"))
    query = query.select_from(value).where(
        value.measure.in_(measures), value.period_kind != FigureKind.CALENDAR_YEAR, value.period_end <= as_at
    )
    if level == "setting":
        query = query.join(Setting, Setting.id == value.setting_id).where(settings_in_scope(viewer, value.setting_id))
    elif level == "cluster":
        query = query.join(Cluster, Cluster.id == value.cluster_id).where(clusters_in_scope(viewer, value.cluster_id))
    elif viewer.scope is not None:
        return []
    else:
        query = query.where(value.setting_id.is_(None), value.cluster_id.is_(None))
    groups: list[Any] = [value.measure, value.place, value.period_start, value.period_end]
    groups += [] if level == "authority" else [places[level]]
    return [query.group_by(*groups).order_by(*groups)]
