"""Memberships, registers, sessions and cluster meetings, summed up."""

from datetime import date

import pandas as pd
from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from data_access.meetings import expected_and_attended
from data_access.models import Attendance, ClusterMembership, Event
from data_access.reading import table
from data_access.rollups.grid import Grid, Names, Within
from data_access.vocabulary import COACHING_FAMILY


def frames(session: Session, within: Within, names: Names, grid: Grid, starts_on: date) -> dict[str, pd.DataFrame]:
    """Who came to what."""
    return {
        "attendance": names.put(_attendance(session, within, grid), grid),
        "sessions": names.put(_sessions(session, within, grid), grid),
        "meetings": names.put(_meetings(session, within, grid, starts_on), grid),
    }


def memberships(session: Session, within: Within) -> pd.DataFrame:
    membership = ClusterMembership
    columns = (membership.setting_id, membership.cluster_id, membership.joined_on, membership.left_on)
    query = select(*columns).where(within.setting(membership.setting_id))
    return table(session, query.order_by(membership.setting_id, membership.joined_on, membership.cluster_id))


def _attendance(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    # The few events get their cell first, once each; the many lines of their registers only look it up. The sum with
    # nothing keeps SQLite from going event by event, which it would do without the covering index.
    held = select(Event.id, grid.cell(Event.held_on)).where(~Event.is_cancelled, grid.holds(Event.held_on)).cte("held")
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


def _sessions(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    """Sessions of the coaching family, by kind: how often a setting was booked, and how often it came."""
    is_session = (Event.event_type.in_(COACHING_FAMILY), ~Event.is_cancelled, grid.holds(Event.held_on))
    held = select(Event.id, Event.event_type, grid.cell(Event.held_on)).where(*is_session).cte("held")
    held = held.prefix_with("MATERIALIZED")
    groups = (Attendance.setting_id, held.c.cell, held.c.event_type)
    attended = func.sum(case((Attendance.is_attended, 1), else_=0)).label("attended_count")
    query = (
        select(*groups, func.count().label("booked_count"), attended)
        .join(held, held.c.id == Attendance.event_id + 0)
        .where(within.setting(Attendance.setting_id))
        .group_by(*groups)
    )
    return table(session, query.order_by(*groups))
