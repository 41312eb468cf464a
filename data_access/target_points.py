"""Where a measure should be on its way from baseline to target: points between the two, and how they were changed."""

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import pairwise

import pandas as pd
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from data_access import store
from data_access.forms.field import in_words
from data_access.models import AuditEntry, Target, TargetPoint
from data_access.permissions import Identity

Point = tuple[date, float]
# A row of `targets.target_history`.
Change = tuple[datetime, str, str, int, str, str, str]
COLUMNS = ["target_id", "day", "value"]
# What a history says of a point (its day and its value, as it is stored), and where an answer about them belongs.
FIELD, POINTS = "point", "points"


def target_points(viewer: Identity) -> pd.DataFrame:
    """The points of the targets that concern the viewer.

    Rows: one per point, by target and day. Columns: target_id, day (date), value. Units: shares are fractions.
    """
    statement = (
        select(TargetPoint.target_id, TargetPoint.day, TargetPoint.value)
        .join(Target, Target.id == TargetPoint.target_id)
        .order_by(TargetPoint.target_id, TargetPoint.day)
    )
    if viewer.scope is not None:
        statement = statement.where(or_(Target.cluster_id.is_(None), Target.cluster_id.in_(viewer.scope)))
    with store.reading() as session:
        return pd.DataFrame(session.execute(statement).all(), columns=COLUMNS)


def wrong(points: Sequence[Point], first_day: date | None, due_on: date) -> dict[str, str]:
    """What is wrong with the points, beside "points"; empty where nothing is. `first_day`: of the way to the target."""
    if any(not math.isfinite(value) or value < 0 for _, value in points):
        return {POINTS: "Give each point on the way as a number of 0 or more."}
    if any(day >= following for (day, _), (following, _) in pairwise(points)):
        return {POINTS: "Give each point on the way a day of its own, in order."}
    outside = [day for day, _ in points if day >= due_on or (first_day is not None and day <= first_day)]
    if not outside:
        return {}
    since = f"after {in_words(first_day)} and " if first_day else ""
    ask = f"The points on the way lie {since}before {in_words(due_on)}, the day the target is due"
    return {POINTS: f"{ask}: {in_words(outside[0])} does not."}


def stored(session: Session, target_id: int | None) -> list[Point]:
    """The points of a target, in order."""
    query = select(TargetPoint.day, TargetPoint.value).where(TargetPoint.target_id == target_id)
    return [(day, value) for day, value in session.execute(query.order_by(TargetPoint.day))]


def replace(session: Session, target_id: int, points: Sequence[Point]) -> None:
    """Makes the stored points the given ones. A point that moved is one taken away and one added."""
    wanted = set(points)
    for record in session.scalars(select(TargetPoint).where(TargetPoint.target_id == target_id)).all():
        if (record.day, record.value) in wanted:
            wanted.remove((record.day, record.value))
        else:
            session.delete(record)
    # A day may be taken again only once it is free.
    session.flush()
    session.add_all(TargetPoint(target_id=target_id, day=day, value=value) for day, value in sorted(wanted))
    session.flush()


def changes(entries: Iterable[AuditEntry]) -> list[Change]:
    """What the audit log says of points, one for each day that was touched.

    `before` and `after` hold the day and the value, such as "2026-01-31 0.6".
    """
    found: dict[tuple[datetime, str, int, str], list[str]] = {}
    for entry in entries:
        said = {name: moved for name, moved in entry.changes.items() if isinstance(moved, list)}
        at = 0 if entry.action == "deleted" else 1
        target, day, value = (said[name][at] for name in COLUMNS)
        both = found.setdefault((entry.recorded_at, entry.actor, int(target), day), ["", ""])
        both[at] = f"{day} {value}"
    return [
        (
            moment,
            actor,
            "updated" if before and after else "created" if after else "deleted",
            target,
            FIELD,
            before,
            after,
        )
        for (moment, actor, target, _), (before, after) in found.items()
    ]
