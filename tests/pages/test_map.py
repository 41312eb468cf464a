"""The map page, on a real database."""

import json
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data_access.vocabulary import Audience, Item, Phase, Role
from tests import factories
from tests.pages.conftest import Open, said

AUTUMN = {"period": "term", "of": "2025-autumn"}


@pytest.fixture
def places(sqlite_database: str) -> None:
    """Two clusters: in Central one setting that came, one that did not; in North one that has no place."""
    factories.add_programme()
    factories.add_cluster("Central")
    factories.add_cluster("North")
    factories.add_setting("100", "Ash School", cluster="Central", latitude=53.0, longitude=-2.18)
    factories.add_setting(
        "200", "Birch School", cluster="Central", latitude=53.01, longitude=-2.17, phase=Phase.SECONDARY
    )
    factories.add_setting("300", "Cedar School", cluster="North")
    factories.add_setting("400", "Never in the programme", latitude=53.0, longitude=-2.0)
    factories.add_event("E1", date(2025, 10, 16), attended=["100", "300"], absent=["200"])


def with_column(page: AppTest, column: str) -> pd.DataFrame:
    """The table on the page that has the column."""
    return next(shown.value for shown in page.dataframe if column in shown.value.columns)


def on_map(page: AppTest) -> list[dict[str, object]]:
    deck = json.loads(page.get("deck_gl_json_chart")[0].proto.json)
    layers = {layer["id"]: layer for layer in deck["layers"]}
    return layers["places"]["data"]


def test_each_setting_of_the_programme_is_in_the_table_those_not_reached_first(places: None, opened: Open) -> None:
    page = opened("map", **AUTUMN)
    shown = with_column(page, "Setting")
    assert list(zip(shown["Setting"], shown["Settings taking part"], strict=True)) == [
        ("Birch School", "not yet reached"),
        ("Ash School", "reached"),
        ("Cedar School", "reached"),
    ]


def test_map_has_the_settings_that_have_a_place_and_names_those_that_have_none(places: None, opened: Open) -> None:
    page = opened("map", **AUTUMN)
    assert [mark["name"] for mark in on_map(page)] == ["Birch School", "Ash School"]
    assert any("Cedar School is not on the map" in caption.value for caption in page.caption)


def test_legend_counts_what_the_map_shows(places: None, opened: Open) -> None:
    page = opened("map", **AUTUMN)
    legend = said(page)
    for words in ("2 reached", "1 not yet reached", "2 primary", "1 secondary"):
        assert words in legend


def test_without_a_base_map_nothing_is_asked_of_another_host(places: None, opened: Open) -> None:
    page = opened("map", **AUTUMN)
    assert "://" not in page.get("deck_gl_json_chart")[0].proto.json.replace("http%3A//www.w3.org/2000/svg", "")


def test_base_map_of_the_programme_is_used(sqlite_database: str, opened: Open) -> None:
    factories.add_programme(base_map_url="https://maps.example.org/style.json")
    factories.add_cluster("Central")
    factories.add_setting("100", "Ash School", cluster="Central", latitude=53.0, longitude=-2.18)
    page = opened("map", **AUTUMN)
    assert "https://maps.example.org/style.json" in page.get("deck_gl_json_chart")[0].proto.json


def test_setting_in_the_address_is_chosen_on_map_panel_and_table(places: None, opened: Open) -> None:
    page = opened("map", urn="200", **AUTUMN)
    assert "Secondary · Mainstream school · Central cluster" in said(page)
    assert page.session_state["map table"]["selection"]["rows"] == [0]
    assert page.get("page_link")[-1].proto.query_string == "urn=200"


def test_filter_narrows_map_and_table(places: None, opened: Open) -> None:
    page = opened("map", cluster="North", **AUTUMN)
    assert list(with_column(page, "Setting")["Setting"]) == ["Cedar School"]
    assert on_map(page) == []


def test_cluster_member_sees_settings_of_their_cluster_only(places: None, opened: Open) -> None:
    page = opened("map", Role.CLUSTER_MEMBER, clusters=("North",), urn="100", **AUTUMN)
    assert list(with_column(page, "Setting")["Setting"]) == ["Cedar School"]
    assert "Ash School" not in said(page)


def test_few_answers_are_hidden_from_those_who_may_not_see_them(places: None, opened: Open) -> None:
    for value in (4, 5, 2):
        factories.add_response(
            Audience.PARENT_CARER, date(2025, 10, 20), {Item.CONFIDENCE_IN_MAINSTREAM: value}, urn="100"
        )
    amounts = {}
    for role in (Role.DELIVERY_GROUP, Role.LA_LEAD):
        page = opened("map", role, **AUTUMN)
        page.selectbox(key="map measure").set_value("parent_confidence").run()
        shown = with_column(page, "Setting").set_index("Setting")
        amounts[role] = shown.loc["Ash School"].iloc[0]
    assert amounts == {Role.DELIVERY_GROUP: "c", Role.LA_LEAD: "67\N{NO-BREAK SPACE}%"}


def test_measure_and_shade_are_in_the_address_so_that_a_link_shows_the_same(places: None, opened: Open) -> None:
    factories.add_target("participation_rate", 0.95, date(2025, 12, 31))
    first = opened("map", **AUTUMN)
    first.selectbox(key="map shade").set_value("status").run()
    assert first.query_params["shade"] == "status"
    again = opened("map", shade="status", measure="participation_rate", **AUTUMN)
    for page in (first, again):
        shown = with_column(page, "Status").set_index("Setting")["Status"]
        assert shown.to_dict() == {"Birch School": "off track", "Ash School": "met", "Cedar School": "met"}


@pytest.mark.parametrize("nonsense", [{"measure": "x"}, {"shade": "x"}, {"urn": "x"}])
def test_address_that_asks_for_what_is_not_there_shows_the_usual_map(
    places: None, opened: Open, nonsense: dict[str, str]
) -> None:
    page = opened("map", **nonsense, **AUTUMN)
    assert not page.exception
    assert len(with_column(page, "Settings taking part")) == 3


def test_empty_programme_says_what_to_do_next(sqlite_database: str, opened: Open) -> None:
    factories.add_programme()
    page = opened("map")
    assert "no setting belongs to a cluster" in said(page)


def test_filters_that_nothing_fits_say_so(places: None, opened: Open) -> None:
    page = opened("map", cluster="North", phase="secondary", **AUTUMN)
    assert "No setting of the programme fits these filters" in said(page)
