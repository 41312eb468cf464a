"""Which role opens which page: every page, every role, and nothing that is not declared."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data_access.permissions import PAGES
from data_access.vocabulary import Role
from pages.shared import menu
from tests.pages.conftest import MAIN, run, said

REFUSED = "This page is not open to your role"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", sorted(PAGES))
def test_page_opens_for_the_roles_declared_and_for_no_other(
    programme: str, opened: Callable[..., AppTest], page: str, role: Role
) -> None:
    at = opened(page, role, clusters=("Central",) if role == Role.CLUSTER_MEMBER else ())

    titles = [title.value for title in at.title]
    assert not at.exception
    assert len(titles) == 1
    assert (titles == [REFUSED]) == (role not in PAGES[page])


def test_every_file_of_a_page_is_declared_and_in_the_menu() -> None:
    files = {path.stem for path in MAIN.parent.glob("*.py")} - {"main"}

    assert files == set(PAGES) == set(menu.NAMES)


@pytest.mark.parametrize("page", sorted(PAGES))
def test_nobody_without_a_session_sees_a_page(programme: str, page: str) -> None:
    at = run(page, None)

    assert [title.value for title in at.title] == ["You are signed out"]
    assert "Central" not in said(at)
    assert not at.dataframe


def test_a_made_up_session_is_nobody(programme: str) -> None:
    assert [title.value for title in run("overview", "made-up").title] == ["You are signed out"]
