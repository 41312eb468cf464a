"""Audits, reflections and comments by Ofsted: approved by those who may, and counted beside case studies."""

from datetime import date

import pytest

from data_access import clock, evidence_pieces, records
from data_access.errors import Conflict, NotAllowed, NotFound
from data_access.vocabulary import EvidenceKind, Role
from tests import factories

DAY = date(2026, 5, 2)


def seed() -> dict[str, int]:
    factories.add_programme()
    clusters = {name: factories.add_cluster(name) for name in ("Central", "North")}
    factories.add_setting("100001", "Abbey Primary", cluster="Central")
    factories.add_setting("100002", "Bridge Primary", cluster="North")
    return clusters


def only_row() -> dict[object, object]:
    rows = evidence_pieces.evidence_pieces(factories.staff()).to_dict("records")
    assert len(rows) == 1
    return dict(rows[0])


def test_piece_is_approved_and_handed_back_and_who_approved_is_kept(database: str) -> None:
    seed()
    lead = factories.la_lead()
    number = factories.add_evidence_piece("100001")
    evidence_pieces.approve_piece(lead, number, 1)
    row = only_row()
    assert (row["status"], row["approved_on"], row["approved_by"]) == ("approved", clock.today(), lead.name_in_log)
    assert (row["setting"], row["cluster"], row["version"]) == ("Abbey Primary", "Central", 2)
    evidence_pieces.return_piece(lead, number, 2)
    assert (only_row()["status"], only_row()["approved_on"]) == ("draft", None)


def test_pressing_approve_twice_is_no_conflict_and_a_changed_piece_is_not_approved_unread(database: str) -> None:
    seed()
    number = factories.add_evidence_piece("100001")
    for _ in range(2):
        evidence_pieces.approve_piece(factories.la_lead(), number, 1)
    stored = records.stored(factories.staff(), "evidence_piece", number)
    records.correct(factories.staff(), "evidence_piece", number, 2, {**stored, "text": "Corrected."})
    assert only_row()["status"] == "submitted"
    with pytest.raises(Conflict):
        evidence_pieces.approve_piece(factories.la_lead(), number, 2)
    evidence_pieces.approve_piece(factories.la_lead(), number, 3)
    assert only_row()["status"] == "approved"


def test_what_was_handed_back_is_approved_only_after_its_writer_hands_it_in_again(sqlite_database: str) -> None:
    seed()
    number = factories.add_evidence_piece("100001", status="draft")
    with pytest.raises(Conflict):
        evidence_pieces.approve_piece(factories.la_lead(), number, 1)


@pytest.mark.parametrize("role", [Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_readers_see_approved_pieces_and_approve_none(database: str, role: Role) -> None:
    clusters = seed()
    reader = factories.identity(role, clusters["Central"])
    waiting = factories.add_evidence_piece("100001")
    approved = factories.add_evidence_piece("100001", approved_on=DAY)
    assert evidence_pieces.evidence_pieces(reader)["id"].tolist() == [approved]
    for change in (evidence_pieces.approve_piece, evidence_pieces.return_piece):
        with pytest.raises(NotAllowed):
            change(reader, waiting, 1)


def test_piece_that_is_not_there_is_said_to_be_missing(sqlite_database: str) -> None:
    seed()
    with pytest.raises(NotFound):
        evidence_pieces.approve_piece(factories.la_lead(), 99, 1)


def test_approved_evidence_is_counted_by_kind_setting_and_day(database: str) -> None:
    clusters = seed()
    for urn in ("100001", "100001", "100002"):
        factories.add_case_study(urn, approved_on=DAY)
    factories.add_case_study("100001")
    factories.add_evidence_piece("100001", approved_on=DAY, kind=EvidenceKind.OFSTED_COMMENT)
    factories.add_evidence_piece("100002")
    counted = evidence_pieces.approved_evidence(factories.delivery_group())
    columns = ["kind", "setting", "cluster", "approved_on", "piece_count"]
    assert counted[columns].to_numpy().tolist() == [
        ["case_study", "Abbey Primary", "Central", DAY, 2],
        ["case_study", "Bridge Primary", "North", DAY, 1],
        ["ofsted_comment", "Abbey Primary", "Central", DAY, 1],
    ]
    member = factories.member_of(clusters["North"])
    assert evidence_pieces.approved_evidence(member)["setting"].tolist() == ["Bridge Primary"]
