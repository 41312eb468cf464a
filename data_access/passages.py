"""What people find in free texts: which themes are in a passage, and which are not."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import Conflict, InvalidInput, NotFound
from data_access.free_texts import texts
from data_access.models import Passage, PassageCode, now
from data_access.permissions import Action, Identity, require
from data_access.recording import ATTEMPTS
from data_access.stretches import Stretch, trimmed
from data_access.to_read import ToRead, themes_in_use

_GONE = "This text is not there any more, or may not be read any more. Go on to the next one."
_CHANGED = "Somebody changed this text while you were reading it. Read it again as it is now."
_NO_WORDS = "Choose at least one sentence, or the whole text."
_NO_SUCH_THEME = "A theme that you chose was retired in the meantime. Look at the themes again."


def record_reading(
    actor: Identity, read: ToRead, stretches: Sequence[Stretch], there: Collection[int], suggested: Collection[int] = ()
) -> tuple[int, ...]:
    """Keeps what one person says of each stretch: which of the themes asked for are there, the others are not.

    `there` and `suggested` are theme ids; `suggested`: proposed by the product, and accepted or refused. Saying it
    again replaces what they said before. Value: the ids of the passages.

    Raises: NotAllowed; NotFound if the text is gone; Conflict if it changed; InvalidInput without words or theme.
    """
    require(actor, Action.CODE_TEXT)
    for attempt in range(ATTEMPTS):
        try:
            with store.writing(actor) as session:
                text = _unchanged(session, actor, read)
                in_use = set(themes_in_use(session))
                if not set(there) <= in_use & set(read.asked):
                    raise InvalidInput({"themes": _NO_SUCH_THEME})
                wanted = stretches if read.stretch is None else [read.stretch]
                if not wanted:
                    raise InvalidInput({"sentences": _NO_WORDS})
                passages = [_passage(session, read, text, stretch) for stretch in wanted]
                for passage in passages:
                    for theme_id in sorted(in_use & set(read.asked)):
                        _decide(session, actor, passage, theme_id, theme_id in there, theme_id in suggested)
                return tuple(passage.id for passage in passages)
        except IntegrityError:  # somebody else took out the same passage at the same moment
            if attempt == ATTEMPTS - 1:
                raise
    raise AssertionError("unreachable")


def take_back(actor: Identity, passage_ids: Collection[int], theme_ids: Collection[int]) -> None:
    """Removes what this person said of these passages and themes; nobody else's. Raises: NotAllowed."""
    require(actor, Action.CODE_TEXT)
    with store.writing(actor) as session:
        theirs = select(PassageCode).where(
            PassageCode.coder == actor.name_in_log,
            PassageCode.passage_id.in_(passage_ids),
            PassageCode.theme_id.in_(theme_ids),
        )
        for code in session.scalars(theirs.order_by(PassageCode.id)):
            session.delete(code)
        session.flush()
        for passage in session.scalars(select(Passage).where(Passage.id.in_(passage_ids))):
            if session.scalar(select(func.count()).where(PassageCode.passage_id == passage.id)) == 0:
                session.delete(passage)


def _unchanged(session: Session, actor: Identity, read: ToRead) -> str:
    """Raises: NotFound if the text is gone or out of reach; Conflict if it says something else by now."""
    of = texts(actor).c
    here = select(of.text).where(of.source == read.source, of.source_id == read.source_id, of.field == read.field)
    text = session.scalar(here)
    if text is None:
        raise NotFound(_GONE)
    if text != read.text:
        raise Conflict(_CHANGED, {"text": text})
    return str(text)


def _passage(session: Session, read: ToRead, text: str, stretch: Stretch) -> Passage:
    starts_at, ends_at = trimmed(text, max(stretch[0], 0), min(stretch[1], len(text)))
    if starts_at >= ends_at:
        raise InvalidInput({"sentences": _NO_WORDS})
    place = {"source": read.source.value, "source_id": read.source_id, "field": read.field}
    place |= {"starts_at": starts_at, "ends_at": ends_at}
    passage = session.scalar(select(Passage).filter_by(**place))
    if passage is not None and passage.excerpt != text[starts_at:ends_at]:
        session.delete(passage)
        session.flush()
        passage = None
    if passage is None:
        passage = Passage(excerpt=text[starts_at:ends_at], **place)
        session.add(passage)
        session.flush()
    return passage


def _decide(
    session: Session, actor: Identity, passage: Passage, theme_id: int, is_there: bool, was_suggested: bool
) -> None:
    place = {"passage_id": passage.id, "theme_id": theme_id, "coder": actor.name_in_log}
    code = session.scalar(select(PassageCode).filter_by(**place))
    if code is None:
        session.add(PassageCode(is_there=is_there, was_suggested=was_suggested, **place))
    elif (code.is_there, code.was_suggested) != (is_there, was_suggested):
        code.is_there, code.was_suggested, code.coded_at = is_there, was_suggested, now()
