"""A record as answers to its form, and answers as a record."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from data_access.errors import InvalidInput
from data_access.forms import Answers, Field, Kind, clean
from data_access.models import Cluster, EvaluationCycle, Event, Setting
from data_access.permissions import Identity
from data_access.record_kinds import RecordKind
from data_access.recording import cluster_id_of, cycle_id_of, event_of, programme_start, setting_of

# What a form names in words and a table keeps by id: (column of the words, column of the id).
NAMED: dict[Kind, tuple[Any, Any]] = {
    Kind.SETTING: (Setting.urn, Setting.id),
    Kind.CLUSTER: (Cluster.name, Cluster.id),
    Kind.CYCLE: (EvaluationCycle.name, EvaluationCycle.id),
    Kind.EVENT: (Event.event_ref, Event.id),
}
# Finds the id of what an answer names.
Find = Callable[[Field, str], int | None]


def column_of(field: Field) -> str:
    """The column that keeps the answer."""
    if field.kind == Kind.SETTING:
        return "setting_id" if field.name == "urn" else field.name.replace("_urn", "_id")
    by_id = {Kind.CLUSTER: "cluster_id", Kind.CYCLE: "cycle_id", Kind.EVENT: "event_id"}
    return by_id.get(field.kind, field.name)


def cleaned(session: Session, kind: RecordKind, answers: Answers) -> Answers:
    """The answers as they are stored. Raises: InvalidInput by field; what is not asked yet is not missed."""
    try:
        right = clean(kind.spec, answers, since=programme_start(session))
    except InvalidInput as refusal:
        asked = {field.name for field in kind.fields(answers)}
        raise InvalidInput(
            {name: said for name, said in refusal.answers.items() if name in asked} or refusal.answers
        ) from None
    return kind.keeping.settled(session, right)


def columns_for(kind: RecordKind, answers: Answers, find: Find) -> dict[str, object]:
    """What the answers mean for the columns of the table."""
    columns: dict[str, object] = {}
    for field in kind.spec.fields:
        if field.name not in kind.keeping.beside:
            answer = answers[field.name]
            is_named = field.kind in NAMED and answer is not None
            columns[column_of(field)] = find(field, str(answer)) if is_named else answer
    return columns


def put(session: Session, kind: RecordKind, record: Any, columns: dict[str, object], answers: Answers) -> None:
    """Writes the columns that differ, and those that follow from them. Nothing is sent to the database yet."""
    for column, value in columns.items():
        if getattr(record, column) != value:
            setattr(record, column, value)
    kind.keeping.prepare(session, record, answers)


def fill(session: Session, actor: Identity, kind: RecordKind, record: Any, answers: Answers) -> None:
    """Writes settled answers into a record, and what goes with it. Raises: InvalidInput by field."""
    with session.no_autoflush:
        put(session, kind, record, columns_for(kind, answers, partial(_find, session, actor)), answers)
        kind.keeping.refuse(session, record)
        # One that the same entry has made, by a click at the same moment, is this one: the database settles that.
        others = alike(kind, record)
        if record.entry_key is not None:
            others = others.where(kind.model.entry_key.is_distinct_from(record.entry_key))
        found = next((one for one in session.scalars(others) if one != record.id), None)
    if found is not None:
        sentence = f"There is one like this already ({kind.spec.title.lower()}): correct that one."
        raise InvalidInput({kind.told_apart_by[-1]: sentence})
    session.add(record)
    session.flush()
    kind.keeping.finish(session, record, answers)


def alike(kind: RecordKind, record: Any) -> Any:
    """The ids of the stored records from which this one cannot be told apart; none where a kind has no such rule."""
    query = select(kind.model.id)
    if not kind.told_apart_by:
        return query.where(kind.model.id.is_(None))
    for name in kind.told_apart_by:
        column = column_of(kind.spec.field(name))
        query = query.where(_is(getattr(kind.model, column), getattr(record, column)))
    return query


def answers_of(session: Session, kind: RecordKind, record: Any) -> Answers:
    """A stored record as answers to the fields of its form."""
    return answers_of_all(session, kind, [record])[0]


def answers_of_all(session: Session, kind: RecordKind, records: Sequence[Any]) -> list[Answers]:
    """The same for many: a query for each kind of name, and not for each record."""
    others = kind.keeping.others(session, records)
    read = {field.name: _reader(session, field, records) for field in kind.spec.fields}
    own = [name for name in read if name not in kind.keeping.beside]
    return [{name: read[name](record) for name in own} | others.get(record.id, {}) for record in records]


def _reader(session: Session, field: Field, records: Sequence[Any]) -> Callable[[Any], object]:
    column = column_of(field)
    if field.kind not in NAMED:
        return lambda record: getattr(record, column)
    name, key = NAMED[field.kind]
    ids = {getattr(record, column) for record in records} - {None}
    rows = session.execute(select(key, name).where(key.in_(ids))) if ids else ()
    names: dict[object, object] = dict(map(tuple, rows))
    return lambda record: names.get(getattr(record, column))


def _find(session: Session, actor: Identity, field: Field, answer: str) -> int | None:
    if field.kind == Kind.SETTING:
        return setting_of(session, actor, answer, field.name).id
    if field.kind == Kind.CLUSTER:
        return cluster_id_of(session, actor, answer, field.name)
    if field.kind == Kind.EVENT:
        event = event_of(session, actor, answer, field.name)
        return None if event is None else event.id
    return cycle_id_of(session, answer, field.name)


def _is(column: Any, value: object) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.is_(None) if value is None else column == value
    return found
