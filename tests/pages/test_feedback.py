"""Feedback: shares with their number and interval, hidden where few answered, comments for those who may read them."""

from collections.abc import Callable
from datetime import date, timedelta

import pyarrow.ipc
import pytest
from streamlit.testing.v1 import AppTest

import kpis
from data_access.vocabulary import Audience, Item, PeriodKind, Role, scale
from pages.shared import words
from pages.shared.drawing import likert, palette
from pages.shared.voices import whose
from tests import factories
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
    drawn = ['"low"' in spec and '"high"' in spec for spec in specs]
    # The trend and the bars by cluster; how the answers are spread, between them, has no interval.
    assert drawn[:3] == [True, False, True]


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
    shown_to_the_lead = [caption.value for caption in opened("feedback", Role.LA_LEAD, **term_before).caption]
    assert words.HIDDEN_EXPLAINED not in shown_to_the_lead


def test_period_without_answers_says_no_data_and_never_nought(programme: str, opened: Open) -> None:
    at = opened("feedback")

    assert "no data yet" in said(at)
    assert "No data" in set(table(at, "parent-confidence_by-period")["Share"])


@pytest.fixture
def spread(programme: str, today: date) -> None:
    """In this term, of Central's school: thirty parents who feel listened to, and so many SENCOs that one is few."""
    day = CALENDAR.period_of(PeriodKind.TERM, today).start
    for value, number in ((1, 5), (2, 5), (3, 8), (4, 7), (5, 5)):
        for _ in range(number):
            factories.add_response(Audience.PARENT_CARER, day, {Item.FEELING_LISTENED_TO: value}, urn="100001")
    for value, number in ((3, 9), (4, 9), (5, 2)):
        for _ in range(number):
            factories.add_response(Audience.SENCO, day, {Item.CONFIDENCE_AND_CAPABILITY: value}, urn="100001")


def test_spread_of_each_question_is_the_one_worked_out_by_hand(spread: None, opened: Open) -> None:
    at = opened("feedback")

    rows = table(at, "answers").set_index(["Question", "Answer"])
    listened = rows.loc["Feeling listened to"]
    assert listened["People"].tolist() == ["5", "5", "8", "7", "5"]
    assert listened["Share"].tolist() == ["17 %", "17 %", "27 %", "23 %", "17 %"]
    # Seven and five of thirty are positive.
    assert "40 % positive" in said(at)


def test_middle_answer_lies_across_the_line() -> None:
    shares = (5 / 30, 5 / 30, 8 / 30, 7 / 30, 5 / 30)
    questions = [likert.Question("How well? (n 30)", shares), likert.Question("What for? (nobody answered)", ())]
    spec = likert.spec(questions, scale(Item.FEELING_LISTENED_TO), palette.LIGHT)

    tables = [pyarrow.ipc.open_stream(rows).read_pandas() for rows in spec["datasets"].values()]
    bars = max((rows for rows in tables if "start" in rows), key=len).to_dict("records")
    assert [row["answer"] for row in bars] == list(scale(Item.FEELING_LISTENED_TO))
    assert bars[0]["start"] == pytest.approx(-14 / 30)
    assert (bars[2]["start"], bars[2]["end"]) == pytest.approx((-4 / 30, 4 / 30))
    assert bars[4]["end"] == pytest.approx(16 / 30)
    assert [row["said"].replace(words.SPACE, " ") for row in bars] == ["17 %", "17 %", "27 %", "23 %", "17 %"]


def test_question_with_a_small_answer_is_hidden_whole_from_the_delivery_group(spread: None, opened: Open) -> None:
    lead = table(opened("feedback", audience="senco"), "answers")
    at = opened("feedback", Role.DELIVERY_GROUP, audience="senco")
    group = table(at, "answers")

    mine = lead[lead["Question"] == "Confidence and capability"]
    assert mine["People"].tolist() == ["0", "0", "9", "9", "2"]
    hidden = group[group["Question"] == "Confidence and capability"]
    assert set(hidden["People"]) == set(hidden["Share"]) == {"c"}
    assert not draws_the_spread(at)
    assert draws_the_spread(opened("feedback", audience="senco"))


def test_questions_about_a_session_are_left_to_the_page_of_coaching(spread: None, opened: Open) -> None:
    questions = set(table(opened("feedback", audience="senco"), "answers")["Question"])

    assert questions == {"Confidence and capability", "Support from cluster", "Time for role"}


@pytest.mark.parametrize("audience", list(Audience))
def test_everybody_who_is_asked_has_a_measure_and_a_place_in_the_address(
    spread: None, opened: Open, audience: Audience
) -> None:
    at = opened("feedback", audience=audience.value)

    assert not at.exception
    key, _ = whose.MEASURES[audience]
    assert table(at, f"{key.replace('_', '-')}_by-period") is not None


def test_cards_are_of_all_five_and_of_the_response_rate(programme: str, opened: Open) -> None:
    titles = [kpis.kpi(key).title for key in whose.KEYS]

    assert len(titles) == 6
    assert all(title in said(opened("feedback")) for title in titles)


def test_response_rate_is_by_audience_and_its_surveys_are_for_exact_roles(
    programme: str, opened: Open, today: date
) -> None:
    day = CALENDAR.period_of(PeriodKind.TERM, today).start
    for _ in range(12):
        factories.add_response(Audience.SENCO, day, {Item.CONFIDENCE_AND_CAPABILITY: 4}, urn="100001")
    factories.add_round(Audience.SENCO, day, day, 20, urn="100001")
    rates = table(opened("feedback"), "response-rate").set_index("Audience")

    assert rates.loc["SENCOs", ["Share", "Counted", "Out of"]].tolist() == ["60 %", "12", "20"]
    surveys = table(opened("feedback"), "surveys")
    assert surveys[["Whose answers", "Counted", "Out of"]].to_numpy().tolist() == [["SENCOs", "12", "20"]]
    with pytest.raises(AssertionError):
        table(opened("feedback", Role.DELIVERY_GROUP), "surveys")


def test_comments_lead_to_where_they_are_read_for_themes(
    programme: str, opened: Open, term_before: dict[str, str]
) -> None:
    assert "Read them for themes" in said(opened("feedback", Role.PROGRAMME_STAFF, **term_before))
    assert "Read them for themes" not in said(opened("feedback", Role.DELIVERY_GROUP, **term_before))
    none = opened("feedback", Role.LA_LEAD, phase="secondary", **term_before)
    assert "Nobody wrote anything" in " ".join(one.value for one in none.markdown)


def draws_the_spread(at: AppTest) -> bool:
    """Whether the chart of how the answers are spread is there."""
    charts = at.get("vega_lite_chart") or at.get("arrow_vega_lite_chart")
    return any('"field": "bottom"' in chart.proto.spec or '"field":"bottom"' in chart.proto.spec for chart in charts)
