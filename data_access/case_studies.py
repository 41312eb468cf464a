"""Case studies: what a setting did and what came of it, from draft to submitted to approved."""

import pandas as pd
from sqlalchemy import case, null, select, true
from sqlalchemy.orm import Session

from data_access import clock, store
from data_access.errors import Conflict, NotFound
from data_access.forms import CASE_STUDY, clean, named_by
from data_access.models import CaseStudy, Setting, now
from data_access.permissions import Action, Identity, require
from data_access.reading import Query, cluster_on, settings_in_scope, table
from data_access.recording import (
    check_version,
    programme_start,
    put_draft_away,
    record_once,
    setting_of,
)
from data_access.taken_away import forget_earlier, take_away
from data_access.vocabulary import CaseStudyStatus

TEXTS = ("title", "happened_on", "themes", "context", "what_was_done", "impact", "quotation", "has_consent")


def case_studies(viewer: Identity, urn: str | None = None) -> pd.DataFrame:
    """Every case study that the viewer may read, or those of one setting: approved ones, and for some roles the others.

    Rows: one per case study, latest first.
    Columns: id, title, happened_on (date), urn, setting, phase, setting_type, cluster (on that day), themes (list),
    context, what_was_done, impact, quotation, status, approved_on (date), approved_by, recorded_by, version.
    Missing: quotation is NaN without consent; approved_on and approved_by until approval.
    """
    query = _case_studies(viewer)
    if urn is not None:
        query = query.where(Setting.urn == urn)
    with store.reading() as session:
        return table(session, query)


def case_study(viewer: Identity, case_study_id: int) -> dict[str, object]:
    """One case study as answers to its form, with its id, status and version. For those who may correct it.

    Raises: NotAllowed; NotFound for one that is not there or not in scope.
    """
    require(viewer, Action.WRITE_CASE_STUDY)
    with store.reading() as session:
        record = session.get(CaseStudy, case_study_id)
        setting = None if record is None else _setting(session, viewer, record)
        if record is None or setting is None:
            raise NotFound(_NOT_THERE)
        return {**answers_of(record, setting), "id": record.id, "status": record.status, "version": record.version}


def write_case_study(actor: Identity, answers: dict[str, object], entry_key: str) -> int:
    """Saves a new case study as a draft, once for each entry key. Value: its id.

    Raises: NotAllowed; InvalidInput by field.
    """
    require(actor, Action.WRITE_CASE_STUDY)

    def make(session: Session) -> CaseStudy:
        record = CaseStudy(recorded_by=actor.name_in_log, entry_key=entry_key, status=CaseStudyStatus.DRAFT)
        _fill(session, actor, record, clean(CASE_STUDY, answers, since=programme_start(session)))
        session.add(record)
        return record

    def says_the_same(session: Session, record: CaseStudy) -> bool:
        setting = _setting(session, actor, record)
        cleaned = clean(CASE_STUDY, answers, since=programme_start(session))
        return setting is not None and answers_of(record, setting) == cleaned

    return record_once(actor, CaseStudy, entry_key, make, lambda record: record.id, says_the_same)


def correct_case_study(actor: Identity, case_study_id: int, version: int, answers: dict[str, object]) -> None:
    """Replaces what a case study says, if nobody else has changed it since `version` was read.

    What stands as approved is what somebody approved: a corrected one is submitted again.

    Raises: NotAllowed; NotFound; InvalidInput by field; Conflict with the stored answers and "version".
    """
    require(actor, Action.WRITE_CASE_STUDY)
    with store.writing(actor) as session:
        record, setting = found_study(session, actor, case_study_id)
        cleaned = clean(CASE_STUDY, answers, since=programme_start(session))
        if check_version(record, version, answers_of(record, setting), cleaned):
            _fill(session, actor, record, cleaned)
            record.version += 1
            if record.status == CaseStudyStatus.APPROVED:
                _move(actor, record, CaseStudyStatus.SUBMITTED)
            if not record.has_consent:
                forget_earlier(session, CaseStudy.__tablename__, record.id, "quotation")
        put_draft_away(session, actor, CASE_STUDY.name, str(case_study_id))


def remove_case_study(actor: Identity, case_study_id: int, version: int) -> int | None:
    """Takes a case study away, with what people found in it. Value: under which it can be put back.

    Raises: NotAllowed; NotFound; Conflict if somebody changed it since `version` was read.
    """
    require(actor, Action.WRITE_CASE_STUDY)
    with store.writing(actor) as session:
        record, setting = found_study(session, actor, case_study_id)
        answers = answers_of(record, setting)
        check_version(record, version, {**answers, "is_there": True}, {"is_there": False})
        put_draft_away(session, actor, CASE_STUDY.name, str(case_study_id))
        return take_away(session, actor, CASE_STUDY.name, record, named_by(CASE_STUDY, answers))


def submit_case_study(actor: Identity, case_study_id: int, version: int) -> None:
    """Hands a draft in for approval. Raises: NotAllowed; NotFound; Conflict."""
    require(actor, Action.WRITE_CASE_STUDY)
    _change_status(actor, case_study_id, version, CaseStudyStatus.SUBMITTED)


def approve_case_study(actor: Identity, case_study_id: int, version: int) -> None:
    """Lets everyone in the programme read it, and counts it. Who approved is kept. Raises: as `submit_case_study`."""
    require(actor, Action.APPROVE_CASE_STUDY)
    _change_status(actor, case_study_id, version, CaseStudyStatus.APPROVED)


def return_to_draft(actor: Identity, case_study_id: int, version: int) -> None:
    """Takes it back, also from those who could read it. Raises: as `submit_case_study`."""
    require(actor, Action.APPROVE_CASE_STUDY)
    _change_status(actor, case_study_id, version, CaseStudyStatus.DRAFT)


_NOT_THERE = "There is no such case study, or it is not one of your clusters'."
_CHANGED = "Somebody else changed this case study while you were reading it. Read it again before you decide."
# From where a case study may come to each status.
_BEFORE = {
    CaseStudyStatus.SUBMITTED: {CaseStudyStatus.DRAFT},
    CaseStudyStatus.APPROVED: {CaseStudyStatus.SUBMITTED},
    CaseStudyStatus.DRAFT: {CaseStudyStatus.SUBMITTED, CaseStudyStatus.APPROVED},
}


def _case_studies(viewer: Identity) -> Query:
    may_see = true() if viewer.may(Action.SEE_UNAPPROVED) else CaseStudy.status == CaseStudyStatus.APPROVED
    return (
        select(
            CaseStudy.id,
            CaseStudy.title,
            CaseStudy.happened_on,
            Setting.urn,
            Setting.name.label("setting"),
            Setting.phase,
            Setting.setting_type,
            cluster_on(Setting.id, CaseStudy.happened_on).label("cluster"),
            CaseStudy.themes,
            CaseStudy.context,
            CaseStudy.what_was_done,
            CaseStudy.impact,
            case((CaseStudy.has_consent, CaseStudy.quotation), else_=null()).label("quotation"),
            CaseStudy.status,
            CaseStudy.approved_on,
            CaseStudy.approved_by,
            CaseStudy.recorded_by,
            CaseStudy.version,
        )
        .join(Setting, Setting.id == CaseStudy.setting_id)
        .where(may_see, settings_in_scope(viewer, Setting.id))
        .order_by(CaseStudy.happened_on.desc(), CaseStudy.id.desc())
    )


def found_study(session: Session, actor: Identity, case_study_id: int) -> tuple[CaseStudy, Setting]:
    record = session.get(CaseStudy, case_study_id, with_for_update=True)
    setting = None if record is None else _setting(session, actor, record)
    if record is None or setting is None:
        raise NotFound(_NOT_THERE)
    return record, setting


def _setting(session: Session, viewer: Identity, record: CaseStudy) -> Setting | None:
    return session.scalar(select(Setting).where(Setting.id == record.setting_id, settings_in_scope(viewer, Setting.id)))


def answers_of(record: CaseStudy, setting: Setting) -> dict[str, object]:
    return {"urn": setting.urn, **{name: getattr(record, name) for name in TEXTS}}


def _fill(session: Session, actor: Identity, record: CaseStudy, cleaned: dict[str, object]) -> None:
    record.setting_id = setting_of(session, actor, str(cleaned["urn"])).id
    for name in TEXTS:
        if getattr(record, name) != cleaned[name]:
            setattr(record, name, cleaned[name])


def _change_status(actor: Identity, case_study_id: int, version: int, status: CaseStudyStatus) -> None:
    with store.writing(actor) as session:
        record, setting = found_study(session, actor, case_study_id)
        if record.status == status:
            return
        if record.version != version or record.status not in _BEFORE[status]:
            raise Conflict(
                _CHANGED, {**answers_of(record, setting), "version": record.version, "status": record.status}
            )
        _move(actor, record, status)
        record.version += 1


def _move(actor: Identity, record: CaseStudy, status: CaseStudyStatus) -> None:
    record.status = status
    if status == CaseStudyStatus.SUBMITTED:
        record.submitted_at = now()
    is_approved = status == CaseStudyStatus.APPROVED
    record.approved_at = now() if is_approved else None
    record.approved_on = clock.today() if is_approved else None
    record.approved_by = actor.name_in_log if is_approved else None
