"""A database of city size: 120 settings, three years, 40,000 register rows, and what goes with them."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import insert

from data_access import store
from data_access.demo import figures, plans
from data_access.models import (
    Attendance,
    CaseStudy,
    Cluster,
    ClusterMembership,
    Event,
    Programme,
    Setting,
    SurveyAnswer,
    SurveyResponse,
    now,
)
from data_access.periods import Calendar
from data_access.permissions import COMMAND_LINE
from data_access.vocabulary import ITEMS, Audience, EventType, Phase, SettingType

SETTINGS, EVENTS, RESPONSES, CASE_STUDIES = 120, 334, 6000, 150
CLUSTERS = ("Central", "North", "South", "East")
DAYS = 3 * 365


def fill(today: date) -> date:
    """Fills a migrated, empty database. Value: the day the programme started."""
    random = Random(861)
    starts_on = today - timedelta(days=DAYS)
    days = [starts_on + timedelta(days=random.randrange(DAYS)) for _ in range(EVENTS)]
    recorded = {"recorded_at": now(), "recorded_by": "bench", "version": 1}
    with store.writing(COMMAND_LINE) as session:
        year_one_ends_on = starts_on + timedelta(days=365)
        session.add(
            Programme(
                name="City", la_code="861", la_name="City", starts_on=starts_on, year_one_ends_on=year_one_ends_on
            )
        )
        session.flush()
        session.execute(insert(Cluster), [{"id": i + 1, "name": name} for i, name in enumerate(CLUSTERS)])
        session.execute(insert(Setting), [_setting(number, random) for number in range(1, SETTINGS + 1)])
        session.execute(
            insert(ClusterMembership),
            [
                {"cluster_id": number % 4 + 1, "setting_id": number, "joined_on": starts_on}
                for number in range(1, SETTINGS + 1)
            ],
        )
        session.execute(insert(Event), [_event(number, day, random) | recorded for number, day in enumerate(days, 1)])
        session.execute(
            insert(Attendance),
            [
                {
                    "event_id": event,
                    "setting_id": setting,
                    "is_attended": random.random() < 0.3 + 0.4 * (setting % 2),
                    "people_count": 1,
                }
                for event in range(1, EVENTS + 1)
                for setting in range(1, SETTINGS + 1)
            ],
        )
        session.execute(
            insert(SurveyResponse), [_response(n, starts_on, random) | recorded for n in range(1, RESPONSES + 1)]
        )
        session.execute(insert(SurveyAnswer), [row for n in range(1, RESPONSES + 1) for row in _answers(n, random)])
        session.execute(insert(CaseStudy), [_case_study(starts_on, random) | recorded for _ in range(CASE_STUDIES)])
        # The same clusters as the demo's, so that its plans and figures fit.
        plans.load(session, random, today)
        figures.load(session, random, today, Calendar(()))
    return starts_on


def _setting(number: int, random: Random) -> dict[str, object]:
    is_early_years, is_secondary = number % 6 == 0, number % 7 == 0
    return {
        "id": number,
        "urn": str(100000 + number),
        "name": f"School {number:03d}",
        "la_code": "861",
        "setting_type": SettingType.EARLY_YEARS if is_early_years else SettingType.SCHOOL,
        "phase": Phase.NURSERY if is_early_years else Phase.SECONDARY if is_secondary else Phase.PRIMARY,
        "status": "open",
        "pupil_count": 300,
        "latitude": 53 + random.random() / 10,
        "longitude": -2.2 + random.random() / 10,
        "version": 1,
    }


def _event(number: int, day: date, random: Random) -> dict[str, object]:
    event_type = random.choice((EventType.CLUSTER_MEETING, EventType.CPD, EventType.NETWORK_MEETING))
    is_meeting = event_type == EventType.CLUSTER_MEETING
    return {
        "id": number,
        "event_ref": f"E{number}",
        "title": f"Event {number}",
        "event_type": event_type,
        "held_on": day,
        "mode": "in_person",
        "cluster_id": number % 4 + 1 if is_meeting else None,
    }


def _audience(number: int) -> Audience:
    return tuple(Audience)[number % 3]


def _response(number: int, starts_on: date, random: Random) -> dict[str, object]:
    return {
        "id": number,
        "audience": _audience(number),
        "answered_on": starts_on + timedelta(days=random.randrange(DAYS)),
        "setting_id": random.randint(1, SETTINGS),
        "event_id": random.randint(1, EVENTS),
    }


def _answers(number: int, random: Random) -> list[dict[str, object]]:
    return [
        {"response_id": number, "item": item, "value": random.choice((1, 2, 3, 4, 4, 5))}
        for item in ITEMS[_audience(number)]
    ]


def _case_study(starts_on: date, random: Random) -> dict[str, object]:
    approved_on = starts_on + timedelta(days=random.randrange(DAYS))
    return {
        "setting_id": random.randint(1, SETTINGS),
        "title": "A story",
        "happened_on": approved_on,
        "themes": ["wellbeing"],
        "context": "Context.",
        "what_was_done": "What was done.",
        "impact": "Impact.",
        "has_consent": False,
        "status": "approved",
        "approved_on": approved_on,
    }
