"""The way in for whoever has evidence in hand."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from data_access import records
from data_access.drafts import keep_draft
from data_access.permissions import Identity
from data_access.programme import programme as find_programme
from data_access.vocabulary import Audience, Item, Role
from pages.shared.entry import ways_in
from tests import factories
from tests.data_access.records.filled_in import CYCLE, KIND_NAMES, RIGHT
from tests.pages.conftest import run, said
from tests.pages.filling_in import fill, labels, press

Open = Callable[..., AppTest]


def test_every_kind_of_evidence_is_offered(programme: str, opened: Open) -> None:
    text = said(opened("enter_evidence", Role.PROGRAMME_STAFF))
    for way in ways_in.ALL.values():
        assert (f"**{way.title}**" in text) == (way.form != "evaluation_cycle")
    assert "**Load a file**" in text
    assert "**Cycle of self-evaluation**" in said(opened("enter_evidence", Role.ADMINISTRATOR))
    assert "You have no drafts" in text


def test_every_kind_of_record_has_its_place() -> None:
    assert {*records.KINDS, "register", "survey_response", "case_study"} == set(ways_in.ALL)


def test_own_drafts_are_listed_and_can_be_discarded(programme: str) -> None:
    number = factories.add_user("ann@example.org", Role.PROGRAMME_STAFF)
    ann = Identity(number, "ann@example.org", "Ann", Role.PROGRAMME_STAFF)
    keep_draft(ann, "register", "new:1", {"title": "Autumn meeting"})
    keep_draft(ann, "survey_response", "new:2", {"audience": "senco"})
    at = run("enter_evidence", factories.signed_in(number))
    assert "Autumn meeting (register)" in said(at)
    assert labels(at).count("Throw it away") == 2
    press(at, "Throw it away")
    press(at, "Throw it away")
    assert "You have no drafts" in said(at)


def test_drafts_of_others_are_not_listed(programme: str, opened: Open) -> None:
    number = factories.add_user("ann@example.org", Role.PROGRAMME_STAFF)
    keep_draft(Identity(number, "ann", "Ann", Role.PROGRAMME_STAFF), "register", "new:1", {"title": "Autumn meeting"})
    assert "Autumn meeting" not in said(opened("enter_evidence", Role.ADMINISTRATOR))


def test_drafts_of_one_kind_are_told_apart_by_what_they_are_about(programme: str) -> None:
    number = factories.add_user("ann@example.org", Role.PROGRAMME_STAFF)
    ann = Identity(number, "ann@example.org", "Ann", Role.PROGRAMME_STAFF)
    typed: list[tuple[str, dict[str, object]]] = [
        ("register", {"title": "Autumn meeting", "held_on": "2026-10-05", "cluster": "North"}),
        ("register", {"event_type": "cluster_meeting", "cluster": "North"}),
        ("survey_response", {"audience": "senco", "urn": "100001", "answered_on": "2026-10-05"}),
        ("survey_response", {"audience": "senco", "cluster": "North"}),
        ("survey_response", {"comment": "Half"}),
        ("case_study", {"urn": "100001", "title": "A calmer start"}),
        ("case_study", {"urn": "100001"}),
    ]
    for key, (form, answers) in enumerate(typed):
        keep_draft(ann, form, f"new:{key}", answers)
    shown = said(run("enter_evidence", factories.signed_in(number))).split("\n")
    for name in (
        "Autumn meeting, 5 October 2026 (register)",
        "Cluster meeting, North (register)",
        "SENCOs, Central primary, 100001, 5 October 2026 (survey response)",
        "SENCOs, North (survey response)",
        "Survey response",
        "A calmer start (case study)",
        "Central primary, 100001 (case study)",
    ):
        assert name in shown


def test_responses_entered_lately_lead_to_their_correction_and_say_nothing_of_what_was_said(
    programme: str, opened: Open, today: date
) -> None:
    secret = "Nobody needs to read this here."
    answers = {Item.TIME_FOR_ROLE: 4}
    number = factories.add_response(Audience.SENCO, today, answers, cluster="North", comment=secret)
    at = fill(opened("enter_evidence", Role.PROGRAMME_STAFF), What_was_entered="survey_response")
    links = corrections(at)
    assert len(links) == 15
    assert links[0].label == f"Correct: SENCOs, North, {today.day} {today:%B %Y}"
    assert links[0].query_string == f"id={number}"
    assert secret not in said(at)
    assert "Much better" not in said(at)


def corrections(at: AppTest) -> list[Any]:
    return [link.proto for link in at.get("page_link") if link.proto.label.startswith("Correct: ")]


def test_more_of_what_was_entered_is_shown_when_asked(programme: str, opened: Open) -> None:
    at = fill(opened("enter_evidence", Role.PROGRAMME_STAFF), What_was_entered="survey_response")
    press(at, "Show more")
    assert len(corrections(at)) == 20
    assert "Show more" not in labels(at)


OF_NO_SETTING = {"evaluation_cycle", "team_member"}


@pytest.mark.parametrize("kind", [kind for kind in KIND_NAMES if kind not in OF_NO_SETTING])
def test_older_record_of_each_kind_is_found_by_its_setting(
    programme: str, opened: Open, kind: str, today: date
) -> None:
    records.record(factories.administrator(), "evaluation_cycle", CYCLE, "cycle")
    starts_on = find_programme().starts_on
    answers = {name: starts_on if isinstance(answer, date) else answer for name, answer in RIGHT[kind].items()}
    answers |= {"period_start": date(2025, 11, 1)} if kind == "figure" else {}
    number = records.record(factories.administrator(), kind, answers, "key")
    at = fill(opened("enter_evidence", Role.PROGRAMME_STAFF), What_was_entered=kind)
    assert [link.query_string for link in corrections(at)] == [f"kind={kind}&id={number}"]
    fill(at, About_which_setting="100001")
    assert len(corrections(at)) == 1
    fill(at, About_which_setting="100011")
    assert corrections(at) == []
    assert "Nothing of this kind" in said(at)


@pytest.mark.parametrize(("kind", "count"), [("register", 2), ("survey_response", 15), ("case_study", 1)])
def test_evidence_with_a_page_of_its_own_is_found_by_its_setting_too(
    programme: str, opened: Open, kind: str, count: int
) -> None:
    factories.add_case_study("100001")
    at = fill(opened("enter_evidence", Role.PROGRAMME_STAFF), What_was_entered=kind, About_which_setting="100001")
    assert len(corrections(at)) == count
    fill(at, About_which_setting="100012")
    assert len(corrections(at)) == (1 if kind == "register" else 0)


@pytest.mark.parametrize("role", [Role.LA_LEAD, Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
@pytest.mark.parametrize(
    "page", ["enter_evidence", "enter_register", "enter_survey_response", "enter_case_study", "enter_record"]
)
def test_roles_that_only_read_are_turned_away(programme: str, opened: Open, page: str, role: Role) -> None:
    at = opened(page, role, clusters=("Central",) if role == Role.CLUSTER_MEMBER else ())
    assert not at.exception
    assert at.title[0].value == "This page is not open to your role"
    assert not at.text_input


@pytest.mark.parametrize("kind", sorted(OF_NO_SETTING))
def test_record_of_no_setting_is_found_whichever_setting_is_chosen(programme: str, opened: Open, kind: str) -> None:
    number = records.record(
        factories.administrator(), kind, CYCLE if kind == "evaluation_cycle" else RIGHT[kind], "key"
    )
    at = fill(opened("enter_evidence", Role.ADMINISTRATOR), What_was_entered=kind)
    fill(at, About_which_setting="100001")
    assert not at.exception
    assert [link.query_string for link in corrections(at)] == [f"kind={kind}&id={number}"]
