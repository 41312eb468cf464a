"""Writing survey responses."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.errors import InvalidInput
from data_access.forms import Answers, clean, survey_response
from data_access.forms.field import Refused
from data_access.forms.specs import COMMON
from data_access.models import SurveyAnswer, SurveyResponse
from data_access.permissions import Action, Identity, require
from data_access.recording import (
    cluster_id_of,
    event_of,
    new_draft_key,
    programme_start,
    put_draft_away,
    record_once,
    setting_of,
)
from data_access.vocabulary import ITEMS, Audience


def record_response(actor: Identity, answers: dict[str, object], entry_key: str) -> int:
    """Saves what one person answered, once for each entry key. Value: the response's id.

    Raises: NotAllowed; InvalidInput by field.
    """
    require(actor, Action.RECORD_SURVEY_RESPONSE)

    audience = _audience(answers)
    spec = survey_response(audience)

    def make(session: Session) -> SurveyResponse:
        columns, values = _said(session, actor, audience, answers)
        response = SurveyResponse(recorded_by=actor.name_in_log, entry_key=entry_key, **columns)
        session.add(response)
        session.flush()
        session.add_all(SurveyAnswer(response_id=response.id, item=item, value=value) for item, value in values.items())
        put_draft_away(session, actor, spec.name, new_draft_key(entry_key))
        return response

    def says_the_same(session: Session, response: SurveyResponse) -> bool:
        columns, values = _said(session, actor, audience, answers)
        stored = session.execute(
            select(SurveyAnswer.item, SurveyAnswer.value).where(SurveyAnswer.response_id == response.id)
        )
        return {name: getattr(response, name) for name in columns} == columns and dict(stored.all()) == values

    return record_once(actor, SurveyResponse, entry_key, make, lambda response: response.id, says_the_same)


def _said(
    session: Session, actor: Identity, audience: Audience, answers: Answers
) -> tuple[dict[str, Any], dict[str, int]]:
    """The columns of the response, and the values by item."""
    cleaned = clean(survey_response(audience), answers, since=programme_start(session))
    columns = {
        "audience": audience.value,
        "answered_on": cleaned["answered_on"],
        "comment": cleaned["comment"],
        **_place(session, actor, cleaned),
    }
    values = {item.value: cleaned[item] for item in ITEMS[audience]}
    return columns, {item: value for item, value in values.items() if isinstance(value, int)}


def _audience(answers: dict[str, object]) -> Audience:
    try:
        return Audience(str(COMMON[0].answer(answers.get("audience"), None, date.max)))
    except Refused as refusal:
        raise InvalidInput({"audience": str(refusal)}) from refusal


def _place(session: Session, actor: Identity, cleaned: dict[str, object]) -> dict[str, int | None]:
    """The setting if it is known, else the cluster that was given, else the cluster of the event."""
    event = event_of(session, actor, _name(cleaned["event_ref"]))
    urn, cluster = _name(cleaned["urn"]), _name(cleaned["cluster"])
    setting_id = None if urn is None else setting_of(session, actor, urn).id
    cluster_id = None if setting_id else cluster_id_of(session, actor, cluster)
    if setting_id is None and cluster_id is None:
        cluster_id = event.cluster_id if event else None
    if setting_id is None and cluster_id is None:
        raise InvalidInput({"urn": "Choose the setting that they spoke of, or else the cluster."})
    return {"setting_id": setting_id, "cluster_id": cluster_id, "event_id": event.id if event else None}


def _name(answer: object) -> str | None:
    return None if answer is None else str(answer)
