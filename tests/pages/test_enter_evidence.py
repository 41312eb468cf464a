"""The way in for whoever has evidence in hand."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data_access.drafts import keep_draft
from data_access.permissions import Identity
from data_access.vocabulary import Role
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


@pytest.mark.parametrize("role", [Role.LA_LEAD, Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
@pytest.mark.parametrize("page", ["enter_evidence", "enter_register", "enter_survey_response", "enter_case_study"])
def test_roles_that_only_read_are_turned_away(programme: str, opened: Open, page: str, role: Role) -> None:
    at = opened(page, role, clusters=("Central",) if role == Role.CLUSTER_MEMBER else ())
    assert not at.exception
    assert at.title[0].value == "This page is not open to your role"
    assert not at.text_input
