"""What a record is about, in a few words, so that two of a kind can be told apart."""

from data_access.forms import Answers, Field, Kind
from data_access.forms.choices import Choices, in_plain_words
from data_access.record_kinds import RecordKind
from pages.shared.entry import form_fields

# Somebody who supports others has no name: where they come from and what they are has to do.
WITHOUT_A_RULE = ("kind", "urn", "identified_on")


def about(kind: RecordKind, answers: Answers, known: Choices) -> str:
    """Its title or name, then what else tells it apart. Empty where nothing of that is typed yet."""
    fields = [kind.spec.field(name) for name in kind.told_apart_by or WITHOUT_A_RULE]
    in_order = sorted(fields, key=lambda field: field.kind != Kind.TEXT)
    return ", ".join(_said(field, answers[field.name], known) for field in in_order if answers.get(field.name))


def _said(field: Field, answer: object, known: Choices) -> str:
    day = form_fields.as_day(answer) if field.kind == Kind.DATE else None
    return in_plain_words(field, day or answer, known)
