"""Invented programmes with all that makes counting hard: moves, gaps, closures, successors, misplaced evidence."""

import random
from datetime import date, timedelta

from data_access.vocabulary import ITEMS, Audience, EventType, EvidenceKind, Phase, SettingType
from tests.kpis.random_figures import add_figures
from tests.kpis.random_plans import add_plans
from tests.kpis.world import START, Meeting, Piece, Place, Response, Round, Stay, World

PHASES = (Phase.PRIMARY, Phase.SECONDARY, Phase.NURSERY)
TYPES = (SettingType.SCHOOL, SettingType.SPECIAL)
KINDS = (*EventType, EventType.CLUSTER_MEETING, EventType.CLUSTER_MEETING, EventType.CLUSTER_MEETING)


def random_world(seed: int, settings: int = 14) -> World:
    """A programme of a year and a half; the same one for the same seed."""
    chance = random.Random(seed)
    world = World(as_at=START + timedelta(chance.randrange(250, 480)), missed_allowed=seed % 2)
    for number in range(settings):
        urn = str(100 + number)
        world.places[urn] = Place(urn, chance.choice(PHASES), chance.choice(TYPES))
        if chance.random() < 0.9:
            _stays(chance, world, urn)
    _successions(chance, world)
    world.meetings += [_meeting(chance, world, number) for number in range(80)]
    world.responses += [_response(chance, world) for _ in range(250)]
    world.rounds += [_round(chance, world) for _ in range(20)]
    for kind in (*EvidenceKind, EvidenceKind.CASE_STUDY):
        world.pieces += [_piece(chance, world, kind) for _ in range(12)]
    add_plans(chance, world)
    add_figures(chance, world)
    return world


def some_day(chance: random.Random) -> date:
    return START + timedelta(chance.randrange(-60, 500))


def _stays(chance: random.Random, world: World, urn: str) -> None:
    joined = START + timedelta(chance.choice([-40, 0, 0, 30, 120, 200]))
    for _ in range(chance.choice([1, 1, 2, 3])):
        left = joined + timedelta(chance.randrange(0, 250)) if chance.random() < 0.5 else None
        world.stays.append(Stay(urn, chance.choice(world.clusters), joined, left))
        if left is None:
            return
        joined = left + timedelta(chance.choice([1, 1, 40]))


def _successions(chance: random.Random, world: World) -> None:
    """Some close, some of these are followed: by a new one, by one that was always there, by one in a chain."""
    urns = list(world.places)
    for at, urn in enumerate(urns[:-1]):
        place = world.places[urn]
        if chance.random() < 0.3:
            place.closed_on = START + timedelta(chance.randrange(-20, 400))
            if chance.random() < 0.8:
                place.successor = chance.choice(urns[at + 1 :])
                after = world.places[place.successor]
                if chance.random() < 0.6 and after.opened_on is None:
                    after.opened_on = place.closed_on + timedelta(chance.choice([-30, 1, 1, 25]))
        elif chance.random() < 0.1 and place.opened_on is None:
            place.opened_on = START + timedelta(chance.randrange(-20, 200))


def _meeting(chance: random.Random, world: World, number: int) -> Meeting:
    kind, cluster = chance.choice(KINDS), chance.choice([*world.clusters, None])
    came = {urn: chance.random() < 0.6 for urn in world.places if chance.random() < 0.3}
    return Meeting(f"E{number}", kind, some_day(chance), cluster, came, is_cancelled=chance.random() < 0.15)


def _response(chance: random.Random, world: World) -> Response:
    audience = chance.choice(list(Audience))
    urn = chance.choice([*world.places, None, None])
    cluster = chance.choice(world.clusters) if urn is None or chance.random() < 0.1 else None
    items = [item for item in ITEMS[audience] if chance.random() < 0.8]
    return Response(audience, some_day(chance), urn, cluster, {item: chance.randint(1, 5) for item in items})


def _round(chance: random.Random, world: World) -> Round:
    opens_on = some_day(chance)
    urn = chance.choice([*world.places, *[None] * 8])
    cluster = chance.choice(world.clusters) if urn is None else None
    closes_on = opens_on + timedelta(chance.choice([0, 20, 60]))
    return Round(chance.choice(list(Audience)), urn, cluster, opens_on, closes_on, chance.choice([1, 3, 30]))


def _piece(chance: random.Random, world: World, kind: EvidenceKind) -> Piece:
    return Piece(chance.choice(list(world.places)), kind, some_day(chance) if chance.random() < 0.8 else None)
