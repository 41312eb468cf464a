"""Taking data out on a page: the files that the person may also load."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from data_access import imports
from data_access.vocabulary import Role
from tests import factories

Open = Callable[..., AppTest]


def test_a_file_is_offered_for_every_kind_that_the_person_may_load(programme: str, opened: Open) -> None:
    for role in (Role.PROGRAMME_STAFF, Role.ADMINISTRATOR):
        at = opened("exports", role)
        assert not at.exception
        may_load = imports.kinds_for(factories.staff() if role == Role.PROGRAMME_STAFF else factories.administrator())
        offered = [button.proto.id.rsplit("csv ", 1)[1] for button in at.get("download_button")]
        assert offered == [kind.name for kind in may_load]


def test_a_file_leaves_with_its_day_and_warns_that_it_hides_nothing(programme: str, opened: Open) -> None:
    at = opened("exports", Role.PROGRAMME_STAFF)
    assert "it hides no small numbers" in at.markdown[0].value + at.markdown[1].value
