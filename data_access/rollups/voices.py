"""Answers to surveys, who was invited to them, and approved evidence, summed up."""

import pandas as pd
from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from data_access.models import CaseStudy, ClusterMembership, EvidencePiece, SurveyAnswer, SurveyResponse, SurveyRound
from data_access.reading import belongs_on, table
from data_access.rollups.grid import Grid, Names, Within
from data_access.vocabulary import POSITIVE_FROM, CaseStudyStatus, EvidenceKind

POINTS = (1, 2, 3, 4, 5)


def frames(session: Session, within: Within, names: Names, grid: Grid) -> dict[str, pd.DataFrame]:
    """What was answered, and how many were invited to."""
    return {
        "answers": names.put(_answers(session, within, grid), grid),
        "rounds": names.put(_rounds(session, within, grid), grid),
    }


def _answers(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    """How many gave each of the five answers, by question and audience; how many of them are positive; their sum."""
    response = SurveyResponse
    said = select(
        response.id,
        response.setting_id,
        # An answer about a setting counts in the setting's cluster, whatever else was noted.
        case((response.setting_id.is_(None), response.cluster_id)).label("cluster_id"),
        response.audience,
        grid.cell(response.answered_on),
    ).where(grid.holds(response.answered_on), within.place(response.setting_id, response.cluster_id))
    said_in = said.cte("said").prefix_with("MATERIALIZED")
    of = said_in.c
    groups = (of.setting_id, of.cluster_id, of.cell, of.audience, SurveyAnswer.item)
    points = [func.sum(case((SurveyAnswer.value == point, 1), else_=0)).label(f"count_{point}") for point in POINTS]
    query = select(*groups, *points).join(SurveyAnswer, SurveyAnswer.response_id == of.id).group_by(*groups)
    rows = table(session, query.order_by(func.coalesce(groups[0], 0), func.coalesce(groups[1], 0), *groups[2:]))
    counts = rows[[f"count_{point}" for point in POINTS]]
    positive = [f"count_{point}" for point in POINTS if point >= POSITIVE_FROM]
    return rows.assign(
        answered_count=counts.sum(axis=1),
        positive_count=counts[positive].sum(axis=1),
        score_sum=sum(counts[f"count_{point}"] * point for point in POINTS),
    )


def _rounds(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    """How many were invited to a survey and how many answered while it was open, in the cell of its last day."""
    round_ = SurveyRound
    answered = (
        select(func.count())
        .select_from(SurveyResponse)
        .where(
            SurveyResponse.audience == round_.audience,
            SurveyResponse.answered_on.between(round_.opens_on, round_.closes_on),
            of_the_round(),
        )
        .correlate(round_)
        .scalar_subquery()
    )
    query = select(
        round_.setting_id,
        round_.cluster_id,
        grid.cell(round_.closes_on),
        round_.audience,
        round_.invited_count,
        answered.label("answered_count"),
    ).where(grid.holds(round_.closes_on), within.place(round_.setting_id, round_.cluster_id))
    rows = table(session, query.order_by(round_.id))
    # One who answered without an invitation makes no rate of more than all.
    return rows.assign(answered_count=rows[["answered_count", "invited_count"]].min(axis=1))


def of_the_round() -> ColumnElement[bool]:
    """True for responses about the round's setting; or about its cluster, or a setting that was in it on the day."""
    in_cluster = (
        select(ClusterMembership.id)
        .where(
            ClusterMembership.setting_id == SurveyResponse.setting_id,
            ClusterMembership.cluster_id == SurveyRound.cluster_id,
            belongs_on(SurveyResponse.answered_on),
        )
        # The round is that of the outer query: left to itself, the database would look through all rounds.
        .correlate(SurveyResponse, SurveyRound)
        .exists()
    )
    of_cluster = or_(
        in_cluster, and_(SurveyResponse.setting_id.is_(None), SurveyResponse.cluster_id == SurveyRound.cluster_id)
    )
    return or_(SurveyResponse.setting_id == SurveyRound.setting_id, and_(SurveyRound.setting_id.is_(None), of_cluster))


def evidence(session: Session, within: Within, grid: Grid) -> pd.DataFrame:
    """Approved evidence by kind, in the cell of its approval."""
    kinds = (
        select(CaseStudy.setting_id, literal(EvidenceKind.CASE_STUDY.value).label("kind"), CaseStudy.approved_on).where(
            CaseStudy.status == CaseStudyStatus.APPROVED
        ),
        select(EvidencePiece.setting_id, EvidencePiece.kind, EvidencePiece.approved_on).where(
            EvidencePiece.status == CaseStudyStatus.APPROVED
        ),
    )
    of = union_all(*kinds).subquery("approved").c
    groups = (of.setting_id, grid.cell(of.approved_on), of.kind)
    query = select(*groups, func.count().label("approved_count"))
    query = query.where(grid.holds(of.approved_on), within.setting(of.setting_id)).group_by(*groups)
    return table(session, query.order_by(*groups))
