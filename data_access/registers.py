"""Writing registers: a new one, and a corrected one."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import InvalidInput, NotFound
from data_access.forms import REGISTER, Answers, clean, named_by
from data_access.models import Attendance, Cluster, Event, Setting
from data_access.permissions import Action, Identity, require
from data_access.reading import settings_in_scope
from data_access.recording import (
    check_version,
    cluster_id_of,
    programme_start,
    put_draft_away,
    record_once,
)
from data_access.taken_away import take_away

MOST_PEOPLE = 500
LONGEST_REF = 60
_PEOPLE = f"Give the number of people as a whole number from 1 to {MOST_PEOPLE}, or leave it empty."


@dataclass(frozen=True)
class RegisterRow:
    """One line of a register. `people_count` is how many came from the setting; None: nobody counted."""

    urn: str
    is_attended: bool
    people_count: int | None = None


def of_no_file(_session: Session) -> None:
    """What is typed on a page belongs to no file."""


def record_register(
    actor: Identity,
    answers: dict[str, object],
    rows: Sequence[RegisterRow],
    entry_key: str,
    event_ref: str = "",
    beforehand: Callable[[Session], None] = of_no_file,
) -> str:
    """Saves a new event with its register, once for each entry key, and answers with its reference.

    `event_ref` is made from the day, the type and the cluster where none is given. `beforehand` is done first in the
    transaction, if there is anything to write.

    Raises: NotAllowed; InvalidInput by field ("rows" and "people_count:<urn>" for the lines).
    """
    require(actor, Action.RECORD_REGISTER)

    def cleaned(session: Session) -> Answers:
        return clean(REGISTER, answers, since=programme_start(session))

    def make(session: Session) -> Event:
        beforehand(session)
        event = Event(recorded_by=actor.name_in_log, entry_key=entry_key)
        _fill(session, actor, event, cleaned(session))
        event.event_ref = _reference(session, event, event_ref, cleaned(session)["cluster"])
        session.add(event)
        session.flush()
        _write_rows(session, actor, event, rows)
        return event

    def says_the_same(session: Session, event: Event) -> bool:
        return _stored(session, event) == {**cleaned(session), "rows": _checked(rows)}

    return record_once(actor, Event, entry_key, make, lambda event: event.event_ref, says_the_same)


def correct_register(
    actor: Identity,
    event_ref: str,
    version: int,
    answers: dict[str, object],
    rows: Sequence[RegisterRow],
    beforehand: Callable[[Session], None] = of_no_file,
) -> None:
    """Replaces what a register says, if nobody else has changed it since `version` was read. `beforehand`: as above.

    Raises: NotAllowed; NotFound; InvalidInput by field; Conflict with the stored answers, "rows" (as RegisterRow)
    and "version".
    """
    require(actor, Action.RECORD_REGISTER)
    with store.writing(actor) as session:
        event = found_event(session, event_ref)
        cleaned = clean(REGISTER, answers, since=programme_start(session))
        stored = _stored(session, event)
        if check_version(event, version, stored, {**cleaned, "rows": _checked(rows)}):
            beforehand(session)
            _fill(session, actor, event, cleaned)
            event.version += 1
            _write_rows(session, actor, event, rows)
        put_draft_away(session, actor, REGISTER.name, event_ref)


def remove_register(actor: Identity, event_ref: str, version: int) -> int | None:
    """Takes an event away with its register. Value: under which it can be put back.

    Raises: NotAllowed; NotFound; Conflict if somebody changed it since `version` was read; InvalidInput if survey
    responses rest on it.
    """
    require(actor, Action.RECORD_REGISTER)
    with store.writing(actor) as session:
        event = found_event(session, event_ref)
        stored = _stored(session, event)
        check_version(event, version, {**stored, "is_there": True}, {"is_there": False})
        put_draft_away(session, actor, REGISTER.name, event_ref)
        return take_away(session, actor, REGISTER.name, event, named_by(REGISTER, stored))


def answers_of(event: Event, cluster: str | None) -> dict[str, object]:
    """A stored event as answers to the fields of the register form."""
    return {
        "title": event.title,
        "event_type": event.event_type,
        "held_on": event.held_on,
        "mode": event.mode,
        "cluster": cluster,
    }


def found_event(session: Session, event_ref: str) -> Event:
    event = session.scalar(select(Event).where(Event.event_ref == event_ref).with_for_update())
    if event is None:
        raise NotFound(f"There is no event with the reference {event_ref}. It may have been removed.")
    return event


def _fill(session: Session, actor: Identity, event: Event, cleaned: Answers) -> None:
    # Asked for first: a question to the database writes what has been changed so far, as an entry of its own.
    cluster = cleaned["cluster"]
    cluster_id = cluster_id_of(session, actor, None if cluster is None else str(cluster))
    event.cluster_id = cluster_id
    event.title = str(cleaned["title"])
    event.event_type = str(cleaned["event_type"])
    event.mode = str(cleaned["mode"])
    event.held_on = cast(date, cleaned["held_on"])


def _reference(session: Session, event: Event, given: str, cluster: object) -> str:
    """The given one, or one such as "2026-11-18-cluster-meeting-central"; a second one of the day ends in "-2"."""
    words = f"{event.event_type} {cluster or ''}".lower()
    stem = given or f"{event.held_on}-{re.sub('[^a-z0-9]+', '-', words).strip('-')}"[:LONGEST_REF]
    taken = set(session.scalars(select(Event.event_ref).where(Event.event_ref.startswith(stem, autoescape=True))))
    if given and given in taken:
        raise InvalidInput({"event_ref": f"There is an event with the reference {given} already. Give another one."})
    reference, number = stem, 1
    while reference in taken:
        number += 1
        reference = f"{stem}-{number}"
    return reference


def _stored(session: Session, event: Event) -> dict[str, object]:
    cluster = session.scalar(select(Cluster.name).where(Cluster.id == event.cluster_id))
    lines = session.execute(
        select(Setting.urn, Attendance.is_attended, Attendance.people_count)
        .join(Setting, Setting.id == Attendance.setting_id)
        .where(Attendance.event_id == event.id)
    )
    rows = _in_order(RegisterRow(urn, is_attended, people_count) for urn, is_attended, people_count in lines)
    return {**answers_of(event, cluster), "rows": rows}


def _write_rows(session: Session, actor: Identity, event: Event, rows: Sequence[RegisterRow]) -> None:
    """Makes the stored lines the given ones, touching only those that differ."""
    wanted = {row.urn: row for row in _checked(rows)}
    ids = _setting_ids(session, actor, set(wanted))
    stored = {
        line.setting_id: line for line in session.scalars(select(Attendance).where(Attendance.event_id == event.id))
    }
    for urn, row in wanted.items():
        line = stored.pop(ids[urn], None) or Attendance(event_id=event.id, setting_id=ids[urn])
        line.is_attended, line.people_count = row.is_attended, row.people_count
        session.add(line)
    for line in stored.values():
        session.delete(line)


def _setting_ids(session: Session, actor: Identity, urns: set[str]) -> dict[str, int]:
    found = session.execute(
        select(Setting.urn, Setting.id).where(Setting.urn.in_(urns), settings_in_scope(actor, Setting.id))
    )
    ids = dict(found.all())
    if unknown := sorted(urns - set(ids)):
        raise InvalidInput({"rows": f"There is no setting with the URN {unknown[0]}. Choose one from the list."})
    return ids


def _checked(rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    """The lines in order, without a count where nobody came. Raises: InvalidInput."""
    if not rows:
        raise InvalidInput({"rows": "List at least one setting, and tick it if it came."})
    if len({row.urn for row in rows}) < len(rows):
        raise InvalidInput({"rows": "A setting is listed twice. Remove one of the two lines."})
    wrong = {
        f"people_count:{row.urn}": _PEOPLE
        for row in rows
        if row.is_attended and row.people_count is not None and not 1 <= row.people_count <= MOST_PEOPLE
    }
    if wrong:
        raise InvalidInput(wrong)
    return _in_order(row if row.is_attended else RegisterRow(row.urn, False) for row in rows)


def _in_order(rows: Iterable[RegisterRow]) -> list[RegisterRow]:
    return sorted(rows, key=lambda row: row.urn)
