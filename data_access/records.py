"""Writing and reading the records that are one form and one row each (`record_kinds`)."""

from typing import Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from data_access import store
from data_access.errors import InvalidInput, NotFound
from data_access.forms import Answers, Kind, clean
from data_access.models import Cluster, EvaluationCycle, Setting
from data_access.permissions import Identity, require
from data_access.reading import clusters_in_scope, settings_in_scope, table
from data_access.record_kinds import KINDS, RecordKind
from data_access.recording import (
    check_version,
    cluster_id_of,
    cycle_id_of,
    new_draft_key,
    programme_start,
    put_draft_away,
    record_once,
    setting_of,
)

__all__ = ["KINDS", "RecordKind", "correct", "entered_lately", "fill", "kinds_for", "record", "remove", "stored"]


def kinds_for(viewer: Identity) -> list[RecordKind]:
    """The kinds that this person may enter, in the order in which they are offered."""
    return [kind for kind in KINDS.values() if viewer.may(kind.needs)]


def record(actor: Identity, kind_name: str, answers: Answers, entry_key: str) -> int:
    """Saves a new record, once for each entry key. Value: its id.

    Raises: NotAllowed; NotFound for an unknown kind; InvalidInput by field.
    """
    kind = _kind(actor, kind_name)

    def make(session: Session) -> Any:
        cleaned = clean(kind.spec, answers, since=programme_start(session))
        made = kind.model(recorded_by=actor.name_in_log, entry_key=entry_key)
        fill(session, actor, kind, made, cleaned)
        put_draft_away(session, actor, kind.name, new_draft_key(entry_key))
        return made

    def says_the_same(session: Session, found: Any) -> bool:
        return answers_of(session, kind, found) == clean(kind.spec, answers, since=programme_start(session))

    return record_once(actor, kind.model, entry_key, make, lambda found: int(found.id), says_the_same)


def correct(actor: Identity, kind_name: str, record_id: int, version: int, answers: Answers) -> None:
    """Replaces what a record says, if nobody else has changed it since `version` was read.

    Raises: NotAllowed; NotFound; InvalidInput by field; Conflict with the stored answers and "version".
    """
    kind = _kind(actor, kind_name)
    with store.writing(actor) as session:
        found = _found(session, actor, kind, record_id)
        cleaned = clean(kind.spec, answers, since=programme_start(session))
        if check_version(found, version, answers_of(session, kind, found), cleaned):
            found.version += 1
            fill(session, actor, kind, found, cleaned)
        put_draft_away(session, actor, kind.name, str(record_id))


def remove(actor: Identity, kind_name: str, record_id: int, version: int) -> None:
    """Takes a record away. The audit log keeps what it was.

    Raises: NotAllowed; NotFound; Conflict if somebody changed it since `version` was read; InvalidInput if others
    rest on it.
    """
    kind = _kind(actor, kind_name)
    with store.writing(actor) as session:
        found = _found(session, actor, kind, record_id)
        check_version(found, version, answers_of(session, kind, found), {"": None})
        session.delete(found)


def stored(viewer: Identity, kind_name: str, record_id: int) -> Answers:
    """One record as answers to its form, with its id and version. For those who may correct it.

    Raises: NotAllowed; NotFound for one that is not there or not in scope.
    """
    kind = _kind(viewer, kind_name)
    with store.reading() as session:
        found = _found(session, viewer, kind, record_id)
        return {**answers_of(session, kind, found), "id": found.id, "version": found.version}


def entered_lately(viewer: Identity, kind_name: str, most: int) -> pd.DataFrame:
    """The records of a kind that were entered last, so that one can be found again and corrected.

    Rows: one per record, the one entered last first. Columns: id, place (setting or cluster; empty for neither),
    answers (dict by field), recorded_at (UTC).
    Raises: NotAllowed.
    """
    kind = _kind(viewer, kind_name)
    with store.reading() as session:
        newest = select(kind.model).where(_in_scope(viewer, kind.model))
        newest = newest.order_by(kind.model.recorded_at.desc(), kind.model.id.desc()).limit(most)
        rows = [
            (found.id, _place(session, found), answers_of(session, kind, found), found.recorded_at)
            for found in session.scalars(newest)
        ]
    return pd.DataFrame(rows, columns=["id", "place", "answers", "recorded_at"])


def listed(viewer: Identity, kind_name: str) -> pd.DataFrame:
    """Every record of a kind within the viewer's scope, whoever may enter it.

    Rows: one per record, by setting's name and id. Columns: id, urn, setting, cycle (where the kind has one), cluster
    (where the kind has one), and the columns of its table that its form asks for.
    Missing: NaN where nothing was answered.
    """
    kind = KINDS[kind_name]
    model, columns = kind.model, kind.model.__table__.columns
    shown: list[Any] = [model.id]
    query = select(model.id)
    if "setting_id" in columns:
        shown += [Setting.urn, Setting.name.label("setting"), Setting.phase, Setting.setting_type]
    if "cluster_id" in columns:
        shown.append(Cluster.name.label("cluster"))
    if "cycle_id" in columns:
        shown.append(EvaluationCycle.name.label("cycle"))
    if "reviewer_id" in columns:
        reviewer = aliased(Setting)
        shown.append(reviewer.name.label("reviewer"))
    shown += [getattr(model, one.name) for one in kind.spec.fields if one.name in columns]
    query = select(*shown).select_from(model)
    if "setting_id" in columns:
        query = query.outerjoin(Setting, Setting.id == model.setting_id).order_by(Setting.name)
    if "cluster_id" in columns:
        query = query.outerjoin(Cluster, Cluster.id == model.cluster_id)
    if "cycle_id" in columns:
        query = query.join(EvaluationCycle, EvaluationCycle.id == model.cycle_id)
    if "reviewer_id" in columns:
        query = query.outerjoin(reviewer, reviewer.id == model.reviewer_id)
    with store.reading() as session:
        return table(session, query.where(_in_scope(viewer, model)).order_by(model.id))


def fill(session: Session, actor: Identity, kind: RecordKind, record: Any, cleaned: Answers) -> None:
    """Writes clean answers into a record, with all that follows from them.

    Raises: InvalidInput by field, also where another record of the kind is told apart by nothing.
    """
    columns: dict[str, object] = {}
    for one in kind.spec.fields:
        answer = cleaned[one.name]
        if one.kind == Kind.SETTING:
            column = "setting_id" if one.name == "urn" else one.name.replace("_urn", "_id")
            columns[column] = None if answer is None else setting_of(session, actor, str(answer), one.name).id
        elif one.kind == Kind.CLUSTER:
            columns["cluster_id"] = cluster_id_of(session, actor, None if answer is None else str(answer))
        elif one.kind == Kind.CYCLE:
            columns["cycle_id"] = cycle_id_of(session, str(answer))
        elif one.name not in kind.beside:
            columns[one.name] = answer
    for column, value in columns.items():
        if getattr(record, column) != value:
            setattr(record, column, value)
    kind.prepare(session, record, cleaned)
    _refuse_double(session, kind, record)
    session.add(record)
    session.flush()
    kind.finish(session, record, cleaned)


def answers_of(session: Session, kind: RecordKind, record: Any) -> Answers:
    """A stored record as answers to the fields of its form."""
    answers: Answers = {}
    for one in kind.spec.fields:
        if one.kind == Kind.SETTING:
            column = "setting_id" if one.name == "urn" else one.name.replace("_urn", "_id")
            answers[one.name] = _named(session, Setting.urn, Setting.id, getattr(record, column))
        elif one.kind == Kind.CLUSTER:
            answers[one.name] = _named(session, Cluster.name, Cluster.id, record.cluster_id)
        elif one.kind == Kind.CYCLE:
            answers[one.name] = _named(session, EvaluationCycle.name, EvaluationCycle.id, record.cycle_id)
        elif one.name not in kind.beside:
            answers[one.name] = getattr(record, one.name)
    return answers | kind.others(session, record)


def columns_of(kind: RecordKind) -> tuple[str, ...]:
    """The columns of the table in which no two records of the kind are alike."""
    by_id = {"urn": "setting_id", "cluster": "cluster_id", "cycle": "cycle_id"}
    return tuple(by_id.get(name, name) for name in kind.told_apart_by)


def _refuse_double(session: Session, kind: RecordKind, record: Any) -> None:
    names = columns_of(kind)
    if not names:
        return
    with session.no_autoflush:
        alike = select(kind.model.id)
        for name in names:
            value = getattr(record, name)
            column = getattr(kind.model, name)
            alike = alike.where(column.is_(None) if value is None else column == value)
        if any(found != record.id for found in session.scalars(alike)):
            sentence = f"There is a {kind.spec.title.lower()} that says this already: correct that one."
            raise InvalidInput({kind.told_apart_by[-1]: sentence})


def _named(session: Session, name: Any, key: Any, value: object) -> object:
    return None if value is None else session.scalar(select(name).where(key == value))


def _kind(who: Identity, name: str) -> RecordKind:
    if name not in KINDS:
        raise NotFound("There is no form of this name. Choose one on the page “Add evidence”.")
    require(who, KINDS[name].needs)
    return KINDS[name]


def _found(session: Session, who: Identity, kind: RecordKind, record_id: int) -> Any:
    here = select(kind.model).where(kind.model.id == record_id, _in_scope(who, kind.model))
    found = session.scalar(here.with_for_update())
    if found is None:
        raise NotFound(f"There is no such {kind.spec.title.lower()}, or it is not one of your clusters'.")
    return found


def _in_scope(viewer: Identity, model: Any) -> Any:
    """True for records of the viewer's settings or clusters; a cycle is everybody's."""
    columns = model.__table__.columns
    of_cluster = clusters_in_scope(viewer, model.cluster_id) if "cluster_id" in columns else None
    if "setting_id" not in columns:
        return model.id.is_not(None)
    of_setting = settings_in_scope(viewer, model.setting_id)
    return of_setting if of_cluster is None else of_setting | of_cluster


def _place(session: Session, record: Any) -> str:
    setting = _named(session, Setting.name, Setting.id, getattr(record, "setting_id", None))
    cluster = _named(session, Cluster.name, Cluster.id, getattr(record, "cluster_id", None))
    return str(setting or cluster or "")
