"""The forms of plans, coaching, figures and evidence: a table of wrong answers, and what each is told."""

from datetime import date, timedelta

import pytest

from data_access import clock
from data_access.errors import InvalidInput
from data_access.forms import clean
from data_access.forms.field import in_words
from data_access.forms.figures import figure_fields
from data_access.record_kinds import KINDS
from data_access.vocabulary import FIGURES, Area, FigureName
from tests.data_access.records.filled_in import DAY, KIND_NAMES, LATER, RIGHT

SINCE = date(2025, 9, 1)
TOMORROW = clock.today() + timedelta(days=1)
ALL_LEVELS = {f"level_{area.value}": "established" for area in Area}


def wrong(kind: str, changes: dict[str, object]) -> dict[str, str]:
    try:
        clean(KINDS[kind].spec, RIGHT[kind] | changes, since=SINCE)
    except InvalidInput as refusal:
        return refusal.answers
    return {}


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_right_answers_are_right_and_stay_as_they_are(kind: str) -> None:
    once = clean(KINDS[kind].spec, RIGHT[kind], since=SINCE)
    assert once == RIGHT[kind]
    assert clean(KINDS[kind].spec, once, since=SINCE) == once


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_field_that_is_required_says_what_to_type_when_it_is_left_empty(kind: str) -> None:
    for field in KINDS[kind].spec.fields:
        found = wrong(kind, {field.name: None}).get(field.name, "")
        assert bool(found) == field.is_required or kind == "figure"
        assert not field.is_required or found == field.ask


@pytest.mark.parametrize(
    ("kind", "changes", "field", "words"),
    [
        ("self_evaluation", {"level_outcomes": "brilliant"}, "level_outcomes", "Choose a level"),
        ("self_evaluation", {"submitted_on": DAY}, "level_teaching", "all eight"),
        ("self_evaluation", {**ALL_LEVELS, "submitted_on": TOMORROW}, "submitted_on", "not in the future"),
        ("self_evaluation", {**ALL_LEVELS, "submitted_on": date(2025, 8, 31)}, "submitted_on", "1 September 2025"),
        ("self_evaluation", {"evidence_outcomes": "x" * 2001}, "evidence_outcomes", "Shorten this to 2,000"),
        ("priority", {"area": "reading"}, "area", "eight areas"),
        ("priority", {"title": "x" * 121}, "title", "Shorten this to 120"),
        ("action_plan", {"agreed_on": TOMORROW}, "agreed_on", "not in the future"),
        ("action_plan", {"agreed_on": "soon"}, "agreed_on", "Give a date"),
        ("action", {"progress": "done"}, "done_on", "Give the day on which it was done"),
        ("action", {"done_on": DAY}, "progress", "Choose Done"),
        ("action", {"due_on": date(206, 3, 27)}, "due_on", "a year from 2000 to 2099"),
        ("action", {"owner_role": "x" * 61}, "owner_role", "Shorten this to 60"),
        ("peer_review", {"reviewer_urn": "100001"}, "reviewer_urn", "nobody is their own peer"),
        ("peer_review", {"held_on": None, "reported_on": DAY}, "held_on", "it was reported"),
        ("peer_review", {"reported_on": DAY - timedelta(days=1)}, "reported_on", "on or after the one"),
        ("peer_review", {"held_on": TOMORROW}, "held_on", "not in the future"),
        ("supporter", {"kind": "teacher"}, "kind", "Choose local coach"),
        (
            "supporter",
            {"trained_on": DAY - timedelta(days=1)},
            "trained_on",
            f"on or after {in_words(DAY)}, the date above",
        ),
        (
            "supporter",
            {"training_started_on": LATER, "ended_on": DAY},
            "ended_on",
            f"on or after {in_words(LATER)}, the date above",
        ),
        ("evidence_piece", {"kind": "case_study"}, "kind", "Choose school audit"),
        ("evidence_piece", {"happened_on": TOMORROW}, "happened_on", "not in the future"),
        ("figure", {"measure": "happiness"}, "measure", "Choose the measure"),
        ("figure", {"cluster": "North"}, "cluster", "not both"),
        ("figure", {"part": "isp"}, "part", "no parts"),
        ("figure", {"measure": "ehc_plans", "denominator": None, "part": "revenue"}, "part", "mainstream, unit"),
        ("figure", {"denominator": None}, "denominator", "Give the requests decided as well"),
        ("figure", {"measure": "suspensions"}, "denominator", "Leave this empty"),
        ("figure", {"numerator": 13.0}, "numerator", "more requests refused than requests decided"),
        ("figure", {"numerator": 2.5}, "numerator", "whole number"),
        ("figure", {"numerator": -1.0}, "numerator", "0 or more"),
        ("figure", {"period_kind": "week"}, "period_kind", "Choose a month"),
        ("figure", {"period_start": date(1999, 12, 31)}, "period_start", "a year from 2000 to 2099"),
        ("figure", {"status": "draft"}, "status", "provisional or final"),
        ("skill_gain", {"pupil_count": 1}, "pupil_count", "2 or more"),
        ("skill_gain", {"before_sd": -1}, "before_sd", "Give the number"),
        ("skill_gain", {"after_mean": "high"}, "after_mean", "Give the number"),
        ("survey", {"items": ["time_for_role"]}, "items", "that this audience is asked"),
        ("survey", {"items": [], "statements": " ", "open_questions": None}, "items", "Choose one question or more"),
        ("survey", {"statements": "\n".join(map(str, range(11)))}, "statements", "there are 11 lines"),
        ("survey", {"open_questions": "x" * 201}, "open_questions", "Shorten each line to 200"),
        ("survey", {"cluster": "North"}, "cluster", "Choose a setting or a cluster, not both"),
        ("survey", {"urn": None}, "invited_count", "Response rates are of a setting or a cluster"),
        ("survey", {"closes_on": DAY - timedelta(days=1)}, "closes_on", "on or after the first"),
        ("survey", {"keep_until": DAY}, "keep_until", "on or after the last"),
        ("survey_round", {"urn": None}, "cluster", "Choose the setting or else the cluster"),
        ("survey_round", {"cluster": "North"}, "cluster", "Choose the setting or else the cluster"),
        ("survey_round", {"closes_on": DAY - timedelta(days=1)}, "closes_on", "on or after the first"),
        ("survey_round", {"invited_count": 0}, "invited_count", "1 or more"),
        ("evaluation_cycle", {"due_on": date(2025, 8, 31)}, "due_on", "after the cycle opens"),
        ("evaluation_cycle", {"plans_due_on": date(2025, 12, 18)}, "plans_due_on", "on or after the one"),
    ],
)
def test_wrong_answer_is_told_what_to_put(kind: str, changes: dict[str, object], field: str, words: str) -> None:
    assert words in wrong(kind, changes)[field]


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("self_evaluation", {**ALL_LEVELS, "submitted_on": DAY}),
        ("action", {"progress": "done", "done_on": DAY}),
        ("peer_review", {"reviewer_urn": None, "held_on": None, "planned_for": TOMORROW}),
        ("figure", {"measure": "budget_used", "numerator": 120.5, "denominator": 100.0, "part": "capital"}),
        ("figure", {"measure": "days_lost", "numerator": 2.5, "denominator": None}),
        ("figure", {"numerator": 0.0, "denominator": 0.0}),
        ("figure", {"urn": None}),
        ("figure", {"urn": None, "cluster": "North"}),
        ("skill_gain", {"before_mean": -1.25, "after_sd": 0}),
    ],
)
def test_what_only_looks_wrong_is_taken(kind: str, changes: dict[str, object]) -> None:
    assert wrong(kind, changes) == {}


@pytest.mark.parametrize("measure", FigureName)
def test_measure_asks_for_what_it_needs_and_nothing_else(measure: FigureName) -> None:
    figure = FIGURES[measure]
    asked = {field.name: field for field in figure_fields({"measure": measure.value})}
    assert ("denominator" in asked) == figure.is_share
    assert set(asked["part"].options if "part" in asked else ()) == set(figure.parts)
    assert {"measure", "urn", "cluster", "period_kind", "period_start", "numerator", "status", "source"} <= set(asked)
    assert not figure.is_share or asked["numerator"].label.lower() == figure.numerator.lower()


def test_before_the_measure_is_chosen_it_is_all_that_is_asked() -> None:
    for answers in ({}, {"measure": None}, {"measure": "happiness"}):
        assert [field.name for field in figure_fields(dict(answers))] == ["measure"]
