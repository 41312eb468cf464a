"""What settings plan and do, invented: evaluations half done, plans late, actions stopped, reviews never held."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from data_access.vocabulary import Area, Progress, SupporterKind
from tests.kpis.world import START, Cycle, Evaluation, Gain, Person, Plan, Review, Step, World

INTERVENTIONS = ("Talk Boost", "Nurture", "Numbers")


def add_plans(chance: random.Random, world: World) -> None:
    for number, due in enumerate((-10, 60, 150, 240, 330)):
        due_on = START + timedelta(due + chance.randrange(40))
        world.cycles.append(Cycle(f"Cycle {number}", due_on, due_on + timedelta(chance.choice([0, 20, 45]))))
    for cycle in world.cycles:
        for urn in world.places:
            if chance.random() < 0.7:
                world.evaluations.append(_evaluation(chance, urn, cycle))
            if chance.random() < 0.6:
                day = cycle.plans_due_on + timedelta(chance.randrange(-50, 60))
                world.plans.append(Plan(urn, cycle.name, day))
    urns = list(world.places)
    world.steps += [_step(chance, urns, world.cycles) for _ in range(120)]
    world.reviews += [_review(chance, urns) for _ in range(40)]
    world.people += [_person(chance, urns) for _ in range(30)]
    world.gains += [_gain(chance, urns) for _ in range(30)]


def _evaluation(chance: random.Random, urn: str, cycle: Cycle) -> Evaluation:
    day = cycle.due_on + timedelta(chance.choice([-30, -1, 0, 1, 2, 40]))
    levels = {area.value: chance.randint(1, 4) for area in Area if chance.random() < 0.9}
    return Evaluation(urn, cycle.name, day if chance.random() < 0.8 else None, levels)


def _step(chance: random.Random, urns: Sequence[str], cycles: Sequence[Cycle]) -> Step:
    """On the day, early, late; never; stopped before or after it was due."""
    due_on = START + timedelta(chance.randrange(-60, 500))
    progress = chance.choice([Progress.DONE, Progress.DONE, Progress.DONE, Progress.UNDER_WAY, Progress.STOPPED])
    done_on = due_on + timedelta(chance.choice([-20, -1, 0, 1, 30])) if progress == Progress.DONE else None
    return Step(chance.choice(urns), chance.choice(cycles).name, due_on, progress, done_on)


def _review(chance: random.Random, urns: Sequence[str]) -> Review:
    planned_for = START + timedelta(chance.randrange(-60, 500))
    held_on = planned_for + timedelta(chance.choice([-3, 0, 5, 90])) if chance.random() < 0.7 else None
    return Review(chance.choice(urns), planned_for, held_on)


def _person(chance: random.Random, urns: Sequence[str]) -> Person:
    identified_on = START + timedelta(chance.randrange(-100, 400))
    trained_on = _later(chance, identified_on, 0.8)
    ended_on = None if trained_on is None else _later(chance, trained_on, 0.3)
    return Person(chance.choice(urns), chance.choice(list(SupporterKind)), identified_on, trained_on, ended_on)


def _later(chance: random.Random, day: date, share: float) -> date | None:
    return day + timedelta(chance.choice([0, 30, 120])) if chance.random() < share else None


def _gain(chance: random.Random, urns: Sequence[str]) -> Gain:
    """Scores of a test; now and then of a group that were all alike, and of one long before the programme."""
    name, ended_on = chance.choice(INTERVENTIONS), START + timedelta(chance.randrange(-400, 500))
    before = chance.randrange(60, 120) / 2
    spread = chance.choice([0.0, 4.5, 8.0, 12.5])
    after = before + chance.randrange(-6, 20) / 2
    return Gain(chance.choice(urns), name, ended_on, chance.choice([2, 6, 25]), before, spread, after, spread + 1.5)
