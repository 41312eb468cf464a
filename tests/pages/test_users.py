"""The page on which administrators invite, change and disable."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data_access import accounts, own_account, sessions
from data_access.vocabulary import Role
from tests import factories
from tests.pages.conftest import run, said

Open = Callable[..., AppTest]


def field(at: AppTest, kind: str, label: str, number: int = 0) -> object:
    return [element for element in at.get(kind) if element.label.startswith(label)][number]


def press(at: AppTest, label: str) -> AppTest:
    field(at, "button", label).click()  # type: ignore[attr-defined]
    return at.run()


def listed() -> list[list[object]]:
    users = accounts.users(factories.administrator())
    return users[["email", "name", "role", "clusters", "state"]].to_numpy().tolist()


def choose(at: AppTest, user_id: int) -> AppTest:
    field(at, "selectbox", "Account").set_value(user_id)  # type: ignore[attr-defined]
    return at.run()


def test_administrator_invites_somebody_with_a_link_that_is_shown_once(programme: str, opened: Open) -> None:
    at = opened("users", Role.ADMINISTRATOR)
    field(at, "text_input", "Work email").set_value("Max@Example.org")  # type: ignore[attr-defined]
    field(at, "text_input", "Name").set_value("Max Member")  # type: ignore[attr-defined]
    field(at, "selectbox", "Role").set_value(Role.CLUSTER_MEMBER)  # type: ignore[attr-defined]
    field(at, "multiselect", "Clusters").set_value(["North"])  # type: ignore[attr-defined]
    press(at, "Make the account")
    assert not at.exception
    assert ["max@example.org", "Max Member", "cluster_member", ["North"], "invited"] in listed()
    token = at.code[0].value.rpartition("/invitation/")[2]
    assert own_account.invitation(token) == own_account.Invitation("max@example.org", "Max Member")
    at.run()
    assert len(at.code) == 0


def test_wrong_answers_are_said_and_what_was_typed_stays(programme: str, opened: Open) -> None:
    at = opened("users", Role.ADMINISTRATOR)
    field(at, "text_input", "Work email").set_value("no email")  # type: ignore[attr-defined]
    press(at, "Make the account")
    assert "Enter an email address" in at.error[0].value
    assert "Enter the person's name" in at.error[0].value
    assert field(at, "text_input", "Work email").value == "no email"  # type: ignore[attr-defined]


def test_administrator_changes_a_role_and_the_person_is_signed_out(programme: str, opened: Open) -> None:
    user_id = factories.add_user("ann@example.org", Role.LA_LEAD, password_hash="x")
    session_id = factories.signed_in(user_id)
    at = choose(opened("users", Role.ADMINISTRATOR), user_id)
    field(at, "selectbox", "Role", 1).set_value(Role.DELIVERY_GROUP)  # type: ignore[attr-defined]
    press(at, "Save the changes")
    assert not at.exception
    assert ["ann@example.org", "Ann", "delivery_group", [], "active"] in listed()
    assert sessions.identity_of(session_id) is None
    assert "You are signed out" in said(run("overview", session_id))


def test_second_of_two_administrators_is_told_and_loses_nothing(programme: str, opened: Open) -> None:
    user_id = factories.add_user("ann@example.org", Role.LA_LEAD, password_hash="x")
    at = choose(opened("users", Role.ADMINISTRATOR), user_id)
    field(at, "text_input", "Name", 1).set_value("Ann Mine")  # type: ignore[attr-defined]
    accounts.change_user(factories.administrator(), user_id, 1, "Ann Theirs", "la_lead")
    press(at, "Save the changes")
    assert "Ann Theirs" in at.warning[0].value
    assert field(at, "text_input", "Name", 1).value == "Ann Mine"  # type: ignore[attr-defined]


def test_administrator_disables_enables_and_makes_a_new_link(programme: str, opened: Open) -> None:
    user_id = factories.add_user("ann@example.org", Role.LA_LEAD, password_hash="x")
    at = choose(opened("users", Role.ADMINISTRATOR), user_id)
    press(at, "Disable this account")
    assert ["ann@example.org", "Ann", "la_lead", [], "disabled"] in listed()
    press(at, "Enable this account")
    assert ["ann@example.org", "Ann", "la_lead", [], "active"] in listed()
    press(at, "Make a new link")
    assert own_account.invitation(at.code[0].value.rpartition("/invitation/")[2]) is not None


def test_last_administrator_is_kept_with_a_sentence(programme: str) -> None:
    user_id = factories.add_user("boss@example.org", Role.ADMINISTRATOR, password_hash="x")
    at = choose(run("users", factories.signed_in(user_id)), user_id)
    press(at, "Disable this account")
    assert at.error[0].value == accounts.LAST_ADMINISTRATOR


def test_users_can_be_invited_before_there_is_a_programme(sqlite_database: str, opened: Open) -> None:
    at = opened("users", Role.ADMINISTRATOR)
    assert not at.exception
    assert "Who may sign in" in said(at)


def test_audit_log_shows_from_and_to_and_can_be_narrowed(programme: str, opened: Open) -> None:
    user_id = factories.add_user("ann@example.org", Role.LA_LEAD, password_hash="x")
    accounts.change_user(factories.administrator(), user_id, 1, "Ann Other", "la_lead")
    at = opened("audit_log", Role.ADMINISTRATOR)
    assert not at.exception
    field(at, "selectbox", "What").set_value("user_account")  # type: ignore[attr-defined]
    at.run()
    field(at, "selectbox", "Who").set_value("a administrator")  # type: ignore[attr-defined]
    at.run()
    table = at.dataframe[0].value
    assert set(table["To what"]) == {"User account"}
    assert ["Name", "Ann", "Ann Other"] in table[["Part", "From", "To"]].to_numpy().tolist()
    assert "password" not in set(table["From"]) | set(table["To"])


def test_audit_log_is_paged(programme: str, opened: Open) -> None:
    at = opened("audit_log", Role.ADMINISTRATOR)
    first = at.dataframe[0].value
    field(at, "number_input", "Page").set_value(2)  # type: ignore[attr-defined]
    at.run()
    second = at.dataframe[0].value
    keys = ["To what", "Number", "Part"]
    assert not set(map(tuple, first[keys].to_numpy())) & set(map(tuple, second[keys].to_numpy()))


@pytest.mark.parametrize("address", [{"who": "nobody"}, {"what": "nothing"}])
def test_audit_log_opens_with_an_address_that_means_nothing(
    programme: str, opened: Open, address: dict[str, str]
) -> None:
    assert not opened("audit_log", Role.ADMINISTRATOR, **address).exception
