"""How long somebody was there: stretches of time put together, none of them counted twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta

Stretch = tuple[datetime, datetime]
JOINED, LEFT = "joined", "left"


def together(stretches: Iterable[Stretch]) -> int:
    """Seconds covered by one or more of the stretches: two devices at once are one person."""
    covered = timedelta()
    reached = datetime.min  # noqa: DTZ901  # as the file has them, in the organiser's time
    for start, end in sorted(stretches):
        if end > reached:
            covered += end - max(start, reached)
            reached = end
    return int(covered.total_seconds())


def stretches(actions: Iterable[tuple[datetime, str]], ended: datetime) -> list[Stretch]:
    """From joining to leaving. With two devices in, the person is there until both have left; nobody stays on."""
    found: list[Stretch] = []
    devices, since = 0, ended
    for moment, action in sorted(actions, key=lambda one: (one[0], one[1])):
        if action == JOINED:
            since = moment if devices == 0 else since
            devices += 1
        elif devices:
            devices -= 1
            if devices == 0:
                found.append((since, moment))
    if devices and ended > since:
        found.append((since, ended))
    return found
