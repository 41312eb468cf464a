"""What people do to their own account: taking up an invitation, changing the password."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from data_access import accounts, own_account, sessions, store
from data_access.errors import InvalidInput, NotAllowed, NotFound
from data_access.models import UserAccount, now
from tests import factories
from tests.data_access.test_accounts import OTHER_WORDS, WORDS, live_sessions, person


def test_invited_person_cannot_sign_in_before_choosing_a_password(database: str) -> None:
    accounts.invite_user(factories.administrator(), "ann@example.org", "Ann", "la_lead")
    for password in ("", "None", WORDS):
        with pytest.raises(NotAllowed, match="wrong"):
            sessions.sign_in("ann@example.org", password)


def test_invitation_is_taken_up_once(database: str) -> None:
    token = accounts.invite_user(factories.administrator(), "ann@example.org", "Ann", "la_lead")
    assert own_account.invitation(token) == own_account.Invitation("ann@example.org", "Ann")
    own_account.accept_invitation(token, WORDS)
    assert sessions.sign_in("ann@example.org", WORDS)
    assert own_account.invitation(token) is None
    with pytest.raises(NotFound, match="not valid any more"):
        own_account.accept_invitation(token, OTHER_WORDS)


def test_invitation_with_a_poor_password_stays_open(sqlite_database: str) -> None:
    token = accounts.invite_user(factories.administrator(), "ann@example.org", "Ann", "la_lead")
    with pytest.raises(InvalidInput, match="12 characters"):
        own_account.accept_invitation(token, "short")
    assert own_account.invitation(token) is not None


def test_invitation_ends_after_seven_days(database: str) -> None:
    token = accounts.invite_user(factories.administrator(), "ann@example.org", "Ann", "la_lead")
    with store.writing(factories.administrator()) as session:
        account = session.scalars(select(UserAccount)).one()
        assert account.invitation_expires_at is not None
        left = account.invitation_expires_at - now()
        assert timedelta(days=7) - timedelta(minutes=1) < left <= timedelta(days=7)
        account.invitation_expires_at = now() - timedelta(seconds=1)
    assert own_account.invitation(token) is None
    with pytest.raises(NotFound):
        own_account.accept_invitation(token, WORDS)


def test_new_link_replaces_the_earlier_one_and_the_old_password_works_until_it_is_used(database: str) -> None:
    boss = factories.administrator()
    user_id = person()
    first, second = accounts.invite_again(boss, user_id), accounts.invite_again(boss, user_id)
    assert own_account.invitation(first) is None
    token = sessions.sign_in("ann@example.org", WORDS)
    own_account.accept_invitation(second, OTHER_WORDS)
    assert sessions.session_id_of(token) is None
    with pytest.raises(NotAllowed):
        sessions.sign_in("ann@example.org", WORDS)
    assert sessions.sign_in("ann@example.org", OTHER_WORDS)


def test_new_password_by_link_ends_a_lock_out(database: str) -> None:
    user_id = person()
    for _ in range(5):
        with pytest.raises(NotAllowed):
            sessions.sign_in("ann@example.org", "wrong")
    own_account.accept_invitation(accounts.invite_again(factories.administrator(), user_id), OTHER_WORDS)
    assert sessions.sign_in("ann@example.org", OTHER_WORDS)


def test_own_password_is_changed_and_every_session_ends(database: str) -> None:
    user_id = person()
    identity = sessions.identity_of(factories.signed_in(user_id))
    assert identity is not None
    own_account.change_own_password(identity, WORDS, OTHER_WORDS)
    assert live_sessions() == []
    with pytest.raises(NotAllowed):
        sessions.sign_in("ann@example.org", WORDS)
    assert sessions.sign_in("ann@example.org", OTHER_WORDS)


@pytest.mark.parametrize(
    ("current", "new", "field"),
    [
        ("not my password", OTHER_WORDS, "current"),
        (WORDS, "short", "new"),
        (WORDS, WORDS, "new"),
        (WORDS, "ann" + OTHER_WORDS, "new"),
    ],
)
def test_refused_change_of_own_password_ends_no_session(
    sqlite_database: str, current: str, new: str, field: str
) -> None:
    session_id = factories.signed_in(person())
    identity = sessions.identity_of(session_id)
    assert identity is not None
    with pytest.raises(InvalidInput) as refusal:
        own_account.change_own_password(identity, current, new)
    assert list(refusal.value.answers) == [field]
    assert live_sessions() == [session_id]


def test_guessing_the_current_password_locks_the_account(sqlite_database: str) -> None:
    identity = sessions.identity_of(factories.signed_in(person()))
    assert identity is not None
    for _ in range(5):
        with pytest.raises(InvalidInput, match="not your current password"):
            own_account.change_own_password(identity, "wrong", OTHER_WORDS)
    with pytest.raises(InvalidInput, match="15 minutes"):
        own_account.change_own_password(identity, WORDS, OTHER_WORDS)
