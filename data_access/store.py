"""The only ways to the database: `reading()` and `writing(actor)`."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import Connection, Engine, create_engine, event, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from data_access import audit, environment, excerpts
from data_access.errors import Unavailable
from data_access.permissions import Identity

AWAY = (
    "The database does not answer at the moment. What was saved is safe, and what you typed is kept on this page: "
    "try again in a minute. Saving twice makes one record."
)
# Any number that nothing else in the database locks by.
ONE_AT_A_TIME = 8_612_026


def engine() -> Engine:
    """The engine of the database in use, one for each address in the process.

    Its errors leave out the values, which may be somebody's email.
    """
    return _engine(environment.database_url())


@contextmanager
def reading() -> Iterator[Session]:
    """A session that sees one consistent state and changes nothing."""
    # PostgreSQL would otherwise show each query of a session what was saved since the one before.
    is_sqlite = engine().dialect.name == "sqlite"
    options: dict[str, str] = {} if is_sqlite else {"isolation_level": "REPEATABLE READ"}
    with _answering(), Session(engine().execution_options(**options)) as session:
        yield session
        session.rollback()


@contextmanager
def writing(actor: Identity) -> Iterator[Session]:
    """One transaction: everything in the block, its audit rows and its revisions are saved together, or nothing is."""
    with _answering(), Session(engine().execution_options(is_write=True)) as session:
        session.info["actor"] = actor.name_in_log
        yield session
        session.flush()
        excerpts.forget_changed(session)
        audit.raise_revisions(session)
        session.commit()


def one_at_a_time(session: Session) -> None:
    """Until the transaction ends, waits for whoever asked for this before.

    For what no unique key tells apart, such as targets: two who write the same at one moment would make two of it.
    """
    # SQLite has one writer at a time in any case.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))


@contextmanager
def _answering() -> Iterator[None]:
    """Raises: Unavailable where the database is away, restarts, or cannot be had for too long."""
    try:
        yield
    except OperationalError as error:
        # What SQLite says of a mistake in a question is no sign that it is away.
        if getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
            raise
        raise Unavailable(AWAY) from error


@cache
def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20, hide_parameters=True)
    if url.startswith(f"sqlite:///{environment.VAR}"):
        environment.VAR.mkdir(exist_ok=True)
    sqlite = create_engine(url, connect_args={"timeout": 30}, hide_parameters=True)
    event.listen(sqlite, "connect", _prepare_sqlite)
    event.listen(sqlite, "begin", _begin_sqlite)
    return sqlite


def _prepare_sqlite(connection: object, _record: object) -> None:
    """Waits instead of failing, survives a power cut, and checks foreign keys."""
    connection.isolation_level = None  # type: ignore[attr-defined]  # BEGIN is ours: see _begin_sqlite
    cursor = connection.cursor()  # type: ignore[attr-defined]  # SQLAlchemy hands over whatever the driver made
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "synchronous = FULL", "busy_timeout = 30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A write takes its lock at once, so that two never meet half-way and have to give up."""
    is_write = connection.get_execution_options().get("is_write", False)
    connection.execute(text("BEGIN IMMEDIATE" if is_write else "BEGIN"))
