"""The databases that the other tests stand on are what they claim to be."""

from datetime import date

import sqlalchemy
from sqlalchemy import func, select

from data_access import store
from data_access.models import Attendance, Setting
from tests import factories


def test_database_is_of_the_kind_it_says_and_holds_what_was_put_in(database: str) -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central")
    factories.add_event("E1", date(2025, 10, 16), attended=["100001"])
    with store.reading() as session:
        assert session.connection().dialect.name == sqlalchemy.make_url(database).get_backend_name()
        assert session.scalar(select(func.count()).select_from(Attendance)) == 1


def test_each_test_starts_with_an_empty_database(database: str) -> None:
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Setting)) == 0


def test_words_of_the_vocabulary_are_stored_as_they_are_spelled(database: str) -> None:
    factories.add_event("E1", date(2025, 10, 16))
    with store.reading() as session:
        assert session.scalar(sqlalchemy.text("SELECT event_type FROM event")) == "cpd"
