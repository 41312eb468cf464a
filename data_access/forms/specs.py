"""The forms of the evidence that people record: register, survey response, case study."""

from collections.abc import Sequence
from functools import cache

from data_access.forms import consent
from data_access.forms.field import Field, Kind
from data_access.forms.spec import Answers, FormSpec
from data_access.vocabulary import ABOUT_THE_SESSION, ITEMS, Audience, EventType, Item, Mode, Theme
from data_access.vocabulary import scale as scale_of

NO_NAMES = "Do not name a child, a parent or a carer."

REGISTER = FormSpec(
    name="register",
    title="Register",
    fields=(
        Field(
            "title",
            "What the event was called",
            Kind.TEXT,
            "Give the event a title, for example Central cluster meeting.",
            example="For example: Central cluster meeting",
        ),
        Field(
            "event_type",
            "What kind of event it was",
            Kind.CHOICE,
            "Choose the kind of event.",
            options=tuple(EventType),
        ),
        Field(
            "held_on",
            "When it was held",
            Kind.DATE,
            "Give the date the event was held, for example 18 November 2026.",
            example="Day, month and year, for example 18/11/2026",
        ),
        Field("mode", "How it was held", Kind.CHOICE, "Choose in person or virtual.", options=tuple(Mode)),
        Field(
            "cluster",
            "Cluster it was for",
            Kind.CLUSTER,
            "Choose a cluster from the list, or leave this empty.",
            example="Leave empty if it was for the whole programme",
            is_required=False,
        ),
    ),
)


CASE_STUDY = FormSpec(
    name="case_study",
    title="Case study",
    fields=(
        Field(
            "urn", "Setting", Kind.SETTING, "Choose the setting that this is about.", example="Type part of its name"
        ),
        Field(
            "title",
            "Title",
            Kind.TEXT,
            "Give the case study a title, for example A calmer start to the day.",
            example="For example: A calmer start to the day",
        ),
        Field(
            "happened_on",
            "When it happened",
            Kind.DATE,
            "Give the date it happened or ended, for example 18 November 2026.",
            example="The day it happened or ended, for example 18/11/2026",
        ),
        Field("themes", "Themes", Kind.SEVERAL, "Choose one theme or more.", options=tuple(Theme)),
        Field(
            "context",
            "Context",
            Kind.LONG_TEXT,
            "Say in a sentence or two how things were before.",
            example=f"How things were before. {NO_NAMES}",
        ),
        Field(
            "what_was_done",
            "What was done",
            Kind.LONG_TEXT,
            "Say in a sentence or two what the setting did.",
            example="What the setting did, and with whose support",
        ),
        Field(
            "impact",
            "Impact",
            Kind.LONG_TEXT,
            "Say in a sentence or two what changed.",
            example="What changed, and how you know",
        ),
        Field(
            "quotation",
            "Quotation",
            Kind.LONG_TEXT,
            "Give the quotation in the person's own words, or leave this empty.",
            example="In the person's own words, without their name. Leave empty if there is none",
            is_required=False,
            longest=1000,
        ),
        Field(
            "has_consent",
            "The person agreed to be quoted",
            Kind.YES_NO,
            "Answer yes or no.",
            is_required=False,
        ),
        *consent.OF_THE_QUOTATION,
        *consent.OF_THE_WHOLE,
    ),
    check=consent.contradictions,
)


def case_study_fields(answers: Answers) -> tuple[Field, ...]:
    """What a case study has to be asked, given what is answered already: of a quotation only once there is one."""
    about_quotation = {"has_consent", *(field.name for field in consent.OF_THE_QUOTATION)}
    return tuple(field for field in CASE_STUDY.fields if answers.get("quotation") or field.name not in about_quotation)


COMMON = (
    Field("audience", "Who answered", Kind.CHOICE, "Choose who answered.", options=tuple(Audience)),
    Field(
        "answered_on",
        "When they answered",
        Kind.DATE,
        "Give the date they answered, for example 18 November 2026.",
        example="Day, month and year, for example 18/11/2026",
    ),
    Field(
        "event_ref",
        "Event",
        Kind.EVENT,
        "Choose an event from the list, or leave this empty.",
        example="Leave empty if they were not asked at an event",
        is_required=False,
    ),
    Field(
        "urn",
        "Setting",
        Kind.SETTING,
        "Choose a setting from the list, or leave this empty and choose a cluster.",
        example="The setting that they spoke of. Type part of its name",
        is_required=False,
    ),
    Field(
        "cluster",
        "Cluster",
        Kind.CLUSTER,
        "Choose a cluster from the list, or leave this empty and choose a setting.",
        example="Only if the setting is not known",
        is_required=False,
    ),
)
COMMENT = Field(
    "comment",
    "Comment",
    Kind.LONG_TEXT,
    "Give the comment in the person's own words, or leave this empty.",
    example=f"In their own words. {NO_NAMES}",
    is_required=False,
    longest=2000,
)


@cache
def survey_response(audience: Audience, *, about_event: bool = False) -> FormSpec:
    """The form for one person's answers: what is asked depends on who they are, and on whether they came to an event.

    What a session was like is asked of nobody who was not at one.
    """
    scale = scale_fields(tuple(item for item in ITEMS[audience] if about_event or item not in ABOUT_THE_SESSION))
    return FormSpec("survey_response", "Survey response", (*COMMON, *scale, COMMENT), something_said)


def scale_fields(items: Sequence[Item]) -> tuple[Field, ...]:
    """The questions of a survey with five answers each."""
    words = {item: asked for questions in ITEMS.values() for item, asked in questions.items()}
    return tuple(scale_field(item, words[item], scale_of(item)) for item in items)


def scale_field(name: str, words: str, answers: tuple[str, ...]) -> Field:
    """One question with five answers. Nobody has to answer it."""
    ask = "Choose one of the five answers, or leave this empty."
    return Field(name, words, Kind.SCALE, ask, is_required=False, scale=answers)


def something_said(answers: Answers) -> dict[str, str]:
    """A response says something: one answer at least, or a comment."""
    places = {field.name for field in COMMON}
    said = {name: answer for name, answer in answers.items() if name not in places}
    if all(answer is None for answer in said.values()):
        return {next(iter(said)): "Answer at least one question, or write a comment."}
    return {}
