"""What goes with a piece of evidence: its approval."""

from sqlalchemy.orm import Session

from data_access.forms import Answers
from data_access.models import EvidencePiece
from data_access.record_keeping import Keeping
from data_access.vocabulary import CaseStudyStatus


def _awaits_approval(_session: Session, record: EvidencePiece, _answers: Answers) -> None:
    """What stands as approved is what somebody approved: a corrected piece waits again."""
    record.status, record.approved_on, record.approved_by = CaseStudyStatus.SUBMITTED, None, None


APPROVED_BY_SOMEBODY = Keeping(prepare=_awaits_approval)
