"""The demo's audits and reflections, and the themes found in its texts."""

from datetime import date

from sqlalchemy import func, select

from data_access import demo, evidence_pieces, store, themes_found
from data_access.models import Passage
from data_access.permissions import COMMAND_LINE
from data_access.vocabulary import EvidenceKind, Theme, label
from tests import factories


def test_demo_has_evidence_of_every_kind_and_texts_that_two_people_read_for_every_theme(sqlite_database: str) -> None:
    demo.load(COMMAND_LINE, date(2026, 11, 20))
    staff = factories.staff()

    assert set(evidence_pieces.approved_evidence(staff)["kind"]) == set(EvidenceKind)
    assert "submitted" in set(evidence_pieces.evidence_pieces(staff)["status"])
    assert set(themes_found.themes_of_pieces(staff)["theme"]) == {label(theme) for theme in Theme}
    assert len(themes_found.read_twice(staff)) > 100
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Passage)) == themes_found.uses(staff)["read_count"].max()
