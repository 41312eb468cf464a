"""What somebody is to read for themes next, and how much is left."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select, true
from sqlalchemy.orm import Session

from data_access import store
from data_access.free_texts import placed, stands, texts
from data_access.models import CodebookTheme, Passage, PassageCode
from data_access.permissions import Action, Identity, require
from data_access.reading import Query
from data_access.stretches import Stretch
from data_access.vocabulary import TextSource


class Turn(StrEnum):
    """Why somebody is asked to read a text."""

    NEW = "new"  # nothing of it was read by them
    SECOND = "second"  # somebody else read this passage: two readings show how far people agree
    ADDED = "added"  # they read it before a theme came into the codebook


@dataclass(frozen=True)
class ToRead:
    """One text to be read, whole or in the stretch that was read before, for the themes in `asked`, by id.

    `part`: the kind of evidence, or the audience. `setting` is never said of a comment.
    """

    source: TextSource
    source_id: int
    field: str
    part: str
    title: str | None
    text: str
    day: date
    setting: str | None
    cluster: str | None
    stretch: Stretch | None
    asked: tuple[int, ...]

    @property
    def key(self) -> str:
        """Tells it from every other in the address, in widgets and among those that were skipped."""
        place = "" if self.stretch is None else f":{self.stretch[0]}-{self.stretch[1]}"
        return f"{self.source}:{self.source_id}:{self.field}{place}"

    @property
    def words(self) -> str:
        """What is to be read of the text."""
        return self.text if self.stretch is None else self.text[slice(*self.stretch)]


@dataclass(frozen=True)
class Left:
    """How many texts somebody may read. `waiting`: how many of them, or passages of them, they are still to read."""

    texts: int
    waiting: dict[Turn, int]


def to_read(
    viewer: Identity, turn: Turn, source: TextSource | None = None, skipped: Collection[str] = ()
) -> ToRead | None:
    """The next text for this person; None if there is none left but those `skipped`, by key.

    What nobody has read comes first, then the latest.
    Raises: NotAllowed.
    """
    require(viewer, Action.CODE_TEXT)
    with store.reading() as session:
        asked = themes_in_use(session)
        if not asked:
            return None
        query = _waiting(viewer, turn, source).limit(len(skipped) + 1)
        for row in session.execute(query).mappings():
            found = _as_read(session, viewer, dict(row), turn, asked)
            if found.key not in skipped:
                return found
    return None


def left(viewer: Identity, source: TextSource | None = None) -> Left:
    """What there is for this person, and how much of it is left. Raises: NotAllowed."""
    require(viewer, Action.CODE_TEXT)
    of = texts(viewer).c
    there_are = select(func.count(of.source)).where(_is_of(of, source)).scalar_subquery()
    left = [_there(viewer, of, turn, source).with_only_columns(func.count()).scalar_subquery() for turn in Turn]
    with store.reading() as session:
        texts_there_are, *waiting = session.execute(select(there_are, *left)).one()
    return Left(texts_there_are, dict(zip(Turn, waiting, strict=True)))


def themes_in_use(session: Session) -> tuple[int, ...]:
    """Their ids, in the order of the codebook."""
    query = select(CodebookTheme.id).where(CodebookTheme.is_retired.is_(False)).order_by(CodebookTheme.id)
    return tuple(session.scalars(query))


def _waiting(viewer: Identity, turn: Turn, source: TextSource | None) -> Query:
    """What waits for this person, in the order in which they read it."""
    of = texts(viewer).c
    query = placed(_there(viewer, of, turn, source), of)
    if turn == Turn.NEW:
        query = query.order_by(exists().where(stands(Passage, of)))
    else:
        query = query.add_columns(Passage.id.label("passage_id"), Passage.starts_at, Passage.ends_at)
    query = query.order_by(of.day.desc(), of.source, of.source_id.desc(), of.position)
    return query if turn == Turn.NEW else query.order_by(Passage.starts_at, Passage.ends_at)


def _there(viewer: Identity, of: Any, turn: Turn, source: TextSource | None) -> Query:
    columns = (of.source, of.source_id, of.field, of.part, of.title, of.text, of.day)
    query = select(*columns).select_from(of.source.table).where(_is_of(of, source))
    if turn == Turn.NEW:
        return query.where(~exists().where(stands(Passage, of), _said_by(viewer)))
    return query.join(Passage, stands(Passage, of)).where(_is_waiting(viewer, turn))


def _said_by(viewer: Identity) -> ColumnElement[bool]:
    return and_(PassageCode.passage_id == Passage.id, PassageCode.coder == viewer.name_in_log)


def _is_waiting(viewer: Identity, turn: Turn) -> ColumnElement[bool]:
    theirs = exists().where(_said_by(viewer)).correlate(Passage)
    if turn == Turn.SECOND:
        of_others = exists().where(PassageCode.passage_id == Passage.id, PassageCode.coder != viewer.name_in_log)
        return and_(of_others.correlate(Passage), ~theirs)
    return and_(theirs, exists().where(_is_unanswered(viewer)).correlate(Passage))


def _is_unanswered(viewer: Identity) -> ColumnElement[bool]:
    """True for themes in use of which they said nothing when they read the passage."""
    said = exists().where(_said_by(viewer), PassageCode.theme_id == CodebookTheme.id)
    return and_(CodebookTheme.is_retired.is_(False), ~said.correlate(Passage, CodebookTheme))


def _as_read(session: Session, viewer: Identity, row: dict[str, Any], turn: Turn, in_use: tuple[int, ...]) -> ToRead:
    passage_id = row.get("passage_id")
    stretch = None if passage_id is None else (row["starts_at"], row["ends_at"])
    if turn == Turn.ADDED:
        missing = select(CodebookTheme.id).select_from(Passage).join(CodebookTheme, _is_unanswered(viewer))
        missing = missing.where(Passage.id == passage_id)
        in_use = tuple(sorted(session.scalars(missing)))
    names = ("source_id", "field", "part", "title", "text", "day", "setting", "cluster")
    return ToRead(
        source=TextSource(row["source"]), stretch=stretch, asked=in_use, **{name: row[name] for name in names}
    )


def _is_of(of: Any, source: TextSource | None) -> ColumnElement[bool]:
    return true() if source is None else of.source == source
