"""The levels of the eight areas, which a self-evaluation keeps in rows of their own."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.forms import Answers
from data_access.forms.plans import evidence_field, level_field
from data_access.models import AreaLevel, SelfEvaluation
from data_access.record_keeping import Keeping
from data_access.vocabulary import LEVELS, Area, Level

# How many self-evaluations one query asks for.
CHUNK = 500
NOTHING_SAID: Answers = {name: None for area in Area for name in (level_field(area), evidence_field(area))}


def _write(session: Session, record: SelfEvaluation, answers: Answers) -> None:
    stored = {row.area: row for row in _levels(session, [record.id])}
    for area in Area:
        level, evidence = answers[level_field(area)], answers[evidence_field(area)]
        row = stored.get(area.value)
        if level is None:
            if row is not None:
                session.delete(row)
            continue
        if row is None:
            row = AreaLevel(self_evaluation_id=record.id, area=area.value)
            session.add(row)
        row.level = LEVELS.index(Level(str(level))) + 1
        row.evidence = None if evidence is None else str(evidence)


def _read(session: Session, records: Sequence[SelfEvaluation]) -> dict[int, Answers]:
    answers: dict[int, Answers] = {record.id: dict(NOTHING_SAID) for record in records}
    for row in _levels(session, answers):
        answers[row.self_evaluation_id] |= level_answers(row)
    return answers


def _said(parts: Sequence[Any]) -> Answers:
    answers = dict(NOTHING_SAID)
    for row in parts:
        answers |= level_answers(row) if isinstance(row, AreaLevel) else {}
    return answers


def level_answers(row: AreaLevel) -> Answers:
    """One level as answers to the form of its self-evaluation."""
    area = Area(row.area)
    return {level_field(area): LEVELS[row.level - 1].value, evidence_field(area): row.evidence}


def _levels(session: Session, ids: Iterable[int]) -> list[AreaLevel]:
    wanted, found = list(ids), list[AreaLevel]()
    for start in range(0, len(wanted), CHUNK):
        here: Any = AreaLevel.self_evaluation_id.in_(wanted[start : start + CHUNK])
        found += session.scalars(select(AreaLevel).where(here).order_by(AreaLevel.id)).all()
    return found


LEVELS_IN_ROWS = Keeping(
    finish=_write,
    others=_read,
    said_by_parts=_said,
    beside=frozenset(NOTHING_SAID),
)
