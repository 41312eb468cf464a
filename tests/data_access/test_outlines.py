"""Outlines of clusters, from boundary files."""

import json

import pytest

from data_access import outlines, places
from data_access.errors import InvalidInput, NotAllowed, NotFound, WrongFile
from data_access.revisions import revisions
from tests import factories


def square(west: float, south: float, side: float = 0.1) -> dict[str, object]:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def file_of(*named: tuple[str, dict[str, object]], **more: object) -> bytes:
    features = [
        {"type": "Feature", "properties": {"code": index, "ward": name, **more}, "geometry": geometry}
        for index, (name, geometry) in enumerate(named)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


WARDS = file_of(("East", square(-2.1, 53.0)), ("West", square(-2.2, 53.0)), ("Far", square(-1.0, 53.0)))


def corners(outline: dict) -> set[tuple[float, float]]:
    return {tuple(point) for point in outline["coordinates"][0]}


def outline_of(cluster: str) -> dict:
    frame = places.clusters(factories.administrator()).set_index("name")
    return frame.loc[cluster, "outline"]


def test_neighbouring_areas_become_one_outline_without_a_line_between_them(database: str) -> None:
    factories.add_cluster("Central")
    changed = places.load_outlines(factories.administrator(), WARDS, "ward", {"East": "Central", "West": "Central"})
    assert changed == ("Central",)
    outline = outline_of("Central")
    assert outline["type"] == "Polygon"
    assert {(-2.2, 53.0), (-2.0, 53.0), (-2.0, 53.1), (-2.2, 53.1)} <= corners(outline)
    xs = [x for x, _ in corners(outline)]
    assert (min(xs), max(xs)) == (-2.2, -2.0)


def test_areas_that_do_not_touch_become_an_outline_of_several_parts(database: str) -> None:
    factories.add_cluster("Central")
    places.load_outlines(factories.administrator(), WARDS, "ward", {"East": "Central", "Far": "Central"})
    assert outline_of("Central")["type"] == "MultiPolygon"


def test_without_a_choice_an_area_is_the_cluster_of_its_name(database: str) -> None:
    factories.add_cluster("east")
    factories.add_cluster("North")
    assert places.load_outlines(factories.administrator(), WARDS, "ward") == ("east",)
    assert outline_of("North") is None


def test_a_cluster_is_proposed_for_the_area_that_most_of_its_settings_lie_in(database: str) -> None:
    factories.add_cluster("Central")
    factories.add_cluster("North")
    for urn, cluster in (("100001", "Central"), ("100002", "Central"), ("100003", "North")):
        factories.add_setting(urn, cluster=cluster, latitude=53.05, longitude=-2.05)
    factories.add_setting("100004", cluster="North")
    areas = outlines.read_areas(WARDS)
    assert outlines.proposed_clusters(factories.administrator(), areas, "ward") == {
        "East": "Central",
        "Far": None,
        "West": None,
    }


def test_properties_that_are_text_in_every_area_may_name_them_and_codes_come_last() -> None:
    wards = (("East", square(-2.1, 53.0)), ("West", square(-2.2, 53.0)))
    areas = outlines.read_areas(file_of(*wards, code_of_city="E06000021", city="Stoke"))
    assert areas.naming_properties == ["ward", "city", "code_of_city"]


def test_loading_the_same_outlines_again_leaves_no_trace(database: str) -> None:
    factories.add_cluster("Central")
    chosen = {"East": "Central"}
    places.load_outlines(factories.administrator(), WARDS, "ward", chosen)
    before = revisions()
    places.load_outlines(factories.administrator(), WARDS, "ward", chosen)
    assert revisions() == before


def test_an_outline_is_taken_away(database: str) -> None:
    factories.add_cluster("Central")
    places.set_cluster_outline(factories.administrator(), "Central", square(-2.1, 53.0))
    assert outline_of("Central") is not None
    places.set_cluster_outline(factories.administrator(), "Central", None)
    assert outline_of("Central") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"[]",
        b'{"type": "FeatureCollection", "features": [{"type": "Feature"}]}',
        b'{"type": "FeatureCollection", "features": []}',
        file_of(("A", {"type": "Point", "coordinates": [-2.1, 53.0]})),
        file_of(("A", {"type": "Polygon", "coordinates": []})),
        file_of(("A", {"type": "Polygon", "coordinates": [[[1, 2], "x"]]})),
        b"[" * 100_000,
    ],
)
def test_what_is_no_boundary_file_is_answered_in_a_sentence(content: bytes) -> None:
    with pytest.raises(WrongFile):
        outlines.read_areas(content)


def test_coordinates_of_the_national_grid_are_refused_by_name() -> None:
    with pytest.raises(WrongFile, match="WGS84"):
        outlines.read_areas(file_of(("A", square(388000, 347000))))


def test_outlines_for_no_cluster_or_an_unknown_one_are_refused(database: str) -> None:
    factories.add_cluster("Central")
    with pytest.raises(InvalidInput, match="No area belongs"):
        places.load_outlines(factories.administrator(), WARDS, "ward", {"East": None})
    with pytest.raises(NotFound):
        places.load_outlines(factories.administrator(), WARDS, "ward", {"East": "Nowhere"})


def test_only_administrators_change_outlines(database: str) -> None:
    factories.add_cluster("Central")
    with pytest.raises(NotAllowed):
        places.load_outlines(factories.staff(), WARDS, "ward", {"East": "Central"})
