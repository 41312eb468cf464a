"""Who was expected at a cluster meeting, and who of them came, said in SQL."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import CTE, ColumnElement, Select, and_, case, func, or_, select, union
from sqlalchemy.sql.selectable import Subquery

from data_access.lineage import successions
from data_access.models import Attendance, ClusterMembership, Event, Setting
from data_access.reading import Column, belongs_on
from data_access.vocabulary import EventType


def expected_and_attended(starts_on: date, holds: Callable[[Column], ColumnElement[bool]]) -> Subquery:
    """Rows: one per cluster meeting held on a day that `holds`, and setting expected there.

    Expected are the settings that belonged to the meeting's cluster and were open on the day; at a meeting of no
    cluster, those on its register. A setting that took over from a closed one is expected in its place, and came
    if either is marked.

    Columns: event_id, cluster_id, held_on, setting_id, attended (1 or 0).
    """
    is_held = and_(~Event.is_cancelled, holds(Event.held_on))
    is_meeting = and_(Event.event_type == EventType.CLUSTER_MEETING, is_held)
    meeting = select(Event.id, Event.cluster_id, Event.held_on).where(is_meeting).cte("meeting")
    counts_as = successions()
    expected = union(_members(meeting, counts_as, starts_on), _listed(meeting, counts_as)).subquery("expected")
    came = _came(meeting, counts_as)
    is_same = and_(came.c.event_id == expected.c.event_id, came.c.setting_id == expected.c.setting_id)
    attended = func.coalesce(came.c.attended, 0).label("attended")
    return select(expected, attended).outerjoin(came, is_same).subquery("lines")


def _members(meeting: CTE, counts_as: CTE, starts_on: date) -> Select[tuple[int, int, date, int]]:
    day = meeting.c.held_on
    is_open = and_(
        or_(Setting.opened_on.is_(None), Setting.opened_on <= day),
        or_(Setting.closed_on.is_(None), Setting.closed_on >= day),
    )
    return (
        select(meeting.c.id.label("event_id"), meeting.c.cluster_id, day, counts_as.c.counts_as_id.label("setting_id"))
        .join(ClusterMembership, ClusterMembership.cluster_id == meeting.c.cluster_id)
        .join(counts_as, counts_as.c.setting_id == ClusterMembership.setting_id)
        .join(Setting, Setting.id == counts_as.c.counts_as_id)
        .where(day >= starts_on, belongs_on(day), _has_taken_over(counts_as, day), is_open)
    )


def _listed(meeting: CTE, counts_as: CTE) -> Select[tuple[int, int, date, int]]:
    day = meeting.c.held_on
    is_last = or_(Setting.successor_id.is_(None), Setting.closed_on.is_(None), Setting.closed_on >= day)
    return (
        select(meeting.c.id, meeting.c.cluster_id, day, counts_as.c.counts_as_id)
        .join(Attendance, Attendance.event_id == meeting.c.id)
        .join(counts_as, counts_as.c.setting_id == Attendance.setting_id)
        .join(Setting, Setting.id == counts_as.c.counts_as_id)
        .where(meeting.c.cluster_id.is_(None), _has_taken_over(counts_as, day), is_last)
    )


def _came(meeting: CTE, counts_as: CTE) -> Subquery:
    attended = func.max(case((Attendance.is_attended, 1), else_=0)).label("attended")
    return (
        select(Attendance.event_id, counts_as.c.counts_as_id.label("setting_id"), attended)
        .join(meeting, meeting.c.id == Attendance.event_id)
        .join(counts_as, counts_as.c.setting_id == Attendance.setting_id)
        .where(_has_taken_over(counts_as, meeting.c.held_on))
        .group_by(Attendance.event_id, counts_as.c.counts_as_id)
        .subquery("came")
    )


def _has_taken_over(counts_as: CTE, day: Column) -> ColumnElement[bool]:
    return or_(counts_as.c.after.is_(None), counts_as.c.after < day)
