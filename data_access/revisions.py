"""Whether anything moved: one number for each subject, raised by every write."""

from datetime import datetime

from sqlalchemy import func, select

from data_access import audit, store
from data_access.models import Revision
from data_access.vocabulary import Subject


def revisions() -> dict[Subject, int]:
    """How often each subject has been written. Small enough to be asked for every second."""
    with store.reading() as session:
        return audit.revisions(session)


def written_at() -> datetime:
    """When anything was last written, in UTC."""
    with store.reading() as session:
        return session.execute(select(func.max(Revision.written_at))).scalar_one()
