"""The programme, its phases, term dates and targets."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from data_access import programme, store
from data_access.errors import Conflict, InvalidInput, NotAllowed, NotFound
from data_access.models import AuditEntry
from data_access.periods import STOKE_HALF_TERMS
from data_access.programme import PhaseDates
from tests import factories

START, YEAR_ONE_END = date(2025, 9, 1), date(2026, 8, 31)


def create() -> None:
    programme.create_programme(
        factories.administrator(), "SEND Cluster Model", "861", START, YEAR_ONE_END, la_name="Stoke-on-Trent"
    )


def test_without_a_programme_the_sentence_says_how_to_set_one_up(database: str) -> None:
    assert programme.find_programme() is None
    with pytest.raises(NotFound, match="create-programme"):
        programme.programme()


def test_a_new_programme_comes_with_term_dates_and_the_targets_of_the_tender(database: str) -> None:
    create()
    facts = programme.programme()
    assert (facts.name, facts.la_code, facts.la_name) == ("SEND Cluster Model", "861", "Stoke-on-Trent")
    assert (facts.first_quarter_month, facts.small_number_limit, facts.fewest_respondents) == (4, 4, 10)
    assert programme.calendar().half_terms == STOKE_HALF_TERMS
    found = programme.targets(factories.administrator())
    assert dict(zip(found["kpi"], found["value"], strict=True)) == {
        "active_participation_rate": 0.95,
        "parent_confidence": 0.80,
        "senco_confidence": 0.90,
    }
    assert set(found["due_on"]) == {YEAR_ONE_END}


def test_a_second_programme_is_refused(database: str) -> None:
    create()
    with pytest.raises(InvalidInput, match="already holds a programme"):
        create()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"name": "  "}, "name"),
        ({"la_code": "Stoke"}, "la_code"),
        ({"year_one_ends_on": START}, "year_one_ends_on"),
        ({"first_quarter_month": 13}, "first_quarter_month"),
        ({"small_number_limit": 0}, "small_number_limit"),
        ({"fewest_respondents": 0}, "fewest_respondents"),
        ({"at_risk_margin": 1.5}, "at_risk_margin"),
        ({"active_half_terms_missed_allowed": -1}, "active_half_terms_missed_allowed"),
        ({"base_map_url": "http://tiles.example.org"}, "base_map_url"),
    ],
)
def test_a_wrong_answer_is_named_and_changes_nothing(sqlite_database: str, answers: dict, field: str) -> None:
    create()
    before = programme.programme()
    with pytest.raises(InvalidInput) as refused:
        programme.change_programme(factories.administrator(), 1, **answers)
    assert list(refused.value.answers) == [field]
    assert programme.programme() == before


def test_of_two_people_who_change_the_programme_the_second_is_told(database: str) -> None:
    create()
    programme.change_programme(factories.administrator(), 1, name="Cluster Model")
    with pytest.raises(Conflict) as told:
        programme.change_programme(factories.administrator(), 1, name="Another name")
    assert told.value.current == {"name": "Cluster Model"}
    assert programme.programme().name == "Cluster Model"


def test_saving_the_programme_unchanged_is_no_new_version(database: str) -> None:
    create()
    programme.change_programme(factories.administrator(), 1, name="SEND Cluster Model")
    assert programme.programme().version == 1


def test_phases_are_replaced_as_a_whole(database: str) -> None:
    create()
    pilot = PhaseDates(START, date(2026, 5, 31), "Central pilot")
    city = PhaseDates(date(2026, 6, 1), date(2028, 8, 31), "City-wide")
    programme.set_phases(factories.administrator(), [city, pilot])
    assert programme.programme().phases == (pilot, city)
    longer = replace(pilot, ends_on=date(2026, 8, 31))
    programme.set_phases(factories.administrator(), [longer])
    assert programme.programme().phases == (longer,)


def test_a_phase_that_ends_before_it_starts_is_refused(database: str) -> None:
    create()
    with pytest.raises(InvalidInput, match="ends before it starts"):
        programme.set_phases(factories.administrator(), [PhaseDates(YEAR_ONE_END, START, "Backwards")])


def test_edited_term_dates_move_the_half_term(database: str) -> None:
    create()
    rows = [row for row in STOKE_HALF_TERMS if row.academic_year == "2025/26"]
    rows[1] = replace(rows[1], starts_on=date(2025, 11, 10))
    programme.set_half_terms(factories.administrator(), "2025/26", rows)
    assert rows[1] in programme.calendar().half_terms
    assert len(programme.calendar().half_terms) == len(STOKE_HALF_TERMS)


@pytest.mark.parametrize(
    ("index", "change", "words"),
    [
        (1, {"starts_on": date(2025, 10, 20)}, "after the one before"),
        (5, {"ends_on": date(2026, 5, 30)}, "must end after it starts"),
        (5, {"starts_on": date(2026, 9, 2), "ends_on": date(2026, 9, 3)}, "must start between"),
        (0, {"half": 2}, "six half terms in order"),
    ],
)
def test_term_dates_that_cannot_be_are_refused(sqlite_database: str, index: int, change: dict, words: str) -> None:
    create()
    rows = [row for row in STOKE_HALF_TERMS if row.academic_year == "2025/26"]
    rows[index] = replace(rows[index], **change)
    with pytest.raises(InvalidInput, match=words):
        programme.set_half_terms(factories.administrator(), "2025/26", rows)


def test_a_changed_target_keeps_its_history(database: str) -> None:
    create()
    administrator = factories.administrator()
    target_id = programme.set_target(administrator, "participation_rate", 0.8, YEAR_ONE_END)
    programme.set_target(administrator, "participation_rate", 0.85, YEAR_ONE_END, target_id=target_id, version=1)
    history = programme.target_history(administrator)
    moved = history[(history["target"] == target_id) & (history["field"] == "value")]
    assert moved[["action", "before", "after"]].values.tolist() == [["updated", "0.8", "0.85"], ["created", "", "0.8"]]


def test_of_two_people_who_change_a_target_the_second_is_told(database: str) -> None:
    create()
    administrator = factories.administrator()
    target_id = programme.set_target(administrator, "participation_rate", 0.8, YEAR_ONE_END)
    programme.set_target(administrator, "participation_rate", 0.85, YEAR_ONE_END, target_id=target_id, version=1)
    with pytest.raises(Conflict):
        programme.set_target(administrator, "participation_rate", 0.9, YEAR_ONE_END, target_id=target_id, version=1)
    with pytest.raises(Conflict):
        programme.remove_target(administrator, target_id, 1)
    programme.remove_target(administrator, target_id, 2)
    assert target_id not in set(programme.targets(administrator)["id"])


def test_a_second_target_for_one_measure_place_and_day_is_refused(database: str) -> None:
    create()
    factories.add_cluster("Central")
    administrator = factories.administrator()
    programme.set_target(administrator, "parent_confidence", 0.7, YEAR_ONE_END, cluster="Central")
    with pytest.raises(InvalidInput, match="already"):
        programme.set_target(administrator, "parent_confidence", 0.9, YEAR_ONE_END, cluster="Central")


@pytest.mark.parametrize(
    ("value", "more"),
    [
        (float("nan"), {}),
        (-1.0, {}),
        (0.5, {"baseline_value": 0.2}),
        (0.5, {"baseline_value": 0.2, "baseline_on": YEAR_ONE_END}),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(sqlite_database: str, value: float, more: dict) -> None:
    create()
    with pytest.raises(InvalidInput):
        programme.set_target(factories.administrator(), "participation_rate", value, YEAR_ONE_END, **more)


def test_a_cluster_member_sees_their_own_clusters_targets_and_the_programmes(database: str) -> None:
    create()
    central = factories.add_cluster("Central")
    factories.add_cluster("North")
    for name in ("Central", "North"):
        programme.set_target(factories.administrator(), "participation_rate", 0.7, YEAR_ONE_END, cluster=name)
    found = programme.targets(factories.member_of(central))
    assert found["cluster"].dropna().tolist() == ["Central"]
    assert len(found) == 4


def test_only_administrators_change_the_programme(database: str) -> None:
    create()
    for who in (factories.staff(), factories.la_lead(), factories.delivery_group(), factories.member_of(1)):
        with pytest.raises(NotAllowed):
            programme.change_programme(who, 1, name="Mine")
        with pytest.raises(NotAllowed):
            programme.set_target(who, "participation_rate", 0.8, YEAR_ONE_END)


def test_every_change_of_the_programme_is_in_the_audit_log(database: str) -> None:
    create()
    programme.change_programme(factories.administrator(), 1, year_one_ends_on=date(2026, 7, 31))
    with store.reading() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert entry is not None
        assert (entry.action, entry.table_name) == ("updated", "programme")
        assert entry.changes == {"year_one_ends_on": ["2026-08-31", "2026-07-31"], "version": [1, 2]}
