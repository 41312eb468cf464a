"""Reading texts for themes on the page: whole or in part, suggested or not, skipped and taken back."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from data_access import codebook, passages, store, themes_found, to_read
from data_access.models import EvidencePiece, Passage, PassageCode
from data_access.to_read import Turn
from data_access.vocabulary import Role
from tests import factories
from tests.pages.conftest import said
from tests.pages.filling_in import labels, press

Open = Callable[..., AppTest]
TEXT = "Parents and carers were listened to and involved in the plan. The heads gave it time. It was a start."


def kept() -> list[tuple[str, str, bool, bool]]:
    """Excerpt, theme, whether it is there, whether it was suggested: of what is there or was suggested."""
    names = dict(codebook.themes()[["id", "name"]].itertuples(index=False))
    with store.reading() as session:
        rows = session.execute(
            select(Passage.excerpt, PassageCode.theme_id, PassageCode.is_there, PassageCode.was_suggested)
            .join(Passage, Passage.id == PassageCode.passage_id)
            .where(PassageCode.is_there | PassageCode.was_suggested)
            .order_by(Passage.starts_at, PassageCode.theme_id)
        )
        return [(excerpt, names[theme], is_there, suggested) for excerpt, theme, is_there, suggested in rows]


def box(at: AppTest, name: str) -> None:
    next(one for one in at.checkbox if one.label == name).check().run()


def pieces_only(opened: Open) -> AppTest:
    at = opened("read_for_themes", Role.PROGRAMME_STAFF)
    at.selectbox(key="texts from").select("evidence_piece").run()
    assert not at.exception
    return at


def test_text_is_tagged_whole_and_the_next_one_comes(programme: str, opened: Open, today: date) -> None:
    factories.add_evidence_piece("100001", text="One text only.", approved_on=today)
    factories.add_evidence_piece("100001", text="Another text.", approved_on=date(2026, 1, 1))
    at = pieces_only(opened)
    assert "One text only\\." in said(at)
    assert "Save: none of them" in labels(at)
    box(at, "Leadership")
    press(at, "Save 1 theme")
    assert not at.exception
    assert kept() == [("One text only.", "Leadership", True, False)]
    assert "Another text\\." in said(at)
    assert "Saved: one theme." in [note.value for note in at.success]
    press(at, "Save: none of them")
    assert "You have read every text" in said(at)


def test_chosen_sentences_are_tagged_each_stretch_alone(programme: str, opened: Open, today: date) -> None:
    factories.add_evidence_piece("100001", text=TEXT, approved_on=today)
    at = pieces_only(opened)
    part = next(group for group in at.button_group if group.label == "What you tag")
    part.set_value("Chosen sentences").run()
    press(at, "Save: none of them")
    assert any("Choose at least one sentence" in note.value for note in at.error)
    box(at, "Parents and carers were listened to and involved in the plan\\.")
    box(at, "It was a start\\.")
    box(at, "Working with families")
    press(at, "Save 1 theme")
    assert [row[0] for row in kept()] == [
        "Parents and carers were listened to and involved in the plan.",
        "It was a start.",
    ]


def test_suggestion_is_accepted_or_refused_and_kept_as_one(programme: str, opened: Open, today: date) -> None:
    factories.add_evidence_piece("100001", text=TEXT, approved_on=today)
    at = pieces_only(opened)
    assert "These look near" in said(at)
    assert "Working with families (shares: " in said(at)
    press(at, "Accept")
    assert next(one for one in at.checkbox if one.label == "Working with families").value
    assert "· **accepted**" in said(at)
    press(at, "Save 1 theme")
    assert (TEXT, "Working with families", True, True) in kept()

    press(at, "Undo the last one")
    assert kept() == []
    press(at, "Refuse")
    press(at, "Save: none of them")
    assert (TEXT, "Working with families", False, True) in kept()


def test_skipped_text_makes_room_for_the_next_and_can_be_brought_back(
    programme: str, opened: Open, today: date
) -> None:
    factories.add_evidence_piece("100001", text="One text only.", approved_on=today)
    at = pieces_only(opened)
    press(at, "Skip")
    assert "you have skipped" in said(at)
    press(at, "Show what was skipped")
    assert "One text only\\." in said(at)


def test_second_reader_reads_the_same_passage_without_hints(programme: str, opened: Open, today: date) -> None:
    factories.add_evidence_piece("100001", text=TEXT, approved_on=today)
    staff = factories.staff()
    found = to_read.to_read(staff, Turn.NEW)
    assert found is not None
    passages.record_reading(staff, found, [(0, 61)], [3])
    at = opened("read_for_themes", Role.ADMINISTRATOR)
    at.button_group(key="turn").set_value("second").run()
    assert "involved in the plan" in said(at)
    assert "The heads gave it time" not in said(at)
    assert "These look near" not in said(at)
    box(at, "Working with families")
    press(at, "Save 1 theme")
    assert len(themes_found.read_twice(staff)) == 8


def test_theme_added_later_is_asked_for_alone(programme: str, opened: Open, today: date) -> None:
    factories.add_evidence_piece("100001", text="One text only.", approved_on=today)
    at = pieces_only(opened)
    press(at, "Save: none of them")
    codebook.add_theme(factories.staff(), "Outdoor learning", "Lessons outside.", "key")
    at.run()
    at.button_group(key="turn").set_value("added").run()
    assert [one.label for one in at.checkbox] == ["Outdoor learning"]


def test_with_nothing_written_or_no_theme_in_use_the_page_says_what_to_do(programme: str, opened: Open) -> None:
    at = pieces_only(opened)
    assert "Nothing has been written here yet" in said(at)
    assert "Add evidence" in said(at)
    for theme in range(1, 9):
        codebook.retire_theme(factories.staff(), theme, 1)
    assert "There is no theme in use" in said(opened("read_for_themes", Role.PROGRAMME_STAFF))


def test_text_that_went_away_while_it_was_read_is_said_in_words(programme: str, opened: Open, today: date) -> None:
    number = factories.add_evidence_piece("100001", text="One text only.", approved_on=today)
    at = pieces_only(opened)
    with store.writing(factories.staff()) as session:
        session.delete(session.get_one(EvidencePiece, number))
    press(at, "Save: none of them")
    assert any("not there any more" in note.value for note in at.error)
