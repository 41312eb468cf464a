"""Files beside the text that they belong to, on its pages."""

from collections.abc import Callable
from datetime import date

from streamlit.testing.v1 import AppTest

from data_access import attachments, case_studies
from data_access.vocabulary import Role, TextSource
from tests import factories
from tests.data_access.attached_files import made
from tests.pages.conftest import said, unfolded
from tests.pages.filling_in import errors, field, fill, labels, press

Open = Callable[..., AppTest]


def test_file_is_attached_under_a_title_and_what_was_typed_is_saved_over_it(
    programme: str, opened: Open, today: date
) -> None:
    number = factories.add_case_study("100001", happened_on=today)
    at = opened("enter_case_study", Role.PROGRAMME_STAFF, id=str(number))
    fill(at, Impact="Half the size.")
    at.file_uploader[0].set_value(("Tom Smith, Year 3.jpg", made.jpeg(), "image/jpeg")).run()
    press(at, "Attach")
    assert "Give the file a title" in errors(at)
    field(at, "Title of the file").set_value("The quiet room")
    press(at, "Attach")
    assert not at.exception
    assert any("The file is attached" in note.value for note in at.success)
    kept = attachments.attachments(factories.staff()).to_dict("records")
    assert [row["title"] for row in kept] == ["The quiet room"]
    assert f"[The quiet room](/attachments/{kept[0]['id']}) (JPG, 1 kB)" in said(at)
    press(at, "Save case study")
    assert at.success
    assert case_studies.case_study(factories.staff(), number)["impact"] == "Half the size."


def test_what_is_no_such_file_is_refused_in_words_and_a_file_is_removed(
    programme: str, opened: Open, today: date
) -> None:
    number = factories.add_evidence_piece("100001", happened_on=today)
    attachments.attach(factories.staff(), TextSource.EVIDENCE_PIECE, number, "A picture", made.png())
    at = opened("enter_record", Role.PROGRAMME_STAFF, kind="evidence_piece", id=str(number))
    field(at, "Title of the file").set_value("A page")
    at.file_uploader[0].set_value(("page.pdf", b"<html></html>", "application/pdf")).run()
    press(at, "Attach")
    assert "This is no PDF" in errors(at)
    press(at, "Remove")
    assert not at.exception
    assert attachments.attachments(factories.staff()).empty
    assert any("The file is removed" in note.value for note in at.success)


def test_readers_are_offered_the_files_of_what_they_read(programme: str, opened: Open, today: date) -> None:
    story = factories.add_case_study("100001", happened_on=today)
    attachments.attach(factories.staff(), TextSource.CASE_STUDY, story, "Of a draft", made.png())
    approved = factories.add_case_study("100001", approved_on=today)
    factories.add_attachment("case_study", approved, "Of a story")
    at = unfolded(opened("case_studies", Role.DELIVERY_GROUP))
    assert not at.exception
    assert "[Of a story](/attachments/" in said(at)
    assert "Of a draft" not in said(at)
    assert "Remove" not in labels(at)
