"""What people said and wrote: survey responses after events, and case studies."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy.orm import Session

from data_access import survey_codes
from data_access.demo.events import Register
from data_access.demo.stories import QUOTATIONS, STORIES
from data_access.models import (
    CaseStudy,
    Event,
    Setting,
    Survey,
    SurveyAnswer,
    SurveyLink,
    SurveyQuestion,
    SurveyResponse,
    SurveyRound,
)
from data_access.vocabulary import (
    ABOUT_THE_SESSION,
    COACHING_FAMILY,
    ITEMS,
    Audience,
    CaseStudyStatus,
    ConsentFor,
    ConsentGiver,
    EventType,
    Item,
    QuestionKind,
    Theme,
)

# The chance that an answer is positive, at the start and for each month since.
OUTLOOK: dict[Audience, tuple[float, float]] = {
    Audience.PARENT_CARER: (0.60, 0.0145),
    Audience.SENCO: (0.79, 0.0095),
    Audience.SCHOOL_STAFF: (0.60, 0.012),
    Audience.SCHOOL_LEADER: (0.68, 0.012),
    Audience.PUPIL: (0.62, 0.009),
}
# Items that move less than the one the programme aims at.
HARDER = frozenset({Item.TIME_FOR_ROLE, Item.KNOWING_WHERE_TO_GO})
COMMENTS = (
    "It helped to hear what other schools do.",
    "I still find it hard to know who to ask.",
    "The staff listened and explained the plan in plain words.",
    "More time for the role would make the biggest difference.",
    "The visit to another school was the most useful part.",
    "We would like the next meeting to be after school hours.",
)
FIRST_OF_DEMO = date(2025, 9, 1)


def load(session: Session, random: Random, today: date, registers: list[Register]) -> None:
    """Adds the responses and the case studies that follow from the events."""
    for event, came in registers:
        for setting in came:
            for audience, chance in _who_answers(event.event_type):
                if random.random() < chance:
                    _answer(session, random, today, audience, setting, event)
        if event.event_type == EventType.CLUSTER_MEETING and event.cluster_id is not None:
            _round(session, random, today, event, len(came))
    _case_studies(session, random, today, registers)
    _survey(session, today)


def _survey(session: Session, today: date) -> None:
    """A survey of parents that is open, with a link for everybody: what a visitor tries on a phone."""
    survey = Survey(
        title="How is support for your child?",
        audience=Audience.PARENT_CARER,
        opens_on=today - timedelta(days=10),
        closes_on=today + timedelta(days=60),
        items=list(ITEMS[Audience.PARENT_CARER]),
        keep_until=today + timedelta(days=730),
        recorded_by="demo",
    )
    session.add(survey)
    session.flush()
    own = {"survey_id": survey.id, "kind": QuestionKind.OWN_WORDS, "position": 0}
    session.add(SurveyQuestion(**own, words="What would help your child most?"))
    session.add(SurveyLink(survey_id=survey.id, code=survey_codes.new(), most_answers=1000, recorded_by="demo"))


def _who_answers(event_type: str) -> tuple[tuple[Audience, float], ...]:
    """Parents are asked around cluster meetings and launches, SENCOs at networks, staff after training."""
    if event_type in (EventType.CLUSTER_MEETING, EventType.LAUNCH_EVENT):
        parents_and_sencos = ((Audience.PARENT_CARER, 0.85), (Audience.SENCO, 0.6))
        return (*parents_and_sencos, (Audience.SCHOOL_LEADER, 0.4), (Audience.PUPIL, 0.7))
    if event_type == EventType.NETWORK_MEETING:
        return ((Audience.SENCO, 0.9), (Audience.PARENT_CARER, 0.5))
    return ((Audience.SCHOOL_STAFF, 0.5), (Audience.SENCO, 0.3))


def _round(session: Session, random: Random, today: date, event: Event, came: int) -> None:
    """Parents and carers invited around a cluster meeting: about one and a half for each setting that came."""
    closes_on = event.held_on + timedelta(days=6)
    if closes_on <= today and came:
        session.add(
            SurveyRound(
                audience=Audience.PARENT_CARER,
                cluster_id=event.cluster_id,
                opens_on=event.held_on,
                closes_on=closes_on,
                invited_count=2 * came + random.randint(4, 12),
                recorded_by="demo",
            )
        )


def _answer(session: Session, random: Random, today: date, audience: Audience, setting: Setting, event: Event) -> None:
    answered_on = min(event.held_on + timedelta(days=random.randint(0, 6)), today)
    comment = random.choice(COMMENTS) if random.random() < 0.15 else None
    response = SurveyResponse(
        audience=audience,
        answered_on=answered_on,
        setting_id=setting.id,
        event_id=event.id,
        comment=comment,
        recorded_by="demo",
    )
    session.add(response)
    session.flush()
    start, growth = OUTLOOK[audience]
    outlook = start + growth * (answered_on - FIRST_OF_DEMO).days / 30
    is_session = event.event_type in COACHING_FAMILY
    for item in ITEMS[audience]:
        if item in ABOUT_THE_SESSION and not is_session:
            continue
        is_positive = random.random() < outlook - (0.15 if item in HARDER else 0)
        value = random.choice((4, 4, 5)) if is_positive else random.choice((1, 2, 2, 3, 3, 3))
        session.add(SurveyAnswer(response_id=response.id, item=item, value=value))


def _case_studies(session: Session, random: Random, today: date, registers: list[Register]) -> None:
    """One story for every few settings, told some weeks after they came to something."""
    tellers = [(event.held_on, random.choice(came)) for event, came in registers if came]
    for index, (title, themes, context, what_was_done, impact) in enumerate(STORIES if tellers else ()):
        held_on, setting = tellers[(index * 5 + 3) % len(tellers)]
        happened_on = min(held_on + timedelta(days=random.randint(10, 40)), today)
        # The newest stories are still on their way through review.
        status = CaseStudyStatus.APPROVED
        if index >= len(STORIES) - 2:
            status = CaseStudyStatus.SUBMITTED if index % 2 else CaseStudyStatus.DRAFT
        approved_on = min(happened_on + timedelta(days=9), today) if status == CaseStudyStatus.APPROVED else None
        session.add(
            CaseStudy(
                setting_id=setting.id,
                title=title,
                happened_on=happened_on,
                # In the order in which the form keeps them.
                themes=[theme for theme in Theme if theme in themes],
                context=context,
                what_was_done=what_was_done,
                impact=impact,
                quotation=QUOTATIONS.get(index),
                has_consent=index in QUOTATIONS,
                **_consent(index, happened_on),
                status=status,
                submitted_at=None if status == CaseStudyStatus.DRAFT else _noon(happened_on),
                submitted_by=None if status == CaseStudyStatus.DRAFT else "staff@demo.example",
                approved_at=_noon(approved_on) if approved_on else None,
                approved_on=approved_on,
                approved_by="lead@demo.example" if approved_on else None,
                recorded_by="demo",
            )
        )


def _consent(index: int, day: date) -> dict[str, object]:
    """Every setting agreed to its story; who is quoted, to the quotation. A few for the team alone, a few for all."""
    purpose = (ConsentFor.PARTNERS, ConsentFor.PARTNERS, ConsentFor.PUBLIC, ConsentFor.PARTNERS)[index % 4]
    said: dict[str, object] = {"consent_from": ConsentGiver.HEADTEACHER, "consented_on": day, "consent_for": purpose}
    if index in QUOTATIONS:
        giver = (ConsentGiver.PARENT_CARER, ConsentGiver.PUPIL, ConsentGiver.SENCO)[index % 3]
        said |= {"quotation_from": giver, "quotation_agreed_on": day, "quotation_for": ConsentFor.PARTNERS}
    return said


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
