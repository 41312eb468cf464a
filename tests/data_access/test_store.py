"""Reading and writing: one transaction, or nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError, StatementError

from data_access import places, store
from data_access.models import AuditEntry, Cluster, ClusterMembership, SignInAttempt
from data_access.permissions import COMMAND_LINE
from data_access.revisions import revisions
from data_access.vocabulary import Subject
from tests import factories


def names() -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(Cluster.name).order_by(Cluster.name)))


def add_two(first: str, second: str) -> None:
    with store.writing(COMMAND_LINE) as session:
        session.add(Cluster(name=first))
        session.flush()
        session.add(Cluster(name=second))


def entries() -> int:
    with store.reading() as session:
        return session.execute(select(func.count()).select_from(AuditEntry)).scalar_one()


def test_a_write_that_fails_leaves_no_record_no_audit_entry_and_no_revision(database: str) -> None:
    factories.add_cluster("Central")
    before = revisions(), entries()
    with pytest.raises(IntegrityError):
        add_two("North", "Central")
    assert names() == ["Central"]
    assert (revisions(), entries()) == before


def test_what_is_added_while_reading_is_not_kept(database: str) -> None:
    with store.reading() as session:
        session.add(Cluster(name="Central"))
    assert names() == []


def test_a_write_raises_the_revision_of_its_subject_once_and_of_no_other(database: str) -> None:
    before = revisions()
    with store.writing(COMMAND_LINE) as session:
        session.add_all([Cluster(name="Central"), Cluster(name="North")])
    assert revisions() == {**before, Subject.SETTINGS: before[Subject.SETTINGS] + 1}


def test_a_block_that_writes_nothing_raises_no_revision(database: str) -> None:
    before = revisions()
    with store.writing(COMMAND_LINE):
        pass
    assert revisions() == before


def test_two_people_who_write_at_the_same_moment_both_succeed(database: str) -> None:
    before = revisions()[Subject.SETTINGS]
    start = threading.Barrier(8)

    def add(number: int) -> int:
        start.wait()
        return places.add_cluster(factories.administrator(), f"Cluster {number}")

    with ThreadPoolExecutor(8) as people:
        ids = list(people.map(add, range(8)))
    assert len(set(ids)) == 8
    assert len(names()) == 8
    assert revisions()[Subject.SETTINGS] == before + 8


def test_a_session_that_reads_sees_one_state_while_others_write(database: str) -> None:
    places.add_cluster(factories.administrator(), "Central")
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Cluster)) == 1
        places.add_cluster(factories.administrator(), "North")
        assert session.scalar(select(func.count()).select_from(Cluster)) == 1
    assert len(names()) == 2


def test_a_moment_without_a_time_zone_is_refused_and_one_in_utc_comes_back_as_it_went(database: str) -> None:
    moment = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    factories.save(SignInAttempt(account_hash="x", attempted_at=moment))
    with store.reading() as session:
        assert session.execute(select(SignInAttempt.attempted_at)).scalar_one() == moment
    with pytest.raises(StatementError, match="time zone"):
        factories.save(SignInAttempt(account_hash="x", attempted_at=moment.replace(tzinfo=None)))


def test_sqlite_survives_a_power_cut_checks_foreign_keys_and_waits(sqlite_database: str) -> None:
    with store.engine().connect() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 30000}


def test_a_record_of_something_that_is_not_there_is_refused(database: str) -> None:
    factories.add_cluster("Central")
    with pytest.raises(IntegrityError):
        factories.save(ClusterMembership(cluster_id=99, setting_id=99, joined_on=factories.START))


def test_mistake_in_a_question_is_not_taken_for_a_database_that_is_away(database: str) -> None:
    with pytest.raises(DatabaseError), store.reading() as session:
        session.execute(text("SELECT nothing FROM nowhere"))
