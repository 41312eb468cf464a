"""A form: its questions, what has to hold between them, and how a filled-in one is checked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from data_access import clock
from data_access.errors import InvalidInput
from data_access.forms import personal_data
from data_access.forms.field import Field, Kind, Refused

Answers = dict[str, object]


def nothing_more(_answers: Answers) -> dict[str, str]:
    """The check of a form whose answers do not depend on each other."""
    return {}


@dataclass(frozen=True)
class FormSpec:
    """A form declared once. `check` gets clean answers and gives a sentence for each field that contradicts another."""

    name: str
    title: str
    fields: tuple[Field, ...]
    check: Callable[[Answers], dict[str, str]] = nothing_more

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def questions(self, raw: Mapping[str, object]) -> dict[str, list[str]]:
        """What to ask about free text before it is saved, by field: see `personal_data`."""
        asked = {
            field.name: personal_data.questions(str(raw.get(field.name) or ""), is_role=field.is_role)
            for field in self.fields
            if field.is_free_text
        }
        return {name: sentences for name, sentences in asked.items() if sentences}


def named_by(spec: FormSpec, answers: Mapping[str, object]) -> Answers:
    """The answers that a record can be called by: no long text, in which somebody may have written anything."""
    return {field.name: answers.get(field.name) for field in spec.fields if field.kind != Kind.LONG_TEXT}


def clean(spec: FormSpec, raw: Mapping[str, object], since: date | None = None, until: date | None = None) -> Answers:
    """Every field of the form, as it is stored. Clean answers stay as they are when they are cleaned again.

    `since` is the first day that evidence can be of, `until` the last (today if not given).

    Raises: InvalidInput with one sentence for each field that is missing or wrong.
    """
    answers: Answers = {}
    wrong: dict[str, str] = {}
    for field in spec.fields:
        try:
            answers[field.name] = field.answer(raw.get(field.name), since, until or clock.today())
        except Refused as refusal:
            wrong[field.name] = str(refusal)
    if not wrong:
        wrong = spec.check(answers)
    if wrong:
        raise InvalidInput(wrong)
    return answers
