"""Data quality: what is missing, who to ask, what is stale, what cannot be true, and what is expected."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from data_access import expectations
from data_access.permissions import PAGES
from data_access.vocabulary import PeriodKind, Role
from tests import factories
from tests.pages.conftest import CALENDAR, said, table, unfolded

Open = Callable[..., AppTest]
PARENTS, MEETINGS = "survey:parent_carer", "cluster_meetings"


@pytest.fixture
def term_before(today: date) -> dict[str, str]:
    """The address of the term in which twenty parents answered about one setting, entered today."""
    term = CALENDAR.period_of(PeriodKind.TERM, today)
    return {"period": "term", "of": CALENDAR.period_of(PeriodKind.TERM, term.start - timedelta(days=1)).key}


@pytest.fixture
def expected(programme: str) -> None:
    """Parents' answers of every setting, and registers of cluster meetings, for every term, due on its last day."""
    for evidence, ask in ((PARENTS, "senco"), (MEETINGS, "cluster_lead")):
        expectations.set_expectation(factories.administrator(), evidence, PeriodKind.TERM, 0, ask)


def press(at: AppTest, label: str) -> AppTest:
    next(button for button in at.button if button.label == label).click()
    return at.run()


def field(at: AppTest, kind: str, label: str):
    return next(element for element in at.get(kind) if element.label.startswith(label))


def test_answer_says_how_much_of_what_was_due_is_in(expected: None, opened: Open, term_before: dict[str, str]) -> None:
    # Of six settings one has answers; neither of two clusters had a meeting: 1 of 8 is 12.5 %.
    at = opened("data_quality", **term_before)

    assert "12 % of what was due by today is in (1 of 8); 5 settings and 2 clusters have something missing" in said(at)


def test_grid_says_in_words_what_came_and_what_is_missing(
    expected: None, opened: Open, term_before: dict[str, str]
) -> None:
    grids = [element.proto.body for element in opened("data_quality", **term_before).get("html")]
    settings = next(body for body in grids if "Settings, those with most missing first" in body)

    assert settings.count("Missing</td>") == 5
    assert settings.count("In</td>") == 1
    assert settings.index("Central secondary") < settings.index("Central primary")


def test_nothing_is_missing_in_a_term_that_is_not_over(expected: None, opened: Open) -> None:
    at = opened("data_quality")

    assert "nothing is due yet" in said(at)
    assert "nobody needs to be asked" in said(at)


def test_sums_by_cluster_and_filters_agree(expected: None, opened: Open, term_before: dict[str, str]) -> None:
    sums = table(opened("data_quality", **term_before), "complete-by-cluster").set_index("Cluster")

    assert sums.loc["Central", ["Counted", "Out of", "Missing"]].tolist() == ["1", "4", "3"]
    assert sums.loc["North", ["Counted", "Out of", "Missing"]].tolist() == ["0", "4", "4"]
    only = opened("data_quality", cluster="Central", **term_before)
    assert "25 % of what was due by today is in (1 of 4)" in said(only)
    primary = opened("data_quality", phase="primary", **term_before)
    assert "50 % of what was due by today is in (1 of 2); 1 setting has something missing" in said(primary)


def test_whoever_is_asked_gets_a_message_that_names_settings_and_nobody(
    expected: None, opened: Open, term_before: dict[str, str]
) -> None:
    at = opened("data_quality", **term_before)

    asked = table(at, "missing")
    assert len(asked) == 7
    assert set(asked["Ask"]) == {"SENCO", "Cluster lead"}
    choice = field(at, "selectbox", "Write to")
    assert choice.options[0] == "SENCO, North: 3 things missing"
    choice.set_value("SENCO, Central: 2 things missing").run()
    message = at.code[-1].value
    assert message.count("- Central") == 2
    assert "- Central secondary\n    Survey answers of parents and carers, " in message


def test_source_that_nobody_fed_is_stale_and_one_that_came_is_not(expected: None, opened: Open, today: date) -> None:
    sources = table(opened("data_quality"), "sources").set_index("Source")
    term = CALENDAR.period_of(PeriodKind.TERM, today)

    assert sources.loc["Survey answers of parents and carers", "How it stands"] == "● up to date"
    due = f"{term.end.day} {term.end:%B %Y}"
    assert sources.loc["Survey answers of parents and carers", "Next due by"] == due


def test_contradiction_is_listed_with_the_way_to_correct_it(programme: str, opened: Open, today: date) -> None:
    factories.add_setting("100099", "Dogwood")
    term = CALENDAR.period_of(PeriodKind.TERM, today)
    factories.add_event("odd-1", term.start, attended=["100099"], title="A network")

    listed = said(opened("data_quality", Role.PROGRAMME_STAFF))
    assert "What cannot be true: 1 contradiction" in listed
    assert "<strong>Dogwood</strong>: “A network” was attended on" in listed
    assert "belonged to no cluster that day. <a href='/enter-register?id=odd-1'" in listed
    # An LA lead enters nothing: for them it is the setting's own page.
    lead = said(opened("data_quality"))
    assert "<a href='/setting?urn=100099'" in lead
    assert "/enter-register" not in lead


def test_without_expectations_the_page_says_who_sets_them(programme: str, opened: Open) -> None:
    assert "An administrator says so on this page" in said(opened("data_quality"))
    at = opened("data_quality", Role.ADMINISTRATOR)
    assert "at the foot of this page" in said(at)
    assert "no day set" in " ".join(table(at, "sources")["How it stands"])


def test_suggestions_hold_only_once_an_administrator_takes_them_over(programme: str, opened: Open) -> None:
    at = unfolded(opened("data_quality", Role.ADMINISTRATOR))
    assert expectations.expectations(factories.staff()).empty
    press(at, "Expect all of these")

    assert not at.exception
    assert "expected from now on" in at.success[0].value
    assert len(expectations.expectations(factories.staff())) == len(expectations.SUGGESTED)


def test_expectation_is_added_changed_and_taken_away(programme: str, opened: Open) -> None:
    at = opened("data_quality", Role.ADMINISTRATOR)
    field(at, "selectbox", "What is expected").set_value(PARENTS)
    field(at, "selectbox", "For every").set_value(PeriodKind.TERM)
    field(at, "number_input", "Days after").set_value(21)
    press(at, "Save the expectation")
    stored = expectations.expectations(factories.staff())
    assert stored[["evidence", "period_kind", "due_days", "ask"]].to_numpy().tolist() == [
        [PARENTS, "term", 21, "senco"]
    ]

    field(at, "selectbox", "Expectation").set_value(int(stored.loc[0, "id"])).run()
    field(at, "checkbox", "In force").set_value(False)
    press(at, "Save the expectation")
    assert not expectations.expectations(factories.staff()).loc[0, "is_active"]
    press(at, "Expect it no more")
    assert expectations.expectations(factories.staff()).empty


def test_same_expectation_twice_is_refused_in_place(expected: None, opened: Open) -> None:
    at = opened("data_quality", Role.ADMINISTRATOR)
    field(at, "selectbox", "What is expected").set_value(PARENTS)
    field(at, "selectbox", "For every").set_value(PeriodKind.TERM)
    press(at, "Save the expectation")

    assert "already" in at.error[0].value


@pytest.mark.parametrize("role", [Role.PROGRAMME_STAFF, Role.LA_LEAD])
def test_only_administrators_see_the_form(programme: str, opened: Open, role: Role) -> None:
    at = opened("data_quality", role)

    assert not any(button.label == "Save the expectation" for button in at.button)
    assert role in PAGES["data_quality"]


def test_database_without_settings_says_what_comes_first(sqlite_database: str, opened: Open) -> None:
    factories.add_programme()

    assert "No settings have been put into clusters yet" in said(opened("data_quality"))


def test_measure_says_how_far_its_data_reach_and_when_the_next_are_due(
    expected: None, opened: Open, today: date
) -> None:
    term = CALENDAR.period_of(PeriodKind.TERM, today)
    before = CALENDAR.period_of(PeriodKind.TERM, term.start - timedelta(days=1))
    notes = said(unfolded(opened("feedback")))

    newest, due = f"{before.start.day} {before.start:%B %Y}", f"{term.end.day} {term.end:%B %Y}"
    assert f"Data to {newest}. Next due by {due}." in notes
