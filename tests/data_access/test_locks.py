"""The lock on approved figures: what they count is changed only with a reason."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import event, select

from data_access import events, locks, registers, store, surveys
from data_access.errors import InvalidInput, Locked
from data_access.events import RegisterRow
from data_access.models import Attendance, AuditEntry, CaseStudy, Event, PlanAction
from data_access.vocabulary import Audience, EventType, Item, Mode, PeriodKind
from tests import factories

IN_AUTUMN, IN_SPRING = date(2025, 10, 16), date(2026, 1, 20)
REASON = "The sign-in sheet was found."
ANSWERS = {"title": "A meeting", "event_type": EventType.CPD, "mode": Mode.IN_PERSON, "cluster": None}


@pytest.fixture
def approved(database: str) -> str:
    """Autumn term 2025 is approved. Two settings were at an event in it; the one in spring is open to change."""
    factories.add_programme()
    factories.add_cluster("Central")
    for urn in ("100001", "100002"):
        factories.add_setting(urn, cluster="Central")
    factories.add_event("autumn", IN_AUTUMN, attended=["100001"], title="A meeting")
    factories.add_event("spring", IN_SPRING, attended=["100001"], title="A meeting")
    factories.add_approval(PeriodKind.TERM, "2025-autumn", date(2025, 9, 1), date(2025, 12, 31))
    return database


def correct(ref: str, held_on: date, *attended: str) -> None:
    rows = [RegisterRow(urn, True, 1) for urn in attended]
    version = events.register_for_editing(factories.staff(), ref).version
    registers.correct_register(factories.staff(), ref, version, {**ANSWERS, "held_on": held_on}, rows)


def reasons() -> list[tuple[str, str, date | None, date | None]]:
    with store.reading() as session:
        rows = session.execute(
            select(AuditEntry.table_name, AuditEntry.action, AuditEntry.day_before, AuditEntry.day_after)
            .where(AuditEntry.reason == REASON)
            .order_by(AuditEntry.id)
        )
        return [tuple(row) for row in rows]


CHANGES: dict[str, Callable[[], object]] = {
    "a new register": lambda: registers.record_register(
        factories.staff(), {**ANSWERS, "held_on": IN_AUTUMN}, [RegisterRow("100001", True)], "key"
    ),
    "another line": lambda: correct("autumn", IN_AUTUMN, "100001", "100002"),
    "a line taken out": lambda: correct("autumn", IN_AUTUMN, "100002"),
    "moved out of the term": lambda: correct("autumn", IN_SPRING, "100001"),
    "moved into the term": lambda: correct("spring", IN_AUTUMN, "100001"),
    "a survey response": lambda: surveys.record_response(
        factories.staff(),
        {
            "audience": Audience.SENCO,
            "answered_on": IN_AUTUMN,
            "urn": "100001",
            Item.CONFIDENCE_AND_CAPABILITY.value: 4,
        },
        "key",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_evidence_of_an_approved_term_is_not_changed_without_a_reason(approved: str, name: str) -> None:
    before = events.events(factories.la_lead())
    with pytest.raises(Locked) as refused:
        CHANGES[name]()
    assert str(refused.value) == (
        "The figures of autumn term 2025 were approved on 12 January 2026. Say why this is corrected."
    )
    assert events.events(factories.la_lead()).equals(before)
    with locks.because(REASON):
        CHANGES[name]()
    assert reasons()


def test_the_reason_stands_with_each_record_and_its_days(approved: str) -> None:
    with locks.because(REASON):
        correct("autumn", IN_AUTUMN, "100002")
        correct("autumn", IN_SPRING, "100002")
    assert reasons() == [
        ("event", "updated", IN_AUTUMN, IN_AUTUMN),
        ("attendance", "created", None, IN_AUTUMN),
        ("attendance", "deleted", IN_AUTUMN, None),
        ("event", "updated", IN_AUTUMN, IN_SPRING),
    ]


def test_evidence_of_any_other_day_is_changed_as_ever_and_keeps_no_reason(approved: str) -> None:
    correct("spring", date(2026, 1, 21), "100001")
    with locks.because(REASON):
        correct("spring", IN_SPRING, "100001", "100002")
    assert reasons() == []


def test_saving_an_approved_register_unchanged_needs_no_reason(approved: str) -> None:
    correct("autumn", IN_AUTUMN, "100001")


def test_a_reason_holds_for_what_is_inside_and_no_longer(approved: str) -> None:
    with locks.because(REASON):
        correct("autumn", IN_AUTUMN, "100001", "100002")
    with pytest.raises(Locked):
        correct("autumn", IN_AUTUMN, "100001")


def test_a_deleted_record_and_a_day_that_is_given_later_are_locked_too(approved: str) -> None:
    study = factories.add_case_study("100001", happened_on=IN_AUTUMN)
    register = select(Event).where(Event.event_ref == "autumn")
    lines = select(Attendance).join(Event).where(Event.event_ref == "autumn")
    with pytest.raises(Locked), store.writing(factories.staff()) as session:
        session.delete(session.scalars(register).one())
    with pytest.raises(Locked), store.writing(factories.staff()) as session:
        session.delete(session.scalars(lines).one())
    with pytest.raises(Locked), store.writing(factories.staff()) as session:
        session.get_one(CaseStudy, study).approved_on = IN_AUTUMN


def test_of_several_approved_periods_the_one_approved_last_is_named(approved: str) -> None:
    factories.add_approval(PeriodKind.HALF_TERM, "2025-autumn-1", date(2025, 9, 1), date(2025, 11, 2), day=1)
    factories.add_approval(PeriodKind.QUARTER, "2025-q3", date(2025, 10, 1), date(2025, 12, 31), day=20)
    with pytest.raises(Locked, match="October to December 2025 were approved on 20 January 2026, and so were those of"):
        correct("autumn", IN_AUTUMN, "100002")


@pytest.mark.parametrize(
    ("kind", "key", "name"),
    [
        (PeriodKind.MONTH, "2025-10", "October 2025"),
        (PeriodKind.HALF_TERM, "2025-autumn-1", "autumn 2025, first half"),
        (PeriodKind.ACADEMIC_YEAR, "2025-26", "academic year 2025/26"),
    ],
)
def test_each_kind_of_period_is_named_as_on_pages(sqlite_database: str, kind: PeriodKind, key: str, name: str) -> None:
    factories.add_programme()
    factories.add_setting("100001")
    starts_on = date(2025, 9 if kind != PeriodKind.MONTH else 10, 1)
    factories.add_approval(kind, key, starts_on, date(2025, 10, 31))
    with pytest.raises(Locked, match=f"The figures of {name} were"):
        factories.add_event("late", IN_AUTUMN, attended=["100001"])


@pytest.mark.parametrize("reason", ["oops", "       x ", "Ask ada@example.org about it"])
def test_a_reason_says_something_and_names_nobody(approved: str, reason: str) -> None:
    with pytest.raises(InvalidInput) as refused, locks.because(reason):
        correct("autumn", IN_AUTUMN, "100001", "100002")
    assert list(refused.value.answers) == [locks.WHY]


def test_what_is_of_no_day_is_never_locked(approved: str) -> None:
    factories.add_setting("100003", cluster="Central")
    factories.add_target("participation_rate", 0.9, date(2026, 8, 31))


def test_many_records_cost_one_question(approved: str) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    setting_id = factories.setting_id_of("100001")
    with store.writing(factories.staff()) as session:
        actions = [
            PlanAction(
                setting_id=setting_id,
                cycle_id=1,
                area="teaching",
                title=f"Action {number}",
                owner_role="SENCO",
                due_on=IN_AUTUMN,
                progress="not_started",
                recorded_by="a test",
            )
            for number in range(300)
        ]
        session.add_all(actions)
        event.listen(store.engine(), "before_cursor_execute", note)
        try:
            with pytest.raises(Locked):
                session.flush()
        finally:
            event.remove(store.engine(), "before_cursor_execute", note)
        session.rollback()
    assert len([statement for statement in asked if "period_approval" in statement]) == 1
    assert len(asked) <= 2


def test_an_empty_reason_leaves_the_one_around_it(sqlite_database: str) -> None:
    with locks.because(REASON):
        with locks.because(""):
            assert locks.reason() == REASON
        with locks.because("Another good reason."):
            assert locks.reason() == "Another good reason."
        assert locks.reason() == REASON
    assert locks.reason() == ""
