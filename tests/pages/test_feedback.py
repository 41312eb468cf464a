"""Feedback: shares with their number and interval, hidden where few answered, comments for those who may read them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data_access.vocabulary import PeriodKind, Role
from pages.shared import words
from tests.pages.conftest import CALENDAR, said, table

Open = Callable[..., AppTest]


@pytest.fixture
def term_before(today: date) -> dict[str, str]:
    """The address of the term in which twenty parents answered, sixteen of them better or much better."""
    term = CALENDAR.period_of(PeriodKind.TERM, today)
    return {"period": "term", "of": CALENDAR.period_of(PeriodKind.TERM, term.start - timedelta(days=1)).key}


def test_share_comes_with_how_many_answered_and_its_interval(
    programme: str, opened: Open, term_before: dict[str, str]
) -> None:
    trend = table(opened("feedback", **term_before), "parent-confidence_by-period")

    row = trend[trend["Share"] != "No data"].iloc[0]
    # 16 of 20: 80 %. Wilson's interval from published tables: 0.584 to 0.919.
    assert (row["Share"], row["Counted"], row["Out of"]) == ("80 %", "16", "20")
    assert row["Likely between"] == "58 % to 92 %"


def test_target_reached_by_a_share_that_could_be_lower_says_so(
    programme: str, opened: Open, term_before: dict[str, str]
) -> None:
    assert "Likely between 58 % and 92 %, so perhaps under the target" in said(opened("feedback", **term_before))


def test_interval_is_drawn(programme: str, opened: Open, term_before: dict[str, str]) -> None:
    at = opened("feedback", **term_before)

    specs = [chart.proto.spec for chart in at.get("vega_lite_chart") or at.get("arrow_vega_lite_chart")]
    assert specs
    assert all('"low"' in spec and '"high"' in spec for spec in specs[:2])


def test_comments_show_only_to_those_who_may_read_them(
    programme: str, opened: Open, term_before: dict[str, str]
) -> None:
    assert len(table(opened("feedback", Role.LA_LEAD, **term_before), "comments")) == 20
    hidden = opened("feedback", Role.DELIVERY_GROUP, **term_before)
    assert not any("Comment 1" in str(frame.value.to_dict()) for frame in hidden.dataframe)


def test_complement_of_a_small_group_is_hidden_from_the_delivery_group_and_shown_to_the_lead(
    programme: str, opened: Open, term_before: dict[str, str]
) -> None:
    # Four of the twenty did not answer better: too few to be worked out by the Delivery Group.
    trend = table(opened("feedback", Role.DELIVERY_GROUP, **term_before), "parent-confidence_by-period")

    assert "c" in set(trend["Counted"])
    assert "16" not in set(trend["Counted"])


def test_table_with_a_hidden_number_says_what_the_letter_stands_for(
    programme: str, opened: Open, term_before: dict[str, str]
) -> None:
    explained = [caption.value for caption in opened("feedback", Role.DELIVERY_GROUP, **term_before).caption]

    assert words.HIDDEN_EXPLAINED in explained
    assert not opened("feedback", Role.LA_LEAD, **term_before).caption


def test_period_without_answers_says_no_data_and_never_nought(programme: str, opened: Open) -> None:
    at = opened("feedback")

    assert "no data yet" in said(at)
    assert "No data" in set(table(at, "parent-confidence_by-period")["Share"])
