"""What goes with a piece of evidence: its approval."""

from sqlalchemy.orm import Session

from data_access.forms import Answers
from data_access.models import EvidencePiece
from data_access.record_keeping import Keeping
from data_access.text_status import move
from data_access.vocabulary import CaseStudyStatus


def _awaits_approval(session: Session, record: EvidencePiece, _answers: Answers) -> None:
    """What stands as approved is what somebody approved: a corrected piece waits again. What was refused stays so."""
    if record.status != CaseStudyStatus.REFUSED:
        move(session.info["actor"], record, CaseStudyStatus.SUBMITTED)


APPROVED_BY_SOMEBODY = Keeping(prepare=_awaits_approval)
