"""Files that belong to case studies and to other pieces of evidence: attached, listed, opened, removed."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import ColumnElement, and_, case, func, or_, select, true
from sqlalchemy.orm import Session

from data_access import attached_files, attachment_store, consent, store
from data_access.attached_files import FileType
from data_access.errors import InvalidInput, NotFound
from data_access.forms.personal_data import findings
from data_access.models import Attachment, CaseStudy, EvidencePiece
from data_access.permissions import Action, Identity, require
from data_access.reading import settings_in_scope, table
from data_access.text_status import move
from data_access.vocabulary import CaseStudyStatus, TextSource

LONGEST_TITLE, MOST_FILES = 80, 5
TITLE = "title"
_ENOUGH = f"There are {MOST_FILES} files already: remove one of them first."
_NOT_THERE = "There is no such file, or it is not one of your clusters'."
Text = CaseStudy | EvidencePiece
# Kind of text -> its table, the column by which a file names it, and what attaching needs.
TEXTS: dict[TextSource, tuple[Any, Any, Action]] = {
    TextSource.CASE_STUDY: (CaseStudy, Attachment.case_study_id, Action.WRITE_CASE_STUDY),
    TextSource.EVIDENCE_PIECE: (EvidencePiece, Attachment.evidence_piece_id, Action.RECORD_EVIDENCE),
}


@dataclass(frozen=True)
class OpenedFile:
    """A file as it is handed out."""

    title: str
    file_type: FileType
    content: bytes


class Changed(NamedTuple):
    """A file that came or went, and the version of its text before and after: whoever has that open goes on from it."""

    attachment_id: int
    version_before: int
    version_after: int


def attachments(viewer: Identity) -> pd.DataFrame:
    """The files of every text that the viewer may read.

    Rows: one per file, in the order in which they were attached. Columns: id, source, source_id, title, file_type,
    byte_count.
    """
    is_story = Attachment.case_study_id.is_not(None)
    source = case((is_story, TextSource.CASE_STUDY.value), else_=TextSource.EVIDENCE_PIECE.value).label("source")
    text_id = func.coalesce(Attachment.case_study_id, Attachment.evidence_piece_id).label("source_id")
    query = select(Attachment.id, source, text_id, Attachment.title, Attachment.file_type, Attachment.byte_count)
    with store.reading() as session:
        return table(session, query.where(_may_be_read(viewer)).order_by(Attachment.id))


def attach(actor: Identity, source: TextSource, text_id: int, title: str, content: bytes) -> Changed:
    """Keeps a file with a text, under a title of its own; the same file under the same title is kept once.

    What was approved is read again, with the file.

    Raises: NotAllowed; NotFound; InvalidInput beside "title" or "file".
    """
    model, key, needs = TEXTS[source]
    require(actor, needs)
    said = _checked(title)
    file_type, cleaned = attached_files.cleaned(content)
    with store.writing(actor) as session:
        text = _text(session, actor, model, text_id)
        there = session.scalars(select(Attachment).where(key == text_id)).all()
        for one in there:
            if one.title == said and attachment_store.read(session, one.id) == cleaned:
                return Changed(one.id, text.version, text.version)
        if len(there) >= MOST_FILES:
            raise InvalidInput(
                {attached_files.FILE: f"There are {MOST_FILES} files already: remove one of them first."}
            )
        names: Any = {key.key: text_id}
        record = Attachment(
            title=said, file_type=file_type, byte_count=len(cleaned), recorded_by=actor.name_in_log, **names
        )
        session.add(record)
        session.flush()
        attachment_store.keep(session, record.id, cleaned)
        return Changed(record.id, *_read_again(actor, text))


def remove_attachment(actor: Identity, attachment_id: int) -> Changed:
    """Takes a file away for good. Raises: NotAllowed; NotFound if it is gone already."""
    with store.writing(actor) as session:
        record = session.get(Attachment, attachment_id)
        if record is None:
            raise NotFound(_NOT_THERE)
        source = TextSource.CASE_STUDY if record.case_study_id else TextSource.EVIDENCE_PIECE
        model, _, needs = TEXTS[source]
        require(actor, needs)
        text = _text(session, actor, model, record.case_study_id or record.evidence_piece_id or 0)
        files = attachment_store.files_of(session, Attachment.id == attachment_id)
        session.delete(record)
        changed = Changed(attachment_id, *_read_again(actor, text))
    attachment_store.remove_files(files)
    return changed


def opened(viewer: Identity, attachment_id: int) -> OpenedFile:
    """One file, for those who may read its text. Raises: NotFound for one that is not there or not theirs to read."""
    with store.reading() as session:
        record = session.scalar(select(Attachment).where(Attachment.id == attachment_id, _may_be_read(viewer)))
        if record is None:
            raise NotFound(_NOT_THERE)
        return OpenedFile(record.title, FileType(record.file_type), attachment_store.read(session, attachment_id))


def _may_be_read(viewer: Identity) -> ColumnElement[bool]:
    """True for files of texts within the viewer's scope, approved unless the viewer reads others too."""
    is_approved = EvidencePiece.status == CaseStudyStatus.APPROVED
    is_open = true() if viewer.may(Action.SEE_UNAPPROVED) else is_approved
    stories = select(CaseStudy.id).where(consent.is_open(viewer), settings_in_scope(viewer, CaseStudy.setting_id))
    pieces = select(EvidencePiece.id).where(is_open, settings_in_scope(viewer, EvidencePiece.setting_id))
    return or_(Attachment.case_study_id.in_(stories), Attachment.evidence_piece_id.in_(pieces))


def _text(session: Session, actor: Identity, model: Any, text_id: int) -> Text:
    here = select(model).where(and_(model.id == text_id, settings_in_scope(actor, model.setting_id)))
    found: Text | None = session.scalar(here.with_for_update())
    if found is None:
        raise NotFound("There is no such text, or it is not one of your clusters'.")
    return found


def _read_again(actor: Identity, text: Text) -> tuple[int, int]:
    """What was approved waits again. Value: the text's version before and after."""
    if text.status == CaseStudyStatus.APPROVED:
        move(actor.name_in_log, text, CaseStudyStatus.SUBMITTED)
    text.version += 1
    return text.version - 1, text.version


def _checked(title: str) -> str:
    said = " ".join(title.split())
    if not said:
        raise InvalidInput({TITLE: "Give the file a title: its own name is not kept, because it may name somebody."})
    if len(said) > LONGEST_TITLE:
        raise InvalidInput({TITLE: f"Shorten the title to {LONGEST_TITLE} characters: it has {len(said)}."})
    if found := findings(said):
        raise InvalidInput({TITLE: f"This looks like {found[0].kind}. Take it out: a title names nobody."})
    return said
