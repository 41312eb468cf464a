"""The demo tells its story, is the same everywhere, and never opens a door into a real database."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data_access import demo, environment, sessions, store
from data_access.migrate import migrate
from data_access.models import Attendance, Base, Cluster, Event, Programme, SurveyResponse, UserAccount
from data_access.permissions import COMMAND_LINE
from data_access.vocabulary import Role
from tests import factories

TODAY = date(2026, 11, 20)


def count(table: type[Base]) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def share_of_registers_attended(cluster: str) -> float:
    with store.reading() as session:
        came = session.scalars(
            select(Attendance.is_attended)
            .join(Event, Event.id == Attendance.event_id)
            .join(Cluster, Cluster.id == Event.cluster_id)
            .where(Cluster.name == cluster)
        ).all()
    return sum(came) / len(came)


def test_demo_fills_an_empty_database_up_to_the_day_it_is_loaded(database: str) -> None:
    assert demo.load(COMMAND_LINE, TODAY)
    with store.reading() as session:
        assert session.get_one(Programme, 1).is_demo
        assert date(2026, 11, 1) < session.scalar(select(func.max(Event.held_on))) <= TODAY
        assert session.scalar(select(func.max(SurveyResponse.answered_on))) <= TODAY
        assert session.scalar(select(func.min(Event.held_on))) >= date(2025, 9, 1)
        assert all(held_on.weekday() < 5 for held_on in session.scalars(select(Event.held_on)))


def test_demo_is_the_same_every_time(sqlite_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    demo.load(COMMAND_LINE, TODAY)
    first = [count(Attendance), count(SurveyResponse), share_of_registers_attended("Central")]
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'again.db'}")
    migrate()
    demo.load(COMMAND_LINE, TODAY)
    assert [count(Attendance), count(SurveyResponse), share_of_registers_attended("Central")] == first
    store.engine().dispose()


def test_demo_shows_one_cluster_that_lags(sqlite_database: str) -> None:
    demo.load(COMMAND_LINE, TODAY)
    shares = {cluster: share_of_registers_attended(cluster) for cluster in ("Central", "North", "South", "East")}
    assert min(shares, key=lambda cluster: shares[cluster]) == "East"
    assert shares["East"] < shares["Central"] - 0.15


def test_demo_leaves_a_database_in_use_alone(sqlite_database: str) -> None:
    factories.add_setting("100001")
    assert not demo.load(COMMAND_LINE, TODAY)
    assert count(Event) == 0
    assert count(Programme) == 0


def test_demo_loaded_on_the_first_day_of_the_programme_has_no_events_yet(sqlite_database: str) -> None:
    demo.load(COMMAND_LINE, date(2025, 9, 1))
    assert count(Event) == 0


def test_demo_makes_no_accounts_in_a_database_that_somebody_named(sqlite_database: str) -> None:
    demo.load(COMMAND_LINE, TODAY)
    assert count(UserAccount) == 0
    assert demo.accounts_to_show() == ()


def test_demo_accounts_of_the_embedded_database_can_sign_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("SECRET_KEY", raising=False)
    monkeypatch.setattr(environment, "VAR", tmp_path)
    migrate()
    assert demo.accounts_to_show() == ()
    demo.load(COMMAND_LINE, TODAY)
    assert len(demo.accounts_to_show()) == len(Role)
    for email, role, password in demo.accounts_to_show():
        session_id = sessions.session_id_of(sessions.sign_in(email, password))
        assert session_id is not None
        identity = sessions.identity_of(session_id)
        assert identity is not None
        assert identity.role == role
    store.engine().dispose()
