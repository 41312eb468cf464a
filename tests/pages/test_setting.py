"""The page of one setting, on a real database."""

from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data_access.places import link_successor
from data_access.vocabulary import Audience, Item, Role
from tests import factories
from tests.pages.conftest import Open, said, table
from tests.pages.plans_recorded import EVIDENCE, add_coaching, add_plans
from tests.pages.test_self_evaluation import row_of

NOT_HERE = "There is no setting with this reference, or it is not in a cluster that you may see."


@pytest.fixture
def places(sqlite_database: str) -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_cluster("North")
    factories.add_setting("100", "Old School", closed_on=date(2025, 8, 31))
    factories.add_setting("200", "Ash Academy", cluster="Central", pupil_count=1210, lowest_age=4, highest_age=11)
    factories.add_setting("300", "Birch School", cluster="North")
    link_successor(factories.administrator(), "100", "200")
    factories.add_event("E1", date(2025, 10, 16), attended=["200"], title="Launch")
    factories.add_event("E2", date(2025, 11, 20), attended=["300"], absent=["200"], title="Training")


def test_without_a_setting_there_is_a_list_to_choose_from_by_cluster(places: None, opened: Open) -> None:
    page = opened("setting")
    assert page.title[-1].value == "Which setting would you like to know more about?"
    assert '<a href="/setting?urn=200" target="_self">Ash Academy</a>' in said(page)
    assert page.selectbox(key="setting to open").options == [
        "Ash Academy (200)",
        "Birch School (300)",
        "Old School (100, closed)",
    ]


def test_choosing_from_the_list_opens_the_page_of_the_setting(places: None, opened: Open) -> None:
    page = opened("setting")
    page.selectbox(key="setting to open").set_value("200").run()
    assert page.query_params["urn"] == "200"
    assert page.title[-1].value == "Ash Academy"


def test_facts_of_the_setting_are_said(places: None, opened: Open) -> None:
    text = said(opened("setting", urn="200"))
    for fact in ("Central, since 1 September 2025", "1,210", "4 to 11", "Took over from", "Old School"):
        assert fact in text


def test_closed_setting_names_the_one_that_followed_it(places: None, opened: Open) -> None:
    text = said(opened("setting", urn="100"))
    assert "Closed since 31 August 2025" in text
    assert "Followed by" in text


def test_registers_are_listed_newest_first_and_half_terms_say_whether_it_came(places: None, opened: Open) -> None:
    page = opened("setting", urn="200")
    registers = with_column(page, "Event")
    assert list(zip(registers["Date"], registers["Event"], registers["Came"], strict=True)) == [
        ("20 November 2025", "Training", "no"),
        ("16 October 2025", "Launch", "yes"),
    ]
    text = said(page)
    assert "Ash Academy came to 1 of the 2 events whose register names it." in text
    first, second = text.index("Autumn 2025, first half"), text.index("Autumn 2025, second half")
    assert "came" in text[first:second]
    assert "did not come" in text[second : text.index("Spring 2026, first half")]


def with_column(page: AppTest, column: str) -> pd.DataFrame:
    """The table on the page that has the column."""
    return next(shown.value for shown in page.dataframe if column in shown.value.columns)


@pytest.mark.parametrize("urn", ["200", "999", "<b>"])
def test_unknown_setting_and_one_out_of_scope_get_the_same_sentence(places: None, opened: Open, urn: str) -> None:
    page = opened("setting", Role.CLUSTER_MEMBER, clusters=("North",), urn=urn)
    assert [warning.value for warning in page.warning] == [NOT_HERE]
    assert "Ash Academy" not in said(page)
    assert not page.dataframe


def test_cluster_member_opens_a_setting_of_their_own(places: None, opened: Open) -> None:
    page = opened("setting", Role.CLUSTER_MEMBER, clusters=("North",), urn="300")
    assert page.title[-1].value == "Birch School"


def test_few_answers_and_the_days_they_came_on_are_for_those_who_may_see_exact_counts(
    places: None, opened: Open
) -> None:
    for day in (20, 21):
        factories.add_response(
            Audience.PARENT_CARER, date(2025, 10, day), {Item.CONFIDENCE_IN_MAINSTREAM: 5}, urn="200"
        )
    exact = opened("setting", urn="200")
    hidden = opened("setting", Role.DELIVERY_GROUP, urn="200")
    assert list(with_column(exact, "People who answered")["People who answered"]) == ["2"]
    assert set(with_column(hidden, "People who answered")["People who answered"]) == {"c"}
    assert "Survey of parents and carers: 1 answer" in said(exact)
    assert "Survey of" not in said(hidden)


def test_approved_stories_are_shown_as_typed_and_drafts_only_to_those_who_may_see_them(
    places: None, opened: Open
) -> None:
    factories.add_case_study("200", approved_on=date(2025, 12, 1), context="A <b>quiet</b> *start*.")
    factories.add_case_study("200", title="Not ready")
    lead = opened("setting", urn="200")
    group = opened("setting", Role.DELIVERY_GROUP, urn="200")
    assert "A &lt;b&gt;quiet&lt;/b&gt; *start*." in said(group)
    assert any("Not ready" in expander.label and "draft" in expander.label for expander in lead.expander)
    assert not any("Not ready" in expander.label for expander in group.expander)


def test_setting_with_nothing_recorded_says_who_adds_it(sqlite_database: str, opened: Open) -> None:
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_setting("100", "Ash School", cluster="Central")
    text = said(opened("setting", urn="100"))
    assert "No register names this setting yet" in text
    assert "No survey answers name this setting yet" in text
    assert "No case study yet" in text
    assert "No priority is recorded yet. Programme staff add them" in text
    assert "No self-evaluation has been submitted yet. Programme staff add it" in text
    assert "No plan is agreed yet." in text
    assert "No session has been booked for it yet." in text
    assert "Add a self-evaluation" not in text
    assert "Add a self-evaluation" in said(opened("setting", Role.PROGRAMME_STAFF, urn="100"))


def test_setting_outside_every_cluster_has_its_page_too(sqlite_database: str, opened: Open) -> None:
    factories.add_programme()
    factories.add_setting("100", "Ash School")
    page = opened("setting", urn="100")
    assert page.title[-1].value == "Ash School"


def test_database_without_settings_says_what_to_do_next(sqlite_database: str, opened: Open) -> None:
    factories.add_programme()
    text = said(opened("setting"))
    assert "There are no settings yet" in text


def test_priorities_levels_then_and_now_and_what_is_overdue(programme: str, opened: Open, today: date) -> None:
    add_plans(today)
    page = opened("setting", urn="100001")
    assert not page.exception
    assert row_of(page, "Outcomes") == ["Developing", "Established", "▲ up 1 level"]
    assert row_of(page, "Quality of teaching and learning") == ["Developing", "Emerging", "▼ down 1 level"]
    assert row_of(page, "Leadership of SEND")[2] == "■ the same"
    assert "From Earlier to This one it moved up in 1 area and down in 1." in said(page)
    assert table(page, "priorities").iloc[0]["Progress"] == "1 of 3 actions done"
    assert "1 action overdue since" in said(page)
    assert table(page, "actions")["Action"].iloc[0] == "A reading hour"
    assert "Submitted its self-evaluation of This one" in said(page)
    assert "Done: “A book each”" in said(page)


def test_one_self_evaluation_stands_alone_and_another_begun_is_not_shown(
    programme: str, opened: Open, today: date
) -> None:
    add_plans(today)
    assert row_of(opened("setting", urn="100011"), "Outcomes") == ["Emerging"]
    assert "No self-evaluation has been submitted yet" in said(opened("setting", urn="100002"))


@pytest.mark.parametrize(
    ("role", "reads"), [(Role.LA_LEAD, True), (Role.DELIVERY_GROUP, False), (Role.CLUSTER_MEMBER, False)]
)
def test_what_levels_rest_on_is_for_those_who_see_what_is_not_approved(
    programme: str, opened: Open, today: date, role: Role, reads: bool
) -> None:
    add_plans(today)
    opened("setting", Role.LA_LEAD, urn="100001")
    page = opened("setting", role, clusters=("Central",) if role == Role.CLUSTER_MEMBER else (), urn="100001")
    assert (EVIDENCE in said(page)) == reads


def test_coaching_people_and_reviews_hosted_and_given(programme: str, opened: Open, today: date) -> None:
    add_coaching(today)
    host, guest = opened("setting", urn="100001"), opened("setting", urn="100002")
    # By hand: a coaching session, a supervision, and the training of the term before.
    assert "It came to 3 of 3 sessions booked for it." in said(host)
    kinds = table(host, "sessions").set_index("Kind of session")
    assert kinds.loc["Coaching session"].tolist() == [1, 1]
    assert len(table(host, "supporters")) == 2
    assert table(host, "peer-reviews")[["Part", "With", "Standing"]].iloc[0].tolist() == [
        "Hosted",
        "Central secondary",
        "◆ overdue",
    ]
    assert table(guest, "peer-reviews")[["Part", "With"]].iloc[0].tolist() == ["Given", "Central primary"]
    assert "Local coach completed training" in said(host)


def test_approved_evidence_is_shown_and_stands_in_the_diary(programme: str, opened: Open, today: date) -> None:
    factories.add_evidence_piece("100001", approved_on=today, title="Calmer corridors")
    factories.add_evidence_piece("100001", title="Waits", happened_on=today)
    page = opened("setting", urn="100001")
    assert any("Staff reflection: Calmer corridors" in expander.label for expander in page.expander)
    assert not any("Waits" in expander.label for expander in page.expander)
    assert "Staff reflection: “Calmer corridors”" in said(page)
