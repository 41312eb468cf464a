"""The free texts that can be read for themes, one row for each field that says something, within a viewer's scope."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    select,
    true,
    union_all,
)

from data_access import consent
from data_access.models import CaseStudy, Cluster, EvidencePiece, Passage, Setting, SurveyResponse
from data_access.permissions import Action, Identity
from data_access.reading import Column, Query, cluster_on, responses_in_scope, settings_in_scope
from data_access.vocabulary import CaseStudyStatus, EvidenceKind, TextSource

# Source -> its table, and the columns in which people write.
CASE_STUDY_FIELDS = ("context", "what_was_done", "impact", "quotation")
FIELDS: dict[TextSource, tuple[Any, tuple[str, ...]]] = {
    TextSource.CASE_STUDY: (CaseStudy, CASE_STUDY_FIELDS),
    TextSource.SURVEY_RESPONSE: (SurveyResponse, ("comment",)),
    TextSource.EVIDENCE_PIECE: (EvidencePiece, ("text",)),
}
NEEDS_CONSENT = "quotation"


def texts(viewer: Identity, *, only_counted: bool = False) -> Subquery:
    """Every text that the viewer may read; with `only_counted`, what counts by now: approved evidence, and comments.

    Columns: source, source_id, field, position (of the field, as it is read), part (the kind of evidence, or the
    audience), title, text, setting_id, cluster_id (where no setting is known), day (of approval if only what counts
    is asked for), may_be_quoted (to everyone).
    """
    only_approved = only_counted or not viewer.may(Action.SEE_UNAPPROVED)
    parts = [_case_studies(viewer, at, only_approved, only_counted) for at in range(len(CASE_STUDY_FIELDS))]
    parts.append(_pieces(viewer, only_approved, only_counted))
    # Each comment is one person: it is read, and counted, only by those who see single answers.
    if viewer.may(Action.READ_COMMENTS) and viewer.may(Action.SEE_EXACT_COUNTS):
        parts.append(_comments(viewer))
    return union_all(*parts).subquery("texts")


def stands(passage: Any, texts: Any) -> ColumnElement[bool]:
    """True where a passage is of a text, and the text still says there what it said when it was read.

    `passage` is `Passage` or an alias of it, `texts` the columns of `texts`.
    """
    return and_(
        passage.source == texts.source,
        passage.source_id == texts.source_id,
        passage.field == texts.field,
        says(texts.text, passage),
    )


def says(text: Column, passage: Any = Passage) -> ColumnElement[bool]:
    """True where the text has the passage's words in the passage's place."""
    found: ColumnElement[bool] = (
        func.substr(text, passage.starts_at + 1, passage.ends_at - passage.starts_at) == passage.excerpt
    )
    return found


def placed(query: Query, of: Any) -> Query:
    """The query with urn, setting, phase, setting_type and cluster (on the day) of `of`, the columns of `texts`.

    Missing: urn and setting of a comment, which a small setting would give away; what is not known.
    """
    is_document = of.source != TextSource.SURVEY_RESPONSE
    return (
        query.add_columns(
            case((is_document, Setting.urn)).label("urn"),
            case((is_document, Setting.name)).label("setting"),
            Setting.phase,
            Setting.setting_type,
            func.coalesce(Cluster.name, cluster_on(of.setting_id, of.day)).label("cluster"),
        )
        .outerjoin(Setting, Setting.id == of.setting_id)
        .outerjoin(Cluster, Cluster.id == of.cluster_id)
    )


def _case_studies(viewer: Identity, position: int, only_approved: bool, only_counted: bool) -> Query:
    field = CASE_STUDY_FIELDS[position]
    text = getattr(CaseStudy, field)
    is_open = and_(_is_read(CaseStudy.status, only_approved), consent.is_open(viewer))
    may_be_read = consent.is_quotation_open(viewer) if field == NEEDS_CONSENT else true()
    return select(
        literal(TextSource.CASE_STUDY.value).label("source"),
        CaseStudy.id.label("source_id"),
        literal(field).label("field"),
        literal(position).label("position"),
        literal(EvidenceKind.CASE_STUDY.value).label("part"),
        CaseStudy.title,
        text.label("text"),
        CaseStudy.setting_id,
        cast(null(), Integer).label("cluster_id"),
        (CaseStudy.approved_on if only_counted else CaseStudy.happened_on).label("day"),
        CaseStudy.has_consent.label("may_be_quoted"),
    ).where(is_open, may_be_read, _is_filled(text), settings_in_scope(viewer, CaseStudy.setting_id))


def _pieces(viewer: Identity, only_approved: bool, only_counted: bool) -> Query:
    is_open = _is_read(EvidencePiece.status, only_approved)
    return select(
        literal(TextSource.EVIDENCE_PIECE.value),
        EvidencePiece.id,
        literal("text"),
        literal(0),
        EvidencePiece.kind,
        EvidencePiece.title,
        EvidencePiece.text,
        EvidencePiece.setting_id,
        cast(null(), Integer),
        EvidencePiece.approved_on if only_counted else EvidencePiece.happened_on,
        true(),
    ).where(is_open, _is_filled(EvidencePiece.text), settings_in_scope(viewer, EvidencePiece.setting_id))


def _comments(viewer: Identity) -> Query:
    response = SurveyResponse
    return select(
        literal(TextSource.SURVEY_RESPONSE.value),
        response.id,
        literal("comment"),
        literal(0),
        response.audience,
        cast(null(), String),
        response.comment,
        response.setting_id,
        # A comment about a setting counts in the setting's cluster, whatever else was noted.
        case((response.setting_id.is_(None), response.cluster_id)),
        response.answered_on,
        true(),
    ).where(_is_filled(response.comment), responses_in_scope(viewer, response.setting_id, response.cluster_id))


def _is_read(status: Column, only_approved: bool) -> ColumnElement[bool]:
    """True for what is approved; where more may be read, for all but what a reviewer refused."""
    read: ColumnElement[bool] = (
        status == CaseStudyStatus.APPROVED if only_approved else status != CaseStudyStatus.REFUSED
    )
    return read


def _is_filled(text: Column) -> ColumnElement[bool]:
    return and_(text.is_not(None), text != "")
