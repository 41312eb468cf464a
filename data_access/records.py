"""Writing and reading the records that are one form and one row each (`record_kinds`)."""

from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session, aliased

from data_access import store
from data_access.errors import NotFound
from data_access.forms import Answers, named_by
from data_access.models import Cluster, EvaluationCycle, Setting
from data_access.permissions import Identity, require
from data_access.reading import Query, clusters_in_scope, settings_in_scope, table
from data_access.record_answers import answers_of, answers_of_all, cleaned, fill
from data_access.record_kinds import KINDS, RecordKind
from data_access.recording import check_version, put_draft_away, record_once
from data_access.taken_away import take_away

__all__ = [
    "KINDS",
    "RecordKind",
    "correct",
    "entered_lately",
    "fill",
    "in_its_cycle",
    "kind_for",
    "kinds_for",
    "listed",
    "record",
    "remove",
    "stored",
]


def kinds_for(viewer: Identity) -> list[RecordKind]:
    """The kinds that this person may enter, in the order in which they are offered."""
    return [kind for kind in KINDS.values() if viewer.may(kind.needs)]


def kind_for(viewer: Identity, name: str) -> RecordKind:
    """The kind of that name. Raises: NotFound for an unknown one; NotAllowed for one that others enter."""
    if name not in KINDS:
        raise NotFound("There is no form of this name. Choose one on the page “Add evidence”.")
    require(viewer, KINDS[name].needs)
    return KINDS[name]


def record(actor: Identity, kind_name: str, answers: Answers, entry_key: str) -> int:
    """Saves a new record, once for each entry key. Value: its id.

    Raises: NotAllowed; NotFound for an unknown kind; InvalidInput by field.
    """
    kind = kind_for(actor, kind_name)

    def make(session: Session) -> Any:
        settled = cleaned(session, kind, answers)
        made = kind.model(recorded_by=actor.name_in_log, entry_key=entry_key)
        fill(session, actor, kind, made, settled)
        return made

    def says_the_same(session: Session, found: Any) -> bool:
        return answers_of(session, kind, found) == cleaned(session, kind, answers)

    return record_once(actor, kind.model, entry_key, make, lambda found: int(found.id), says_the_same)


def correct(actor: Identity, kind_name: str, record_id: int, version: int, answers: Answers) -> None:
    """Replaces what a record says, if nobody else has changed it since `version` was read.

    Raises: NotAllowed; NotFound; InvalidInput by field; Conflict with the stored answers and "version".
    """
    kind = kind_for(actor, kind_name)
    with store.writing(actor) as session:
        found = found_record(session, actor, kind, record_id)
        settled = cleaned(session, kind, answers)
        if check_version(found, version, answers_of(session, kind, found), settled):
            found.version += 1
            fill(session, actor, kind, found, settled)
        put_draft_away(session, actor, kind.name, str(record_id))


def remove(actor: Identity, kind_name: str, record_id: int, version: int) -> int | None:
    """Takes a record away, and the actor's draft of its correction. Value: under which it can be put back.

    Raises: NotAllowed; NotFound; Conflict if somebody changed it since `version` was read; InvalidInput if others
    rest on it.
    """
    kind = kind_for(actor, kind_name)
    with store.writing(actor) as session:
        found = found_record(session, actor, kind, record_id)
        # Nothing is the same as being gone: only the version decides.
        answers = answers_of(session, kind, found)
        check_version(found, version, {**answers, "is_there": True}, {"is_there": False})
        put_draft_away(session, actor, kind.name, str(record_id))
        return take_away(session, actor, kind.name, found, named_by(kind.spec, answers))


def stored(viewer: Identity, kind_name: str, record_id: int) -> Answers:
    """One record as answers to its form, with its id and version. For those who may correct it.

    Raises: NotAllowed; NotFound for one that is not there or not in scope.
    """
    kind = kind_for(viewer, kind_name)
    with store.reading() as session:
        found = found_record(session, viewer, kind, record_id)
        return {**answers_of(session, kind, found), "id": found.id, "version": found.version}


def in_its_cycle(viewer: Identity, kind_name: str, answers: Answers) -> int | None:
    """The record that the setting has in the cycle already, of a kind of which there is one for each.

    Missing: None where there is none, where setting or cycle is not answered, and for all other kinds.
    Raises: NotAllowed; NotFound for an unknown kind.
    """
    kind = kind_for(viewer, kind_name)
    if set(kind.told_apart_by) != {"urn", "cycle"} or not (answers.get("urn") and answers.get("cycle")):
        return None
    query = (
        select(kind.model.id)
        .join(Setting, Setting.id == kind.model.setting_id)
        .join(EvaluationCycle, EvaluationCycle.id == kind.model.cycle_id)
        .where(Setting.urn == answers["urn"], EvaluationCycle.name == answers["cycle"], _in_scope(viewer, kind.model))
    )
    with store.reading() as session:
        return session.scalar(query)


def entered_lately(viewer: Identity, kind_name: str, most: int, urn: str | None = None) -> pd.DataFrame:
    """The records of a kind that were entered last, of one setting or of all, so that one can be found and corrected.

    Of a kind that is of no setting, all of them, whichever is asked for.

    Rows: one per record, the one entered last first. Columns: id, answers (dict by field), recorded_at (UTC).
    Raises: NotAllowed; NotFound for an unknown kind.
    """
    kind = kind_for(viewer, kind_name)
    newest = select(kind.model).where(_in_scope(viewer, kind.model))
    if urn is not None and "setting_id" in kind.model.__table__.columns:
        newest = newest.join(Setting, Setting.id == kind.model.setting_id).where(Setting.urn == urn)
    newest = newest.order_by(kind.model.recorded_at.desc(), kind.model.id.desc()).limit(most)
    with store.reading() as session:
        found = session.scalars(newest).all()
        answers = answers_of_all(session, kind, found)
        rows = [(one.id, said, one.recorded_at) for one, said in zip(found, answers, strict=True)]
    return pd.DataFrame(rows, columns=["id", "answers", "recorded_at"])


def listed(viewer: Identity, kind_name: str) -> pd.DataFrame:
    """Every record of a kind within the viewer's scope, whoever may enter it; of staff, for those who enter them.

    Rows: one per record, by setting's name (none last) and id. Columns: id, urn, setting, phase, setting_type, cluster,
    cycle, reviewer and reviewer_urn (each where the kind has one), and the columns of its table that its form asks for.
    Missing: NaN where nothing was answered. Raises: NotAllowed.
    """
    kind = KINDS[kind_name]
    if kind.is_about_staff:
        require(viewer, kind.needs)
    with store.reading() as session:
        return table(session, _listed(kind).where(_in_scope(viewer, kind.model)))


def _listed(kind: RecordKind) -> Query:
    model = kind.model
    named = _named(model)
    own = [getattr(model, one.name) for one in kind.spec.fields if one.name in model.__table__.columns]
    query = select(model.id, *(shown for _, _, words in named for shown in words), *own).select_from(model)
    for column, of_what, _ in named:
        query = query.outerjoin(of_what, of_what.id == getattr(model, column))
        if of_what is Setting:
            query = query.order_by(Setting.name.is_(None), Setting.name)
    return query.order_by(model.id)


def _named(model: Any) -> list[tuple[str, Any, list[Any]]]:
    """What a table keeps by id: (its column, what that is the id of, what is shown of it)."""
    reviewer: Any = aliased(Setting)
    every: list[tuple[str, Any, list[Any]]] = [
        ("setting_id", Setting, [Setting.urn, Setting.name.label("setting"), Setting.phase, Setting.setting_type]),
        ("cluster_id", Cluster, [Cluster.name.label("cluster")]),
        ("cycle_id", EvaluationCycle, [EvaluationCycle.name.label("cycle")]),
        ("reviewer_id", reviewer, [reviewer.name.label("reviewer"), reviewer.urn.label("reviewer_urn")]),
    ]
    return [one for one in every if one[0] in model.__table__.columns]


def found_record(session: Session, who: Identity, kind: RecordKind, record_id: int) -> Any:
    here = select(kind.model).where(kind.model.id == record_id, _in_scope(who, kind.model))
    found = session.scalar(here.with_for_update())
    if found is None:
        raise NotFound(f"There is no such {kind.spec.title.lower()}, or it is not one of your clusters'.")
    return found


def _in_scope(viewer: Identity, model: Any) -> ColumnElement[bool]:
    """True for records of the viewer's settings or clusters; a cycle is everybody's."""
    columns = model.__table__.columns
    conditions = []
    if "setting_id" in columns:
        conditions.append(settings_in_scope(viewer, model.setting_id))
    if "cluster_id" in columns:
        conditions.append(clusters_in_scope(viewer, model.cluster_id))
    return or_(*conditions) if conditions else true()
