"""The reviewers' queue: what waits to be read, and what is decided about it."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, String, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from data_access import store
from data_access.errors import Conflict, InvalidInput, NotFound
from data_access.forms import consent
from data_access.forms.personal_data import findings
from data_access.models import CaseStudy, EvidencePiece, Review, Setting
from data_access.permissions import Action, Identity, require
from data_access.reading import Query, cluster_on, settings_in_scope, table
from data_access.text_status import move
from data_access.vocabulary import CaseStudyStatus, EvidenceKind, ReviewDecision, TextSource

LONGEST_COMMENT = 1000
COMMENT = "comment"
_NOT_THERE = "There is no such text, or it is not one of your clusters'."
_CHANGED = "Somebody else changed or decided this while you were reading it. Read it again before you decide."
_OWN = "You wrote this or handed it in: somebody else has to approve it."
_NO_CONSENT = "Nobody has recorded who agreed that this is shared. Send it back and ask for it."
_SAY_WHY = "Say in a sentence or two what should be different: the author reads it."
Text = CaseStudy | EvidencePiece


@dataclass(frozen=True)
class Kind:
    """Where a kind of text is kept, who decides about it, and the column by which a decision names it."""

    model: type[CaseStudy] | type[EvidencePiece]
    needs: Action
    key: str


KINDS: dict[TextSource, Kind] = {
    TextSource.CASE_STUDY: Kind(CaseStudy, Action.APPROVE_CASE_STUDY, "case_study_id"),
    TextSource.EVIDENCE_PIECE: Kind(EvidencePiece, Action.APPROVE_EVIDENCE, "evidence_piece_id"),
}
STATUS = {
    ReviewDecision.APPROVED: CaseStudyStatus.APPROVED,
    ReviewDecision.SENT_BACK: CaseStudyStatus.DRAFT,
    ReviewDecision.REFUSED: CaseStudyStatus.REFUSED,
}
# From where a text may come to each status.
BEFORE = {
    CaseStudyStatus.APPROVED: {CaseStudyStatus.SUBMITTED},
    CaseStudyStatus.DRAFT: {CaseStudyStatus.SUBMITTED, CaseStudyStatus.APPROVED, CaseStudyStatus.REFUSED},
    CaseStudyStatus.REFUSED: {CaseStudyStatus.SUBMITTED},
}


def waiting(viewer: Identity) -> pd.DataFrame:
    """Every text that waits for a reviewer.

    Rows: one per text, the one that has waited longest first.
    Columns: source, id, kind, title, urn, setting, cluster (on the day it is of), happened_on (date), submitted_at
    (UTC), submitted_by, recorded_by, version, context, what_was_done, impact, quotation, text (each where the kind has
    it), consent_from, consented_on, consent_for, quotation_from, quotation_for, is_own (the viewer may not approve it).
    Raises: NotAllowed.
    """
    require(viewer, Action.SEE_UNAPPROVED)
    parts = [_waiting(viewer, source) for source in KINDS]
    every = union_all(*parts).subquery("waiting")
    of = every.c
    query = select(every).order_by(of.submitted_at.is_(None).desc(), of.submitted_at, of.source, of.id)
    with store.reading() as session:
        found = table(session, query)
    mine = viewer.name_in_log
    return found.assign(is_own=(found["recorded_by"] == mine) | (found["submitted_by"] == mine))


def count_waiting(viewer: Identity) -> int:
    """How many wait that this person may approve. Nought for those who do not review."""
    if not viewer.may(Action.SEE_UNAPPROVED):
        return 0
    rows = waiting(viewer)
    return int((~rows["is_own"].astype(bool)).sum())


def decide(
    actor: Identity, source: TextSource, text_id: int, version: int, decision: ReviewDecision, comment: str = ""
) -> None:
    """Approves a text, sends it back to its author with a comment, or refuses it. Nobody approves their own.

    Taking back what is approved already needs no comment.

    Raises: NotAllowed; NotFound; InvalidInput beside "comment"; Conflict if it changed since `version` was read.
    """
    kind, status = KINDS[source], STATUS[decision]
    require(actor, kind.needs)
    with store.writing(actor) as session:
        record = _locked(session, actor, kind, text_id)
        if record.status == status:
            return
        if record.version != version or record.status not in BEFORE[status]:
            raise Conflict(_CHANGED, {"version": record.version, "status": record.status})
        is_needed = decision != ReviewDecision.APPROVED and record.status == CaseStudyStatus.SUBMITTED
        said = _checked(comment, is_needed)
        if decision == ReviewDecision.APPROVED:
            _refuse_approval(actor, record)
        move(actor.name_in_log, record, status)
        record.version += 1
        about: Any = {kind.key: text_id}
        session.add(Review(decision=decision, comment=said or None, decided_by=actor.name_in_log, **about))


def decisions(viewer: Identity, source: TextSource, text_id: int) -> pd.DataFrame:
    """What reviewers decided about one text and told its author. For those who see what is not approved.

    Rows: one per decision, the latest first. Columns: decision, comment, decided_at (UTC), decided_by.
    Missing: comment where none was given. A text out of scope has no rows. Raises: NotAllowed.
    """
    require(viewer, Action.SEE_UNAPPROVED)
    kind = KINDS[source]
    query = (
        select(Review.decision, Review.comment, Review.decided_at, Review.decided_by)
        .join(kind.model, kind.model.id == getattr(Review, kind.key))
        .where(kind.model.id == text_id, settings_in_scope(viewer, kind.model.setting_id))
        .order_by(Review.decided_at.desc(), Review.id.desc())
    )
    with store.reading() as session:
        return table(session, query)


def sent_back(viewer: Identity) -> pd.DataFrame:
    """The viewer's own texts that a reviewer sent back, so that they are corrected and handed in again.

    Rows: one per text, the latest decision first. Columns: source, id, title, comment, decided_at (UTC).
    """
    parts = []
    for source, kind in KINDS.items():
        model, key = kind.model, getattr(Review, kind.key)
        latest = select(func.max(Review.id)).where(key == model.id).correlate(model).scalar_subquery()
        mine = (model.recorded_by == viewer.name_in_log) | (model.submitted_by == viewer.name_in_log)
        columns = (literal(source.value).label("source"), model.id, model.title, Review.comment, Review.decided_at)
        told = Review.decision == ReviewDecision.SENT_BACK
        is_draft = model.status == CaseStudyStatus.DRAFT
        parts.append(select(*columns).join(Review, Review.id == latest).where(told, mine, is_draft))
    every = union_all(*parts).subquery("sent_back")
    of = every.c
    with store.reading() as session:
        return table(session, select(every).order_by(of.decided_at.desc(), of.source, of.id))


def _waiting(viewer: Identity, source: TextSource) -> Query:
    model: Any = KINDS[source].model
    said = ("context", "what_was_done", "impact", "quotation", "text")
    agreed = ("consent_from", "consent_for", "quotation_from", "quotation_for")
    is_story = source == TextSource.CASE_STUDY
    kind = literal(EvidenceKind.CASE_STUDY.value) if is_story else model.kind
    return (
        select(
            literal(source.value).label("source"),
            model.id,
            kind.label("kind"),
            model.title,
            Setting.urn,
            Setting.name.label("setting"),
            cluster_on(Setting.id, model.happened_on).label("cluster"),
            *(getattr(model, name) for name in ("happened_on", "submitted_at", "submitted_by", "recorded_by")),
            model.version,
            *(_column(model, name) for name in (*said, *agreed)),
            (model.consented_on if is_story else cast(null(), CaseStudy.consented_on.type)).label("consented_on"),
        )
        .join(Setting, Setting.id == model.setting_id)
        .where(model.status == CaseStudyStatus.SUBMITTED, settings_in_scope(viewer, model.setting_id))
    )


def _column(model: Any, name: str) -> ColumnElement[Any]:
    found: ColumnElement[Any] = getattr(model, name, cast(null(), String)).label(name)
    return found


def _locked(session: Session, actor: Identity, kind: Kind, text_id: int) -> Text:
    model: Any = kind.model
    here = select(model).where(model.id == text_id, settings_in_scope(actor, model.setting_id))
    record: Text | None = session.scalar(here.with_for_update())
    if record is None:
        raise NotFound(_NOT_THERE)
    return record


def _refuse_approval(actor: Identity, record: Text) -> None:
    if actor.name_in_log in {record.recorded_by, record.submitted_by}:
        raise InvalidInput({"": _OWN})
    if isinstance(record, CaseStudy):
        said = {field.name: getattr(record, field.name) for field in consent.ASKED} | {"quotation": record.quotation}
        if consent.missing(said):
            raise InvalidInput({"": _NO_CONSENT})


def _checked(comment: str, is_needed: bool) -> str:
    said = " ".join(comment.split())
    if is_needed and not said:
        raise InvalidInput({COMMENT: _SAY_WHY})
    if len(said) > LONGEST_COMMENT:
        raise InvalidInput({COMMENT: f"Shorten this to {LONGEST_COMMENT:,} characters: it has {len(said):,}."})
    if found := findings(said):
        raise InvalidInput({COMMENT: f"This looks like {found[0].kind}. Take it out: a comment names nobody."})
    return said
