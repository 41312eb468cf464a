"""Register lines of settings that were in no cluster that day: they are kept, and no measure counts them."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.models import ClusterMembership, Setting

Stay = tuple[date, date | None]


def note(session: Session, lines: Iterable[tuple[int, date]]) -> list[str]:
    """A sentence if any of the lines (setting's id, day) is of a setting that was in no cluster; else nothing."""
    followed_by = dict(
        session.execute(select(Setting.id, Setting.successor_id).where(Setting.successor_id.is_not(None))).all()
    )
    stays: dict[int, list[Stay]] = {}
    columns = (ClusterMembership.setting_id, ClusterMembership.joined_on, ClusterMembership.left_on)
    for setting_id, joined_on, left_on in session.execute(select(*columns)):
        stays.setdefault(_last(setting_id, followed_by), []).append((joined_on, left_on))
    outside = sum(not _is_in(stays.get(_last(setting_id, followed_by), []), day) for setting_id, day in lines)
    if not outside:
        return []
    rows = "1 row is of a setting" if outside == 1 else f"{outside} rows are of settings"
    return [f"{rows} in no cluster on the day: kept, but no measure counts it until the setting belongs to a cluster."]


def _last(setting_id: int, followed_by: dict[int, int | None]) -> int:
    """The setting that counts for this one in the end. Who followed whom never goes in a circle."""
    while (following := followed_by.get(setting_id)) is not None:
        setting_id = following
    return setting_id


def _is_in(stays: list[Stay], day: date) -> bool:
    return any(joined_on <= day and (left_on is None or day <= left_on) for joined_on, left_on in stays)
