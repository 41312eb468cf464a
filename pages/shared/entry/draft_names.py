"""What a draft is about, in a few words, so that two of a kind can be told apart."""

from collections.abc import Sequence

from data_access.forms import Answers, Field, Kind
from data_access.forms.choices import Choices, in_plain_words
from pages.shared import words
from pages.shared.entry import form_fields

TITLE = "title"
# What says most about a record without a title, in this order; the cluster only where no setting is known.
ABOUT = ((Kind.CHOICE,), (Kind.SETTING, Kind.CLUSTER, Kind.EVENT))


def name(fields: Sequence[Field], answers: Answers, known: Choices) -> str:
    """Its title, or else who and where it is about; then its date. Empty where nothing of that is typed yet."""
    typed = {field.kind: field for field in reversed(fields) if answers.get(field.name)}
    if answers.get(TITLE):
        parts = [str(answers[TITLE])]
    else:
        found = [next((typed[kind] for kind in kinds if kind in typed), None) for kinds in ABOUT]
        parts = [in_plain_words(field, answers[field.name], known) for field in found if field]
    if Kind.DATE in typed and (day := form_fields.as_day(answers[typed[Kind.DATE].name])):
        parts.append(words.day(day))
    return ", ".join(parts)
