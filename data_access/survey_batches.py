"""Survey responses that come many at once, from a file: which are there, which are wrong, and saving the others."""

from collections.abc import Iterable, Mapping
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import InvalidInput
from data_access.forms import Answers
from data_access.models import SurveyAnswer, SurveyResponse
from data_access.permissions import Action, Identity, require
from data_access.survey_entries import Places, as_columns_at, audience_of, replace_answers
from data_access.waiting import Progress, nobody_waits, watched

# How many entries one query asks for.
CHUNK = 500


def recorded_already(viewer: Identity, entry_keys: Iterable[str]) -> set[str]:
    """Which of these entries have a response. Raises: NotAllowed."""
    require(viewer, Action.RECORD_SURVEY_RESPONSE)
    with store.reading() as session:
        return recorded(session, entry_keys)


def refusals(viewer: Identity, many: Iterable[Answers], progress: Progress = nobody_waits) -> list[dict[str, str]]:
    """What is wrong with each, by field; nothing where it can be saved. Raises: NotAllowed."""
    require(viewer, Action.RECORD_SURVEY_RESPONSE)
    with store.reading() as session:
        every = list(many)
        places = _places(session, viewer, every)
        return [_refusal(places, answers) for answers in watched(every, len(every), progress)]


def new_ones(session: Session, entries: Mapping[str, Answers]) -> dict[str, Answers]:
    """Those without a response. The others keep theirs: somebody may have corrected it."""
    known = recorded(session, entries)
    return {key: answers for key, answers in entries.items() if key not in known}


def add_responses(
    session: Session, actor: Identity, new: Mapping[str, Answers], progress: Progress = nobody_waits
) -> None:
    """What people answered, by entry key, of `new_ones`. Raises: InvalidInput by field, of the first that is wrong."""
    places = _places(session, actor, new.values())
    waiting = watched(new.items(), len(new), progress)
    # Some at a time, and let go of then: a long log would otherwise hold every record of it until the end.
    while some := dict(islice(waiting, CHUNK)):
        _add_some(session, actor, places, some)


def _add_some(session: Session, actor: Identity, places: Places, some: Mapping[str, Answers]) -> None:
    said = {key: as_columns_at(places, audience_of(answers), answers) for key, answers in some.items()}
    responses = {
        key: SurveyResponse(recorded_by=actor.name_in_log, entry_key=key, **columns)
        for key, (columns, _) in said.items()
    }
    session.add_all(responses.values())
    session.flush()
    session.add_all(
        SurveyAnswer(response_id=responses[key].id, item=item, value=value)
        for key, (_, values) in said.items()
        for item, value in values.items()
    )
    session.flush()


def change_responses(session: Session, actor: Identity, changed: Iterable[tuple[SurveyResponse, Answers]]) -> None:
    """Replaces what people answered. Raises: InvalidInput by field, of the first that is wrong."""
    every = list(changed)
    places = _places(session, actor, (answers for _, answers in every))
    for response, answers in every:
        replace_answers(session, response, *as_columns_at(places, audience_of(answers), answers))


def _places(session: Session, viewer: Identity, many: Iterable[Answers]) -> Places:
    places = Places(session, viewer)
    places.look_up_events({str(ref) for answers in many if (ref := answers.get("event_ref"))})
    return places


def recorded(session: Session, entry_keys: Iterable[str]) -> set[str]:
    """Which of these entries have a response, whoever made it."""
    wanted = list(entry_keys)
    found: set[str] = set()
    for start in range(0, len(wanted), CHUNK):
        query = select(SurveyResponse.entry_key).where(SurveyResponse.entry_key.in_(wanted[start : start + CHUNK]))
        found |= {key for key in session.scalars(query) if key is not None}
    return found


def _refusal(places: Places, answers: Answers) -> dict[str, str]:
    try:
        as_columns_at(places, audience_of(answers), answers)
    except InvalidInput as refusal:
        return refusal.answers
    return {}
