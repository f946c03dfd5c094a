from __future__ import annotations

import hashlib
import re
from importlib.resources import files

import pytest

from graph.namespaces import expand
from graph.shipped import open_shipped
from graph.view import draw
from graph.view.borders import FRAME, borders, cut
from graph.view.map import located
from graph.view.picture import Asked, Picture


def place(name: str) -> str:
    return expand(name) or name


@pytest.fixture(scope="module")
def whole() -> Picture:
    with open_shipped() as store:
        return draw(store, Asked(layout="map"))


def inside(ring: list[float], x: float, y: float) -> bool:
    points = list(zip(ring[::2], ring[1::2], strict=True))
    crossed = False
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossed = not crossed
    return crossed


@pytest.mark.parametrize(
    ("country", "longitude", "latitude"),
    [
        ("VN", 103.8372, 21.2841),
        ("VN", 106.6282, 10.7751),
        ("LA", 103.9983, 20.365),
        ("KH", 105.8322, 11.2),
        ("CN", 102.0, 25.0),
        ("TH", 101.0, 16.0),
        ("MM", 97.9, 20.6),
    ],
)
def test_outlines_enclose_what_lies_in_the_country(country: str, longitude: float, latitude: float) -> None:
    found = {
        code for code, each in borders().items() if any(inside(ring, longitude, latitude) for ring in each["rings"])
    }
    assert found == {country}


def test_outlines_stay_within_the_frame() -> None:
    left, bottom, right, top = FRAME
    for each in borders().values():
        for ring in each["rings"]:
            assert left <= min(ring[::2]) <= max(ring[::2]) <= right
            assert bottom <= min(ring[1::2]) <= max(ring[1::2]) <= top


def test_the_outlines_are_the_ones_that_the_readme_tells() -> None:
    folder = files("graph.view") / "vendor"
    readme = (folder / "README.md").read_text(encoding="utf-8")
    sums = dict(re.findall(r"\| `([\w.-]+)`[^|]*\| `([0-9a-f]{64})` \|", readme))
    assert hashlib.sha256((folder / "borders.json").read_bytes()).hexdigest() == sums["borders.json"]
    assert "Permission to use" in (folder / "LICENSE-WORLD-ATLAS").read_text(encoding="utf-8")


def test_a_border_that_two_countries_share_is_thinned_alike_on_both_sides() -> None:
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        # the shared border bulges by a hair in the middle, which goes; arcs are steps from point to point
        "arcs": [
            [[104, 10], [0, 2], [0, 4]],
            [[104, 16], [-4, 0], [0, -6], [4, 0]],
            [[104, 10], [4, 0], [0, 6], [-4, 0]],
        ],
        "objects": {
            "countries": {
                "geometries": [
                    {"id": number, "type": "Polygon", "arcs": [[0, 1]] if number == "418" else [[2, ~0]]}
                    for number in ("704", "418", "116", "156", "764", "104")
                ]
            }
        },
    }
    found = cut(topology)
    left, right = (
        {*zip(ring[::2], ring[1::2], strict=True)} for ring in (found["LA"]["rings"][0], found["VN"]["rings"][0])
    )
    assert left & right == {(104, 10), (104, 16)}


def test_provinces_stand_at_their_coordinates(whole: Picture) -> None:
    places = whole.layouts["map"]
    son_la, hanoi, hoa_phan = (places[place(name)] for name in ("place:VN-05", "place:VN-HN", "place:LA-HO"))
    assert son_la[0] < hanoi[0]
    assert son_la[1] < hoa_phan[1]  # the north is above
    known = located(whole.graph)
    left, top, right, bottom = whole.map.drawn["frame"] if whole.map else (0, 0, 0, 0)
    west, south, east, north = whole.map.drawn["degrees"] if whole.map else FRAME
    wide, high = (right - left) / (east - west), (bottom - top) / (north - south)
    for iri, (longitude, latitude) in known.items():
        if whole.map and iri not in whole.map.drawn["aside"]:
            x, y = places[iri]
            # pushed by no more than a few symbols
            assert abs(x - (left + (longitude - west) * wide)) < 60
            assert abs(y - (top + (north - latitude) * high)) < 60


def test_what_is_far_or_has_no_coordinates_stands_at_the_sides_and_the_note_counts_it(whole: Picture) -> None:
    assert whole.map is not None
    drawn = whole.map.drawn
    left, _, right, _ = drawn["frame"]
    assert drawn["aside"]
    for iri in drawn["aside"]:
        x = whole.layouts["map"][iri][0]
        assert x < left or x > right
    assert whole.layouts["map"][place("place:JP-27")][0] > right  # Osaka lies to the east
    assert whole.layouts["map"][place("place:BE-VOV")][0] < left
    unplaced, far = map(int, re.findall(r"\d+", drawn["note"]["en"]))
    assert unplaced + far == len(drawn["aside"])
    assert far == len(located(whole.graph).keys() & set(drawn["aside"]))
    assert len(set(whole.layouts["map"].values())) == len(whole.graph)


def test_without_any_coordinates_the_usual_layout_is_drawn_and_it_is_said() -> None:
    fund = place("organisation:ministry-of-foreign-affairs-vn")
    with open_shipped() as store:
        found = draw(store, Asked(about=(fund,), layout="map"), hops=0)
    assert found.map is None
    assert found.layout == "force"
    assert [words.en for words in found.notes] == [
        "None of these actors has coordinates within the map, so there is no map."
    ]


def test_the_map_shows_no_more_than_it_must() -> None:
    with open_shipped() as store:
        near = draw(store, Asked(about=(place("place:VN-05"),), layout="map"))
    assert near.map is not None
    west, south, east, north = near.map.drawn["degrees"]
    assert (FRAME[0] <= west < 100.6, 105.9 < east < 110) == (True, True)  # from Bò Kẹo to Hà Nội
    assert (16 < south < 18.9, 21.6 < north < 24) == (True, True)  # from Xay Sổm Bun to Phong Sa Lỳ
    left, top, right, bottom = near.map.drawn["frame"]
    for country in near.map.drawn["countries"]:
        for ring in country["rings"]:
            assert left <= min(ring[::2]) <= max(ring[::2]) <= right
            assert top <= min(ring[1::2]) <= max(ring[1::2]) <= bottom
