"""What goes with the design of a survey: the questions that staff wrote, its links, and how many were invited."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, inspect, select
from sqlalchemy.orm import Session

from data_access.errors import InvalidInput
from data_access.forms import Answers
from data_access.forms.surveys import OWN, lines
from data_access.models import Survey, SurveyOwnAnswer, SurveyQuestion, SurveyResponse, SurveyRound
from data_access.record_keeping import Keeping


def _settled(_session: Session, answers: Answers) -> Answers:
    return answers | {name: "\n".join(lines(answers[name])) or None for name in OWN}


def _refuse(session: Session, record: Survey) -> None:
    """Who is asked does not change under the answers that are in."""
    before = session.scalar(select(Survey.audience).where(Survey.id == record.id))
    if before not in (None, record.audience) and session.scalar(
        select(exists().where(SurveyResponse.survey_id == record.id))
    ):
        raise InvalidInput({"audience": "People have answered already. Close this survey and design another one."})


def _finish(session: Session, record: Survey, answers: Answers) -> None:
    stored = {(one.kind, one.words): one for one in _questions(session, [record.id])}
    for name, kind in OWN.items():
        for position, words in enumerate(lines(answers[name])):
            question = stored.pop((kind.value, words), None) or SurveyQuestion(
                survey_id=record.id, kind=kind.value, words=words
            )
            question.position = position
            session.add(question)
    for question in stored.values():
        if session.scalar(select(exists().where(SurveyOwnAnswer.question_id == question.id))):
            name = next(name for name, kind in OWN.items() if kind == question.kind)
            raise InvalidInput({name: f"People have answered “{question.words}” already. Put it back as it was."})
        session.delete(question)
    keep_round(session, record)


def keep_round(session: Session, record: Survey) -> None:
    """Keeps the number of people invited where response rates are counted: same place, same days."""
    invited = _round(session, record)
    if record.invited_count is None:
        if invited is not None:
            session.delete(invited)
        return
    invited = invited or SurveyRound(survey_id=record.id, recorded_by=record.recorded_by)
    for column in ("audience", "setting_id", "cluster_id", "opens_on", "closes_on", "invited_count"):
        if getattr(invited, column) != getattr(record, column):
            setattr(invited, column, getattr(record, column))
    session.add(invited)


def _round(session: Session, record: Survey) -> SurveyRound | None:
    return session.scalar(select(SurveyRound).where(SurveyRound.survey_id == record.id))


def _read(session: Session, records: Sequence[Survey]) -> dict[int, Answers]:
    found: dict[int, dict[str, list[str]]] = {record.id: {name: [] for name in OWN} for record in records}
    for question in _questions(session, list(found)):
        name = next(name for name, kind in OWN.items() if kind == question.kind)
        found[question.survey_id][name].append(question.words)
    return {number: {name: "\n".join(own) or None for name, own in by.items()} for number, by in found.items()}


def _questions(session: Session, survey_ids: Sequence[int]) -> list[SurveyQuestion]:
    query = select(SurveyQuestion).where(SurveyQuestion.survey_id.in_(survey_ids))
    return list(session.scalars(query.order_by(SurveyQuestion.survey_id, SurveyQuestion.kind, SurveyQuestion.position)))


def _said(parts: Sequence[Any]) -> Answers:
    questions = sorted((one for one in parts if isinstance(one, SurveyQuestion)), key=lambda one: one.position)
    own = {name: [one.words for one in questions if one.kind == kind] for name, kind in OWN.items()}
    return {name: "\n".join(words) or None for name, words in own.items()}


SURVEY_KEPT = Keeping(
    settled=_settled, refuse=_refuse, finish=_finish, others=_read, said_by_parts=_said, beside=frozenset(OWN)
)


def _refuse_round(session: Session, record: SurveyRound) -> None:
    """The number of a survey with links is changed where the survey is. What is put back is as it was."""
    title = session.scalar(select(Survey.title).where(Survey.id == record.survey_id))
    if title is not None and inspect(record).persistent:
        raise InvalidInput({"invited_count": f"This number belongs to the survey “{title}”: change it there."})


ROUND_OF_A_SURVEY = Keeping(refuse=_refuse_round)
