"""Targets with a way to them, on the page: points, and what the values are for."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import kpis
from data_access import programme as programmes
from data_access.errors import InvalidInput
from data_access.vocabulary import PeriodKind, Role
from pages.shared.entry import target_form
from pages.shared.entry.questions import typed
from tests import factories
from tests.pages.conftest import table
from tests.pages.filling_in import errors, field, press

Open = Callable[..., AppTest]
DUE, JANUARY, APRIL = date(2029, 8, 31), date(2029, 1, 31), date(2029, 4, 30)
COUNT = next(kpi for kpi in kpis.CATALOGUE if kpi.unit == "count" and kpi.better != "neither")


@pytest.fixture
def target(programme: str) -> int:
    """A target by two points."""
    return programmes.set_target(
        factories.administrator(), "senco_confidence", 0.9, DUE, points=[(JANUARY, 0.6), (APRIL, 0.755)]
    )


def test_the_way_to_a_target_is_listed_and_stays_when_the_target_changes(target: int, opened: Open) -> None:
    at = opened("targets", Role.ADMINISTRATOR)
    assert not at.exception
    listed = table(at, "targets").set_index("Measure")
    assert "60 % on 31 January 2029; 76 % on 30 April 2029" in listed["On the way"].tolist()
    field(at, "Target").set_value(target).run()
    field(at, "Should reach").set_value("85 %")
    press(at, "Save the target")
    assert not at.exception
    stored = programmes.target_points(factories.administrator())
    assert list(zip(stored["day"], stored["value"], strict=True)) == [(JANUARY, 0.6), (APRIL, 0.755)]
    history = table(at, "target-history")
    assert ["On the way", "", "60 % on 31 January 2029"] in history[["Part", "From", "To"]].to_numpy().tolist()


def test_a_measure_that_is_counted_is_asked_what_its_values_are_for(programme: str, opened: Open) -> None:
    at = opened("targets", Role.ADMINISTRATOR)
    field(at, "Measure").set_value("senco_confidence").run()
    assert not [box for box in at.selectbox if box.label == "Value per"]
    field(at, "Measure").set_value(COUNT.key).run()
    field(at, "Should reach").set_value("12")
    field(at, "By").set_value(DUE)
    field(at, "Value per").set_value("quarter")
    press(at, "Save the target")
    assert not at.exception
    stored = programmes.targets(factories.administrator()).set_index("kpi")
    assert stored.loc[COUNT.key, ["value", "per"]].tolist() == [12.0, "quarter"]
    assert "12 a quarter" in table(at, "targets")["Should reach"].tolist()


def test_an_answer_that_is_refused_leaves_everything_as_typed(target: int, opened: Open) -> None:
    at = opened("targets", Role.ADMINISTRATOR)
    field(at, "Target").set_value(target).run()
    field(at, "By").set_value(JANUARY)
    press(at, "Save the target")
    assert "lie after" in errors(at)
    assert field(at, "By").value == JANUARY
    assert len(programmes.target_points(factories.administrator())) == 2


def rows(*pairs: tuple[object, object]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["day", "value"])


def test_rows_become_points_in_order_and_empty_rows_none() -> None:
    table = rows((pd.Timestamp(APRIL), "75 %"), (None, None), (JANUARY, "60%"), (pd.NaT, " "))
    assert target_form.points_of(table, "share") == [(JANUARY, 0.6), (APRIL, 0.75)]
    assert target_form.points_of(rows((JANUARY, "3.5")), "score") == [(JANUARY, 3.5)]


@pytest.mark.parametrize(
    ("row", "sentence"), [((JANUARY, None), "a day and a value"), ((None, "60 %"), "a day and"), ((JANUARY, "x"), "95")]
)
def test_half_a_row_is_asked_about(row: tuple[object, object], sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence) as refused:
        target_form.points_of(rows(row), "share")
    assert list(refused.value.answers) == ["points"]


@pytest.mark.parametrize(
    ("value", "unit", "text"), [(0.755, "share", "75.5 %"), (3.5, "score", "3.5"), (1250.0, "count", "1250")]
)
def test_an_amount_in_its_field_is_whole(value: float, unit: str, text: str) -> None:
    assert typed(value, unit).replace("\N{NO-BREAK SPACE}", " ") == text


def test_what_values_are_for_is_a_month_or_a_quarter() -> None:
    assert list(target_form.PERIODS) == [None, PeriodKind.MONTH, PeriodKind.QUARTER]
