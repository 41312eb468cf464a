"""Who may sign in: the accounts, as an administrator makes, changes and disables them."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

import pandas as pd
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from data_access import passwords, sessions, store
from data_access.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data_access.models import Cluster, UserAccount, UserCluster, now
from data_access.permissions import Action, Identity, require
from data_access.vocabulary import Role

INVITATION_LIFETIME = timedelta(days=7)
PLAIN = ["id", "email", "name", "role", "created_at", "version"]
COLUMNS = ["id", "email", "name", "role", "clusters", "state", "created_at", "version"]
LAST_ADMINISTRATOR = "This is the last administrator who can sign in. Make somebody else an administrator first."
TAKEN = "Somebody has an account with this email already."


def users(viewer: Identity) -> pd.DataFrame:
    """Every account.

    Rows: one per account, by name and email.
    Columns: id, email, name, role, clusters (list of names), state ("active", "invited", "disabled"),
    created_at (UTC), version.
    Raises: NotAllowed.
    """
    require(viewer, Action.MANAGE_USERS)
    with store.reading() as session:
        accounts = session.scalars(select(UserAccount).order_by(UserAccount.name, UserAccount.email)).all()
        rows = [
            [*(getattr(account, name) for name in PLAIN), _cluster_names(account), _state(account)]
            for account in accounts
        ]
    frame = pd.DataFrame(rows, columns=[*PLAIN, "clusters", "state"])
    return frame[COLUMNS].astype({"id": "int64", "version": "int64"})


def create_user(
    actor: Identity,
    email: str,
    name: str,
    role: str,
    password: str | None = None,
    clusters: Iterable[str] = (),
) -> int:
    """Makes an account, able to sign in at once if a password is given. `clusters` are names. Value: its id.

    Raises: InvalidInput, NotAllowed.
    """
    require(actor, Action.MANAGE_USERS)
    account = UserAccount(**_clean(email, name, role), password_hash=None)
    if password is not None:
        account.password_hash = passwords.new_hash(password, account.email)
    return _add(actor, account, clusters)


def invite_user(actor: Identity, email: str, name: str, role: str, clusters: Iterable[str] = ()) -> str:
    """Makes an account whose owner chooses the password. Value: the token of the link, which is stored nowhere.

    Raises: InvalidInput, NotAllowed.
    """
    require(actor, Action.MANAGE_USERS)
    account = UserAccount(**_clean(email, name, role), password_hash=None)
    token = _invite(account)
    _add(actor, account, clusters)
    return token


def invite_again(actor: Identity, user_id: int) -> str:
    """A new link for somebody who lost theirs, or forgot the password. An earlier link stops working. Value: its token.

    Raises: NotFound, NotAllowed.
    """
    require(actor, Action.MANAGE_USERS)
    with store.writing(actor) as session:
        account = held(session, user_id)
        if not account.is_active:
            raise NotAllowed("This account is disabled. Enable it before you make a link.")
        return _invite(account)


def change_user(
    actor: Identity, user_id: int, version: int, name: str, role: str, clusters: Iterable[str] = ()
) -> None:
    """Changes name, role and clusters. A changed role or cluster ends the person's sessions at once.

    Raises: InvalidInput, NotFound, NotAllowed; Conflict if the account was changed since `version` was read.
    """
    require(actor, Action.MANAGE_USERS)
    with store.writing(actor) as session:
        administrators = _hold_administrators(session)
        account = held(session, user_id)
        cleaned = _clean(account.email, name, role)
        cluster_ids = _cluster_ids(session, cleaned["role"], clusters)
        if account.version != version:
            current: dict[str, object] = {
                "name": account.name,
                "role": Role(account.role),
                "clusters": _cluster_names(account),
            }
            raise Conflict("Somebody else has changed this account since you opened it.", current)
        if account.role == Role.ADMINISTRATOR and cleaned["role"] != Role.ADMINISTRATOR:
            _require_another(administrators, account)
        _change(session, account, cleaned["name"], cleaned["role"], cluster_ids)


def disable_user(actor: Identity, user_id: int) -> None:
    """Ends the person's sessions and lets nobody sign in with the account, until it is enabled again.

    Raises: NotFound, NotAllowed.
    """
    require(actor, Action.MANAGE_USERS)
    with store.writing(actor) as session:
        administrators = _hold_administrators(session)
        account = held(session, user_id)
        _require_another(administrators, account)
        account.is_active = False
        account.invitation_hash, account.invitation_expires_at = None, None
        account.version += 1
        sessions.end_sessions(session, user_id)


def enable_user(actor: Identity, user_id: int) -> None:
    """Lets the person sign in again, with the password they had.

    Raises: NotFound, NotAllowed.
    """
    require(actor, Action.MANAGE_USERS)
    with store.writing(actor) as session:
        account = held(session, user_id)
        account.is_active = True
        account.version += 1
        sessions.end_sessions(session, user_id)


def held(session: Session, user_id: int) -> UserAccount:
    """The account, which nobody else can change until the transaction ends."""
    account = session.scalar(select(UserAccount).where(UserAccount.id == user_id).with_for_update())
    if account is None:
        raise NotFound("There is no such account.")
    return account


def _add(actor: Identity, account: UserAccount, clusters: Iterable[str]) -> int:
    with store.writing(actor) as session:
        cluster_ids = _cluster_ids(session, account.role, clusters)
        account.memberships = [UserCluster(cluster_id=cluster_id) for cluster_id in sorted(cluster_ids)]
        session.add(account)
        try:
            session.flush()
        except IntegrityError:
            raise InvalidInput({"email": TAKEN}) from None
        return account.id


def _change(session: Session, account: UserAccount, name: str, role: str, cluster_ids: set[int]) -> None:
    stored = {row.cluster_id for row in account.memberships}
    if (account.role, stored) != (role, cluster_ids):
        sessions.end_sessions(session, account.id)
    account.name, account.role = name, role
    account.memberships = [row for row in account.memberships if row.cluster_id in cluster_ids] + [
        UserCluster(cluster_id=cluster_id) for cluster_id in sorted(cluster_ids - stored)
    ]
    account.version += 1


def _invite(account: UserAccount) -> str:
    token = secrets.token_urlsafe(32)
    account.invitation_hash = sessions.keyed_hash("invitation", token)
    account.invitation_expires_at = now() + INVITATION_LIFETIME
    return token


def _clean(email: str, name: str, role: str) -> dict[str, str]:
    """The answers as they are stored. Raises: InvalidInput."""
    email, name = email.strip().lower(), " ".join(name.split())
    answers = {}
    if not passwords.is_email(email):
        answers["email"] = "Enter an email address, such as name@example.org."
    if not 1 <= len(name) <= 100 or not name.isprintable():
        answers["name"] = "Enter the person's name, in 100 characters or fewer."
    if role not in set(Role):
        answers["role"] = "Choose one of these roles: " + ", ".join(Role) + "."
    if answers:
        raise InvalidInput(answers)
    return {"email": email, "name": name, "role": str(role)}


def _cluster_ids(session: Session, role: str, clusters: Iterable[str]) -> set[int]:
    """The ids of the named clusters; none for roles that see every cluster. Raises: InvalidInput."""
    names = set(clusters)
    if role != Role.CLUSTER_MEMBER:
        return set()
    if not names:
        raise InvalidInput({"clusters": "Choose at least one cluster: a cluster member sees nothing else."})
    known = {row.name: row.id for row in session.execute(select(Cluster.id, Cluster.name))}
    if unknown := sorted(names - known.keys()):
        raise InvalidInput({"clusters": f"There is no cluster called {unknown[0]}."})
    return {known[name] for name in names}


def _hold_administrators(session: Session) -> list[int]:
    """The ids of those who can administer now. Held in one order, so that two cannot remove each other."""
    return list(
        session.scalars(
            select(UserAccount.id)
            .where(
                UserAccount.role == Role.ADMINISTRATOR,
                UserAccount.is_active,
                UserAccount.password_hash.is_not(None),
            )
            .order_by(UserAccount.id)
            .with_for_update()
        )
    )


def _require_another(administrators: list[int], account: UserAccount) -> None:
    if administrators == [account.id]:
        raise NotAllowed(LAST_ADMINISTRATOR)


def _cluster_names(account: UserAccount) -> list[str]:
    return sorted(row.cluster.name for row in account.memberships)


def _state(account: UserAccount) -> str:
    if not account.is_active:
        return "disabled"
    return "invited" if account.password_hash is None else "active"
