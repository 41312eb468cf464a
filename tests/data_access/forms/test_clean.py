"""What is typed becomes an answer, or a sentence that says what to type."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from data_access.errors import InvalidInput
from data_access.forms import CASE_STUDY, REGISTER, Field, FormSpec, Kind, clean, survey_response
from data_access.vocabulary import ABOUT_THE_SESSION, ITEMS, Audience, Item, Theme

SINCE, UNTIL = date(2025, 9, 1), date(2026, 11, 22)
STORY: dict[str, Any] = {
    "urn": "100001",
    "title": "A calmer start",
    "happened_on": "2026-05-01",
    "themes": ["wellbeing"],
    "context": "Before",
    "what_was_done": "During",
    "impact": "After",
}


def one(kind: Kind, raw: object, **columns: Any) -> object:
    """The answer to a form with this one field; its sentence if it is refused."""
    spec = FormSpec("form", "Form", (Field("it", "It", kind, "Say it.", **columns),))
    try:
        return clean(spec, {"it": raw}, SINCE, UNTIL)["it"]
    except InvalidInput as refusal:
        return refusal.answers["it"]


@pytest.mark.parametrize(
    "raw",
    [
        *("2026-11-18", "18/11/2026", "18-11-2026", "18.11.2026", " 18 November  2026", "18 Nov 2026", "18/11/26"),
        *(
            "2026-11-18 00:00:00",
            "18-Nov-26",
            "46344",
            46344,
            date(2026, 11, 18),
            datetime(2026, 11, 18, 9, 30, tzinfo=UTC),
        ),
    ],
)
def test_a_date_is_read_in_every_way_that_people_write_it(raw: object) -> None:
    assert one(Kind.DATE, raw) == date(2026, 11, 18)


@pytest.mark.parametrize("raw", ["11/18/2026", "31/02/2026", "soon", "4597", "2026", "18 Novembre 2026"])
def test_what_is_no_date_is_refused_with_what_to_type(raw: object) -> None:
    assert one(Kind.DATE, raw) == "Say it."


def test_date_in_the_future_or_before_the_programme_is_refused() -> None:
    assert one(Kind.DATE, "23/11/2026") == "Give a date that is not in the future: today is 22 November 2026."
    assert one(Kind.DATE, "22/11/2026") == UNTIL
    assert one(Kind.DATE, "31/08/2025") == "Give a date on or after 1 September 2025, when the programme started."
    assert one(Kind.DATE, "01/09/2025") == SINCE


@pytest.mark.parametrize(
    ("kind", "raw", "answer"),
    [
        (Kind.TEXT, "  two \n words\t", "two words"),
        (Kind.TEXT, "nul\x00 here", "nul here"),
        (Kind.LONG_TEXT, "one\r\ntwo\x00\n", "one\ntwo"),
        (Kind.CHOICE, "Wellbeing", "wellbeing"),
        (Kind.CHOICE, Theme.WELLBEING, "wellbeing"),
        (Kind.CHOICE, "nothing of that", "Say it."),
        (Kind.SEVERAL, "pupil voice; Wellbeing", ["wellbeing", "pupil_voice"]),
        (Kind.SEVERAL, ["wellbeing", "wellbeing"], ["wellbeing"]),
        (Kind.SEVERAL, ["wellbeing", "other"], "Say it."),
        (Kind.SEVERAL, 7, "Say it."),
        (Kind.YES_NO, "Yes", True),
        (Kind.YES_NO, "n", False),
        (Kind.YES_NO, True, True),
        (Kind.YES_NO, "perhaps", "Say it."),
        (Kind.WHOLE_NUMBER, "12", 12),
        (Kind.WHOLE_NUMBER, 12.0, 12),
        (Kind.WHOLE_NUMBER, "12.5", "Say it."),
        (Kind.WHOLE_NUMBER, "101", "Say it."),
        (Kind.WHOLE_NUMBER, "-1", "Say it."),
        (Kind.WHOLE_NUMBER, "١٢", "Say it."),
        (Kind.SCALE, "5", 5),
        (Kind.SCALE, "Much better", 5),
        (Kind.SCALE, 4.0, 4),
        (Kind.SCALE, 0, "Say it."),
        (Kind.SCALE, 6, "Say it."),
        (Kind.SETTING, 100001.0, "100001"),
        (Kind.SETTING, "l0001", "L0001"),
        (Kind.SETTING, "100001; DROP", "Say it."),
        (Kind.CLUSTER, " Central ", "Central"),
        (Kind.EVENT, "x" * 81, "Say it."),
    ],
)
def test_answer_of_each_kind(kind: Kind, raw: object, answer: object) -> None:
    assert one(kind, raw, options=tuple(Theme), most=100) == answer


@pytest.mark.parametrize("raw", [None, "", "   ", "\u200b", float("nan"), [], ()])
@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_typed_is_refused_where_it_is_needed_and_taken_where_not(kind: Kind, raw: object) -> None:
    assert one(kind, raw) == "Say it."
    empty = {Kind.SEVERAL: [], Kind.YES_NO: False}.get(kind)
    assert one(kind, raw, is_required=False) == empty


def test_text_that_is_too_long_is_refused_with_its_length() -> None:
    assert one(Kind.TEXT, "x" * 121) == "Shorten this to 120 characters: it has 121."
    assert one(Kind.LONG_TEXT, "x" * 4001) == "Shorten this to 4,000 characters: it has 4,001."
    assert one(Kind.LONG_TEXT, "x" * 11, longest=10) == "Shorten this to 10 characters: it has 11."


def test_every_missing_answer_of_a_form_is_named_at_once() -> None:
    with pytest.raises(InvalidInput) as refusal:
        clean(REGISTER, {}, SINCE, UNTIL)
    assert set(refusal.value.answers) == {"title", "event_type", "held_on", "mode"}
    assert refusal.value.answers["held_on"] == "Give the date the event was held, for example 18 November 2026."


def test_clean_answers_stay_as_they_are() -> None:
    answers = clean(CASE_STUDY, STORY, SINCE, UNTIL)
    assert clean(CASE_STUDY, answers, SINCE, UNTIL) == answers


def test_quotation_needs_consent() -> None:
    with pytest.raises(InvalidInput) as refusal:
        clean(CASE_STUDY, {**STORY, "quotation": "It is good"}, SINCE, UNTIL)
    assert list(refusal.value.answers) == ["has_consent"]
    agreed = clean(CASE_STUDY, {**STORY, "quotation": "It is good", "has_consent": True}, SINCE, UNTIL)
    assert agreed["quotation"] == "It is good"


@pytest.mark.parametrize("audience", list(Audience))
def test_each_audience_is_asked_its_own_items_and_of_a_session_only_after_one(audience: Audience) -> None:
    for about_event in (True, False):
        spec = survey_response(audience, about_event=about_event)
        scales = [field.name for field in spec.fields if field.kind == Kind.SCALE]
        assert scales == [item for item in ITEMS[audience] if about_event or item not in ABOUT_THE_SESSION]


def test_response_that_says_nothing_is_refused() -> None:
    answers = {"audience": "senco", "answered_on": "2026-05-01", "urn": "100001"}
    with pytest.raises(InvalidInput):
        clean(survey_response(Audience.SENCO), answers, SINCE, UNTIL)
    for said in ({"comment": "Good"}, {Item.TIME_FOR_ROLE: 1}):
        assert clean(survey_response(Audience.SENCO), {**answers, **said}, SINCE, UNTIL)["urn"] == "100001"


@pytest.mark.parametrize("spec", [REGISTER, CASE_STUDY, *map(survey_response, Audience)], ids=lambda spec: spec.name)
def test_every_field_has_a_label_and_a_whole_sentence_that_says_what_to_type(spec: FormSpec) -> None:
    names = [field.name for field in spec.fields]
    assert len(set(names)) == len(names)
    for field in spec.fields:
        assert field.label
        assert field.ask[0].isupper()
        assert field.ask.endswith(".")
        assert bool(field.options) == (field.kind in {Kind.CHOICE, Kind.SEVERAL})


def test_questions_are_asked_of_free_text_only() -> None:
    raw = {**STORY, "context": "Ring 01782 234567", "urn": "ST4 2DE"}
    assert list(CASE_STUDY.questions(raw)) == ["context"]
