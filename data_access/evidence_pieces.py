"""School audits, staff reflections and comments by Ofsted: read, and counted beside case studies."""

import pandas as pd
from sqlalchemy import func, literal, select, true, union_all

from data_access import store
from data_access.models import CaseStudy, EvidencePiece, Setting
from data_access.permissions import Action, Identity
from data_access.reading import Query, cluster_on, settings_in_scope, table
from data_access.vocabulary import CaseStudyStatus, EvidenceKind


def evidence_pieces(viewer: Identity) -> pd.DataFrame:
    """Every piece that the viewer may read: approved ones, and for some roles the others.

    Rows: one per piece, latest first.
    Columns: id, kind, title, text, happened_on (date), urn, setting, phase, setting_type, cluster (on that day),
    status, approved_on (date), approved_by, recorded_by, version.
    Missing: approved_on and approved_by until approval; cluster for a setting that was in none.
    """
    with store.reading() as session:
        return table(session, _pieces(viewer))


def approved_evidence(viewer: Identity) -> pd.DataFrame:
    """How much approved evidence there is of each kind, case studies among it.

    Rows: one per kind, setting and day of approval, in that order.
    Columns: kind, urn, setting, phase, setting_type, cluster (on that day), approved_on (date), piece_count.
    """
    kinds = (
        select(literal(EvidenceKind.CASE_STUDY.value).label("kind"), CaseStudy.setting_id, CaseStudy.approved_on).where(
            CaseStudy.status == CaseStudyStatus.APPROVED
        ),
        select(EvidencePiece.kind, EvidencePiece.setting_id, EvidencePiece.approved_on).where(
            EvidencePiece.status == CaseStudyStatus.APPROVED
        ),
    )
    of = union_all(*kinds).subquery("approved").c
    place = (Setting.urn, Setting.name.label("setting"), Setting.phase, Setting.setting_type)
    query = (
        select(
            of.kind,
            *place,
            cluster_on(of.setting_id, of.approved_on).label("cluster"),
            of.approved_on,
            func.count().label("piece_count"),
        )
        .join(Setting, Setting.id == of.setting_id)
        .where(settings_in_scope(viewer, of.setting_id))
        .group_by(of.kind, of.setting_id, of.approved_on, Setting.id)
        .order_by(of.kind, Setting.urn, of.approved_on)
    )
    with store.reading() as session:
        return table(session, query)


def _pieces(viewer: Identity) -> Query:
    is_open = true() if viewer.may(Action.SEE_UNAPPROVED) else EvidencePiece.status == CaseStudyStatus.APPROVED
    return (
        select(
            EvidencePiece.id,
            EvidencePiece.kind,
            EvidencePiece.title,
            EvidencePiece.text,
            EvidencePiece.happened_on,
            Setting.urn,
            Setting.name.label("setting"),
            Setting.phase,
            Setting.setting_type,
            cluster_on(Setting.id, EvidencePiece.happened_on).label("cluster"),
            EvidencePiece.status,
            EvidencePiece.approved_on,
            EvidencePiece.approved_by,
            EvidencePiece.recorded_by,
            EvidencePiece.version,
        )
        .join(Setting, Setting.id == EvidencePiece.setting_id)
        .where(is_open, settings_in_scope(viewer, Setting.id))
        .order_by(EvidencePiece.happened_on.desc(), EvidencePiece.id.desc())
    )
