"""The overview: cards that say what an independent count says, and what needs attention."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data_access.periods import Period
from data_access.vocabulary import PeriodKind, Role
from tests import factories
from tests.pages.conftest import CALENDAR, said, table
from tests.pages.plans_recorded import add_coaching, add_plans

Open = Callable[..., AppTest]


def test_card_shows_the_share_that_the_registers_give(programme: str, opened: Open) -> None:
    # By hand: six settings, two of which came to the one event of this term.
    at = opened("overview")

    row = table(at, "all-measures").set_index("Measure").loc["Settings taking part"]
    assert (row["Figure"], row["Counted"], row["Out of"]) == ("33 %", "2", "6")
    assert "33 %" in said(at)
    assert "2 of 6" in said(at)


def test_unfinished_period_says_so_far_and_keeps_the_status_of_the_last_complete_one(
    programme: str, opened: Open, today: date
) -> None:
    before = _term_before(today)

    card = _card(opened("participation"), "Target 95 %")

    assert "so far" in card
    assert "Met" in card
    assert f"in {before.label}" in card
    assert "So far 67 points below" in card


def test_complete_period_has_its_own_status_and_no_so_far(programme: str, opened: Open, today: date) -> None:
    card = _card(opened("participation", period="term", of=_term_before(today).key), "Target 95 %")

    assert "100 %" in card
    assert "so far" not in card
    assert "Met" in card


def test_status_is_a_word_and_a_shape(programme: str, opened: Open) -> None:
    text = said(opened("overview"))

    for shape, word in (("▲", "Met"), ("■", "On track"), ("▼", "At risk"), ("◆", "Off track")):
        assert f"<span aria-hidden='true'>{shape}</span> {word}" in text


def test_cards_link_to_their_page_with_the_same_filters(programme: str, opened: Open) -> None:
    at = opened("overview", cluster="North")

    link = next(link for link in at.get("page_link") if link.proto.label == "Settings taking part actively")
    assert "cluster=North" in link.proto.query_string
    assert link.proto.page.endswith("participation")


def test_filter_narrows_every_card(programme: str, opened: Open) -> None:
    row = table(opened("overview", cluster="North"), "all-measures").set_index("Measure").loc["Settings taking part"]

    assert (row["Figure"], row["Counted"], row["Out of"]) == ("0 %", "0", "3")


def test_settings_quiet_for_two_half_terms_are_called_out(programme: str, opened: Open, today: date) -> None:
    start = CALENDAR.period_of(PeriodKind.TERM, _term_before(today).start - timedelta(days=1)).start
    factories.add_setting("100099", "Never Seen", cluster="North", joined_on=start)

    text = said(opened("overview"))

    # How many more depends on the day of the year: see tests/kpis/test_attention.py.
    assert re.search(r"\d+ settings? ha(s|ve) not been to any event for two half terms or more", text)


def test_overdue_actions_are_called_out_and_lead_to_the_plans(programme: str, opened: Open, today: date) -> None:
    add_plans(today)
    at = opened("overview", cluster="Central")
    link = next(link for link in at.get("page_link") if "1 action overdue since" in link.proto.label)
    assert link.proto.page.endswith("self-evaluation")
    assert "cluster=Central" in link.proto.query_string
    assert "overdue since" not in said(opened("overview", cluster="North"))


def test_settings_that_coaching_has_not_reached_for_long_are_called_out(
    programme: str, opened: Open, today: date
) -> None:
    add_coaching(today)
    start = CALENDAR.period_of(PeriodKind.TERM, _term_before(today).start - timedelta(days=1)).start
    factories.add_setting("100099", "Never Seen", cluster="North", joined_on=start)
    at = opened("overview")
    link = next(link for link in at.get("page_link") if "reached by coaching for two half terms" in link.proto.label)
    assert re.search(r"\d+ settings? ha(s|ve) not been reached by coaching", link.proto.label)
    assert link.proto.page.endswith("coaching")


def test_members_see_their_cluster_only(programme: str, opened: Open) -> None:
    at = opened("overview", Role.CLUSTER_MEMBER, clusters=("North",))

    row = table(at, "all-measures").set_index("Measure").loc["Settings taking part"]
    assert (row["Counted"], row["Out of"]) == ("0", "3")
    assert "Central" not in said(at)


def test_a_register_saved_moves_the_card_on_the_next_run(programme: str, opened: Open, today: date) -> None:
    at = opened("overview")
    assert "2 of 6" in said(at)

    factories.add_event("now-2", CALENDAR.period_of(PeriodKind.TERM, today).start, attended=["100011"])
    at.run()

    assert "3 of 6" in said(at)


def _term_before(today: date) -> Period:
    return CALENDAR.period_of(PeriodKind.TERM, CALENDAR.period_of(PeriodKind.TERM, today).start - timedelta(days=1))


def _card(at: AppTest, holding: str) -> str:
    bodies = [element.proto.body.replace("\N{NO-BREAK SPACE}", " ") for element in at.get("html")]
    return next(body for body in bodies if holding in body)


def test_table_shows_the_measures_with_a_target_and_the_others_once_asked_for(programme: str, opened: Open) -> None:
    at = opened("overview")
    few = set(table(at, "all-measures")["Measure"])
    assert {"Settings taking part", "Parents' and carers' confidence", "Requests refused"} <= few
    assert "Case studies approved" not in few
    at.toggle(key="all measures").set_value(True).run()
    assert "Case studies approved" in set(table(at, "all-measures")["Measure"])


@pytest.mark.parametrize("page", ["overview", "participation"])
def test_without_any_register_nobody_is_said_to_have_stayed_away(
    sqlite_database: str, opened: Open, today: date, page: str
) -> None:
    factories.add_programme(starts_on=today - timedelta(days=400), year_one_ends_on=today)
    factories.add_cluster("Central")
    factories.add_setting("100001", "Central primary", cluster="Central", joined_on=today - timedelta(days=400))
    at = opened(page)
    assert not at.exception
    assert any("0 % means that nothing is recorded, not that nobody came" in note.value for note in at.info)
    assert "not been to any event" not in said(at)
