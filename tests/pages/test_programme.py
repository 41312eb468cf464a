"""Setting the programme up on pages: its rules, targets, term dates, clusters and successors."""

import json
from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from data_access import places
from data_access import programme as programmes
from data_access.programme import PhaseDates
from data_access.vocabulary import Role
from pages.shared.entry import editing, target_form
from tests import factories

Open = Callable[..., AppTest]
PAGES = ("programme", "targets", "term_dates", "clusters", "successors")


def field(at: AppTest, kind: str, label: str, number: int = 0):
    return [element for element in at.get(kind) if element.label.startswith(label)][number]


def press(at: AppTest, label: str) -> AppTest:
    field(at, "button", label).click()
    return at.run()


@pytest.mark.parametrize("page", PAGES)
def test_administrators_open_every_page_and_nobody_else_does(programme: str, opened: Open, page: str) -> None:
    at = opened(page, Role.ADMINISTRATOR)
    assert not at.exception
    assert at.title[0].value.endswith("?")
    assert opened(page, Role.PROGRAMME_STAFF).title[0].value == "This page is not open to your role"


def test_a_changed_rule_is_saved_and_said(programme: str, opened: Open) -> None:
    at = opened("programme", Role.ADMINISTRATOR)
    field(at, "text_input", "Name of the programme").set_value("Cluster Model")
    field(at, "number_input", "Half terms that an active").set_value(1)
    press(at, "Save the programme")
    assert not at.exception
    assert "saved" in at.success[0].value
    facts = programmes.programme()
    assert (facts.name, facts.active_half_terms_missed_allowed, facts.version) == ("Cluster Model", 1, 2)


def test_a_wrong_answer_is_said_and_what_was_typed_stays(programme: str, opened: Open) -> None:
    at = opened("programme", Role.ADMINISTRATOR)
    field(at, "text_input", "Name of the programme").set_value("Cluster Model")
    field(at, "text_input", "The authority's three").set_value("Stoke")
    press(at, "Save the programme")
    assert "three-digit code" in at.error[0].value
    assert field(at, "text_input", "Name of the programme").value == "Cluster Model"
    assert programmes.programme().name != "Cluster Model"


def test_of_two_administrators_the_second_is_told_and_loses_nothing(programme: str, opened: Open) -> None:
    first, second = opened("programme", Role.ADMINISTRATOR), opened("programme", Role.ADMINISTRATOR)
    field(first, "text_input", "Name of the programme").set_value("The first name")
    press(first, "Save the programme")
    field(second, "text_input", "Name of the programme").set_value("The second name")
    press(second, "Save the programme")
    assert "Somebody else changed the programme" in second.warning[0].value
    assert "The first name" in second.warning[0].value
    assert field(second, "text_input", "Name of the programme").value == "The second name"
    assert programmes.programme().name == "The first name"
    assert "You typed: The second name" in second.warning[0].value
    press(second, "Start again from what is stored")
    assert field(second, "text_input", "Name of the programme").value == "The first name"
    field(second, "text_input", "Name of the programme").set_value("The second name")
    press(second, "Save the programme")
    assert programmes.programme().name == "The second name"


def test_the_second_of_two_administrators_saves_what_they_typed_over_what_the_first_stored(
    programme: str, opened: Open
) -> None:
    first, second = opened("programme", Role.ADMINISTRATOR), opened("programme", Role.ADMINISTRATOR)
    field(first, "text_input", "Authority").set_value("Longton")
    field(first, "text_input", "Name of the programme").set_value("The first name")
    press(first, "Save the programme")
    field(second, "text_input", "Name of the programme").set_value("The second name")
    press(second, "Save the programme")
    assert "Authority: Longton. **You typed" in second.warning[0].value
    press(second, "Keep what I typed")
    assert field(second, "text_input", "Authority").value == "Longton"
    press(second, "Save the programme")
    stored = programmes.programme()
    assert (stored.name, stored.la_name) == ("The second name", "Longton")


def test_targets_in_force_and_their_changes_are_in_words(programme: str, opened: Open) -> None:
    programmes.set_target(factories.administrator(), "senco_confidence", 0.9, date(2026, 8, 31), cluster="North")
    tables = [frame.value for frame in opened("targets", Role.ADMINISTRATOR).dataframe]
    in_force = tables[0].set_index(["Measure", "Where"]).loc[("SENCOs' confidence", "North")]
    assert in_force[["Should reach", "By"]].tolist() == ["90\N{NO-BREAK SPACE}%", "31 August 2026"]
    changed = tables[-1].set_index("Part")["To"]
    assert changed["Where"] == "North"
    assert not changed.str.contains("_").any()


def test_a_target_is_added_changed_and_taken_away(programme: str, opened: Open) -> None:
    at = opened("targets", Role.ADMINISTRATOR)
    before = set(programmes.targets(factories.administrator())["id"])
    field(at, "selectbox", "Measure").set_value("senco_confidence")
    field(at, "text_input", "Should reach").set_value("90 %")
    field(at, "date_input", "By").set_value(date(2026, 8, 31))
    field(at, "selectbox", "Where").set_value("North")
    press(at, "Save the target")
    assert not at.exception
    stored = programmes.targets(factories.administrator()).set_index("id")
    (target_id,) = set(stored.index) - before
    assert stored.loc[target_id, ["kpi", "cluster", "value"]].tolist() == ["senco_confidence", "North", 0.9]

    field(at, "selectbox", "Target").set_value(target_id).run()
    assert field(at, "text_input", "Should reach").value.replace("\N{NO-BREAK SPACE}", " ") == "90 %"
    field(at, "text_input", "Should reach").set_value("85")
    press(at, "Save the target")
    assert programmes.targets(factories.administrator()).set_index("id").loc[target_id, "value"] == 0.85
    history = next(frame.value for frame in at.dataframe if "From" in frame.value.columns)
    assert ["90\N{NO-BREAK SPACE}%", "85\N{NO-BREAK SPACE}%"] in history[["From", "To"]].to_numpy().tolist()

    press(at, "Take this target away")
    assert set(programmes.targets(factories.administrator())["id"]) == before


@pytest.mark.parametrize("typed", ["", "most", "0.9", "120 %"])
def test_an_amount_that_could_mean_two_things_is_asked_about(programme: str, opened: Open, typed: str) -> None:
    at = opened("targets", Role.ADMINISTRATOR)
    before = len(programmes.targets(factories.administrator()))
    field(at, "text_input", "Should reach").set_value(typed)
    field(at, "date_input", "By").set_value(date(2026, 8, 31))
    press(at, "Save the target")
    assert "95 %" in at.error[0].value
    assert len(programmes.targets(factories.administrator())) == before


def test_a_target_without_a_day_is_asked_for_one(programme: str, opened: Open) -> None:
    at = opened("targets", Role.ADMINISTRATOR)
    field(at, "text_input", "Should reach").set_value("90 %")
    press(at, "Save the target")
    assert not at.exception
    assert "day" in at.error[0].value


def test_term_dates_of_a_year_that_nobody_entered_start_from_a_usual_pattern(programme: str, opened: Open) -> None:
    at = opened("term_dates", Role.ADMINISTRATOR)
    year = next(
        year for year in field(at, "selectbox", "Academic year").options if programmes.calendar().is_assumed(year)
    )
    field(at, "selectbox", "Academic year").set_value(year).run()
    assert "Nobody has entered" in at.info[0].value
    press(at, f"Save the dates of {year}")
    assert not at.exception
    assert "are saved" in at.success[0].value
    assert not programmes.calendar().is_assumed(year)


def test_a_setting_leaves_one_cluster_and_joins_another(programme: str, opened: Open) -> None:
    at = opened("clusters", Role.ADMINISTRATOR)
    first_day = places.memberships(factories.la_lead())["joined_on"].min()
    field(at, "selectbox", "Setting", 1).set_value("100001")
    field(at, "date_input", "Last day").set_value(first_day)
    press(at, "End its membership")
    assert not at.exception
    field(at, "selectbox", "Setting").set_value("100001")
    field(at, "selectbox", "Joins").set_value("North")
    press(at, "Put it into the cluster")
    assert not at.exception
    settings = places.settings(factories.la_lead()).set_index("urn")
    assert settings.loc["100001", "cluster"] == "North"


def test_a_membership_without_a_setting_is_asked_for_one(programme: str, opened: Open) -> None:
    at = press(opened("clusters", Role.ADMINISTRATOR), "Put it into the cluster")
    assert "choose one" in at.error[0].value


def test_a_setting_that_is_in_a_cluster_already_is_not_put_into_a_second(programme: str, opened: Open) -> None:
    at = opened("clusters", Role.ADMINISTRATOR)
    field(at, "selectbox", "Setting").set_value("100001")
    field(at, "selectbox", "Joins").set_value("North")
    press(at, "Put it into the cluster")
    assert "already" in at.error[0].value


def test_a_cluster_is_added(programme: str, opened: Open) -> None:
    at = opened("clusters", Role.ADMINISTRATOR)
    field(at, "text_input", "Name of the new cluster").set_value("South")
    press(at, "Add the cluster")
    assert "South" in set(places.clusters(factories.administrator())["name"])


def test_a_cluster_is_called_otherwise_and_one_that_nothing_belongs_to_is_taken_away(
    programme: str, opened: Open
) -> None:
    places.add_cluster(factories.administrator(), "Sout")
    at = opened("clusters", Role.ADMINISTRATOR)
    for chosen, button in (("Sout", "Save the name"), ("North", "Take this cluster away"), ("South", "Take this")):
        field(at, "selectbox", "A cluster to call otherwise").set_value(chosen).run()
        if chosen == "Sout":
            field(at, "text_input", "Its name").set_value("South")
        press(at, button)
        assert not at.exception
        if chosen == "North":
            assert "Other records rest on this" in at.error[0].value
    assert set(places.clusters(factories.administrator())["name"]) == {"Central", "North"}


def test_an_outline_is_loaded_for_the_area_of_a_clusters_name_and_taken_away(programme: str, opened: Open) -> None:
    ring = [[-2.2, 53.0], [-2.1, 53.0], [-2.1, 53.1], [-2.2, 53.1], [-2.2, 53.0]]
    feature = {
        "type": "Feature",
        "properties": {"name": "Central"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    at = opened("clusters", Role.ADMINISTRATOR)
    at.file_uploader[0].set_value(("areas.geojson", content, "application/geo+json")).run()
    press(at, "Save the outlines")
    assert not at.exception
    outline = places.clusters(factories.administrator()).set_index("name")["outline"]
    assert outline["Central"]["type"] == "Polygon"
    press(at, "Take its outline away")
    assert places.clusters(factories.administrator())["outline"].isna().all()


def test_a_file_that_is_no_map_is_answered_in_a_sentence(programme: str, opened: Open) -> None:
    at = opened("clusters", Role.ADMINISTRATOR)
    at.file_uploader[0].set_value(("areas.geojson", b"no map", "application/geo+json")).run()
    assert "not a GeoJSON file" in at.error[0].value


def test_the_setting_at_the_same_postcode_is_offered_first_as_the_successor(programme: str, opened: Open) -> None:
    factories.add_setting("500001", "Old School", closed_on=date(2026, 3, 31), postcode="ST1 1AA")
    factories.add_setting("500002", "Zebra Academy", postcode="ST1 1AA")
    at = opened("successors", Role.ADMINISTRATOR)
    followed_by = field(at, "selectbox", "Followed by")
    assert followed_by.options[1] == "Zebra Academy, 500002, ST1 1AA"
    followed_by.set_value("500002")
    press(at, "Save")
    assert not at.exception
    settings = places.settings(factories.la_lead()).set_index("urn")
    assert settings.loc["500001", "successor_urn"] == "500002"


def test_a_browser_sends_rows_with_a_gap_too_so_that_they_are_asked_about() -> None:
    # A new row without a required cell is kept back by the browser: what was typed into it would be lost unsaid.
    columns = [editing.day("First day"), *target_form.POINTS.values()]
    assert not [column["label"] for column in columns if column["required"]]


def test_a_row_of_a_table_that_is_wholly_empty_is_none() -> None:
    rows = pd.DataFrame({"starts_on": [date(2026, 1, 1), None], "ends_on": [date(2026, 2, 1), None]}, dtype=object)
    assert editing.records(rows, PhaseDates, name="Pilot") == [PhaseDates(date(2026, 1, 1), date(2026, 2, 1), "Pilot")]
