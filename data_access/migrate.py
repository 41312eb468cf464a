"""Brings the database to the tables that this version of the product needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from data_access import store
from data_access.errors import ConfigurationError


def migrate() -> None:
    """Applies every migration that is missing. Does nothing on a database that is up to date.

    Raises: ConfigurationError for a database of a newer version.
    """
    with store.engine().begin() as connection:
        is_done(connection)
        command.upgrade(configuration(connection), "head")


def is_done(connection: Connection) -> bool:
    """True if it has the tables of this version. Raises: ConfigurationError if it has those of a newer one."""
    script = ScriptDirectory.from_config(configuration(connection))
    present = set(MigrationContext.configure(connection).get_current_heads())
    if present - {step.revision for step in script.walk_revisions()}:
        address = connection.engine.url.render_as_string(hide_password=True)
        raise ConfigurationError(
            f"The database at {address} was brought up to date by a newer version of this product; start that version, "
            "or set DATABASE_URL to another database."
        )
    return present == set(script.get_heads())


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for this connection."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
