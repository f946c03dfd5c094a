"""The map layout: provinces at their coordinates, the outlines of the countries behind them, the rest at the sides.

Places beyond the frame stand at the side that they lie towards; what has no coordinates in the
store stands there too, and the page says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import networkx as nx

from graph.namespaces import PREFIXES
from graph.network import Facts, Said
from graph.view.apart import Boxes, apart
from graph.view.borders import FRAME, Frame, borders, clipped

#: Height of the map in pixels, the least that it shows in degrees, and how far from its edge a place stands.
_HEIGHT, _LEAST, _EDGE = 2180.0, 6.0, 1.2
_MARGIN, _COLUMN, _ROW, _LOOSE = 150.0, 250.0, 74.0, 150.0
_CREDIT = {
    "vi": "Đường biên: Natural Earth, qua world-atlas 2.0.2.",
    "en": "Outlines: Natural Earth, by way of world-atlas 2.0.2.",
}
_SCHEMATIC = {
    "vi": "Đường biên giới chỉ là phác họa để định vị, không thể hiện quan điểm nào về lãnh thổ.",
    "en": "Borders are schematic, to show where provinces lie; they take no position on territory.",
}
_ASIDE = {
    "vi": "Xếp bên lề, không theo vị trí: {unplaced} thực thể không có tọa độ, {far} ở ngoài khung.",
    "en": "At the sides, not at their position: {unplaced} actors without coordinates, {far} beyond the frame.",
}


class Map(NamedTuple):
    """Places of all nodes and what the page draws behind them."""

    places: dict[str, tuple[int, int]]
    drawn: dict[str, Any]


class _Projection(NamedTuple):
    """A plain map: longitude and latitude as x and y, with the middle of the frame at the origin."""

    frame: Frame

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        left, bottom, right, top = self.frame
        degree = _HEIGHT / (top - bottom)
        narrow = math.cos(math.radians((bottom + top) / 2))  # a degree of longitude is shorter than one of latitude
        return (longitude - (left + right) / 2) * narrow * degree, ((bottom + top) / 2 - latitude) * degree

    def corners(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the upper left and the lower right corner."""
        left, bottom, right, top = self.frame
        return self.at(left, top), self.at(right, bottom)


def located(graph: nx.MultiGraph) -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of the nodes whose place the store gives."""
    facts: Facts = graph.graph["facts"]
    found = {}
    for iri in graph:
        said = facts.thing(iri)
        longitude, latitude = (_number(said, name) for name in ("schema:longitude", "schema:latitude"))
        if longitude is not None and latitude is not None:
            found[iri] = (longitude, latitude)
    return found


def on_map(graph: nx.MultiGraph, boxes: Boxes, ranking: Mapping[str, int]) -> Map | None:
    """Return the map of a network; None where nothing of it is known to lie on the map.

    A country of the map stands where its name would; only symbols are moved apart, by as little as it takes.
    """
    known = located(graph)
    if not known:
        return None
    outlines = borders()
    labels = {PREFIXES["country"] + code: each["label"] for code, each in outlines.items()}
    known |= {iri: (at[0], at[1]) for iri, at in labels.items() if iri in graph}
    near = {iri: at for iri, at in sorted(known.items()) if _within(*at)}
    if not near:
        return None
    projection = _Projection(_frame(near.values()))
    places = apart(
        {iri: projection.at(*at) for iri, at in near.items()},
        {iri: (_symbol(boxes[iri]), _symbol(boxes[iri]), 0.0) for iri in near},
    )
    outside = [iri for iri in graph if iri not in near]
    places |= _sides(outside, known, ranking, projection)
    (left, top), (right, bottom) = map(_whole, projection.corners())
    drawn = {
        "countries": [
            _outline(code, each, projection, is_node=PREFIXES["country"] + code in graph)
            for code, each in outlines.items()
        ],
        "frame": [left, top, right, bottom],
        "degrees": list(projection.frame),
        "aside": sorted(outside),
        "note": _note(len(outside), sum(1 for iri in outside if iri in known)),
        "credit": _CREDIT,
    }
    return Map({iri: _whole(place) for iri, place in places.items()}, drawn)


def _frame(places: Iterable[tuple[float, float]]) -> Frame:
    """Show what has places, with an edge around it and no less than some degrees, within what there is a map of."""
    longitudes, latitudes = zip(*places, strict=True)
    left, right = _stretch(min(longitudes), max(longitudes), FRAME[0], FRAME[2])
    bottom, top = _stretch(min(latitudes), max(latitudes), FRAME[1], FRAME[3])
    return left, bottom, right, top


def _stretch(low: float, high: float, least: float, most: float) -> tuple[float, float]:
    more = max(_EDGE, (_LEAST - (high - low)) / 2)
    low, high = low - more, high + more
    if low < least:
        low, high = least, min(most, high + least - low)
    if high > most:
        low, high = max(least, low + most - high), most
    return round(low, 2), round(high, 2)


def _outline(code: str, country: dict[str, Any], projection: _Projection, *, is_node: bool) -> dict[str, Any]:
    left, bottom, right, top = projection.frame
    longitude, latitude = country["label"]
    inside = left < longitude < right and bottom < latitude < top
    rings = [clipped(list(zip(ring[::2], ring[1::2], strict=True)), projection.frame) for ring in country["rings"]]
    return {
        "code": code,
        "label": _whole(projection.at(longitude, latitude)) if inside and not is_node else None,
        "home": code == "VN",
        "rings": [[number for point in ring for number in _whole(projection.at(*point))] for ring in rings if ring],
    }


def _note(outside: int, far: int) -> dict[str, str]:
    aside = {language: said.format(unplaced=outside - far, far=far) for language, said in _ASIDE.items()}
    return {
        language: f"{aside[language]} {schematic}" if outside else schematic
        for language, schematic in _SCHEMATIC.items()
    }


def _sides(
    outside: Sequence[str],
    known: Mapping[str, tuple[float, float]],
    ranking: Mapping[str, int],
    projection: _Projection,
) -> dict[str, tuple[float, float]]:
    """Stack what is beyond the frame on its side, from north to south, and what has no place on the shorter side."""
    middle = (FRAME[0] + FRAME[2]) / 2
    sides: tuple[list[str], list[str]] = ([], [])
    for iri in sorted((iri for iri in outside if iri in known), key=lambda iri: (-known[iri][1], iri)):
        sides[known[iri][0] >= middle].append(iri)
    for iri in sorted((iri for iri in outside if iri not in known), key=ranking.__getitem__):
        sides[len(sides[1]) < len(sides[0])].append(iri)
    (left, top), (right, bottom) = projection.corners()
    rows = int((bottom - top) // _ROW)
    places = {}
    for members, edge, direction in ((sides[0], left, -1), (sides[1], right, 1)):
        step = max(_ROW, min(_LOOSE, (bottom - top) / max(len(members), 1)))
        for position, iri in enumerate(members):
            column, row = divmod(position, rows)
            places[iri] = (edge + direction * (_MARGIN + column * _COLUMN), top + (row + 0.5) * step)
    return places


def _within(longitude: float, latitude: float) -> bool:
    return FRAME[0] <= longitude <= FRAME[2] and FRAME[1] <= latitude <= FRAME[3]


def _symbol(box: tuple[float, float, float]) -> float:
    """Return the height of a node without the label below it."""
    return box[1] - 2 * box[2]


def _whole(place: tuple[float, float]) -> tuple[int, int]:
    return round(place[0]), round(place[1])


def _number(said: Said, name: str) -> float | None:
    try:
        return float(said.one(name))
    except ValueError:
        return None
