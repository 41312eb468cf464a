"""Who may read a case study and its quotation: what the people in it agreed to, said in SQL."""

from sqlalchemy import ColumnElement, and_, or_, true

from data_access.models import CaseStudy
from data_access.permissions import Action, Identity
from data_access.reading import Column
from data_access.vocabulary import CaseStudyStatus, ConsentFor


def is_open(viewer: Identity) -> ColumnElement[bool]:
    """True for case studies that the viewer may read: reviewers all of them; others what is approved and shared.

    Those approved before consent was asked for have none recorded, and stay as they were.
    """
    if viewer.may(Action.SEE_UNAPPROVED):
        return true()
    return and_(CaseStudy.status == CaseStudyStatus.APPROVED, _is_shared(CaseStudy.consent_for))


def is_quotation_open(viewer: Identity) -> ColumnElement[bool]:
    """True where the quotation may be read as well: nobody reads it without the consent of the person quoted."""
    agreed: ColumnElement[bool] = and_(CaseStudy.has_consent, true())
    return agreed if viewer.may(Action.SEE_UNAPPROVED) else and_(agreed, _is_shared(CaseStudy.quotation_for))


def _is_shared(agreed_for: Column) -> ColumnElement[bool]:
    return or_(agreed_for.is_(None), agreed_for != ConsentFor.INTERNAL)
