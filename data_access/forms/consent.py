"""What a form asks about consent: who agreed, when and to what. Roles, never names."""

from data_access.forms.field import Field, Kind
from data_access.forms.spec import Answers
from data_access.vocabulary import ConsentFor, ConsentGiver

_LATER = "It can wait until the case study is handed in"


def _consent(giver: str, day: str, purpose: str, of: str, who: str) -> tuple[Field, Field, Field]:
    return (
        Field(
            giver,
            f"Who agreed to {of}",
            Kind.CHOICE,
            "Choose the role of the person who agreed.",
            example=who,
            is_required=False,
            options=tuple(ConsentGiver),
            may_wait=True,
        ),
        Field(
            day,
            f"When they agreed to {of}",
            Kind.DATE,
            "Give the day on which they agreed, for example 18 November 2026.",
            is_required=False,
            may_wait=True,
        ),
        Field(
            purpose,
            f"Who may read {of}",
            Kind.CHOICE,
            "Choose what they agreed to.",
            is_required=False,
            options=tuple(ConsentFor),
            may_wait=True,
        ),
    )


OF_THE_WHOLE = _consent(
    "consent_from", "consented_on", "consent_for", "this case study", f"The setting, by role, never by name. {_LATER}"
)
OF_THE_QUOTATION = _consent(
    "quotation_from",
    "quotation_agreed_on",
    "quotation_for",
    "this quotation",
    "The person who is quoted, by role, never by name",
)


ASKED = (*OF_THE_WHOLE, *OF_THE_QUOTATION)


def missing(answers: Answers) -> dict[str, str]:
    """What has to be said about consent before others may read it: a sentence for each field without an answer."""
    needed = (*OF_THE_WHOLE, *(OF_THE_QUOTATION if answers["quotation"] else ()))
    return {field.name: field.ask for field in needed if answers[field.name] is None}


def contradictions(answers: Answers) -> dict[str, str]:
    """Consent is recorded whole, or not yet; a quotation has the agreement of the person quoted."""
    if answers["quotation"] and not answers["has_consent"]:
        return {"has_consent": "Confirm that the person agreed to be quoted, or remove the quotation."}
    for fields in (OF_THE_WHOLE, OF_THE_QUOTATION):
        said = [field.name for field in fields if answers[field.name] is not None]
        if said and len(said) < len(fields):
            return {field.name: field.ask for field in fields if field.name not in said}
    return {}


def without_leftovers(answers: Answers) -> Answers:
    """The answers; who agreed to a quotation goes when the quotation goes."""
    if answers["quotation"]:
        return answers
    return {**answers, "has_consent": False, **{field.name: None for field in OF_THE_QUOTATION}}
