"""Forgets what was taken out of a text, once the text no longer says it or may no longer be used."""

from sqlalchemy import ColumnElement, and_, delete, exists, true
from sqlalchemy.orm import Session

from data_access.free_texts import FIELDS, NEEDS_CONSENT, says
from data_access.models import Passage
from data_access.vocabulary import Subject

SUBJECTS = frozenset({Subject.CASE_STUDIES, Subject.SURVEYS, Subject.CULTURE})


def forget_changed(session: Session) -> None:
    """Removes passages, with what was found in them, that their text does not bear out any more.

    A name that somebody took out of a text must not live on in an excerpt. Called at the end of every write; where no
    free text was touched it asks nothing.
    """
    if not SUBJECTS & session.info.get("touched", set()):
        return
    for source, (model, fields) in FIELDS.items():
        for field in fields:
            still_there = exists().where(
                model.id == Passage.source_id, says(getattr(model, field)), _agreed(model, field)
            )
            gone = and_(Passage.source == source, Passage.field == field, ~still_there.correlate(Passage))
            session.execute(delete(Passage).where(gone).execution_options(synchronize_session=False))


def _agreed(model: type, field: str) -> ColumnElement[bool]:
    # Only texts of models with that column are quoted.
    agreed: ColumnElement[bool] = model.has_consent if field == NEEDS_CONSENT else true()  # type: ignore[attr-defined]
    return agreed
