"""What parents and carers, SENCOs and school staff answered."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, and_, case, func, literal, select, true

from data_access import store
from data_access.models import Cluster, Event, Programme, Setting, SurveyAnswer, SurveyResponse
from data_access.permissions import Action, Identity, require
from data_access.reading import Query, cluster_on, responses_in_scope, settings_in_scope, table
from data_access.survey_entries import correct_response, record_response, remove_response, response_for_editing
from data_access.vocabulary import POSITIVE_FROM, Audience

__all__ = [
    "comments",
    "correct_response",
    "entered_lately",
    "item_counts",
    "record_response",
    "recorded_about",
    "remove_response",
    "response_for_editing",
    "responses",
]

POSITIVE = func.sum(case((SurveyAnswer.value >= POSITIVE_FROM, 1), else_=0))
# A setting's cluster follows from its membership on the day; where no setting is known, the cluster itself is kept.
PLACE = func.coalesce(Cluster.name, cluster_on(SurveyResponse.setting_id, SurveyResponse.answered_on))


def responses(viewer: Identity) -> pd.DataFrame:
    """Every response, without its comment. For roles that see exact counts: each row is one person.

    Rows: one per response, latest first.
    Columns: id, answered_on (date), audience, urn, setting, cluster, event_ref, event, answered_count, positive_count.
    Missing: NaN for a setting or an event that is not known.
    Raises: NotAllowed.
    """
    require(viewer, Action.SEE_EXACT_COUNTS)
    query = (
        _responses(viewer, SurveyResponse.id, *_WHO)
        .add_columns(
            func.count(SurveyAnswer.id).label("answered_count"),
            func.coalesce(POSITIVE, 0).label("positive_count"),
        )
        .outerjoin(SurveyAnswer, SurveyAnswer.response_id == SurveyResponse.id)
        .group_by(SurveyResponse.id, Setting.id, Cluster.id, Event.id)
    )
    with store.reading() as session:
        return table(session, query)


def entered_lately(viewer: Identity, most: int, urn: str | None = None) -> pd.DataFrame:
    """The responses entered last, of one setting or of all, so that one can be found again and corrected.

    What they say is not in it.

    Rows: one per response, the one entered last first.
    Columns: id, answered_on (date), audience, about (the setting, or else the cluster), recorded_at (UTC).
    Raises: NotAllowed.
    """
    require(viewer, Action.RECORD_SURVEY_RESPONSE)
    about = func.coalesce(Setting.name, Cluster.name).label("about")
    here = true() if urn is None else Setting.urn == urn
    query = (
        _responses(viewer, SurveyResponse.id, SurveyResponse.answered_on, SurveyResponse.audience, about)
        .add_columns(SurveyResponse.recorded_at)
        .where(here)
        .order_by(None)
        .order_by(SurveyResponse.recorded_at.desc(), SurveyResponse.id.desc())
        .limit(most)
    )
    with store.reading() as session:
        return table(session, query)


def comments(viewer: Identity) -> pd.DataFrame:
    """What people wrote in their own words.

    Rows: one per comment, latest first.
    Columns: id, answered_on (date), audience, urn, setting, cluster, event_ref, event, comment.
    Raises: NotAllowed.
    """
    require(viewer, Action.READ_COMMENTS)
    query = _responses(viewer, SurveyResponse.id, *_WHO, SurveyResponse.comment)
    with store.reading() as session:
        return table(session, query.where(SurveyResponse.comment.is_not(None)))


def item_counts(
    viewer: Identity,
    audience: Audience,
    since: date | None = None,
    until: date | None = None,
    cluster: str | None = None,
    phase: str | None = None,
    setting_type: str | None = None,
) -> pd.DataFrame:
    """How many answered each question, and how many of them better or much better, by event.

    Exact: what is shown of it must pass through `kpis`, which hides small numbers.

    Rows: one per event and item that somebody answered, latest event first; answers without an event come last.
    Columns: event_ref, title, held_on (date), cluster (of the event), item, answered_count, positive_count.
    Missing: NaN for the event's columns where answers were not given at an event.
    """
    conditions = _where(since, until, cluster, phase, setting_type)
    with store.reading() as session:
        return table(session, _item_counts(viewer, audience).where(and_(true(), *conditions)))


def recorded_about(viewer: Identity, urn: str) -> pd.DataFrame:
    """How many people of each audience spoke of a setting, and when. What they said is not in it.

    Rows: one per day, audience and event, latest first.
    Columns: answered_on (date), audience, event, response_count, is_hidden.
    Missing: response_count is NaN and is_hidden true where so few answered that the number is not shown to this role.
    """
    with store.reading() as session:
        counts = table(session, _recorded_about(viewer, urn))
        limit = session.scalar(select(Programme.small_number_limit)) or 0
    is_hidden = (counts["response_count"] <= limit) & (not viewer.may(Action.SEE_EXACT_COUNTS))
    return counts.assign(response_count=counts["response_count"].mask(is_hidden), is_hidden=is_hidden)


_EVENT_CLUSTER = select(Cluster.name).where(Cluster.id == Event.cluster_id).correlate(Event).scalar_subquery()
_WHO = (
    SurveyResponse.answered_on,
    SurveyResponse.audience,
    Setting.urn,
    Setting.name.label("setting"),
    PLACE.label("cluster"),
    Event.event_ref,
    Event.title.label("event"),
)


def _responses(viewer: Identity, *columns: Any) -> Query:
    return (
        select(*columns)
        .select_from(SurveyResponse)
        .outerjoin(Setting, Setting.id == SurveyResponse.setting_id)
        .outerjoin(Cluster, Cluster.id == SurveyResponse.cluster_id)
        .outerjoin(Event, Event.id == SurveyResponse.event_id)
        .where(_in_scope(viewer))
        .order_by(SurveyResponse.answered_on.desc(), SurveyResponse.id.desc())
    )


def _item_counts(viewer: Identity, audience: Audience) -> Query:
    return (
        select(
            Event.event_ref,
            Event.title,
            Event.held_on,
            _EVENT_CLUSTER.label("cluster"),
            SurveyAnswer.item,
            func.count().label("answered_count"),
            POSITIVE.label("positive_count"),
        )
        .join(SurveyResponse, SurveyResponse.id == SurveyAnswer.response_id)
        .outerjoin(Event, Event.id == SurveyResponse.event_id)
        .outerjoin(Setting, Setting.id == SurveyResponse.setting_id)
        .outerjoin(Cluster, Cluster.id == SurveyResponse.cluster_id)
        .where(SurveyResponse.audience == audience, _in_scope(viewer))
        .group_by(Event.id, SurveyAnswer.item)
        .order_by(Event.held_on.is_(None), Event.held_on.desc(), Event.event_ref, SurveyAnswer.item)
    )


def _recorded_about(viewer: Identity, urn: str) -> Query:
    return (
        select(
            SurveyResponse.answered_on,
            SurveyResponse.audience,
            Event.title.label("event"),
            func.count().label("response_count"),
        )
        .join(Setting, Setting.id == SurveyResponse.setting_id)
        .outerjoin(Event, Event.id == SurveyResponse.event_id)
        .where(Setting.urn == urn, settings_in_scope(viewer, Setting.id))
        .group_by(SurveyResponse.answered_on, SurveyResponse.audience, Event.id)
        .order_by(SurveyResponse.answered_on.desc(), SurveyResponse.audience, Event.title)
    )


def _in_scope(viewer: Identity) -> ColumnElement[bool]:
    return responses_in_scope(viewer, SurveyResponse.setting_id, SurveyResponse.cluster_id)


def _where(
    since: date | None, until: date | None, cluster: str | None, phase: str | None, setting_type: str | None
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if since is not None:
        conditions.append(SurveyResponse.answered_on >= since)
    if until is not None:
        conditions.append(SurveyResponse.answered_on <= until)
    if cluster is not None:
        conditions.append(literal(cluster) == PLACE)
    if phase is not None:
        conditions.append(Setting.phase == phase)
    if setting_type is not None:
        conditions.append(Setting.setting_type == setting_type)
    return conditions
