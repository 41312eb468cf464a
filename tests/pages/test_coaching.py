"""Coaching and peer review: whom it reaches, by kind, who can support others, against numbers worked out by hand."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_access.vocabulary import Role
from tests import factories
from tests.pages.conftest import said, table
from tests.pages.plans_recorded import add_coaching
from tests.pages.test_self_evaluation import row_of

Open = Callable[..., AppTest]


def test_answer_counts_the_settings_that_came_to_a_session(programme: str, opened: Open, today: date) -> None:
    add_coaching(today)
    at = opened("coaching")
    assert not at.exception
    # By hand: Central primary and Central secondary, of six; the cluster meeting is no coaching.
    assert "2 of 6 settings came to at least one session (33 %)" in said(at)


def test_sessions_are_booked_and_attended_by_kind(programme: str, opened: Open, today: date) -> None:
    add_coaching(today)
    kinds = table(opened("coaching"), "sessions-by-kind").set_index("Kind of session")
    names = ["Booked", "Attended", "Share", "Settings reached"]
    assert kinds.loc["Coaching session", names].tolist() == [2, 1, "50 %", 1]
    assert kinds.loc["SENCO supervision", names].tolist() == [2, 2, "100 %", 2]
    assert kinds.loc["Peer mentoring", names].tolist() == [0, 0, "No data", 0]


def test_settings_not_reached_are_listed_with_a_link(programme: str, opened: Open, today: date) -> None:
    add_coaching(today)
    at = opened("coaching")
    missing = table(at, "not-reached-by-coaching")
    assert set(missing["Setting"]) == {"Central nursery", "North primary", "North secondary", "North nursery"}
    assert all("setting?" in link for link in missing["Profile"])
    assert "4 of 6 settings" in said(at)


def test_overdue_reviews_come_first_and_say_who_reviews_whom(programme: str, opened: Open, today: date) -> None:
    add_coaching(today)
    at = opened("coaching")
    reviews = table(at, "peer-reviews")
    assert list(reviews["Setting"]) == ["Central primary", "North primary"]
    assert list(reviews["Reviewed by"]) == ["Central secondary", "North secondary"]
    assert list(reviews["Standing"]) == ["◆ overdue", "■ held, not reported"]
    assert "1 held, 0 reported, 0 still to come; 1 overdue" in said(at)


def test_people_who_support_others_stand_by_role_stage_and_place(programme: str, opened: Open, today: date) -> None:
    add_coaching(today)
    at = opened("coaching")
    assert "1 trained of 3" in said(at)
    assert row_of(at, "Local coach") == ["0", "1", "1"]
    assert row_of(at, "Improvement Champion") == ["1", "0", "0"]
    by_cluster = table(at, "supporters-by-cluster").set_index("Cluster")
    assert by_cluster.loc["Central"].tolist() == [2, 0, 0, 1]
    by_setting = table(at, "supporters-by-setting")
    assert list(by_setting["Setting"]) == ["Central primary", "North primary"]


def test_feedback_is_a_mean_by_audience_and_question_and_hidden_where_few_answered(
    programme: str, opened: Open, today: date
) -> None:
    add_coaching(today)
    name, asked = "event-feedback_by-part", "SENCOs: how useful was the session for your work?"
    lead = table(opened("coaching", Role.LA_LEAD), name).set_index("Audience and question")
    group = table(opened("coaching", Role.DELIVERY_GROUP), name).set_index("Audience and question")
    assert lead.loc[asked].tolist()[:2] == ["4.5 of 5", "2"]
    assert group.loc[asked].tolist()[:2] == ["c", "c"]


def test_every_measure_may_be_drawn_over_time(programme: str, opened: Open, today: date) -> None:
    add_coaching(today)
    at = opened("coaching")
    for key in ("session_attendance", "peer_review_rate", "coaches_trained"):
        picker = next(box for box in at.selectbox if box.label == "How this measure moved")
        picker.set_value(key).run()
        assert not at.exception
    assert len(table(at, "coaches-trained_by-period"))


def test_filters_narrow_everything(programme: str, opened: Open, today: date) -> None:
    add_coaching(today)
    at = opened("coaching", cluster="North")
    assert "0 of 3 settings came to at least one session" in said(at)
    assert list(table(at, "peer-reviews")["Setting"]) == ["North primary"]
    assert "0 trained of 1" in said(at)


def test_member_finds_no_setting_of_another_cluster(programme: str, opened: Open, today: date) -> None:
    add_coaching(today)
    at = opened("coaching", Role.CLUSTER_MEMBER, clusters=("North",))
    assert not at.exception
    assert not any("Central" in str(frame.value.to_dict()) for frame in at.dataframe)
    assert "Central" not in said(at)


@pytest.mark.parametrize(("role", "may_add"), [(Role.PROGRAMME_STAFF, True), (Role.DELIVERY_GROUP, False)])
def test_programme_without_coaching_says_who_adds_it(programme: str, opened: Open, role: Role, may_add: bool) -> None:
    at = opened("coaching", role)
    assert not at.exception
    assert "No peer review is planned in this period and none is overdue." in said(at)
    assert "Nobody has been named yet." in said(at)
    assert ("Add a peer review" in said(at)) == may_add


def test_database_without_settings_says_what_to_do_next(sqlite_database: str, opened: Open) -> None:
    factories.add_programme()
    at = opened("coaching")
    assert not at.exception
    assert "No settings have been put into clusters yet" in said(at)
