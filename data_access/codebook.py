"""The codebook: the themes that free text is read for, in the words of those who keep it."""

import pandas as pd
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import Conflict, InvalidInput, NotFound
from data_access.forms import Answers, clean
from data_access.forms.culture import THEME
from data_access.forms.personal_data import objection
from data_access.models import CodebookTheme
from data_access.permissions import Action, Identity, require
from data_access.reading import table
from data_access.recording import check_version, record_once

_NOT_THERE = "There is no such theme in the codebook."
_CHANGED = "Somebody else changed this theme while you had it open. Look at it again before you decide."


def themes() -> pd.DataFrame:
    """Every theme. A new database starts with eight; the migration that made the table wrote them.

    Rows: one per theme, those in use first, each group in the order in which it grew.
    Columns: id, name, description, is_retired, version.
    """
    columns = (CodebookTheme.id, CodebookTheme.name, CodebookTheme.description)
    query = select(*columns, CodebookTheme.is_retired, CodebookTheme.version)
    with store.reading() as session:
        return table(session, query.order_by(CodebookTheme.is_retired, CodebookTheme.id))


def names_in_use() -> list[str]:
    """The names of the themes that texts are read for, in the order of the codebook."""
    known = themes()
    return known.loc[~known["is_retired"], "name"].tolist()


def add_theme(actor: Identity, name: str, description: str, entry_key: str) -> int:
    """Adds a theme, once for each entry key. Value: its id.

    What was read before has no answer for it yet: each reader is asked for this theme alone.

    Raises: NotAllowed; InvalidInput by field, also if a theme has that name, whether in use or retired.
    """
    require(actor, Action.CODE_TEXT)
    wanted = _cleaned(name, description)

    def make(session: Session) -> CodebookTheme:
        _refuse_double(session, str(wanted["name"]), None)
        record = CodebookTheme(recorded_by=actor.name_in_log, entry_key=entry_key, is_retired=False, **wanted)
        session.add(record)
        return record

    def says_the_same(_session: Session, record: CodebookTheme) -> bool:
        return _answers(record) == wanted

    return record_once(actor, CodebookTheme, entry_key, make, lambda record: record.id, says_the_same)


def change_theme(actor: Identity, theme_id: int, version: int, name: str, description: str) -> None:
    """Renames or describes a theme anew. What was found in texts stays with it.

    Raises: NotAllowed; NotFound; InvalidInput by field; Conflict with the stored answers and "version".
    """
    require(actor, Action.CODE_TEXT)
    wanted = _cleaned(name, description)
    with store.writing(actor) as session:
        record = _locked(session, theme_id)
        if check_version(record, version, _answers(record), wanted):
            _refuse_double(session, str(wanted["name"]), theme_id)
            record.name, record.description = str(wanted["name"]), str(wanted["description"])
            record.version += 1


def retire_theme(actor: Identity, theme_id: int, version: int) -> None:
    """Takes a theme out of use: nobody is asked for it, and it counts nowhere, until it is brought back.

    Raises: NotAllowed; NotFound; Conflict.
    """
    _set_retired(actor, theme_id, version, is_retired=True)


def bring_back_theme(actor: Identity, theme_id: int, version: int) -> None:
    """Takes a retired theme into use again, with all that was found for it. Raises: as `retire_theme`."""
    _set_retired(actor, theme_id, version, is_retired=False)


def _set_retired(actor: Identity, theme_id: int, version: int, *, is_retired: bool) -> None:
    require(actor, Action.CODE_TEXT)
    with store.writing(actor) as session:
        record = _locked(session, theme_id)
        if record.is_retired == is_retired:
            return
        if record.version != version:
            raise Conflict(_CHANGED, {**_answers(record), "version": record.version})
        record.is_retired = is_retired
        record.version += 1


def _cleaned(name: str, description: str) -> Answers:
    answers = clean(THEME, {"name": name, "description": description})
    if wrong := {field: said for field, text in answers.items() if (said := objection(str(text)))}:
        raise InvalidInput(wrong)
    return answers


def _answers(record: CodebookTheme) -> Answers:
    return {"name": record.name, "description": record.description}


def _locked(session: Session, theme_id: int) -> CodebookTheme:
    record = session.get(CodebookTheme, theme_id, with_for_update=True)
    if record is None:
        raise NotFound(_NOT_THERE)
    return record


def _refuse_double(session: Session, name: str, but: int | None) -> None:
    """Names that differ only in capitals are one name to a reader."""
    alike = select(CodebookTheme.id, CodebookTheme.is_retired).where(func.lower(CodebookTheme.name) == name.lower())
    for found, is_retired in session.execute(alike):
        if found != but:
            instead = "It is retired: bring it back instead." if is_retired else "Choose another, or describe that one."
            raise InvalidInput({"name": f"There is a theme of this name already. {instead}"})
