"""Deciding which figures are settled, on the page; and the state that everybody reads beside the filters."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data_access import approvals, locks
from data_access.permissions import PAGES
from data_access.vocabulary import PeriodKind, Role
from tests import factories
from tests.pages.conftest import CALENDAR, said, table
from tests.pages.filling_in import labels, press

Open = Callable[..., AppTest]


@pytest.fixture
def before(programme: str, today: date) -> str:
    """The key of the term before this one, which is over."""
    term = CALENDAR.period_of(PeriodKind.TERM, today)
    return CALENDAR.period_of(PeriodKind.TERM, term.start - timedelta(days=1)).key


def in_words(at: AppTest) -> str:
    return next(line for line in said(at).splitlines() if "class='in-words'" in line).split("<")[1]


def correct(key: str) -> None:
    term = next(p for p in CALENDAR.periods(PeriodKind.TERM, factories.START, date(2030, 1, 1)) if p.key == key)
    with locks.because("The sign-in sheet was found."):
        factories.add_event(f"late {key}", term.start, attended=["100001"])


def test_figures_are_called_final_and_approved_and_made_provisional_again(opened: Open, before: str) -> None:
    at = opened("approvals", Role.LA_LEAD)
    assert not at.exception
    assert "Take the approval back" not in labels(at)
    press(at, "Call them final")
    assert "are final." in at.success[0].value
    press(at, "Approve them")
    assert table(at, "states-term")["State"].tolist()[:2] == ["not finished", "approved"]
    press(at, "Take the approval back")
    assert "are provisional again." in at.success[0].value
    assert table(at, "states-term")["State"].tolist()[1] == "provisional"


def test_corrections_since_the_approval_are_listed_and_taken_in_by_a_new_one(opened: Open, before: str) -> None:
    approvals.approve(factories.la_lead(), PeriodKind.TERM, before)
    assert "Nothing of it was corrected" in said(opened("approvals", Role.LA_LEAD))
    correct(before)
    at = opened("approvals", Role.LA_LEAD)
    listed = table(at, "corrections")
    assert listed["What"].tolist() == ["Attendance: 1 record created", "Event: 1 record created"]
    assert set(listed["Why"]) == {"The sign-in sheet was found."}
    assert "approved, 1 correction since" in table(at, "states-term")["State"].tolist()
    press(at, "Approve them as corrected")
    assert "approved" in table(at, "states-term")["State"].tolist()


def test_a_month_of_an_approved_term_points_to_the_term(opened: Open, before: str) -> None:
    approvals.approve(factories.la_lead(), PeriodKind.TERM, before)
    at = opened("approvals", Role.ADMINISTRATOR)
    at.selectbox(key="kind").set_value(PeriodKind.HALF_TERM).run()
    at.selectbox(key="period half_term").set_value(f"{before}-1").run()
    assert not at.exception
    assert "as part of a longer period" in at.info[0].value
    assert not {"Approve them", "Take the approval back"} & set(labels(at))


def test_without_a_finished_period_the_page_says_when_there_will_be_one(programme: str, opened: Open) -> None:
    at = opened("approvals", Role.LA_LEAD)
    at.selectbox(key="kind").set_value(PeriodKind.ACADEMIC_YEAR).run()
    assert not at.exception
    has_complete = "No period of this kind is over yet" not in said(at)
    assert has_complete == ("Approve them" in labels(at))


@pytest.mark.parametrize("role", Role)
def test_everybody_reads_the_state_beside_the_filters(opened: Open, before: str, role: Role) -> None:
    clusters = ("Central",) if role == Role.CLUSTER_MEMBER else ()
    assert in_words(opened("overview", role, clusters=clusters, of=before)).endswith(" · provisional")
    approvals.approve(factories.la_lead(), PeriodKind.TERM, before)
    assert in_words(opened("overview", role, clusters=clusters, of=before)).endswith(" · approved")
    correct(before)
    text = in_words(opened("overview", role, clusters=clusters, of=before))
    assert text.endswith(" · approved, 1 correction since")
    assert "not finished" in in_words(opened("overview", role, clusters=clusters))


def test_page_is_for_la_leads_and_administrators() -> None:
    assert PAGES["approvals"] == {Role.LA_LEAD, Role.ADMINISTRATOR}
