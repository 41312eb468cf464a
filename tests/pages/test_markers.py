"""Marking what happened on a page, and judging a measure anew from it on."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

import kpis
from data_access import markers
from data_access.permissions import PAGES
from data_access.vocabulary import MarkerKind, Role
from tests import factories
from tests.pages.conftest import said, table
from tests.pages.filling_in import errors, field, labels, press

Open = Callable[..., AppTest]
PANEL, REASON = date(2026, 1, 12), "The panel counts by another rule."


@pytest.fixture
def marked(programme: str) -> int:
    return markers.set_marker(factories.staff(), PANEL, "New panel", MarkerKind.POLICY_CHANGE)


def test_an_empty_page_says_what_to_begin_with(programme: str, opened: Open) -> None:
    at = opened("markers", Role.PROGRAMME_STAFF)
    assert not at.exception
    assert "Begin with the launch" in said(at)
    assert "Mark the event first" in said(at)
    assert "Save the new judgement" not in labels(at)


def test_an_event_is_marked_changed_and_taken_away(programme: str, opened: Open) -> None:
    at = opened("markers", Role.PROGRAMME_STAFF)
    field(at, "What happened").set_value("Launch in Central")
    press(at, "Save the event")
    assert "Give the day on which it happened." in errors(at)
    assert field(at, "What happened").value == "Launch in Central"
    field(at, "On").set_value(date(2025, 9, 15))
    field(at, "Where").set_value("Central")
    press(at, "Save the event")
    assert not at.exception
    assert "is marked on the charts" in at.success[0].value
    assert table(at, "events").to_numpy().tolist() == [["15 September 2025", "Launch in Central", "Launch", "Central"]]
    number = int(markers.markers(factories.staff()).loc[0, "id"])
    field(at, "Event").set_value(number).run()
    assert field(at, "What happened").value == "Launch in Central"
    field(at, "Kind").set_value(MarkerKind.OTHER)
    press(at, "Save the event")
    assert markers.markers(factories.staff()).loc[0, ["kind", "version"]].tolist() == ["other", 2]
    press(at, "Take this event off the charts")
    assert markers.markers(factories.staff()).empty


def test_a_measure_is_judged_anew_and_then_as_before(marked: int, opened: Open) -> None:
    at = opened("markers", Role.ADMINISTRATOR)
    field(at, "Why what was").set_value("short")
    press(at, "Save the new judgement")
    assert "Say in a sentence" in errors(at)
    assert field(at, "Why what was").value == "short"
    field(at, "Why what was").set_value(REASON)
    press(at, "Save the new judgement")
    assert not at.exception
    title = kpis.CATALOGUE[0].title
    assert table(at, "judged-anew").to_numpy().tolist() == [[title, "12 January 2026", REASON]]
    field(at, "Event").set_value(marked).run()
    press(at, "Take this event off the charts")
    assert "Take that away first" in errors(at)
    number = int(markers.rebases(factories.staff()).loc[0, "id"])
    field(at, "Measure judged anew").set_value(number).run()
    press(at, "Judge it as before")
    assert markers.rebases(factories.staff()).empty


def test_of_two_who_change_an_event_the_second_is_told(marked: int, opened: Open) -> None:
    at = opened("markers", Role.PROGRAMME_STAFF)
    field(at, "Event").set_value(marked).run()
    field(at, "What happened").set_value("My title")
    markers.set_marker(factories.administrator(), PANEL, "Their title", MarkerKind.OTHER, marker_id=marked, version=1)
    press(at, "Save the event")
    assert "Somebody else changed this" in at.warning[0].value
    assert "Their title" in at.warning[0].value
    assert field(at, "What happened").value == "My title"


def test_page_is_for_administrators_and_programme_staff() -> None:
    assert PAGES["markers"] == {Role.ADMINISTRATOR, Role.PROGRAMME_STAFF}
