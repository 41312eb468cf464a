"""Case studies: what a setting did and what came of it, written, read and handed in to reviewers."""

import pandas as pd
from sqlalchemy import case, null, select
from sqlalchemy.orm import Session

from data_access import consent, store
from data_access.errors import Conflict, InvalidInput, NotFound
from data_access.forms import CASE_STUDY, clean, named_by
from data_access.forms import consent as consent_fields
from data_access.models import CaseStudy, Setting
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
from data_access.text_status import hand_in_again, move
from data_access.vocabulary import CaseStudyStatus

ANSWERS = tuple(field.name for field in CASE_STUDY.fields if field.name != "urn")


def case_studies(viewer: Identity, urn: str | None = None) -> pd.DataFrame:
    """Every case study that the viewer may read, or those of one setting: approved ones, and for some roles the others.

    Rows: one per case study, latest first.
    Columns: id, title, happened_on (date), urn, setting, phase, setting_type, cluster (on that day), themes (list),
    context, what_was_done, impact, quotation, consent_for, quotation_for, status, approved_on (date), approved_by,
    recorded_by, version.
    Missing: quotation is NaN without consent; consent_for where nobody asked; approved_on, approved_by until approval.
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
        _fill(session, actor, record, _cleaned(session, answers))
        session.add(record)
        return record

    def says_the_same(session: Session, record: CaseStudy) -> bool:
        setting = _setting(session, actor, record)
        cleaned = _cleaned(session, answers)
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
        cleaned = _cleaned(session, answers)
        if check_version(record, version, answers_of(record, setting), cleaned):
            _fill(session, actor, record, cleaned)
            record.version += 1
            hand_in_again(actor.name_in_log, record)
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
    """Hands a draft in for approval, once it is known who agreed that it is shared.

    Raises: NotAllowed; NotFound; InvalidInput by field without consent; Conflict.
    """
    require(actor, Action.WRITE_CASE_STUDY)
    with store.writing(actor) as session:
        record, setting = found_study(session, actor, case_study_id)
        if record.status == CaseStudyStatus.SUBMITTED:
            return
        stored = answers_of(record, setting)
        if record.version != version or record.status != CaseStudyStatus.DRAFT:
            raise Conflict(_CHANGED, {**stored, "version": record.version, "status": record.status})
        if unanswered := consent_fields.missing(stored):
            raise InvalidInput(unanswered)
        move(actor.name_in_log, record, CaseStudyStatus.SUBMITTED)
        record.version += 1


_NOT_THERE = "There is no such case study, or it is not one of your clusters'."
_CHANGED = "Somebody else changed this case study while you were reading it. Read it again before you decide."


def _case_studies(viewer: Identity) -> Query:
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
            case((consent.is_quotation_open(viewer), CaseStudy.quotation), else_=null()).label("quotation"),
            CaseStudy.consent_for,
            CaseStudy.quotation_for,
            CaseStudy.status,
            CaseStudy.approved_on,
            CaseStudy.approved_by,
            CaseStudy.recorded_by,
            CaseStudy.version,
        )
        .join(Setting, Setting.id == CaseStudy.setting_id)
        .where(consent.is_open(viewer), settings_in_scope(viewer, Setting.id))
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
    return {"urn": setting.urn, **{name: getattr(record, name) for name in ANSWERS}}


def _cleaned(session: Session, answers: dict[str, object]) -> dict[str, object]:
    return consent_fields.without_leftovers(clean(CASE_STUDY, answers, since=programme_start(session)))


def _fill(session: Session, actor: Identity, record: CaseStudy, cleaned: dict[str, object]) -> None:
    record.setting_id = setting_of(session, actor, str(cleaned["urn"])).id
    for name in ANSWERS:
        if getattr(record, name) != cleaned[name]:
            setattr(record, name, cleaned[name])
