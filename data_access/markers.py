"""What happened on a day, marked on every time chart, and from which day on a measure is judged anew because of it."""

from collections.abc import Collection
from datetime import date

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import Conflict, InvalidInput, NotFound
from data_access.forms.personal_data import findings
from data_access.models import Cluster, EventMarker, Rebase
from data_access.permissions import Action, Identity, require
from data_access.reading import events_in_scope, table
from data_access.recording import cluster_id_of
from data_access.taken_away import take_away
from data_access.vocabulary import MarkerKind

LONGEST_TITLE, SHORTEST_REASON, LONGEST_REASON = 80, 10, 300


def markers(viewer: Identity) -> pd.DataFrame:
    """What happened, to the viewer's clusters or to everybody.

    Rows: one per marker, by day.
    Columns: id, day (date), title, kind (MarkerKind), cluster, version.
    Missing: `cluster` NaN: it concerns every cluster.
    """
    columns = (EventMarker.day, EventMarker.title, EventMarker.kind)
    query = (
        select(EventMarker.id, *columns, Cluster.name.label("cluster"), EventMarker.version)
        .outerjoin(Cluster, Cluster.id == EventMarker.cluster_id)
        .where(events_in_scope(viewer, EventMarker.cluster_id))
        .order_by(EventMarker.day, func.coalesce(Cluster.name, ""), EventMarker.id)
    )
    with store.reading() as session:
        return table(session, query)


def rebases(viewer: Identity) -> pd.DataFrame:
    """From which day on which measure is judged anew, and why. The same for everyone: it is part of how to read it.

    Rows: one per measure and day, in order.
    Columns: id, kpi, day (date), reason, version.
    """
    del viewer
    query = select(Rebase.id, Rebase.kpi, Rebase.day, Rebase.reason, Rebase.version).order_by(Rebase.kpi, Rebase.day)
    with store.reading() as session:
        return table(session, query)


def set_marker(
    actor: Identity,
    day: date | None,
    title: str,
    kind: MarkerKind,
    cluster: str | None = None,
    *,
    marker_id: int | None = None,
    version: int | None = None,
    entry_key: str | None = None,
) -> int:
    """Marks what happened on a day, once for each entry key, or changes the marker with `marker_id`. Value: its id.

    Raises: NotAllowed; NotFound; Conflict if it was changed since `version` was read; InvalidInput.
    """
    require(actor, Action.MARK_EVENTS)
    text = " ".join(title.split())
    given = _checked_marker(day, text)
    with store.writing(actor) as session:
        store.one_at_a_time(session)
        cluster_id = cluster_id_of(session, actor, cluster)
        record = EventMarker(recorded_by=actor.name_in_log, entry_key=entry_key)
        made = None if entry_key is None else _made_by(session, entry_key)
        if marker_id is None and made is not None:
            return made
        if marker_id is not None:
            record = _marker(session, marker_id, version)
            if record.day != given:
                _refuse_if_needed(session, record)
        return put_marker(session, record, given, text, kind, cluster_id)


def put_marker(
    session: Session, record: EventMarker, day: date, title: str, kind: MarkerKind, cluster_id: int | None
) -> int:
    """Writes a checked event into a record, a new one or a stored one, in the caller's transaction. Value: its id.

    Raises: InvalidInput if the same is marked already.
    """
    same = (EventMarker.day == day, EventMarker.title == title, EventMarker.cluster_id.is_not_distinct_from(cluster_id))
    with session.no_autoflush:
        marked = set(session.scalars(select(EventMarker.id).where(*same)))
    if marked - {record.id}:
        raise InvalidInput({"title": "This is marked on that day already: change that one."})
    record.day, record.title, record.kind, record.cluster_id = day, title, MarkerKind(kind), cluster_id
    return _save(session, record)


def remove_marker(actor: Identity, marker_id: int, version: int) -> int | None:
    """Takes a marker away. Value: under which it can be put back.

    Raises: NotAllowed; NotFound; Conflict; InvalidInput if a measure is judged anew from its day.
    """
    require(actor, Action.MARK_EVENTS)
    with store.writing(actor) as session:
        record = _marker(session, marker_id, version)
        _refuse_if_needed(session, record)
        return take_away(session, actor, "marker", record, {"day": record.day, "title": record.title})


def set_rebase(
    actor: Identity,
    kpi: str,
    day: date | None,
    reason: str,
    *,
    rebase_id: int | None = None,
    version: int | None = None,
) -> int:
    """Judges a measure anew from the day of a marked event on, or changes the one with `rebase_id`. Value: its id.

    Raises: NotAllowed; NotFound; Conflict if it was changed since `version` was read; InvalidInput.
    """
    require(actor, Action.MARK_EVENTS)
    text = " ".join(reason.split())
    _check_reason(text)
    with store.writing(actor) as session:
        record = Rebase(recorded_by=actor.name_in_log) if rebase_id is None else _rebase(session, rebase_id, version)
        if day is None or session.scalar(select(func.count()).where(EventMarker.day == day)) == 0:
            raise InvalidInput({"day": "Choose the day of an event that is marked. Mark what happened first."})
        same = select(Rebase.id).where(Rebase.kpi == kpi, Rebase.day == day, Rebase.id != (rebase_id or 0))
        if session.scalar(same) is not None:
            raise InvalidInput({"day": "This measure is judged anew from that day already: change that one."})
        record.kpi, record.day, record.reason = kpi, day, text
        return _save(session, record)


def remove_rebase(actor: Identity, rebase_id: int, version: int) -> int | None:
    """Judges the measure as before. Value: under which the judgement can be put back.

    Raises: NotAllowed; NotFound; Conflict.
    """
    require(actor, Action.MARK_EVENTS)
    with store.writing(actor) as session:
        record = _rebase(session, rebase_id, version)
        return take_away(session, actor, "rebase", record, {"measure": record.kpi, "day": record.day})


def _made_by(session: Session, entry_key: str) -> int | None:
    """The marker that an earlier click has made of the same entry."""
    return session.scalar(select(EventMarker.id).where(EventMarker.entry_key == entry_key))


def _save(session: Session, record: EventMarker | Rebase) -> int:
    if record in session and session.is_modified(record):
        record.version += 1
    session.add(record)
    session.flush()
    return record.id


def _marker(session: Session, marker_id: int, version: int | None) -> EventMarker:
    record = session.get(EventMarker, marker_id, with_for_update=True)
    if record is None:
        raise NotFound("This event is not marked any more.")
    if record.version != version:
        current: dict[str, object] = {"day": record.day, "title": record.title}
        raise Conflict("Somebody else changed this since you opened it.", current)
    return record


def _rebase(session: Session, rebase_id: int, version: int | None) -> Rebase:
    record = session.get(Rebase, rebase_id, with_for_update=True)
    if record is None:
        raise NotFound("This measure is not judged anew from that day any more.")
    if record.version != version:
        current: dict[str, object] = {"day": record.day, "reason": record.reason}
        raise Conflict("Somebody else changed this since you opened it.", current)
    return record


def leaned_on(session: Session, markers_gone: Collection[int]) -> bool:
    """True if without these events a measure would be judged anew from a day on which nothing is marked."""
    days = set(session.scalars(select(EventMarker.day).where(EventMarker.id.in_(markers_gone))))
    left = select(EventMarker.day).where(EventMarker.day.in_(days), EventMarker.id.not_in(markers_gone))
    days -= set(session.scalars(left))
    return session.scalar(select(Rebase.id).where(Rebase.day.in_(days)).limit(1)) is not None


def _refuse_if_needed(session: Session, record: EventMarker) -> None:
    """Raises: InvalidInput if a measure is judged anew from its day, and nothing else is marked on that day."""
    if leaned_on(session, {record.id}):
        raise InvalidInput({"day": "A measure is judged anew from the day of this event. Take that away first."})


def wrong_title(title: str) -> str:
    """What is wrong with what an event is called; empty where nothing is."""
    if not title:
        return "Say what happened, for example New panel for top-up funding."
    if len(title) > LONGEST_TITLE:
        return f"Shorten this to {LONGEST_TITLE} characters, so that it fits on a chart."
    found = findings(title)
    return f"This looks like {found[0].kind}. Take it out: what is marked names nobody." if found else ""


def _checked_marker(day: date | None, title: str) -> date:
    wrong = {"title": said} if (said := wrong_title(title)) else {}
    if day is None:
        wrong["day"] = "Give the day on which it happened."
    if wrong or day is None:
        raise InvalidInput(wrong)
    return day


def _check_reason(reason: str) -> None:
    if len(reason) < SHORTEST_REASON:
        raise InvalidInput({"reason": "Say in a sentence why the measure cannot be compared with what was before."})
    if len(reason) > LONGEST_REASON:
        raise InvalidInput({"reason": f"Shorten the reason to {LONGEST_REASON} characters."})
    if found := findings(reason):
        raise InvalidInput({"reason": f"This looks like {found[0].kind}. Take it out: the reason names nobody."})
