"""What a loaded file did, record by record, and whether anything has been built on it since."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, select
from sqlalchemy.orm import Session, aliased

from data_access import markers
from data_access.audit import CREATED, DELETED
from data_access.clock import HERE
from data_access.errors import InvalidInput
from data_access.models import AuditEntry, Base, EarlierText, EventMarker, ImportRun, Passage, Setting
from data_access.row_copies import MODELS
from data_access.vocabulary import TextSource

# How many ids one query asks for.
CHUNK = 500
NOTHING_UNDONE = "Nothing has been undone: correct what is wrong by hand, or load a corrected file."


@dataclass
class Touched:
    """What a file did to one record: made it, changed it, or took it away as a part of another.

    `before`: column -> what stood there; of no use for a record that it made.
    """

    is_new: bool = False
    before: dict[str, object] = field(default_factory=dict)
    is_gone: bool = False


# By table, then by the record's id.
Trace = dict[str, dict[int, Touched]]


def trace(session: Session, run_id: int) -> Trace:
    """What the file did, from the audit log, and from the texts that are kept beside it for a while.

    Raises: InvalidInput where a text is gone that it wrote over.
    """
    found: Trace = defaultdict(lambda: defaultdict(Touched))
    for entry in session.scalars(select(AuditEntry).where(_of(run_id)).order_by(AuditEntry.id)):
        touched = found[entry.table_name][int(entry.record_id)]
        touched.is_new |= entry.action == CREATED
        touched.is_gone |= entry.action == DELETED
        for column, change in entry.changes.items():
            if isinstance(change, list) and not touched.is_new:
                touched.before.setdefault(column, _before(session, entry, column, change[0]))
    return found


def _before(session: Session, entry: AuditEntry, column: str, said: object) -> object:
    if said is None or column not in MODELS[entry.table_name].unaudited:
        return said
    here = (EarlierText.table_name == entry.table_name, EarlierText.record_id == int(entry.record_id))
    at = (EarlierText.column_name == column, EarlierText.recorded_at == entry.recorded_at)
    text = session.scalar(select(EarlierText.said).where(*here, *at))
    if text is None:
        raise _refusal(
            f"A text that this file wrote over is not kept, because it could name somebody. {NOTHING_UNDONE}"
        )
    return text


def made(found: Trace, table: str) -> set[int]:
    """The ids of the records of a table that the file made."""
    return {number for number, touched in found.get(table, {}).items() if touched.is_new}


def refuse_if_built_on(session: Session, run_id: int, found: Trace) -> None:
    """Raises: InvalidInput, saying what was done since, by whom and when."""
    changed = list(session.scalars(_changed_since(run_id)))
    if changed:
        raise _refusal(_changed(session, changed))
    for table, number in _resting_on(session, found):
        raise _refusal(_rests(session, table, number))
    if markers.leaned_on(session, made(found, EventMarker.__tablename__)):
        raise _refusal("A measure is judged anew from the day of an event of this file. Take that away first.")
    read = _read_since(session, run_id, found)
    if read is not None:
        raise _refusal(f"A text of this file has been read for themes, {_by(read)}. {NOTHING_UNDONE}")


def moment(when: datetime) -> str:
    """12 January 2027 at 09:30, where the programme is."""
    here = when.astimezone(HERE)
    return f"{here.day} {here:%B %Y} at {here:%H:%M}"


def chunks(ids: set[int]) -> Iterator[list[int]]:
    """The ids in order, as many at a time as one query may ask for."""
    ordered = sorted(ids)
    yield from (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))


def _of(run_id: int) -> ColumnElement[bool]:
    return AuditEntry.import_run_id == run_id


def _changed_since(run_id: int) -> Any:
    """Later entries about the same records, the last one first. What an undone file did is no matter."""
    own, later = aliased(AuditEntry), aliased(AuditEntry)
    no_matter = select(ImportRun.id).where((ImportRun.id == run_id) | ImportRun.undone_at.is_not(None))
    is_same = (own.table_name == later.table_name) & (own.record_id == later.record_id) & (own.id < later.id)
    return (
        select(later)
        .where(select(own.id).where(own.import_run_id == run_id, is_same).exists())
        .where(later.import_run_id.is_(None) | later.import_run_id.not_in(no_matter))
        .order_by(later.id.desc())
    )


def _changed(session: Session, entries: list[AuditEntry]) -> str:
    last, count = entries[0], len({(entry.table_name, entry.record_id) for entry in entries})
    which = "A record of this file has" if count == 1 else f"{count} records of this file have"
    if last.import_run_id is not None:
        return f"{which} been changed since by another file, {_by(last)}. Undo that one first."
    record = _named(session, last.table_name, last.record_id)
    return f"{which} been changed or taken away since, last {_by(last)}: {record}. {NOTHING_UNDONE}"


def _resting_on(session: Session, found: Trace) -> Iterator[tuple[str, str]]:
    """Records of others that name one which would go: (table, id)."""
    for table in Base.metadata.sorted_tables:
        own = made(found, table.name)
        for key in table.foreign_keys:
            for ids in chunks(made(found, key.column.table.name)):
                query = select(*table.primary_key.columns).where(key.parent.in_(ids))
                for row in session.execute(query):
                    if row[0] not in own:
                        yield table.name, "-".join(str(part) for part in row)


def _rests(session: Session, table: str, number: str) -> str:
    made_by = select(AuditEntry).where(AuditEntry.table_name == table, AuditEntry.record_id == number)
    entry = session.scalar(made_by.order_by(AuditEntry.id.desc()).limit(1))
    who = f", {_by(entry)}" if entry is not None else ""
    return f"Something else rests on what this file made: {_named(session, table, number)}{who}. Take that away first."


def _read_since(session: Session, run_id: int, found: Trace) -> AuditEntry | None:
    """The entry about a passage that somebody took out of one of its texts."""
    first = select(AuditEntry.id).where(_of(run_id)).order_by(AuditEntry.id).limit(1).scalar_subquery()
    of_passages = (
        select(AuditEntry)
        .join(Passage, cast(Passage.id, String) == AuditEntry.record_id)
        .where(AuditEntry.table_name == Passage.__tablename__, AuditEntry.id > first)
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )
    for source in TextSource:
        for ids in chunks(set(found.get(source, {}))):
            of_these = of_passages.where(Passage.source == source, Passage.source_id.in_(ids))
            if (entry := session.scalar(of_these)) is not None:
                return entry
    return None


def _by(entry: AuditEntry) -> str:
    return f"by {entry.actor} on {moment(entry.recorded_at)}"


def _named(session: Session, table: str, number: str) -> str:
    """What the record is, and of which setting, event or other thing with a name."""
    record = session.get(MODELS[table], int(number)) if number.isdigit() else None
    setting_id = getattr(record, "setting_id", None)
    of = record if setting_id is None else session.get_one(Setting, setting_id)
    name = getattr(of, "name", None) or getattr(of, "title", None)
    return table.replace("_", " ") + (f" of {name}" if of is not record else f" “{name}”" if name else "")


def _refusal(sentence: str) -> InvalidInput:
    return InvalidInput({"": sentence})
