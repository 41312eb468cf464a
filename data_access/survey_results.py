"""What people answered to one survey: every question's five answers counted, and what they wrote."""

from typing import Any

import pandas as pd
from sqlalchemy import Label, case, func, literal, null, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from data_access import store
from data_access.models import SurveyAnswer, SurveyOwnAnswer, SurveyQuestion, SurveyResponse
from data_access.permissions import Action, Identity, require
from data_access.reading import table
from data_access.vocabulary import QuestionKind

POINTS = (1, 2, 3, 4, 5)
# Comments come after every question of the survey's own.
LAST = 1_000


def counts(viewer: Identity, survey_id: int) -> pd.DataFrame:
    """How many gave each of the five answers. For roles that see exact counts.

    Rows: one per question that somebody answered; those of the bank first, then the survey's own in their order.
    Columns: item (of the bank), words (of the survey's own), count_1 to count_5.
    Missing: NaN for `item` or `words`, whichever the question has not.
    Raises: NotAllowed.
    """
    require(viewer, Action.DESIGN_SURVEY)
    require(viewer, Action.SEE_EXACT_COUNTS)
    answer, own, question = SurveyAnswer, SurveyOwnAnswer, SurveyQuestion
    bank = (
        select(literal(-1).label("place"), answer.item, null().label("words"), *_points(answer.value))
        .join(SurveyResponse, SurveyResponse.id == answer.response_id)
        .where(SurveyResponse.survey_id == survey_id)
        .group_by(answer.item)
    )
    written = (
        select(question.position, null(), question.words, *_points(own.value))
        .select_from(own)
        .join(question, question.id == own.question_id)
        .where(question.survey_id == survey_id, question.kind == QuestionKind.STATEMENT)
        .group_by(question.id)
    )
    every = union_all(bank, written).subquery("every").c
    query = select(every.item, every.words, *(every[f"count_{point}"] for point in POINTS))
    with store.reading() as session:
        return table(session, query.order_by(every.place, every.item))


def own_words(viewer: Identity, survey_id: int) -> pd.DataFrame:
    """What people wrote. For roles that read comments.

    Rows: one per text; the survey's own questions in their order, then comments; the latest first.
    Columns: question (None for a comment), words, answered_on (date).
    Raises: NotAllowed.
    """
    require(viewer, Action.DESIGN_SURVEY)
    require(viewer, Action.READ_COMMENTS)
    own, question, response = SurveyOwnAnswer, SurveyQuestion, SurveyResponse
    written = (
        select(
            question.position.label("place"),
            question.words.label("question"),
            own.words.label("words"),
            response.answered_on,
            response.id.label("response_id"),
        )
        .select_from(own)
        .join(question, question.id == own.question_id)
        .join(response, response.id == own.response_id)
        .where(question.survey_id == survey_id, own.words.is_not(None))
    )
    comments = select(literal(LAST), null(), response.comment, response.answered_on, response.id).where(
        response.survey_id == survey_id, response.comment.is_not(None)
    )
    every = union_all(written, comments).subquery("every").c
    query = select(every.question, every.words, every.answered_on)
    query = query.order_by(every.place, every.answered_on.desc(), every.response_id.desc())
    with store.reading() as session:
        return table(session, query)


def _points(value: InstrumentedAttribute[Any]) -> list[Label[int]]:
    return [func.sum(case((value == point, 1), else_=0)).label(f"count_{point}") for point in POINTS]
