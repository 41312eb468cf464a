"""Two cycles of self-evaluation, a plan, sessions, peer reviews and supporters, recorded in the pages' programme."""

from datetime import date, timedelta
from typing import Any

from data_access import records
from data_access.forms.plans import evidence_field, level_field
from data_access.vocabulary import Area, Audience, EventType, Item, Level, PeriodKind, Progress, SupporterKind
from tests import factories
from tests.pages.conftest import CALENDAR

EARLIER, NOW = "Earlier", "This one"
EVIDENCE = "Reading ages over two years."


def days(today: date, back: int) -> date:
    return today - timedelta(days=back)


def put(kind: str, /, **answers: Any) -> int:
    """One record, as an administrator enters it. Value: its id."""
    key = f"{kind} {sorted(map(str, answers.items()))}"
    return records.record(factories.administrator(), kind, answers, key)


def add_cycles(today: date) -> None:
    put(
        "evaluation_cycle",
        name=EARLIER,
        opens_on=days(today, 130),
        due_on=days(today, 100),
        plans_due_on=days(today, 90),
    )
    put("evaluation_cycle", name=NOW, opens_on=days(today, 20), due_on=days(today, 10), plans_due_on=days(today, -20))


def add_levels(
    urn: str, cycle: str, submitted_on: date | None, level: Level, evidence: str | None = None, **but: Level
) -> None:
    """All eight areas at one level, but for those named; the evidence stands beside the first."""
    answers: dict[str, Any] = {level_field(area): but.get(area.name, level) for area in Area}
    answers |= {evidence_field(area): evidence if area == Area.OUTCOMES else None for area in Area}
    put("self_evaluation", urn=urn, cycle=cycle, submitted_on=submitted_on, **answers)


def add_plans(today: date) -> None:
    """Of this cycle, Central primary is in on time and North primary late; Central secondary has begun."""
    add_cycles(today)
    add_levels("100001", EARLIER, days(today, 101), Level.DEVELOPING)
    moved = {"OUTCOMES": Level.ESTABLISHED, "TEACHING": Level.EMERGING}
    add_levels("100001", NOW, days(today, 12), Level.DEVELOPING, EVIDENCE, **moved)
    add_levels("100011", NOW, days(today, 5), Level.EMERGING)
    add_levels("100002", NOW, None, Level.EMERGING)
    put("action_plan", urn="100001", cycle=NOW, agreed_on=days(today, 6))
    put("priority", urn="100001", cycle=NOW, area=Area.OUTCOMES, title="Read every day")
    add_action("A book each", days(today, 3), today, Progress.DONE, days(today, 4))
    add_action("A reading hour", days(today, 8), today)
    add_action("A library", days(today, -30), today, Progress.NOT_STARTED)


def add_action(
    title: str, due_on: date, today: date, progress: Progress = Progress.UNDER_WAY, done_on: date | None = None
) -> None:
    put(
        "action",
        urn="100001",
        cycle=NOW,
        area=Area.OUTCOMES,
        title=title,
        owner_role="SENCO",
        due_on=due_on,
        progress=progress,
        done_on=done_on,
    )


def add_coaching(today: date) -> None:
    """This term: one coaching session with one of two, one supervision with both; two reviews; three people."""
    term = CALENDAR.period_of(PeriodKind.TERM, today)
    earlier = days(term.start, 40)
    session, supervision = EventType.COACHING_SESSION, EventType.SENCO_SUPERVISION
    factories.add_event("coaching", term.start, attended=["100001"], absent=["100011"], event_type=session)
    factories.add_event("supervision", term.start, attended=["100001", "100002"], event_type=supervision)
    for value in (4, 5):
        factories.add_response(Audience.SENCO, term.start, {Item.SESSION_USEFUL: value}, urn="100001")
    common: dict[str, Any] = {"focus": "Reading", "reported_on": None}
    put("peer_review", urn="100001", reviewer_urn="100002", planned_for=days(today, 1), held_on=None, **common)
    put("peer_review", urn="100011", reviewer_urn="100012", planned_for=term.start, held_on=term.start, **common)
    for urn, kind, began, trained in (
        ("100001", SupporterKind.LOCAL_COACH, earlier, term.start),
        ("100001", SupporterKind.LOCAL_COACH, earlier, None),
        ("100011", SupporterKind.IMPROVEMENT_CHAMPION, None, None),
    ):
        put(
            "supporter",
            urn=urn,
            kind=kind,
            identified_on=earlier,
            training_started_on=began,
            trained_on=trained,
            ended_on=None,
        )
