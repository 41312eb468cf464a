"""The codebook on its page: themes kept, how often each is found, and how far readers agree."""

from collections.abc import Callable
from datetime import date

from streamlit.testing.v1 import AppTest

from data_access import codebook, passages, to_read
from data_access.to_read import Turn
from data_access.vocabulary import Role
from tests import factories
from tests.pages.conftest import said, table
from tests.pages.filling_in import press

Open = Callable[..., AppTest]


def test_themes_are_listed_with_how_often_each_was_found(programme: str, opened: Open, today: date) -> None:
    factories.add_evidence_piece("100001", approved_on=today)
    staff = factories.staff()
    found = to_read.to_read(staff, Turn.NEW)
    assert found is not None
    passages.record_reading(staff, found, [(0, len(found.text))], [3])
    at = opened("codebook", Role.PROGRAMME_STAFF)
    assert not at.exception
    families = next(line for line in said(at).split("\n") if line.startswith("- **Working with families**: Parents"))
    assert families.endswith("Found in 1 of 1 passage read.")
    assert said(at).count("Found in 0 of 1 passage read.") == 7
    assert "No passage has been read by two people yet" in said(at)


def test_theme_is_added_changed_retired_and_brought_back(programme: str, opened: Open) -> None:
    at = opened("codebook", Role.PROGRAMME_STAFF)
    at.text_input[0].input("Outdoor learning")
    at.text_area[0].input("Lessons outside.")
    press(at, "Save the theme")
    assert any("“Outdoor learning” is saved." in note.value for note in at.success)
    assert not at.text_input[0].value

    at.selectbox(key="theme of the codebook").select(9).run()
    assert at.text_area[0].value == "Lessons outside."
    at.text_area[0].input("Lessons in the open air.")
    press(at, "Save the theme")
    press(at, "Retire this theme")
    assert any("retired" in note.value for note in at.success)
    press(at, "Bring this theme back")
    last = codebook.themes().iloc[-1]
    assert (last["description"], last["is_retired"]) == ("Lessons in the open air.", False)


def test_name_that_is_taken_is_refused_in_words_and_nothing_typed_is_lost(programme: str, opened: Open) -> None:
    at = opened("codebook", Role.PROGRAMME_STAFF)
    at.text_input[0].input("leadership")
    at.text_area[0].input("Again.")
    press(at, "Save the theme")
    assert any("name already" in note.value for note in at.error)
    assert (at.text_input[0].value, at.text_area[0].value) == ("leadership", "Again.")


def test_agreement_is_shown_for_each_theme_with_its_size_and_nobody_is_named(
    programme: str, opened: Open, today: date
) -> None:
    """Families: both yes 2, only the first yes 1, both no 2, so kappa 8/13 = 0.62. Leadership: never, so none."""
    staff, other = factories.staff(), factories.administrator()
    for number, (first, second) in enumerate([(1, 1), (1, 1), (1, 0), (0, 0), (0, 0)]):
        factories.add_evidence_piece("100001", text=f"Text {number}.", approved_on=today)
        for who, turn, says in ((staff, Turn.NEW, first), (other, Turn.SECOND, second)):
            found = to_read.to_read(who, turn, to_read.TextSource.EVIDENCE_PIECE)
            assert found is not None
            passages.record_reading(who, found, [(0, len(found.text))], [3] * says)
    at = opened("codebook", Role.PROGRAMME_STAFF)
    agreed = table(at, "agreement").set_index("Theme")
    assert agreed.loc["Working with families", ["Passages", "Agree", "Kappa"]].tolist() == [5, "80 %", "0.62"]
    assert agreed.loc["Working with families", "In words"].startswith("Substantial agreement, of fewer than 10")
    assert agreed.loc["Leadership", "Kappa"] == "No data"
    assert agreed.loc["All themes", "Passages"] == 5
    assert set(agreed["Readers"]) == {"Reader 1 and Reader 2"}
