"""The way to a target: its points, what its values are for, and the history of both."""

from datetime import date

import pytest

from data_access import programme
from data_access.errors import Conflict, InvalidInput
from data_access.target_points import Point
from data_access.vocabulary import PeriodKind
from tests import factories

DUE, JANUARY, APRIL = date(2026, 8, 31), date(2026, 1, 31), date(2026, 4, 30)
WAY: list[Point] = [(JANUARY, 0.6), (APRIL, 0.75)]


@pytest.fixture
def started(database: str) -> str:
    factories.add_programme()
    factories.add_cluster("Central")
    return database


def aim(points: list[Point] = WAY, per: PeriodKind | None = None, **more: object) -> int:
    return programme.set_target(
        factories.administrator(), "participation_rate", 0.95, DUE, points=points, per=per, **more
    )


def way(of: int) -> list[tuple[date, float]]:
    found = programme.target_points(factories.la_lead())
    mine = found[found["target_id"] == of]
    return list(zip(mine["day"], mine["value"], strict=True))


def test_target_keeps_its_way_and_what_it_is_for(started: str) -> None:
    number = aim(per=PeriodKind.MONTH)
    assert way(number) == WAY
    assert programme.targets(factories.la_lead()).set_index("id").loc[number, "per"] == "month"
    aim([(JANUARY, 0.6)], target_id=number, version=1)
    assert way(number) == [(JANUARY, 0.6)]
    stored = programme.targets(factories.la_lead()).set_index("id").loc[number]
    assert (stored["version"], stored["per"] == "month") == (2, False)


def test_a_point_that_moves_is_a_new_version_and_the_same_again_is_none(started: str) -> None:
    number = aim()
    aim(target_id=number, version=1)
    aim([(JANUARY, 0.65), (APRIL, 0.75)], target_id=number, version=1)
    assert way(number) == [(JANUARY, 0.65), (APRIL, 0.75)]
    with pytest.raises(Conflict):
        aim(target_id=number, version=1)
    assert way(number) == [(JANUARY, 0.65), (APRIL, 0.75)]


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ([(JANUARY, -0.1)], "0 or more"),
        ([(JANUARY, float("nan"))], "0 or more"),
        ([(JANUARY, 0.6), (JANUARY, 0.7)], "a day of its own, in order"),
        ([(APRIL, 0.6), (JANUARY, 0.7)], "a day of its own, in order"),
        ([(DUE, 0.6)], "lie after 1 September 2025 and before 31 August 2026"),
        ([(factories.START, 0.6)], "1 September 2025 does not"),
    ],
)
def test_points_lie_between_the_start_and_the_day_it_is_due(started: str, points: list[Point], sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence) as refused:
        aim(points)
    assert list(refused.value.answers) == ["points"]
    assert programme.targets(factories.la_lead()).empty


def test_points_lie_after_the_baseline_where_there_is_one(started: str) -> None:
    with pytest.raises(InvalidInput, match="after 31 January 2026"):
        aim(baseline_value=0.5, baseline_on=JANUARY)
    aim([(APRIL, 0.75)], baseline_value=0.5, baseline_on=JANUARY)


def test_values_are_for_a_month_a_quarter_or_any_period(started: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        aim(per=PeriodKind.TERM)
    assert list(refused.value.answers) == ["per"]


def test_members_see_the_way_of_their_clusters_and_of_the_whole_programme(started: str) -> None:
    north = factories.add_cluster("North")
    whole, central = aim(), aim(cluster="Central")
    assert set(programme.target_points(factories.member_of(north))["target_id"]) == {whole}
    assert set(programme.target_points(factories.la_lead())["target_id"]) == {whole, central}


def test_history_tells_of_each_point_that_was_added_changed_or_taken_away(started: str) -> None:
    administrator = factories.administrator()
    number = aim()
    aim([(JANUARY, 0.65)], target_id=number, version=1)
    programme.remove_target(administrator, number, 2)
    history = programme.target_history(administrator)
    points = history[history["field"] == "point"]
    assert set(points["target"]) == {number}
    assert points[["action", "before", "after"]].to_numpy().tolist() == [
        ["deleted", "2026-01-31 0.65", ""],
        ["updated", "2026-01-31 0.6", "2026-01-31 0.65"],
        ["deleted", "2026-04-30 0.75", ""],
        ["created", "", "2026-04-30 0.75"],
        ["created", "", "2026-01-31 0.6"],
    ]
    assert history["recorded_at"].is_monotonic_decreasing
    assert programme.target_points(administrator).empty
