"""Signing in and out: sessions as rows, ended at once everywhere, and the lock-out after wrong passwords."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from data_access import environment, passwords, store
from data_access.errors import NotAllowed
from data_access.models import SignInAttempt, SignInSession, UserAccount, UserCluster, now
from data_access.permissions import Identity
from data_access.vocabulary import Role

LIFETIME = timedelta(hours=12)
# However often it is renewed: after a week everybody signs in again.
LONGEST_STAY = timedelta(days=7)
WRONG_PASSWORDS_ALLOWED = 5
LOCK_OUT = timedelta(minutes=15)

# Who the store is told is writing, before anybody has signed in. Nothing written here is audited.
DOOR = Identity(None, "sign-in", "Sign-in", Role.CLUSTER_MEMBER)


class SessionEnd(NamedTuple):
    """The moment at which a session ends (UTC), and whether it can be put off."""

    at: datetime
    may_be_put_off: bool


WRONG = "The email or the password is wrong. Check both and try again."
LOCKED = "There were five wrong passwords for this email in a short time. Try again in 15 minutes."


def sign_in(email: str, password: str) -> str:
    """Starts a session. Value: the token for the cookie, which is stored nowhere.

    Raises: NotAllowed, in the same words and after the same time whether or not the account exists.
    """
    user_id, password_hash = _check(email, password)
    token = secrets.token_urlsafe(32)
    with store.writing(DOOR) as session:
        _confirm(session, user_id, password_hash)
        _tidy(session)
        session.add(
            SignInSession(
                id=secrets.token_urlsafe(16),
                token_hash=keyed_hash("session", token),
                user_id=user_id,
                expires_at=now() + LIFETIME,
            )
        )
    return token


def check_password(email: str, password: str) -> None:
    """Passes if the password belongs to the active account. A wrong one counts towards the lock-out.

    Raises: NotAllowed if it is wrong, or while the account is locked.
    """
    user_id, password_hash = _check(email, password)
    with store.writing(DOOR) as session:
        _confirm(session, user_id, password_hash)


def session_id_of(token: str) -> str | None:
    """The id of the live session that the cookie's token names; None if it has ended or never was."""
    with store.reading() as session:
        return session.scalar(
            select(SignInSession.id)
            .join(UserAccount, UserAccount.id == SignInSession.user_id)
            .where(
                SignInSession.token_hash == keyed_hash("session", token),
                SignInSession.expires_at > now(),
                UserAccount.is_active,
            )
        )


def identity_of(session_id: str) -> Identity | None:
    """Who is signed in by the session, with the role and the clusters of this moment; None if it has ended."""
    with store.reading() as session:
        rows = session.execute(
            select(UserAccount.id, UserAccount.email, UserAccount.name, UserAccount.role, UserCluster.cluster_id)
            .join(SignInSession, SignInSession.user_id == UserAccount.id)
            .outerjoin(UserCluster, UserCluster.user_id == UserAccount.id)
            .where(SignInSession.id == session_id, SignInSession.expires_at > now(), UserAccount.is_active)
        ).all()
    if not rows:
        return None
    user_id, email, name, role, _ = rows[0]
    clusters = frozenset(row.cluster_id for row in rows if row.cluster_id is not None)
    return Identity(user_id, email, name, Role(role), clusters)


def end_of(session_id: str) -> SessionEnd | None:
    """When the session will end unless it is renewed; None if it has ended."""
    live = select(SignInSession).where(SignInSession.id == session_id, SignInSession.expires_at > now())
    with store.reading() as session:
        found = session.scalar(live)
        if found is None:
            return None
        return SessionEnd(found.expires_at, found.expires_at < found.created_at + LONGEST_STAY)


def renew(session_id: str) -> None:
    """Lets a live session go on for as long as a new one, but never beyond a week after its sign-in."""
    with store.writing(DOOR) as session:
        live = select(SignInSession).where(SignInSession.id == session_id, SignInSession.expires_at > now())
        found = session.scalar(live.with_for_update())
        if found is not None:
            found.expires_at = max(found.expires_at, min(now() + LIFETIME, found.created_at + LONGEST_STAY))


def sign_out(token: str) -> None:
    """Ends the session, on every screen that shows it. Does nothing if it has ended already."""
    with store.writing(DOOR) as session:
        session.execute(delete(SignInSession).where(SignInSession.token_hash == keyed_hash("session", token)))


def end_sessions(session: Session, user_id: int) -> None:
    """Ends every session of the account, within the caller's transaction."""
    session.execute(delete(SignInSession).where(SignInSession.user_id == user_id))


def forgive(session: Session, email: str) -> None:
    """Forgets the wrong passwords typed for the email, within the caller's transaction."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.account_hash == keyed_hash("attempt", email)))


def keyed_hash(purpose: str, text: str) -> str:
    """What is stored in place of a token: useless without the key, and for any other purpose."""
    key = environment.secret_key().encode()
    return hmac.new(key, f"{purpose}:{text}".encode(errors="surrogatepass"), hashlib.sha256).hexdigest()


def _check(email: str, password: str) -> tuple[int, str]:
    email = email.strip().lower().replace("\0", "")
    with store.writing(DOOR) as session:
        # The row is held until the attempt is counted, so that guesses sent side by side count one by one.
        account = session.scalar(select(UserAccount).where(UserAccount.email == email).with_for_update())
        if _is_locked(session, email):
            raise NotAllowed(LOCKED)
        # Counted before the check, which takes a while, and forgiven if the password is right.
        session.add(SignInAttempt(account_hash=keyed_hash("attempt", email)))
        known = (account.id, account.password_hash) if account and account.is_active else None
    is_right = passwords.is_right(password, known and known[1])
    if known is None or known[1] is None or not is_right:
        raise NotAllowed(WRONG)
    return known[0], known[1]


def _confirm(session: Session, user_id: int, password_hash: str) -> None:
    """Holds the account and makes sure that it did not change while its password was being checked."""
    account = session.scalar(select(UserAccount).where(UserAccount.id == user_id).with_for_update())
    if account is None or not account.is_active or account.password_hash != password_hash:
        raise NotAllowed(WRONG)
    forgive(session, account.email)


def _is_locked(session: Session, email: str) -> bool:
    """True for 15 minutes after the last of five attempts that came within 15 minutes."""
    moments: list[datetime] = list(
        session.scalars(
            select(SignInAttempt.attempted_at)
            .where(SignInAttempt.account_hash == keyed_hash("attempt", email))
            .order_by(SignInAttempt.attempted_at.desc(), SignInAttempt.id.desc())
            .limit(WRONG_PASSWORDS_ALLOWED)
        )
    )
    if len(moments) < WRONG_PASSWORDS_ALLOWED:
        return False
    return moments[0] - moments[-1] < LOCK_OUT and now() - moments[0] < LOCK_OUT


def _tidy(session: Session) -> None:
    """Forgets sessions and attempts that no longer count for anything."""
    session.execute(delete(SignInSession).where(SignInSession.expires_at <= now()))
    session.execute(delete(SignInAttempt).where(SignInAttempt.attempted_at < now() - 2 * LOCK_OUT))
