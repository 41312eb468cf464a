"""Accounts, as an administrator makes and changes them, and as their owners do."""

import threading

import pytest
from sqlalchemy import select

from data_access import accounts, audit_log, own_account, sessions, store
from data_access.errors import Conflict, InvalidInput, NotAllowed
from data_access.models import AuditEntry, SignInSession, UserAccount
from data_access.permissions import Identity
from data_access.vocabulary import Role
from tests import factories

WORDS = "orchard-lantern-copper"
OTHER_WORDS = "meadow compass violin"
# bcrypt of WORDS at its lowest cost: tests that only need somebody who can sign in do not pay for a new hash.
WORDS_HASH = "$2b$04$ypoFC4bUU4URYQgKXQ8cluHD6VBdl3CQi2xRnKWp7WMnfIL3Y0tWa"


def person(email: str = "ann@example.org", role: Role = Role.LA_LEAD, **columns: object) -> int:
    return factories.add_user(email, role, password_hash=WORDS_HASH, **columns)  # type: ignore[arg-type]


def live_sessions() -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(SignInSession.id)))


def version_of(user_id: int) -> int:
    with store.reading() as session:
        return session.get_one(UserAccount, user_id).version


def test_created_user_signs_in_with_the_password_given(database: str) -> None:
    user_id = accounts.create_user(
        factories.administrator(), " Ann.Other@Example.org ", " Ann  Other ", "la_lead", WORDS
    )
    session_id = sessions.session_id_of(sessions.sign_in("ann.other@example.org", WORDS))
    assert session_id is not None
    assert sessions.identity_of(session_id) == Identity(
        user_id, "ann.other@example.org", "Ann Other", Role.LA_LEAD, frozenset()
    )


def test_listing_shows_each_account_with_its_clusters_and_state(database: str) -> None:
    factories.add_cluster("North")
    factories.add_cluster("Central")
    boss = factories.administrator()
    person("zoe@example.org", is_active=False)
    accounts.invite_user(boss, "max@example.org", "Max", "cluster_member", ["North", "Central"])
    person("ann@example.org")
    listing = accounts.users(boss)
    assert listing[["name", "email", "role", "clusters", "state"]].to_numpy().tolist() == [
        ["Ann", "ann@example.org", "la_lead", [], "active"],
        ["Max", "max@example.org", "cluster_member", ["Central", "North"], "invited"],
        ["Zoe", "zoe@example.org", "la_lead", [], "disabled"],
    ]


def test_listing_of_no_accounts_has_its_columns(sqlite_database: str) -> None:
    listing = accounts.users(factories.administrator())
    assert list(listing) == ["id", "email", "name", "role", "clusters", "state", "created_at", "version"]
    assert listing.empty


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_reads_or_changes_accounts(sqlite_database: str, role: Role) -> None:
    who = factories.identity(role)
    user_id = person()
    for attempt in (
        lambda: accounts.users(who),
        lambda: accounts.create_user(who, "a@example.org", "A", "la_lead"),
        lambda: accounts.invite_user(who, "a@example.org", "A", "la_lead"),
        lambda: accounts.invite_again(who, user_id),
        lambda: accounts.change_user(who, user_id, 1, "A", "administrator"),
        lambda: accounts.disable_user(who, user_id),
        lambda: accounts.enable_user(who, user_id),
        lambda: audit_log.audit_entries(who, 10),
        lambda: audit_log.count_of_entries(who),
        lambda: audit_log.actors_and_tables(who),
    ):
        with pytest.raises(NotAllowed):
            attempt()


@pytest.mark.parametrize(
    ("email", "name", "role", "clusters", "field"),
    [
        ("not an email", "Ann", "la_lead", [], "email"),
        ("ann@nowhere", "Ann", "la_lead", [], "email"),
        ("ann@example.org\nBcc: x@example.org", "Ann", "la_lead", [], "email"),
        ("a" * 250 + "@example.org", "Ann", "la_lead", [], "email"),
        ("ann@example.org", "  ", "la_lead", [], "name"),
        ("ann@example.org", "A" * 101, "la_lead", [], "name"),
        ("ann@example.org", "Ann\0", "la_lead", [], "name"),
        ("ann@example.org", "Ann", "king", [], "role"),
        ("ann@example.org", "Ann", "cluster_member", [], "clusters"),
        ("ann@example.org", "Ann", "cluster_member", ["Nowhere"], "clusters"),
    ],
)
def test_wrong_answer_is_refused_beside_its_field(
    sqlite_database: str, email: str, name: str, role: str, clusters: list[str], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        accounts.invite_user(factories.administrator(), email, name, role, clusters)
    assert list(refusal.value.answers) == [field]
    assert accounts.users(factories.administrator()).empty


def test_second_account_with_the_same_email_is_refused(database: str) -> None:
    person("ann@example.org")
    with pytest.raises(InvalidInput, match="already") as refusal:
        accounts.create_user(factories.administrator(), "ANN@example.org", "Ann", "la_lead")
    assert list(refusal.value.answers) == ["email"]


def test_clusters_are_kept_for_cluster_members_only(database: str) -> None:
    factories.add_cluster("Central")
    accounts.create_user(factories.administrator(), "ann@example.org", "Ann", "la_lead", None, ["Central"])
    assert accounts.users(factories.administrator()).iloc[0]["clusters"] == []


def test_disabled_account_gets_no_link_and_loses_the_one_it_had(sqlite_database: str) -> None:
    boss = factories.administrator()
    user_id = person()
    token = accounts.invite_again(boss, user_id)
    accounts.disable_user(boss, user_id)
    assert own_account.invitation(token) is None
    with pytest.raises(NotAllowed, match="disabled"):
        accounts.invite_again(boss, user_id)


def test_changed_role_ends_sessions_at_once_and_counts_at_the_next_sign_in(database: str) -> None:
    user_id = person()
    factories.signed_in(user_id)
    accounts.change_user(factories.administrator(), user_id, 1, "Ann", "delivery_group")
    assert live_sessions() == []
    identity = sessions.identity_of(factories.signed_in(user_id))
    assert identity is not None
    assert identity.role == Role.DELIVERY_GROUP


def test_changed_clusters_end_sessions_at_once(database: str) -> None:
    factories.add_cluster("Central")
    north = factories.add_cluster("North")
    user_id = person(role=Role.CLUSTER_MEMBER, clusters=["Central"])
    factories.signed_in(user_id)
    accounts.change_user(factories.administrator(), user_id, 1, "Ann", "cluster_member", ["North"])
    assert live_sessions() == []
    identity = sessions.identity_of(factories.signed_in(user_id))
    assert identity is not None
    assert identity.clusters == {north}


def test_changed_name_ends_no_session(database: str) -> None:
    factories.add_cluster("Central")
    user_id = person(role=Role.CLUSTER_MEMBER, clusters=["Central"])
    session_id = factories.signed_in(user_id)
    accounts.change_user(factories.administrator(), user_id, 1, "Ann Other", "cluster_member", ["Central"])
    identity = sessions.identity_of(session_id)
    assert identity is not None
    assert identity.name == "Ann Other"


def test_second_of_two_changes_is_told_and_changes_nothing(database: str) -> None:
    boss = factories.administrator()
    user_id = person()
    accounts.change_user(boss, user_id, 1, "Ann One", "la_lead")
    with pytest.raises(Conflict, match="Somebody else") as conflict:
        accounts.change_user(boss, user_id, 1, "Ann Two", "delivery_group")
    assert conflict.value.current == {"name": "Ann One", "role": "la_lead", "clusters": []}
    assert accounts.users(boss).iloc[0][["name", "role"]].tolist() == ["Ann One", "la_lead"]


def test_disabled_person_is_out_at_once_and_enabled_again_signs_in_anew(database: str) -> None:
    boss = factories.administrator()
    user_id = person()
    token = sessions.sign_in("ann@example.org", WORDS)
    accounts.disable_user(boss, user_id)
    assert sessions.session_id_of(token) is None
    with pytest.raises(NotAllowed, match="wrong"):
        sessions.sign_in("ann@example.org", WORDS)
    accounts.enable_user(boss, user_id)
    assert sessions.session_id_of(token) is None
    assert sessions.sign_in("ann@example.org", WORDS)


@pytest.mark.parametrize("change", ["disable", "demote"])
def test_last_administrator_who_can_sign_in_stays(database: str, change: str) -> None:
    boss = factories.administrator()
    user_id = person(role=Role.ADMINISTRATOR)
    person("out@example.org", role=Role.ADMINISTRATOR, is_active=False)
    accounts.invite_user(boss, "invited@example.org", "Invited", "administrator")

    def attempt() -> None:
        if change == "disable":
            accounts.disable_user(boss, user_id)
        else:
            accounts.change_user(boss, user_id, version_of(user_id), "Ann", "la_lead")

    with pytest.raises(NotAllowed, match="last administrator"):
        attempt()
    person("second@example.org", role=Role.ADMINISTRATOR)
    attempt()


def test_two_administrators_cannot_disable_each_other_at_the_same_moment(database: str) -> None:
    boss = factories.administrator()
    both = [person(f"{name}@example.org", role=Role.ADMINISTRATOR) for name in ("one", "two")]
    refused = []

    def disable(user_id: int) -> None:
        try:
            accounts.disable_user(boss, user_id)
        except NotAllowed as error:
            refused.append(str(error))

    threads = [threading.Thread(target=disable, args=[user_id]) for user_id in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == [accounts.LAST_ADMINISTRATOR]
    assert sorted(accounts.users(boss)["state"]) == ["active", "disabled"]


def test_audit_log_says_who_changed_a_role_from_what_to_what(database: str) -> None:
    boss = factories.administrator()
    user_id = person()
    accounts.change_user(boss, user_id, 1, "Ann", "delivery_group")
    newest = audit_log.audit_entries(boss, 1, actor=boss.name_in_log, table="user_account")
    columns = ["actor", "action", "record_id", "column_name", "before", "after"]
    assert newest[columns].to_numpy().tolist() == [
        [boss.name_in_log, "updated", str(user_id), "role", "la_lead", "delivery_group"],
        [boss.name_in_log, "updated", str(user_id), "version", "1", "2"],
    ]


def test_nothing_stored_outside_its_own_column_carries_a_password_a_token_or_a_hash(database: str) -> None:
    boss = factories.administrator()
    invitation = accounts.invite_user(boss, "ann@example.org", "Ann", "la_lead")
    own_account.accept_invitation(invitation, WORDS)
    token = sessions.sign_in("ann@example.org", WORDS)
    with store.reading() as session:
        account = session.scalars(select(UserAccount)).one()
        kept = session.scalars(select(SignInSession)).one()
        entries = str([entry.changes for entry in session.scalars(select(AuditEntry))])
        assert account.password_hash is not None
        assert token not in (kept.id, kept.token_hash)
        for secret in (WORDS, invitation, token, account.password_hash, sessions.keyed_hash("invitation", invitation)):
            assert secret not in entries
        assert "(not kept here)" in entries
