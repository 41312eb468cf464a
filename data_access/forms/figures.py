"""The forms of figures that are handed over: measures, skill gains, unit costs and who was invited to a survey."""

from dataclasses import replace
from datetime import date

from data_access.forms.field import Field, Kind
from data_access.forms.plans import SETTING
from data_access.forms.spec import Answers, FormSpec
from data_access.vocabulary import FIGURES, Audience, FigureKind, FigureName, FigurePart, FigureStatus

LARGEST = 999_999_999
_PLACE = "Leave empty for the whole authority"


def _figure_fits(answers: Answers) -> dict[str, str]:
    """What a measure needs: a share two numbers, the parts that it has, no fraction of a person."""
    figure = FIGURES[FigureName(str(answers["measure"]))]
    wrong: dict[str, str] = {}
    numerator, denominator, part = answers["numerator"], answers["denominator"], answers["part"]
    if answers["urn"] is not None and answers["cluster"] is not None:
        wrong["cluster"] = "Choose a setting or a cluster, not both. Leave both empty for the whole authority."
    if part is not None and part not in figure.parts:
        can = ", ".join(figure.parts) or "no parts"
        wrong["part"] = f"{figure.title} can be split into: {can}. Choose one of these or leave this empty."
    if figure.is_share and denominator is None:
        wrong["denominator"] = f"Give the {figure.denominator} as well: shares are added up from both numbers."
    if not figure.is_share and denominator is not None:
        wrong["denominator"] = f"Leave this empty: {figure.title.lower()} is one number."
    both = isinstance(numerator, float) and isinstance(denominator, float)
    if both and _is_part_of(answers) and float(str(numerator)) > float(str(denominator)):
        wrong["numerator"] = f"There cannot be more {figure.numerator} than {figure.denominator}."
    for name, value in (("numerator", numerator), ("denominator", denominator)):
        if figure.is_whole and isinstance(value, float) and not value.is_integer():
            wrong.setdefault(name, "Give a whole number.")
    return wrong


def _is_part_of(answers: Answers) -> bool:
    """False where the one may be more than the other: overspent, overdelivered, past its target."""
    return answers["measure"] not in {FigureName.BUDGET_USED, FigureName.SLI_DAYS, FigureName.PROJECT_KPI_PROGRESS}


FIGURE = FormSpec(
    "figure",
    "Figure",
    (
        Field("measure", "Measure", Kind.CHOICE, "Choose the measure.", options=tuple(FigureName)),
        Field(
            "part",
            "Of which only",
            Kind.CHOICE,
            "Choose the part that this is of, or leave this empty for the whole.",
            options=tuple(FigurePart),
            example="Leave empty for the whole. Requests by source, plans by placement, money by pot",
            is_required=False,
        ),
        Field("urn", "Setting", Kind.SETTING, "Choose a setting, or leave this empty.", _PLACE, is_required=False),
        Field("cluster", "Cluster", Kind.CLUSTER, "Choose a cluster, or leave this empty.", _PLACE, is_required=False),
        Field(
            "period_kind",
            "Of which stretch of time",
            Kind.CHOICE,
            "Choose a month, half term, term, quarter, academic year or calendar year.",
            options=tuple(FigureKind),
        ),
        Field(
            "period_start",
            "A day in it",
            Kind.DATE,
            "Give the first day of the period, for example 1 November 2026.",
            example="Any day of the month, term or year that the figure is of",
            any_day=True,
        ),
        Field(
            "numerator",
            "Number",
            Kind.NUMBER,
            "Give the number, 0 or more, with a point before decimals.",
            most=LARGEST,
        ),
        Field(
            "denominator",
            "Out of",
            Kind.NUMBER,
            "Give the number that it is out of, 0 or more.",
            example="Only for shares: requests decided, plans issued, possible sessions",
            is_required=False,
            most=LARGEST,
        ),
        Field("status", "Status", Kind.CHOICE, "Choose provisional or final.", options=tuple(FigureStatus)),
        Field(
            "source", "Source", Kind.TEXT, "Say where the figure comes from.", example="For example: SEN2 2026, table 3"
        ),
    ),
    _figure_fits,
)


def figure_fields(answers: Answers) -> tuple[Field, ...]:
    """What a measure asks for, in its own words: the measure alone until it is chosen, no parts where it has none."""
    name = answers.get("measure")
    if name not in set(FigureName):
        return FIGURE.fields[:1]
    figure = FIGURES[FigureName(str(name))]
    parts = tuple(part for part in FigurePart if part in figure.parts)
    asked = []
    for field in FIGURE.fields:
        if field.name == "part" and parts:
            asked.append(replace(field, options=parts, example="Leave empty for the whole"))
        elif field.name == "numerator" and figure.is_share:
            asked.append(replace(field, label=figure.numerator.capitalize()))
        elif field.name == "denominator" and figure.is_share:
            asked.append(replace(field, label=f"Out of: {figure.denominator}", example="", is_required=True))
        elif field.name not in {"part", "denominator"}:
            asked.append(field)
    return tuple(asked)


def _score(name: str, words: str, least: int = -LARGEST) -> Field:
    return Field(name, words, Kind.NUMBER, "Give the number, with a point before decimals.", least=least, most=LARGEST)


SKILL_GAIN = FormSpec(
    "skill_gain",
    "Skill gain of a group",
    (
        SETTING,
        Field(
            "intervention",
            "Intervention",
            Kind.TEXT,
            "Name the intervention as elsewhere, for example Talk Boost.",
            example="As it is written elsewhere, for example Talk Boost",
            longest=60,
        ),
        Field("ended_on", "Ended on", Kind.DATE, "Give the day on which the last score was taken."),
        Field(
            "pupil_count",
            "Pupils with both scores",
            Kind.WHOLE_NUMBER,
            "Give the number of pupils with both scores, 2 or more.",
            least=2,
            most=99_999,
        ),
        _score("before_mean", "Mean score before"),
        _score("before_sd", "Standard deviation before", least=0),
        _score("after_mean", "Mean score after"),
        _score("after_sd", "Standard deviation after", least=0),
    ),
)


def _closes_after_it_opens(answers: Answers) -> dict[str, str]:
    opens_on, closes_on = answers["opens_on"], answers["closes_on"]
    if isinstance(opens_on, date) and isinstance(closes_on, date) and closes_on < opens_on:
        return {"closes_on": "Give a day on or after the first."}
    if (answers["urn"] is None) == (answers["cluster"] is None):
        return {"cluster": "Choose the setting or else the cluster that was asked."}
    return {}


SURVEY_ROUND = FormSpec(
    "survey_round",
    "People invited to a survey",
    (
        Field("audience", "Who was invited", Kind.CHOICE, "Choose who was invited.", options=tuple(Audience)),
        Field(
            "urn",
            "Setting",
            Kind.SETTING,
            "Choose the setting, or else a cluster.",
            example="The setting whose people were asked, or else a cluster below",
            is_required=False,
            may_wait=True,
        ),
        Field(
            "cluster",
            "Cluster",
            Kind.CLUSTER,
            "Choose the cluster, or else a setting.",
            example="Only where people of a whole cluster were asked",
            is_required=False,
            may_wait=True,
        ),
        Field("opens_on", "First day", Kind.DATE, "Give the first day on which they could answer."),
        Field("closes_on", "Last day", Kind.DATE, "Give the last day on which they could answer.", any_day=True),
        Field(
            "invited_count",
            "How many were invited",
            Kind.WHOLE_NUMBER,
            "Give the number of people invited, 1 or more.",
            least=1,
            most=99_999,
        ),
    ),
    _closes_after_it_opens,
)
