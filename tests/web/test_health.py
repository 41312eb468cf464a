"""Whether the product can serve, and what it says when it cannot start."""

import pytest
from sqlalchemy import text

from data_access import migrate, readiness, store
from data_access.errors import ConfigurationError
from tests.web.conftest import TestClient


def test_health_says_whether_the_database_answers_and_nothing_else(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@localhost:1/nothing")
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})


def test_product_starts_on_a_migrated_database(database: str) -> None:
    readiness.check()


def test_a_database_of_a_newer_version_is_neither_served_nor_migrated(database: str) -> None:
    with store.engine().begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for start in (readiness.check, migrate.migrate):
        with pytest.raises(ConfigurationError, match=r"by a newer version of this product; start that version"):
            start()


def test_a_database_of_an_older_version_says_which_command_to_run(database: str) -> None:
    with store.engine().begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(ConfigurationError, match="lacks tables of this version; run: python -m data_access migrate"):
        readiness.check()


@pytest.mark.parametrize(
    ("address", "secret", "sentence"),
    [
        ("sqlite:///{folder}/empty.db", "s" * 32, "python -m data_access migrate"),
        ("postgresql://nobody:hidden-word@localhost:1/nothing", "s" * 32, "does not answer"),
        ("nonsense", "s" * 32, "DATABASE_URL is not an address"),
        ("sqlite:///{folder}/empty.db", "", "SECRET_KEY is not set"),
        ("sqlite:///{folder}/empty.db", "short", "32 characters"),
    ],
)
def test_product_that_cannot_work_says_why_in_a_sentence(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch, address: str, secret: str, sentence: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address.format(folder=tmp_path))
    monkeypatch.setenv("SECRET_KEY", secret)
    with pytest.raises(ConfigurationError, match=sentence) as refusal:
        readiness.check()
    assert "hidden-word" not in str(refusal.value)
