"""The forms of self-evaluations and action plans."""

from data_access.forms.field import Field, Kind
from data_access.forms.spec import Answers, FormSpec
from data_access.vocabulary import Area, Level, Progress, label

CYCLE = Field(
    name="cycle",
    label="Cycle",
    kind=Kind.CYCLE,
    ask="Choose the cycle from the list. An administrator adds one first.",
)
SETTING = Field("urn", "Setting", Kind.SETTING, "Choose the setting.")
AREA = Field(
    "area", "Area", Kind.CHOICE, "Choose one of the eight areas of the SEND Review framework.", options=tuple(Area)
)


def _day(name: str, words: str, example: str = "", is_required: bool = True, any_day: bool = False) -> Field:
    ask = "Give a date, for example 18 November 2026" + ("." if is_required else ", or leave this empty.")
    return Field(name, words, Kind.DATE, ask, example=example, is_required=is_required, any_day=any_day)


def _cycle_in_order(answers: Answers) -> dict[str, str]:
    wrong = {}
    if str(answers["due_on"]) < str(answers["opens_on"]):
        wrong["due_on"] = "Give a day after the cycle opens."
    if str(answers["plans_due_on"]) < str(answers["due_on"]):
        wrong["plans_due_on"] = "Give a day on or after the one on which self-evaluations are due."
    return wrong


EVALUATION_CYCLE = FormSpec(
    "evaluation_cycle",
    "Cycle of self-evaluation",
    (
        Field(
            "name", "Name", Kind.TEXT, "Give the cycle a name, for example Autumn 2026.", example="For example: 2026/27"
        ),
        _day("opens_on", "Opens on", any_day=True),
        _day("due_on", "Self-evaluations are due on", "The last day on which one is on time", any_day=True),
        _day("plans_due_on", "Action plans are due on", "The last day on which one is on time", any_day=True),
    ),
    _cycle_in_order,
)


def level_field(area: Area) -> str:
    """The field with the level of an area."""
    return f"level_{area.value}"


def evidence_field(area: Area) -> str:
    """The field with what a level rests on."""
    return f"evidence_{area.value}"


def _area_fields(area: Area) -> tuple[Field, Field]:
    words = label(area)
    return (
        Field(
            level_field(area),
            words,
            Kind.CHOICE,
            "Choose a level, or leave this for another sitting.",
            is_required=False,
            options=tuple(Level),
            may_wait=True,
        ),
        Field(
            evidence_field(area),
            f"Evidence: {words[:1].lower()}{words[1:]}",
            Kind.LONG_TEXT,
            "Say what shows it, or leave this empty.",
            example="What shows it. Name no child.",
            is_required=False,
            longest=2000,
            may_wait=True,
        ),
    )


def _all_eight_when_submitted(answers: Answers) -> dict[str, str]:
    if answers["submitted_on"] is None:
        return {}
    missing = [area for area in Area if answers[level_field(area)] is None]
    return {level_field(area): "Choose a level: all eight are needed to submit." for area in missing}


SELF_EVALUATION = FormSpec(
    "self_evaluation",
    "Self-evaluation",
    (
        SETTING,
        CYCLE,
        *(field for area in Area for field in _area_fields(area)),
        _day(
            "submitted_on",
            "Submitted on",
            "Leave empty while it is still being answered, and save it all the same",
            is_required=False,
        ),
    ),
    _all_eight_when_submitted,
)

PRIORITY = FormSpec(
    "priority",
    "SEND priority",
    (
        SETTING,
        CYCLE,
        AREA,
        Field(
            "title",
            "Priority",
            Kind.TEXT,
            "Say what the setting means to work on.",
            example="For example: Every teacher plans for working memory",
        ),
    ),
)

ACTION_PLAN = FormSpec(
    "action_plan",
    "Action plan agreed",
    (SETTING, CYCLE, _day("agreed_on", "Agreed on", "The day on which the setting and the programme agreed it")),
)


def _done_says_when(answers: Answers) -> dict[str, str]:
    is_done = answers["progress"] == Progress.DONE
    if is_done and answers["done_on"] is None:
        return {"done_on": "Give the day on which it was done."}
    if not is_done and answers["done_on"] is not None:
        return {"progress": "Choose Done, or take away the day on which it was done."}
    return {}


ACTION = FormSpec(
    "action",
    "Action of a plan",
    (
        SETTING,
        CYCLE,
        AREA,
        Field("title", "Action", Kind.TEXT, "Say what is to be done.", example="For example: Train all teaching staff"),
        Field(
            "owner_role",
            "Who sees to it",
            Kind.TEXT,
            "Give the role of the person, not their name, for example SENCO.",
            example="A role, never a name. For example: SENCO",
            longest=60,
            is_role=True,
        ),
        _day("due_on", "Due on", any_day=True),
        Field("progress", "Progress", Kind.CHOICE, "Choose how far it has come.", options=tuple(Progress)),
        _day("done_on", "Done on", "Only when it is done", is_required=False),
    ),
    _done_says_when,
)
