"""Outlines of clusters, from boundary files (GeoJSON) such as wards or small areas."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import shapely
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select

from data_access import store
from data_access.errors import InvalidInput, NotFound, WrongFile
from data_access.models import Cluster, ClusterMembership, Setting
from data_access.permissions import Action, Identity, require

LARGEST_FILE = 50_000_000
# Degrees. Neighbours that differ by less are joined without a gap between them.
GRID = 1e-6
# Degrees, about 10 metres: finer than a city map can show.
TOLERANCE = 1e-4
# Such as E05008714.
CODE = re.compile(r"[A-Z0-9]*[0-9][A-Z0-9]*")
NOT_GEOJSON = "This is not a GeoJSON file of areas. Export the boundaries as GeoJSON (WGS84) and try again."


@dataclass(frozen=True)
class Areas:
    """A boundary file: `properties` and the shape of each area, in the order of the file."""

    features: tuple[tuple[dict[str, object], BaseGeometry], ...]

    @property
    def naming_properties(self) -> list[str]:
        """The properties that could name an area: text in all of them; names before codes, the most telling first."""
        first = self.features[0][0]
        named = [key for key in first if all(isinstance(found.get(key), str) for found, _ in self.features)]
        return sorted(named, key=lambda key: (self._are_codes(key), -len(self.names(key)), named.index(key)))

    def _are_codes(self, name_property: str) -> bool:
        return all(CODE.fullmatch(name) for name in self.names(name_property))

    def names(self, name_property: str) -> list[str]:
        """The names of the areas, sorted, each once."""
        return sorted({str(found.get(name_property, "")) for found, _ in self.features})


def read_areas(content: bytes) -> Areas:
    """The areas of a boundary file.

    Raises: WrongFile for anything that is not polygons in degrees.
    """
    if len(content) > LARGEST_FILE:
        raise WrongFile("The file is too large: 50 MB is the most that can be read.")
    try:
        document = json.loads(content.decode("utf-8-sig"))
        found = document["features"] if document["type"] == "FeatureCollection" else [document]
        features = tuple((dict(one.get("properties") or {}), _polygon(one["geometry"])) for one in found)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, ShapelyError):
        raise WrongFile(NOT_GEOJSON) from None
    if not features:
        raise WrongFile("There are no areas in this file.")
    return Areas(features)


def proposed_clusters(viewer: Identity, areas: Areas, name_property: str) -> dict[str, str | None]:
    """For each area, the cluster of that name, or else the one with most settings inside it. Missing: None: no idea."""
    places = _places(viewer)
    names = {cluster.casefold(): cluster for cluster, _ in places}
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    for properties, polygon in areas.features:
        shapely.prepare(polygon)
        name = str(properties.get(name_property, ""))
        inside[name].update(cluster for cluster, point in places if point is not None and polygon.covers(point))
    return {
        name: names.get(name.casefold()) or next((cluster for cluster, _ in inside[name].most_common(1)), None)
        for name in areas.names(name_property)
    }


def load_outlines(
    actor: Identity, geojson: bytes, name_property: str, clusters: Mapping[str, str | None] | None = None
) -> tuple[str, ...]:
    """Gives each cluster the outline of its areas together. Value: the clusters that got one.

    `clusters` says which cluster an area belongs to, None to leave it out; without it, an area is the cluster
    that has its name.

    Raises: WrongFile; InvalidInput if no area belongs to a cluster; NotFound for an unknown cluster.
    """
    require(actor, Action.CHANGE_SETTINGS)
    areas = read_areas(geojson)
    if clusters is None:
        names = {cluster.casefold(): cluster for cluster, _ in _places(actor)}
        clusters = {name: names.get(name.casefold()) for name in areas.names(name_property)}
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for properties, polygon in areas.features:
        if cluster := clusters.get(str(properties.get(name_property, ""))):
            parts[cluster].append(polygon)
    if not parts:
        raise InvalidInput({"areas": "No area belongs to a cluster. Choose the cluster of at least one area."})
    for cluster, polygons in sorted(parts.items()):
        set_cluster_outline(actor, cluster, _together(polygons))
    return tuple(sorted(parts))


def set_cluster_outline(actor: Identity, cluster: str, geometry: Mapping[str, object] | None) -> None:
    """Gives a cluster an outline, a GeoJSON polygon in degrees; None takes it away.

    Raises: NotFound for an unknown cluster; WrongFile for anything that is no polygon.
    """
    require(actor, Action.CHANGE_SETTINGS)
    outline = None if geometry is None else _plain(_checked(geometry))
    with store.writing(actor) as session:
        record = session.scalar(select(Cluster).where(Cluster.name == cluster))
        if record is None:
            raise NotFound(f"There is no cluster called “{cluster}”.")
        if record.outline != outline:
            record.outline = outline


def _checked(geometry: object) -> BaseGeometry:
    try:
        return _polygon(geometry)
    except (ValueError, LookupError, TypeError, AttributeError, ShapelyError):
        raise WrongFile(NOT_GEOJSON) from None


def _polygon(geometry: object) -> BaseGeometry:
    found = shapely.make_valid(shape(geometry))
    if found.geom_type == "GeometryCollection":
        found = shapely.union_all([part for part in found.geoms if part.geom_type.endswith("Polygon")])
    if found.is_empty or not found.geom_type.endswith("Polygon"):
        raise ValueError("not a polygon")
    west, south, east, north = found.bounds
    if west < -180 or south < -90 or east > 180 or north > 90:
        raise WrongFile("The coordinates are not degrees. Export the boundaries in WGS84 (EPSG:4326) and try again.")
    return found


def _together(polygons: list[BaseGeometry]) -> dict[str, object]:
    return _plain(shapely.simplify(shapely.union_all(polygons, grid_size=GRID), TOLERANCE))


def _plain(polygon: BaseGeometry) -> dict[str, object]:
    """As JSON keeps it: lists, not tuples."""
    found: dict[str, object] = json.loads(json.dumps(mapping(shapely.set_precision(polygon, GRID))))
    return found


def _places(viewer: Identity) -> list[tuple[str, "shapely.Point | None"]]:
    """Every setting's cluster and place; clusters without settings have no place."""
    statement = (
        select(Cluster.name, Setting.longitude, Setting.latitude)
        .outerjoin(ClusterMembership, ClusterMembership.cluster_id == Cluster.id)
        .outerjoin(Setting, Setting.id == ClusterMembership.setting_id)
        .order_by(Cluster.name, Setting.urn)
    )
    if viewer.scope is not None:
        statement = statement.where(Cluster.id.in_(viewer.scope))
    with store.reading() as session:
        return [
            (cluster, None if longitude is None or latitude is None else shapely.Point(longitude, latitude))
            for cluster, longitude, latitude in session.execute(statement)
        ]
