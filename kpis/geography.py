"""Plane geometry for maps: outlines around places, where to write a name, and how far out to stand."""

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import pandas as pd

Point = tuple[float, float]  # longitude, latitude; WGS84 degrees

METRES_PER_DEGREE = 111_320.0
# A street map doubles its scale with each level; at level 0 the whole earth is this many pixels wide.
WORLD_PIXELS = 512.0
CORNERS = 24


def placed(settings: pd.DataFrame, measured: pd.DataFrame, period_key: str) -> pd.DataFrame:
    """Every setting that a measure speaks of in the period, and where it is.

    `measured` is the answer of `evaluate` by setting. Rows: one per setting, by name and URN.
    Columns: those of `settings`, then numerator, denominator, value, status (of the measure), suppressed.
    """
    said = ["urn", "numerator", "denominator", "value", "status", "suppressed"]
    of_period = measured.loc[measured["period_key"] == period_key, said]
    return settings.drop(columns="status").merge(of_period, on="urn").sort_values(["name", "urn"], ignore_index=True)


def outline(points: Iterable[Point], margin_metres: float) -> list[Point]:
    """The convex hull of the points, grown by the margin; a closed ring, anticlockwise.

    Missing: no point gives an empty ring; one point gives a circle around it.
    """
    return hull(corner for point in points for corner in _circle(point, margin_metres))


def hull(points: Iterable[Point]) -> list[Point]:
    """The smallest convex ring around the points, first point repeated at the end, anticlockwise.

    Source: Andrew's monotone chain (1979).
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    ring = _chain(ordered)[:-1] + _chain(ordered[::-1])[:-1]
    return [*ring, ring[0]]


def rings(geometry: Mapping[str, object]) -> list[list[Point]]:
    """The outer rings of a GeoJSON Polygon or MultiPolygon, largest first; of any other geometry, none."""
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, Sequence) or not coordinates:
        return []
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(str(geometry.get("type")), [])
    outer = [[(float(point[0]), float(point[1])) for point in polygon[0]] for polygon in polygons]
    return sorted(outer, key=lambda ring: abs(area(ring)), reverse=True)


def area(ring: Sequence[Point]) -> float:
    """Signed area in square degrees, positive where the ring runs anticlockwise. The ring is closed."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def northernmost(ring: Sequence[Point]) -> Point:
    """Where a name can stand above an outline: over its middle, at the height of its highest point."""
    west, _, east, north = bounds(ring)
    return (west + east) / 2, north


def bounds(points: Iterable[Point]) -> tuple[float, float, float, float]:
    """West, south, east, north.

    Raises: ValueError where there is no point.
    """
    longitudes, latitudes = zip(*points, strict=True)
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def zoom_to_fit(box: tuple[float, float, float, float], width: int, height: int) -> float:
    """The street-map zoom level at which the box fills `width` × `height` pixels and no more."""
    west, south, east, north = box
    across = max(east - west, 1e-6) / 360
    up = max(_mercator(north) - _mercator(south), 1e-9) / (2 * math.pi)
    return math.log2(min(width / across, height / up) / WORLD_PIXELS)


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def _circle(centre: Point, radius_metres: float) -> list[Point]:
    longitude, latitude = centre
    north = radius_metres / METRES_PER_DEGREE
    east = north / math.cos(math.radians(latitude))
    angles = [2 * math.pi * step / CORNERS for step in range(CORNERS)]
    return [(longitude + east * math.cos(angle), latitude + north * math.sin(angle)) for angle in angles]


def _chain(ordered: Sequence[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
