"""The fields of a record's form: what belongs together beside each other, what depends on answers after them."""

from collections.abc import Sequence

import streamlit as st

from data_access.forms import Field
from data_access.forms.choices import Choices
from data_access.forms.plans import evidence_field, level_field
from data_access.permissions import Identity
from data_access.record_kinds import RecordKind
from data_access.vocabulary import Area
from pages.shared.entry import form
from pages.shared.entry.filling import Filling
from pages.shared.entry.form import Form

# What a level rests on stands beside it.
BESIDE = {level_field(area): evidence_field(area) for area in Area}


def draw(viewer: Identity, kind: RecordKind, record: Filling, known: Choices) -> Form:
    """Draws every field that has to be asked; one that depends on answers above it follows them in the same run."""
    whole = Form(viewer, record, kind.fields({}), known)
    _draw(whole, whole.fields)
    fields = list(whole.fields)
    while len(asked := kind.fields(record.answers)) > len(fields):
        field = asked[len(fields)]
        _let_go(record, field)
        form.draw_one(whole, field)
        fields.append(field)
    return Form(viewer, record, tuple(fields), known)


def _let_go(record: Filling, field: Field) -> None:
    """Takes out of an answer what can no longer be chosen; of several, the others stay."""
    answer = record.answers.get(field.name)
    chosen = answer if isinstance(answer, list) else [] if answer is None else [answer]
    if field.options and not set(chosen) <= set(field.options):
        left = [word for word in chosen if word in field.options]
        record.put(field.name, left if isinstance(answer, list) else None)


def _draw(whole: Form, fields: Sequence[Field]) -> None:
    """One below the other, but for what stands beside what it belongs to."""
    by_name = {field.name: field for field in fields}
    for field in fields:
        if field.name in BESIDE:
            with st.container(border=True, key=f"pair {field.name}"):
                left, right = st.columns(2)
                with left:
                    form.draw_one(whole, field)
                with right:
                    form.draw_one(whole, by_name[BESIDE[field.name]])
        elif field.name not in BESIDE.values():
            form.draw_one(whole, field)
