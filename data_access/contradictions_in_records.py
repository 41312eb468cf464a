"""Registers, answers, plans and stories that contradict the dates of settings, clusters and cycles, said in SQL."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, null, or_, select

from data_access.lineage import successions
from data_access.models import (
    ActionPlan,
    AreaLevel,
    Attendance,
    CaseStudy,
    Cluster,
    ClusterMembership,
    EvaluationCycle,
    Event,
    MeasureValue,
    PlanAction,
    SelfEvaluation,
    Setting,
    SurveyResponse,
    SurveyRound,
)
from data_access.permissions import Identity
from data_access.reading import Column, Query, belongs_on, cluster_on, joined, responses_in_scope, settings_in_scope
from data_access.survey_rounds import answered_count
from data_access.vocabulary import Area, Audience, CaseStudyStatus, label


def registers_while_not_open(viewer: Identity) -> Query:
    """Came to an event before the setting opened, or after it closed."""
    return _attended(viewer).where(_is_not_open(Event.held_on, Event.held_on))


def attended_in_no_cluster(viewer: Identity) -> Query:
    """Came on a day on which neither the setting nor one that it follows belonged to a cluster."""
    day = Event.held_on
    return _attended(viewer).where(~_is_in_programme(Attendance.setting_id, day), ~_is_not_open(day, day))


def responses_while_not_open(viewer: Identity) -> Query:
    """Answered about a setting that was not open."""
    said = SurveyResponse
    record = joined("Survey response of ", _people(said.audience))
    columns = _columns(said.setting_id, said.answered_on, record, "enter_survey_response", joined("id=", said.id))
    query = select(*columns).select_from(said).join(Setting, Setting.id == said.setting_id)
    return query.where(_is_not_open(said.answered_on, said.answered_on), settings_in_scope(viewer, said.setting_id))


def self_evaluations_while_not_open(viewer: Identity) -> Query:
    """Handed in by a setting that was not open."""
    day = SelfEvaluation.submitted_on
    return _flat(viewer, SelfEvaluation, day, literal("Self-evaluation"), "self_evaluation").where(
        _is_not_open(day, day)
    )


def plans_while_not_open(viewer: Identity) -> Query:
    """Agreed in a setting that was not open."""
    day = ActionPlan.agreed_on
    return _flat(viewer, ActionPlan, day, literal("Action plan"), "action_plan").where(_is_not_open(day, day))


def figures_while_not_open(viewer: Identity) -> Query:
    """Figures of a period on no day of which the setting was open."""
    value = MeasureValue
    query = _flat(viewer, value, value.period_end, value.measure, "figure")
    return query.where(_is_not_open(value.period_end, value.period_start))


def answers_more_than_invited(viewer: Identity) -> Query:
    """Surveys that more people answered than were invited to."""
    one = SurveyRound
    answered = answered_count()
    record = joined("Survey of ", _people(one.audience))
    cluster = func.coalesce(Cluster.name, cluster_on(one.setting_id, one.closes_on))
    return (
        select(
            one.closes_on.label("day"),
            Setting.urn,
            func.coalesce(Setting.name, Cluster.name).label("setting"),
            cluster.label("cluster"),
            record.label("record"),
            answered.label("number"),
            one.invited_count.label("other"),
            literal("enter_record").label("page"),
            joined("kind=survey_round&id=", one.id).label("query"),
        )
        .select_from(one)
        .outerjoin(Setting, Setting.id == one.setting_id)
        .outerjoin(Cluster, Cluster.id == one.cluster_id)
        .where(answered > one.invited_count, responses_in_scope(viewer, one.setting_id, one.cluster_id))
        .order_by(one.id)
    )


def done_before_the_cycle(viewer: Identity) -> Query:
    """Actions that were done before the cycle of their plan opened."""
    cycle = EvaluationCycle
    query = _flat(viewer, PlanAction, PlanAction.done_on, joined("Action “", PlanAction.title, "”"), "action")
    query = query.join(cycle, cycle.id == PlanAction.cycle_id).where(PlanAction.done_on < cycle.opens_on)
    return query.with_only_columns(*_replaced(query, opened_on=cycle.opens_on))


def stories_from_outside(viewer: Identity) -> Query:
    """Case studies that were approved while their setting belonged to no cluster."""
    story = CaseStudy
    record = joined("Case study “", story.title, "”")
    columns = _columns(story.setting_id, story.approved_on, record, "case_studies", joined("id=", story.id))
    query = select(*columns).select_from(story).join(Setting, Setting.id == story.setting_id)
    return query.where(
        story.status == CaseStudyStatus.APPROVED,
        story.approved_on.is_not(None),
        ~_is_in_programme(story.setting_id, story.approved_on),
        settings_in_scope(viewer, story.setting_id),
    )


def without_eight_levels(viewer: Identity) -> Query:
    """Self-evaluations that are handed in and do not say of every area where the setting stands."""
    one = SelfEvaluation
    levels = select(func.count(AreaLevel.id)).where(AreaLevel.self_evaluation_id == one.id).scalar_subquery()
    query = _flat(viewer, one, one.submitted_on, literal("Self-evaluation"), "self_evaluation")
    query = query.where(one.submitted_on.is_not(None), levels < len(Area))
    return query.add_columns(levels.label("number"), literal(len(Area)).label("other"))


def _attended(viewer: Identity) -> Query:
    columns = _columns(
        Attendance.setting_id,
        Event.held_on,
        joined("“", Event.title, "”"),
        "enter_register",
        joined("id=", Event.event_ref),
    )
    query = select(*columns).select_from(Attendance).join(Event, Event.id == Attendance.event_id)
    return query.join(Setting, Setting.id == Attendance.setting_id).where(
        Attendance.is_attended, ~Event.is_cancelled, settings_in_scope(viewer, Attendance.setting_id)
    )


def _flat(viewer: Identity, model: Any, day: Column, record: Any, kind: str) -> Query:
    """Records that were entered on the page of flat records."""
    columns = _columns(model.setting_id, day, record, "enter_record", joined(f"kind={kind}&id=", model.id))
    query = select(*columns).select_from(model).join(Setting, Setting.id == model.setting_id)
    return query.where(settings_in_scope(viewer, model.setting_id))


def _people(audience: Column) -> ColumnElement[str]:
    """Parents and carers, as they stand in the middle of a sentence."""
    names = {one.value: label(one) if one == Audience.SENCO else label(one).lower() for one in Audience}
    return case(*((audience == value, words) for value, words in names.items()), else_="")


def _columns(setting_id: Column, day: Column, record: Any, page: str, query: Any) -> tuple[Any, ...]:
    return (
        day.label("day"),
        Setting.urn,
        Setting.name.label("setting"),
        cluster_on(setting_id, day).label("cluster"),
        record.label("record"),
        Setting.opened_on,
        Setting.closed_on,
        literal(page).label("page"),
        query.label("query"),
    )


def _replaced(query: Query, **others: Column) -> list[Any]:
    """The query's columns, some of them replaced."""
    return [others[name].label(name) if name in others else column for name, column in query.selected_columns.items()]


def _is_not_open(last: Column, first: Column) -> ColumnElement[bool]:
    """True where a stretch of days ends before the setting opened, or begins after it closed."""
    before = and_(Setting.opened_on.is_not(None), last < Setting.opened_on)
    return or_(before, and_(Setting.closed_on.is_not(None), first > Setting.closed_on))


def _is_in_programme(setting_id: Column, day: Column) -> ColumnElement[bool]:
    counted = successions()
    return (
        select(null())
        .select_from(ClusterMembership)
        .join(counted, counted.c.setting_id == ClusterMembership.setting_id)
        .where(counted.c.counts_as_id == setting_id, belongs_on(day))
        .exists()
    )
