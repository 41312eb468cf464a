"""The form in which a survey is designed, and the form that its design makes for whoever answers it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from data_access.forms.field import Field, Kind
from data_access.forms.spec import Answers, FormSpec
from data_access.forms.specs import COMMENT, COMMON, scale_field, scale_fields, something_said
from data_access.vocabulary import ABOUT_THE_SESSION, AGREEMENT_SCALE, ITEMS, Audience, Item, QuestionKind

MOST_OWN, LONGEST_OWN = 10, 200
LONGEST_OWN_WORDS = 1000
# Field of the design -> what kind of question each of its lines is.
OWN = {"statements": QuestionKind.STATEMENT, "open_questions": QuestionKind.OWN_WORDS}
OWN_FIELD = "own_"
PLACE = next(field for field in COMMON if field.kind == Kind.SETTING)


def lines(text: object) -> list[str]:
    """The questions of a text that holds one in each line, each once."""
    found = (" ".join(line.split()) for line in str(text or "").splitlines())
    return list(dict.fromkeys(line for line in found if line))


def _design_fits(answers: Answers) -> dict[str, str]:
    wrong: dict[str, str] = {}
    items = _bank(answers)
    asked = answers["items"]
    if isinstance(asked, list) and set(asked) - set(items):
        wrong["items"] = "Choose questions that this audience is asked. Those about a session need its event."
    if not (asked or lines(answers["statements"]) or lines(answers["open_questions"])):
        wrong["items"] = "Choose one question or more, or write your own."
    for name in OWN:
        own = lines(answers[name])
        if len(own) > MOST_OWN:
            wrong[name] = f"Ask {MOST_OWN} of these or fewer: there are {len(own)} lines."
        elif any(len(line) > LONGEST_OWN for line in own):
            wrong[name] = f"Shorten each line to {LONGEST_OWN} characters."
    if answers["urn"] is not None and answers["cluster"] is not None:
        wrong["cluster"] = "Choose a setting or a cluster, not both. Leave both empty for the whole programme."
    if answers["invited_count"] is not None and answers["urn"] is None and answers["cluster"] is None:
        wrong["invited_count"] = "Response rates are of a setting or a cluster: choose one, or leave this empty."
    return wrong | _days_in_order(answers)


def _days_in_order(answers: Answers) -> dict[str, str]:
    opens_on, closes_on, keep_until = (answers[name] for name in ("opens_on", "closes_on", "keep_until"))
    if isinstance(opens_on, date) and isinstance(closes_on, date) and closes_on < opens_on:
        return {"closes_on": "Give a day on or after the first."}
    if isinstance(closes_on, date) and isinstance(keep_until, date) and keep_until < closes_on:
        return {"keep_until": "Give a day on or after the last one on which they can answer."}
    return {}


SURVEY = FormSpec(
    "survey",
    "Survey",
    (
        Field(
            "title",
            "Title",
            Kind.TEXT,
            "Give the survey a title, for example How is support for your child?",
            example="People see it above the questions. For example: How is support for your child?",
        ),
        Field("audience", "Who is asked", Kind.CHOICE, "Choose who is asked.", options=tuple(Audience)),
        Field(
            "urn",
            "Setting",
            Kind.SETTING,
            "Choose a setting, or leave this empty.",
            example="Only if the whole survey is of one setting",
            is_required=False,
        ),
        Field(
            "cluster",
            "Cluster",
            Kind.CLUSTER,
            "Choose a cluster, or leave this empty.",
            example="Leave both empty for the whole programme: people then choose their setting",
            is_required=False,
        ),
        Field(
            "event_ref",
            "Event",
            Kind.EVENT,
            "Choose an event from the list, or leave this empty.",
            example="Only if they are asked about a session they came to",
            is_required=False,
        ),
        Field("opens_on", "First day", Kind.DATE, "Give the first day on which they can answer.", any_day=True),
        Field("closes_on", "Last day", Kind.DATE, "Give the last day on which they can answer.", any_day=True),
        Field(
            "items",
            "Questions from the bank",
            Kind.SEVERAL,
            "Choose questions from the list, or leave this empty.",
            example="These feed the measures",
            is_required=False,
            options=tuple(Item),
        ),
        Field(
            "statements",
            "Statements of your own",
            Kind.LONG_TEXT,
            "Write one statement in each line, or leave this empty.",
            example="One in each line, for people to agree or disagree with. They feed no measure",
            is_required=False,
        ),
        Field(
            "open_questions",
            "Questions of your own, answered in words",
            Kind.LONG_TEXT,
            "Write one question in each line, or leave this empty.",
            example="One in each line. Answers are read here and feed no measure",
            is_required=False,
        ),
        Field(
            "purpose",
            "Why you ask",
            Kind.LONG_TEXT,
            "Say in a sentence why you ask, or leave this empty.",
            example="Leave empty for: to see whether support is getting better, and to make it better",
            is_required=False,
            longest=400,
        ),
        Field(
            "contact",
            "Whom they can ask about it",
            Kind.TEXT,
            "Give a team and how to reach it, or leave this empty.",
            example="For example: SEND team, 01782 000000. Leave empty for: whoever sent the survey",
            is_required=False,
        ),
        Field(
            "keep_until",
            "Answers are kept until",
            Kind.DATE,
            "Give the day until which answers are kept. People are told it.",
            example="People are told it. The answers delete themselves once that day is over",
            any_day=True,
        ),
        Field(
            "invited_count",
            "How many are invited",
            Kind.WHOLE_NUMBER,
            "Give the number of people invited, 1 or more, or leave this empty.",
            example="For the response rate. Only for a survey of one setting or cluster",
            is_required=False,
            least=1,
            most=99_999,
        ),
    ),
    _design_fits,
)


def _bank(answers: Answers) -> tuple[Item, ...]:
    """The questions that the audience can be asked: about a session only where it is known which."""
    audience = answers.get("audience")
    if audience not in set(Audience):
        return ()
    about_event = answers.get("event_ref") is not None
    return tuple(item for item in ITEMS[Audience(str(audience))] if about_event or item not in ABOUT_THE_SESSION)


def survey_fields(answers: Answers) -> tuple[Field, ...]:
    """What a design asks for: title and audience, and once it is known who is asked, the rest."""
    if not _bank(answers):
        return SURVEY.fields[:2]
    return tuple(replace(field, options=_bank(answers)) if field.name == "items" else field for field in SURVEY.fields)


@dataclass(frozen=True)
class OwnQuestion:
    """A question that staff wrote: its id, what kind it is, and its words."""

    id: int
    kind: QuestionKind
    words: str

    @property
    def field(self) -> Field:
        """The field in which it is answered."""
        name = f"{OWN_FIELD}{self.id}"
        if self.kind == QuestionKind.STATEMENT:
            return scale_field(name, self.words, AGREEMENT_SCALE)
        ask = "Answer in your own words, or leave this empty."
        return Field(name, self.words, Kind.LONG_TEXT, ask, is_required=False, longest=LONGEST_OWN_WORDS)


def answer_form(items: Sequence[Item], own: Sequence[OwnQuestion], *, asks_place: bool, needs_place: bool) -> FormSpec:
    """What whoever is asked fills in: the questions of the staff's form that were chosen, and those of the survey."""
    place = (replace(PLACE, is_required=needs_place),) if asks_place else ()
    fields = (*place, *scale_fields(tuple(items)), *(question.field for question in own), COMMENT)
    return FormSpec("survey_response", "Survey", fields, something_said)
