"""Surveys that people were invited to, and how many of them answered."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import ScalarSelect, func, select

from data_access import store
from data_access.models import Cluster, Setting, SurveyResponse, SurveyRound
from data_access.permissions import Action, Identity, require
from data_access.reading import cluster_on, responses_in_scope, table
from data_access.rollups.voices import of_the_round


def rounds(viewer: Identity, since: date, until: date) -> pd.DataFrame:
    """The surveys that closed on these days. For roles that see exact counts.

    Rows: one per survey and place, the last to close first.
    Columns: id, audience, place (setting, or else cluster), urn, cluster (on the last day), phase, setting_type,
    opens_on, closes_on, invited_count, answered_count (while it was open, invited or not).
    Missing: urn, phase and setting_type of a survey of a whole cluster.
    Raises: NotAllowed.
    """
    require(viewer, Action.SEE_EXACT_COUNTS)
    one = SurveyRound
    query = (
        select(
            one.id,
            one.audience,
            func.coalesce(Setting.name, Cluster.name).label("place"),
            Setting.urn,
            func.coalesce(Cluster.name, cluster_on(one.setting_id, one.closes_on)).label("cluster"),
            Setting.phase,
            Setting.setting_type,
            one.opens_on,
            one.closes_on,
            one.invited_count,
            answered_count().label("answered_count"),
        )
        .select_from(one)
        .outerjoin(Setting, Setting.id == one.setting_id)
        .outerjoin(Cluster, Cluster.id == one.cluster_id)
        .where(one.closes_on.between(since, until), responses_in_scope(viewer, one.setting_id, one.cluster_id))
        .order_by(one.closes_on.desc(), one.id.desc())
    )
    with store.reading() as session:
        return table(session, query)


def answered_count() -> ScalarSelect[Any]:
    """How many answered while a survey was open, in a query of `SurveyRound`."""
    counted = select(func.count()).select_from(SurveyResponse)
    while_open = SurveyResponse.answered_on.between(SurveyRound.opens_on, SurveyRound.closes_on)
    same = counted.where(SurveyResponse.audience == SurveyRound.audience, while_open, of_the_round())
    return same.correlate(SurveyRound).scalar_subquery()
