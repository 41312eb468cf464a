"""What a map is made of: outlines with their names, marks, and the view that fits them all."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pandas as pd
import pydeck as pdk
from pydeck.types import String

from kpis import geography
from pages.shared import words
from pages.shared.locality import map_icons
from pages.shared.locality.map_icons import Ink

NO_BASE_MAP = "data:application/json," + quote('{"version":8,"sources":{},"layers":[]}')
# How far an outline stands off the places inside it, in metres.
MARGIN = 350.0
# What the opening view is made to fit, in pixels: the map as it usually is on a laptop, and on a phone.
WIDE, NARROW = (620, 560), (330, 420)
CLOSEST, WHOLE_COUNTRY = 15.0, (-2.5, 53.5, 5.0)
MARK_PIXELS, NAME_PIXELS = 22, 26


def outlines(places: pd.DataFrame, drawn: pd.DataFrame) -> list[dict[str, Any]]:
    """What surrounds each group of places: the outline that was loaded for it, otherwise their hull, grown a little.

    `places` has `longitude`, `latitude`, `group`; `drawn` has `name` and `outline` (a GeoJSON geometry or None).
    Rows: one per group that has an outline or a place; each with `name`, `geometry`, its `corners`, and `top`,
    where its name stands.
    """
    located = places.dropna(subset=["longitude", "latitude"])
    answers = []
    for group in drawn.to_dict("records"):
        inside = located[located["group"] == group["name"]]
        points = list(zip(inside["longitude"], inside["latitude"], strict=True))
        answers.append(_outline(group["name"], group["outline"], points))
    return [answer for answer in answers if answer]


def _outline(name: str, geometry: object, points: list[geography.Point]) -> dict[str, Any] | None:
    loaded = geography.rings(geometry) if isinstance(geometry, Mapping) else []
    if loaded:
        corners = [point for ring in loaded for point in ring]
        return {"name": name, "geometry": geometry, "top": geography.northernmost(loaded[0]), "corners": corners}
    ring = geography.outline(points, MARGIN)
    if not ring:
        return None
    hull = {"type": "Polygon", "coordinates": [ring]}
    return {"name": name, "geometry": hull, "top": geography.northernmost(ring), "corners": ring}


@dataclass(frozen=True)
class Drawn:
    """A map as it is sent to the browser, in the place of pydeck's own object: worked out once, drawn many times."""

    json: str
    _tooltip: dict[str, str]

    def to_json(self) -> str:
        return self.json


def draw(
    places: pd.DataFrame,
    around: list[dict[str, Any]],
    chosen: str | None,
    ink: Ink,
    is_narrow: bool,
    base_map: str | None,
) -> Drawn:
    """The map itself. Without a base map it makes no request at all.

    `places`: `id`, `name`, `longitude`, `latitude`, `shape`, `shade`, `note` (what pointing at it says).
    """
    points = list(zip(places["longitude"], places["latitude"], strict=True))
    points += [point for outline in around for point in outline["corners"]]
    tooltip = {"text": "{name}\n{note}"}
    deck = pdk.Deck(
        _layers(places, around, chosen, ink),
        initial_view_state=_view(points, *(NARROW if is_narrow else WIDE)),
        map_provider="carto",
        map_style=base_map or NO_BASE_MAP,
    )
    return Drawn(deck.to_json(), tooltip)


def _layers(places: pd.DataFrame, around: list[dict[str, Any]], chosen: str | None, ink: Ink) -> list[pdk.Layer]:
    address, on_sheet = map_icons.sheet(ink)
    marks = [_mark(row) for row in places.to_dict("records")]
    rings = [
        {"position": mark["position"], "icon": _icon(map_icons.ring(ink))} for mark in marks if mark["id"] == chosen
    ]
    features = [{"type": "Feature", "properties": {}, "geometry": outline["geometry"]} for outline in around]
    return [
        pdk.Layer(
            "GeoJsonLayer",
            {"type": "FeatureCollection", "features": features},
            id="outlines",
            get_fill_color=[*ink.outline, 16],
            get_line_color=[*ink.outline, 220],
            line_width_min_pixels=2,
        ),
        # Under the marks, so that the chosen one is still seen as it is.
        _icons("chosen", rings, round(MARK_PIXELS * 1.9)),
        _icons("places", marks, MARK_PIXELS, pickable=True, icon_atlas=String(address), icon_mapping=on_sheet),
        _icons("names", [_name(outline, ink) for outline in around], NAME_PIXELS),
    ]


def _icons(name: str, rows: list[dict[str, Any]], pixels: int, **options: Any) -> pdk.Layer:
    # No colour accessor: Streamlit would fade every other place of a layer that has one when a place is chosen.
    return pdk.Layer("IconLayer", rows, id=name, get_position="position", get_icon="icon", get_size=pixels, **options)


def _mark(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    shade = None if words.is_missing(row["shade"]) else int(row["shade"])
    return {
        "id": row["id"],
        "name": row["name"],
        "note": row["note"],
        "position": [row["longitude"], row["latitude"]],
        "icon": map_icons.name_of(row["shape"], shade),
    }


def _name(outline: dict[str, Any], ink: Ink) -> dict[str, Any]:
    svg, width, height = map_icons.name_plate(outline["name"], ink)
    icon = {**_icon(svg), "width": width, "height": height, "anchorY": height}
    return {"position": list(outline["top"]), "icon": icon}


def _icon(svg: str) -> dict[str, Any]:
    address = map_icons.address(svg)
    return {"url": address, "id": address, "width": map_icons.SIZE, "height": map_icons.SIZE}


def _view(points: list[geography.Point], width: int, height: int) -> pdk.ViewState:
    if not points:
        longitude, latitude, zoom = WHOLE_COUNTRY
        return pdk.ViewState(longitude=longitude, latitude=latitude, zoom=zoom)
    west, south, east, north = box = geography.bounds(points)
    zoom = min(geography.zoom_to_fit(box, width - 40, height - 90), CLOSEST)
    return pdk.ViewState(longitude=(west + east) / 2, latitude=(south + north) / 2, zoom=zoom)
