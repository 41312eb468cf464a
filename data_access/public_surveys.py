"""Answering a survey without an account: by the code of a link, while it is open, each response once."""

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from data_access import clock, store, survey_addresses, survey_codes
from data_access.errors import InvalidInput, NotOpen
from data_access.forms import Answers, clean
from data_access.forms.surveys import PLACE
from data_access.models import Survey, SurveyAnswer, SurveyLink, SurveyOwnAnswer, SurveyResponse
from data_access.permissions import Identity
from data_access.recording import record_once
from data_access.survey_asked import Asked, asked_by, form_of, own_of, places_of
from data_access.vocabulary import NotOpenBecause, Role

# Who the store is told is writing. What they may write is what the link is for, and nothing else.
RESPONDENT = Identity(None, "public survey", "Public survey", Role.CLUSTER_MEMBER)


def asked(code: str, address: str) -> Asked:
    """The survey that the code leads to. `address` is that of the network, for the limit on wrong codes.

    Raises: NotOpen.
    """
    with store.reading() as session:
        found = _found(session, code)
        # Who tries codes out learns of none that is for one person; a link on a poster goes on working for everybody.
        is_refused = (found is None or found[0].most_answers == 1) and survey_addresses.is_guessing(session, address)
        if found is not None and not is_refused:
            _check(*found)
            return asked_by(session, *found)
    if is_refused:
        raise NotOpen(NotOpenBecause.TOO_MANY_CODES)
    with store.writing(RESPONDENT) as session:
        survey_addresses.count_wrong_code(session, address)
    raise NotOpen(NotOpenBecause.WRONG_CODE)


def has_answered(code: str, entry: str) -> bool:
    """True if a response of this entry is there."""
    query = select(SurveyResponse.id).join(SurveyLink, SurveyLink.survey_id == SurveyResponse.survey_id)
    query = query.where(SurveyLink.code == survey_codes.typed(code), SurveyResponse.entry_key == _entry_key(entry))
    with store.reading() as session:
        return session.scalar(query) is not None


def answer(code: str, entry: str, answers: Answers, address: str) -> None:
    """Saves what one person answered today, once for each entry: a second sending finds the first.

    Raises: NotOpen; InvalidInput by field, and beside "" if the first sending said something else.
    """

    def make(session: Session) -> SurveyResponse:
        found = _found(session, code)
        if found is None:
            raise NotOpen(NotOpenBecause.WRONG_CODE)
        link, survey = found
        _check(link, survey)
        columns, said, own = _said(session, link, survey, answers)
        response = SurveyResponse(
            recorded_by=RESPONDENT.name_in_log,
            entry_key=_entry_key(entry),
            audience=survey.audience,
            answered_on=clock.today(),
            event_id=survey.event_id,
            survey_id=survey.id,
            **columns,
        )
        session.add(response)
        session.flush()
        session.add_all(SurveyAnswer(response_id=response.id, item=item, value=value) for item, value in said.items())
        session.add_all(_own_answer(response.id, question, value) for question, value in own.items())
        # After the response is there: of two sendings of it at the same moment, the second waits for the first.
        _take_one(session, link)
        if survey_addresses.answers_are_too_many(session, address):
            raise NotOpen(NotOpenBecause.TOO_MANY_ANSWERS)
        return response

    def says_the_same(session: Session, response: SurveyResponse) -> bool:
        found = _found(session, code)
        return found is not None and _stored(session, response) == _said(session, *found, answers)

    def keep() -> None:
        record_once(RESPONDENT, SurveyResponse, _entry_key(entry), make, lambda response: response.id, says_the_same)

    try:
        keep()
    except NotOpen:
        if not has_answered(code, entry):
            raise
        # The same sending was first, by a moment, and used the link up.
        keep()


def _entry_key(entry: str) -> str:
    return f"public survey {entry}"


def _found(session: Session, code: str) -> tuple[SurveyLink, Survey] | None:
    query = select(SurveyLink, Survey).join(Survey, Survey.id == SurveyLink.survey_id)
    row = session.execute(query.where(SurveyLink.code == survey_codes.typed(code))).one_or_none()
    return None if row is None else (row[0], row[1])


def _check(link: SurveyLink, survey: Survey) -> None:
    today = clock.today()
    if survey.closed_at is not None or today > survey.closes_on:
        raise NotOpen(NotOpenBecause.CLOSED)
    if today < survey.opens_on:
        raise NotOpen(NotOpenBecause.NOT_YET, survey.opens_on)
    if link.most_answers is not None and link.answer_count >= link.most_answers:
        raise NotOpen(NotOpenBecause.USED_UP)


def _take_one(session: Session, link: SurveyLink) -> None:
    """Counts one answer by the link, whoever else does so at the same moment.

    Without the session's own bookkeeping: an entry in the audit log would say when which code was used, and so tell
    whose the answers of that moment are.
    """
    is_left = or_(SurveyLink.most_answers.is_(None), SurveyLink.answer_count < SurveyLink.most_answers)
    taken = update(SurveyLink).where(SurveyLink.id == link.id, is_left)
    taken = taken.values(answer_count=SurveyLink.answer_count + 1).returning(SurveyLink.id)
    if session.scalar(taken.execution_options(synchronize_session=False)) is None:
        raise NotOpen(NotOpenBecause.USED_UP)


Said = tuple[dict[str, object], dict[str, object], dict[int, object]]


def _said(session: Session, link: SurveyLink, survey: Survey, answers: Answers) -> Said:
    """The columns of the response, its values by item, and its answers to the survey's own questions by their ids."""
    setting_id = link.setting_id or survey.setting_id
    places = {} if setting_id is not None else places_of(session, survey)
    own = own_of(session, survey)
    cleaned = clean(form_of(survey, own, places), answers)
    if (urn := cleaned.get(PLACE.name)) is not None:
        if urn not in places:
            raise InvalidInput({PLACE.name: PLACE.ask})
        setting_id = places[str(urn)][0]
    columns: dict[str, object] = {
        "setting_id": setting_id,
        "cluster_id": survey.cluster_id if setting_id is None else None,
        "comment": cleaned["comment"],
    }
    said = {item: cleaned[item] for item in survey.items if cleaned[item] is not None}
    by_id = {one.id: cleaned[one.field.name] for one in own if cleaned[one.field.name] is not None}
    return columns, said, by_id


def _stored(session: Session, response: SurveyResponse) -> Said:
    """As `_said`, of what is stored."""
    columns: dict[str, object] = {name: getattr(response, name) for name in ("setting_id", "cluster_id", "comment")}
    answered = select(SurveyAnswer).where(SurveyAnswer.response_id == response.id)
    own = select(SurveyOwnAnswer).where(SurveyOwnAnswer.response_id == response.id)
    by_id: dict[int, object] = {
        one.question_id: one.words if one.value is None else one.value for one in session.scalars(own)
    }
    return columns, {one.item: one.value for one in session.scalars(answered)}, by_id


def _own_answer(response_id: int, question_id: int, answer: object) -> SurveyOwnAnswer:
    is_point = isinstance(answer, int)
    return SurveyOwnAnswer(
        response_id=response_id,
        question_id=question_id,
        value=answer if is_point else None,
        words=None if is_point else answer,
    )
