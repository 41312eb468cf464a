"""The reviewers' queue on its page."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from streamlit.testing.v1 import AppTest

from data_access import case_studies, evidence_pieces, review
from data_access.vocabulary import ReviewDecision, Role, TextSource
from tests import factories
from tests.pages.conftest import run, said
from tests.pages.filling_in import errors, field, labels, press

Open = Callable[..., AppTest]
MOMENT = datetime(2026, 5, 1, 12, tzinfo=UTC)


def add_waiting(today: date, **columns: object) -> int:
    values: dict[str, object] = {"title": "Waits", "happened_on": today, "status": "submitted", "submitted_at": MOMENT}
    return factories.add_case_study("100001", **(values | columns))


def test_an_empty_queue_is_a_sentence(programme: str, opened: Open) -> None:
    at = opened("review", Role.LA_LEAD)
    assert not at.exception
    assert any("Nothing waits to be read" in note.value for note in at.info)


def test_what_waits_is_read_oldest_first_with_what_could_name_a_child_marked(
    programme: str, opened: Open, today: date
) -> None:
    factories.add_evidence_piece("100001", title="Second", happened_on=today, submitted_at=MOMENT.replace(day=2))
    add_waiting(today, context="Ring 01782 234567 [now].", submitted_by="sam@example.org")
    at = opened("review", Role.LA_LEAD)
    assert not at.exception
    assert [heading.value for heading in at.header] == ["Waits", "Second"]
    assert ":orange-background[01782 234567] \\[now\\]\\." in said(at)
    assert any("it looks like a phone number" in warning.value for warning in at.warning)
    assert any("sam@\N{WORD JOINER}example" in note.value.replace("\\", "") for note in at.caption)
    assert any("Agreed by: headteacher or manager" in note.value for note in at.caption)


def test_approved_on_the_page_it_is_read_by_others_at_once(programme: str, opened: Open, today: date) -> None:
    add_waiting(today)
    at = opened("review", Role.LA_LEAD)
    press(at, "Approve")
    assert not at.exception
    assert any("“Waits” is approved" in note.value for note in at.success)
    assert len(case_studies.case_studies(factories.delivery_group())) == 1


def test_sending_back_asks_for_a_comment_which_the_author_finds_where_they_enter_evidence(
    programme: str, opened: Open, today: date
) -> None:
    author = factories.signed_in_as(Role.PROGRAMME_STAFF)
    add_waiting(today)
    at = opened("review", Role.LA_LEAD)
    press(at, "Send back")
    assert "Say in a sentence or two what should be different" in errors(at)
    field(at, "Comment for the author").set_value("Say how you know.")
    press(at, "Send back")
    assert any("goes back to its author" in note.value for note in at.success)
    number = case_studies.case_studies(factories.staff())["id"].tolist()[0]
    form = run("enter_case_study", author, id=str(number))
    assert any("Say how you know\\." in note.value for note in form.info)


def test_what_was_sent_back_stands_above_the_choices_of_its_author_alone(programme: str, today: date) -> None:
    user = factories.add_user("sam@example.org", Role.PROGRAMME_STAFF)
    number = add_waiting(today, recorded_by="sam@example.org")
    lead = factories.la_lead()
    review.decide(lead, TextSource.CASE_STUDY, number, 1, ReviewDecision.SENT_BACK, "Say how you know.")
    own = run("enter_evidence", factories.signed_in(user))
    assert any("Sent back to you: Waits" in warning.value for warning in own.warning)
    other = run("enter_evidence", factories.signed_in_as(Role.PROGRAMME_STAFF))
    assert not other.warning


def test_the_author_is_told_that_somebody_else_approves(programme: str, today: date) -> None:
    user = factories.add_user("sam@example.org", Role.PROGRAMME_STAFF)
    add_waiting(today, recorded_by="sam@example.org")
    at = run("review", factories.signed_in(user))
    assert "You handed this in: somebody else approves it." in said(at)
    assert "Approve" not in labels(at)


def test_refusing_what_somebody_changed_in_between_is_refused_in_words(
    programme: str, opened: Open, today: date
) -> None:
    number = factories.add_evidence_piece("100001", title="Waits", happened_on=today)
    at = opened("review", Role.LA_LEAD)
    review.decide(factories.administrator(), TextSource.EVIDENCE_PIECE, number, 1, ReviewDecision.APPROVED)
    field(at, "Comment for the author").set_value("Not ours.")
    press(at, "Refuse")
    assert not at.exception
    assert evidence_pieces.evidence_pieces(factories.staff())["status"].tolist() == ["approved"]


def test_a_draft_is_handed_in_from_its_own_page_once_consent_is_known(
    programme: str, opened: Open, today: date
) -> None:
    number = factories.add_case_study("100001", happened_on=today)
    at = opened("enter_case_study", Role.PROGRAMME_STAFF, id=str(number))
    press(at, "Save case study")
    press(at, "Hand it in")
    assert not at.exception
    assert any("It is handed in" in note.value for note in at.success)
    assert case_studies.case_study(factories.staff(), number)["status"] == "submitted"
