"""What each measure should reach, by when, and how that was changed over time."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from data_access import store, target_points
from data_access.aims import Aim
from data_access.errors import Conflict, InvalidInput, NotFound
from data_access.models import AuditEntry, Cluster, Target, TargetPoint
from data_access.permissions import Action, Identity, require
from data_access.recording import programme_start
from data_access.taken_away import take_away
from data_access.target_points import Point
from data_access.vocabulary import PeriodKind

COLUMNS = ["id", "kpi", "cluster", "phase", "value", "due_on", "baseline_value", "baseline_on", "version", "per"]


def targets(viewer: Identity) -> pd.DataFrame:
    """The targets that concern the viewer: their clusters' and the whole programme's.

    Rows: one per target, by measure, cluster, phase and date. Units: shares are fractions (0.95).
    Columns: id, kpi, cluster, phase, value, due_on, baseline_value, baseline_on, version, per ("month", "quarter").
    Missing: `cluster` or `phase` None: for all of them; no baseline: no trajectory; `per` None: for any period.
    """
    statement = _targets()
    if viewer.scope is not None:
        statement = statement.where(or_(Target.cluster_id.is_(None), Target.cluster_id.in_(viewer.scope)))
    with store.reading() as session:
        return pd.DataFrame(session.execute(statement).all(), columns=COLUMNS)


def _targets() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Target.id,
            Target.kpi,
            Cluster.name,
            Target.phase,
            Target.value,
            Target.due_on,
            Target.baseline_value,
            Target.baseline_on,
            Target.version,
            Target.per,
        )
        .outerjoin(Cluster, Cluster.id == Target.cluster_id)
        # The databases disagree on where NULL sorts.
        .order_by(
            Target.kpi, func.coalesce(Cluster.name, ""), func.coalesce(Target.phase, ""), Target.due_on, Target.id
        )
    )


def set_target(
    actor: Identity,
    kpi: str,
    value: float,
    due_on: date | None,
    *,
    cluster: str | None = None,
    phase: str | None = None,
    baseline_value: float | None = None,
    baseline_on: date | None = None,
    points: Sequence[Point] = (),
    per: PeriodKind | None = None,
    target_id: int | None = None,
    version: int | None = None,
) -> int:
    """Writes a target, or makes the one with `target_id` the given. Value: its id. Units: shares are fractions.

    `points`: where it should be on which days between baseline and target. `per`: what the values are for, where the
    measure adds up over time; None: for any period.

    Raises: Conflict if it was changed since `version` was read; InvalidInput if an answer is wrong.
    """
    require(actor, Action.CHANGE_PROGRAMME)
    aim = Aim(kpi, value, due_on, cluster, phase, baseline_value, baseline_on, tuple(points), per)
    with store.writing(actor) as session:
        store.one_at_a_time(session)
        return put(session, Target() if target_id is None else _stored(session, target_id, version), aim)


def put(session: Session, record: Target, aim: Aim) -> int:
    """Writes what is wanted into a record, a new one or a stored one, in the caller's transaction. Value: its id.

    Raises: InvalidInput if an answer is wrong, or there is another target for the same; NotFound for the cluster.
    """
    day = aim.due(programme_start(session))
    cluster_id, before = _cluster_id(session, aim.cluster), target_points.stored(session, record.id)
    record.kpi, record.value, record.due_on, record.phase = aim.kpi, aim.value, day, aim.phase
    record.cluster_id, record.per = cluster_id, aim.per
    record.baseline_value, record.baseline_on = aim.baseline_value, aim.baseline_on
    _refuse_double(session, record)
    if record.id is not None and (session.is_modified(record) or before != list(aim.points)):
        record.version += 1
    session.add(record)
    session.flush()
    target_points.replace(session, record.id, aim.points)
    return record.id


def remove_target(actor: Identity, target_id: int, version: int) -> int | None:
    """Takes a target away, with its points. Value: under which it can be put back.

    Raises: Conflict if it was changed since `version` was read.
    """
    require(actor, Action.CHANGE_PROGRAMME)
    with store.writing(actor) as session:
        record = _stored(session, target_id, version)
        cluster = session.scalar(select(Cluster.name).where(Cluster.id == record.cluster_id))
        named_by = {"measure": record.kpi, "cluster": cluster, "phase": record.phase, "day": record.due_on}
        return take_away(session, actor, "target", record, named_by)


def target_history(viewer: Identity) -> pd.DataFrame:
    """Every change to a target, newest first.

    Columns: recorded_at (UTC), actor, action, target (its id), field, before, after.
    Rows: one per field that moved, and one ("point") per day of the way that was added, changed or taken away.
    """
    require(viewer, Action.READ_AUDIT_LOG)
    with store.reading() as session:
        rows = [
            (entry.recorded_at, entry.actor, entry.action, int(entry.record_id), field, *_before_and_after(moved))
            for entry in _entries(session, Target.__tablename__)
            for field, moved in sorted(entry.changes.items())
            if field not in {"id", "version"}
        ]
        rows += target_points.changes(_entries(session, TargetPoint.__tablename__))
    # What was saved together stands together: first what it says of itself, then its points.
    rows.sort(key=lambda row: row[0], reverse=True)
    return pd.DataFrame(rows, columns=["recorded_at", "actor", "action", "target", "field", "before", "after"])


def _entries(session: Session, table: str) -> Sequence[AuditEntry]:
    """The newest first."""
    statement = select(AuditEntry).where(AuditEntry.table_name == table)
    return session.scalars(statement.order_by(AuditEntry.recorded_at.desc(), AuditEntry.id.desc())).all()


def _before_and_after(moved: object) -> tuple[str, str]:
    before, after = moved if isinstance(moved, list) else (None, None)
    return "" if before is None else str(before), "" if after is None else str(after)


def _stored(session: Session, target_id: int, version: int | None) -> Target:
    record = session.get(Target, target_id)
    if record is None:
        raise NotFound("This target does not exist any more.")
    if record.version != version:
        current: dict[str, object] = {"value": record.value, "due_on": record.due_on}
        raise Conflict("Somebody else changed this target since you opened it.", current)
    return record


def _cluster_id(session: Session, cluster: str | None) -> int | None:
    if cluster is None:
        return None
    found = session.scalar(select(Cluster.id).where(Cluster.name == cluster))
    if found is None:
        raise NotFound(f"There is no cluster called “{cluster}”.")
    return found


def _refuse_double(session: Session, record: Target) -> None:
    with session.no_autoflush:
        others = session.scalars(select(Target).where(Target.kpi == record.kpi, Target.due_on == record.due_on))
        for other in others:
            if other is not record and (other.cluster_id, other.phase) == (record.cluster_id, record.phase):
                raise InvalidInput({"due_on": "There is a target for this measure and day already: change that one."})
