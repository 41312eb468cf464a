"""What goes with a piece of evidence: its approval, and the passages that people took out of it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.forms import Answers
from data_access.models import EvidencePiece, Passage
from data_access.record_keeping import Keeping
from data_access.vocabulary import CaseStudyStatus


def _awaits_approval(_session: Session, record: EvidencePiece, _answers: Answers) -> None:
    """What stands as approved is what somebody approved: a corrected piece waits again."""
    record.status, record.approved_on, record.approved_by = CaseStudyStatus.SUBMITTED, None, None


def _clear(session: Session, record: Any) -> None:
    """No passage may outlive its text: a later piece could be given the same id."""
    taken_out = Passage.source == EvidencePiece.__tablename__, Passage.source_id == record.id
    for passage in session.scalars(select(Passage).where(*taken_out)):
        session.delete(passage)
    session.flush()


APPROVED_BY_SOMEBODY = Keeping(prepare=_awaits_approval, clear=_clear)
