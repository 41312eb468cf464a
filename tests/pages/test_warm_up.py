"""What the first visitor asks for is worked out before they come."""

import pytest

from data_access.vocabulary import Role
from pages.shared import facts, warm_up
from tests import factories
from tests.pages.conftest import Open, said


@pytest.mark.parametrize("role", [Role.LA_LEAD, Role.PROGRAMME_STAFF, Role.DELIVERY_GROUP])
def test_first_overview_after_the_start_works_nothing_out(
    programme: str, opened: Open, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    warm_up.run()

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("a measure was worked out again")

    monkeypatch.setattr(facts, "evaluate", refuse)
    page = opened("overview", role)
    assert not page.exception
    assert "Settings taking part" in said(page)


def test_start_on_an_empty_database_works_nothing_out(sqlite_database: str) -> None:
    warm_up.run()
    factories.add_programme()
    warm_up.run()
