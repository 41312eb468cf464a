"""Self-evaluation and plans: who is in, the levels, the moves, the plans, each against numbers worked out by hand."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_access.vocabulary import PeriodKind, Role
from tests import factories
from tests.pages.conftest import CALENDAR, said, table, unfolded
from tests.pages.plans_recorded import EVIDENCE, NOW, add_cycles, add_plans, days

Open = Callable[..., AppTest]


def row_of(at: AppTest, name: str) -> list[str]:
    """The cells of a line in a table of shades."""
    body = next(element.proto.body for element in at.get("html") if f">{name}<" in element.proto.body)
    line = body[body.index(f">{name}<") :].split("</tr>")[0]
    return re.findall(r"<td[^>]*>([^<]*)</td>", line)


def test_answer_counts_who_is_in_on_time_and_missing(programme: str, opened: Open, today: date) -> None:
    add_plans(today)
    at = opened("self_evaluation")
    assert not at.exception
    # By hand: six settings; Central primary on time, North primary late.
    assert (
        "Cycle This one: 2 of 6 settings have submitted their self-evaluation (33 %), 1 of them on time; 4 not yet."
        in said(at)
    )
    by_cluster = table(at, "completion-this-one-by-cluster").set_index("Cluster")
    assert by_cluster.loc["Central"].to_dict() == {"Due": 3, "On time": 1, "Late": 0, "Not yet": 2, "Share": "33 %"}
    assert by_cluster.loc["North"].to_dict() == {"Due": 3, "On time": 0, "Late": 1, "Not yet": 2, "Share": "33 %"}


def test_breakdown_by_phase_and_card_agree_with_the_records(programme: str, opened: Open, today: date) -> None:
    add_plans(today)
    term = CALENDAR.period_of(PeriodKind.TERM, days(today, 10)).key
    at = opened("self_evaluation", period="term", of=term, cycle=NOW)
    at.button_group(key="breakdown self evaluation").set_value("phase").run()
    by_phase = table(at, "completion-this-one-by-phase").set_index("Phase")
    assert by_phase["Not yet"].to_dict() == {"Nursery": 2, "Primary": 0, "Secondary": 2}
    card = next(e.proto.body for e in at.get("html") if "1 of 6" in e.proto.body.replace("\N{NO-BREAK SPACE}", " "))
    assert "17\N{NO-BREAK SPACE}%" in card


def test_missing_settings_are_listed_with_a_link_and_what_they_have_begun(
    programme: str, opened: Open, today: date
) -> None:
    add_plans(today)
    missing = table(opened("self_evaluation"), "not-yet-in-this-one").set_index("Setting")
    assert list(missing.index) == ["Central nursery", "Central secondary", "North nursery", "North secondary"]
    assert all("setting?" in link and "urn=1000" in link for link in missing["Profile"])
    assert missing.loc["Central secondary", "So far"] == "Begun, not submitted"
    assert set(missing["Last submitted"]) == {"Never"}


def test_every_setting_has_its_dates(programme: str, opened: Open, today: date) -> None:
    add_plans(today)
    rows = table(unfolded(opened("self_evaluation")), "handed-in-this-one").set_index("Setting")
    assert rows["Self-evaluation"].to_dict()["North primary"] == "Late"
    day = days(today, 12)
    assert rows.loc["Central primary", "Submitted on"] == f"{day.day} {day:%B %Y}"
    assert rows.loc["North primary", "Plan agreed on"] == "Not yet"


def test_levels_are_counted_and_every_setting_says_its_own_in_words(programme: str, opened: Open, today: date) -> None:
    add_plans(today)
    at = opened("self_evaluation")
    assert row_of(at, "Outcomes") == ["1", "0", "1", "0"]
    assert row_of(at, "Quality of teaching and learning") == ["2", "0", "0", "0"]
    assert row_of(at, "Central primary")[:3] == ["Established", "Developing", "Emerging"]
    assert set(row_of(at, "North primary")) == {"Emerging"}
    assert set(row_of(at, "North nursery")) == {"–"}
    assert EVIDENCE not in said(at)


def test_moves_count_the_one_setting_that_has_both(programme: str, opened: Open, today: date) -> None:
    add_plans(today)
    at = opened("self_evaluation")
    assert "up in 1 of 8 areas of 1 setting, down in 1" in said(at)
    moved = table(at, "levels-moved").set_index("Area")
    assert moved.loc["Outcomes"].to_dict() == {"Up": 1, "Same": 0, "Down": 0, "Settings with both": 1}
    assert moved.loc["Quality of teaching and learning"].to_dict()["Down"] == 1
    at.button_group(key="levels moved").set_value("Earlier to This one").run()
    assert not at.exception
    assert table(at, "levels-moved_earlier_this-one").set_index("Area").loc["Outcomes", "Up"] == 1


def test_priorities_say_how_far_they_have_come_and_overdue_actions_come_first(
    programme: str, opened: Open, today: date
) -> None:
    add_plans(today)
    at = opened("self_evaluation")
    due = days(today, 8)
    assert f"1 action overdue since {due:%B %Y}" in said(at)
    late = table(at, "overdue-actions").iloc[0]
    assert (late["Action"], late["Who sees to it"], late["Overdue by"]) == ("A reading hour", "SENCO", "8 days")
    aim = table(at, "priorities-this-one").iloc[0]
    assert (aim["Priority"], aim["Progress"], aim["Overdue"]) == ("Read every day", "1 of 3 actions done", "1")
    plan = table(at, "actions-this-one")
    assert list(plan["Action"]) == ["A reading hour", "A book each", "A library"]
    assert plan["Standing"].iloc[0] == "Overdue by 8 days"


def test_filters_narrow_everything(programme: str, opened: Open, today: date) -> None:
    add_plans(today)
    at = opened("self_evaluation", cluster="North")
    assert "1 of 3 settings have submitted" in said(at)
    assert row_of(at, "Outcomes") == ["1", "0", "0", "0"]
    assert "No action is overdue" in said(at)
    assert "no setting has both self-evaluations yet" in said(at)


def test_earlier_cycle_is_chosen_in_the_address(programme: str, opened: Open, today: date) -> None:
    add_plans(today)
    at = opened("self_evaluation", cycle="Earlier")
    assert "Cycle Earlier: 1 of 6 settings" in said(at)
    assert opened("self_evaluation", cycle="nonsense").selectbox(key="cycle chosen").value == NOW


def test_member_finds_no_setting_of_another_cluster(programme: str, opened: Open, today: date) -> None:
    add_plans(today)
    at = opened("self_evaluation", Role.CLUSTER_MEMBER, clusters=("North",))
    assert "1 of 3 settings" in said(at)
    assert not any("Central" in str(frame.value.to_dict()) for frame in at.dataframe)
    assert "Central" not in said(at)


@pytest.mark.parametrize(("role", "may_add"), [(Role.PROGRAMME_STAFF, True), (Role.DELIVERY_GROUP, False)])
def test_those_who_enter_plans_are_led_to_the_forms(
    programme: str, opened: Open, today: date, role: Role, may_add: bool
) -> None:
    add_plans(today)
    assert ("Add a self-evaluation" in said(opened("self_evaluation", role))) == may_add


def test_cycle_without_any_record_says_what_is_missing(programme: str, opened: Open, today: date) -> None:
    add_cycles(today)
    at = opened("self_evaluation")
    assert not at.exception
    assert "0 of 6 settings have submitted" in said(at)
    assert "No setting of these filters has submitted its self-evaluation for this cycle yet." in said(at)
    assert "No priority has been recorded for this cycle." in said(at)


def test_programme_without_a_cycle_says_who_adds_one(programme: str, opened: Open) -> None:
    administrator, group = opened("self_evaluation", Role.ADMINISTRATOR), opened("self_evaluation", Role.DELIVERY_GROUP)
    assert "There is no cycle of self-evaluation yet." in said(group)
    assert "Add the first cycle" in said(administrator)
    assert "Add the first cycle" not in said(group)


def test_administrators_find_the_way_to_the_next_cycle_where_cycles_are_looked_at(
    programme: str, opened: Open, today: date
) -> None:
    add_cycles(today)
    assert "Add a cycle" in said(opened("self_evaluation", Role.ADMINISTRATOR))
    assert "Add a cycle" not in said(opened("self_evaluation", Role.PROGRAMME_STAFF))
    set_up = said(opened("programme", Role.ADMINISTRATOR))
    assert "Add a cycle" in set_up
    assert f"**{NOW}** opens on " in set_up


def test_database_without_settings_says_what_to_do_next(sqlite_database: str, opened: Open) -> None:
    factories.add_programme()
    at = opened("self_evaluation")
    assert not at.exception
    assert "No settings have been put into clusters yet" in said(at)
