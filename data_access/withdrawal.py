"""Consent that is withdrawn: the text goes with everything that was made of it, and cannot be put back."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, select, update
from sqlalchemy.orm import Session

from data_access import attachment_store, clock, locks, store, taken_away
from data_access.drafts import OF_A_FILE
from data_access.errors import InvalidInput, NotFound
from data_access.forms import CASE_STUDY, consent
from data_access.imports.case_study_files import CASE_STUDIES
from data_access.models import (
    Attachment,
    AuditEntry,
    Base,
    CaseStudy,
    ConsentWithdrawal,
    DeletedRecord,
    EarlierText,
    FormDraft,
    Passage,
    Review,
)
from data_access.permissions import Action, Identity, require
from data_access.reading import settings_in_scope
from data_access.recording import new_draft_key
from data_access.vocabulary import ConsentGiver

WHY = "Consent was withdrawn."
_NOT_THERE = "There is no such case study: it may have been removed already."
WHOLE, QUOTATION = "case_study", "quotation"
# What the audit log says of every change to it from then on: that there was one, by whom and when.
_IN_THE_LOG: dict[str, object] = {"consent": ["given", "withdrawn"]}
_OF_THE_QUOTATION = ("quotation", "has_consent", *(field.name for field in consent.OF_THE_QUOTATION))


def withdraw_case_study(actor: Identity, case_study_id: int, by: str, on: date | None) -> None:
    """Removes a case study for good: its text, quotation, passages, comments of reviewers, attachments and drafts, and
    its title in the audit log. It counts nowhere from this moment. That something was withdrawn, by which role and
    when, is kept; what it was is not. No approval of figures stands in the way.

    Raises: NotAllowed; NotFound; InvalidInput beside "by" or "on".
    """
    require(actor, Action.WITHDRAW_CONSENT)
    with locks.because(WHY), store.writing(actor) as session:
        files = attachment_store.files_of(session, Attachment.case_study_id == case_study_id)
        record = _found(session, actor, case_study_id)
        if record is None:
            raise NotFound(_NOT_THERE)
        _keep_that_it_was_withdrawn(session, actor, WHOLE, by, on)
        session.execute(delete(FormDraft).where(_is_draft_of(record.id, record.entry_key)))
        _forget_what_was_put_right_in_files(session)
        _forget_what_it_said(session, case_study_id)
        session.delete(record)
        session.flush()
        taken_away.forget(session, CaseStudy.__tablename__, CASE_STUDY.name, case_study_id)
        _forget_in_the_log(session, AuditEntry.record_id == str(case_study_id))
    attachment_store.remove_files(files)


def withdraw_taken_away(actor: Identity, deleted_id: int, by: str, on: date | None) -> None:
    """The same for a case study that somebody took away, and that could still be put back. Raises: as above.

    Its number may be another's by now: of what stands under the number, only what is older than its taking away goes.
    """
    require(actor, Action.WITHDRAW_CONSENT)
    with locks.because(WHY), store.writing(actor) as session:
        kept = session.get(DeletedRecord, deleted_id, with_for_update=True)
        if kept is None or kept.kind != CASE_STUDY.name:
            raise NotFound(_NOT_THERE)
        _keep_that_it_was_withdrawn(session, actor, WHOLE, by, on)
        drafts = _is_draft_of(kept.record_id, kept.rows[0][1].get("entry_key"))
        earlier = EarlierText.recorded_at <= kept.deleted_at
        if session.get(CaseStudy, kept.record_id) is not None:
            drafts = and_(drafts, FormDraft.saved_at <= kept.deleted_at)
        session.execute(delete(FormDraft).where(drafts))
        _forget_what_was_put_right_in_files(session)
        for table, values in kept.rows:
            of_row = EarlierText.table_name == table, EarlierText.record_id == values.get("id")
            session.execute(delete(EarlierText).where(*of_row, earlier))
        about_it = AuditEntry.record_id == str(kept.record_id), AuditEntry.recorded_at <= kept.deleted_at
        _forget_in_the_log(session, *about_it)
        files = [values["stored_as"] for _, values in kept.rows if values.get("stored_as")]
        session.delete(kept)
    attachment_store.remove_files(files)


def withdraw_quotation(actor: Identity, case_study_id: int, by: str, on: date | None) -> None:
    """Removes a quotation for good, and leaves the rest of its case study as it is. Raises: as above."""
    require(actor, Action.WITHDRAW_CONSENT)
    with locks.because(WHY), store.writing(actor) as session:
        record = _found(session, actor, case_study_id)
        if record is None:
            raise NotFound(_NOT_THERE)
        _keep_that_it_was_withdrawn(session, actor, QUOTATION, by, on)
        for draft in session.scalars(select(FormDraft).where(_is_draft_of(record.id, record.entry_key))):
            draft.answers = {name: said for name, said in draft.answers.items() if name not in _OF_THE_QUOTATION}
        _forget_what_was_put_right_in_files(session)
        for name in _OF_THE_QUOTATION:
            setattr(record, name, False if name == "has_consent" else None)
        record.version += 1
        taken_away.forget_earlier(session, CaseStudy.__tablename__, case_study_id, QUOTATION)


def _found(session: Session, actor: Identity, case_study_id: int) -> CaseStudy | None:
    here = select(CaseStudy).where(CaseStudy.id == case_study_id, settings_in_scope(actor, CaseStudy.setting_id))
    return session.scalar(here.with_for_update())


def _forget_what_it_said(session: Session, case_study_id: int) -> None:
    """What its texts said before they were written over, and the texts of what belongs to it."""
    passages = select(Passage.id).where(Passage.source == CaseStudy.__tablename__, Passage.source_id == case_study_id)
    parts: dict[type[Base], Any] = {
        CaseStudy: [case_study_id],
        Passage: passages,
        Review: select(Review.id).where(Review.case_study_id == case_study_id),
        Attachment: select(Attachment.id).where(Attachment.case_study_id == case_study_id),
    }
    for model, ids in parts.items():
        of_them = EarlierText.table_name == model.__tablename__, EarlierText.record_id.in_(ids)
        session.execute(delete(EarlierText).where(*of_them).execution_options(synchronize_session=False))


def _keep_that_it_was_withdrawn(session: Session, actor: Identity, what: str, by: str, on: date | None) -> None:
    wrong = {}
    if by not in set(ConsentGiver):
        wrong["by"] = "Choose the role of the person who withdrew it."
    if on is None or on > clock.today():
        wrong["on"] = "Give the day on which it was withdrawn, today or before."
    if wrong or on is None:
        raise InvalidInput(wrong)
    session.add(ConsentWithdrawal(what=what, withdrawn_by=by, withdrawn_on=on, recorded_by=actor.name_in_log))


def _is_draft_of(case_study_id: int, entry_key: str | None) -> ColumnElement[bool]:
    """True for everybody's drafts of the record: its corrections, and what is left of its first entry."""
    keys = [str(case_study_id), *([new_draft_key(entry_key)] if entry_key else [])]
    return and_(FormDraft.form == CASE_STUDY.name, FormDraft.draft_key.in_(keys))


def _forget_what_was_put_right_in_files(session: Session) -> None:
    """Nobody knows which row of a file was about it: what was typed over rows of any file of case studies goes."""
    of_files = FormDraft.form == OF_A_FILE, FormDraft.draft_key.startswith(f"{CASE_STUDIES.name} ")
    session.execute(delete(FormDraft).where(*of_files))


def _forget_in_the_log(session: Session, *which: ColumnElement[bool]) -> None:
    """Its title and its days stand in the log of every change that was made to it."""
    about_it = AuditEntry.table_name == CaseStudy.__tablename__, *which
    reason = case((AuditEntry.reason.is_(None), None), else_=WHY)
    session.execute(update(AuditEntry).where(*about_it).values(changes=_IN_THE_LOG, reason=reason))
