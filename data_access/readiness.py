"""Whether the product can start, and whether its database answers."""

from sqlalchemy import text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from data_access import environment, migrate, store
from data_access.errors import ConfigurationError, Unavailable


def check() -> None:
    """Passes if the settings are complete and the database has the tables of this version.

    Raises: ConfigurationError with one sentence that says what to do.
    """
    environment.secret_key()
    environment.attachment_megabytes()
    try:
        address = store.engine().url.render_as_string(hide_password=True)
    except (ArgumentError, ImportError):
        raise ConfigurationError(
            "DATABASE_URL is not an address of a database, such as postgresql://user:password@host/name."
        ) from None
    try:
        with store.engine().connect() as connection:
            is_migrated = migrate.is_done(connection)
    except SQLAlchemyError:
        raise ConfigurationError(f"The database at {address} does not answer; check DATABASE_URL.") from None
    if not is_migrated:
        raise ConfigurationError(
            f"The database at {address} lacks tables of this version; run: python -m data_access migrate"
        )


def is_answering() -> bool:
    """True if the database answers a question."""
    try:
        with store.reading() as session:
            session.execute(text("SELECT 1"))
            return True
    except (SQLAlchemyError, Unavailable):
        return False
