"""The audit log: who changed what, from what, to what."""

from datetime import date
from typing import Any

from sqlalchemy import select

from data_access import places, store
from data_access.models import AuditEntry, Cluster, SignInAttempt, SurveyResponse, UserAccount
from data_access.vocabulary import Audience, Item
from tests import factories


def log(table: str) -> list[dict[str, Any]]:
    """The entries of one table, oldest first."""
    with store.reading() as session:
        found = session.scalars(select(AuditEntry).where(AuditEntry.table_name == table).order_by(AuditEntry.id))
        return [{"actor": e.actor, "action": e.action, "record_id": e.record_id, "changes": e.changes} for e in found]


def test_a_new_record_is_logged_with_what_it_says_and_who_made_it(database: str) -> None:
    cluster_id = places.add_cluster(factories.administrator(), "Central")
    assert log("cluster") == [
        {
            "actor": factories.administrator().name_in_log,
            "action": "created",
            "record_id": str(cluster_id),
            "changes": {"name": [None, "Central"]},
        }
    ]


def test_a_change_is_logged_with_before_and_after(database: str) -> None:
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central")
    places.end_membership(factories.administrator(), "100001", "Central", date(2026, 3, 31))
    entry = log("cluster_membership")[-1]
    assert (entry["action"], entry["changes"]) == ("updated", {"left_on": [None, "2026-03-31"]})


def test_a_deleted_record_is_logged_with_what_it_said(database: str) -> None:
    cluster_id = factories.add_cluster("Central")
    with store.writing(factories.administrator()) as session:
        session.delete(session.get(Cluster, cluster_id))
    entry = log("cluster")[-1]
    assert (entry["action"], entry["changes"]["name"]) == ("deleted", ["Central", None])


def test_writing_what_is_there_already_is_not_logged(database: str) -> None:
    cluster_id = factories.add_cluster("Central")
    before = len(log("cluster"))
    with store.writing(factories.administrator()) as session:
        record = session.get(Cluster, cluster_id)
        assert record is not None
        record.name = "Central"
    assert len(log("cluster")) == before


def test_what_a_parent_wrote_and_a_password_never_enter_the_log(database: str) -> None:
    factories.add_setting("100001")
    factories.add_response(
        Audience.PARENT_CARER,
        date(2026, 1, 15),
        {Item.FEELING_LISTENED_TO: 4},
        urn="100001",
        comment="He is happier now.",
    )
    factories.add_user("ada@example.org", password_hash="$2b$12$secret")
    assert "happier" not in str(log(SurveyResponse.__tablename__))
    assert log(SurveyResponse.__tablename__)[0]["changes"]["comment"] == [None, "(not kept here)"]
    assert "secret" not in str(log(UserAccount.__tablename__))


def test_sign_in_attempts_are_not_logged(database: str) -> None:
    factories.save(SignInAttempt(account_hash="x"))
    assert log(SignInAttempt.__tablename__) == []
