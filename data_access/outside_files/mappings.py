"""How people said that files of theirs are to be read: kept under a name, found again by the columns of a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import Conflict, InvalidInput, NotFound
from data_access.forms.personal_data import findings
from data_access.models import FileMapping
from data_access.permissions import Action, Identity, require
from data_access.vocabulary import MappedFile

LONGEST_NAME = 80
# The field of a column that is not read.
IGNORED = ""


@dataclass(frozen=True)
class Reading:
    """`columns`: of the file -> field of ours. `words`: field -> their word -> ours. `fixed`: what no column says."""

    columns: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> list[str]:
        """The columns that hold a field."""
        return [column for column, found in self.columns.items() if found == name]

    def with_words(self, more: Mapping[str, Mapping[str, str]]) -> "Reading":
        """The same, with what is said of more words."""
        names = {**self.words, **more}
        return Reading(
            self.columns, {name: {**self.words.get(name, {}), **more.get(name, {})} for name in names}, self.fixed
        )


@dataclass(frozen=True)
class Kept:
    """A reading under its name."""

    id: int
    version: int
    name: str
    reading: Reading


def kept(viewer: Identity, kind: MappedFile) -> list[Kept]:
    """All that are kept, by name.

    Raises: NotAllowed.
    """
    require(viewer, Action.READ_OUTSIDE_FILE)
    query = select(FileMapping).where(FileMapping.kind == kind).order_by(FileMapping.name)
    with store.reading() as session:
        return [
            Kept(one.id, one.version, one.name, Reading(one.columns, one.words, one.fixed))
            for one in session.scalars(query)
        ]


def of_form(found: Iterable[Kept], questions: Iterable[str]) -> Kept | None:
    """The one made for a form with exactly these questions."""
    wanted = set(questions)
    return next((one for one in found if set(one.reading.columns) == wanted), None)


def fitting(found: Iterable[Kept], headings: Iterable[str]) -> list[Kept]:
    """Those whose columns are all there; a file may have others besides."""
    there = set(headings)
    return [one for one in found if set(one.reading.columns) <= there]


def keep(actor: Identity, kind: MappedFile, name: str, reading: Reading) -> int:
    """Keeps a new one. Value: its id.

    Raises: NotAllowed; InvalidInput beside "name".
    """
    require(actor, Action.READ_OUTSIDE_FILE)
    with store.writing(actor) as session:
        record = FileMapping(kind=kind, recorded_by=actor.name_in_log)
        _fill(record, reading)
        _call(session, record, name)
        session.add(record)
        session.flush()
        return record.id


def change(actor: Identity, mapping_id: int, version: int, reading: Reading) -> None:
    """Raises: NotAllowed; NotFound; Conflict if somebody else changed it since `version` was read."""
    require(actor, Action.READ_OUTSIDE_FILE)
    with store.writing(actor) as session:
        record = _found(session, mapping_id)
        if Reading(record.columns, record.words, record.fixed) == reading:
            return
        if record.version != version:
            raise Conflict("Somebody else changed how this file is read. Look at it again.", {"name": record.name})
        _fill(record, reading)
        record.version += 1


def rename(actor: Identity, mapping_id: int, name: str) -> None:
    """Raises: NotAllowed; NotFound; InvalidInput beside "name"."""
    require(actor, Action.READ_OUTSIDE_FILE)
    with store.writing(actor) as session:
        _call(session, _found(session, mapping_id), name)


def remove(actor: Identity, mapping_id: int) -> None:
    """What was loaded with it stays. Raises: NotAllowed; NotFound."""
    require(actor, Action.READ_OUTSIDE_FILE)
    with store.writing(actor) as session:
        session.delete(_found(session, mapping_id))


def _found(session: Session, mapping_id: int) -> FileMapping:
    record = session.scalar(select(FileMapping).where(FileMapping.id == mapping_id).with_for_update())
    if record is None:
        raise NotFound("This way of reading a file is not kept any more.")
    return record


def _fill(record: FileMapping, reading: Reading) -> None:
    record.columns = dict(reading.columns)
    record.words = {name: dict(words) for name, words in reading.words.items()}
    record.fixed = dict(reading.fixed)


def _call(session: Session, record: FileMapping, name: str) -> None:
    text = " ".join(name.split())
    if not text or len(text) > LONGEST_NAME:
        raise InvalidInput({"name": f"Give it a name of 1 to {LONGEST_NAME} characters, such as Feedback on training."})
    if found := findings(text):
        raise InvalidInput({"name": f"This looks like {found[0].kind}. Take it out: this name names nobody."})
    with session.no_autoflush:
        same_kind = select(FileMapping.name).where(
            FileMapping.kind == record.kind, FileMapping.id.is_distinct_from(record.id)
        )
        if text.casefold() in {other.casefold() for other in session.scalars(same_kind)}:
            raise InvalidInput({"name": f"There is one called “{text}” already. Choose another name."})
    record.name = text
