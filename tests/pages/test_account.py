"""The page on which everybody finds who they are, and changes their password."""

import pytest
from streamlit.testing.v1 import AppTest

from data_access import sessions
from data_access.errors import NotAllowed
from data_access.vocabulary import Role, label
from tests import factories
from tests.data_access.test_accounts import OTHER_WORDS, WORDS, person
from tests.pages.conftest import run, said


def fill(at: AppTest, current: str, new: str, again: str) -> AppTest:
    at.text_input(key="current").set_value(current)
    at.text_input(key="new").set_value(new)
    at.text_input(key="again").set_value(again)
    next(button for button in at.button if button.label == "Change my password").click()
    return at.run()


@pytest.mark.parametrize("role", list(Role))
def test_page_says_who_somebody_is(programme: str, role: Role) -> None:
    clusters = ["North"] if role == Role.CLUSTER_MEMBER else []
    at = run("account", factories.signed_in(factories.add_user("ann@example.org", role, clusters=clusters)))
    assert not at.exception
    for word in ("ann@example.org", label(role), *clusters):
        assert word in said(at)


def test_changed_password_signs_out_everywhere_and_works_at_the_next_sign_in(programme: str) -> None:
    user_id = person()
    here, elsewhere = factories.signed_in(user_id), factories.signed_in(user_id)
    at = fill(run("account", here), WORDS, OTHER_WORDS, OTHER_WORDS)
    assert not at.exception
    assert "is changed" in at.success[0].value
    assert sessions.identity_of(here) is None
    assert sessions.identity_of(elsewhere) is None
    assert sessions.sign_in("ann@example.org", OTHER_WORDS)
    with pytest.raises(NotAllowed):
        sessions.sign_in("ann@example.org", WORDS)
    assert "You are signed out" in said(at.run())


@pytest.mark.parametrize(
    ("current", "new", "again", "sentence"),
    [
        ("wrong", OTHER_WORDS, OTHER_WORDS, "not your current password"),
        (WORDS, "short", "short", "12 characters"),
        (WORDS, OTHER_WORDS, OTHER_WORDS + "x", "same new password"),
        (WORDS, WORDS, WORDS, "differs from the current one"),
        ("", "", "", "12 characters"),
    ],
)
def test_refusal_is_said_and_the_session_goes_on(
    programme: str, current: str, new: str, again: str, sentence: str
) -> None:
    session_id = factories.signed_in(person())
    at = fill(run("account", session_id), current, new, again)
    assert [error.value for error in at.error if sentence in error.value]
    assert sessions.identity_of(session_id) is not None
