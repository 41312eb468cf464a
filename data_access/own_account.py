"""What people do to their own account: take up an invitation, change the password."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access import accounts, passwords, sessions, store
from data_access.errors import InvalidInput, NotAllowed, NotFound
from data_access.models import UserAccount, now
from data_access.permissions import Action, Identity, require
from data_access.vocabulary import Role

NO_INVITATION = "This link is not valid any more. Ask an administrator for a new one."


@dataclass(frozen=True)
class Invitation:
    """Whom a live invitation is for."""

    email: str
    name: str


def invitation(token: str) -> Invitation | None:
    """Whom the link is for; None if it has been used, replaced or withdrawn, or is more than seven days old."""
    with store.reading() as session:
        account = _invited(session, token)
        return None if account is None else Invitation(account.email, account.name)


def accept_invitation(token: str, password: str) -> None:
    """Sets the password of the invited account. The link works once.

    Raises: InvalidInput, NotFound.
    """
    for_whom = invitation(token)
    if for_whom is None:
        raise NotFound(NO_INVITATION)
    # Hashed before the transaction begins: it takes a while, and nobody else should wait.
    password_hash = passwords.new_hash(password, for_whom.email)
    with store.writing(Identity(None, for_whom.email, for_whom.name, Role.CLUSTER_MEMBER)) as session:
        account = _invited(session, token)
        if account is None:
            raise NotFound(NO_INVITATION)
        account.invitation_hash, account.invitation_expires_at = None, None
        _set_password(session, account, password_hash)


def change_own_password(actor: Identity, current: str, new: str) -> None:
    """Changes the password and ends every session of the account, this one too.

    Raises: InvalidInput, NotAllowed if the current password is wrong (which counts towards the lock-out).
    """
    require(actor, Action.CHANGE_OWN_PASSWORD)
    if actor.user_id is None:
        raise NotAllowed("There is no account to change.")
    email = actor.name_in_log
    password_hash = passwords.new_hash(new, email, field="new")
    try:
        sessions.check_password(email, current)
    except NotAllowed as error:
        is_locked = str(error) == sessions.LOCKED
        raise InvalidInput({"current": str(error) if is_locked else "This is not your current password."}) from None
    if new == current:
        raise InvalidInput({"new": "Choose a password that differs from the current one."})
    with store.writing(actor) as session:
        _set_password(session, accounts.held(session, actor.user_id), password_hash)


def _invited(session: Session, token: str) -> UserAccount | None:
    return session.scalar(
        select(UserAccount)
        .where(
            UserAccount.invitation_hash == sessions.keyed_hash("invitation", token),
            UserAccount.invitation_expires_at > now(),
            UserAccount.is_active,
        )
        .with_for_update()
    )


def _set_password(session: Session, account: UserAccount, password_hash: str) -> None:
    account.password_hash = password_hash
    account.version += 1
    sessions.end_sessions(session, account.id)
    sessions.forgive(session, account.email)
