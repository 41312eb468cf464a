"""Settings that closed and were followed by another, said in SQL."""

from collections.abc import Iterable

from sqlalchemy import CTE, Date, case, null, or_, select
from sqlalchemy.orm import aliased

from data_access.models import ClusterMembership, Setting


def related(cluster_ids: Iterable[int]) -> CTE:
    """The settings that ever belonged to one of the clusters, with everything before and after them.

    Columns: setting_id.
    """
    members = select(ClusterMembership.setting_id).where(ClusterMembership.cluster_id.in_(sorted(cluster_ids)))
    found = members.cte("related", recursive=True)
    other = case((Setting.id == found.c.setting_id, Setting.successor_id), else_=Setting.id)
    touching = or_(Setting.id == found.c.setting_id, Setting.successor_id == found.c.setting_id)
    return found.union(select(other).join(found, touching).where(Setting.successor_id.is_not(None)))


def successions() -> CTE:
    """What each setting counts as, and after which day: itself always, a successor once everything before it closed.

    Columns: setting_id, counts_as_id, after (the day on which the last one before it closed; None for itself).
    """
    itself = select(Setting.id.label("setting_id"), Setting.id.label("counts_as_id"), null().cast(Date).label("after"))
    found = itself.cte("successions", recursive=True)
    closed = aliased(Setting)
    latest = case((found.c.after > closed.closed_on, found.c.after), else_=closed.closed_on)
    following = (
        select(found.c.setting_id, closed.successor_id, latest)
        .join(closed, closed.id == found.c.counts_as_id)
        .where(closed.successor_id.is_not(None), closed.closed_on.is_not(None))
    )
    return found.union(following)
