"""Months held against the same months: what was planned for them, what the year before had, nothing hidden."""

from datetime import date

import pytest

from data_access import clock, markers
from data_access.vocabulary import FigureName, MarkerKind, PeriodKind
from pages.shared import cards, facts, like_with_like, sentences
from pages.shared.chosen import Filters
from pages.shared.drawing import happened
from tests import factories
from tests.factories import add_figure, month

REQUESTS = FigureName.EHCNA_REQUESTS
# A term that is over: of its months, September to December count.
AUTUMN = Filters(kind=PeriodKind.TERM, period_key="2025-autumn")
NOW, BEFORE = (10, 20, 30, 40), (15, 20, 30, 45)


@pytest.fixture
def figures(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """100 requests in the months of autumn 2025, 110 in the same months of 2024; planned were 28 a month."""
    monkeypatch.setattr(clock, "today", lambda: date(2026, 1, 20))
    factories.add_programme(starts_on=date(2025, 9, 1))
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central")
    for number, (now, before) in enumerate(zip(NOW, BEFORE, strict=True), start=9):
        add_figure(REQUESTS, month(2025, number), now)
        add_figure(REQUESTS, month(2024, number), before)
    factories.add_target("ehcna_requests", 28, date(2026, 8, 31), per="month")


def view() -> facts.View:
    return facts.load(factories.delivery_group())


def test_months_of_the_period_are_held_against_the_same_months_of_the_year_before(figures: None) -> None:
    pair = like_with_like.same_months(view(), "ehcna_requests", AUTUMN)
    assert pair is not None
    assert (pair.now, pair.then, pair.planned) == (100, 110, 112)
    assert pair.months == "September to December 2025"
    said = like_with_like.in_words(view(), "ehcna_requests", AUTUMN)
    assert said == "Down 10 on the same months a year before"


def test_unfinished_period_names_the_months_that_it_has_figures_of(figures: None) -> None:
    add_figure(REQUESTS, month(2025, 1), 12)
    spring = Filters(kind=PeriodKind.TERM, period_key="2026-spring")
    assert like_with_like.same_months(view(), "ehcna_requests", spring) is None
    year = Filters(kind=PeriodKind.ACADEMIC_YEAR, period_key="2025-26")
    assert like_with_like.in_words(view(), "ehcna_requests", year).startswith("September to December 2025: down 10")


def test_card_says_what_was_planned_for_those_months_and_not_for_the_whole_year(figures: None) -> None:
    (card,) = cards.build(view(), ("ehcna_requests",), AUTUMN)
    assert "112 planned for September to December 2025" in card.html
    assert "Down 10 on the same months a year before" in card.html


def test_hidden_month_is_compared_with_nothing(figures: None) -> None:
    add_figure(FigureName.TRIBUNAL_APPEALS, month(2025, 9), 2)
    add_figure(FigureName.TRIBUNAL_APPEALS, month(2024, 9), 12)
    assert like_with_like.same_months(view(), "tribunal_appeals", AUTUMN) is None
    exact = facts.load(factories.la_lead())
    pair = like_with_like.same_months(exact, "tribunal_appeals", AUTUMN)
    assert pair is not None
    assert pair.now - pair.then == -10


def test_shares_are_compared_over_summed_parts(figures: None) -> None:
    for year, refused in ((2025, 30), (2024, 20)):
        add_figure(FigureName.REFUSAL_RATE, month(year, 9), refused, 100)
        add_figure(FigureName.REFUSAL_RATE, month(year, 10), 10, 40)
    pair = like_with_like.same_months(view(), "refusal_rate", AUTUMN)
    assert pair is not None
    assert (pair.now, pair.then) == (pytest.approx(40 / 140), pytest.approx(30 / 140))


def test_sentence_of_a_measure_that_comes_in_months_speaks_of_the_year_before(figures: None) -> None:
    said = sentences.answer(view(), "ehcna_requests", AUTUMN)
    assert "100 requests for an EHC needs assessment were received, down 10 on the same months a year before" in said


def test_what_happened_is_numbered_on_the_period_it_fell_into_and_said_below(figures: None) -> None:
    markers.set_marker(factories.administrator(), date(2025, 10, 3), "City-wide launch", MarkerKind.LAUNCH)
    seen = view()
    rows = seen.history("ehcna_requests")
    numbers, said = happened.on(seen, rows, AUTUMN)
    assert said == "1: City-wide launch, 3 October 2025"
    assert dict(zip(rows["period_key"], numbers, strict=True))["2025-10"] == "1"
    assert [number for number in numbers if number] == ["1"]
