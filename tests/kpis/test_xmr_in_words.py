"""What a chart shows, in one sentence."""

import math

from kpis.xmr import in_words, xmr

GAP = math.nan
STEADY = [50.0, 54.0] * 6
LABELS = [f"month {row}" for row in range(40)]


def test_sentence_about_a_series_without_news_gives_its_limits() -> None:
    assert in_words(xmr(STEADY), LABELS) == (
        "Nothing unusual: every month lies within what chance alone explains (41.4 to 62.6)."
    )


def test_sentence_about_a_short_series_says_that_it_is_too_early() -> None:
    assert in_words(xmr(STEADY[:11]), LABELS) == "Fewer than 12 months: too early to tell a change from chance."
    assert in_words(xmr([*STEADY, 1.0], cuts=[12]), LABELS) == (
        "Fewer than 12 months since month 12: too early to tell a change from chance."
    )


def test_sentence_about_nothing_says_so() -> None:
    assert in_words(xmr([]), []) == in_words(xmr([GAP]), ["month 0"]) == "Nothing to chart yet."


def test_sentence_about_a_shift_that_lasts_names_its_start_and_the_average() -> None:
    chart = xmr([10.0, 14.0] * 4 + [15.0, 19.0] * 3 + [15.0])
    assert in_words(chart, LABELS, lambda value: f"{value:.0f}") == (
        "Since month 8 seven months in a row were above the average of 14: this is a real change, not chance."
    )


def test_sentence_about_a_trend_that_is_over_names_its_end() -> None:
    chart = xmr([50.0, 54.0, 50.0, 54.0, 49.0, 50.0, 51.0, GAP, 52.0, 53.0, 54.0, 55.0, 50.0, 54.0, 50.0])
    assert in_words(chart, LABELS) == (
        "From month 4 to month 11 every month was higher than the one before (months without a number left out): "
        "this was a real change, not chance; nothing unusual since."
    )


def test_sentence_about_a_point_outside_gives_it_and_the_limits() -> None:
    assert in_words(xmr([*STEADY, 30.0], floor=0), LABELS) == (
        "month 12, at 30, lies below what chance alone explains (39.7 to 60.9)."
    )


def test_sentence_about_two_of_three_names_both() -> None:
    chart = xmr([*STEADY, *STEADY, 62.5, 52.0, 62.5])
    assert in_words(chart, LABELS) == (
        "Two of three months in a row (month 24, month 26) were far above the average of 52.8: "
        "chance alone seldom does so."
    )
