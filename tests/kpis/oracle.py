"""Who counts and who takes part, the slow way: day by day, setting by setting, straight from the definitions.

`oracle_measures` has every measure. It shares nothing with `kpis`: only the calendar of the programme, which has tests
of its own.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from data_access.periods import Calendar, Period, academic_year_of
from data_access.vocabulary import EventType, PeriodKind
from tests.kpis.world import Meeting, World

# (cluster, phase, setting type, urn)
Place = tuple[str | None, str | None, str | None, str | None]
Counts = Counter[Place]
DAY = timedelta(days=1)


class Oracle:
    """What the measures of one period are."""

    def __init__(self, world: World, calendar: Calendar, period: Period) -> None:
        self.world, self.calendar, self.period = world, calendar, period
        self.until = min(period.end, world.as_at)
        self.first_day: dict[str, date] = {}
        self.last_cluster: dict[str, str] = {}
        self._live_through(min(world.starts_on, period.start))

    # Who counts

    def chain(self, urn: str) -> list[str]:
        """The setting and those it became, as known on the last day that counts."""
        found = [urn]
        while True:
            place = self.world.places[found[-1]]
            if place.closed_on is None or place.closed_on > self.until or place.successor is None:
                return found
            opened = self.world.places[place.successor].opened_on
            if opened is not None and opened > self.until:
                return found
            found.append(place.successor)

    def counts_as(self, urn: str) -> str:
        return self.chain(urn)[-1]

    def is_open(self, urn: str, day: date) -> bool:
        place = self.world.places[urn]
        return (place.opened_on is None or place.opened_on <= day) and (
            place.closed_on is None or day <= place.closed_on
        )

    def stays_on(self, day: date) -> Iterator[tuple[str, date, str]]:
        """Who belongs on a day: (setting that it counts as, day it joined that cluster, cluster)."""
        if day < self.world.starts_on:
            return
        for stay in self.world.stays:
            if stay.joined_on <= day and (stay.left_on is None or day <= stay.left_on):
                chain = self.chain(stay.urn)
                if any(self.is_open(urn, day) for urn in chain):
                    yield chain[-1], stay.joined_on, stay.cluster

    def _live_through(self, first: date) -> None:
        for day in days(first, self.until):
            today: dict[str, tuple[date, str]] = {}
            for urn, joined_on, cluster in self.stays_on(day):
                today[urn] = max(today.get(urn, (date.min, "")), (joined_on, cluster))
                self.first_day.setdefault(urn, day)
            if day >= self.period.start:
                self.last_cluster |= {urn: cluster for urn, (_, cluster) in today.items()}

    def place(self, urn: str | None, cluster: str | None) -> Place:
        if urn is None:
            return cluster, None, None, None
        return cluster, self.world.places[urn].phase, self.world.places[urn].setting_type, urn

    def members(self) -> Counts:
        return Counter(self.place(urn, cluster) for urn, cluster in self.last_cluster.items())

    # What was done

    def is_in(self, day: date, first: date | None = None, last: date | None = None) -> bool:
        return (first or self.period.start) <= day <= min(last or self.period.end, self.world.as_at)

    def held(self, first: date | None = None, last: date | None = None) -> list[Meeting]:
        return [
            meeting
            for meeting in self.world.meetings
            if not meeting.is_cancelled and self.is_in(meeting.held_on, first, last)
        ]

    def came(self, urn: str, first: date | None = None, last: date | None = None) -> bool:
        return any(
            attended and self.counts_as(listed) == urn
            for meeting in self.held(first, last)
            for listed, attended in meeting.register.items()
        )

    def took_part(self) -> Counts:
        return Counter(self.place(urn, cluster) for urn, cluster in self.last_cluster.items() if self.came(urn))

    def active(self) -> tuple[Counts, Counts]:
        still = {urn for urn, _, _ in self.stays_on(self.until)}
        year = self.calendar.period_of(PeriodKind.ACADEMIC_YEAR, self.until)
        halves = [
            half
            for half in self.calendar.periods(PeriodKind.HALF_TERM, year.start, year.end)
            if half.end <= self.until and academic_year_of(half.start) == year.label
        ]
        active, due = Counts(), Counts()
        for urn, cluster in self.last_cluster.items():
            if urn not in still:
                continue
            completed = [half for half in halves if half.end >= self.first_day[urn]]
            missed = sum(not self.came(urn, half.start, half.end) for half in completed)
            if completed:
                due[self.place(urn, cluster)] += 1
            if completed and missed <= self.world.missed_allowed:
                active[self.place(urn, cluster)] += 1
        return active, due

    def meetings(self) -> tuple[Counts, Counts]:
        attended, expected = Counts(), Counts()
        for meeting in self.held():
            if meeting.event_type != EventType.CLUSTER_MEETING:
                continue
            came = {
                urn for listed, there in meeting.register.items() if there for urn in self.line(listed, meeting.held_on)
            }
            for urn in self.expected_at(meeting.cluster, meeting.held_on, set(meeting.register)):
                who = self.counts_as(urn)
                place = self.place(who, meeting.cluster or self.last_cluster.get(who))
                expected[place] += 1
                attended[place] += urn in came
        return +attended, expected

    def line(self, urn: str, day: date) -> list[str]:
        """The setting and those that had taken over from it before the day."""
        found = [urn]
        while True:
            place = self.world.places[found[-1]]
            if place.closed_on is None or place.closed_on >= day or place.successor is None:
                return found
            found.append(place.successor)

    def expected_at(self, cluster: str | None, day: date, listed: set[str]) -> set[str]:
        if cluster is None:
            return {self.line(urn, day)[-1] for urn in listed}
        there = set()
        for stay in self.world.stays:
            holds = stay.joined_on <= day and (stay.left_on is None or day <= stay.left_on)
            if stay.cluster == cluster and holds and day >= self.world.starts_on:
                there |= {urn for urn in self.line(stay.urn, day)[-1:] if self.is_open(urn, day)}
        return there

    def of_setting(self, urn: str) -> Place:
        """Where something counts that a setting did or that is about it."""
        who = self.counts_as(urn)
        return self.place(who, self.last_cluster.get(who))


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY
