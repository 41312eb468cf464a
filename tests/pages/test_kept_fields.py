"""What somebody typed into an administrator's form outlives a reload, and nothing of it counts until it is saved."""

from datetime import date

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from data_access import markers, store
from data_access import programme as programmes
from data_access.forms.culture import THEME
from data_access.models import FormDraft
from data_access.vocabulary import MarkerKind, Role
from tests import factories
from tests.pages.conftest import run
from tests.pages.filling_in import field, fill, labels, press

PANEL = date(2026, 1, 12)


def reloaded(page: str, session: str) -> AppTest:
    """The page in a new tab of the same person: nothing of the old one is known to it."""
    at = run(page, session)
    assert not at.exception
    return at


def kept() -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(FormDraft)) or 0


def test_fields_of_a_new_marker_are_back_after_a_reload_and_gone_once_it_is_saved(programme: str) -> None:
    session = factories.signed_in_as(Role.PROGRAMME_STAFF)
    at = reloaded("markers", session)
    assert kept() == 0
    fill(at, What_happened="Launch in Central", On=PANEL, Kind=MarkerKind.POLICY_CHANGE)
    at = reloaded("markers", session)
    assert "is back. It is not saved yet." in " ".join(one.value for one in at.info)
    shown = [field(at, name).value for name in ("What happened", "On", "Kind")]
    assert shown == ["Launch in Central", PANEL, MarkerKind.POLICY_CHANGE]
    assert markers.markers(factories.staff()).empty
    press(at, "Save the event")
    assert list(markers.markers(factories.staff())["title"]) == ["Launch in Central"]
    assert (kept(), field(reloaded("markers", session), "What happened").value) == (0, "")


def test_what_was_kept_is_thrown_away_for_what_is_stored(programme: str) -> None:
    session = factories.signed_in_as(Role.ADMINISTRATOR)
    at = fill(reloaded("programme", session), Name_of_the_programme="Another name", Authority="Elsewhere")
    at = press(reloaded("programme", session), "Throw it away")
    assert field(at, "Name of the programme").value == programmes.programme().name
    assert kept() == 0
    assert "Throw it away" not in labels(reloaded("programme", session))


def test_only_what_was_typed_comes_back_over_what_others_have_stored_since(programme: str) -> None:
    session = factories.signed_in_as(Role.ADMINISTRATOR)
    fill(reloaded("programme", session), Authority="Elsewhere")
    version = programmes.programme().version
    programmes.change_programme(factories.administrator(), version, name="Renamed meanwhile")
    at = reloaded("programme", session)
    assert (field(at, "Name of the").value, field(at, "Authority").value) == ("Renamed meanwhile", "Elsewhere")


def test_what_is_typed_back_to_what_is_stored_is_kept_no_longer(programme: str) -> None:
    session = factories.signed_in_as(Role.ADMINISTRATOR)
    at = fill(reloaded("programme", session), Authority="Elsewhere")
    assert kept() == 1
    fill(at, Authority=programmes.programme().la_name)
    assert kept() == 0


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("targets", {"Should reach": "0.9"}),
        ("clusters", {"Name of the new cluster": "North West"}),
        ("users", {"Work email": "ada@council.example"}),
        ("codebook", {THEME.fields[0].label: "Belonging"}),
        ("data_quality", {"Days": 9}),
    ],
)
def test_every_form_of_administrators_keeps_what_was_typed(programme: str, page: str, typed: dict[str, object]) -> None:
    session = factories.signed_in_as(Role.ADMINISTRATOR)
    at = reloaded(page, session)
    for label, answer in typed.items():
        field(at, label).set_value(answer).run()
    at = reloaded(page, session)
    for label, answer in typed.items():
        assert field(at, label).value == answer


def test_nobody_else_sees_what_was_typed(programme: str) -> None:
    fill(reloaded("markers", factories.signed_in_as(Role.PROGRAMME_STAFF)), What_happened="Launch in Central")
    other = reloaded("markers", factories.signed_in_as(Role.ADMINISTRATOR))
    assert field(other, "What happened").value == ""
