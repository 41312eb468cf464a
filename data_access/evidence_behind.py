"""The records behind a number, whichever they are: what each says in a line, and where it was entered."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, and_, case, func, literal, null, or_, select, true

from data_access import consent, store
from data_access.evidence_kinds import AUDIENCES
from data_access.models import (
    ActionPlan,
    Attendance,
    CaseStudy,
    Cluster,
    EvaluationCycle,
    Event,
    EvidencePiece,
    MeasureValue,
    PeerReview,
    PlanAction,
    SelfEvaluation,
    Setting,
    SkillGain,
    Supporter,
    SurveyResponse,
    SurveyRound,
)  # fmt: skip
from data_access.permissions import Action, Identity
from data_access.reading import (
    Column,
    Query,
    cluster_on,
    events_in_scope,
    joined,
    responses_in_scope,
    settings_in_scope,
    table,
)
from data_access.vocabulary import COACHING_FAMILY, CaseStudyStatus

COLUMNS = ["day", "what", "setting", "urn", "cluster", "phase", "setting_type", "page", "query"]
# Records that are of people: each is one person, or a count of few. Only for roles that see exact counts.
OF_PEOPLE = frozenset({"responses", "rounds", "figures", "skill_gains"})


def rows_behind(viewer: Identity, evidence: str, since: date, until: date, measure: str = "") -> pd.DataFrame:
    """The records that a number of these days rests on, as far as the viewer may see them.

    `evidence`: as a measure names it; `measure`: which of the handed-over figures.
    Rows: one per record, latest first. Columns: day, what (in a line), setting, urn, cluster (on that day), phase,
    setting_type, page and query (where it was entered; empty where it has no page of its own).
    Missing: setting and what belongs to it, where a record is of no setting; cluster outside any.
    Raises: KeyError for a kind of evidence that there is not.
    """
    if evidence in OF_PEOPLE and not viewer.may(Action.SEE_EXACT_COUNTS):
        return pd.DataFrame(columns=COLUMNS)
    query = _query(viewer, evidence, since, until, measure)
    with store.reading() as session:
        rows = table(session, query)[COLUMNS]
    # Whole numbers are kept with a fraction; nobody says 12.0 requests.
    return rows.assign(what=rows["what"].astype("str").str.replace(r"(\d)\.0\b", r"\1", regex=True))


def data_to(viewer: Identity, evidence: str, until: date, measure: str = "") -> date | None:
    """The day of the newest record of a kind up to `until`; None where there is none, or only of people."""
    if evidence in OF_PEOPLE and not viewer.may(Action.SEE_EXACT_COUNTS):
        return None
    query = _query(viewer, evidence, date(1900, 1, 1), until, measure)
    day = query.selected_columns["day"]
    with store.reading() as session:
        newest: date | None = session.scalar(query.order_by(None).group_by(None).with_only_columns(func.max(day)))
    return newest


def _query(viewer: Identity, evidence: str, since: date, until: date, measure: str) -> Query:
    query = QUERIES[evidence](viewer, since, until)
    if measure and evidence == "figures":
        # The share of plans in independent provision is worked out from the plans themselves.
        query = query.where(MeasureValue.measure == ("ehc_plans" if measure == "isp_share" else measure))
    if evidence == "responses" and measure in AUDIENCES:
        query = query.where(SurveyResponse.audience == AUDIENCES[measure])
    return query


def _columns(day: Column, what: Any, cluster: Any, page: str, query: Any) -> tuple[Any, ...]:
    return (
        day.label("day"),
        what.label("what"),
        Setting.name.label("setting"),
        Setting.urn,
        cluster.label("cluster"),
        Setting.phase,
        Setting.setting_type,
        literal(page).label("page"),
        query.label("query"),
    )


def _of_settings(
    viewer: Identity, since: date, until: date, model: Any, day: Column, what: Any, page: str, query: Any
) -> Query:
    """Records of one setting each."""
    cluster = cluster_on(model.setting_id, day)
    return (
        select(*_columns(day, what, cluster, page, query))
        .select_from(model)
        .join(Setting, Setting.id == model.setting_id)
        .where(day.between(since, until), settings_in_scope(viewer, model.setting_id))
        .order_by(day.desc(), model.id.desc())
    )


def _registers(viewer: Identity, since: date, until: date, only: ColumnElement[bool] | None = None) -> Query:
    day = Event.held_on
    came = func.coalesce(func.sum(case((Attendance.is_attended, 1), else_=0)), 0)
    what = joined(Event.title, ": ", came, " of ", func.count(Attendance.id), " came")
    mine = and_(Attendance.event_id == Event.id, settings_in_scope(viewer, Attendance.setting_id))
    nothing = [null().label(name) for name in ("setting", "urn")]
    return (
        select(
            day.label("day"),
            what.label("what"),
            *nothing,
            func.min(Cluster.name).label("cluster"),
            null().label("phase"),
            null().label("setting_type"),
            literal("enter_register").label("page"),
            joined("id=", Event.event_ref).label("query"),
        )
        .select_from(Event)
        .outerjoin(Attendance, mine)
        .outerjoin(Cluster, Cluster.id == Event.cluster_id)
        .where(
            day.between(since, until),
            ~Event.is_cancelled,
            events_in_scope(viewer, Event.cluster_id),
            true() if only is None else only,
        )
        .group_by(Event.id)
        .order_by(day.desc(), Event.event_ref)
    )


def _responses(viewer: Identity, since: date, until: date) -> Query:
    response = SurveyResponse
    cluster = func.coalesce(Cluster.name, cluster_on(response.setting_id, response.answered_on))
    what = joined("Survey response: ", func.replace(response.audience, "_", " "))
    query = joined("id=", response.id)
    return (
        select(*_columns(response.answered_on, what, cluster, "enter_survey_response", query))
        .select_from(response)
        .outerjoin(Setting, Setting.id == response.setting_id)
        .outerjoin(Cluster, Cluster.id == response.cluster_id)
        .where(
            response.answered_on.between(since, until),
            responses_in_scope(viewer, response.setting_id, response.cluster_id),
        )
        .order_by(response.answered_on.desc(), response.id.desc())
    )


def _rounds(viewer: Identity, since: date, until: date) -> Query:
    what = joined(SurveyRound.invited_count, " invited: ", func.replace(SurveyRound.audience, "_", " "))
    return _of_places(viewer, since, until, SurveyRound, SurveyRound.closes_on, what, "survey_round")


def _figures(viewer: Identity, since: date, until: date) -> Query:
    value = MeasureValue
    out_of = case((value.denominator.is_(None), ""), else_=joined(" of ", value.denominator))
    part = case((value.part == "", ""), else_=joined(" (", func.replace(value.part, "_", " "), ")"))
    name = func.replace(value.measure, "_", " ")
    what = joined(name, part, ": ", value.numerator, out_of, ", ", value.status, ", ", value.source)
    return _of_places(viewer, since, until, value, value.period_end, what, "figure")


def _of_places(viewer: Identity, since: date, until: date, model: Any, day: Column, what: Any, kind: str) -> Query:
    """Records of a setting, of a cluster or, where there is neither, of the whole authority."""
    cluster = func.coalesce(Cluster.name, cluster_on(model.setting_id, day))
    everywhere = and_(model.setting_id.is_(None), model.cluster_id.is_(None))
    in_scope = responses_in_scope(viewer, model.setting_id, model.cluster_id)
    return (
        select(*_columns(day, what, cluster, "enter_record", joined(f"kind={kind}&id=", model.id)))
        .select_from(model)
        .outerjoin(Setting, Setting.id == model.setting_id)
        .outerjoin(Cluster, Cluster.id == model.cluster_id)
        .where(day.between(since, until), or_(in_scope, everywhere if viewer.scope is None else ~true()))
        .order_by(day.desc(), model.id.desc())
    )


def _simple(model: Any, day: Column, what: Any, kind: str) -> Callable[[Identity, date, date], Query]:
    """Records that were entered on the page of flat records."""
    query = joined(f"kind={kind}&id=", model.id)
    return lambda viewer, since, until: _of_settings(viewer, since, until, model, day, what, "enter_record", query)


def _case_studies(viewer: Identity, since: date, until: date) -> Query:
    what = joined("Case study: ", CaseStudy.title)
    query = _of_settings(
        viewer, since, until, CaseStudy, CaseStudy.approved_on, what, "case_studies", joined("id=", CaseStudy.id)
    )
    return query.where(CaseStudy.status == CaseStudyStatus.APPROVED, consent.is_open(viewer))


def _evidence(viewer: Identity, since: date, until: date) -> Query:
    piece = EvidencePiece
    what = joined(func.replace(piece.kind, "_", " "), ": ", piece.title)
    pieces = _simple(piece, piece.approved_on, what, "evidence_piece")(viewer, since, until)
    told = _case_studies(viewer, since, until).order_by(None)
    both = told.union_all(pieces.where(piece.status == CaseStudyStatus.APPROVED).order_by(None)).subquery()
    return select(*(both.c[name] for name in COLUMNS)).order_by(both.c.day.desc(), both.c.what)


def _in_cycle(model: Any, day: Column, words: str, kind: str) -> Callable[[Identity, date, date], Query]:
    name = select(EvaluationCycle.name).where(EvaluationCycle.id == model.cycle_id).scalar_subquery()
    return _simple(model, day, joined(words, ", ", name), kind)


QUERIES: dict[str, Callable[[Identity, date, date], Query]] = {
    "registers": _registers,
    "sessions": lambda viewer, since, until: _registers(viewer, since, until, Event.event_type.in_(COACHING_FAMILY)),
    "responses": _responses,
    "rounds": _rounds,
    "figures": _figures,
    "case_studies": _case_studies,
    "evidence": _evidence,
    "self_evaluations": _in_cycle(
        SelfEvaluation, SelfEvaluation.submitted_on, "Self-evaluation submitted", "self_evaluation"
    ),
    "action_plans": _in_cycle(ActionPlan, ActionPlan.agreed_on, "Action plan agreed", "action_plan"),
    "actions": _simple(
        PlanAction,
        PlanAction.due_on,
        joined(PlanAction.title, ", ", func.replace(PlanAction.progress, "_", " ")),
        "action",
    ),
    "peer_reviews": _simple(
        PeerReview, PeerReview.planned_for, joined("Peer review: ", PeerReview.focus), "peer_review"
    ),
    "supporters": _simple(Supporter, Supporter.identified_on, func.replace(Supporter.kind, "_", " "), "supporter"),
    "skill_gains": _simple(
        SkillGain,
        SkillGain.ended_on,
        joined(SkillGain.intervention, ": ", SkillGain.pupil_count, " pupils"),
        "skill_gain",
    ),
}
