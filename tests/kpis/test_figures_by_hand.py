"""Figures that were handed over, and the way to a target, worked out by hand."""

import math
from datetime import date
from typing import Any

import pytest

from data_access.vocabulary import FIGURES, FigureName, PeriodKind
from kpis import CATALOGUE, kpi
from kpis.evaluate import By, evaluate
from kpis.facts import Facts
from tests.kpis.facts_by_hand import facts, member, periods, setting, target

MONTH, QUARTER, TERM, YEAR = PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.TERM, PeriodKind.ACADEMIC_YEAR
OCTOBER = (date(2025, 10, 1), date(2025, 10, 31))
NOVEMBER = (date(2025, 11, 3), date(2025, 11, 30))
DECEMBER = (date(2025, 12, 1), date(2025, 12, 31))


def figure(
    measure: str, span: tuple[date, date], numerator: float, of: float | None = None, **more: Any
) -> dict[str, Any]:
    where = {"urn": None, "cluster": None, "part": "", "kind": "month"}
    amounts = {"numerator": numerator, "denominator": of}
    return {"measure": measure, "cell_start": span[0], "ended_on": span[1], **where, **amounts, **more}


def known(*figures: dict[str, Any], **frames: Any) -> Facts:
    names = ("measure", "kind", "cell_start", "ended_on")
    by_authority = [row for row in figures if row["urn"] is None and row["cluster"] is None and not row["part"]]
    days = [{name: row[name] for name in names} for row in by_authority]
    places = {"settings": [setting("1"), setting("2")], "memberships": [member("1"), member("2", "North")]}
    return facts(as_at=date(2025, 12, 31), figures=figures, count_days=days, **places, **frames)


def amounts(key: str, of: Facts, kind: PeriodKind, by: By | None = None) -> dict[Any, tuple[float, float]]:
    """{(period, group): (numerator, denominator)}, -1 for no data."""
    table = evaluate(kpi(key), of, periods(kind, of.as_at), by=by, exact=True)
    groups = [None] * len(table) if by is None else table["urn" if by == "setting" else by].tolist()
    numbers = table[["numerator", "denominator"]].fillna(-1).itertuples(index=False)
    return dict(zip(zip(table["period_key"], groups, strict=True), map(tuple, numbers), strict=True))


HANDED_OVER = [measure.key for measure in CATALOGUE if measure.key in set(FigureName)]


@pytest.mark.parametrize("key", HANDED_OVER)
def test_figures_of_months_add_up_and_of_a_count_on_a_day_the_last_stands(key: str) -> None:
    is_share = FIGURES[FigureName(key)].is_share
    rows = [figure(key, span, n, 20 if is_share else None) for span, n in ((OCTOBER, 7), (NOVEMBER, 9), (DECEMBER, 6))]
    found = amounts(key, known(*rows), QUARTER)[("2025-q3", None)]
    is_stock = FIGURES[FigureName(key)].is_stock
    assert found == (6 if is_stock else 22, -1 if not is_share else 20 if is_stock else 60)


@pytest.mark.parametrize("key", HANDED_OVER)
def test_nothing_handed_over_is_no_data_and_nought_handed_over_is_nought(key: str) -> None:
    of = 20 if FIGURES[FigureName(key)].is_share else None
    months = amounts(key, known(figure(key, OCTOBER, 0, of)), MONTH)
    assert months[("2025-10", None)][0] == 0
    assert months[("2025-11", None)] == (-1, -1)


def test_figure_of_a_longer_stretch_says_nothing_of_a_month() -> None:
    row = figure("suspensions", OCTOBER, 30, kind="term")
    found = known(row)
    assert amounts("suspensions", found, MONTH)[("2025-10", None)] == (-1, -1)
    assert amounts("suspensions", found, TERM)[("2025-autumn", None)] == (30, -1)


def test_share_in_isp_is_of_the_plans_of_the_same_day() -> None:
    rows = [
        figure("ehc_plans", OCTOBER, 100), figure("ehc_plans", OCTOBER, 12, part="isp"),
        figure("ehc_plans", NOVEMBER, 110), figure("ehc_plans", NOVEMBER, 11, part="isp"),
        figure("ehc_plans", DECEMBER, 120),
    ]  # fmt: skip
    months = amounts("isp_share", known(*rows), MONTH)
    assert (months[("2025-10", None)], months[("2025-11", None)]) == ((12, 100), (11, 110))
    # In December the plans were counted and nobody said how many were in ISP: November's do not stand in for them.
    assert amounts("isp_share", known(*rows), QUARTER)[("2025-q3", None)] == (-1, -1)


def test_part_that_nobody_gave_has_no_data_and_the_rest_is_not_stated() -> None:
    rows = [figure("ehcna_requests", OCTOBER, 10), figure("ehcna_requests", OCTOBER, 4, part="by_parent")]
    found = amounts("ehcna_requests", known(*rows), MONTH, "part")
    assert found[("2025-10", "by_parent")] == (4, -1)
    assert found[("2025-10", "by_school")] == (-1, -1)
    assert found[("2025-10", "")] == (6, -1)


# The way to a target


def judged(value: float, **columns: Any) -> dict[str, tuple[float, float, str | None]]:
    """Requests of so many a month against a target: {month: (target, expected, status)}"""
    rows = [figure("ehcna_requests", span, value) for span in (OCTOBER, NOVEMBER, DECEMBER)]
    point = {"target_id": 0, "day": date(2025, 11, 30), "value": 70}
    goals = [target(60, date(2025, 12, 31), "ehcna_requests", **columns)]
    of = known(*rows, targets=goals, target_points=[point])
    table = evaluate(kpi("ehcna_requests"), of, periods(MONTH, of.as_at), exact=True)
    return {
        key: (goal, way, status)
        for key, goal, way, status in zip(
            table["period_key"], table["target"], table["expected"], table["status"], strict=True
        )
    }


BASELINE = {"baseline_value": 100, "baseline_on": date(2025, 9, 30)}


def test_points_on_the_way_are_joined_by_straight_lines() -> None:
    found = judged(65, **BASELINE)
    goal, way, _ = found["2025-10"]
    assert goal == 60
    assert math.isclose(way, 100 - 30 * 31 / 61)
    assert found["2025-11"][1] == 70
    assert found["2025-12"][1] == 60


@pytest.mark.parametrize(
    ("value", "expected"), [(60, "met"), (70, "on_track"), (73, "at_risk"), (74, "off_track"), (90, "off_track")]
)
def test_where_fewer_is_better_more_than_the_way_is_off_it(value: float, expected: str) -> None:
    # The margin is a tenth of the way from 100 to 60: a shortfall of exactly four is off track.
    assert judged(value, **BASELINE)["2025-11"][2] == expected


def test_target_of_so_many_a_month_is_three_times_that_in_a_quarter_and_none_in_a_month_if_for_quarters() -> None:
    rows = [figure("ehcna_requests", span, 20) for span in (OCTOBER, NOVEMBER, DECEMBER)]
    for per, kind, goal in (("month", QUARTER, 75), ("month", MONTH, 25), ("quarter", QUARTER, 25)):
        of = known(*rows, targets=[target(25, date(2026, 8, 31), "ehcna_requests", per=per)])
        table = evaluate(kpi("ehcna_requests"), of, periods(kind, of.as_at), exact=True)
        assert table["target"].iloc[-1] == goal
    of = known(*rows, targets=[target(25, date(2026, 8, 31), "ehcna_requests", per="quarter")])
    assert evaluate(kpi("ehcna_requests"), of, periods(MONTH, of.as_at), exact=True)["target"].isna().all()
