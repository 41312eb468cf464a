"""Files of survey responses, one row for each person who answered, told apart by a reference that leads to nobody."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from data_access import survey_batches, survey_entries
from data_access.errors import InvalidInput
from data_access.forms import Answers, Field, Kind
from data_access.forms.field import is_empty
from data_access.forms.specs import COMMENT, COMMON, scale_fields
from data_access.imports.asks import Ask, of_field
from data_access.imports.cells import Refused, a_name, in_words
from data_access.imports.kind import Context, ImportKind, Plan, RowReader
from data_access.imports.record_rows import KEPT, RecordPlaces, read_fields
from data_access.imports.records import Stored, Wanted, counted, without_repeats
from data_access.imports.report import Tally
from data_access.imports.tables import Columns, Row, Table
from data_access.models import Cluster, Event, Setting, SurveyAnswer, SurveyResponse
from data_access.permissions import Action
from data_access.vocabulary import ABOUT_THE_SESSION, ITEMS, Audience, Item, label

REFERENCE, LONGEST = "reference", 80
FIELDS: dict[str, Field] = {one.name: one for one in (*COMMON, *scale_fields(tuple(Item)), COMMENT)}
ANSWERS = (*(item.value for item in Item), COMMENT.name)
# A digit in it: a name has none.
A_REFERENCE = re.compile(r"(?=.*[0-9])[A-Za-z0-9][A-Za-z0-9._/-]*")
# What a response is called that no form and no file has made.
NUMBERED = re.compile(r"#([0-9]{1,9})")
CALLED = (
    "Write a reference of your own, such as parents-001: letters, digits and dashes, with a digit in it, no spaces and "
    "nobody's name."
)
NOT_LISTED = "No response has this number. Write a reference of your own, such as parents-001."
OF_A_PUBLIC_SURVEY = "This was answered through a survey with links: correct it on its page."
NO_SUCH_EVENT = "No event has this reference. Load its register first, or leave this cell empty."
A_VALUE = "Write a number from 1 to 5, or leave the cell empty."
REFUSED = "-"
A_PLACE = "Write the setting's URN, such as 123456, or else the name of the cluster."
# How many responses one query asks for.
CHUNK = 500


@dataclass(frozen=True)
class Around:
    """What rows are checked against. `public`: references of responses that came through a survey with links."""

    stored: Mapping[str, Stored]
    public: frozenset[str]
    places: RecordPlaces
    responses_at: survey_entries.Places


def plan(context: Context, table: Table) -> Plan:
    """New responses are made, changed ones changed; an empty cell or a missing column erases nothing."""
    tally, rows = Tally(), list(table.rows)
    around = _around(context, rows)
    wanted = [found for row in rows if (found := _wanted(RowReader(row, tally), around)) is not None]
    changed = counted(without_repeats(wanted, tally), tally)
    tally.in_question = around.places.in_question
    result = Plan(tally)
    if changed:
        result.add(partial(_save, changed=changed, context=context))
    return result


def _around(context: Context, rows: list[Row]) -> Around:
    references = {row[REFERENCE] for row in rows}
    known = _called(context.session, references)
    public = survey_batches.recorded(context.session, references) - known.keys()
    responses_at = survey_entries.Places(context.session, context.actor)
    of_stored = {str(one.answers["event_ref"]) for one in known.values() if one.answers["event_ref"]}
    responses_at.look_up_events(of_stored | {row["event_ref"] for row in rows if row["event_ref"]})
    return Around(known, frozenset(public), RecordPlaces(context), responses_at)


def stored(session: Session, *which: ColumnElement[bool]) -> Iterator[tuple[str, Stored]]:
    """(its reference, the response), in the order of entry.

    Those of public surveys are left out: what they belong to, their survey, no file could say.
    """
    query = (
        select(SurveyResponse, Event.event_ref, Setting.urn, Cluster.name.label("cluster"))
        .outerjoin(Event, Event.id == SurveyResponse.event_id)
        .outerjoin(Setting, Setting.id == SurveyResponse.setting_id)
        .outerjoin(Cluster, Cluster.id == SurveyResponse.cluster_id)
        .where(SurveyResponse.survey_id.is_(None), *which)
        .order_by(SurveyResponse.id)
    )
    rows = session.execute(query).all()
    values = _values(session, and_(SurveyResponse.survey_id.is_(None), *which))
    for response, event_ref, urn, cluster in rows:
        answers: Answers = {"audience": response.audience, "answered_on": response.answered_on}
        answers |= {"event_ref": event_ref, "urn": urn, "cluster": cluster, "comment": response.comment}
        answers |= {item.value: values.get(response.id, {}).get(item) for item in Item}
        yield response.entry_key or f"#{response.id}", Stored(response, answers)


def _values(session: Session, which: ColumnElement[bool]) -> dict[int, dict[str, int]]:
    """The answers from 1 to 5, by response and item."""
    found: dict[int, dict[str, int]] = {}
    query = select(SurveyAnswer.response_id, SurveyAnswer.item, SurveyAnswer.value)
    for number, item, value in session.execute(query.join(SurveyResponse).where(which)):
        found.setdefault(number, {})[item] = value
    return found


def _called(session: Session, references: set[str]) -> dict[str, Stored]:
    """The responses that have these references."""
    found, ordered = dict[str, Stored](), sorted(references)
    for start in range(0, len(ordered), CHUNK):
        some = ordered[start : start + CHUNK]
        numbers = [int(match[1]) for one in some if (match := NUMBERED.fullmatch(one))]
        keyless = and_(SurveyResponse.entry_key.is_(None), SurveyResponse.id.in_(numbers))
        found |= dict(stored(session, SurveyResponse.entry_key.in_(some) | keyless))
    return found


def _wanted(reader: RowReader, around: Around) -> Wanted | None:
    """What the row wants stored; None, with the refusals noted, where that cannot be."""
    reference = reader.row[REFERENCE]
    before = around.stored.get(reference)
    kept = before.answers if before else {}
    if reference in around.public:
        reader.refuse(REFERENCE, OF_A_PUBLIC_SURVEY)
    elif before is None:
        reader.read(REFERENCE, _a_reference, "")
    raw, wrong = read_fields(_without_what_is_known(reader.row, before), FIELDS, around.places)
    if before is not None and raw["audience"] not in (None, kept["audience"]):
        wrong["audience"] = f"This is stored as {kept['audience']}. Who answered is put right on the response's page."
    said = {name: kept.get(name) if is_empty(answer) else answer for name, answer in raw.items()}
    answers: Answers = {}
    try:
        answers = _checked(said, wrong, around)
    except InvalidInput as invalid:
        for column, sentence in invalid.answers.items():
            is_kept = is_empty(raw[column]) and not is_empty(kept.get(column)) and column not in wrong
            words = sentence if column in wrong else _say(column, sentence, said)
            reader.refuse(column, words + (KEPT if is_kept else ""))
    return Wanted(reader.row.number, (reference,), answers, before) if reader.is_right else None


def _a_reference(text: str) -> str:
    """Of a response that is not there yet."""
    if NUMBERED.fullmatch(text):
        raise Refused(NOT_LISTED)
    if not A_REFERENCE.fullmatch(text):
        raise Refused(CALLED)
    return a_name(text, LONGEST)


def _without_what_is_known(row: Row, before: Stored | None) -> Row:
    """Nobody is asked again about a comment that stands there already, however its lines were broken."""
    comment = str(before.answers["comment"] or "") if before else ""
    at = row.positions.get("comment")
    if at is None or not comment or row["comment"].removeprefix("'") != " ".join(comment.split()).removeprefix("'"):
        return row
    return replace(row, cells=(*row.cells[:at], "", *row.cells[at + 1 :]))


def _checked(said: Answers, wrong: dict[str, str], around: Around) -> Answers:
    """The answers as they are stored. Raises: InvalidInput by column."""
    ref = said["event_ref"]
    if not is_empty(ref) and str(ref) not in around.responses_at.events:
        wrong = wrong | {"event_ref": NO_SUCH_EVENT}
    # What is wrong is no answer; a comment that is wrong is one all the same.
    without = dict.fromkeys(wrong) | {name: REFUSED for name in wrong if name == "comment"}
    not_asked = {} if "audience" in wrong else _not_asked(said)
    try:
        audience = survey_entries.audience_of(said)
        columns, values = survey_entries.as_columns_at(around.responses_at, audience, said | without)
    except InvalidInput as invalid:
        # Where they belong is named already, if not rightly.
        named = {"urn"} if wrong.keys() & {"cluster", "event_ref"} and is_empty(said["urn"]) else set()
        found = {column: sentence for column, sentence in invalid.answers.items() if column not in named}
        raise InvalidInput(found | not_asked | wrong) from None
    if wrong or not_asked:
        raise InvalidInput(not_asked | wrong)
    settled = {name: columns[name] for name in ("audience", "answered_on", "comment")}
    placed = {"event_ref": ref, "urn": said["urn"], "cluster": around.places.cluster_called(columns["cluster_id"])}
    return settled | placed | {item.value: values.get(item) for item in Item}


def _not_asked(said: Answers) -> dict[str, str]:
    """Answers to questions that this person was not asked, by column; none where it is not known who answered."""
    if is_empty(said["audience"]):
        return {}
    audience, wrong = Audience(str(said["audience"])), {}
    for item in Item:
        if is_empty(said[item]):
            continue
        if item not in ITEMS[audience]:
            wrong[item.value] = f"Leave this cell empty. {label(audience)} are not asked this."
        elif item in ABOUT_THE_SESSION and is_empty(said["event_ref"]):
            wrong[item.value] = "Write under event_ref which session they speak of, or leave this cell empty."
    return wrong


def _say(column: str, sentence: str, said: Answers) -> str:
    """What to write into a cell, where the form says what to choose."""
    asked = FIELDS[column]
    if column == "urn" and is_empty(said["urn"]):
        return A_PLACE
    if sentence != asked.ask:
        return sentence
    words = f"Write one of: {in_words(asked.options)}." if asked.options else sentence
    return A_VALUE if asked.kind == Kind.SCALE else words


def _save(session: Session, changed: list[Wanted], context: Context) -> None:
    new = {str(one.key[0]): one.answers for one in changed if one.stored is None}
    survey_batches.add_responses(session, context.actor, new)
    survey_batches.change_responses(
        session, context.actor, [(one.stored.record, one.answers) for one in changed if one.stored is not None]
    )


SURVEY_RESPONSES = ImportKind(
    name="survey_responses",
    title="Survey responses",
    explanation="What people answered, from 1 to 5: one row for each person. The reference tells them apart and names "
    "nobody: it is your own, or the one that was taken out here. Leave empty what was not asked or not answered. "
    "Answers that came through a survey with links are not taken out: no file can say which survey they belong to.",
    columns=Columns(
        required=(REFERENCE, *(one.name for one in COMMON if one.is_required)),
        optional=tuple(name for name, one in FIELDS.items() if not one.is_required and name not in ANSWERS),
        one_of=ANSWERS,
    ),
    called_by=(REFERENCE,),
    example={
        REFERENCE: "2025-11-parents-001",
        **dict.fromkeys(FIELDS, ""),
        "audience": "parent_carer",
        "answered_on": "2025-11-18",
        "urn": "123456",
        **dict.fromkeys(ITEMS[Audience.PARENT_CARER], "4"),
        "comment": "Somebody listens to us now.",
    },
    needs=Action.RECORD_SURVEY_RESPONSE,
    plan=plan,
    asks=(Ask(REFERENCE, CALLED), *(of_field(one) for one in FIELDS.values())),
)
