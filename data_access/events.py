"""Events and their registers: who was asked, who came, and how many people."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select, true
from sqlalchemy.orm import aliased

from data_access import store
from data_access.errors import NotFound
from data_access.models import Attendance, Cluster, ClusterMembership, Event, Setting
from data_access.permissions import Identity
from data_access.reading import Query, belongs_on, cluster_on, events_in_scope, settings_in_scope, table
from data_access.registers import RegisterRow, answers_of, correct_register, record_register, remove_register

__all__ = [
    "LastTime",
    "RegisterForEditing",
    "RegisterRow",
    "attendance_of",
    "correct_register",
    "events",
    "expected_settings",
    "last_time",
    "record_register",
    "register",
    "register_for_editing",
    "remove_register",
]

ATTENDED = func.coalesce(func.sum(case((Attendance.is_attended, 1), else_=0)), 0)


@dataclass(frozen=True)
class RegisterForEditing:
    """A register as it is stored, to be corrected.

    `answers` by field of the register form; `rows` as `register` gives them.
    """

    event_ref: str
    version: int
    answers: dict[str, object]
    rows: pd.DataFrame


def events(viewer: Identity) -> pd.DataFrame:
    """Every event that the viewer may see, with the sums of the part of its register that they may see.

    Rows: one per event, latest first.
    Columns: event_ref, title, event_type, held_on (date), mode, cluster, expected_count, attended_count,
    listed_count, people_count.
    `expected_count`: settings of the event's cluster (or of any) on that day.
    Missing: cluster is NaN for an event of the whole programme.
    """
    with store.reading() as session:
        return table(session, _events(viewer))


def register(viewer: Identity, event_ref: str) -> pd.DataFrame:
    """The register of one event, as far as the viewer's settings go.

    Rows: one per setting listed, by name. Columns: urn, setting, cluster (on that day), is_attended, people_count.
    Missing: people_count is NaN where nobody counted; cluster is NaN for a guest.
    Raises: NotFound for an event that is not there or not in scope.
    """
    with store.reading() as session:
        if session.scalar(_event(viewer, event_ref)) is None:
            raise NotFound(_no_event(event_ref))
        return table(session, _register(viewer, event_ref))


def register_for_editing(viewer: Identity, event_ref: str) -> RegisterForEditing:
    """The register with the version that a correction has to name.

    Raises: NotFound for an event that is not there or not in scope.
    """
    with store.reading() as session:
        event = session.scalar(_event(viewer, event_ref))
        if event is None:
            raise NotFound(_no_event(event_ref))
        cluster = session.scalar(select(Cluster.name).where(Cluster.id == event.cluster_id))
        rows = table(session, _register(viewer, event_ref))
        return RegisterForEditing(event_ref, event.version, answers_of(event, cluster), rows)


def expected_settings(viewer: Identity, held_on: date, cluster: str | None) -> pd.DataFrame:
    """Who should be on a register: settings that belonged to the cluster (None: to any) on the day and were open.

    Rows: one per setting, by name. Columns: urn, setting, cluster, phase.
    """
    query = (
        select(Setting.urn, Setting.name.label("setting"), func.min(Cluster.name).label("cluster"), Setting.phase)
        .join(ClusterMembership, ClusterMembership.setting_id == Setting.id)
        .join(Cluster, Cluster.id == ClusterMembership.cluster_id)
        .where(belongs_on(held_on), _is_open(held_on), settings_in_scope(viewer, Setting.id))
        .group_by(Setting.id, Setting.urn, Setting.name, Setting.phase)
        .order_by(Setting.name, Setting.urn)
    )
    if cluster is not None:
        query = query.where(Cluster.name == cluster)
    with store.reading() as session:
        return table(session, query)


@dataclass(frozen=True)
class LastTime:
    """The latest event like one that is being entered: its answers, without the day, and the settings that came."""

    held_on: date
    answers: dict[str, object]
    came: frozenset[str]


def last_time(viewer: Identity, answers: dict[str, object]) -> LastTime | None:
    """The latest event of the kind and the cluster in `answers`, held before its day; each of them where it is given.

    With none of them given: the one that the viewer entered last. Missing: None where there was no such event.
    """
    event_type, cluster, held_on = (answers.get(name) for name in ("event_type", "cluster", "held_on"))
    query = select(Event, Cluster.name).outerjoin(Cluster, Cluster.id == Event.cluster_id)
    query = query.where(Event.is_cancelled.is_(False), events_in_scope(viewer, Event.cluster_id))
    if event_type or cluster:
        query = query.where(Event.event_type == event_type if event_type else true())
        query = query.where(Cluster.name == cluster if cluster else true())
        query = query.where(Event.held_on < held_on if isinstance(held_on, date) else true())
        query = query.order_by(Event.held_on.desc(), Event.id.desc())
    else:
        query = query.where(Event.recorded_by == viewer.name_in_log).order_by(Event.recorded_at.desc(), Event.id.desc())
    with store.reading() as session:
        found = session.execute(query.limit(1)).one_or_none()
        if found is None:
            return None
        event, name = found
        came = select(Setting.urn).join(Attendance, Attendance.setting_id == Setting.id)
        urns = session.scalars(came.where(Attendance.event_id == event.id, Attendance.is_attended))
        repeated = {name: said for name, said in answers_of(event, name).items() if name != "held_on"}
        return LastTime(event.held_on, repeated, frozenset(urns))


def attendance_of(viewer: Identity, urn: str) -> pd.DataFrame:
    """Every register that one setting is on.

    Rows: one per event, latest first.
    Columns: event_ref, title, event_type, held_on (date), mode, is_attended, people_count.
    Missing: people_count is NaN where nobody counted. A setting out of scope has no rows.
    """
    query = (
        select(*_EVENT_COLUMNS, Attendance.is_attended, Attendance.people_count)
        .join(Attendance, Attendance.event_id == Event.id)
        .join(Setting, Setting.id == Attendance.setting_id)
        .where(Setting.urn == urn, settings_in_scope(viewer, Setting.id))
        .order_by(Event.held_on.desc(), Event.event_ref)
    )
    with store.reading() as session:
        return table(session, query)


_EVENT_COLUMNS = (Event.event_ref, Event.title, Event.event_type, Event.held_on, Event.mode)


def _events(viewer: Identity) -> Query:
    sums = _sums(viewer)
    return (
        select(
            *_EVENT_COLUMNS,
            Cluster.name.label("cluster"),
            _expected(viewer).label("expected_count"),
            func.coalesce(sums.c.attended_count, 0).label("attended_count"),
            func.coalesce(sums.c.listed_count, 0).label("listed_count"),
            func.coalesce(sums.c.people_count, 0).label("people_count"),
        )
        .outerjoin(Cluster, Cluster.id == Event.cluster_id)
        .outerjoin(sums, sums.c.event_id == Event.id)
        .where(events_in_scope(viewer, Event.cluster_id))
        .order_by(Event.held_on.desc(), Event.event_ref)
    )


def _no_event(event_ref: str) -> str:
    return f"There is no event with the reference {event_ref}. Choose one from the list of events."


def _event(viewer: Identity, event_ref: str) -> Select[Event]:
    return select(Event).where(Event.event_ref == event_ref, events_in_scope(viewer, Event.cluster_id))


def _register(viewer: Identity, event_ref: str) -> Query:
    return (
        select(
            Setting.urn,
            Setting.name.label("setting"),
            cluster_on(Setting.id, Event.held_on).label("cluster"),
            Attendance.is_attended,
            Attendance.people_count,
        )
        .join(Attendance, Attendance.setting_id == Setting.id)
        .join(Event, Event.id == Attendance.event_id)
        .where(Event.event_ref == event_ref, settings_in_scope(viewer, Setting.id))
        .order_by(Setting.name, Setting.urn)
    )


def _sums(viewer: Identity) -> Subquery:
    return (
        select(
            Attendance.event_id,
            ATTENDED.label("attended_count"),
            func.count().label("listed_count"),
            func.sum(Attendance.people_count).label("people_count"),
        )
        .where(settings_in_scope(viewer, Attendance.setting_id))
        .group_by(Attendance.event_id)
        .subquery()
    )


def _expected(viewer: Identity) -> ColumnElement[int]:
    asked = aliased(Setting)
    return (
        select(func.count(ClusterMembership.setting_id.distinct()))
        .join(asked, asked.id == ClusterMembership.setting_id)
        .where(
            or_(Event.cluster_id.is_(None), ClusterMembership.cluster_id == Event.cluster_id),
            belongs_on(Event.held_on),
            or_(asked.opened_on.is_(None), asked.opened_on <= Event.held_on),
            or_(asked.closed_on.is_(None), asked.closed_on >= Event.held_on),
            settings_in_scope(viewer, ClusterMembership.setting_id),
        )
        .correlate(Event)
        .scalar_subquery()
    )


def _is_open(day: date) -> ColumnElement[bool]:
    return and_(
        or_(Setting.opened_on.is_(None), Setting.opened_on <= day),
        or_(Setting.closed_on.is_(None), Setting.closed_on >= day),
    )
