"""The history of every record that has a form: each version in the form's own answers, and the way back to one."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from data_access import row_copies, store
from data_access.errors import NotFound
from data_access.forms import Answers
from data_access.forms.plans import evidence_field
from data_access.historied import FORMS, Historied
from data_access.models import AreaLevel, Base
from data_access.past_states import Change, State, states
from data_access.permissions import Identity, require
from data_access.vocabulary import Area


class Version(NamedTuple):
    """One version. `answers` are those that a correction of the record takes; `status` is how far it had come.

    `forgotten`: the fields whose text is kept no more; where the version is put back they stay as they are by then.
    """

    change: Change
    answers: Answers
    status: str | None
    forgotten: frozenset[str]


def versions(viewer: Identity, form: str, key: str) -> list[Version]:
    """Every version of a record, the one that stands first. `key`: its id, or its reference, as its page knows it.

    Raises: NotAllowed for those who may not correct it; NotFound.
    """
    kind = _kind(form)
    require(viewer, kind.needs)
    with store.reading() as session, session.no_autoflush:
        record = kind.find(session, viewer, key)
        return [_version(session, kind, state) for state in states(session, record)]


def put_version_back(actor: Identity, form: str, key: str, version: int, moment: datetime) -> None:
    """Makes the record say again what it said after `moment`: a correction as any other, with all its checks.

    Raises: NotAllowed; NotFound; InvalidInput; Conflict if somebody changed it since `version` was read; Locked.
    """
    known = versions(actor, form, key)
    wanted = next((one for one in known if one.change.moment == moment), None)
    if wanted is None:
        raise NotFound("There is no such version any more.")
    now = {name: known[0].answers.get(name) for name in wanted.forgotten}
    _kind(form).correct(actor, key, version, {**wanted.answers, **now})


def _version(session: Session, kind: Historied, state: State) -> Version:
    made = {key: row_copies.made_from((key[0], row)) for key, row in state.rows.items()}
    record, *parts = made.values()
    forgotten = {
        _field(made[table, number], column) for table, number, column in state.forgotten if (table, number) in made
    }
    answers = kind.answers(session, record, parts)
    return Version(state.change, answers, getattr(record, "status", None), frozenset(forgotten))


def _field(record: Base, column: str) -> str:
    return evidence_field(Area(record.area)) if isinstance(record, AreaLevel) else column


def _kind(form: str) -> Historied:
    if form not in FORMS:
        raise NotFound("There is no history of this.")
    return FORMS[form]
