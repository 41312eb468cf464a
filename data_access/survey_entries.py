"""Writing survey responses."""

from datetime import date

from sqlalchemy.orm import Session

from data_access.errors import InvalidInput
from data_access.forms import clean, survey_response
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

    def make(session: Session) -> SurveyResponse:
        audience = _audience(answers)
        cleaned = clean(survey_response(audience), answers, since=programme_start(session))
        response = SurveyResponse(
            recorded_by=actor.name_in_log,
            entry_key=entry_key,
            audience=audience,
            answered_on=cleaned["answered_on"],
            comment=cleaned["comment"],
            **_place(session, actor, cleaned),
        )
        session.add(response)
        session.flush()
        session.add_all(
            SurveyAnswer(response_id=response.id, item=item, value=cleaned[item])
            for item in ITEMS[audience]
            if cleaned[item] is not None
        )
        put_draft_away(session, actor, survey_response(audience).name, new_draft_key(entry_key))
        return response

    return record_once(actor, SurveyResponse, entry_key, make, lambda response: response.id)


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
