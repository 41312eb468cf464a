"""What every read shares: a viewer's scope said in SQL, and the rows of a query as a table."""

from datetime import date
from functools import reduce
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Select, String, and_, cast, func, literal, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from data_access.models import Cluster, ClusterMembership
from data_access.permissions import Identity

Column = InstrumentedAttribute[Any] | ColumnElement[Any]
Query = Select[*tuple[Any, ...]]


def settings_in_scope(viewer: Identity, setting_id: Column) -> ColumnElement[bool]:
    """True for settings that ever belonged to one of the viewer's clusters; for everyone else, for all."""
    if viewer.scope is None:
        return true()
    theirs = select(ClusterMembership.setting_id).where(ClusterMembership.cluster_id.in_(viewer.scope))
    return setting_id.in_(theirs)


def clusters_in_scope(viewer: Identity, cluster_id: Column) -> ColumnElement[bool]:
    """True for the viewer's clusters; for everyone else, for all."""
    return true() if viewer.scope is None else cluster_id.in_(viewer.scope)


def events_in_scope(viewer: Identity, cluster_id: Column) -> ColumnElement[bool]:
    """True for events of the viewer's clusters and of the whole programme."""
    return or_(cluster_id.is_(None), clusters_in_scope(viewer, cluster_id))


def responses_in_scope(viewer: Identity, setting_id: Column, cluster_id: Column) -> ColumnElement[bool]:
    """True for survey responses about the viewer's settings or, where no setting is known, about their clusters."""
    return or_(settings_in_scope(viewer, setting_id), clusters_in_scope(viewer, cluster_id))


def belongs_on(day: Column | date) -> ColumnElement[bool]:
    """True for memberships that hold on the day; the last day in a cluster is `left_on` itself."""
    still_there = or_(ClusterMembership.left_on.is_(None), ClusterMembership.left_on >= day)
    return and_(ClusterMembership.joined_on <= day, still_there)


def cluster_on(setting_id: Column, day: Column | date) -> ColumnElement[str | None]:
    """The name of the cluster that a setting belonged to on a day."""
    return (
        select(func.min(Cluster.name))
        .join(ClusterMembership, ClusterMembership.cluster_id == Cluster.id)
        .where(ClusterMembership.setting_id == setting_id, belongs_on(day))
        .scalar_subquery()
    )


def joined(*parts: Any) -> Any:
    """The parts as one text, on both databases."""
    words: list[Any] = [literal(part) if isinstance(part, str) else cast(part, String) for part in parts]
    return reduce(lambda said, word: said + word, words)


def table(session: Session, query: Query) -> pd.DataFrame:
    """The rows of the query under the names it gives its columns; all of them, also when there is no row."""
    result = session.execute(query)
    rows: list[tuple[Any, ...]] = [tuple(row) for row in result]
    return pd.DataFrame(rows, columns=list(result.keys()))
