"""What every write of evidence shares: one record for one entry, one version at a time, and the draft put away."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import Conflict, InvalidInput
from data_access.models import Cluster, EvaluationCycle, Event, FormDraft, Programme, Setting
from data_access.models.base import Recorded
from data_access.permissions import Identity
from data_access.reading import clusters_in_scope, events_in_scope, settings_in_scope

Record = TypeVar("Record", bound=Recorded)
Answer = TypeVar("Answer")

# A generated reference may be taken by somebody else between looking and writing; looking again settles it.
ATTEMPTS = 3
SAVED_ALREADY = (
    "This was saved before, in another window or by an earlier click, and says something else there. "
    "What you typed here is kept: open the saved one and put it in."
)


def new_draft_key(entry_key: str) -> str:
    """Under which a draft is kept of a record that does not exist yet."""
    return f"new:{entry_key}"


def record_once(
    actor: Identity,
    kind: type[Record],
    entry_key: str,
    make: Callable[[Session], Record],
    answer: Callable[[Record], Answer],
    says_the_same: Callable[[Session, Record], bool],
) -> Answer:
    """Makes the record of this entry unless it is there already, and answers from it.

    A double click, a retry and two requests at the same moment all end with the one record, and its draft is put away.

    Raises: InvalidInput if the record is there and says something else, as when a draft was open in two windows.
    """

    def write(session: Session) -> Answer:
        record = session.scalar(select(kind).where(kind.entry_key == entry_key))
        if record is None:
            record = make(session)
            session.flush()
        elif not says_the_same(session, record):
            raise InvalidInput({"": SAVED_ALREADY})
        _put_away_drafts_of(session, actor, entry_key)
        return answer(record)

    return tried_again(actor, write)


def tried_again(actor: Identity, write: Callable[[Session], Answer]) -> Answer:
    """Writes in one transaction; where somebody wrote the same at that moment, again, and finds what is there now."""
    for attempt in range(ATTEMPTS):
        try:
            with store.writing(actor) as session:
                return write(session)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def _put_away_drafts_of(session: Session, actor: Identity, entry_key: str) -> None:
    """A retry as well: what it was typed again from is saved already."""
    mine = FormDraft.user_id == actor.user_id, FormDraft.draft_key == new_draft_key(entry_key)
    session.execute(delete(FormDraft).where(*mine))


def put_draft_away(session: Session, actor: Identity, form: str, draft_key: str) -> None:
    """Removes the draft in the transaction that saves the record: there is never both, nor neither."""
    session.execute(
        delete(FormDraft).where(
            FormDraft.user_id == actor.user_id, FormDraft.form == form, FormDraft.draft_key == draft_key
        )
    )


def programme_start(session: Session) -> date | None:
    """The first day that evidence can be of; None before the programme is set up."""
    return session.scalar(select(Programme.starts_on).where(Programme.id == 1))


def setting_of(session: Session, actor: Identity, urn: str, field: str = "urn") -> Setting:
    """Raises: InvalidInput beside `field` if there is no such setting within the actor's scope."""
    setting = session.scalar(select(Setting).where(Setting.urn == urn, settings_in_scope(actor, Setting.id)))
    if setting is None:
        raise InvalidInput({field: f"There is no setting with the URN {urn}. Choose one from the list."})
    return setting


def cluster_id_of(session: Session, actor: Identity, name: str | None, field: str = "cluster") -> int | None:
    """Missing: None for no name. Raises: InvalidInput beside `field` for a name that no cluster has."""
    if name is None:
        return None
    found = session.scalar(select(Cluster.id).where(Cluster.name == name, clusters_in_scope(actor, Cluster.id)))
    if found is None:
        raise InvalidInput({field: f"There is no cluster called {name}. Choose one from the list."})
    return found


def cycle_id_of(session: Session, name: str, field: str = "cycle") -> int:
    """Raises: InvalidInput beside `field` for a name that no cycle has."""
    found = session.scalar(select(EvaluationCycle.id).where(EvaluationCycle.name == name))
    if found is None:
        raise InvalidInput({field: f"There is no cycle called {name}. Choose one from the list."})
    return found


def event_of(session: Session, actor: Identity, event_ref: str | None, field: str = "event_ref") -> Event | None:
    """Missing: None for no reference. Raises: InvalidInput beside `field` for one that no event has."""
    if event_ref is None:
        return None
    event = session.scalar(select(Event).where(Event.event_ref == event_ref, events_in_scope(actor, Event.cluster_id)))
    if event is None:
        raise InvalidInput({field: f"There is no event with the reference {event_ref}. Choose one from the list."})
    return event


def check_version(record: Record, version: int, stored: dict[str, object], wanted: dict[str, object]) -> bool:
    """True if there is something to change; False if the record says it all already, as after a double click.

    Raises: Conflict, with the stored answers and their version, if somebody else changed the record in between.
    """
    if all(stored[field] == value for field, value in wanted.items()):
        return False
    if record.version != version:
        raise Conflict(
            "Somebody else changed this while you had it open. "
            "Nothing that you typed is lost: compare the two and save again.",
            {**stored, "version": record.version},
        )
    return True
