"""Outlines and views, against what can be said of them without computing them the same way."""

import math
import random
from itertools import pairwise

import pandas as pd
import pytest

from kpis import geography

STOKE = (-2.18, 53.0)


def is_inside(point: geography.Point, ring: list[geography.Point]) -> bool:
    """Crossings of a ray to the east: odd inside. Shares nothing with the code under test."""
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossings += 1
    return crossings % 2 == 1


def metres(a: geography.Point, b: geography.Point) -> float:
    """Great-circle distance on a sphere (haversine)."""
    (lon1, lat1), (lon2, lat2) = (tuple(map(math.radians, point)) for point in (a, b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6_371_000 * math.asin(math.sqrt(half))


def test_hull_of_a_square_with_a_point_inside_leaves_the_inside_out() -> None:
    assert geography.hull([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2)]) == [(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]


def test_points_on_an_edge_are_not_corners() -> None:
    assert geography.hull([(0, 0), (1, 0), (2, 0), (2, 2)]) == [(0, 0), (2, 0), (2, 2), (0, 0)]


def test_outline_stands_off_every_place_by_its_margin() -> None:
    chance = random.Random(7)
    points = [(STOKE[0] + chance.gauss(0, 0.04), STOKE[1] + chance.gauss(0, 0.03)) for _ in range(60)]
    ring = geography.outline(points, 350)
    assert ring[0] == ring[-1]
    assert all(is_inside(point, ring) for point in points)
    nearest = min(metres(point, corner) for point in points for corner in ring)
    assert nearest == pytest.approx(350, rel=0.01)


@pytest.mark.parametrize("points", [[STOKE], [STOKE, (-2.16, 53.02)], [STOKE, STOKE]])
def test_one_or_two_places_have_an_outline_with_room_in_it(points: list[geography.Point]) -> None:
    ring = geography.outline(points, 350)
    assert all(is_inside(point, ring) for point in points)
    assert geography.area(ring) > 0


def test_no_place_has_no_outline() -> None:
    assert geography.outline([], 350) == []


def test_rings_of_a_multipolygon_come_largest_first_without_their_holes() -> None:
    small = [[0, 0], [1, 0], [1, 1], [0, 0]]
    large = [[0, 0], [9, 0], [9, 9], [0, 0]]
    hole = [[5, 1], [6, 1], [6, 2], [5, 1]]
    rings = geography.rings({"type": "MultiPolygon", "coordinates": [[small], [large, hole]]})
    assert rings == [[tuple(point) for point in large], [tuple(point) for point in small]]


@pytest.mark.parametrize(
    "geometry", [{}, {"type": "Point", "coordinates": [1, 2]}, {"type": "Polygon", "coordinates": []}]
)
def test_what_is_not_an_area_has_no_ring(geometry: dict[str, object]) -> None:
    assert geography.rings(geometry) == []


def test_name_stands_over_the_middle_of_the_highest_point() -> None:
    assert geography.northernmost([(0, 0), (4, 1), (1, 3), (0, 0)]) == (2, 3)


def test_view_of_the_whole_world_is_level_nought() -> None:
    assert geography.zoom_to_fit((-180, -10, 180, 10), 512, 512) == pytest.approx(0)


def test_box_fills_the_tighter_side_of_the_view() -> None:
    # One degree of longitude is 512 / 360 pixels at level 0, twice as many a level on.
    zoom = geography.zoom_to_fit((-2.5, 53.0, -1.5, 53.001), 512, 512)
    assert 512 / 360 * 2**zoom == pytest.approx(512)
    assert geography.zoom_to_fit((-2.5, 52.0, -1.5, 54.0), 512, 512) < zoom


def test_a_single_point_does_not_ask_for_an_endless_zoom() -> None:
    assert math.isfinite(geography.zoom_to_fit((1.0, 53.0, 1.0, 53.0), 600, 600))


def test_placed_keeps_the_period_asked_for_and_the_order_of_names() -> None:
    settings = pd.DataFrame(
        {"urn": ["1", "2", "3"], "name": ["Z", "B", "B"], "latitude": [53.0, None, 53.1], "status": "open"}
    )
    measured = pd.DataFrame(
        {
            "urn": ["1", "1", "3", "2"],
            "period_key": ["old", "new", "new", "new"],
            "numerator": [0.0, 1.0, 0.0, 1.0],
            "denominator": 1.0,
            "value": [0.0, 1.0, 0.0, 1.0],
            "status": "met",
            "suppressed": False,
        }
    )
    placed = geography.placed(settings, measured, "new")
    assert list(placed["urn"]) == ["2", "3", "1"]
    assert list(placed["value"]) == [1.0, 0.0, 1.0]
    assert set(placed["status"]) == {"met"}
