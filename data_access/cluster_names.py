"""What clusters are called: a new one, another name for one, and one taken away that nothing belongs to."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import InvalidInput, NotFound
from data_access.forms.personal_data import objection
from data_access.models import Cluster
from data_access.permissions import Action, Identity, require
from data_access.taken_away import take_away

LONGEST_NAME = 80


def add_cluster(actor: Identity, name: str) -> int:
    """Makes a cluster. Value: its id.

    Raises: InvalidInput if there is one of that name, or no name was given.
    """
    require(actor, Action.CHANGE_SETTINGS)
    with store.writing(actor) as session:
        record = Cluster(name=_checked(session, name))
        session.add(record)
        session.flush()
        return record.id


def rename_cluster(actor: Identity, name: str, wanted: str) -> None:
    """Calls a cluster otherwise, with all that belongs to it.

    Raises: NotFound; InvalidInput if there is another of that name, or no name was given.
    """
    require(actor, Action.CHANGE_SETTINGS)
    with store.writing(actor) as session:
        record = cluster_called(session, name)
        record.name = _checked(session, wanted, but=record.id)


def remove_cluster(actor: Identity, name: str) -> None:
    """Takes away a cluster to which nothing has ever belonged.

    Raises: NotFound; InvalidInput if anything does.
    """
    require(actor, Action.CHANGE_SETTINGS)
    with store.writing(actor) as session:
        take_away(session, actor, "cluster", cluster_called(session, name), {}, keep=False)


def cluster_called(session: Session, name: str) -> Cluster:
    record = session.scalar(select(Cluster).where(Cluster.name == name))
    if record is None:
        raise NotFound(f"There is no cluster called “{name}”.")
    return record


def _checked(session: Session, name: str, but: int | None = None) -> str:
    """The name, put right. `but`: the cluster that may have it already."""
    wanted = " ".join(name.split())
    alike = select(Cluster.id, Cluster.name).where(Cluster.id.is_distinct_from(but))
    others = {existing.casefold() for _, existing in session.execute(alike)}
    wrong = objection(wanted)
    if not wanted:
        wrong = "Give the cluster a name."
    elif len(wanted) > LONGEST_NAME:
        wrong = f"Shorten the name to {LONGEST_NAME} characters, so that it fits on charts: it has {len(wanted)}."
    elif wanted.casefold() in others:
        wrong = f"There is a cluster called “{wanted}” already."
    if wrong:
        raise InvalidInput({"name": wrong})
    return wanted
