"""The codebook: eight themes to begin with, kept by programme staff."""

import pytest
from sqlalchemy import select

from data_access import codebook, store
from data_access.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data_access.models import AuditEntry
from data_access.vocabulary import Role, Theme, label
from tests import factories

STAFF = factories.staff()


def names() -> list[str]:
    return codebook.themes()["name"].tolist()


def test_new_codebook_holds_the_eight_themes_of_case_studies_each_described(database: str) -> None:
    themes = codebook.themes()

    assert themes["name"].tolist() == [label(theme) for theme in Theme]
    assert themes["description"].str.endswith(".").all()
    assert not themes["is_retired"].any()


def test_theme_is_added_once_however_often_save_is_pressed(database: str) -> None:
    first = codebook.add_theme(STAFF, " Outdoor  learning ", "Lessons outside.", "key-1")

    assert codebook.add_theme(STAFF, "Outdoor learning", "Lessons outside.", "key-1") == first
    assert names()[-1] == "Outdoor learning"


@pytest.mark.parametrize("name", ["leadership", "LEADERSHIP", "  Leadership "])
def test_two_themes_of_one_name_are_refused_beside_the_name(database: str, name: str) -> None:
    with pytest.raises(InvalidInput, match="name already") as refused:
        codebook.add_theme(STAFF, name, "Again.", "key-1")
    assert list(refused.value.answers) == ["name"]


def test_theme_needs_a_name_and_a_description(sqlite_database: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        codebook.add_theme(STAFF, " ", "", "key-1")
    assert set(refused.value.answers) == {"name", "description"}


def test_theme_is_renamed_and_the_second_of_two_people_sees_what_the_first_stored(database: str) -> None:
    theme = int(codebook.themes()["id"].iloc[0])
    codebook.change_theme(STAFF, theme, 1, "Teaching for all", "In every lesson.")

    with pytest.raises(Conflict) as conflict:
        codebook.change_theme(factories.administrator(), theme, 1, "Teaching", "Other.")
    assert conflict.value.current == {"name": "Teaching for all", "description": "In every lesson.", "version": 2}
    assert names()[0] == "Teaching for all"


def test_theme_may_keep_its_own_name_in_other_capitals(sqlite_database: str) -> None:
    theme = int(codebook.themes()["id"].iloc[3])
    codebook.change_theme(STAFF, theme, 1, "LEADERSHIP", "Governors and heads.")

    assert names()[3] == "LEADERSHIP"


def test_retired_theme_comes_last_keeps_its_name_and_can_be_brought_back(database: str) -> None:
    theme = int(codebook.themes()["id"].iloc[0])
    for _ in range(2):
        codebook.retire_theme(STAFF, theme, 1)

    assert codebook.themes().iloc[-1][["id", "is_retired", "version"]].tolist() == [theme, True, 2]
    with pytest.raises(InvalidInput, match="bring it back"):
        codebook.add_theme(STAFF, "Inclusive teaching", "Again.", "key-1")
    with pytest.raises(Conflict):
        codebook.bring_back_theme(STAFF, theme, 1)
    codebook.bring_back_theme(STAFF, theme, 2)
    assert names()[0] == "Inclusive teaching"


def test_every_change_is_in_the_audit_log(sqlite_database: str) -> None:
    codebook.retire_theme(STAFF, 1, 1)

    with store.reading() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.table_name == "codebook_theme")).one()
        assert (entry.actor, entry.changes["is_retired"]) == (STAFF.name_in_log, [False, True])


@pytest.mark.parametrize("role", [Role.LA_LEAD, Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_others_do_not_change_the_codebook(sqlite_database: str, role: Role) -> None:
    somebody = factories.identity(role)
    for attempt in (
        lambda: codebook.add_theme(somebody, "A", "B", "key"),
        lambda: codebook.change_theme(somebody, 1, 1, "A", "B"),
        lambda: codebook.retire_theme(somebody, 1, 1),
        lambda: codebook.bring_back_theme(somebody, 1, 1),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_theme_that_is_not_there_is_said_to_be_missing(sqlite_database: str) -> None:
    with pytest.raises(NotFound):
        codebook.retire_theme(STAFF, 99, 1)
