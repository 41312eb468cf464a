"""What was taken away: kept whole for thirty days, put back by those who may, and then gone."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from data_access import case_studies, events, locks, markers, putting_back, records, revisions, store, taken_away
from data_access.errors import InvalidInput, Locked, NotAllowed, NotFound, ProductError
from data_access.models import (
    AuditEntry,
    CaseStudy,
    CodebookTheme,
    DeletedRecord,
    EarlierText,
    Passage,
    PassageCode,
    now,
)
from data_access.permissions import COMMAND_LINE, Identity
from data_access.removable import KINDS
from data_access.row_copies import copy_of, with_its_parts
from data_access.vocabulary import Audience, Item, MarkerKind, PeriodKind, Role
from tests import factories
from tests.data_access.records.filled_in import RIGHT, seed
from tests.data_access.removed import DAY, KIND_NAMES, made

every_kind = pytest.mark.parametrize("kind", KIND_NAMES)
who = factories.administrator


def whole(kind: str, number: int) -> list[Any]:
    """Everything that is stored of a record, but for its version."""
    with store.reading() as session:
        record = session.get(KINDS[kind].model, number)
        if record is None:
            return []
        copies = [copy_of(one) for one in with_its_parts(session, record)]
    return [(table, {name: said for name, said in row.items() if name != "version"}) for table, row in copies]


def taken(kind: str) -> tuple[int, int]:
    """A record that was taken away. Value: the id it had, and under which it can be put back."""
    number, take_away = made(kind)
    kept = take_away()
    assert kept is not None
    return number, kept


def listed(viewer: Identity) -> list[str]:
    return list(putting_back.taken_away(viewer)["kind"])


def test_every_kind_that_can_be_taken_away_is_tried_here() -> None:
    assert set(KIND_NAMES) == set(KINDS)


@every_kind
def test_record_is_put_back_whole_with_its_rows_and_its_id(database: str, kind: str) -> None:
    seed()
    number, take_away = made(kind)
    before, moved = whole(kind, number), revisions.revisions()
    kept = take_away()
    assert kept is not None
    assert whole(kind, number) == []
    assert listed(who()) == [kind]
    assert putting_back.put_back(who(), kept) == number
    assert whole(kind, number) == before
    assert listed(who()) == []
    subject = KINDS[kind].model.subject
    assert revisions.revisions()[subject] == moved[subject] + 2


@every_kind
def test_what_lies_longer_than_thirty_days_is_offered_no_more_and_goes_with_the_next(database: str, kind: str) -> None:
    seed()
    _, kept = taken(kind)
    with store.writing(COMMAND_LINE) as session:
        session.execute(update(DeletedRecord).values(deleted_at=now() - timedelta(days=30, minutes=1)))
    assert listed(who()) == []
    with pytest.raises(NotFound, match="thirty days"):
        putting_back.put_back(who(), kept)
    taken_away.purge_by_itself()
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(DeletedRecord)) == 0


@every_kind
@pytest.mark.parametrize("role", Role)
def test_who_may_not_take_it_away_puts_nothing_back(sqlite_database: str, kind: str, role: Role) -> None:
    seed()
    number, kept = taken(kind)
    somebody = factories.identity(role)
    if not somebody.may(KINDS[kind].needs) or kind == "saved_view":
        with pytest.raises(
            (NotAllowed, NotFound) if kind == "saved_view" and role != Role.ADMINISTRATOR else ProductError
        ):
            putting_back.put_back(Identity(None, "somebody else", "", role), kept)
        assert whole(kind, number) == []
    else:
        assert putting_back.put_back(somebody, kept) == number


@pytest.mark.parametrize("role", [Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER])
def test_roles_without_exact_counts_see_nothing_of_what_was_taken_away(sqlite_database: str, role: Role) -> None:
    seed()
    taken("survey_response")
    with pytest.raises(NotAllowed):
        putting_back.taken_away(factories.identity(role))


def test_la_lead_sees_only_what_they_may_take_away(sqlite_database: str) -> None:
    seed()
    taken("unit_cost")
    taken("survey_response")
    assert listed(factories.la_lead()) == ["unit_cost"]
    assert listed(who()) == ["survey_response", "unit_cost"]


def test_list_says_when_by_whom_and_how_long_and_nothing_that_was_written_or_answered(database: str) -> None:
    seed()
    taken("survey_response")
    taken("case_study")
    rows = putting_back.taken_away(who())
    assert list(rows["deleted_by"]) == [who().name_in_log] * 2
    assert list(rows["days_left"]) == [30, 30]
    assert rows["named_by"][0]["title"] == "A calmer start to the day"
    assert rows["named_by"][1]["answered_on"] == "2025-11-18"
    for secret in ("calmer.", "Mornings", "quiet room", Item.FEELING_LISTENED_TO.value):
        assert secret not in str(list(rows["named_by"]))


def test_two_who_put_the_same_back_at_once_make_one_record(database: str) -> None:
    seed()
    number, kept = taken("register")
    starting_line = threading.Barrier(2)

    def click(_number: int) -> int | None:
        starting_line.wait(timeout=20)
        try:
            return putting_back.put_back(who(), kept)
        except NotFound:
            return None

    with ThreadPoolExecutor(2) as pool:
        assert set(pool.map(click, range(2))) == {number, None}
    assert len(whole("register", number)) == 3


def test_what_has_been_entered_again_is_not_put_back_beside_it(database: str) -> None:
    seed()
    for kind in RIGHT:
        if kind in {"evaluation_cycle", "supporter"}:
            continue
        _, kept = taken(kind)
        again = records.record(who(), kind, RIGHT[kind], "key-2")
        with pytest.raises(InvalidInput, match="like this already"):
            putting_back.put_back(who(), kept)
        records.remove(who(), kind, again, 1)
        putting_back.put_back(who(), kept)


def test_event_whose_reference_is_taken_by_now_is_refused_in_words(database: str) -> None:
    seed()
    _, kept = taken("register")
    factories.add_event("E1", DAY, attended=["100001"])
    with pytest.raises(InvalidInput, match="There is a register like this already"):
        putting_back.put_back(who(), kept)


def test_figure_is_not_put_back_over_days_that_another_counts_by_now(database: str) -> None:
    seed()
    _, kept = taken("figure")
    quarter = RIGHT["figure"] | {"period_kind": "quarter", "period_start": date(2025, 10, 1)}
    number = records.record(who(), "figure", quarter, "quarter")
    with pytest.raises(InvalidInput, match="counted already"):
        putting_back.put_back(who(), kept)
    records.remove(who(), "figure", number, 1)
    putting_back.put_back(who(), kept)


def test_record_of_a_cycle_that_is_gone_waits_for_the_cycle(database: str) -> None:
    seed()
    _, plan = taken("priority")
    cycle = int(records.listed(who(), "evaluation_cycle")["id"][0])
    kept_cycle = records.remove(who(), "evaluation_cycle", cycle, 1)
    with pytest.raises(InvalidInput, match="evaluation cycle that this belonged to is not there"):
        putting_back.put_back(who(), plan)
    assert kept_cycle is not None
    putting_back.put_back(who(), kept_cycle)
    putting_back.put_back(who(), plan)


def test_judgement_anew_waits_for_the_event_that_it_is_judged_from(database: str) -> None:
    seed()
    _, kept = taken("rebase")
    marker = int(markers.markers(who())["id"][0])
    markers.remove_marker(who(), marker, 1)
    with pytest.raises(InvalidInput, match="Put that back first"):
        putting_back.put_back(who(), kept)
    markers.set_marker(who(), DAY, "Marked anew", MarkerKind.POLICY_CHANGE)
    putting_back.put_back(who(), kept)


def test_event_that_survey_responses_rest_on_is_not_taken_away(database: str) -> None:
    seed()
    number = factories.add_event("E1", DAY, attended=["100001"])
    factories.add_response(
        Audience.SENCO,
        DAY,
        {},
        urn="100001",
        event_id=number,
    )
    with pytest.raises(InvalidInput, match="rest on this: survey response"):
        events.remove_register(who(), "E1", 1)
    assert len(whole("register", number)) == 2


def test_approved_figures_ask_why_before_evidence_comes_back(database: str) -> None:
    seed()
    number, kept = taken("register")
    factories.add_approval(PeriodKind.TERM, "2025/26-autumn", date(2025, 9, 1), date(2026, 1, 4))
    with pytest.raises(Locked):
        putting_back.put_back(who(), kept)
    assert whole("register", number) == []
    with locks.because("It had been taken away by mistake."):
        putting_back.put_back(who(), kept)
    with store.reading() as session:
        entries = select(AuditEntry.action, AuditEntry.reason).where(AuditEntry.table_name == "event")
        entry = session.execute(entries.order_by(AuditEntry.id)).all()[-1]
    assert tuple(entry) == ("put back", "It had been taken away by mistake.")


def test_what_people_found_in_a_case_study_comes_back_with_it_even_under_another_id(database: str) -> None:
    seed()
    number = factories.add_case_study("100001", approved_on=DAY)
    passage = factories.save(
        Passage(source="case_study", source_id=number, field="impact", starts_at=0, ends_at=8, excerpt="Arrivals")
    )
    theme = factories.save(CodebookTheme(name="A theme", description="For a test.", recorded_by="a test"))
    factories.save(PassageCode(passage_id=passage.id, theme_id=theme.id, coder="ann", is_there=True))
    kept = case_studies.remove_case_study(who(), number, 1)
    # SQLite hands the highest id out again.
    other = factories.save(CaseStudy(id=number, **_columns()))
    assert kept is not None
    put = putting_back.put_back(who(), kept)
    assert put != other.id
    assert [table for table, _ in whole("case_study", put)] == ["case_study", "passage", "passage_code"]
    assert len(whole("case_study", other.id)) == 1


def _columns() -> dict[str, Any]:
    return {
        "setting_id": factories.setting_id_of("100002"), "title": "Another", "happened_on": DAY, "themes": [],
        "context": "", "what_was_done": "", "impact": "", "has_consent": False, "status": "draft",
        "recorded_by": "a test",
    }  # fmt: skip


def test_what_may_not_be_used_any_more_is_not_kept(database: str) -> None:
    seed()
    number = factories.add_case_study("100001", quotation="He smiles now.", has_consent=True)
    factories.save(
        EarlierText(table_name="case_study", record_id=number, column_name="impact", said="Then", recorded_at=now())
    )
    with store.writing(who()) as session:
        record = session.get(CaseStudy, number)
        assert record is not None
        assert taken_away.take_away(session, who(), "case_study", record, {}, keep=False) is None
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(DeletedRecord)) == 0
        assert session.scalar(select(func.count()).select_from(EarlierText)) == 0


def test_forgetting_a_record_forgets_what_was_taken_away_of_it(database: str) -> None:
    seed()
    number, kept = taken("case_study")
    with store.writing(who()) as session:
        taken_away.forget(session, "case_study", "case_study", number)
    with pytest.raises(NotFound):
        putting_back.put_back(who(), kept)
