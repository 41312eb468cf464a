"""The way of a text from draft over handed in to approved, sent back or refused: one for every kind of evidence."""

from data_access import clock
from data_access.models import CaseStudy, EvidencePiece, now
from data_access.vocabulary import CaseStudyStatus


def move(actor: str, record: CaseStudy | EvidencePiece, status: CaseStudyStatus) -> None:
    """Brings a text to the status; who handed it in or approved it is kept with it."""
    record.status = status
    if status == CaseStudyStatus.SUBMITTED:
        record.submitted_at, record.submitted_by = now(), actor
    is_approved = status == CaseStudyStatus.APPROVED
    if isinstance(record, CaseStudy):
        record.approved_at = now() if is_approved else None
    record.approved_on = clock.today() if is_approved else None
    record.approved_by = actor if is_approved else None


def hand_in_again(actor: str, record: CaseStudy) -> None:
    """What stands as approved is what somebody approved: a corrected case study waits for that again."""
    if record.status == CaseStudyStatus.APPROVED:
        move(actor, record, CaseStudyStatus.SUBMITTED)
