"""Case studies: written, corrected, approved, and read by those who may."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select

from data_access import case_studies, store
from data_access.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data_access.models import AuditEntry, CaseStudy
from data_access.vocabulary import Role
from tests import factories

STORY: dict[str, object] = {
    "urn": "100001",
    "title": "A calmer start",
    "happened_on": date(2026, 5, 1),
    "themes": ["wellbeing", "leadership"],
    "context": "Mornings were hard.",
    "what_was_done": "A quiet room.",
    "impact": "Arrivals are calm.",
    "quotation": "I like coming in.",
    "has_consent": True,
    "quotation_from": "one_pupil",
    "quotation_agreed_on": date(2026, 5, 1),
    "quotation_for": "partners",
    "consent_from": "headteacher",
    "consented_on": date(2026, 5, 4),
    "consent_for": "public",
}
CONSENT = ("consent_from", "consented_on", "consent_for")
READERS = [Role.DELIVERY_GROUP, Role.CLUSTER_MEMBER]


def seed() -> dict[str, int]:
    factories.add_programme()
    clusters = {name: factories.add_cluster(name) for name in ("Central", "North")}
    factories.add_setting("100001", "Abbey Primary", cluster="Central")
    factories.add_setting("100002", "Bridge Primary", cluster="North")
    return clusters


def only_row() -> dict[object, object]:
    rows = case_studies.case_studies(factories.staff()).to_dict("records")
    assert len(rows) == 1
    return dict(rows[0])


def test_new_case_study_is_a_draft_with_all_its_answers(database: str) -> None:
    seed()
    number = case_studies.write_case_study(factories.staff(), STORY, "key-1")
    opened = case_studies.case_study(factories.staff(), number)
    # In the order of the vocabulary, whichever was chosen first.
    assert opened == {
        **STORY,
        "themes": ["leadership", "wellbeing"],
        "id": number,
        "status": "draft",
        "version": 1,
    }
    assert (only_row()["cluster"], only_row()["phase"]) == ("Central", "primary")


def test_double_click_and_two_requests_at_once_make_one_case_study(database: str) -> None:
    seed()
    starting_line = threading.Barrier(3)

    def click(_number: int) -> int:
        starting_line.wait(timeout=20)
        return case_studies.write_case_study(factories.staff(), STORY, "key-1")

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(click, range(3)))) == 1
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(CaseStudy)) == 1
    with pytest.raises(InvalidInput, match="saved before"):
        case_studies.write_case_study(factories.staff(), {**STORY, "impact": "Other"}, "key-1")


def test_it_is_handed_in_only_once_it_is_known_who_agreed_to_what(database: str) -> None:
    seed()
    staff = factories.staff()
    asked_later = {**STORY, **dict.fromkeys(CONSENT)}
    number = case_studies.write_case_study(staff, asked_later, "key-1")
    with pytest.raises(InvalidInput) as refusal:
        case_studies.submit_case_study(staff, number, 1)
    assert set(refusal.value.answers) == set(CONSENT)
    case_studies.correct_case_study(staff, number, 1, STORY)
    case_studies.submit_case_study(staff, number, 2)
    assert (only_row()["status"], only_row()["consent_for"]) == ("submitted", "public")


def test_consent_is_recorded_whole_and_a_quotation_needs_its_own(sqlite_database: str) -> None:
    seed()
    for change, field in (
        ({"consented_on": None}, "consented_on"),
        ({"quotation_for": None}, "quotation_for"),
        ({"has_consent": False}, "has_consent"),
        ({"consent_from": "the head"}, "consent_from"),
    ):
        with pytest.raises(InvalidInput) as refusal:
            case_studies.write_case_study(factories.staff(), {**STORY, **change}, "key-1")
        assert list(refusal.value.answers) == [field]


def test_who_agreed_to_a_quotation_goes_with_it(sqlite_database: str) -> None:
    seed()
    number = case_studies.write_case_study(factories.staff(), STORY, "key-1")
    case_studies.correct_case_study(factories.staff(), number, 1, {**STORY, "quotation": None})
    stored = case_studies.case_study(factories.staff(), number)
    assert (stored["has_consent"], stored["quotation_from"], stored["consent_for"]) == (False, None, "public")


@pytest.mark.parametrize("role", READERS)
def test_what_was_agreed_for_the_team_alone_is_not_read_by_others(database: str, role: Role) -> None:
    clusters = seed()
    reader = factories.identity(role, *clusters.values())
    day = date(2026, 5, 2)
    factories.add_case_study("100001", approved_on=day, consent_for="internal")
    shared = factories.add_case_study(
        "100001", approved_on=day, quotation="I like it.", has_consent=True, quotation_for="internal"
    )
    asked_of_nobody = factories.add_case_study("100001", approved_on=day, consent_for=None)
    found = case_studies.case_studies(reader)
    assert found["id"].tolist() == [asked_of_nobody, shared]
    assert found["quotation"].isna().all()
    assert len(case_studies.case_studies(factories.la_lead())) == 3


def test_pressing_submit_twice_is_no_conflict(database: str) -> None:
    seed()
    number = case_studies.write_case_study(factories.staff(), STORY, "key-1")
    for _ in range(2):
        case_studies.submit_case_study(factories.staff(), number, 1)
    assert (only_row()["status"], only_row()["version"]) == ("submitted", 2)


def test_a_corrected_case_study_waits_to_be_approved_again(database: str) -> None:
    seed()
    number = factories.add_case_study("100001", approved_on=date(2026, 5, 2))
    opened = case_studies.case_study(factories.staff(), number)
    case_studies.correct_case_study(factories.staff(), number, 1, {**opened, "impact": "Much calmer."})
    assert (only_row()["status"], only_row()["impact"]) == ("submitted", "Much calmer.")
    assert case_studies.case_studies(factories.delivery_group()).empty


def test_second_of_two_people_is_told_and_sees_what_the_first_stored(database: str) -> None:
    seed()
    number = case_studies.write_case_study(factories.staff(), STORY, "key-1")
    case_studies.correct_case_study(factories.administrator(), number, 1, {**STORY, "impact": "Theirs."})
    with pytest.raises(Conflict) as conflict:
        case_studies.correct_case_study(factories.staff(), number, 1, {**STORY, "impact": "Mine."})
    assert (conflict.value.current["impact"], conflict.value.current["version"]) == ("Theirs.", 2)
    case_studies.correct_case_study(factories.staff(), number, 2, {**STORY, "impact": "Mine."})
    assert only_row()["impact"] == "Mine."


@pytest.mark.parametrize("role", READERS)
def test_readers_see_approved_ones_and_quotations_with_consent_only(database: str, role: Role) -> None:
    clusters = seed()
    reader = factories.identity(role, *clusters.values())
    with_consent = factories.add_case_study("100001", approved_on=date(2026, 5, 2), quotation="Yes", has_consent=True)
    factories.add_case_study("100001", approved_on=date(2026, 5, 1), quotation="No", has_consent=False)
    factories.add_case_study("100001", status="submitted")
    factories.add_case_study("100001")
    found = case_studies.case_studies(reader)
    assert found["status"].tolist() == ["approved", "approved"]
    assert found["id"].tolist()[0] == with_consent
    assert found["quotation"].dropna().tolist() == ["Yes"]
    assert len(case_studies.case_studies(factories.la_lead())) == 4


def test_cluster_member_reads_own_clusters_only_and_one_setting_can_be_asked_for(database: str) -> None:
    clusters = seed()
    for urn in ("100001", "100002"):
        factories.add_case_study(urn, approved_on=date(2026, 5, 2))
    member = factories.member_of(clusters["North"])
    assert case_studies.case_studies(member)["urn"].tolist() == ["100002"]
    assert case_studies.case_studies(member, "100001").empty
    assert case_studies.case_studies(factories.staff(), "100001")["urn"].tolist() == ["100001"]


@pytest.mark.parametrize("role", [*READERS, Role.LA_LEAD])
def test_only_those_who_enter_evidence_write_correct_and_submit(sqlite_database: str, role: Role) -> None:
    seed()
    number = case_studies.write_case_study(factories.staff(), STORY, "key-1")
    somebody = factories.identity(role)
    for attempt in (
        lambda: case_studies.write_case_study(somebody, STORY, "key-2"),
        lambda: case_studies.correct_case_study(somebody, number, 1, STORY),
        lambda: case_studies.submit_case_study(somebody, number, 1),
        lambda: case_studies.case_study(somebody, number),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_what_was_written_is_not_copied_into_the_audit_log(database: str) -> None:
    seed()
    number = case_studies.write_case_study(factories.staff(), STORY, "key-1")
    case_studies.correct_case_study(factories.staff(), number, 1, {**STORY, "impact": "Secret change."})
    with store.reading() as session:
        logged = str(session.scalars(select(AuditEntry.changes).where(AuditEntry.table_name == "case_study")).all())
    for text in ("Mornings", "quiet room", "calm.", "like coming", "Secret"):
        assert text not in logged
    assert "A calmer start" in logged


def test_case_study_that_is_not_there_is_said_to_be_missing(sqlite_database: str) -> None:
    seed()
    with pytest.raises(NotFound):
        case_studies.case_study(factories.staff(), 99)
    with pytest.raises(NotFound):
        case_studies.submit_case_study(factories.staff(), 99, 1)
