"""A record with everything that goes with it, written down so that it can be made again."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, inspect, select
from sqlalchemy.orm import Session

from data_access.models import Base, Passage

# A table and its columns, as JSON holds them.
Copy = tuple[str, dict[str, Any]]
MODELS: dict[str, Any] = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


def with_its_parts(session: Session, record: Base) -> list[Base]:
    """The record and what goes when it goes, and what goes with that: what others hang on before what hangs on it."""
    found, at = [record], 0
    while at < len(found):
        found += [part for part in _parts(session, found[at]) if part not in found]
        at += 1
    return found


def said_by(session: Session, record: Base) -> list[Base]:
    """The record and the rows in which it says more, without what people read in it."""
    names = {table for table, _ in parts_of(record.__tablename__)}
    return [one for one in with_its_parts(session, record) if one is record or one.__tablename__ in names]


def parts_of(table: str) -> list[tuple[str, str]]:
    """The tables in which records of this one say more: (their names, the column with the record's id)."""
    return [(model.__tablename__, column.key) for model, column in _naming(table, goes_along=True)]


def resting_on(session: Session, record: Base) -> list[str]:
    """The tables with rows that name this record and would not go with it, in order."""
    return sorted(
        {
            model.__tablename__
            for model, column in _naming(record.__tablename__, goes_along=False)
            if session.scalar(select(column).where(column == _id(record)).limit(1)) is not None
        }
    )


def copy_of(record: Base) -> Copy:
    """One row as JSON takes it."""
    return record.__tablename__, {
        column.key: _plain(getattr(record, column.key)) for column in inspect(type(record)).column_attrs
    }


def made_from(copy: Copy) -> Any:
    """A new record that says what the copy says, its id too. Columns that the table no longer has are left out."""
    table, values = copy
    model = MODELS[table]
    columns = model.__table__.columns
    return model(**{name: typed(columns[name], value) for name, value in values.items() if name in columns})


def parents_of(record: Base) -> Iterator[tuple[str, ForeignKey]]:
    """What a record names by id: (its column, the key that it points to). Nothing for columns that are empty."""
    for column in record.__table__.columns:
        if getattr(record, column.key) is not None:
            for key in column.foreign_keys:
                yield column.key, key


def _parts(session: Session, record: Base) -> Iterator[Base]:
    for model, column in _naming(record.__tablename__, goes_along=True):
        yield from session.scalars(select(model).where(column == _id(record)).order_by(*model.__table__.primary_key))
    # What people took out of a text names it in words, not by a key.
    of_this = Passage.source == record.__tablename__, Passage.source_id == _id(record)
    yield from session.scalars(select(Passage).where(*of_this).order_by(Passage.id))


def _naming(table: str, *, goes_along: bool) -> Iterator[tuple[Any, Any]]:
    """The classes and their columns that name a row of the table by its id."""
    for model in MODELS.values():
        for column in model.__table__.columns:
            for key in column.foreign_keys:
                if key.column.table.name == table and (key.ondelete == "CASCADE") == goes_along:
                    yield model, getattr(model, column.key)


def _id(record: Base) -> Any:
    return inspect(record).mapper.primary_key_from_instance(record)[0]


def _plain(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return {"base64": b64encode(value).decode()} if isinstance(value, bytes) else value


def typed(column: "Column[Any]", value: Any) -> object:
    """The value as the column holds it: what is kept as JSON has days and moments in words, and bytes as text."""
    kind = column.type.python_type
    if value is None or kind not in (datetime, date, bytes):
        return value
    return b64decode(value["base64"]) if kind is bytes else kind.fromisoformat(value)
