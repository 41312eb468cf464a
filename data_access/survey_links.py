"""Surveys as staff see them: how many answered, their links, closing one early."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from data_access import clock, locks, store, survey_codes
from data_access.errors import InvalidInput, NotFound
from data_access.forms.field import in_words
from data_access.models import Cluster, DeletedRecord, Setting, Survey, SurveyLink, SurveyResponse, now
from data_access.permissions import BY_ITSELF, Action, Identity, require
from data_access.reading import table
from data_access.record_surveys import keep_round
from data_access.recording import check_version, setting_of
from data_access.taken_away import take_away
from data_access.vocabulary import Audience, label

MOST_CODES = 500
RESPONSE = "survey_response"
PROMISED = "People were told that their answers are kept until then."
MOST_ANSWERS = 10_000


@dataclass(frozen=True)
class Printed:
    """What is printed to invite people: the codes, and what stands beside them. Days and audience are in words."""

    codes: tuple[str, ...]
    title: str
    place: str | None
    audience: str
    opens_on: str
    closes_on: str
    contact: str | None


def surveys(viewer: Identity) -> pd.DataFrame:
    """Every survey that was designed. For those who design them.

    Rows: one per survey, the last to close first.
    Columns: id, version, title, audience, place, opens_on, closes_on, keep_until (dates), is_closed (by hand),
    invited_count, answer_count, last_answered_on.
    Missing: place NaN for the whole programme; invited_count NaN where nobody said.
    Raises: NotAllowed.
    """
    require(viewer, Action.DESIGN_SURVEY)
    answers: Any = SurveyResponse.survey_id == Survey.id
    query = (
        select(
            Survey.id,
            Survey.version,
            Survey.title,
            Survey.audience,
            func.coalesce(Setting.name, Cluster.name).label("place"),
            Survey.opens_on,
            Survey.closes_on,
            Survey.keep_until,
            Survey.closed_at.is_not(None).label("is_closed"),
            Survey.invited_count,
            select(func.count()).select_from(SurveyResponse).where(answers).scalar_subquery().label("answer_count"),
            select(func.max(SurveyResponse.answered_on)).where(answers).scalar_subquery().label("last_answered_on"),
        )
        .outerjoin(Setting, Setting.id == Survey.setting_id)
        .outerjoin(Cluster, Cluster.id == Survey.cluster_id)
        .order_by(Survey.closes_on.desc(), Survey.id.desc())
    )
    with store.reading() as session:
        return table(session, query)


def links(viewer: Identity, survey_id: int) -> pd.DataFrame:
    """The links of a survey: open ones first, then batches of codes for one use each.

    Rows: one per link. Columns: code, setting, batch, most_answers, answer_count.
    Missing: setting NaN where people choose theirs; batch and most_answers NaN for an open link, without a limit.
    Raises: NotAllowed.
    """
    require(viewer, Action.DESIGN_SURVEY)
    one = SurveyLink
    query = (
        select(one.code, Setting.name.label("setting"), one.batch, one.most_answers, one.answer_count)
        .outerjoin(Setting, Setting.id == one.setting_id)
        .where(one.survey_id == survey_id)
        .order_by(func.coalesce(one.batch, 0), one.id)
    )
    with store.reading() as session:
        return table(session, query)


def printed(viewer: Identity, code: str, survey_id: int = 0, batch: int = 0) -> Printed:
    """What is printed for one link, or else for a batch of codes.

    Raises: NotAllowed; NotFound.
    """
    require(viewer, Action.DESIGN_SURVEY)
    here = SurveyLink.code == survey_codes.typed(code)
    if not code:
        here = and_(SurveyLink.survey_id == survey_id, SurveyLink.batch == batch)
    place = func.coalesce(SurveyLink.setting_id, Survey.setting_id)
    query = (
        select(SurveyLink.code, Survey, func.coalesce(Setting.name, Cluster.name).label("place"))
        .join(Survey, Survey.id == SurveyLink.survey_id)
        .outerjoin(Setting, Setting.id == place)
        .outerjoin(Cluster, Cluster.id == Survey.cluster_id)
        .where(here)
        .order_by(SurveyLink.id)
    )
    with store.reading() as session:
        rows = session.execute(query).all()
        if not rows:
            raise NotFound("There is no such link any more.")
        survey = rows[0].Survey
        days = (in_words(survey.opens_on), in_words(survey.closes_on))
        codes = tuple(row.code for row in rows)
        return Printed(codes, survey.title, rows[0].place, label(Audience(survey.audience)), *days, survey.contact)


def make_link(actor: Identity, survey_id: int, urn: str | None = None, most_answers: int | None = None) -> str:
    """A link that many people answer by: of one setting, or each chooses theirs. Value: its code.

    Raises: NotAllowed; NotFound; InvalidInput.
    """
    if most_answers is not None and not 1 <= most_answers <= MOST_ANSWERS:
        raise InvalidInput({"most_answers": f"Give a number from 1 to {MOST_ANSWERS:,}, or leave this empty."})
    return _make(actor, survey_id, urn, 1, most_answers, is_batch=False)[0]


def make_codes(actor: Identity, survey_id: int, count: int, urn: str | None = None) -> list[str]:
    """A batch of codes that work once each.

    Raises: NotAllowed; NotFound; InvalidInput.
    """
    if not 1 <= count <= MOST_CODES:
        raise InvalidInput({"count": f"Give a number from 1 to {MOST_CODES}."})
    return _make(actor, survey_id, urn, count, 1, is_batch=True)


def close(actor: Identity, survey_id: int, version: int) -> None:
    """Nobody answers any more. Its last day becomes today, if it was open.

    Raises: NotAllowed; NotFound; Conflict.
    """
    with store.writing(actor) as session:
        survey = _survey(session, actor, survey_id, version)
        if survey.closed_at is None:
            survey.closed_at = now()
            survey.closes_on = max(survey.opens_on, min(survey.closes_on, clock.today()))
            survey.version += 1
            keep_round(session, survey)


def reopen(actor: Identity, survey_id: int, version: int) -> None:
    """People can answer again, until its last day is over.

    Raises: NotAllowed; NotFound; Conflict; InvalidInput once its last day is over.
    """
    with store.writing(actor) as session:
        survey = _survey(session, actor, survey_id, version)
        if survey.closes_on < clock.today():
            raise InvalidInput({"closes_on": "Its last day is over: correct the survey and give a later one first."})
        if survey.closed_at is not None:
            survey.closed_at = None
            survey.version += 1


def delete_answers(actor: Identity, survey_id: int) -> int:
    """Deletes every response of a survey, once the day is over until which people were told that they are kept.

    Value: how many there were. Raises: NotAllowed; NotFound; InvalidInput before that day; Locked.
    """
    with store.writing(actor) as session:
        survey = _survey(session, actor, survey_id)
        if clock.today() < survey.keep_until:
            raise InvalidInput({"keep_until": "Its answers are kept for longer. Correct the survey to change the day."})
        responses = session.scalars(select(SurveyResponse).where(SurveyResponse.survey_id == survey_id)).all()
        for response in responses:
            take_away(session, actor, RESPONSE, response, {}, keep=False)
        for taken in session.scalars(select(DeletedRecord).where(DeletedRecord.kind == RESPONSE)):
            if any(values.get("survey_id") == survey_id for _, values in taken.rows):
                session.delete(taken)
        # Otherwise none would seem to have answered of those who were invited.
        survey.invited_count = None
        survey.version += 1
        keep_round(session, survey)
        return len(responses)


def delete_answers_that_are_over() -> None:
    """Deletes, without anybody's doing, what people were told is deleted; approved figures do not stand in the way."""
    answered = exists().where(SurveyResponse.survey_id == Survey.id)
    with store.reading() as session:
        over = session.scalars(select(Survey.id).where(Survey.keep_until < clock.today(), answered)).all()
    with locks.because(PROMISED):
        for survey_id in over:
            delete_answers(BY_ITSELF, survey_id)


def _survey(session: Session, actor: Identity, survey_id: int, version: int | None = None) -> Survey:
    require(actor, Action.DESIGN_SURVEY)
    survey = session.scalar(select(Survey).where(Survey.id == survey_id).with_for_update())
    if survey is None:
        raise NotFound("There is no such survey any more.")
    if version is not None:
        check_version(survey, version, {"is_closed": survey.closed_at is not None}, {"is_closed": "otherwise"})
    return survey


def _make(
    actor: Identity, survey_id: int, urn: str | None, count: int, most_answers: int | None, *, is_batch: bool
) -> list[str]:
    with store.writing(actor) as session:
        survey = _survey(session, actor, survey_id)
        setting_id = None if urn is None else setting_of(session, actor, urn).id
        if survey.setting_id is not None and setting_id not in (None, survey.setting_id):
            raise InvalidInput({"urn": "This survey is of another setting. Leave this empty."})
        last = session.scalar(select(func.max(SurveyLink.batch)).where(SurveyLink.survey_id == survey_id)) or 0
        codes = [survey_codes.new() for _ in range(count)]
        session.add_all(
            SurveyLink(
                survey_id=survey_id,
                code=code,
                setting_id=setting_id,
                batch=last + 1 if is_batch else None,
                most_answers=most_answers,
                recorded_by=actor.name_in_log,
            )
            for code in codes
        )
        return codes
