"""The columns layout: provinces at home, those between, partners abroad, countries; lines cross as little as may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import networkx as nx

from graph.view.apart import Boxes
from graph.view.events import EVENTS

#: Kinds of nodes of each column, with its heading.
COLUMNS: tuple[tuple[tuple[str, ...], dict[str, str]], ...] = (
    (("home",), {"vi": "Tỉnh, thành", "en": "Provinces"}),
    (
        tuple(EVENTS.values()),
        {"vi": "Sự kiện, dự án", "en": "Events, projects"},
    ),
    (
        ("organisation", "mission", "gate", "person", "place"),
        {"vi": "Tổ chức, cửa khẩu", "en": "Bodies, gates"},
    ),
    (("abroad",), {"vi": "Địa phương bạn", "en": "Partner provinces"}),
    (("country",), {"vi": "Quốc gia", "en": "Countries"}),
)
_WIDTH = 460.0
_GAP = 12.0
_HEADING = 70.0
#: Sweeps over the columns that put each node at the middle of its neighbours.
_SWEEPS = 8


def columns(
    graph: nx.MultiGraph, boxes: Boxes, ranking: Mapping[str, int]
) -> tuple[dict[str, tuple[int, int]], list[dict[str, Any]]]:
    """Return the place of each node and the headings; equal nodes stand by ``ranking``."""
    filled = [column for column in _sorted_in(graph, ranking) if column[1]]
    ranks = _swept(graph, [members for _, members in filled], ranking)
    heights = [sum(boxes[iri][1] + _GAP for iri in members) for members in ranks]
    tallest = max(heights, default=0.0)
    places: dict[str, tuple[int, int]] = {}
    headings: list[dict[str, Any]] = []
    for number, ((name, _), members, height) in enumerate(zip(filled, ranks, heights, strict=True)):
        spare = min((tallest - height) / len(members), 60.0)  # short columns spread, but stay together
        top = -(height + spare * len(members)) / 2
        x = round((number - (len(ranks) - 1) / 2) * _WIDTH)
        headings.append({"x": x, "y": round(-tallest / 2 - _HEADING), "name": name})
        for iri in members:
            room = boxes[iri][1] + _GAP + spare
            places[iri] = (x, round(top + room / 2 - boxes[iri][2]))
            top += room
    return places, headings


def _sorted_in(graph: nx.MultiGraph, ranking: Mapping[str, int]) -> list[tuple[dict[str, str], list[str]]]:
    kinds: Mapping[str, str] = dict(graph.nodes(data="kind"))
    return [(name, sorted((iri for iri in graph if kinds[iri] in of), key=ranking.__getitem__)) for of, name in COLUMNS]


def _swept(graph: nx.MultiGraph, ranks: list[list[str]], ranking: Mapping[str, int]) -> list[list[str]]:
    """Order each column by where its neighbours stand, forth and back."""
    height: dict[str, float] = {}
    for members in ranks:
        height |= _spread(members)
    neighbours: dict[str, list[str]] = defaultdict(list)
    for first, second in graph.edges():
        neighbours[first].append(second)
        neighbours[second].append(first)
    for sweep in range(_SWEEPS):
        for number in range(len(ranks)) if sweep % 2 == 0 else reversed(range(len(ranks))):
            wanted = {
                iri: sum(height[other] for other in neighbours[iri]) / len(neighbours[iri])
                if neighbours[iri]
                else height[iri]
                for iri in ranks[number]
            }
            ranks[number] = sorted(ranks[number], key=lambda iri: (round(wanted[iri], 9), ranking[iri]))
            height |= _spread(ranks[number])
    return ranks


def _spread(members: list[str]) -> dict[str, float]:
    return {iri: (position + 0.5) / len(members) for position, iri in enumerate(members)}
