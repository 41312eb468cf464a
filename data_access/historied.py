"""Every form whose records have a history: how one is found, what a past one says in the form's answers, and how
it is corrected."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import case_studies, records, registers, survey_entries
from data_access.errors import NotFound
from data_access.forms import Answers
from data_access.models import Attendance, Cluster, Setting, SurveyAnswer
from data_access.permissions import Action, Identity
from data_access.record_answers import answers_of
from data_access.record_kinds import RecordKind
from data_access.registers import RegisterRow


@dataclass(frozen=True)
class Historied:
    """`find` raises NotFound. `answers` takes a past record and its parts, which belong to no session; `correct`
    writes as the form's own page does."""

    needs: Action
    find: Callable[[Session, Identity, str], Any]
    answers: Callable[[Session, Any, Sequence[Any]], Answers]
    correct: Callable[[Identity, str, int, Answers], object]


def _of_a_kind(kind: RecordKind) -> Historied:
    return Historied(
        kind.needs,
        lambda session, viewer, key: records.found_record(session, viewer, kind, _number(key)),
        partial(_record_answers, kind),
        lambda actor, key, version, answers: records.correct(actor, kind.name, _number(key), version, answers),
    )


def _record_answers(kind: RecordKind, session: Session, record: Any, parts: Sequence[Any]) -> Answers:
    # What the database has beside a record is what stands there now: of a past one its parts say it.
    return answers_of(session, kind, record) | kind.keeping.said_by_parts(parts)


def _register_answers(session: Session, event: Any, parts: Sequence[Any]) -> Answers:
    lines = [part for part in parts if isinstance(part, Attendance)]
    query = select(Setting.id, Setting.urn).where(Setting.id.in_({line.setting_id for line in lines}))
    urns = dict(session.execute(query).all())
    rows = [RegisterRow(urns[line.setting_id], line.is_attended, line.people_count) for line in lines]
    cluster = session.scalar(select(Cluster.name).where(Cluster.id == event.cluster_id))
    return {**registers.answers_of(event, cluster), "rows": sorted(rows, key=lambda row: row.urn)}


def _correct_register(actor: Identity, key: str, version: int, answers: Answers) -> None:
    said, rows = {name: answer for name, answer in answers.items() if name != "rows"}, answers["rows"]
    registers.correct_register(actor, key, version, said, rows if isinstance(rows, list) else [])


def _response_answers(session: Session, response: Any, parts: Sequence[Any]) -> Answers:
    values = {part.item: part.value for part in parts if isinstance(part, SurveyAnswer)}
    columns = {name: getattr(response, name) for name in survey_entries.COLUMNS}
    return survey_entries.as_answers(session, columns, values)


def _study_answers(session: Session, record: Any, _parts: Sequence[Any]) -> Answers:
    setting = session.get(Setting, record.setting_id)
    if setting is None:
        raise NotFound("The setting of this case study is not there any more.")
    return case_studies.answers_of(record, setting)


def _number(key: str) -> int:
    return int(key) if key.isdecimal() else 0


FORMS: dict[str, Historied] = {
    **{name: _of_a_kind(kind) for name, kind in records.KINDS.items()},
    "register": Historied(
        Action.RECORD_REGISTER,
        lambda session, _viewer, key: registers.found_event(session, key),
        _register_answers,
        _correct_register,
    ),
    "survey_response": Historied(
        Action.RECORD_SURVEY_RESPONSE,
        lambda session, viewer, key: survey_entries.found_response(session, viewer, _number(key)),
        _response_answers,
        lambda actor, key, version, answers: survey_entries.correct_response(actor, _number(key), version, answers),
    ),
    "case_study": Historied(
        Action.WRITE_CASE_STUDY,
        lambda session, viewer, key: case_studies.found_study(session, viewer, _number(key))[0],
        _study_answers,
        lambda actor, key, version, answers: case_studies.correct_case_study(actor, _number(key), version, answers),
    ),
}
