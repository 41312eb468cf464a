"""The form of a member of the delivery team: what they do, for whom, and when they were checked and trained."""

from datetime import date

from data_access import clock
from data_access.forms.field import Field, Kind, in_words
from data_access.forms.spec import Answers, FormSpec
from data_access.vocabulary import TeamOrganisation, TeamRole

_DAY_OR_NOTHING = "Give the day, for example 18 November 2026, or leave this empty."
DONE_ON = ("dbs_checked_on", "safeguarding_trained_on")


def _done_by_now(answers: Answers) -> dict[str, str]:
    today = clock.today()
    ahead = [name for name in DONE_ON if isinstance(day := answers[name], date) and day > today]
    return {name: f"Give the day on which it was done: today is {in_words(today)}." for name in ahead}


TEAM_MEMBER = FormSpec(
    "team_member",
    "Member of the delivery team",
    (
        Field(
            "label",
            "Initials or job title",
            Kind.TEXT,
            "Give their initials or job title, so that you know who it is. Their name is not needed.",
            example="For example: AB, or Coach for East. No name",
            longest=40,
            is_role=True,
        ),
        Field("role", "What they do", Kind.CHOICE, "Choose what they do.", options=tuple(TeamRole)),
        Field(
            "organisation_kind",
            "For whom they work",
            Kind.CHOICE,
            "Choose the kind of organisation.",
            options=tuple(TeamOrganisation),
        ),
        Field(
            "dbs_checked_on",
            "Enhanced DBS check on",
            Kind.DATE,
            _DAY_OR_NOTHING,
            example="The day on the certificate. Nothing else of it is kept",
            is_required=False,
            any_day=True,
        ),
        Field(
            "safeguarding_trained_on",
            "Safeguarding training on",
            Kind.DATE,
            _DAY_OR_NOTHING,
            is_required=False,
            any_day=True,
        ),
        Field("left_on", "Last day in the team", Kind.DATE, _DAY_OR_NOTHING, is_required=False, any_day=True),
    ),
    _done_by_now,
)
