"""Is the change real? The months, the limits that chance explains, and what a hidden month gives away: nothing."""

from datetime import date

import pytest

from data_access import clock, markers
from data_access.vocabulary import FigureName, MarkerKind
from pages.shared import facts
from pages.shared.chosen import Filters
from pages.shared.drawing import control
from pages.shared.drawing.palette import LIGHT
from tests import factories
from tests.factories import add_figure, month

YEAR = Filters(period_key="2026-spring")
REQUESTS = FigureName.EHCNA_REQUESTS


@pytest.fixture
def programme(sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 1, 20))
    factories.add_programme(starts_on=date(2025, 9, 1))
    factories.add_cluster("Central")
    factories.add_setting("100001", cluster="Central")


def monthly(values: list[int]) -> None:
    """From January 2024 on."""
    for number, value in enumerate(values):
        add_figure(REQUESTS, month(2024, number + 1), value)


def panel(exact: bool = True) -> control.Panel:
    viewer = factories.la_lead() if exact else factories.delivery_group()
    return control.build(facts.load(viewer), "ehcna_requests", YEAR, LIGHT)


def test_series_that_only_varies_is_said_to_vary(programme: None) -> None:
    monthly([60, 64, 58, 66, 61, 63, 59, 65, 62, 60, 64, 61, 63, 60])
    assert "Nothing unusual" in panel().title
    assert (panel().table["Stands out"] == "").all()


def test_fewer_months_than_twelve_have_no_limits(programme: None) -> None:
    monthly([60, 64, 58, 66, 61, 63, 59, 65, 62, 60, 64])
    assert "Fewer than 12 months" in panel().title
    assert (panel().table["By chance"] == "").all()


def test_real_shift_is_named_with_the_month_it_began_and_its_direction(programme: None) -> None:
    monthly([60, 64, 58, 66, 61, 63, 59, 65, 62, 60, 64, 61, 40, 42, 39, 41, 40, 43, 41, 40])
    shown = panel()
    found = shown.table.set_index("Month")["Stands out"]
    assert found["August 2025"].startswith("▲ improvement")  # fewer requests is the better direction
    assert "real change" in shown.title


def test_month_that_is_hidden_is_left_out_of_average_and_limits(programme: None) -> None:
    steady = [60, 64, 58, 66, 61, 63, 59, 65, 62, 60, 64, 61, 63]
    monthly([*steady, 3])
    group = panel(exact=False)
    assert group.table.iloc[0]["Figure"] == "c"
    hidden = set(group.table.loc[group.table["Figure"] == "c", "Month"])
    shown = [value for name, value in zip(panel().numbers["month"], [*steady, 3], strict=True) if name not in hidden]
    average = group.numbers["average"].dropna()
    assert average.iloc[0] == pytest.approx(sum(shown) / len(shown))


def test_measure_is_judged_anew_from_the_day_that_somebody_gave_a_reason_for(programme: None) -> None:
    monthly([60, 64, 58, 66, 61, 63, 59, 65, 62, 60, 64, 61, *[40, 42, 39, 41, 40, 43, 41, 40, 42, 41, 39, 40]])
    staff = factories.administrator()
    markers.set_marker(staff, date(2025, 1, 1), "New form for requests", MarkerKind.POLICY_CHANGE)
    markers.set_rebase(staff, "ehcna_requests", date(2025, 1, 1), "Requests are counted on another form from here on.")
    judged = panel()
    assert "Judged anew from 1 January 2025" in judged.caption
    assert (judged.table["Stands out"] == "").all()


def test_month_without_school_is_left_out_where_evidence_comes_from_school(programme: None) -> None:
    factories.add_event("E1", date(2025, 9, 10), attended=["100001"])
    view = facts.load(factories.la_lead())
    shown = control.build(view, "participation_rate", YEAR, LIGHT)
    assert "August 2025" not in set(shown.table["Month"])
    assert "September 2025" in set(shown.table["Month"])
