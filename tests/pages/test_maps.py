"""What a map is made of: shades, marks, outlines, the opening view and the words for those who cannot see it."""

import itertools
import json
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pandas as pd
import pytest

from pages.shared.locality import map_icons, map_layers, maps
from pages.shared.locality.map_icons import DARK, LIGHT, SHADES, SHAPES

SQUARE = {"type": "Polygon", "coordinates": [[[-2.2, 53.0], [-2.1, 53.0], [-2.1, 53.1], [-2.2, 53.1], [-2.2, 53.0]]]}


def measured(*values: float | None, status: str | None = None, hidden: int | None = None) -> pd.DataFrame:
    """One place for each value, in a line to the east; the one at `hidden` is suppressed."""
    rows = range(len(values))
    return pd.DataFrame(
        {
            "id": [str(row) for row in rows],
            "name": [f"Place {row}" for row in rows],
            "value": [float("nan") if value is None else value for value in values],
            "status": status,
            "suppressed": [row == hidden for row in rows],
            "shape": "circle",
            "longitude": [-2.2 + row / 100 for row in rows],
            "latitude": 53.0,
            "group": "Central",
        }
    )


def bands(places: pd.DataFrame) -> dict[str, tuple[int | None, str]]:
    return {row["id"]: (row["shade"], row["band"]) for row in places.to_dict("records")}


def lightness(colour: str) -> float:
    red, green, blue = (int(part, 16) for part in re.findall("..", colour[1:]))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_shades_darken_by_clear_steps_without_colour() -> None:
    steps = [lightness(light) - lightness(dark) for light, dark in itertools.pairwise(SHADES)]
    assert min(steps) > 25


def test_yes_or_no_measure_says_reached_or_not_and_puts_those_not_reached_first() -> None:
    shown = maps.shaded(measured(1.0, 0.0, None), "share", yes_or_no=("reached", "not yet reached"))
    assert list(shown["id"]) == ["1", "0", "2"]
    assert bands(shown) == {"0": (4, "reached"), "1": (0, "not yet reached"), "2": (None, "no data")}


def test_measure_of_people_is_a_share_even_where_all_agree() -> None:
    shown = maps.shaded(measured(1.0, 0.0), "share", yes_or_no=None)
    assert bands(shown) == {"0": (4, "at 100 %"), "1": (0, "at 0 %")}


def test_shares_fall_into_bands_with_their_own_value_beside_each() -> None:
    shown = maps.shaded(measured(1.0, 0.999, 0.75, 0.5, 0.01, 0.0), "share")
    assert [(row["shade"], row["note"]) for row in shown.to_dict("records")] == [
        (0, "0\N{NO-BREAK SPACE}%"),
        (1, "1\N{NO-BREAK SPACE}%"),
        (2, "50\N{NO-BREAK SPACE}%"),
        (3, "75\N{NO-BREAK SPACE}%"),
        (3, "99\N{NO-BREAK SPACE}%"),
        (4, "100\N{NO-BREAK SPACE}%"),
    ]


def test_counts_fall_into_bands() -> None:
    shown = maps.shaded(measured(0, 1, 2, 3, 5, 6, 40), "count")
    assert list(shown.sort_values("id")["shade"]) == [0, 1, 2, 3, 3, 4, 4]


def test_hidden_number_is_hollow_and_its_value_is_nowhere() -> None:
    shown = maps.shaded(measured(None, 0.25, hidden=0), "share")
    hidden = shown[shown["id"] == "0"].to_dict("records")[0]
    assert (hidden["shade"], hidden["band"], hidden["note"]) == (None, "hidden: too few people", "c")


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("met", (4, "met")),
        ("on_track", (3, "on track")),
        ("at_risk", (2, "at risk")),
        ("off_track", (0, "off track")),
        ("no_data", (None, "no data")),
        (None, (None, "no data")),
    ],
)
def test_status_is_shaded_the_darker_the_better(status: str | None, expected: tuple[int | None, str]) -> None:
    assert bands(maps.shaded(measured(0.5, status=status), "share", by_status=True)) == {"0": expected}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("ink", [LIGHT, DARK])
def test_every_mark_is_a_picture_and_hollow_ones_have_a_broken_line(shape: str, ink: map_icons.Ink) -> None:
    filled, hollow = map_icons.mark(shape, 2, ink), map_icons.mark(shape, None, ink)
    assert ElementTree.fromstring(filled).tag.endswith("svg")
    assert SHADES[2] in filled
    assert "stroke-dasharray" in hollow
    assert not any(shade in hollow for shade in SHADES)


def test_cluster_name_with_markup_in_it_is_only_a_name() -> None:
    svg, _, _ = map_icons.name_plate("A & B <script>", LIGHT)
    text = ElementTree.fromstring(svg).find("{http://www.w3.org/2000/svg}text")
    assert text is not None
    assert text.text == "A & B <script>"


def test_loaded_outline_wins_over_the_hull_and_a_cluster_without_either_is_left_out() -> None:
    clusters = pd.DataFrame({"name": ["Central", "East", "North"], "outline": [None, SQUARE, None]})
    found = {each["name"]: each for each in map_layers.outlines(measured(1, 1, 0), clusters)}
    assert set(found) == {"Central", "East"}
    assert found["East"]["geometry"] == SQUARE
    assert found["East"]["top"] == pytest.approx((-2.15, 53.1))
    assert found["Central"]["geometry"]["type"] == "Polygon"


def drawn(chosen: str | None = None, base_map: str | None = None) -> dict[str, object]:
    shown = maps.shaded(measured(1.0, 0.0), "share")
    clusters = pd.DataFrame({"name": ["Central"], "outline": [None]})
    around = map_layers.outlines(shown, clusters)
    deck: dict[str, object] = json.loads(
        map_layers.draw(shown, around, chosen, LIGHT, is_narrow=False, base_map=base_map).to_json()
    )
    return deck


def layer(deck: dict[str, object], name: str) -> list[dict[str, object]]:
    layers = deck["layers"]
    assert isinstance(layers, list)
    data: list[dict[str, object]] = next(each for each in layers if each["id"] == name)["data"]
    return data


def test_every_picture_and_the_style_are_in_the_map_itself() -> None:
    deck = drawn()
    assert str(deck["mapStyle"]).startswith("data:application/json,")
    assert json.loads(unquote(str(deck["mapStyle"]).split(",", 1)[1]))["layers"] == []
    names = [mark["icon"] for mark in layer(deck, "names")]
    assert all(str(icon["url"]).startswith("data:image/svg+xml") for icon in names if isinstance(icon, dict))
    assert "http" not in json.dumps(deck).replace("http%3A//www.w3.org/2000/svg", "")


def test_every_mark_has_its_own_place_on_the_sheet() -> None:
    address, places = map_icons.sheet(LIGHT)
    sheet = ElementTree.fromstring(unquote(address.split(",", 1)[1]))
    corners = {(place["x"], place["y"]) for place in places.values()}
    assert len(corners) == len(places) == len(SHAPES) * (len(SHADES) + 1)
    assert max(x for x, _ in corners) + map_icons.SIZE == int(sheet.attrib["width"])
    assert max(y for _, y in corners) + map_icons.SIZE == int(sheet.attrib["height"])
    assert {str(mark["icon"]) for mark in layer(drawn(), "places")} <= set(places)


def test_base_map_takes_the_place_of_the_empty_style() -> None:
    assert drawn(base_map="https://maps.example.org/s.json")["mapStyle"] == "https://maps.example.org/s.json"


def test_ring_goes_around_the_chosen_place_only() -> None:
    assert layer(drawn(), "chosen") == []
    ring = layer(drawn(chosen="1"), "chosen")
    place = next(mark for mark in layer(drawn(), "places") if mark["id"] == "1")
    assert [mark["position"] for mark in ring] == [place["position"]]


def test_map_without_any_place_still_has_a_view() -> None:
    nothing = maps.shaded(measured(), "share")
    view = json.loads(map_layers.draw(nothing, [], None, LIGHT, is_narrow=True, base_map=None).to_json())
    assert view["initialViewState"]["zoom"] == 5.0


def test_title_counts_the_bands_unless_they_are_many() -> None:
    few = maps.shaded(measured(1.0, None, 0.0, 1.0), "share")
    many = maps.shaded(measured(1.0, 0.8, 0.6, 0.0), "share")
    assert maps.title("Taking part", few) == "Taking part: 2 yes, 1 not yet and 1 no data"
    assert maps.title("Taking part", many) == "Taking part"


def test_opening_view_takes_in_every_part_of_a_loaded_outline() -> None:
    far = [[[point[0] - 1.0, point[1]] for point in SQUARE["coordinates"][0]]]
    both = {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"], far]}
    nothing = maps.shaded(measured(), "share")
    around = map_layers.outlines(nothing, pd.DataFrame({"name": ["Central"], "outline": [both]}))
    view = json.loads(map_layers.draw(nothing, around, None, LIGHT, is_narrow=False, base_map=None).to_json())
    assert view["initialViewState"]["longitude"] == pytest.approx((-3.2 - 2.1) / 2)


def test_map_is_told_in_words() -> None:
    shown = maps.shaded(measured(1.0, 1.0, 0.0), "share")
    assert maps.in_words(shown, [{"name": "Central"}, {"name": "East"}], "Taking part") == (
        "Map: Taking part. 3 settings: 2 yes and 1 not yet. Clusters outlined: Central and East."
    )
