"""Where the bytes of attachments lie: in the database, or in a folder that the environment names."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from data_access import environment, store
from data_access.errors import NotFound
from data_access.models import Attachment, AttachmentContent, now
from data_access.taken_away import KEPT_FOR

ORPHANS_KEPT_FOR = KEPT_FOR + timedelta(days=1)
OURS = re.compile("[0-9a-f]{32}")
MISSING = "This file is not where it was kept. Tell an administrator: the folder for attachments may have moved."


def keep(session: Session, attachment_id: int, content: bytes) -> None:
    """Keeps the bytes with the attachment. In a folder, they have a random name of their own."""
    folder = environment.attachments_folder()
    if folder is None:
        session.add(AttachmentContent(attachment_id=attachment_id, content=content))
        return
    folder.mkdir(parents=True, exist_ok=True)
    name = uuid4().hex
    # Written whole before anything names it: a file without a row is nobody's, a row without a file is a loss.
    (folder / name).write_bytes(content)
    session.add(AttachmentContent(attachment_id=attachment_id, stored_as=name))


def read(session: Session, attachment_id: int) -> bytes:
    """The bytes of an attachment, wherever they were kept. Raises: NotFound if the file is gone."""
    stored = session.get_one(AttachmentContent, attachment_id)
    if stored.content is not None:
        return stored.content
    path = _path(str(stored.stored_as))
    if path is None or not path.is_file():
        raise NotFound(MISSING)
    return path.read_bytes()


def files_of(session: Session, which: ColumnElement[bool]) -> list[str]:
    """The names of the files of the attachments for which the condition holds; none of those in the database."""
    query = select(AttachmentContent.stored_as).join(Attachment, Attachment.id == AttachmentContent.attachment_id)
    return [name for name in session.scalars(query.where(which)) if name is not None]


def remove_files(names: Iterable[str]) -> None:
    """Removes files whose rows are gone for good. Called once the transaction is saved."""
    for name in names:
        if (path := _path(name)) is not None:
            path.unlink(missing_ok=True)


def sweep() -> None:
    """Removes files that no row has named for longer than a record that was taken away can be put back."""
    folder = environment.attachments_folder()
    if folder is None or not folder.is_dir():
        return
    with store.reading() as session:
        named = set(session.scalars(select(AttachmentContent.stored_as)))
    for path in folder.iterdir():
        is_old = datetime.fromtimestamp(path.stat().st_mtime, UTC) < now() - ORPHANS_KEPT_FOR
        if is_old and OURS.fullmatch(path.name) and path.name not in named:
            path.unlink()


def _path(name: str) -> Path | None:
    folder = environment.attachments_folder()
    return None if folder is None else folder / name
