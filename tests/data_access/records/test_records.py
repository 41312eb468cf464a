"""Every kind of record: saved once, corrected, in conflict, removed, and read by those who may."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select

from data_access import records, store
from data_access.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data_access.models import AreaLevel, AuditEntry, EvidencePiece, Passage
from data_access.vocabulary import CaseStudyStatus, Role
from tests import factories
from tests.data_access.records.filled_in import CYCLE, KIND_NAMES, RIGHT, otherwise, seed

every_kind = pytest.mark.parametrize("kind", KIND_NAMES)
KINDS_OF_STAFF = tuple(kind for kind in KIND_NAMES if kind != "evaluation_cycle")
KINDS_OF_A_SETTING = tuple(kind for kind in KINDS_OF_STAFF if kind != "team_member")
READERS = (Role.LA_LEAD, Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER)
who = factories.administrator


def record(kind: str, key: str = "key-1", **changes: object) -> int:
    return records.record(who(), kind, RIGHT[kind] | changes, key)


def stored(kind: str, number: int) -> dict[str, object]:
    return records.stored(who(), kind, number)


def test_every_kind_has_a_right_filling_in_here() -> None:
    assert set(KIND_NAMES) == set(records.KINDS)


@every_kind
def test_record_comes_back_as_it_was_answered(database: str, kind: str) -> None:
    seed()
    number = record(kind)
    assert stored(kind, number) == {**RIGHT[kind], "id": number, "version": 1}


@every_kind
def test_double_click_makes_one_record_and_another_answer_is_told_of_it(database: str, kind: str) -> None:
    seed()
    assert record(kind) == record(kind)
    with pytest.raises(InvalidInput, match="saved before"):
        records.record(who(), kind, otherwise(kind), "key-1")


def test_two_requests_at_once_make_one_record(database: str) -> None:
    seed()
    starting_line = threading.Barrier(3)

    def click(_number: int) -> int:
        starting_line.wait(timeout=20)
        return record("figure", period_start=date(2025, 11, 18))

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(click, range(3)))) == 1


@every_kind
def test_correction_replaces_the_answers_once(database: str, kind: str) -> None:
    seed()
    number = record(kind)
    for _ in range(2):
        records.correct(who(), kind, number, 1, otherwise(kind))
    assert stored(kind, number) == {**otherwise(kind), "id": number, "version": 2}


@every_kind
def test_second_of_two_people_sees_what_the_first_stored(database: str, kind: str) -> None:
    seed()
    number = record(kind)
    records.correct(who(), kind, number, 1, otherwise(kind))
    with pytest.raises(Conflict) as conflict:
        records.correct(who(), kind, number, 1, RIGHT[kind])
    assert conflict.value.current == {**otherwise(kind), "version": 2}
    records.correct(who(), kind, number, 2, RIGHT[kind])
    assert stored(kind, number) == {**RIGHT[kind], "id": number, "version": 3}


@every_kind
def test_record_that_says_the_same_as_another_is_refused_but_for_supporters(database: str, kind: str) -> None:
    seed()
    record(kind)
    if kind == "supporter":
        assert record(kind, "key-2") != record(kind, "key-1")
        return
    with pytest.raises(InvalidInput, match="like this already"):
        record(kind, "key-2")


@every_kind
def test_removed_record_is_gone_and_the_audit_log_keeps_it(database: str, kind: str) -> None:
    seed()
    number = record(kind)
    with pytest.raises(Conflict):
        records.remove(who(), kind, number, 2)
    records.remove(who(), kind, number, 1)
    with pytest.raises(NotFound):
        stored(kind, number)
    with pytest.raises(NotFound):
        records.remove(who(), kind, number, 1)
    table = records.KINDS[kind].model.__tablename__
    with store.reading() as session:
        entries = session.scalars(select(AuditEntry.action).where(AuditEntry.table_name == table)).all()
    assert entries[-2:] == ["created", "deleted"]


def test_removed_self_evaluation_takes_its_levels_along_and_their_audit_stays(database: str) -> None:
    seed()
    records.remove(who(), "self_evaluation", record("self_evaluation"), 1)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(AreaLevel)) == 0
        gone = session.scalars(select(AuditEntry.changes).where(AuditEntry.table_name == "area_level")).all()[-1]
    assert gone["level"] == [2, None]


def test_removed_piece_of_evidence_takes_its_passages_along(database: str) -> None:
    seed()
    number = record("evidence_piece")
    factories.save(
        Passage(source="evidence_piece", source_id=number, field="text", starts_at=0, ends_at=5, excerpt="Every")
    )
    records.remove(who(), "evidence_piece", number, 1)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Passage)) == 0


def test_cycle_that_others_rest_on_stays(database: str) -> None:
    seed()
    record("priority")
    number = int(records.listed(who(), "evaluation_cycle")["id"][0])
    with pytest.raises(InvalidInput, match="Other records rest on this"):
        records.remove(who(), "evaluation_cycle", number, 1)
    assert stored("evaluation_cycle", number)["name"] == CYCLE["name"]


@pytest.mark.parametrize("role", READERS)
@every_kind
def test_those_who_only_read_enter_correct_and_remove_nothing(sqlite_database: str, kind: str, role: Role) -> None:
    seed()
    number, somebody = record(kind), factories.identity(role)
    for attempt in (
        lambda: records.record(somebody, kind, RIGHT[kind], "key-2"),
        lambda: records.correct(somebody, kind, number, 1, RIGHT[kind]),
        lambda: records.remove(somebody, kind, number, 1),
        lambda: records.stored(somebody, kind, number),
        lambda: records.entered_lately(somebody, kind, 5),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert records.kinds_for(somebody) == []


def test_staff_enter_every_kind_but_cycles() -> None:
    assert [kind.name for kind in records.kinds_for(factories.staff())] == list(KINDS_OF_STAFF)
    with pytest.raises(NotAllowed):
        records.record(factories.staff(), "evaluation_cycle", CYCLE, "key")


@pytest.mark.parametrize("kind", KINDS_OF_A_SETTING)
def test_cluster_member_reads_records_of_own_settings_alone(database: str, kind: str) -> None:
    clusters = seed()
    record(kind)
    columns = records.listed(factories.member_of(clusters["Central"]), kind)
    assert columns["urn"].tolist() == ["100001"]
    assert records.listed(factories.member_of(clusters["North"]), kind).empty
    assert records.listed(factories.la_lead(), kind)["setting"].tolist() == ["Abbey Primary"]


def test_figures_are_read_by_the_cluster_they_are_of_and_those_of_all_by_all_but_members(database: str) -> None:
    clusters = seed()
    record("figure", "of a cluster", urn=None, cluster="North")
    record("figure", "of all", urn=None)
    for cluster, found in (("North", ["North"]), ("Central", [])):
        member = factories.member_of(clusters[cluster])
        assert records.listed(member, "figure")["cluster"].tolist() == found
    assert len(records.listed(factories.delivery_group(), "figure")) == 2


def test_listed_names_what_is_kept_by_id_and_puts_figures_of_no_setting_last(database: str) -> None:
    seed()
    record("peer_review")
    row = records.listed(who(), "peer_review").to_dict("records")[0]
    assert (row["urn"], row["setting"], row["phase"], row["reviewer"]) == (
        "100001",
        "Abbey Primary",
        "primary",
        "Bridge Primary",
    )
    for key, urn in (("1", None), ("2", "100002"), ("3", "100001")):
        record("figure", key, urn=urn)
    assert records.listed(who(), "figure")["urn"].fillna("").tolist() == ["100001", "100002", ""]


def test_entered_lately_gives_the_newest_first_and_those_of_one_setting_when_asked(database: str) -> None:
    seed()
    numbers = [record("priority", str(turn), title=f"Aim {turn}") for turn in range(3)]
    other = record("priority", "other", urn="100002")
    assert records.entered_lately(who(), "priority", 3)["id"].tolist() == [other, numbers[2], numbers[1]]
    found = records.entered_lately(who(), "priority", 9, "100001")
    assert [answers["title"] for answers in found["answers"]] == ["Aim 2", "Aim 1", "Aim 0"]
    assert records.entered_lately(who(), "priority", 9, "100003").empty


def test_the_self_evaluation_of_a_cycle_is_found_to_be_continued(database: str) -> None:
    seed()
    number = record("self_evaluation")
    assert records.in_its_cycle(who(), "self_evaluation", RIGHT["self_evaluation"]) == number
    for answers in ({"urn": "100002", "cycle": "2025/26"}, {"urn": "100001"}, {}):
        assert records.in_its_cycle(who(), "self_evaluation", dict(answers)) is None
    record("priority")
    assert records.in_its_cycle(who(), "priority", RIGHT["priority"]) is None


def test_correcting_an_approved_piece_makes_it_wait_again_and_its_text_stays_out_of_the_log(database: str) -> None:
    seed()
    number = record("evidence_piece")
    with store.writing(who()) as session:
        session.get_one(EvidencePiece, number).status = CaseStudyStatus.APPROVED
    records.correct(who(), "evidence_piece", number, 1, otherwise("evidence_piece"))
    with store.reading() as session:
        assert session.get_one(EvidencePiece, number).status == CaseStudyStatus.SUBMITTED
        logged = str(session.scalars(select(AuditEntry.changes)).all())
    assert "quiet corner" not in logged


def test_figure_is_kept_by_the_first_day_of_its_period_whichever_day_was_given(database: str) -> None:
    seed()
    number = record("figure", period_start=date(2025, 11, 18))
    assert stored("figure", number)["period_start"] == date(2025, 11, 1)
    assert record("figure", period_start=date(2025, 11, 20)) == number
    year = record("figure", "key-2", period_start=date(2025, 11, 18), period_kind="calendar_year")
    assert stored("figure", year)["period_start"] == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("changes", "is_refused"),
    [
        ({"period_kind": "term"}, True),
        ({"period_kind": "academic_year"}, True),
        ({"period_kind": "half_term", "period_start": date(2026, 3, 2)}, False),
        ({"period_kind": "calendar_year"}, False),
        ({"period_kind": "term", "urn": "100002"}, False),
        ({"period_kind": "term", "measure": "six_week_decisions"}, False),
        ({"period_start": date(2025, 10, 1)}, False),
    ],
)
def test_days_that_one_kind_of_period_counts_are_not_counted_by_another(
    database: str, changes: dict[str, object], is_refused: bool
) -> None:
    seed()
    first = record("figure")
    if not is_refused:
        assert record("figure", "key-2", **changes) != first
        return
    with pytest.raises(InvalidInput, match=r"counted already.*1 November 2025") as refusal:
        record("figure", "key-2", **changes)
    assert set(refusal.value.answers) == {"period_kind"}
    # A figure does not stand in its own way.
    records.correct(who(), "figure", first, 1, RIGHT["figure"] | changes)
