"""Evaluations, plans, coaching and skill gains, the slow way."""

import math
from collections import Counter
from collections.abc import Iterable
from datetime import date

from data_access.vocabulary import COACHING_FAMILY, Area, Progress, SupporterKind
from tests.kpis.oracle import Counts, Oracle, Place
from tests.kpis.world import Cycle, Evaluation, Gain

Share = tuple[Counts, Counts]


class Plans:
    """What the measures of one period are; `who` knows who counts in it."""

    def __init__(self, who: Oracle) -> None:
        self.who, self.world = who, who.world

    # Cycles

    def due_in(self, cycle: Cycle, due_on: date) -> set[str]:
        """Who is due: in the programme and open on the due day, or today where that lies ahead."""
        if not self.who.period.start <= due_on <= self.who.period.end:
            return set()
        return {urn for urn, _, _ in self.who.stays_on(min(due_on, self.world.as_at))}

    def evaluations(self, on_time: bool = False) -> Share:
        handed_in, due = Counts(), Counts()
        for cycle in self.world.cycles:
            days = [(made.urn, made.submitted_on) for made in self.world.evaluations if made.cycle == cycle.name]
            self._add_cycle(cycle, cycle.due_on, days, on_time, handed_in, due)
        return handed_in, due

    def plans(self) -> Share:
        agreed, due = Counts(), Counts()
        for cycle in self.world.cycles:
            days = [(plan.urn, plan.agreed_on) for plan in self.world.plans if plan.cycle == cycle.name]
            self._add_cycle(cycle, cycle.plans_due_on, days, False, agreed, due)
        return agreed, due

    def _add_cycle(
        self,
        cycle: Cycle,
        due_on: date,
        days: Iterable[tuple[str, date | None]],
        on_time: bool,
        done: Counts,
        due: Counts,
    ) -> None:
        last = min(due_on, self.who.until) if on_time else self.who.until
        by = {self.who.counts_as(urn) for urn, day in days if day is not None and day <= last}
        for urn in self.due_in(cycle, due_on):
            place = self.who.place(urn, self.who.last_cluster[urn])
            due[place] += 1
            if urn in by:
                done[place] += 1

    # What came of them

    def steps(self) -> Share:
        on_time, due = Counts(), Counts()
        for step in self.world.steps:
            if step.progress == Progress.STOPPED or not self.who.is_in(step.due_on):
                continue
            place = self.who.of_setting(step.urn)
            due[place] += 1
            if step.done_on is not None and step.done_on <= step.due_on:
                on_time[place] += 1
        return on_time, due

    def level_changes(self) -> Share:
        change, areas = Counts(), Counts()
        of: dict[str, list[Evaluation]] = {}
        for made in self.world.evaluations:
            if made.submitted_on is not None and made.submitted_on <= self.who.until:
                of.setdefault(self.who.counts_as(made.urn), []).append(made)
        for urn, mine in of.items():
            for area in Area:
                ordered = [made for made in sorted(mine, key=self._order) if area.value in made.levels]
                if len({made.cycle for made in ordered}) < 2:
                    continue
                place = self.who.of_setting(urn)
                areas[place] += 1
                change[place] += ordered[-1].levels[area.value] - ordered[0].levels[area.value]
        return change, areas

    def _order(self, made: Evaluation) -> tuple[date, date, str]:
        due_on = next(cycle.due_on for cycle in self.world.cycles if cycle.name == made.cycle)
        return made.submitted_on or date.max, due_on, made.urn

    # Coaching

    def places_at_sessions(self, kind: str | None = None) -> Share:
        attended, booked = Counts(), Counts()
        for meeting in self.who.held():
            if meeting.event_type in COACHING_FAMILY and kind in (None, meeting.event_type):
                for urn, came in meeting.register.items():
                    booked[self.who.of_setting(urn)] += 1
                    attended[self.who.of_setting(urn)] += came
        return +attended, booked

    def reached(self, kind: str | None = None) -> Share:
        came = {place[3] for place in self.places_at_sessions(kind)[0]}
        members = self.who.members()
        return Counter({place: 1 for place in members if place[3] in came}), members

    def reviews(self) -> Share:
        held, planned = Counts(), Counts()
        for review in self.world.reviews:
            if self.who.is_in(review.planned_for):
                place = self.who.of_setting(review.urn)
                planned[place] += 1
                held[place] += review.held_on is not None and review.held_on <= self.world.as_at
        return +held, planned

    def coaches(self) -> tuple[Counts, None]:
        day = self.who.until
        trained = [
            person
            for person in self.world.people
            if person.kind == SupporterKind.LOCAL_COACH
            and person.trained_on is not None
            and person.trained_on <= day
            and (person.ended_on is None or person.ended_on >= day)
        ]
        return Counter(self.who.of_setting(person.urn) for person in trained), None

    # Skill gains

    def gains(self, intervention: str | None = None) -> tuple[dict[Place, float], Counts]:
        points: dict[Place, float] = {}
        pupils = Counts()
        for gain in self.world.gains:
            deviation = self.deviation(gain.intervention)
            if not self.who.is_in(gain.ended_on) or intervention not in (None, gain.intervention) or not deviation:
                continue
            place = self.who.of_setting(gain.urn)
            pupils[place] += gain.pupils
            points[place] = points.get(place, 0.0) + (gain.after - gain.before) * gain.pupils / deviation
        return points, pupils

    def deviation(self, intervention: str) -> float:
        """How far all scores spread, before and after, up to today."""
        known = [
            gain for gain in self.world.gains if gain.intervention == intervention and gain.ended_on <= self.world.as_at
        ]
        before = variance([(gain.pupils, gain.before, gain.before_sd) for gain in known])
        after = variance([(gain.pupils, gain.after, gain.after_sd) for gain in known])
        return math.sqrt((before + after) / 2)


def variance(groups: list[tuple[int, float, float]]) -> float:
    """Of all scores together, from each group's number, mean and deviation."""
    n = sum(number for number, _, _ in groups)
    if n < 2:
        return 0.0
    mean = sum(number * each for number, each, _ in groups) / n
    squares = sum((number - 1) * sd * sd + number * each * each for number, each, sd in groups) - n * mean * mean
    return squares / (n - 1)


def interventions(gains: Iterable[Gain]) -> set[str]:
    return {gain.intervention for gain in gains}
