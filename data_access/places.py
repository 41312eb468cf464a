"""Settings, clusters, and which setting belonged to which cluster when."""

from datetime import date

import pandas as pd
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from data_access import store
from data_access.clock import today
from data_access.cluster_names import add_cluster, cluster_called, remove_cluster, rename_cluster
from data_access.errors import InvalidInput, NotFound
from data_access.models import Cluster, ClusterMembership, Setting
from data_access.outlines import load_outlines, set_cluster_outline
from data_access.permissions import Action, Identity, require
from data_access.vocabulary import SettingStatus

__all__ = [
    "DETAILS",
    "add_cluster",
    "add_membership",
    "clusters",
    "end_membership",
    "likely_successors",
    "link_successor",
    "load_outlines",
    "memberships",
    "overlaps",
    "remove_cluster",
    "rename_cluster",
    "set_cluster_outline",
    "settings",
]

DETAILS = (
    "urn",
    "name",
    "setting_type",
    "phase",
    "status",
    "opened_on",
    "closed_on",
    "successor_urn",
    "establishment_type",
    "pupil_count",
    "lowest_age",
    "highest_age",
    "trust_name",
    "postcode",
    "latitude",
    "longitude",
    "cluster",
)


def settings(viewer: Identity) -> pd.DataFrame:
    """Every setting in the viewer's scope, open and closed, whether or not it is in a cluster.

    Rows: one per setting, by name and URN. Columns: `DETAILS`; `cluster` is today's.
    Missing: `cluster` None outside any cluster today; coordinates NaN where the register has none.
    """
    successor = aliased(Setting)
    now_in = _membership_on(today())
    columns = [getattr(Setting, name) for name in DETAILS if name not in {"successor_urn", "cluster"}]
    columns.insert(DETAILS.index("successor_urn"), successor.urn)
    statement = (
        select(*columns, Cluster.name)
        .outerjoin(successor, successor.id == Setting.successor_id)
        .outerjoin(ClusterMembership, and_(ClusterMembership.setting_id == Setting.id, now_in))
        .outerjoin(Cluster, Cluster.id == ClusterMembership.cluster_id)
        .order_by(Setting.name, Setting.urn)
    )
    if viewer.scope is not None:
        ever = select(ClusterMembership.setting_id).where(ClusterMembership.cluster_id.in_(viewer.scope))
        statement = statement.where(Setting.id.in_(ever))
    with store.reading() as session:
        return pd.DataFrame(session.execute(statement).all(), columns=list(DETAILS))


def memberships(viewer: Identity) -> pd.DataFrame:
    """Which setting belonged to which of the viewer's clusters from when to when.

    Rows: one per membership, by URN and day. Missing: `left_on` None: it still belongs.
    """
    statement = (
        select(Setting.urn, Cluster.name, ClusterMembership.joined_on, ClusterMembership.left_on)
        .join(Setting, Setting.id == ClusterMembership.setting_id)
        .join(Cluster, Cluster.id == ClusterMembership.cluster_id)
        .order_by(Setting.urn, ClusterMembership.joined_on, Cluster.name)
    )
    if viewer.scope is not None:
        statement = statement.where(ClusterMembership.cluster_id.in_(viewer.scope))
    with store.reading() as session:
        return pd.DataFrame(session.execute(statement).all(), columns=["urn", "cluster", "joined_on", "left_on"])


def clusters(viewer: Identity) -> pd.DataFrame:
    """The viewer's clusters.

    Rows: one per cluster, by name. Columns: `outline` is a GeoJSON geometry. Missing: no outline was loaded.
    """
    statement = select(Cluster.id, Cluster.name, Cluster.outline).order_by(Cluster.name)
    if viewer.scope is not None:
        statement = statement.where(Cluster.id.in_(viewer.scope))
    with store.reading() as session:
        return pd.DataFrame(session.execute(statement).all(), columns=["id", "name", "outline"])


def link_successor(actor: Identity, urn: str, successor_urn: str | None) -> None:
    """Says which establishment took over from a closed one; None takes the link away.

    Raises: NotFound for an unknown URN; InvalidInput if the links would run in a circle.
    """
    require(actor, Action.CHANGE_SETTINGS)
    with store.writing(actor) as session:
        setting = _setting(session, urn)
        successor = None if successor_urn is None else _setting(session, successor_urn)
        following = successor
        while following is not None:
            if following is setting:
                raise InvalidInput({"successor_urn": "A setting cannot follow itself, directly or through others."})
            following = session.get(Setting, following.successor_id) if following.successor_id else None
        successor_id = successor.id if successor else None
        if setting.successor_id != successor_id:
            setting.successor_id = successor_id
            setting.version += 1


def likely_successors(viewer: Identity, urn: str) -> list[str]:
    """The settings that could have followed this one; those at its postcode or of its name first, then by name."""
    found = settings(viewer)
    this = found[found["urn"] == urn]
    if this.empty:
        raise NotFound(f"There is no setting with the reference {urn}.")
    name, postcode = this.iloc[0]["name"], this.iloc[0]["postcode"]
    others = found[(found["urn"] != urn) & (found["status"] != SettingStatus.CLOSED)]
    is_near = (others["postcode"] == postcode) | (others["name"] == name)
    return [*others[is_near]["urn"], *others[~is_near]["urn"]]


def add_membership(actor: Identity, urn: str, cluster: str, joined_on: date, left_on: date | None = None) -> None:
    """Puts a setting into a cluster, from the day it joined to its last day there.

    Raises: InvalidInput if it is in a cluster on some of these days already.
    """
    require(actor, Action.CHANGE_SETTINGS)
    if left_on is not None and left_on < joined_on:
        raise InvalidInput({"left_on": "A setting cannot leave a cluster before it joins."})
    with store.writing(actor) as session:
        setting, joined = _setting(session, urn), cluster_called(session, cluster)
        for other in session.scalars(select(ClusterMembership).where(ClusterMembership.setting_id == setting.id)):
            if overlaps(joined_on, left_on, other.joined_on, other.left_on):
                sentence = f"{setting.name} is in a cluster on some of these days already. End that membership first."
                raise InvalidInput({"joined_on": sentence})
        session.add(
            ClusterMembership(cluster_id=joined.id, setting_id=setting.id, joined_on=joined_on, left_on=left_on)
        )


def end_membership(actor: Identity, urn: str, cluster: str, left_on: date) -> None:
    """Ends a setting's running membership of a cluster; `left_on` is its last day there.

    Raises: NotFound if it has none; InvalidInput if that day lies before it joined.
    """
    require(actor, Action.CHANGE_SETTINGS)
    with store.writing(actor) as session:
        record = session.scalar(
            select(ClusterMembership).where(
                ClusterMembership.setting_id == _setting(session, urn).id,
                ClusterMembership.cluster_id == cluster_called(session, cluster).id,
                ClusterMembership.left_on.is_(None),
            )
        )
        if record is None:
            raise NotFound("This setting is not in that cluster.")
        if left_on < record.joined_on:
            raise InvalidInput({"left_on": "A setting cannot leave a cluster before it joins."})
        record.left_on = left_on


def overlaps(joined_on: date, left_on: date | None, other_joined_on: date, other_left_on: date | None) -> bool:
    """True if two stays have a day in common. Missing: no last day: it runs on."""
    return joined_on <= (other_left_on or date.max) and other_joined_on <= (left_on or date.max)


def _membership_on(day: date) -> ColumnElement[bool]:
    still = or_(ClusterMembership.left_on.is_(None), ClusterMembership.left_on >= day)
    return and_(ClusterMembership.joined_on <= day, still)


def _setting(session: Session, urn: str) -> Setting:
    record = session.scalar(select(Setting).where(Setting.urn == urn))
    if record is None:
        raise NotFound(f"There is no setting with the reference {urn}.")
    return record
