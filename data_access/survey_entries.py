"""Writing survey responses: a new one, and a corrected one."""

from datetime import date
from functools import cache, partial
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import InvalidInput, NotFound
from data_access.forms import Answers, clean, named_by, survey_response
from data_access.forms.field import Refused, is_empty
from data_access.forms.specs import COMMON
from data_access.models import Cluster, Event, Setting, SurveyAnswer, SurveyResponse
from data_access.permissions import Action, Identity, require
from data_access.reading import events_in_scope, responses_in_scope
from data_access.recording import (
    check_version,
    cluster_id_of,
    event_of,
    programme_start,
    put_draft_away,
    record_once,
    setting_of,
)
from data_access.taken_away import take_away
from data_access.vocabulary import ITEMS, Audience, Item

EVENTS_AT_ONCE = 500
COLUMNS = ("audience", "answered_on", "comment", "setting_id", "cluster_id", "event_id")
Columns: TypeAlias = dict[str, Any]
Values: TypeAlias = dict[str, int]


def record_response(actor: Identity, answers: dict[str, object], entry_key: str) -> int:
    """Saves what one person answered, once for each entry key. Value: the response's id.

    Raises: NotAllowed; InvalidInput by field.
    """
    require(actor, Action.RECORD_SURVEY_RESPONSE)

    audience = audience_of(answers)

    def make(session: Session) -> SurveyResponse:
        columns, values = as_columns(session, actor, audience, answers)
        response = SurveyResponse(recorded_by=actor.name_in_log, entry_key=entry_key, **columns)
        session.add(response)
        session.flush()
        session.add_all(SurveyAnswer(response_id=response.id, item=item, value=value) for item, value in values.items())
        return response

    def says_the_same(session: Session, response: SurveyResponse) -> bool:
        return _stored(session, response) == as_columns(session, actor, audience, answers)

    return record_once(actor, SurveyResponse, entry_key, make, lambda response: response.id, says_the_same)


def response_for_editing(viewer: Identity, response_id: int) -> dict[str, object]:
    """One response as answers to the fields of every audience's form, with its id and version.

    For those who may correct it.

    Missing: None for what was not answered or not asked.
    Raises: NotAllowed; NotFound for one that is not there or not in scope.
    """
    require(viewer, Action.RECORD_SURVEY_RESPONSE)
    with store.reading() as session:
        response = found_response(session, viewer, response_id)
        answers = as_answers(session, *_stored(session, response))
        return {**answers, "id": response.id, "version": response.version}


def correct_response(actor: Identity, response_id: int, version: int, answers: dict[str, object]) -> None:
    """Replaces what one person answered, if nobody else has changed it since `version` was read.

    Raises: NotAllowed; NotFound; InvalidInput by field; Conflict with the stored answers and "version".
    """
    require(actor, Action.RECORD_SURVEY_RESPONSE)
    with store.writing(actor) as session:
        response = found_response(session, actor, response_id, is_to_change=True)
        audience = audience_of(answers)
        columns, values = as_columns(session, actor, audience, answers)
        stored = as_answers(session, *_stored(session, response))
        if check_version(response, version, stored, as_answers(session, columns, values)):
            replace_answers(session, response, columns, values)
        put_draft_away(session, actor, survey_response(audience).name, str(response_id))


def remove_response(actor: Identity, response_id: int, version: int) -> int | None:
    """Takes away what one person answered. Value: under which it can be put back.

    Raises: NotAllowed; NotFound; Conflict if somebody changed it since `version` was read.
    """
    require(actor, Action.RECORD_SURVEY_RESPONSE)
    with store.writing(actor) as session:
        response = found_response(session, actor, response_id, is_to_change=True)
        stored = as_answers(session, *_stored(session, response))
        check_version(response, version, {**stored, "is_there": True}, {"is_there": False})
        spec = survey_response(Audience(response.audience))
        put_draft_away(session, actor, spec.name, str(response_id))
        # Whose answers they were is told from when and where; what they were is nobody's business in a list.
        names = {name: said for name, said in named_by(spec, stored).items() if name not in set(Item)}
        return take_away(session, actor, spec.name, response, names)


def found_response(
    session: Session, viewer: Identity, response_id: int, *, is_to_change: bool = False
) -> SurveyResponse:
    in_scope = responses_in_scope(viewer, SurveyResponse.setting_id, SurveyResponse.cluster_id)
    query = select(SurveyResponse).where(SurveyResponse.id == response_id, in_scope)
    response = session.scalar(query.with_for_update() if is_to_change else query)
    if response is None:
        raise NotFound("There is no such survey response, or it is not one of your clusters'.")
    return response


def _stored(session: Session, response: SurveyResponse) -> tuple[Columns, Values]:
    """As `as_columns`, of what is stored."""
    values = session.execute(
        select(SurveyAnswer.item, SurveyAnswer.value).where(SurveyAnswer.response_id == response.id)
    )
    return {name: getattr(response, name) for name in COLUMNS}, dict(values.all())


def as_answers(session: Session, columns: Columns, values: Values) -> Answers:
    """Columns and values as answers to the form: the questions of every audience, since who answered may be wrong."""
    return {
        **{name: columns[name] for name in ("audience", "answered_on", "comment")},
        "event_ref": session.scalar(select(Event.event_ref).where(Event.id == columns["event_id"])),
        "urn": session.scalar(select(Setting.urn).where(Setting.id == columns["setting_id"])),
        "cluster": session.scalar(select(Cluster.name).where(Cluster.id == columns["cluster_id"])),
        **{item.value: values.get(item.value) for item in Item},
    }


def replace_answers(session: Session, response: SurveyResponse, columns: Columns, values: Values) -> None:
    """Makes what is stored the given, touching only the answers that differ."""
    # Asked for first: a question to the database writes what has been changed so far.
    query = select(SurveyAnswer).where(SurveyAnswer.response_id == response.id)
    stored = {answer.item: answer for answer in session.scalars(query)}
    for name, value in columns.items():
        setattr(response, name, value)
    response.version += 1
    for item, number in values.items():
        answer = stored.pop(item, None) or SurveyAnswer(response_id=response.id, item=item)
        answer.value = number
        session.add(answer)
    for answer in stored.values():
        session.delete(answer)


class Places:
    """Where responses are of, and since when they count: each place asked for once, however many name it."""

    def __init__(self, session: Session, actor: Identity) -> None:
        self.since = programme_start(session)
        self.session, self.actor = session, actor
        self.events: dict[str, Event] = {}
        self.setting_id = cache(lambda urn: setting_of(session, actor, urn).id)
        self.cluster_id = cache(partial(cluster_id_of, session, actor))

    def look_up_events(self, refs: set[str]) -> None:
        """Many at once, for a file in which every row is of another event."""
        ordered = sorted(refs)
        for start in range(0, len(ordered), EVENTS_AT_ONCE):
            some = Event.event_ref.in_(ordered[start : start + EVENTS_AT_ONCE])
            found = self.session.scalars(select(Event).where(some, events_in_scope(self.actor, Event.cluster_id)))
            self.events |= {event.event_ref: event for event in found}

    def of(self, cleaned: dict[str, object]) -> dict[str, int | None]:
        """The setting if it is known, else the cluster that was given, else the cluster of the event."""
        ref = _name(cleaned["event_ref"])
        event = self.events.get(ref or "") or event_of(self.session, self.actor, ref)
        urn, cluster = _name(cleaned["urn"]), _name(cleaned["cluster"])
        setting_id = None if urn is None else self.setting_id(urn)
        cluster_id = None if setting_id else self.cluster_id(cluster)
        if setting_id is None and cluster_id is None:
            cluster_id = event.cluster_id if event else None
        if setting_id is None and cluster_id is None:
            raise InvalidInput({"urn": "Choose the setting that they spoke of, or else the cluster."})
        return {"setting_id": setting_id, "cluster_id": cluster_id, "event_id": event.id if event else None}


def as_columns(session: Session, actor: Identity, audience: Audience, answers: Answers) -> tuple[Columns, Values]:
    """The columns of the response, and the values by item."""
    return as_columns_at(Places(session, actor), audience, answers)


def as_columns_at(places: Places, audience: Audience, answers: Answers) -> tuple[Columns, Values]:
    """The same of one of many."""
    spec = survey_response(audience, about_event=not is_empty(answers.get("event_ref")))
    cleaned = clean(spec, answers, since=places.since)
    columns = {
        "audience": audience.value,
        "answered_on": cleaned["answered_on"],
        "comment": cleaned["comment"],
        **places.of(cleaned),
    }
    values = {item.value: cleaned.get(item) for item in ITEMS[audience]}
    return columns, {item: value for item, value in values.items() if isinstance(value, int)}


def audience_of(answers: dict[str, object]) -> Audience:
    try:
        return Audience(str(COMMON[0].answer(answers.get("audience"), None, date.max)))
    except Refused as refusal:
        raise InvalidInput({"audience": str(refusal)}) from refusal


def _name(answer: object) -> str | None:
    return None if answer is None else str(answer)
