"""Signing in, signing out, and being locked out."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select, update

from data_access import passwords, sessions, store
from data_access.errors import NotAllowed
from data_access.models import SignInAttempt, SignInSession, UserAccount, now
from data_access.vocabulary import Role
from tests import factories
from tests.data_access.test_accounts import WORDS, person


def age_attempts(by: timedelta) -> None:
    with store.writing(factories.administrator()) as session:
        for attempt in session.scalars(select(SignInAttempt)):
            attempt.attempted_at -= by


def fail(email: str = "ann@example.org", times: int = 1) -> str:
    """Wrong passwords. Value: what the last one was answered."""
    for _ in range(times):
        with pytest.raises(NotAllowed) as refusal:
            sessions.sign_in(email, "wrong")
    return str(refusal.value)


def test_token_leads_to_the_session_and_the_session_to_the_person(database: str) -> None:
    central, north = factories.add_cluster("Central"), factories.add_cluster("North")
    factories.add_cluster("South")
    user_id = person(role=Role.CLUSTER_MEMBER, clusters=["Central", "North"])
    session_id = sessions.session_id_of(sessions.sign_in("  ANN@example.org", WORDS))
    assert session_id is not None
    identity = sessions.identity_of(session_id)
    assert identity is not None
    assert (identity.user_id, identity.role, identity.clusters) == (user_id, Role.CLUSTER_MEMBER, {central, north})
    assert identity.scope == {central, north}


def test_every_sign_in_has_its_own_session(database: str) -> None:
    person()
    first, second = sessions.sign_in("ann@example.org", WORDS), sessions.sign_in("ann@example.org", WORDS)
    sessions.sign_out(first)
    assert sessions.session_id_of(first) is None
    assert sessions.session_id_of(second) is not None


def test_signed_out_session_is_nobody(database: str) -> None:
    person()
    token = sessions.sign_in("ann@example.org", WORDS)
    session_id = sessions.session_id_of(token)
    assert session_id is not None
    sessions.sign_out(token)
    sessions.sign_out(token)
    assert sessions.identity_of(session_id) is None


@pytest.mark.parametrize("token", ["", "x", "a" * 5000, "é\n\0\ud800"])
def test_invented_token_leads_nowhere(database: str, token: str) -> None:
    assert sessions.session_id_of(token) is None
    sessions.sign_out(token)


def test_stored_hash_or_session_id_is_no_token(database: str) -> None:
    person()
    sessions.sign_in("ann@example.org", WORDS)
    with store.reading() as session:
        kept = session.execute(select(SignInSession.id, SignInSession.token_hash)).one()
    assert sessions.session_id_of(kept.token_hash) is None
    assert sessions.session_id_of(kept.id) is None


def test_token_is_worth_nothing_under_another_key(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    person()
    token = sessions.sign_in("ann@example.org", WORDS)
    monkeypatch.setenv("SECRET_KEY", "another-secret-key-of-thirty-two-characters")
    assert sessions.session_id_of(token) is None


def test_session_ends_twelve_hours_after_it_began(database: str) -> None:
    person()
    token = sessions.sign_in("ann@example.org", WORDS)
    session_id = sessions.session_id_of(token)
    assert session_id is not None
    with store.writing(factories.administrator()) as session:
        kept = session.scalars(select(SignInSession)).one()
        assert abs(kept.expires_at - now() - timedelta(hours=12)) < timedelta(minutes=1)
        kept.expires_at = now() - timedelta(seconds=1)
    assert sessions.session_id_of(token) is None
    assert sessions.identity_of(session_id) is None
    sessions.sign_in("ann@example.org", WORDS)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignInSession)) == 1


def test_role_is_the_one_of_this_moment(database: str) -> None:
    session_id = factories.signed_in(person())
    with store.writing(factories.administrator()) as session:
        session.execute(update(UserAccount).values(role="delivery_group"))
    identity = sessions.identity_of(session_id)
    assert identity is not None
    assert identity.role == Role.DELIVERY_GROUP


@pytest.mark.parametrize("email", ["ann@example.org", "nobody@example.org", "nul\0@example.org", ""])
def test_unknown_user_and_wrong_password_get_the_same_answer(database: str, email: str) -> None:
    person()
    assert fail(email) == sessions.WRONG


def test_unknown_user_takes_as_long_as_a_wrong_password(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the checks that are made, one each, at the same cost; timing itself would depend on the machine."""
    factories.add_user("ann@example.org", password_hash=passwords.new_hash(WORDS, "ann@example.org"))
    factories.add_user("invited@example.org")
    factories.add_user("out@example.org", password_hash=passwords.new_hash(WORDS, "out@example.org"), is_active=False)
    checked: list[str] = []
    check = passwords._hasher().check_pw
    monkeypatch.setattr(passwords._hasher(), "check_pw", lambda word, hash: checked.append(hash) or check(word, hash))
    for email in ("ann@example.org", "nobody@example.org", "invited@example.org", "out@example.org"):
        for password in ("wrong", "w" * 100, "é" * 40):
            with pytest.raises(NotAllowed):
                sessions.sign_in(email, password)
    assert len(checked) == 12
    assert {hash[:7] for hash in checked} == {"$2b$12$"}


@pytest.mark.parametrize("email", ["ann@example.org", "nobody@example.org"])
def test_five_wrong_passwords_lock_and_the_right_one_is_refused_too(database: str, email: str) -> None:
    person()
    assert fail(email, 5) == sessions.WRONG
    assert fail(email) == sessions.LOCKED
    with pytest.raises(NotAllowed, match="15 minutes"):
        sessions.sign_in(email, WORDS)


def test_lock_out_is_one_accounts_alone(database: str) -> None:
    person()
    person("bob@example.org")
    fail(times=6)
    assert sessions.sign_in("bob@example.org", WORDS)


def test_lock_out_ends_by_itself_after_fifteen_minutes(database: str) -> None:
    person()
    fail(times=6)
    age_attempts(timedelta(minutes=14, seconds=50))
    assert fail() == sessions.LOCKED
    age_attempts(timedelta(seconds=15))
    assert sessions.sign_in("ann@example.org", WORDS)


def test_lock_out_lasts_fifteen_minutes_from_the_fifth_attempt(database: str) -> None:
    person()
    fail()
    age_attempts(timedelta(minutes=14))
    fail(times=4)
    age_attempts(timedelta(minutes=10))
    assert fail() == sessions.LOCKED


def test_attempts_while_locked_do_not_make_it_longer(database: str) -> None:
    person()
    fail(times=5)
    age_attempts(timedelta(minutes=10))
    fail(times=3)
    age_attempts(timedelta(minutes=6))
    assert sessions.sign_in("ann@example.org", WORDS)


def test_four_wrong_passwords_do_not_lock_and_the_right_one_forgives_them(database: str) -> None:
    person()
    fail(times=4)
    assert sessions.sign_in("ann@example.org", WORDS)
    assert fail(times=4) == sessions.WRONG
    assert sessions.sign_in("ann@example.org", WORDS)


def test_slow_guesses_do_not_lock(database: str) -> None:
    person()
    for _ in range(8):
        assert fail() == sessions.WRONG
        age_attempts(timedelta(minutes=4))


def test_guesses_sent_side_by_side_count_one_by_one(database: str) -> None:
    person()
    answers: list[str] = []

    def guess() -> None:
        try:
            sessions.sign_in("ann@example.org", "wrong")
        except NotAllowed as error:
            answers.append(str(error))

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == sorted([sessions.WRONG] * 5 + [sessions.LOCKED] * 7)


def test_attempts_keep_no_email_and_are_forgotten(database: str) -> None:
    person()
    fail("somebody.private@example.org")
    with store.reading() as session:
        assert "somebody" not in session.scalars(select(SignInAttempt.account_hash)).one()
    age_attempts(timedelta(minutes=31))
    sessions.sign_in("ann@example.org", WORDS)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 0


def test_account_changed_while_its_password_was_being_checked_does_not_sign_in(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    user_id = person()
    is_right = passwords.is_right

    def disabled_meanwhile(password: str, password_hash: str | None) -> bool:
        with store.writing(factories.administrator()) as session:
            session.get_one(UserAccount, user_id).is_active = False
        return is_right(password, password_hash)

    monkeypatch.setattr(passwords, "is_right", disabled_meanwhile)
    with pytest.raises(NotAllowed):
        sessions.sign_in("ann@example.org", WORDS)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignInSession)) == 0


def test_asking_who_is_signed_in_is_one_query(database: str) -> None:
    factories.add_cluster("Central")
    session_id = factories.signed_in(person(role=Role.CLUSTER_MEMBER, clusters=["Central"]))
    statements: list[str] = []
    event.listen(store.engine(), "before_cursor_execute", lambda *arguments: statements.append(arguments[2]))
    assert sessions.identity_of(session_id) is not None
    assert [statement.split()[0] for statement in statements if statement != "BEGIN"] == ["SELECT"]


def test_session_goes_on_once_renewed_and_never_beyond_a_week(database: str) -> None:
    session_id = signed_in_session()
    age(session_id, expires_in=timedelta(minutes=5))
    end = sessions.end_of(session_id)
    assert end is not None
    assert end.may_be_put_off
    sessions.renew(session_id)
    assert left(session_id) > timedelta(hours=11, minutes=59)
    age(session_id, expires_in=timedelta(minutes=5), created_before=timedelta(days=6, hours=20))
    sessions.renew(session_id)
    assert timedelta(hours=3, minutes=59) < left(session_id) <= timedelta(hours=4)
    end = sessions.end_of(session_id)
    assert end is not None
    assert not end.may_be_put_off
    sessions.renew(session_id)
    assert left(session_id) <= timedelta(hours=4)


def test_renewing_never_shortens_and_wakes_nothing_that_has_ended(database: str) -> None:
    session_id = signed_in_session()
    age(session_id, expires_in=timedelta(hours=20))
    sessions.renew(session_id)
    assert left(session_id) > timedelta(hours=19, minutes=59)
    age(session_id, expires_in=timedelta(seconds=-1))
    sessions.renew(session_id)
    assert sessions.end_of(session_id) is None
    assert sessions.identity_of(session_id) is None


def signed_in_session() -> str:
    return factories.signed_in(factories.add_user("ann@example.org"))


def age(session_id: str, *, expires_in: timedelta, created_before: timedelta = timedelta(0)) -> None:
    with store.writing(factories.administrator()) as session:
        moved = {"expires_at": now() + expires_in, "created_at": now() - created_before}
        session.execute(update(SignInSession).where(SignInSession.id == session_id).values(moved))


def left(session_id: str) -> timedelta:
    end = sessions.end_of(session_id)
    assert end is not None
    return end.at - now()
