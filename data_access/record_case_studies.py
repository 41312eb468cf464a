"""What goes with a case study that comes in a file: its way to approval, and consent that belongs to a quotation."""

from sqlalchemy.orm import Session

from data_access.forms import Answers, consent
from data_access.models import CaseStudy
from data_access.record_keeping import Keeping
from data_access.text_status import hand_in_again
from data_access.vocabulary import CaseStudyStatus


def _without_leftovers(_session: Session, answers: Answers) -> Answers:
    return consent.without_leftovers(answers) if "quotation" in answers else answers


def _on_its_way(session: Session, record: CaseStudy, _answers: Answers) -> None:
    if not record.status:
        record.status = CaseStudyStatus.DRAFT
    hand_in_again(session.info["actor"], record)


HANDED_IN_BY_SOMEBODY = Keeping(settled=_without_leftovers, prepare=_on_its_way)
