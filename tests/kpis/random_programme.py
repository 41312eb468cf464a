"""Invented programmes with all that makes counting hard: moves, gaps, closures, successors, misplaced evidence."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.orm import Session

from data_access import store
from data_access.models import (
    Attendance,
    CaseStudy,
    Cluster,
    ClusterMembership,
    Event,
    Setting,
    SurveyAnswer,
    SurveyResponse,
)
from data_access.permissions import COMMAND_LINE
from data_access.vocabulary import ITEMS, Audience, CaseStudyStatus, EventType, Phase, SettingType
from tests.factories import add_programme

START = date(2025, 9, 15)
PHASES = (Phase.PRIMARY, Phase.SECONDARY, Phase.NURSERY)
Ids = dict[str | None, int | None]
TYPES = (SettingType.SCHOOL, SettingType.SPECIAL)


@dataclass
class Place:
    urn: str
    phase: str
    setting_type: str
    opened_on: date | None = None
    closed_on: date | None = None
    successor: str | None = None


@dataclass
class Stay:
    urn: str
    cluster: str
    joined_on: date
    left_on: date | None


@dataclass
class Meeting:
    ref: str
    event_type: str
    held_on: date
    cluster: str | None
    register: dict[str, bool]


@dataclass
class Response:
    audience: str
    answered_on: date
    urn: str | None
    cluster: str | None
    answers: dict[str, int]


@dataclass
class World:
    """Every record of a programme, as a person would list them."""

    as_at: date
    missed_allowed: int
    clusters: tuple[str, ...] = ("Central", "North", "South")
    starts_on: date = START
    places: dict[str, Place] = field(default_factory=dict)
    stays: list[Stay] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    # (urn, day of approval or None)
    case_studies: list[tuple[str, date | None]] = field(default_factory=list)


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
    for number in range(60):
        world.meetings.append(_meeting(chance, world, number))
    for _ in range(150):
        world.responses.append(_response(chance, world))
    for _ in range(25):
        is_approved = chance.random() < 0.8
        world.case_studies.append((chance.choice(list(world.places)), _day(chance) if is_approved else None))
    return world


def _day(chance: random.Random) -> date:
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
    kind = chance.choice([EventType.CLUSTER_MEETING, EventType.CLUSTER_MEETING, EventType.CPD])
    cluster = chance.choice([*world.clusters, None])
    listed = [urn for urn in world.places if chance.random() < 0.3]
    return Meeting(f"E{number}", kind, _day(chance), cluster, {urn: chance.random() < 0.6 for urn in listed})


def _response(chance: random.Random, world: World) -> Response:
    audience = chance.choice(list(Audience))
    urn = chance.choice([*world.places, None, None])
    cluster = chance.choice(world.clusters) if urn is None or chance.random() < 0.1 else None
    items = [item for item in ITEMS[audience] if chance.random() < 0.8]
    return Response(audience, _day(chance), urn, cluster, {item: chance.randint(1, 5) for item in items})


def stored(world: World) -> World:
    """Writes the world into the database in use."""
    add_programme(starts_on=world.starts_on, active_half_terms_missed_allowed=world.missed_allowed)
    with store.writing(COMMAND_LINE) as session:
        clusters = {name: Cluster(name=name) for name in world.clusters}
        settings = {place.urn: _setting(place) for place in world.places.values()}
        session.add_all([*clusters.values(), *settings.values()])
        session.flush()
        cluster = {None: None, **{name: record.id for name, record in clusters.items()}}
        setting = {None: None, **{urn: record.id for urn, record in settings.items()}}
        for place in world.places.values():
            settings[place.urn].successor_id = setting[place.successor]
        for stay in world.stays:
            where = {"setting_id": setting[stay.urn], "cluster_id": cluster[stay.cluster]}
            session.add(ClusterMembership(joined_on=stay.joined_on, left_on=stay.left_on, **where))
        for meeting in world.meetings:
            _store_meeting(session, meeting, cluster, setting)
        for said in world.responses:
            _store_response(session, said, cluster, setting)
        session.add_all(_case_study(setting[urn], approved_on) for urn, approved_on in world.case_studies)
    return world


def _setting(place: Place) -> Setting:
    return Setting(
        urn=place.urn,
        name=f"School {place.urn}",
        la_code="861",
        setting_type=place.setting_type,
        phase=place.phase,
        status="open",
        opened_on=place.opened_on,
        closed_on=place.closed_on,
    )


def _store_meeting(session: Session, meeting: Meeting, cluster: Ids, setting: Ids) -> None:
    event = Event(
        event_ref=meeting.ref,
        title=meeting.ref,
        event_type=meeting.event_type,
        held_on=meeting.held_on,
        mode="virtual",
        cluster_id=cluster[meeting.cluster],
        recorded_by="a test",
    )
    session.add(event)
    session.flush()
    for urn, came in meeting.register.items():
        session.add(Attendance(event_id=event.id, setting_id=setting[urn], is_attended=came))


def _store_response(session: Session, said: Response, cluster: Ids, setting: Ids) -> None:
    response = SurveyResponse(
        audience=said.audience,
        answered_on=said.answered_on,
        setting_id=setting[said.urn],
        cluster_id=cluster[said.cluster],
        recorded_by="a test",
    )
    session.add(response)
    session.flush()
    for item, value in said.answers.items():
        session.add(SurveyAnswer(response_id=response.id, item=item, value=value))


def _case_study(setting_id: int | None, approved_on: date | None) -> CaseStudy:
    return CaseStudy(
        setting_id=setting_id,
        title="A calmer start",
        happened_on=START,
        themes=[],
        context="",
        what_was_done="",
        impact="",
        has_consent=False,
        status=CaseStudyStatus.APPROVED if approved_on else CaseStudyStatus.SUBMITTED,
        approved_on=approved_on,
        recorded_by="a test",
    )
