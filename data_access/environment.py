"""Everything that the product reads from environment variables, and nothing else does."""

import os
import secrets
from pathlib import Path

from data_access.errors import ConfigurationError

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"


def embedded_database_url() -> str:
    """The SQLite database that serves when no other is named."""
    return f"sqlite:///{VAR / 'programme.db'}"


def database_url() -> str:
    """`DATABASE_URL`, or the embedded default. Plain `postgresql://` addresses get the installed driver."""
    url = os.environ.get("DATABASE_URL", "").strip() or embedded_database_url()
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def is_embedded() -> bool:
    """True while the embedded default database is in use: only then are there demo accounts."""
    return database_url() == embedded_database_url()


def secret_key() -> str:
    """The key that session tokens and form tokens are hashed with.

    The embedded database keeps a random one beside itself, made on first use.

    Raises: ConfigurationError if another database is used and `SECRET_KEY` is missing or short.
    """
    from_environment = os.environ.get("SECRET_KEY", "")
    if from_environment:
        if len(from_environment) < 32:
            raise ConfigurationError("SECRET_KEY must be 32 characters or longer.")
        return from_environment
    if not is_embedded():
        raise ConfigurationError(
            "SECRET_KEY is not set. With a database of your own, set it to 32 or more random characters, "
            'for example from: python -c "import secrets; print(secrets.token_hex(32))"'
        )
    path = VAR / "secret_key"
    VAR.mkdir(exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32), encoding="ascii")
    return path.read_text(encoding="ascii")


def is_behind_tls() -> bool:
    """`BEHIND_TLS=yes` marks cookies Secure and sends strict transport security."""
    return os.environ.get("BEHIND_TLS", "no").lower() in {"yes", "true", "1"}


def attachment_megabytes() -> int:
    """`ATTACHMENT_MEGABYTES`: how large a file that somebody attaches may be.

    Raises: ConfigurationError for anything but a whole number from 1 to 20, which is all that the server takes.
    """
    given = os.environ.get("ATTACHMENT_MEGABYTES", "").strip() or "10"
    if not given.isdecimal() or not 1 <= int(given) <= 20:
        raise ConfigurationError("ATTACHMENT_MEGABYTES must be a whole number from 1 to 20.")
    return int(given)


def attachments_folder() -> Path | None:
    """`ATTACHMENTS_FOLDER`: where attached files lie; None: in the database."""
    given = os.environ.get("ATTACHMENTS_FOLDER", "").strip()
    return Path(given) if given else None
