"""Files that were loaded, and undoing one whole while nothing has been built on it."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import InvalidInput, NotFound
from data_access.imports import KINDS
from data_access.imports.built_on import Touched, Trace, chunks, made, moment, refuse_if_built_on, trace
from data_access.imports.run_log import RUN
from data_access.models import Base, ImportRun, now
from data_access.outside_files.kinds import OUTSIDE_FILES, Loadable
from data_access.permissions import Action, Identity, require
from data_access.reading import table
from data_access.row_copies import MODELS, made_from, parts_of, typed
from data_access.taken_away import KEPT_FOR

MOST_LISTED = 500
LOADABLE: dict[str, Loadable] = {
    **{kind.name: Loadable(kind.title, (kind.needs,)) for kind in KINDS.values()},
    **OUTSIDE_FILES,
}


def loaded(viewer: Identity) -> pd.DataFrame:
    """The files of the viewer's kinds that changed something, undone ones too.

    Rows: one per file, the one loaded last first, 500 at most.
    Columns: id, kind, file_type, loaded_at (UTC), loaded_by, read_count, created_count, updated_count, refused_count,
    undone_at (UTC), undone_by, can_be_undone.
    Missing: undone_at is NaT and undone_by None for a file that stands.
    """
    kinds = [name for name, kind in LOADABLE.items() if viewer.may(Action.IMPORT_FILE) and _may_load(viewer, kind)]
    query = select(*ImportRun.__table__.columns).where(ImportRun.kind.in_(kinds))
    with store.reading() as session:
        found = table(session, query.order_by(ImportRun.id.desc()).limit(MOST_LISTED))
    first = now() - KEPT_FOR
    found["can_be_undone"] = found["undone_at"].isna() & (found["loaded_at"] >= first)
    return found


def undo(actor: Identity, run_id: int) -> None:
    """Takes away what a file made and puts back what it changed: all of it, or nothing.

    Raises: NotAllowed; NotFound; InvalidInput, with the sentence, if it is undone already, too old, or something has
    been built on it; Locked where figures are approved and no reason is given.
    """
    require(actor, Action.IMPORT_FILE)
    with store.writing(actor) as session:
        run = session.scalar(select(ImportRun).where(ImportRun.id == run_id).with_for_update())
        if run is None:
            raise NotFound("There is no such file. Choose one from the list of files that were loaded.")
        for action in LOADABLE[run.kind].needs:
            require(actor, action)
        _refuse_too_late(run)
        found = trace(session, run.id)
        refuse_if_built_on(session, run.id, found)
        session.info[RUN] = run.id
        _take_back(session, found)
        run.undone_at, run.undone_by = now(), actor.name_in_log


def _may_load(viewer: Identity, kind: Loadable) -> bool:
    return all(viewer.may(action) for action in kind.needs)


def _refuse_too_late(run: ImportRun) -> None:
    if run.undone_at is not None:
        raise InvalidInput({"": f"This file was undone already, by {run.undone_by} on {moment(run.undone_at)}."})
    if run.loaded_at < now() - KEPT_FOR:
        days = KEPT_FOR.days
        raise InvalidInput(
            {"": f"A file can be undone for {days} days. Load a corrected one: it changes what differs."}
        )


def _take_back(session: Session, found: Trace) -> None:
    """What hangs on other records goes before them; then what was changed is put back, as a version of its own."""
    # The file holds what it said: nothing of that is kept here.
    session.info["is_taking_away"] = True
    for one in reversed(Base.metadata.sorted_tables):
        for record in _records(session, one.name, made(found, one.name)):
            session.delete(record)
        session.flush()
    session.info["is_taking_away"] = False
    for name, records in found.items():
        changed = records.keys() - made(found, name)
        for record in _records(session, name, changed):
            _put_back(record, records[record.id])
    session.flush()
    _make_again(session, found)


def _make_again(session: Session, found: Trace) -> None:
    """Parts of a record that the file took away from it, such as a point on the way to a target."""
    session.info["is_putting_back"] = True
    for name in sorted({part for whole in found for part, _ in parts_of(whole)}):
        gone = [touched.before for touched in found.get(name, {}).values() if touched.is_gone]
        session.add_all(made_from((name, before)) for before in gone)
    session.flush()


def _records(session: Session, name: str, ids: set[int]) -> Iterator[Any]:
    for some in chunks(ids):
        yield from session.scalars(select(MODELS[name]).where(MODELS[name].id.in_(some)).order_by(MODELS[name].id))


def _put_back(record: Any, touched: Touched) -> None:
    columns = inspect(type(record)).columns
    for name, value in touched.before.items():
        # Somebody who has this record open is told that it has changed.
        setattr(record, name, record.version + 1 if name == "version" else typed(columns[name], value))
