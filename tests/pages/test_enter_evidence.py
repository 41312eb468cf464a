"""The way in for whoever has evidence in hand."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_access.drafts import keep_draft
from data_access.permissions import Identity
from data_access.vocabulary import Audience, Item, Role
from tests import factories
from tests.pages.conftest import run, said
from tests.pages.filling_in import labels, press

Open = Callable[..., AppTest]


def test_every_kind_of_evidence_is_offered(programme: str, opened: Open) -> None:
    text = said(opened("enter_evidence", Role.PROGRAMME_STAFF))
    for choice in ("Register", "Survey response", "Case study", "Load a file"):
        assert f"**{choice}**" in text
    assert "You have no drafts" in text


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
    at = opened("enter_evidence", Role.PROGRAMME_STAFF)
    links = [link.proto for link in at.get("page_link") if link.proto.label.startswith("Correct: ")]
    assert len(links) == 15
    assert links[0].label == f"Correct: SENCOs, North, {today.day} {today:%B %Y}"
    assert links[0].query_string == f"id={number}"
    assert secret not in said(at)
    assert "Much better" not in said(at)


@pytest.mark.parametrize("role", [Role.LA_LEAD, Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
@pytest.mark.parametrize("page", ["enter_evidence", "enter_register", "enter_survey_response", "enter_case_study"])
def test_roles_that_only_read_are_turned_away(programme: str, opened: Open, page: str, role: Role) -> None:
    at = opened(page, role, clusters=("Central",) if role == Role.CLUSTER_MEMBER else ())
    assert not at.exception
    assert at.title[0].value == "This page is not open to your role"
    assert not at.text_input
