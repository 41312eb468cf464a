"""What people have typed and not yet saved: kept for them alone, and offered again on any machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from data_access import store
from data_access.models import FormDraft, now
from data_access.permissions import Action, Identity, require
from data_access.recording import put_draft_away

KEPT_FOR = timedelta(days=30)
IS_NEW = "new:"
# The form of what is put right in the rows of a file, kept by kind and file: its texts go when consent goes.
OF_A_FILE = "import"


@dataclass(frozen=True)
class Draft:
    """One draft. `answers` holds plain values: dates are written as 2026-11-18.

    `draft_key` is "new:<entry key>", or the id or reference of the record that is being corrected.
    """

    form: str
    draft_key: str
    answers: dict[str, object]
    saved_at: datetime

    @property
    def is_new(self) -> bool:
        """True for a draft of a record that does not exist yet."""
        return self.draft_key.startswith(IS_NEW)


def keep_draft(actor: Identity, form: str, draft_key: str, answers: Mapping[str, object]) -> datetime:
    """Keeps what was typed in place of what was kept before. Drafts older than 30 days go. Value: when it was kept.

    Raises: NotAllowed.
    """
    require(actor, Action.KEEP_DRAFT)
    try:
        return _keep(actor, form, draft_key, plain(answers))
    except IntegrityError:
        # The same draft, first kept from two places at once: the second time it is there to be replaced.
        return _keep(actor, form, draft_key, plain(answers))


def plain(answers: Mapping[str, object]) -> dict[str, object]:
    """Answers as a draft holds them: dates in words of their own, lists for everything that is many."""
    return {name: _plain(answer) for name, answer in answers.items()}


def drafts(actor: Identity) -> list[Draft]:
    """The actor's own drafts, latest first."""
    query = _mine(actor).order_by(FormDraft.saved_at.desc(), FormDraft.id.desc())
    with store.reading() as session:
        return [_draft(record) for record in session.scalars(query)]


def draft(actor: Identity, form: str, draft_key: str) -> Draft | None:
    """One of the actor's own drafts. Missing: None if there is none, or it is somebody else's."""
    query = _mine(actor).where(FormDraft.form == form, FormDraft.draft_key == draft_key)
    with store.reading() as session:
        record = session.scalar(query)
        return None if record is None else _draft(record)


def discard_draft(actor: Identity, form: str, draft_key: str) -> None:
    """Throws one of the actor's own drafts away; nothing happens if there is none. Raises: NotAllowed."""
    require(actor, Action.KEEP_DRAFT)
    with store.writing(actor) as session:
        put_draft_away(session, actor, form, draft_key)


def _keep(actor: Identity, form: str, draft_key: str, answers: dict[str, object]) -> datetime:
    moment = now()
    if actor.user_id is None:
        return moment
    with store.writing(actor) as session:
        session.execute(delete(FormDraft).where(FormDraft.saved_at < moment - KEPT_FOR))
        record = _stored(session, actor, form, draft_key) or FormDraft(
            user_id=actor.user_id, form=form, draft_key=draft_key
        )
        record.answers, record.saved_at = answers, moment
        session.add(record)
    return moment


def _stored(session: Session, actor: Identity, form: str, draft_key: str) -> FormDraft | None:
    return session.scalar(
        select(FormDraft)
        .where(FormDraft.user_id == actor.user_id, FormDraft.form == form, FormDraft.draft_key == draft_key)
        .with_for_update()
    )


def _mine(actor: Identity) -> Select[FormDraft]:
    return select(FormDraft).where(FormDraft.user_id == actor.user_id, FormDraft.saved_at >= now() - KEPT_FOR)


def _draft(record: FormDraft) -> Draft:
    return Draft(record.form, record.draft_key, dict(record.answers), record.saved_at)


def _plain(answer: object) -> object:
    if isinstance(answer, date):
        return answer.isoformat()
    return list(answer) if isinstance(answer, tuple | set | frozenset) else answer
