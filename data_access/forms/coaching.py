"""The forms of peer reviews and of the people who support other settings."""

from datetime import date
from itertools import pairwise

from data_access.forms.field import Field, Kind, in_words
from data_access.forms.plans import SETTING
from data_access.forms.spec import Answers, FormSpec
from data_access.vocabulary import SupporterKind

_DATE_OR_NOTHING = "Give a date, for example 18 November 2026, or leave this empty."


def _in_order(answers: Answers, names: tuple[str, ...], sentence: str) -> dict[str, str]:
    days = [(name, day) for name in names if isinstance(day := answers[name], date)]
    return {name: sentence.format(in_words(before)) for (_, before), (name, day) in pairwise(days) if day < before}


def _reported_after_it_was_held(answers: Answers) -> dict[str, str]:
    if answers["reported_on"] is not None and answers["held_on"] is None:
        return {"held_on": "Give the day on which it was held: it was reported."}
    if answers["reviewer_urn"] is not None and answers["reviewer_urn"] == answers["urn"]:
        return {"reviewer_urn": "Choose another setting: nobody is their own peer."}
    return _in_order(answers, ("held_on", "reported_on"), "Give a day on or after the one on which it was held.")


PEER_REVIEW = FormSpec(
    "peer_review",
    "Peer review",
    (
        SETTING,
        Field(
            "reviewer_urn",
            "Reviewed by people of",
            Kind.SETTING,
            "Choose the setting of the reviewers, or leave this empty.",
            example="Leave empty if not settled yet",
            is_required=False,
        ),
        Field("focus", "What it looks at", Kind.TEXT, "Say what the review looks at.", example="For example: Reading"),
        Field("planned_for", "Planned for", Kind.DATE, "Give the day that it is planned for.", any_day=True),
        Field("held_on", "Held on", Kind.DATE, _DATE_OR_NOTHING, is_required=False),
        Field("reported_on", "Reported on", Kind.DATE, _DATE_OR_NOTHING, is_required=False),
    ),
    _reported_after_it_was_held,
)


def _trained_in_order(answers: Answers) -> dict[str, str]:
    names = ("identified_on", "training_started_on", "trained_on", "ended_on")
    return _in_order(answers, names, "Give a day on or after {}, the date above: these steps follow each other.")


SUPPORTER = FormSpec(
    "supporter",
    "Local coach, champion or ILE",
    (
        SETTING,
        Field(
            "kind",
            "In which role",
            Kind.CHOICE,
            "Choose local coach, Improvement Champion or Inclusion Leader of Education.",
            options=tuple(SupporterKind),
            example="Their name is not kept: only the setting they come from",
        ),
        Field(
            "identified_on", "Identified on", Kind.DATE, "Give the day on which the setting named them.", any_day=True
        ),
        Field("training_started_on", "Training began on", Kind.DATE, _DATE_OR_NOTHING, is_required=False),
        Field("trained_on", "Training completed on", Kind.DATE, _DATE_OR_NOTHING, is_required=False),
        Field("ended_on", "Last day in the role", Kind.DATE, _DATE_OR_NOTHING, is_required=False),
    ),
    _trained_in_order,
)
