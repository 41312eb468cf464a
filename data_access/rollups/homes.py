"""Which cluster a setting's figures are part of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.models import ClusterMembership, Setting

# (first day, cluster, last day)
Stay = tuple[date, int, date | None]


@dataclass(frozen=True)
class Homes:
    """Which setting took over from which, and who belonged where. A setting carries on the stays of those before it."""

    settings: dict[int, Setting]
    stays: dict[int, list[Stay]]

    @classmethod
    def of(cls, session: Session) -> "Homes":
        homes = cls({setting.id: setting for setting in session.scalars(select(Setting))}, {})
        memberships = select(ClusterMembership).order_by(ClusterMembership.joined_on, ClusterMembership.id)
        for membership in session.scalars(memberships):
            start, left_on = membership.joined_on, membership.left_on
            for setting_id in homes._line(membership.setting_id, date.max):
                if left_on is None or left_on >= start:
                    homes.stays.setdefault(setting_id, []).append((start, membership.cluster_id, left_on))
                start = max(start, homes.settings[setting_id].closed_on or start)
        return homes

    def cluster(self, setting_id: int, day: date) -> int | None:
        """The cluster that it was in on the day, or the first that it joined after it.

        Missing: None for a setting that had left every cluster by then, or never joined one.
        """
        counts_as = list(self._line(setting_id, day))[-1]
        stays = self.stays.get(counts_as, [])
        there = [stay for stay in stays if stay[0] <= day and (stay[2] is None or stay[2] >= day)]
        if there:
            return max(there, key=lambda stay: stay[:2])[1]
        later = [stay for stay in stays if stay[0] > day]
        return min(later, key=lambda stay: stay[:2])[1] if later else None

    def _line(self, setting_id: int, day: date) -> Iterator[int]:
        """The setting and those that had taken over from it by the day."""
        seen = set[int]()
        following: int | None = setting_id
        while following is not None and following not in seen:
            seen.add(following)
            yield following
            closed = self.settings[following]
            following = closed.successor_id
            is_over = closed.closed_on is not None and closed.closed_on <= day
            opened_on = self.settings[following].opened_on if following is not None else None
            if not is_over or (opened_on is not None and opened_on > day):
                return
