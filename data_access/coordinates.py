"""Ordnance Survey grid references as degrees."""

from collections.abc import Sequence
from functools import cache

from pyproj import Transformer

OSGB36, WGS84 = "EPSG:27700", "EPSG:4326"
# A sixth decimal of a degree is a hand's breadth: more would only differ between versions of the transformation.
DECIMALS = 6


def to_wgs84(eastings: Sequence[int], northings: Sequence[int]) -> list[tuple[float, float]]:
    """(latitude, longitude) of each place.

    Units: metres of the national grid in, degrees out; right to a few metres, which is the width of a school gate.
    """
    if not eastings:
        return []
    longitudes, latitudes = _transformer().transform(list(eastings), list(northings))
    return [(round(lat, DECIMALS), round(lon, DECIMALS)) for lat, lon in zip(latitudes, longitudes, strict=True)]


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs(OSGB36, WGS84, always_xy=True)
