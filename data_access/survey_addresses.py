"""How much may come from one address of the network: enough for a full hall, too little for guessing codes.

An address is kept as a keyed hash, another one every ten minutes, and forgotten after them. It is beside no answer.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session

from data_access.models import SurveyAddress, now
from data_access.sessions import keyed_hash

MINUTES = timedelta(minutes=10)
# A hall of parents behind one address sends two hundred in a minute.
MOST_ANSWERS = 3_000
MOST_WRONG_CODES = 60


def answers_are_too_many(session: Session, address: str) -> bool:
    """Counts one more answer from the address. True if that is one too many."""
    return _counted(session, address, SurveyAddress.answer_count) > MOST_ANSWERS


def count_wrong_code(session: Session, address: str) -> None:
    """Counts one more wrong code from the address."""
    _counted(session, address, SurveyAddress.wrong_count)


def is_guessing(session: Session, address: str) -> bool:
    """True once so many wrong codes came from the address that it may be trying them out."""
    key, _ = _key(address)
    return (session.scalar(select(SurveyAddress.wrong_count).where(SurveyAddress.address_hash == key)) or 0) >= (
        MOST_WRONG_CODES
    )


def _counted(session: Session, address: str, column: InstrumentedAttribute[int]) -> int:
    key, ends_at = _key(address)
    session.execute(delete(SurveyAddress).where(SurveyAddress.ends_at <= now()))
    here = update(SurveyAddress).where(SurveyAddress.address_hash == key)
    count = here.values({column: column + 1}).returning(column).execution_options(synchronize_session=False)
    counted = session.scalar(count)
    if counted is not None:
        return counted
    try:
        with session.begin_nested():
            session.add(SurveyAddress(address_hash=key, ends_at=ends_at, **{column.key: 1}))
    except IntegrityError:
        # Somebody else at the same address was first, at the same moment.
        return session.scalar(count) or 1
    return 1


def _key(address: str) -> tuple[str, datetime]:
    started = int(now().timestamp() // MINUTES.total_seconds() * MINUTES.total_seconds())
    ends_at = datetime.fromtimestamp(started, UTC) + MINUTES
    return keyed_hash("survey address", f"{ends_at.isoformat()} {address}"), ends_at
