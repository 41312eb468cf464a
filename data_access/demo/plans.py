"""Two cycles of self-evaluations and plans, peer reviews, and the people who can support other settings."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.models import (
    ActionPlan,
    AreaLevel,
    Cluster,
    ClusterMembership,
    EvaluationCycle,
    PeerReview,
    PlanAction,
    Priority,
    SelfEvaluation,
    Setting,
    Supporter,
)
from data_access.vocabulary import Area, Progress, SupporterKind

# Name, opens, self-evaluations due, plans due.
CYCLES = (
    ("2025/26", date(2025, 9, 15), date(2025, 11, 28), date(2026, 1, 16)),
    ("2026/27", date(2026, 9, 14), date(2026, 11, 13), date(2026, 12, 11)),
)
# How likely a setting hands in at all, and then on time.
DILIGENCE = {"Central": (0.95, 0.85), "North": (0.85, 0.8), "South": (0.88, 0.82), "East": (0.55, 0.6)}
# Where settings stand at first, by area: a little below Established in teaching, further behind in using data.
FIRST_LEVEL = dict(zip(Area, (2.1, 2.4, 2.2, 1.9, 1.8, 1.6, 2.0, 2.1), strict=True))
ACTIONS: dict[Area, tuple[str, str, str]] = {
    Area.OUTCOMES: ("Look at outcomes of pupils at SEN support", "Set targets with each pupil", "Deputy head"),
    Area.LEADERSHIP: ("A governor who asks about SEND", "Give the SENCO a day a week", "Headteacher"),
    Area.TEACHING: ("Every teacher plans for working memory", "Train all teaching staff", "SENCO"),
    Area.WORKING_WITH_FAMILIES: ("Families shape every plan", "Open a monthly drop-in", "SENCO"),
    Area.IDENTIFICATION: ("Find need in the first six weeks", "Use one screening tool", "Early years lead"),
    Area.MONITORING: ("Know early who falls behind", "Review progress each half term", "Assessment lead"),
    Area.RESOURCES: ("Support staff where they help most", "Map provision and its cost", "Business manager"),
    Area.PROVISION: ("Calm places in every corridor", "Set up two quiet rooms", "Pastoral lead"),
}


def load(session: Session, random: Random, today: date) -> None:
    """Adds everything that was known on the day."""
    cycles = [
        EvaluationCycle(name=name, opens_on=opens, due_on=due, plans_due_on=plans, recorded_by="demo")
        for name, opens, due, plans in CYCLES
        if opens <= today
    ]
    session.add_all(cycles)
    session.flush()
    places = session.execute(
        select(Cluster.name, ClusterMembership.joined_on, Setting)
        .join(ClusterMembership, ClusterMembership.cluster_id == Cluster.id)
        .join(Setting, Setting.id == ClusterMembership.setting_id)
        .order_by(Setting.id)
    ).all()
    before: dict[int, dict[Area, int]] = {}
    for cycle in cycles:
        for cluster, joined_on, setting in places:
            if joined_on <= cycle.due_on:
                _take_part(session, random, today, cycle, cluster, setting, before)
    members = [(cluster, setting) for cluster, joined_on, setting in places if joined_on <= today]
    if cycles:
        _peer_reviews(session, random, today, members)
        _supporters(session, random, today, members)


def _take_part(
    session: Session,
    random: Random,
    today: date,
    cycle: EvaluationCycle,
    cluster: str,
    setting: Setting,
    before: dict[int, dict[Area, int]],
) -> None:
    hands_in, on_time = DILIGENCE[cluster]
    if random.random() > hands_in:
        return
    late = 0 if random.random() < on_time else random.randint(3, 30)
    submitted_on = cycle.due_on - timedelta(days=random.randint(0, 25)) + timedelta(days=late)
    if submitted_on > today:
        return
    evaluation = SelfEvaluation(setting_id=setting.id, cycle_id=cycle.id, submitted_on=submitted_on, recorded_by="demo")
    session.add(evaluation)
    session.flush()
    levels = _levels(random, before.get(setting.id))
    before[setting.id] = levels
    session.add_all(
        AreaLevel(self_evaluation_id=evaluation.id, area=area.value, level=level) for area, level in levels.items()
    )
    agreed_on = cycle.plans_due_on - timedelta(days=random.randint(-8, 25))
    if agreed_on <= today and random.random() < 0.9:
        session.add(ActionPlan(setting_id=setting.id, cycle_id=cycle.id, agreed_on=agreed_on, recorded_by="demo"))
        _plan(session, random, today, cycle, setting, levels, agreed_on)


def _levels(random: Random, before: dict[Area, int] | None) -> dict[Area, int]:
    """A year on, about four areas in ten have moved up a level, and one in twelve down: some look more closely."""
    if before is None:
        return {area: min(max(round(random.gauss(mean, 0.7)), 1), 4) for area, mean in FIRST_LEVEL.items()}
    moves = {area: random.choices((1, 0, -1), (0.4, 0.52, 0.08))[0] for area in Area}
    return {area: min(max(level + moves[area], 1), 4) for area, level in before.items()}


def _plan(
    session: Session,
    random: Random,
    today: date,
    cycle: EvaluationCycle,
    setting: Setting,
    levels: dict[Area, int],
    agreed_on: date,
) -> None:
    """Two or three priorities where a setting stands lowest, each with an action or two."""
    of = {"setting_id": setting.id, "cycle_id": cycle.id, "recorded_by": "demo"}
    for area in sorted(Area, key=lambda one: (levels[one], random.random()))[: random.choice((2, 2, 3))]:
        priority, action, role = ACTIONS[area]
        session.add(Priority(title=priority, area=area.value, **of))
        for title in (action, f"Share what works: {action.lower()}")[: random.choice((1, 1, 2))]:
            due_on = agreed_on + timedelta(days=random.choice((30, 60, 90, 120)))
            done_on = due_on + timedelta(days=random.choice((-20, -10, -5, -2, -1, 0, 6, 14)))
            is_done = done_on <= today and random.random() < 0.82
            under_way = Progress.UNDER_WAY if random.random() < 0.7 else Progress.NOT_STARTED
            session.add(
                PlanAction(
                    title=title,
                    area=area.value,
                    owner_role=role,
                    due_on=due_on,
                    progress=Progress.DONE if is_done else under_way,
                    done_on=done_on if is_done else None,
                    **of,
                )
            )


def _peer_reviews(session: Session, random: Random, today: date, members: list[tuple[str, Setting]]) -> None:
    """Two each half term, of one setting by people of another in its cluster; one in six slips."""
    day = date(2025, 11, 18)
    while day <= today + timedelta(days=40):
        for _ in range(2):
            cluster, host = random.choice(members)
            reviewer = random.choice([other for name, other in members if name == cluster and other is not host])
            held_on = day if random.random() > 0.17 else None
            is_held = held_on is not None and held_on <= today
            reported_on = day + timedelta(days=14)
            session.add(
                PeerReview(
                    setting_id=host.id,
                    reviewer_id=reviewer.id,
                    focus=random.choice(("Reading", "Calm corridors", "Support plans", "Moving up")),
                    planned_for=day,
                    held_on=held_on if is_held else None,
                    reported_on=reported_on if is_held and reported_on <= today else None,
                    recorded_by="demo",
                )
            )
        day += timedelta(days=49)


def _supporters(session: Session, random: Random, today: date, members: list[tuple[str, Setting]]) -> None:
    """Named from the start, trained half a year later; more of them in Central."""
    numbers = {
        SupporterKind.LOCAL_COACH: 22,
        SupporterKind.IMPROVEMENT_CHAMPION: 14,
        SupporterKind.INCLUSION_LEADER: 6,
    }
    weights = [3 if cluster == "Central" else 1 for cluster, _ in members]
    for kind, number in numbers.items():
        for _ in range(number):
            _, setting = random.choices(members, weights)[0]
            identified_on = date(2025, 10, 1) + timedelta(days=random.randint(0, 380))
            began = identified_on + timedelta(days=random.randint(20, 70))
            trained = began + timedelta(days=random.randint(80, 160))
            if identified_on <= today:
                session.add(
                    Supporter(
                        setting_id=setting.id,
                        kind=kind,
                        identified_on=identified_on,
                        training_started_on=began if began <= today else None,
                        trained_on=trained if trained <= today else None,
                        recorded_by="demo",
                    )
                )
