"""A session that is about to end says so; a click lets it go on; and what was typed is there either way."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from data_access import drafts, sessions, store
from data_access.models import SignInSession
from data_access.permissions import COMMAND_LINE
from data_access.vocabulary import Role
from tests import factories
from tests.pages.conftest import run, said
from tests.pages.filling_in import fill

STAY = "Stay signed in"


def ends_in(session_id: str, minutes: float) -> None:
    with store.writing(COMMAND_LINE) as session:
        found = session.scalar(select(SignInSession).where(SignInSession.id == session_id))
        assert found is not None
        found.expires_at = datetime.now(UTC) + timedelta(minutes=minutes)


def buttons(at: AppTest) -> list[str]:
    return [button.label for button in at.button]


def test_nothing_is_said_of_a_session_that_lasts(programme: str, opened: Callable[..., AppTest]) -> None:
    at = opened("account", Role.LA_LEAD)
    assert STAY not in buttons(at)
    assert "signed out in" not in said(at)


def test_session_that_ends_soon_says_so_and_goes_on_after_a_click(programme: str) -> None:
    session_id = factories.signed_in_as(Role.LA_LEAD)
    ends_in(session_id, 7.5)
    at = run("account", session_id)
    assert "You will be signed out in 8 minutes" in said(at)
    at = next(button for button in at.button if button.label == STAY).click().run()
    assert "signed out in" not in said(at)
    end = sessions.end_of(session_id)
    assert end is not None
    assert end.at - datetime.now(UTC) > timedelta(hours=11)


def test_what_was_typed_survives_the_end_of_the_session_and_is_offered_after_signing_in(programme: str) -> None:
    session_id = factories.signed_in_as(Role.PROGRAMME_STAFF)
    at = fill(run("enter_case_study", session_id), Title="A quiet room")
    ends_in(session_id, -1)
    at = at.run()
    assert [title.value for title in at.title] == ["You are signed out"]
    with store.reading() as session:
        user_id = session.scalar(select(SignInSession.user_id).where(SignInSession.id == session_id))
    assert user_id is not None
    at = run("enter_case_study", factories.signed_in(user_id))
    assert "A quiet room" in said(at)
    assert "Carry on with it" in buttons(at)
    identity = sessions.identity_of(factories.signed_in(user_id))
    assert identity is not None
    assert [draft.answers["title"] for draft in drafts.drafts(identity)] == ["A quiet room"]
