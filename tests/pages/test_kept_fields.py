"""What somebody typed into an administrator's form outlives a reload, and nothing of it counts until it is saved."""

import json
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from data_access import accounts, drafts, markers, sessions, store
from data_access import programme as programmes
from data_access.forms.culture import THEME
from data_access.models import FormDraft
from data_access.programme import PhaseDates
from data_access.vocabulary import MarkerKind, Role
from pages.shared.entry import editing, kept_fields
from pages.shared.entry.kept_fields import FORM, TABLE
from tests import factories
from tests.pages.conftest import run
from tests.pages.filling_in import errors, field, fill, labels, press

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


def test_of_two_tabs_of_one_person_the_second_keeps_its_record_and_what_was_typed(programme: str) -> None:
    session, user_id = factories.signed_in_as(Role.ADMINISTRATOR), factories.add_user("ann@example.org", Role.LA_LEAD)
    first, second = reloaded("users", session), reloaded("users", session)
    for tab, name in ((first, "Ann First"), (second, "Ann Second")):
        fill(tab, Account=user_id)
        tab.text_input[-1].set_value(name).run()
    press(first, "Save the changes")
    press(second, "Save the changes")
    assert "Name: Ann First. **You typed: Ann Second**" in second.warning[0].value
    assert "Role: LA lead" in second.warning[0].value
    press(second, "Keep what I typed")
    assert (field(second, "Account").value, second.text_input[-1].value) == (user_id, "Ann Second")
    press(second, "Save the changes")
    assert "Ann Second" in set(accounts.users(factories.administrator())["name"])


PHASES: list[list[str | None]] = [
    ["Pilot", "2025-09-01T00:00:00.000", "2026-05-31T00:00:00.000"],
    ["City", "2026-06-01", None],
]


def keep_phases(session: str, rows: list[list[str | None]]) -> None:
    """As a browser leaves the table: tests of pages cannot type into one."""
    who = sessions.identity_of(session)
    assert who is not None
    drafts.keep_draft(who, FORM, "phases", {"rows": {TABLE: rows}})


def test_a_table_begins_from_what_was_typed_into_it_and_begins_anew_once_it_is_saved(programme: str) -> None:
    session = factories.signed_in_as(Role.ADMINISTRATOR)
    keep_phases(session, PHASES)
    at = press(reloaded("programme", session), "Save the phases")
    assert "Fill every cell of the table, or remove the row." in errors(at)
    assert kept() == 1
    keep_phases(session, PHASES[:1])
    at = press(reloaded("programme", session), "Save the phases")
    assert programmes.programme().phases == (PhaseDates(date(2025, 9, 1), date(2026, 5, 31), "Pilot"),)
    assert kept() == 0


def test_what_was_typed_into_a_table_is_not_saved_over_what_others_stored_unless_somebody_says_so(
    programme: str,
) -> None:
    session = factories.signed_in_as(Role.ADMINISTRATOR)
    keep_phases(session, PHASES[:1])
    at = reloaded("programme", session)
    theirs = PhaseDates(date(2025, 9, 1), date(2026, 7, 31), "Theirs")
    programmes.set_phases(factories.administrator(), [theirs])
    press(at, "Save the phases")
    assert "Theirs: 1 September 2025 to 31 July 2026" in at.warning[0].value
    assert programmes.programme().phases == (theirs,)
    press(press(at, "Keep what I typed"), "Save the phases")
    assert [phase.name for phase in programmes.programme().phases] == ["Pilot"]


def test_a_table_is_the_same_after_it_was_kept(programme: str) -> None:
    rows = [
        PhaseDates(date(2025, 9, 1), date(2026, 5, 31), "Pilot"),
        PhaseDates(date(2026, 6, 1), date(2027, 8, 31), "City"),
    ]
    table = editing.dated(rows, dict.fromkeys(("name", "starts_on", "ends_on")))
    draft = json.loads(json.dumps(kept_fields._plain(table)))
    pd.testing.assert_frame_equal(editing.like(table, kept_fields._read(draft)), table)
    nothing = editing.dated([], dict.fromkeys(("name", "starts_on", "ends_on")))
    pd.testing.assert_frame_equal(editing.like(nothing, kept_fields._read(kept_fields._plain(nothing))), nothing)


def test_nobody_else_sees_what_was_typed(programme: str) -> None:
    fill(reloaded("markers", factories.signed_in_as(Role.PROGRAMME_STAFF)), What_happened="Launch in Central")
    other = reloaded("markers", factories.signed_in_as(Role.ADMINISTRATOR))
    assert field(other, "What happened").value == ""
