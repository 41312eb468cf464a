"""Drafts: kept for one person, replaced as they type, gone after 30 days."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from data_access import store
from data_access.drafts import KEPT_FOR, discard_draft, draft, drafts, keep_draft
from data_access.errors import NotAllowed
from data_access.models import FormDraft, now
from data_access.permissions import COMMAND_LINE, Identity
from data_access.vocabulary import Role
from tests import factories


def somebody(email: str, role: Role = Role.PROGRAMME_STAFF) -> Identity:
    return Identity(factories.add_user(email, role), email, email, role)


def stored_count() -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(FormDraft)) or 0


def test_draft_comes_back_as_it_was_typed(database: str) -> None:
    ann = somebody("ann@example.org")
    answers: dict[str, object] = {"title": "Meeting", "held_on": date(2026, 11, 18), "themes": ["wellbeing"], "x": None}
    kept_at = keep_draft(ann, "register", "new:1", answers)
    kept = draft(ann, "register", "new:1")
    assert kept is not None
    assert kept.answers == {**answers, "held_on": "2026-11-18"}
    assert kept.saved_at == kept_at
    assert kept.is_new


def test_draft_is_replaced_and_not_doubled(database: str) -> None:
    ann = somebody("ann@example.org")
    for title in ("M", "Me", "Meeting"):
        keep_draft(ann, "register", "new:1", {"title": title})
    assert [kept.answers for kept in drafts(ann)] == [{"title": "Meeting"}]


def test_drafts_of_others_are_neither_listed_nor_read_nor_discarded(database: str) -> None:
    ann, bob = somebody("ann@example.org"), somebody("bob@example.org", Role.ADMINISTRATOR)
    keep_draft(ann, "register", "new:1", {"title": "Ann's"})
    assert drafts(bob) == []
    assert draft(bob, "register", "new:1") is None
    discard_draft(bob, "register", "new:1")
    keep_draft(bob, "register", "new:1", {"title": "Bob's"})
    assert [kept.answers["title"] for kept in drafts(ann)] == ["Ann's"]


def test_latest_draft_comes_first(database: str) -> None:
    ann = somebody("ann@example.org")
    for key in ("new:1", "new:2", "7"):
        keep_draft(ann, "case_study", key, {"title": key})
    assert [kept.draft_key for kept in drafts(ann)] == ["7", "new:2", "new:1"]


def test_draft_of_thirty_days_is_kept_and_an_older_one_is_gone_with_the_next_write(database: str) -> None:
    ann = somebody("ann@example.org")
    for key, age in (("old", KEPT_FOR + timedelta(minutes=1)), ("young", KEPT_FOR - timedelta(minutes=1))):
        keep_draft(ann, "register", key, {"title": key})
        with store.writing(COMMAND_LINE) as session:
            session.execute(update(FormDraft).where(FormDraft.draft_key == key).values(saved_at=now() - age))
    assert [kept.draft_key for kept in drafts(ann)] == ["young"]
    keep_draft(ann, "register", "new", {"title": "new"})
    assert stored_count() == 2


def test_discarded_draft_is_gone(database: str) -> None:
    ann = somebody("ann@example.org")
    keep_draft(ann, "register", "new:1", {"title": "Meeting"})
    discard_draft(ann, "register", "new:1")
    assert stored_count() == 0


def test_role_that_enters_nothing_keeps_no_drafts(sqlite_database: str) -> None:
    with pytest.raises(NotAllowed):
        keep_draft(somebody("g@example.org", Role.DELIVERY_GROUP), "register", "new:1", {})


def test_draft_never_reaches_the_audit_log_nor_a_revision(sqlite_database: str) -> None:
    ann = somebody("ann@example.org")
    with store.reading() as session:
        before = session.connection().exec_driver_sql(
            "SELECT count(*), (SELECT sum(number) FROM revision) FROM audit_entry"
        )
        counted = before.one()
    keep_draft(ann, "register", "new:1", {"title": "Meeting"})
    with store.reading() as session:
        after = session.connection().exec_driver_sql(
            "SELECT count(*), (SELECT sum(number) FROM revision) FROM audit_entry"
        )
        assert after.one() == counted
