"""One cycle at a time, worked out by hand: who is in, at which levels, and which way settings move."""

from datetime import date
from typing import Any

from data_access.periods import Period
from data_access.vocabulary import Area, PeriodKind
from kpis import cycles
from kpis.cycles import Handed
from kpis.evaluate import Where
from kpis.facts import Facts
from tests.kpis.facts_by_hand import CALENDAR, facts, member, setting

OPENS, DUE, PLANS_DUE, TODAY = date(2025, 9, 15), date(2025, 11, 28), date(2026, 1, 16), date(2026, 2, 1)
SPRING = CALENDAR.period_of(PeriodKind.TERM, TODAY)


def cycle(name: str = "2025/26", due_on: date = DUE, opens_on: date = OPENS) -> dict[str, Any]:
    return {"cycle": name, "opens_on": opens_on, "due_on": due_on, "plans_due_on": PLANS_DUE}


def submitted(urn: str, day: date, level: int = 2, name: str = "2025/26", **levels: int) -> list[dict[str, Any]]:
    """All eight areas at one level, but for those named."""
    return [
        {"urn": urn, "cycle": name, "submitted_on": day, "area": area.value, "level": levels.get(area.name, level)}
        for area in Area
    ]


def world(*made: list[dict[str, Any]], as_at: date = TODAY, **more: Any) -> Facts:
    """Schools 1 and 2 in Central, 3 in North. `made`: what `submitted` gives."""
    levels = [row for rows in made for row in rows]
    handed = {(row["urn"], row["cycle"]): row["submitted_on"] for row in levels}
    frames: dict[str, Any] = {
        "settings": [setting(urn) for urn in "123"],
        "memberships": [member("1"), member("2"), member("3", "North")],
        "cycles": [cycle()],
        "levels": levels,
        "evaluations": [{"urn": u, "cycle": c, "submitted_on": day} for (u, c), day in handed.items()],
        **more,
    }
    return facts(as_at, **frames)


def test_settings_are_in_on_time_late_or_not_yet_and_the_missing_ones_come_first() -> None:
    known = world(
        submitted("1", DUE),
        submitted("3", date(2025, 12, 5)),
        plans=[{"urn": "1", "cycle": "2025/26", "agreed_on": date(2026, 1, 10)}],
    )
    rows = cycles.completion(known, "2025/26")
    assert list(zip(rows["urn"], rows["handed"], strict=True)) == [
        ("2", Handed.NOT_YET),
        ("3", Handed.LATE),
        ("1", Handed.ON_TIME),
    ]
    assert [day.date() for day in rows["submitted_on"].iloc[1:]] == [date(2025, 12, 5), DUE]
    assert rows["agreed_on"].isna().tolist() == [True, True, False]
    counts = cycles.counted_by(rows, "cluster").set_index("cluster")
    assert counts.loc["Central"].to_dict() == {"on_time": 1, "late": 0, "not_yet": 1, "due": 2}
    assert counts.loc["North"].to_dict() == {"on_time": 0, "late": 1, "not_yet": 0, "due": 1}


def test_filters_narrow_completion_and_a_setting_that_joined_after_the_due_day_owes_nothing() -> None:
    known = world(memberships=[member("1"), member("2", joined_on=date(2025, 12, 1)), member("3", "North")])
    assert set(cycles.completion(known, "2025/26")["urn"]) == {"1", "3"}
    assert set(cycles.completion(known, "2025/26", Where(cluster="North"))["urn"]) == {"3"}


def test_cycle_that_is_not_due_yet_shows_who_is_in_already() -> None:
    known = world(submitted("1", date(2025, 10, 1)), as_at=date(2025, 10, 15))
    rows = cycles.completion(known, "2025/26").set_index("urn")["handed"]
    assert rows.to_dict() == {"1": Handed.ON_TIME, "2": Handed.NOT_YET, "3": Handed.NOT_YET}
    assert len(cycles.standing(known, "2025/26")) == len(Area)


def test_what_a_school_handed_in_before_it_became_an_academy_is_the_academys() -> None:
    closed = setting("1", closed_on=date(2025, 12, 31), successor_urn="9")
    known = world(
        submitted("1", date(2025, 11, 1)),
        settings=[closed, setting("9", opened_on=date(2026, 1, 1)), setting("2"), setting("3")],
    )
    rows = cycles.completion(known, "2025/26").set_index("urn")
    assert rows.loc["9", "handed"] == Handed.ON_TIME
    assert "1" not in rows.index
    assert set(cycles.standing(known, "2025/26")["urn"]) == {"9"}


def test_levels_are_counted_by_area_and_every_area_and_level_has_its_place() -> None:
    known = world(submitted("1", DUE, 2, OUTCOMES=4), submitted("3", DUE, 3, OUTCOMES=4))
    counts = cycles.at_each_level(cycles.standing(known, "2025/26")).set_index("area")
    assert list(counts.index) == [area.value for area in Area]
    assert counts.loc[Area.OUTCOMES.value].tolist() == [0, 0, 0, 2]
    assert counts.loc[Area.LEADERSHIP.value].tolist() == [0, 1, 1, 0]
    central = cycles.at_each_level(cycles.standing(known, "2025/26", Where(cluster="Central"))).set_index("area")
    assert central.loc[Area.OUTCOMES.value].tolist() == [0, 0, 0, 1]
    assert cycles.at_each_level(cycles.standing(world(), "2025/26")).drop(columns="area").to_numpy().sum() == 0


TWO = [cycle(), cycle("Spring 2026", date(2026, 1, 30), date(2026, 1, 5))]


def test_moves_count_only_settings_with_both_and_agree_from_first_to_latest_and_cycle_to_cycle() -> None:
    known = world(
        submitted("1", DUE, 2),
        submitted("1", date(2026, 1, 20), 2, "Spring 2026", OUTCOMES=3, TEACHING=1),
        submitted("2", DUE, 1),
        submitted("3", date(2026, 1, 20), 4, "Spring 2026"),
        cycles=TWO,
    )
    for rows in (
        cycles.first_to_latest(known, SPRING),
        cycles.from_cycle_to_cycle(known, "2025/26", "Spring 2026"),
    ):
        counts = cycles.moves(rows).set_index("area")
        assert counts.loc[Area.OUTCOMES.value].to_dict() == {"up": 1, "same": 0, "down": 0, "both": 1}
        assert counts.loc[Area.TEACHING.value].to_dict() == {"up": 0, "same": 0, "down": 1, "both": 1}
        assert counts.loc[Area.RESOURCES.value].to_dict() == {"up": 0, "same": 1, "down": 0, "both": 1}
    assert cycles.first_to_latest(known, SPRING, Where(cluster="North")).empty
    before = Period(OPENS, date(2025, 12, 19), PeriodKind.TERM, "a", "a")
    assert cycles.moves(cycles.first_to_latest(known, before))["both"].sum() == 0


def test_cycles_that_have_opened_come_newest_first() -> None:
    known = world(cycles=TWO)
    assert cycles.opened_by(known, TODAY) == ["Spring 2026", "2025/26"]
    assert cycles.opened_by(known, date(2025, 10, 1)) == ["2025/26"]
    assert cycles.opened_by(known, date(2025, 9, 1)) == []
    assert cycles.day_of(known, "Spring 2026") == date(2026, 1, 30)
