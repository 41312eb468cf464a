"""Self-evaluations, plans and their actions, peer reviews and supporters, as far as they are known on the day."""

from typing import Any

import pandas as pd
from sqlalchemy import and_, case, func, select
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
from data_access.reading import table
from data_access.rollups.grid import Grid, Names, Within
from data_access.vocabulary import Progress


def frames(session: Session, within: Within, names: Names, grid: Grid) -> dict[str, pd.DataFrame]:
    """Cycles, and what settings evaluated, planned and did."""
    return {
        "cycles": _cycles(session),
        "evaluations": names.put(_evaluations(session, within, grid)),
        "levels": names.put(_levels(session, within, grid)),
        "plans": names.put(_plans(session, within, grid)),
        "actions": names.put(_actions(session, within, grid), grid),
    }


def coaching(session: Session, within: Within, names: Names, grid: Grid) -> dict[str, pd.DataFrame]:
    """Peer reviews, and who supports a setting."""
    return {
        "peer_reviews": names.put(_peer_reviews(session, within, grid), grid),
        "supporters": names.put(_supporters(session, within, grid)),
    }


def _cycles(session: Session) -> pd.DataFrame:
    cycle = EvaluationCycle
    columns = (cycle.name.label("cycle"), cycle.opens_on, cycle.due_on, cycle.plans_due_on)
    return table(session, select(*columns).order_by(cycle.due_on, cycle.id))


def _evaluations(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    query = select(SelfEvaluation.setting_id, EvaluationCycle.name.label("cycle"), SelfEvaluation.submitted_on)
    query = query.join(EvaluationCycle, EvaluationCycle.id == SelfEvaluation.cycle_id)
    # One that is submitted on a later day is not submitted yet.
    query = query.where(SelfEvaluation.submitted_on <= grid.as_at, within.setting(SelfEvaluation.setting_id))
    return table(session, query.order_by(SelfEvaluation.setting_id, SelfEvaluation.submitted_on, SelfEvaluation.id))


def _levels(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    query = (
        select(
            SelfEvaluation.setting_id,
            EvaluationCycle.name.label("cycle"),
            SelfEvaluation.submitted_on,
            AreaLevel.area,
            AreaLevel.level,
        )
        .join(SelfEvaluation, SelfEvaluation.id == AreaLevel.self_evaluation_id)
        .join(EvaluationCycle, EvaluationCycle.id == SelfEvaluation.cycle_id)
        .where(SelfEvaluation.submitted_on <= grid.as_at, within.setting(SelfEvaluation.setting_id))
    )
    return table(session, query.order_by(SelfEvaluation.setting_id, SelfEvaluation.submitted_on, AreaLevel.id))


def _plans(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    query = select(ActionPlan.setting_id, EvaluationCycle.name.label("cycle"), ActionPlan.agreed_on)
    query = query.join(EvaluationCycle, EvaluationCycle.id == ActionPlan.cycle_id)
    query = query.where(ActionPlan.agreed_on <= grid.as_at, within.setting(ActionPlan.setting_id))
    return table(session, query.order_by(ActionPlan.setting_id, ActionPlan.agreed_on, ActionPlan.id))


def _actions(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    """Actions that were to be done by now, in the cell in which they were due; stopped ones are due no more."""
    is_done = and_(PlanAction.done_on.is_not(None), PlanAction.done_on <= PlanAction.due_on)
    groups: tuple[Any, ...] = (PlanAction.setting_id, grid.cell(PlanAction.due_on))
    query = select(
        *groups,
        func.count().label("due_count"),
        func.sum(case((is_done, 1), else_=0)).label("done_on_time_count"),
    ).where(
        PlanAction.progress != Progress.STOPPED, grid.holds(PlanAction.due_on), within.setting(PlanAction.setting_id)
    )
    return table(session, query.group_by(*groups).order_by(*groups))


def _peer_reviews(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    """Peer reviews in the cell that they were planned for, also where that is still to come in a running period."""
    groups: tuple[Any, ...] = (PeerReview.setting_id, grid.cell(PeerReview.planned_for))
    query = select(
        *groups,
        func.count().label("planned_count"),
        func.sum(case((PeerReview.held_on <= grid.as_at, 1), else_=0)).label("completed_count"),
        func.sum(case((PeerReview.reported_on <= grid.as_at, 1), else_=0)).label("reported_count"),
    ).where(grid.holds(PeerReview.planned_for), within.setting(PeerReview.setting_id))
    return table(session, query.group_by(*groups).order_by(*groups))


def _supporters(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    days = (Supporter.identified_on, Supporter.training_started_on, Supporter.trained_on, Supporter.ended_on)
    query = select(Supporter.setting_id, Supporter.kind, *days)
    query = query.where(Supporter.identified_on <= grid.as_at, within.setting(Supporter.setting_id))
    return table(session, query.order_by(Supporter.setting_id, Supporter.id))
