"""A world's evaluations, plans, reviews and supporters, written into the database in use."""

from datetime import timedelta

from sqlalchemy.orm import Session

from data_access.models import (
    ActionPlan,
    AreaLevel,
    EvaluationCycle,
    PeerReview,
    PlanAction,
    SelfEvaluation,
    Supporter,
)
from tests.kpis.world import Cycle, World

Ids = dict[str | None, int | None]
BY_A_TEST = {"recorded_by": "a test"}


def store_plans(session: Session, world: World, setting: Ids) -> None:
    cycles = {cycle.name: EvaluationCycle(**_days(cycle), name=cycle.name, **BY_A_TEST) for cycle in world.cycles}
    session.add_all(cycles.values())
    session.flush()
    cycle_id = {name: cycle.id for name, cycle in cycles.items()}
    for made in world.evaluations:
        where = {"setting_id": setting[made.urn], "cycle_id": cycle_id[made.cycle]}
        evaluation = SelfEvaluation(submitted_on=made.submitted_on, **where, **BY_A_TEST)
        session.add(evaluation)
        session.flush()
        for area, level in made.levels.items():
            session.add(AreaLevel(self_evaluation_id=evaluation.id, area=area, level=level))
    for plan in world.plans:
        where = {"setting_id": setting[plan.urn], "cycle_id": cycle_id[plan.cycle]}
        session.add(ActionPlan(agreed_on=plan.agreed_on, **where, **BY_A_TEST))
    for step in world.steps:
        where = {"setting_id": setting[step.urn], "cycle_id": cycle_id[step.cycle], "area": "outcomes"}
        how = {"due_on": step.due_on, "progress": step.progress, "done_on": step.done_on}
        session.add(PlanAction(title="Do it", owner_role="SENCO", **where, **how, **BY_A_TEST))
    _store_coaching(session, world, setting)


def _days(cycle: Cycle) -> dict[str, object]:
    due_on = cycle.due_on
    return {"opens_on": due_on - timedelta(30), "due_on": due_on, "plans_due_on": cycle.plans_due_on}


def _store_coaching(session: Session, world: World, setting: Ids) -> None:
    for review in world.reviews:
        days = {"planned_for": review.planned_for, "held_on": review.held_on, "reported_on": None}
        session.add(PeerReview(setting_id=setting[review.urn], focus="Reading", **days, **BY_A_TEST))
    for person in world.people:
        days = {"identified_on": person.identified_on, "training_started_on": None}
        days |= {"trained_on": person.trained_on, "ended_on": person.ended_on}
        session.add(Supporter(setting_id=setting[person.urn], kind=person.kind, **days, **BY_A_TEST))
