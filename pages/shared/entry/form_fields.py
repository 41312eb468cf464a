"""Draws the questions of a form: label, example, what is wrong, and the widget that suits the kind of answer."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import streamlit as st

from data_access.forms import Field, Kind
from data_access.forms.choices import Choices
from data_access.vocabulary import label
from pages.shared.entry.filling import Filling

# How long somebody has to stop typing before what they typed so far is kept.
PAUSE = "1s"
MOST_RADIO_OPTIONS, MOST_PILLS = 3, 4
# Wider than what is taken: a day that a widget refuses never arrives here, and nothing could say what is wrong with it.
EARLIEST, LATEST = date(1900, 1, 1), date(2099, 12, 31)
NO_ANSWER = 0
# What every widget is given: label, key, label_visibility.
Common = dict[str, Any]


def draw(filling: Filling, field: Field, choices: Choices, inside: str = "") -> object:
    """Draws one field and answers what it holds now; `filling.answers` holds the same.

    `inside` stands in the empty widget in place of the label: for one of many beside each other. The label is heard.
    """
    key = filling.key(field.name)
    if key not in st.session_state:
        st.session_state[key] = _to_show(field, filling.answers.get(field.name), choices)
    # What comes and goes has a place of its own: a widget that moved would lose the cursor of whoever types in it.
    with st.container(gap="xxsmall"):
        above = st.container()
        has_more = bool(field.example or inside) or field.name in filling.wrong
        visibility = "collapsed" if has_more and field.kind != Kind.YES_NO else "visible"
        common = {"label": _spoken(field), "key": key, "label_visibility": visibility}
        answer = DRAWERS[field.kind](field, common | ({"placeholder": inside} if inside else {}), choices)
        filling.answers[field.name] = answer
        wrong = field.too_long(answer) or filling.sentence(field.name)
        if said := _above(field, wrong, has_more and not inside):
            above.markdown(said)
    return answer


def _label(field: Field) -> str:
    is_plain = field.is_required or field.may_wait or field.kind == Kind.YES_NO
    return field.label if is_plain else f"{field.label} (optional)"


def _spoken(field: Field) -> str:
    """The label of the widget itself, for those who hear it: it takes plain words alone."""
    return f"{_label(field)}. {field.example}" if field.example else _label(field)


def _above(field: Field, wrong: str, with_label: bool) -> str:
    """The label, the example in grey under it, and what is wrong: where there is more to say than the label alone."""
    lines = [f":small[{_label(field)}]"] if with_label and field.kind != Kind.YES_NO else []
    lines += [f":gray[:small[{field.example}]]"] if field.example else []
    lines += [f":red[:material/error: **{wrong}**]"] if wrong else []
    return "  \n".join(lines)


def _to_show(field: Field, answer: object, choices: Choices) -> object:
    """An answer as its widget takes it. What can no longer be chosen is left out."""
    if field.kind == Kind.DATE:
        return as_day(answer)
    if field.kind in choices:
        return answer if answer in choices[field.kind] else None
    words = [word.value for word in field.options]
    if field.kind == Kind.CHOICE:
        return answer if answer in words else None
    if field.kind == Kind.SEVERAL:
        return [word for word in answer if word in words] if isinstance(answer, list) else []
    if field.kind == Kind.SCALE:
        return answer if isinstance(answer, int) else (None if field.is_required else NO_ANSWER)
    if field.kind == Kind.YES_NO:
        return bool(answer)
    return answer if answer is not None or field.kind in (Kind.WHOLE_NUMBER, Kind.NUMBER) else ""


def as_day(answer: object) -> date | None:
    """A date as a draft holds it, or as it was typed."""
    if isinstance(answer, str):
        return datetime.fromisoformat(answer).date()
    return answer if isinstance(answer, date) else None


def _text(_field: Field, common: Common, _choices: Choices) -> object:
    # Without Streamlit's own limit, which drops a text that is pasted and too long without a word.
    return st.text_input(**common, live=PAUSE) or None


def _long_text(_field: Field, common: Common, _choices: Choices) -> object:
    return st.text_area(**common, height=120) or None


def _choice(field: Field, common: Common, _choices: Choices) -> object:
    words = {word.value: label(word) for word in field.options}
    if len(words) <= MOST_PILLS and not field.is_required:
        # One touch on a phone; a second one takes the answer back, which a radio button cannot.
        return st.pills(options=list(words), format_func=_words_of(words), **common)
    if len(words) <= MOST_RADIO_OPTIONS:
        return st.radio(options=list(words), index=None, format_func=_words_of(words), **common, horizontal=True)
    return st.selectbox(
        options=list(words), index=None, format_func=_words_of(words), **common, placeholder="Choose one"
    )


def _several(field: Field, common: Common, _choices: Choices) -> object:
    words = {word.value: label(word) for word in field.options}
    return st.multiselect(options=list(words), format_func=_words_of(words), **common, placeholder="Choose one or more")


def _date(_field: Field, common: Common, _choices: Choices) -> object:
    return st.date_input(value=None, **common, min_value=EARLIEST, max_value=LATEST, format="DD/MM/YYYY")


def _yes_no(_field: Field, common: Common, _choices: Choices) -> object:
    return st.checkbox(**common)


def _whole_number(field: Field, common: Common, _choices: Choices) -> object:
    return st.number_input(value=None, min_value=field.least, max_value=field.most, step=1, **common)


def _number(field: Field, common: Common, _choices: Choices) -> object:
    return st.number_input(value=None, min_value=float(field.least), max_value=float(field.most), **common)


def _scale(field: Field, common: Common, _choices: Choices) -> object:
    words = dict(enumerate(field.scale, start=1))
    offered = words if field.is_required else {NO_ANSWER: "No answer", **words}
    index = None if field.is_required else 0
    answer = st.radio(options=list(offered), index=index, format_func=_words_of(offered), **common, horizontal=True)
    return answer or None


def _record(field: Field, common: Common, choices: Choices) -> object:
    words = choices[field.kind]
    return st.selectbox(
        options=list(words), index=None, format_func=_words_of(words), **common, placeholder="Type part of a name"
    )


def _words_of(words: Mapping[Any, str]) -> Callable[[object], str]:
    return lambda value: words.get(value, str(value))


DRAWERS: dict[Kind, Callable[[Field, Common, Choices], object]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.DATE: _date,
    Kind.YES_NO: _yes_no,
    Kind.WHOLE_NUMBER: _whole_number,
    Kind.NUMBER: _number,
    Kind.SCALE: _scale,
    Kind.SETTING: _record,
    Kind.CLUSTER: _record,
    Kind.EVENT: _record,
    Kind.CYCLE: _record,
}
