"""Domains and names that people settle once: remembered, put right, forgotten."""

import pytest
from sqlalchemy import select

from data_access import store
from data_access.errors import InvalidInput, NotAllowed, NotFound
from data_access.models import AuditEntry
from data_access.outside_files import outside_names
from data_access.outside_files.guesses import settings_of_domain
from data_access.outside_files.outside_names import Settled
from data_access.vocabulary import Meaning, OutsideKind, Role
from tests import factories

DOMAIN = OutsideKind.EMAIL_DOMAIN
WHO_MAY_NOT = [role for role in Role if role not in {Role.ADMINISTRATOR, Role.PROGRAMME_STAFF}]
ABBEY = Settled(Meaning.SETTING, "100001")
NAMES = {"100001": "Abbey Hulton Primary School", "100002": "St Mary's Catholic Academy", "100003": "Trent College"}


def settle(**answers: Settled) -> None:
    given = {domain.replace("_", "."): answer for domain, answer in answers.items()}
    outside_names.settle(factories.staff(), DOMAIN, given)


def test_what_a_person_settles_is_known_for_the_next_file(database: str) -> None:
    factories.add_setting("100001", "Abbey Primary")
    settle(abbey_sch_uk=ABBEY, stoke_gov_uk=Settled(Meaning.NO_SETTING), trust_org=Settled(Meaning.ASK))
    known = outside_names.settled(factories.staff(), DOMAIN)
    assert known["abbey.sch.uk"] == ABBEY
    assert known["stoke.gov.uk"] == Settled(Meaning.NO_SETTING)
    assert known["trust.org"] == known["gmail.com"] == Settled(Meaning.ASK)
    rows = outside_names.remembered(factories.staff(), DOMAIN)
    assert rows["said"].tolist() == ["abbey.sch.uk", "stoke.gov.uk", "trust.org"]
    assert rows["setting"].tolist()[0] == "Abbey Primary"


def test_an_answer_is_put_right_by_another_and_forgotten_on_request(database: str) -> None:
    factories.add_setting("100001")
    settle(abbey_sch_uk=ABBEY)
    settle(abbey_sch_uk=Settled(Meaning.NO_SETTING))
    assert outside_names.settled(factories.staff(), DOMAIN)["abbey.sch.uk"] == Settled(Meaning.NO_SETTING)
    outside_names.forget(factories.staff(), DOMAIN, "abbey.sch.uk")
    assert "abbey.sch.uk" not in outside_names.settled(factories.staff(), DOMAIN)
    with pytest.raises(NotFound):
        outside_names.forget(factories.staff(), DOMAIN, "abbey.sch.uk")
    with store.reading() as session:
        actions = session.scalars(select(AuditEntry.action).where(AuditEntry.table_name == "outside_name")).all()
    assert sorted(actions) == ["created", "deleted", "updated"]


@pytest.mark.parametrize("wrong", ["ada@abbey.sch.uk", "gmail.com", "no domain", "", "abbey", "x" * 201 + ".uk"])
def test_what_is_no_domain_of_a_setting_is_refused_and_nothing_of_it_is_kept(database: str, wrong: str) -> None:
    factories.add_setting("100001")
    with pytest.raises(InvalidInput) as refusal:
        outside_names.settle(factories.staff(), DOMAIN, {"abbey.sch.uk": ABBEY, wrong: ABBEY})
    assert set(refusal.value.answers) == {wrong}
    assert outside_names.remembered(factories.staff(), DOMAIN).empty


def test_an_address_is_never_remembered_as_a_name(database: str) -> None:
    with pytest.raises(InvalidInput, match="somebody's address"):
        outside_names.settle(
            factories.staff(), OutsideKind.SETTING_NAME, {"ada@abbey.sch.uk": Settled(Meaning.NO_SETTING)}
        )


def test_a_setting_that_is_not_there_is_refused_beside_its_word(database: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        settle(abbey_sch_uk=ABBEY)
    assert set(refusal.value.answers) == {"abbey.sch.uk"}


@pytest.mark.parametrize("role", WHO_MAY_NOT)
def test_others_neither_read_nor_settle(database: str, role: Role) -> None:
    who = factories.identity(role)
    with pytest.raises(NotAllowed):
        outside_names.remembered(who, DOMAIN)
    with pytest.raises(NotAllowed):
        outside_names.settle(who, DOMAIN, {})
    with pytest.raises(NotAllowed):
        outside_names.forget(who, DOMAIN, "abbey.sch.uk")


@pytest.mark.parametrize(
    ("domain", "best"),
    [
        ("abbeyhulton.stoke.sch.uk", ["100001"]),
        ("abbey-hulton.org.uk", ["100001"]),
        ("stmarys.stoke.sch.uk", ["100002"]),
        ("trentcollege.ac.uk", ["100003"]),
        ("oakwood.sch.uk", []),
        ("stoke.gov.uk", []),
        ("x.uk", []),
    ],
)
def test_the_settings_that_a_domain_sounds_like_are_offered_first(domain: str, best: list[str]) -> None:
    assert settings_of_domain(domain, NAMES) == best
