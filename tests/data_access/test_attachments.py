"""Files of case studies and pieces of evidence: kept, opened by those who may, and gone with their text."""

import os
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from data_access import (
    attachment_store,
    attachments,
    case_studies,
    evidence_pieces,
    records,
    review,
    store,
    withdrawal,
)
from data_access.attached_files import FileType
from data_access.errors import ConfigurationError, InvalidInput, NotAllowed, NotFound
from data_access.models import Attachment, AttachmentContent, AuditEntry
from data_access.vocabulary import ReviewDecision, Role, TextSource
from tests import factories
from tests.data_access.attached_files import made

STORY, PIECE = TextSource.CASE_STUDY, TextSource.EVIDENCE_PIECE
DAY = date(2026, 5, 2)


def seed() -> dict[str, int]:
    factories.add_programme()
    clusters = {name: factories.add_cluster(name) for name in ("Central", "North")}
    factories.add_setting("100001", "Abbey Primary", cluster="Central")
    return clusters


@pytest.fixture(params=["database", "folder"])
def kept_in(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path | None:
    """Where files lie: in the database (None), or in a folder."""
    if request.param == "database":
        return None
    monkeypatch.setenv("ATTACHMENTS_FOLDER", str(tmp_path / "files"))
    return tmp_path / "files"


def files_in(folder: Path | None) -> int:
    return len(list(folder.iterdir())) if folder and folder.exists() else 0


def test_file_is_attached_listed_and_opened_as_it_was_cleaned(database: str, kept_in: Path | None) -> None:
    seed()
    number = factories.add_case_study("100001")
    made_one = attachments.attach(factories.staff(), STORY, number, " The  quiet room ", made.jpeg())
    rows = attachments.attachments(factories.la_lead()).to_dict("records")
    assert [(row["source"], row["source_id"], row["title"], row["file_type"]) for row in rows] == [
        ("case_study", number, "The quiet room", "jpg")
    ]
    found = attachments.opened(factories.la_lead(), made_one.attachment_id)
    assert (found.title, found.file_type, len(found.content)) == (
        "The quiet room",
        FileType.JPEG,
        rows[0]["byte_count"],
    )
    assert b"Exif" not in found.content
    assert files_in(kept_in) == (1 if kept_in else 0)


def test_same_file_twice_is_kept_once_and_there_are_five_at_most(database: str) -> None:
    seed()
    number = factories.add_case_study("100001")
    first, second = (attachments.attach(factories.staff(), STORY, number, "A", made.png()) for _ in range(2))
    assert first.attachment_id == second.attachment_id
    for title in "BCDE":
        attachments.attach(factories.staff(), STORY, number, title, made.png())
    with pytest.raises(InvalidInput, match="remove one of them first"):
        attachments.attach(factories.staff(), STORY, number, "F", made.png())


@pytest.mark.parametrize("source", [STORY, PIECE])
def test_only_those_who_may_read_the_text_open_its_files(database: str, source: TextSource) -> None:
    clusters = seed()
    add = factories.add_case_study if source == STORY else factories.add_evidence_piece
    waiting, approved = add("100001", status="submitted"), add("100001", approved_on=DAY)
    ids = [
        attachments.attach(factories.staff(), source, text, "A", made.png()).attachment_id
        for text in (waiting, approved)
    ]
    version = 2
    review.decide(factories.la_lead(), source, approved, version, ReviewDecision.APPROVED)
    may_open = {
        factories.la_lead(): {*ids},
        factories.staff(): {*ids},
        factories.delivery_group(): {ids[1]},
        factories.member_of(clusters["Central"]): {ids[1]},
        factories.member_of(clusters["North"]): set(),
    }
    for who, expected in may_open.items():
        assert set(attachments.attachments(who)["id"]) == expected
        for number in ids:
            if number in expected:
                assert attachments.opened(who, number).title == "A"
            else:
                with pytest.raises(NotFound):
                    attachments.opened(who, number)


def test_what_was_agreed_for_the_team_alone_keeps_its_files_to_the_team(database: str) -> None:
    seed()
    story = factories.add_case_study("100001", approved_on=DAY, consent_for="internal")
    number = attachments.attach(factories.staff(), STORY, story, "A", made.png()).attachment_id
    review.decide(factories.la_lead(), STORY, story, 2, ReviewDecision.APPROVED)
    with pytest.raises(NotFound):
        attachments.opened(factories.delivery_group(), number)
    assert attachments.opened(factories.la_lead(), number).title == "A"


@pytest.mark.parametrize("source", [STORY, PIECE])
def test_a_file_that_comes_or_goes_sends_an_approved_text_to_be_read_again(database: str, source: TextSource) -> None:
    seed()
    add = factories.add_case_study if source == STORY else factories.add_evidence_piece
    text = add("100001", approved_on=DAY)
    came = attachments.attach(factories.staff(), source, text, "A", made.png())
    assert (came.version_before, came.version_after) == (1, 2)
    assert review.waiting(factories.la_lead())["id"].tolist() == [text]
    review.decide(factories.la_lead(), source, text, 2, ReviewDecision.APPROVED)
    went = attachments.remove_attachment(factories.staff(), came.attachment_id)
    assert (went.version_before, went.version_after) == (3, 4)
    assert review.waiting(factories.la_lead())["id"].tolist() == [text]


def test_removed_files_and_those_of_a_withdrawn_text_are_gone(database: str, kept_in: Path | None) -> None:
    seed()
    story = factories.add_case_study("100001", approved_on=DAY)
    ids = [attachments.attach(factories.staff(), STORY, story, title, made.png()).attachment_id for title in "AB"]
    attachments.remove_attachment(factories.staff(), ids[0])
    assert files_in(kept_in) == (1 if kept_in else 0)
    with pytest.raises(NotFound):
        attachments.remove_attachment(factories.staff(), ids[0])
    withdrawal.withdraw_case_study(factories.staff(), story, "headteacher", DAY)
    assert files_in(kept_in) == 0
    with store.reading() as session:
        assert session.scalars(select(Attachment)).all() == []
        assert session.scalars(select(AttachmentContent)).all() == []


def test_files_of_a_text_that_was_taken_away_wait_in_the_folder_as_long_as_it_can_be_put_back(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed()
    tmp_path = tmp_path / "files"
    monkeypatch.setenv("ATTACHMENTS_FOLDER", str(tmp_path))
    piece = factories.add_evidence_piece("100001")
    attachments.attach(factories.staff(), PIECE, piece, "A", made.png())
    kept = factories.add_case_study("100001")
    attachments.attach(factories.staff(), STORY, kept, "B", made.png())
    (tmp_path / "notes.txt").write_text("Somebody else's.")
    records.remove(factories.staff(), "evidence_piece", piece, 2)
    attachment_store.sweep()
    assert files_in(tmp_path) == 3
    for path in tmp_path.iterdir():
        os.utime(path, (0, 0))
    attachment_store.sweep()
    assert files_in(tmp_path) == 2
    assert (tmp_path / "notes.txt").exists()
    assert len(attachments.attachments(factories.staff())) == 1


def test_a_file_that_is_lost_is_said_to_be_lost(
    sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed()
    monkeypatch.setenv("ATTACHMENTS_FOLDER", str(tmp_path))
    number = attachments.attach(factories.staff(), STORY, factories.add_case_study("100001"), "A", made.png())
    monkeypatch.setenv("ATTACHMENTS_FOLDER", "")
    with pytest.raises(NotFound, match="may have moved"):
        attachments.opened(factories.staff(), number.attachment_id)


def test_title_is_needed_names_nobody_and_stays_out_of_the_log(database: str) -> None:
    seed()
    number = factories.add_case_study("100001")
    for title in ("", "   ", "Ring 01782 234567", "x" * 81):
        with pytest.raises(InvalidInput) as refusal:
            attachments.attach(factories.staff(), STORY, number, title, made.png())
        assert list(refusal.value.answers) == ["title"]
    attachments.attach(factories.staff(), STORY, number, "A private title", made.png())
    with store.reading() as session:
        assert "private title" not in str(session.scalars(select(AuditEntry.changes)).all())


@pytest.mark.parametrize("role", [Role.LA_LEAD, Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_others_attach_and_remove_nothing(sqlite_database: str, role: Role) -> None:
    clusters = seed()
    story = factories.add_case_study("100001")
    number = attachments.attach(factories.staff(), STORY, story, "A", made.png()).attachment_id
    somebody = factories.identity(role, *clusters.values())
    with pytest.raises(NotAllowed):
        attachments.attach(somebody, STORY, story, "B", made.png())
    with pytest.raises(NotAllowed):
        attachments.remove_attachment(somebody, number)
    assert len(attachments.attachments(factories.staff())) == 1


def test_nothing_is_half_kept_where_the_text_is_not_there(sqlite_database: str) -> None:
    seed()
    for source in (STORY, PIECE):
        with pytest.raises(NotFound):
            attachments.attach(factories.staff(), source, 99, "A", made.png())
    assert case_studies.case_studies(factories.staff()).empty
    assert evidence_pieces.evidence_pieces(factories.staff()).empty


@pytest.mark.parametrize("given", ["0", "21", "ten", "-1", "1.5"])
def test_a_wrong_limit_is_said_at_the_start(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("ATTACHMENT_MEGABYTES", given)
    with pytest.raises(ConfigurationError, match="from 1 to 20"):
        attachments.attach(factories.staff(), STORY, 1, "A", b"")
