"""Grid references as degrees."""

import pytest

from data_access.coordinates import to_wgs84

# Grid reference and degrees of postcodes, as the ONS Postcode Directory has them.
KNOWN = [
    ((388390, 347529), (53.024924, -2.174543)),
    ((388120, 345660), (53.008117, -2.178499)),
    ((387870, 345326), (53.005109, -2.182212)),
]


@pytest.mark.parametrize(("grid", "degrees"), KNOWN)
def test_a_grid_reference_is_where_the_ons_says_it_is(grid: tuple[int, int], degrees: tuple[float, float]) -> None:
    assert to_wgs84([grid[0]], [grid[1]])[0] == pytest.approx(degrees, abs=0.0001)


def test_no_places_are_no_degrees() -> None:
    assert to_wgs84([], []) == []
