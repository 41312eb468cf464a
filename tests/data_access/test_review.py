"""The reviewers' queue: what waits, who sees it, who decides, and what the author is told."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from data_access import case_studies, clock, evidence_pieces, free_texts, records, review, store
from data_access.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data_access.models import AuditEntry
from data_access.vocabulary import ReviewDecision, Role, TextSource
from tests import factories
from tests.data_access.test_case_studies import STORY

STORIES, PIECES = TextSource.CASE_STUDY, TextSource.EVIDENCE_PIECE
APPROVE, SEND_BACK, REFUSE = ReviewDecision.APPROVED, ReviewDecision.SENT_BACK, ReviewDecision.REFUSED
PIECE: dict[str, object] = {
    "kind": "staff_reflection",
    "urn": "100001",
    "happened_on": date(2026, 5, 1),
    "title": "What I do differently",
    "text": "I plan with the families first.",
}


def seed() -> dict[str, int]:
    factories.add_programme()
    clusters = {name: factories.add_cluster(name) for name in ("Central", "North")}
    factories.add_setting("100001", "Abbey Primary", cluster="Central")
    factories.add_setting("100002", "Bridge Primary", cluster="North")
    return clusters


def handed_in() -> int:
    """A case study that staff wrote and handed in. Value: its id; its version is 2."""
    number = case_studies.write_case_study(factories.staff(), STORY, "key-1")
    case_studies.submit_case_study(factories.staff(), number, 1)
    return number


def status_of(number: int) -> dict[Any, Any]:
    rows = case_studies.case_studies(factories.la_lead()).set_index("id").to_dict("index")
    return dict(rows[number])


def test_what_waits_longest_comes_first_whatever_kind_it_is(database: str) -> None:
    seed()
    for day, urn in ((3, "100001"), (1, "100002")):
        moment = datetime(2026, 5, day, tzinfo=UTC)
        factories.add_case_study(urn, title=f"Story {day}", status="submitted", submitted_at=moment, submitted_by="x")
    moment = datetime(2026, 5, 2, tzinfo=UTC)
    factories.add_evidence_piece("100001", title="Piece 2", submitted_at=moment, submitted_by="x")
    factories.add_case_study("100001", title="A draft")
    factories.add_case_study("100001", title="Read", approved_on=date(2026, 5, 2))
    rows = review.waiting(factories.la_lead())
    assert rows["title"].tolist() == ["Story 1", "Piece 2", "Story 3"]
    assert rows["text"].isna().tolist() == [True, False, True]
    assert rows["setting"].tolist() == ["Bridge Primary", "Abbey Primary", "Abbey Primary"]
    assert review.count_waiting(factories.la_lead()) == 3


def test_nobody_but_authors_and_reviewers_sees_it_before_it_is_approved(database: str) -> None:
    clusters = seed()
    number = handed_in()
    records.record(factories.staff(), "evidence_piece", PIECE, "piece-1")
    for role in Role:
        who = factories.identity(role, *clusters.values())
        is_reviewer = role in {Role.ADMINISTRATOR, Role.PROGRAMME_STAFF, Role.LA_LEAD}
        with store.reading() as session:
            texts = session.execute(select(free_texts.texts(who))).all()
        seen = (len(case_studies.case_studies(who)), len(evidence_pieces.evidence_pieces(who)), len(texts) > 0)
        assert seen == ((1, 1, True) if is_reviewer else (0, 0, False)), role
        if not is_reviewer:
            for asked in (lambda who=who: review.waiting(who), lambda who=who: review.decisions(who, STORIES, number)):
                with pytest.raises(NotAllowed):
                    asked()
            with pytest.raises(NotAllowed):
                review.decide(who, STORIES, number, 2, APPROVE)


def test_it_goes_from_handed_in_to_approved_and_who_approved_is_kept(database: str) -> None:
    seed()
    lead, number = factories.la_lead(), handed_in()
    for _ in range(2):  # pressing twice is no conflict
        review.decide(lead, STORIES, number, 2, APPROVE)
    row = status_of(number)
    assert (row["status"], row["approved_by"], row["approved_on"]) == ("approved", lead.name_in_log, clock.today())
    review.decide(lead, STORIES, number, 3, SEND_BACK)  # taking back needs no comment
    row = status_of(number)
    assert (row["status"], row["version"], row["approved_on"]) == ("draft", 4, None)


def test_nobody_approves_their_own(database: str) -> None:
    seed()
    staff, number = factories.staff(), handed_in()
    piece = records.record(staff, "evidence_piece", PIECE, "piece-1")
    for source, text_id, version in ((STORIES, number, 2), (PIECES, piece, 1)):
        with pytest.raises(InvalidInput, match="somebody else"):
            review.decide(staff, source, text_id, version, APPROVE)
    assert review.waiting(staff)["is_own"].tolist() == [True, True]
    assert review.count_waiting(staff) == 0
    # Whoever corrected it is an author as well; whoever wrote it stays one.
    corrected = {**records.stored(staff, "evidence_piece", piece), "text": "Other."}
    records.correct(factories.administrator(), "evidence_piece", piece, 1, corrected)
    for author in (staff, factories.administrator()):
        with pytest.raises(InvalidInput, match="somebody else"):
            review.decide(author, PIECES, piece, 2, APPROVE)
    review.decide(factories.la_lead(), PIECES, piece, 2, APPROVE)
    assert evidence_pieces.evidence_pieces(factories.delivery_group())["id"].tolist() == [piece]


def test_sent_back_with_a_comment_that_its_author_sees_until_it_is_handed_in_again(database: str) -> None:
    seed()
    staff, lead, number = factories.staff(), factories.la_lead(), handed_in()
    with pytest.raises(InvalidInput) as refusal:
        review.decide(lead, STORIES, number, 2, SEND_BACK)
    assert list(refusal.value.answers) == ["comment"]
    review.decide(lead, STORIES, number, 2, SEND_BACK, "Say how you  know.")
    told = review.sent_back(staff)
    assert told[["title", "comment"]].to_numpy().tolist() == [["A calmer start", "Say how you know."]]
    assert review.sent_back(factories.administrator()).empty
    case_studies.correct_case_study(staff, number, 3, {**STORY, "impact": "Late starts halved."})
    case_studies.submit_case_study(staff, number, 4)
    assert review.sent_back(staff).empty
    assert review.decisions(staff, STORIES, number)["comment"].tolist() == ["Say how you know."]
    review.decide(lead, STORIES, number, 5, APPROVE)
    assert review.decisions(lead, STORIES, number)["decision"].tolist() == ["approved", "sent_back"]


def test_refused_stays_refused_counts_nowhere_and_can_be_looked_at_again(database: str) -> None:
    seed()
    staff, lead = factories.staff(), factories.la_lead()
    piece = records.record(staff, "evidence_piece", PIECE, "piece-1")
    review.decide(lead, PIECES, piece, 1, REFUSE, "This is about another programme.")
    records.correct(staff, "evidence_piece", piece, 2, {**PIECE, "text": "Once more."})
    assert evidence_pieces.evidence_pieces(staff)["status"].tolist() == ["refused"]
    assert review.waiting(lead).empty
    with store.reading() as session:
        assert session.execute(select(free_texts.texts(lead))).all() == []
    review.decide(lead, PIECES, piece, 3, SEND_BACK)
    records.correct(staff, "evidence_piece", piece, 4, {**PIECE, "text": "About this one."})
    assert review.waiting(lead)["id"].tolist() == [piece]


def test_what_was_changed_while_it_was_read_is_not_approved_unread(database: str) -> None:
    seed()
    number = handed_in()
    case_studies.correct_case_study(factories.staff(), number, 2, {**STORY, "impact": "Changed."})
    for decision in ReviewDecision:
        with pytest.raises(Conflict):
            review.decide(factories.la_lead(), STORIES, number, 2, decision, "Because.")
    assert status_of(number)["status"] == "submitted"


def test_a_draft_is_not_approved_and_nothing_is_without_consent(database: str) -> None:
    seed()
    lead = factories.la_lead()
    with pytest.raises(Conflict):
        review.decide(lead, STORIES, factories.add_case_study("100001"), 1, APPROVE)
    asked_of_nobody = factories.add_case_study("100001", status="submitted", consent_from=None)
    with pytest.raises(InvalidInput, match="who agreed"):
        review.decide(lead, STORIES, asked_of_nobody, 1, APPROVE)


def test_a_comment_names_nobody_and_is_not_in_the_audit_log(database: str) -> None:
    seed()
    number = handed_in()
    with pytest.raises(InvalidInput, match="phone number"):
        review.decide(factories.la_lead(), STORIES, number, 2, SEND_BACK, "Ring 01782 234567 first.")
    review.decide(factories.la_lead(), STORIES, number, 2, SEND_BACK, "A private remark.")
    with store.reading() as session:
        logged = str(session.scalars(select(AuditEntry.changes)).all())
    assert "private remark" not in logged


def test_a_text_that_is_not_there_is_said_to_be_missing(sqlite_database: str) -> None:
    seed()
    for source in (STORIES, PIECES):
        with pytest.raises(NotFound):
            review.decide(factories.la_lead(), source, 99, 1, APPROVE)
