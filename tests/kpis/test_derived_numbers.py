"""What pages work out from a series with hidden months says nothing of what is hidden."""

import math

import pytest

from data_access.vocabulary import PeriodKind
from kpis import kpi
from kpis.evaluate import evaluate
from kpis.projection import project
from kpis.xmr import xmr
from kpis.year_to_date import added_up, by_year, in_order, over_twelve, to_date
from tests.kpis.crowd import FIRST, crowd
from tests.kpis.facts_by_hand import CALENDAR


@pytest.fixture(scope="module")
def months() -> tuple[list[float], dict[int, dict[int, float]]]:
    """Suspensions by month as a reader without exact counts sees them, and the same by year."""
    of = crowd(1)
    periods = CALENDAR.periods(PeriodKind.MONTH, FIRST, of.world.as_at)
    rows = evaluate(kpi("suspensions"), of.facts, periods)
    return rows["value"].tolist(), by_year(rows)


def test_some_months_are_hidden_and_some_are_shown(months: tuple[list[float], dict[int, dict[int, float]]]) -> None:
    assert any(map(math.isnan, months[0]))
    assert not all(map(math.isnan, months[0]))


def test_average_and_limits_of_a_chart_come_from_the_months_shown_alone(
    months: tuple[list[float], dict[int, dict[int, float]]],
) -> None:
    values = months[0]
    shown = [value for value in values if not math.isnan(value)]
    lines = ["centre", "lower", "upper"]
    assert xmr(values)[lines].iloc[0].tolist() == pytest.approx(xmr(shown)[lines].iloc[0].tolist(), nan_ok=True)
    assert xmr(values)["value"].isna().tolist() == [math.isnan(value) for value in values]


def test_sums_over_months_stop_at_the_first_that_is_hidden(
    months: tuple[list[float], dict[int, dict[int, float]]],
) -> None:
    values, years = months
    first = next(at for at, value in enumerate(values) if math.isnan(value))
    assert all(math.isnan(total) for total in added_up(values)[first:])
    for at, total in enumerate(over_twelve(values)):
        assert math.isnan(total) or not any(map(math.isnan, values[at - 11 : at + 1]))
    year = max(years)
    assert to_date({**years, year - 1: dict.fromkeys(range(1, 13), 9.0)}, year) is None or first > 0


def test_no_year_is_projected_over_a_hidden_month(months: tuple[list[float], dict[int, dict[int, float]]]) -> None:
    year = months[1][max(months[1])]
    assert any(math.isnan(value) for value in in_order(year))
    assert all(math.isnan(value) is False for value in year.values()) or project(year) is None
