"""How numbers and dates are said."""

from datetime import UTC, date, datetime

import pytest

from data_access.periods import STOKE_HALF_TERMS, Calendar
from data_access.vocabulary import PeriodKind
from pages.shared import words

NAN = float("nan")


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.854, "85 %"),
        (0.0, "0 %"),
        (1.0, "100 %"),
        (0.999, "99 %"),
        (0.002, "under 1 %"),
        (NAN, "No data"),
        (None, "No data"),
    ],
)
def test_percent_rounds_but_never_to_all_or_nothing(share: float | None, said: str) -> None:
    assert words.percent(share).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.94825, "94.8 %"), (0.9999, "99.9 %"), (0.0002, "under 0.1 %"), (1.0, "100.0 %"), (0.0, "0.0 %")],
)
def test_tenths_of_a_percent_are_never_all_or_nothing_either(share: float, said: str) -> None:
    assert words.amount(share, "tenths").replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("now", "before", "unit", "said"),
    [
        (0.85, 0.81, "share", "up 4 points"),
        (0.80, 0.81, "share", "down 1 point"),
        (0.804, 0.801, "share", "no change"),
        (0.948, 0.946, "tenths", "up 0.2 points"),
        (0.9482, 0.9479, "tenths", "no change"),
        (9.0, 3.0, "count", "up 6"),
        (NAN, 0.5, "share", ""),
        (0.5, None, "share", ""),
    ],
)
def test_change_is_in_points_or_in_numbers(now: float, before: float | None, unit: str, said: str) -> None:
    assert words.change(now, before, unit) == said


def test_hidden_number_shows_its_letter_and_nothing_else() -> None:
    assert words.shown(NAN, "share", True) == "c"
    assert words.shown(NAN, "share", False) == "No data"


def test_days_are_written_out() -> None:
    assert words.day(date(2026, 11, 18)) == "18 November 2026"
    assert words.short_day(date(2026, 11, 8)) == "8 November"


def test_clock_is_the_one_on_the_wall_in_summer() -> None:
    assert words.clock(datetime(2026, 7, 1, 9, 42, 7, tzinfo=UTC)) == "10:42:07"


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (PeriodKind.MONTH, "November 2026"),
        (PeriodKind.HALF_TERM, "autumn 2026, second half"),
        (PeriodKind.TERM, "autumn term 2026"),
        (PeriodKind.QUARTER, "October to December 2026"),
        (PeriodKind.ACADEMIC_YEAR, "academic year 2026/27"),
    ],
)
def test_period_is_said_as_a_school_says_it(kind: PeriodKind, said: str) -> None:
    assert words.period(Calendar(STOKE_HALF_TERMS).period_of(kind, date(2026, 11, 18))) == said


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_list_of_words_reads_as_a_sentence(names: list[str], said: str) -> None:
    assert words.listed(names) == said


def test_place_that_stands_out_is_named_and_no_other() -> None:
    assert words.busiest(["North", "North", "South"]) == ", most of them in North"
    assert words.busiest(["North", "South"]) == ""
    assert words.busiest(["North"]) == ""


def test_abbreviation_keeps_its_capitals_within_a_sentence() -> None:
    assert words.lower_first("SENCOs' confidence") == "SENCOs' confidence"
    assert words.lower_first("Settings taking part") == "settings taking part"
