"""Participation: the sentence, the charts and their tables, who is missing, and the registers behind it."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_access.vocabulary import PeriodKind, Role
from tests.pages.conftest import CALENDAR, said, table, unfolded

Open = Callable[..., AppTest]


def test_page_opens_with_its_question_and_the_answer_in_a_sentence(programme: str, opened: Open) -> None:
    at = opened("participation")

    assert [title.value for title in at.title] == ["Who is taking part?"]
    assert "2 of 6 settings took part (33 %), 4 fewer than" in said(at)


@pytest.mark.parametrize("kind", PeriodKind)
def test_trend_ends_with_the_share_of_the_period_in_progress(
    programme: str, opened: Open, kind: PeriodKind, today: date
) -> None:
    at = opened("participation", period=kind)

    trend = table(at, "participation-rate_by-period")
    assert len(trend) == len(at.selectbox(key="filter of").options)
    is_over = CALENDAR.period_of(kind, today).is_complete(today)
    assert trend.iloc[-1, 0].endswith("(so far)") != is_over


def test_breakdown_by_cluster_agrees_with_the_registers(programme: str, opened: Open) -> None:
    by_cluster = table(opened("participation"), "participation-rate_by-cluster").set_index("Cluster")

    assert dict(by_cluster["Share"]) == {"Central": "67 %", "North": "0 %"}
    assert dict(by_cluster["Counted"]) == {"Central": "2", "North": "0"}


def test_breakdown_can_be_by_setting_type(programme: str, opened: Open) -> None:
    at = opened("participation")
    at.get("button_group")[0].set_value("setting_type").run()

    by_type = table(at, "participation-rate_by-setting-type").set_index("Setting type")
    assert dict(by_type["Out of"]) == {"Mainstream school": "4", "Early years": "2"}


def test_settings_that_have_not_come_are_listed_with_a_link_each(programme: str, opened: Open) -> None:
    at = opened("participation")

    missing = table(at, "not-yet-taken-part")
    assert set(missing["Setting"]) == {"Central nursery", "North primary", "North secondary", "North nursery"}
    assert all("setting?" in link and "urn=1000" in link for link in missing["Profile"])
    assert "4 of 6 settings" in said(at)


def test_event_opens_its_register(programme: str, opened: Open) -> None:
    at = opened("participation")
    assert list(table(at, "events")["Settings that came"]) == [2]

    at.selectbox(key="register of").select("now-1").run()

    register = table(at, "register_now-1").set_index("Setting")["Came"]
    assert dict(register) == {"Central primary": "Yes", "Central secondary": "Yes", "Central nursery": "No"}


@pytest.mark.parametrize(("role", "may_correct"), [(Role.PROGRAMME_STAFF, True), (Role.LA_LEAD, False)])
def test_register_leads_those_who_enter_to_its_correction(
    programme: str, opened: Open, role: Role, may_correct: bool
) -> None:
    at = opened("participation", role)
    at.selectbox(key="register of").select("now-1").run()

    links = [link.proto.query_string for link in at.get("page_link") if link.proto.label == "Correct this register"]
    assert links == (["id=now-1"] if may_correct else [])


def test_every_chart_has_alt_text_with_its_numbers(programme: str, opened: Open) -> None:
    charts = opened("participation").get("vega_lite_chart") or opened("participation").get("arrow_vega_lite_chart")

    assert len(charts) == 3
    assert all("%" in chart.proto.alt for chart in charts)


def test_member_finds_no_setting_or_event_of_another_cluster(programme: str, opened: Open) -> None:
    at = opened("participation", Role.CLUSTER_MEMBER, clusters=("North",))

    assert not any("Central" in str(frame.value.to_dict()) for frame in at.dataframe)
    assert "Central" not in said(at)


def test_records_behind_a_number_and_its_months_are_there_once_they_are_unfolded(programme: str, opened: Open) -> None:
    at = opened("participation")
    keys = {"behind participation", "control participation"}
    assert not keys & {one.key for one in at.selectbox}
    at = unfolded(at)
    at.selectbox(key="control participation").set_value("participation_rate")
    at.selectbox(key="behind participation").set_value("cluster_meeting_attendance").run()
    assert not at.exception
    assert table(at, "records_cluster-meeting")["Record"].tolist() == ["Central cluster meeting: 2 of 3 came"]
    assert [title.value for title in at.subheader if title.value.startswith("Settings taking part.")]
