"""Audits, reflections and comments by Ofsted: read by those who may, and counted beside case studies."""

from datetime import date

import pytest

from data_access import evidence_pieces
from data_access.vocabulary import EvidenceKind, Role
from tests import factories

DAY = date(2026, 5, 2)


def seed() -> dict[str, int]:
    factories.add_programme()
    clusters = {name: factories.add_cluster(name) for name in ("Central", "North")}
    factories.add_setting("100001", "Abbey Primary", cluster="Central")
    factories.add_setting("100002", "Bridge Primary", cluster="North")
    return clusters


@pytest.mark.parametrize("role", [Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_readers_see_approved_pieces_alone(database: str, role: Role) -> None:
    clusters = seed()
    reader = factories.identity(role, clusters["Central"])
    factories.add_evidence_piece("100001")
    approved = factories.add_evidence_piece("100001", approved_on=DAY)
    assert evidence_pieces.evidence_pieces(reader)["id"].tolist() == [approved]


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
