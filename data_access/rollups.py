"""The sums that every measure is worked out from, grouped in SQL to setting and calendar cell."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import CTE, ColumnElement, and_, case, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from data_access import lineage, programme, store
from data_access.meetings import expected_and_attended
from data_access.models import (
    Attendance,
    CaseStudy,
    Cluster,
    ClusterMembership,
    Event,
    Setting,
    SurveyAnswer,
    SurveyResponse,
)
from data_access.periods import Calendar
from data_access.permissions import Identity
from data_access.reading import Column, table
from data_access.vocabulary import POSITIVE_FROM, CaseStudyStatus, PeriodKind

RULES = (
    "starts_on",
    "year_one_ends_on",
    "active_half_terms_missed_allowed",
    "small_number_limit",
    "fewest_respondents",
    "at_risk_margin",
)


def roll_ups(viewer: Identity, as_at: date) -> dict[str, Any]:
    """Everything that `kpis.facts.Facts.of` asks for, with evidence up to and including `as_at`.

    Evidence is summed to setting and cell (`Calendar.cells`), and starts with the first period that the programme
    is in. A cluster member's covers the settings of their clusters with those before and after them.

    Raises: NotFound while no programme has been set up.
    """
    facts = programme.programme()
    calendar = programme.calendar()
    grid = Grid.of(calendar, facts.starts_on, as_at)
    with store.reading() as session:
        within = Within.of(viewer)
        names = Names.of(session, within)
        return {
            "as_at": as_at,
            "calendar": calendar,
            "rules": {name: getattr(facts, name) for name in RULES},
            "scope": None if viewer.scope is None else frozenset(names.clusters.reindex(sorted(viewer.scope)).dropna()),
            **_frames(session, within, names, grid, facts.starts_on),
            "targets": programme.targets(viewer).drop(columns=["id", "version"]),
        }


def _frames(
    session: Session, within: "Within", names: "Names", grid: "Grid", starts_on: date
) -> dict[str, pd.DataFrame]:
    return {
        "settings": names.settings.reset_index(drop=True),
        "memberships": names.put(_memberships(session, within)),
        "attendance": names.put(_attendance(session, within, grid), grid),
        "meetings": names.put(_meetings(session, within, grid, starts_on), grid),
        "answers": names.put(_answers(session, within, grid), grid),
        "evidence": names.put(_evidence(session, within, grid), grid),
    }


@dataclass(frozen=True)
class Grid:
    """The first days of the cells that evidence is summed to, and the last day that counts."""

    starts: tuple[date, ...]
    as_at: date

    @classmethod
    def of(cls, calendar: Calendar, starts_on: date, as_at: date) -> "Grid":
        # A quarter or a year can be under way when the programme starts.
        first = min(calendar.period_of(kind, starts_on).start for kind in PeriodKind)
        cells = calendar.cells(first, max(first, as_at))
        return cls(tuple(start for start, _ in cells if start >= first), as_at)

    def cell(self, day: Column) -> ColumnElement[int]:
        """The position of the cell that a day lies in: numbers group and travel faster than dates."""
        # The latest come first: most evidence is recent.
        return case(*((day >= start, at) for at, start in reversed(list(enumerate(self.starts))))).label("cell")

    def holds(self, day: Column) -> ColumnElement[bool]:
        return and_(day >= self.starts[0], day <= self.as_at)


@dataclass(frozen=True)
class Within:
    """What a viewer's scope lets through, said in SQL."""

    clusters: frozenset[int] | None
    related: CTE | None

    @classmethod
    def of(cls, viewer: Identity) -> "Within":
        return cls(viewer.scope, None if viewer.scope is None else lineage.related(viewer.scope))

    def setting(self, setting_id: Column) -> ColumnElement[bool]:
        return true() if self.related is None else setting_id.in_(select(self.related.c.setting_id))

    def response(self) -> ColumnElement[bool]:
        if self.clusters is None:
            return true()
        theirs = SurveyResponse.cluster_id.in_(self.clusters)
        return or_(self.setting(SurveyResponse.setting_id), and_(SurveyResponse.setting_id.is_(None), theirs))


@dataclass(frozen=True)
class Names:
    """What the numbers in a roll-up stand for. `settings` and `clusters` (their names) are labelled by id."""

    settings: pd.DataFrame
    clusters: "pd.Series[str]"

    @classmethod
    def of(cls, session: Session, within: Within) -> "Names":
        clusters = table(session, select(Cluster.id, Cluster.name).order_by(Cluster.id))
        return cls(_settings(session, within).set_index("id"), clusters.set_index("id")["name"])

    def put(self, rows: pd.DataFrame, grid: Grid | None = None) -> pd.DataFrame:
        """The rows with `urn`, `cluster` and `cell_start` in place of `setting_id`, `cluster_id` and `cell`."""
        rows = rows.assign(urn=rows.pop("setting_id").map(self.settings["urn"]))
        if "cluster_id" in rows:
            rows = rows.assign(cluster=rows.pop("cluster_id").map(self.clusters))
        if grid is not None:
            rows = rows.assign(cell_start=np.array(grid.starts, "datetime64[s]")[rows.pop("cell").to_numpy(int)])
        return rows


def _settings(session: Session, within: Within) -> pd.DataFrame:
    known = (Setting.urn, Setting.name, Setting.phase, Setting.setting_type, Setting.opened_on, Setting.closed_on)
    after = aliased(Setting)
    query = select(Setting.id, *known, after.urn.label("successor_urn")).outerjoin(
        after, after.id == Setting.successor_id
    )
    return table(session, query.where(within.setting(Setting.id)).order_by(Setting.urn))


def _memberships(session: Session, within: Within) -> pd.DataFrame:
    membership = ClusterMembership
    columns = (membership.setting_id, membership.cluster_id, membership.joined_on, membership.left_on)
    query = select(*columns).where(within.setting(membership.setting_id))
    return table(session, query.order_by(membership.setting_id, membership.joined_on, membership.cluster_id))


def _attendance(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    # The few events get their cell first, once each; the many lines of their registers only look it up. The sum with
    # nothing keeps SQLite from going event by event, which it would do without the covering index.
    held = select(Event.id, grid.cell(Event.held_on)).where(grid.holds(Event.held_on)).cte("held")
    held = held.prefix_with("MATERIALIZED")
    query = (
        select(
            Attendance.setting_id,
            held.c.cell,
            func.sum(case((Attendance.is_attended, 1), else_=0)).label("attended_count"),
            func.count().label("listed_count"),
            func.coalesce(func.sum(Attendance.people_count), 0).label("people_count"),
        )
        .join(held, held.c.id == Attendance.event_id + 0)
        .where(within.setting(Attendance.setting_id))
        .group_by(Attendance.setting_id, held.c.cell)
    )
    return table(session, query.order_by(Attendance.setting_id, held.c.cell))


def _meetings(session: Session, within: Within, grid: Grid, starts_on: date) -> pd.DataFrame:
    lines = expected_and_attended(starts_on, grid.holds)
    groups = (lines.c.setting_id, lines.c.cluster_id, grid.cell(lines.c.held_on))
    expected = func.count().label("expected_count")
    attended = func.sum(lines.c.attended).label("attended_count")
    query = select(*groups, expected, attended).where(within.setting(lines.c.setting_id)).group_by(*groups)
    return table(session, query.order_by(groups[0], groups[2], func.coalesce(groups[1], 0)))


def _answers(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    response = SurveyResponse
    said = select(
        response.id,
        response.setting_id,
        # An answer about a setting counts in the setting's cluster, whatever else was noted.
        case((response.setting_id.is_(None), response.cluster_id)).label("cluster_id"),
        response.audience,
        grid.cell(response.answered_on),
    ).where(grid.holds(response.answered_on), within.response())
    said_in = said.cte("said").prefix_with("MATERIALIZED")
    of = said_in.c
    groups = (of.setting_id, of.cluster_id, of.cell, of.audience, SurveyAnswer.item)
    answered = func.count().label("answered_count")
    positive = func.sum(case((SurveyAnswer.value >= POSITIVE_FROM, 1), else_=0)).label("positive_count")
    query = select(*groups, answered, positive).join(SurveyAnswer, SurveyAnswer.response_id == of.id).group_by(*groups)
    return table(session, query.order_by(func.coalesce(groups[0], 0), func.coalesce(groups[1], 0), *groups[2:]))


def _evidence(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    groups = (CaseStudy.setting_id, grid.cell(CaseStudy.approved_on))
    is_approved = and_(CaseStudy.status == CaseStudyStatus.APPROVED, grid.holds(CaseStudy.approved_on))
    query = select(*groups, func.count().label("approved_count")).where(
        is_approved, within.setting(CaseStudy.setting_id)
    )
    return table(session, query.group_by(*groups).order_by(*groups))
