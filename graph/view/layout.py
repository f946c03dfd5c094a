"""Where each node stands: computed once, so that the page never moves and rebuilds alike.

ForceAtlas2 crosses the fewest lines of the layouts that networkx has; the picture is then turned
so that it is wider than high, and nodes are pushed apart until their labels have room. Many nodes
make a ball of it, so their communities are laid out one by one, and then as nodes themselves.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import networkx as nx

from graph.view.apart import Boxes, Positions, apart

_SEED = 7
#: Rounds of improvement: the most, the least, and how many nodes they may move in all.
_MOST, _LEAST, _WORK = 300, 80, 15_000
#: From this many nodes on communities are laid out one by one.
_MANY = 500
#: Length of the median edge, in pixels at full size.
_EDGE = 170.0
#: Width to height that is aimed at, and the most that a picture is stretched for it.
_SHAPE = 1.35
_STRETCH = 2.5
#: The most of the picture that boxes may fill before they are pushed apart.
_FILLED = 0.6


def positions(graph: nx.MultiGraph, boxes: Boxes) -> dict[str, tuple[int, int]]:
    """Return the place of each node; ``boxes`` gives the room that it and its label need."""
    simple = nx.Graph()
    simple.add_nodes_from(graph)
    simple.add_edges_from((first, second) for first, second in graph.edges())
    found = _parts(simple, boxes) if len(simple) > _MANY else _laid(simple, boxes)
    return {iri: (round(x), round(y)) for iri, (x, y) in found.items()}


def _laid(graph: nx.Graph, boxes: Boxes) -> Positions:
    if len(graph) <= 1:
        return dict.fromkeys(graph, (0.0, 0.0))
    return apart(_scaled(_shaped(_turned(_forced(graph))), graph, boxes), boxes)


def _forced(graph: nx.Graph) -> Positions:
    rounds = min(_MOST, max(_LEAST, _WORK // len(graph)))
    found = nx.forceatlas2_layout(
        graph, seed=_SEED, max_iter=rounds, scaling_ratio=4.0, gravity=0.05, strong_gravity=True
    )
    return {iri: (float(place[0]), float(place[1])) for iri, place in found.items()}


def _parts(graph: nx.Graph, boxes: Boxes) -> Positions:
    """Lay out each community, then the communities as boxes of their size."""
    found = _communities(graph)
    parts = {part[0]: _centred(_laid(_only(graph, part), boxes)) for part in found}
    home = {iri: part[0] for part in found for iri in part}
    between = nx.Graph()
    between.add_nodes_from(parts)
    between.add_edges_from(
        (home[first], home[second]) for first, second in graph.edges() if home[first] != home[second]
    )
    rooms = {name: (_extent(part)[0] + _EDGE, _extent(part)[1] + _EDGE, 0.0) for name, part in parts.items()}
    middles = _laid(between, rooms)
    return {
        iri: (middles[name][0] + x, middles[name][1] + y)
        for name, part in parts.items()
        for iri, (x, y) in part.items()
    }


def _communities(graph: nx.Graph) -> list[list[str]]:
    """Return the communities; they are found among numbers, since sets of texts have another order in every process."""
    names = sorted(graph)
    numbers = {name: number for number, name in enumerate(names)}
    numbered = nx.Graph()
    numbered.add_nodes_from(range(len(names)))
    numbered.add_edges_from((numbers[first], numbers[second]) for first, second in graph.edges())
    parts = nx.community.louvain_communities(numbered, seed=_SEED)
    return sorted([names[number] for number in sorted(part)] for part in parts)


def _only(graph: nx.Graph, part: list[str]) -> nx.Graph:
    """Return what is within a part, in its order; a view of the graph has the order of a set."""
    kept = nx.Graph()
    kept.add_nodes_from(part)
    kept.add_edges_from((one, other) for one in part for other in graph[one] if other in kept)
    return kept


def _turned(places: Positions) -> Positions:
    """Centre the picture and lay its longest axis level."""
    count = len(places)
    middle_x = sum(x for x, _ in places.values()) / count
    middle_y = sum(y for _, y in places.values()) / count
    centred = {iri: (x - middle_x, y - middle_y) for iri, (x, y) in places.items()}
    across = sum(x * x - y * y for x, y in centred.values())
    angle = math.atan2(2 * sum(x * y for x, y in centred.values()), across) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    return {iri: (x * cos + y * sin, y * cos - x * sin) for iri, (x, y) in centred.items()}


def _shaped(places: Positions) -> Positions:
    """Stretch a flat picture upwards, so that it fills a screen."""
    width, height = _extent(places)
    stretch = min(max(1.0, width / height / _SHAPE), _STRETCH) if height > 0 else 1.0
    return {iri: (x, y * stretch) for iri, (x, y) in places.items()}


def _centred(places: Positions) -> Positions:
    """Put the middle of the picture's frame at the origin."""
    xs, ys = zip(*places.values(), strict=True)
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return {iri: (x - middle_x, y - middle_y) for iri, (x, y) in places.items()}


def _extent(places: Positions) -> tuple[float, float]:
    xs, ys = zip(*places.values(), strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)


def _scaled(places: Positions, graph: nx.Graph, boxes: Mapping[str, tuple[float, float, float]]) -> Positions:
    """Give the median edge its length, or more where the boxes would fill too much of the picture."""
    lengths = sorted(math.dist(places[first], places[second]) for first, second in graph.edges())
    median = lengths[len(lengths) // 2] if lengths else 0.0
    factor = _EDGE / median if median > 0 else 1.0
    width, height = _extent(places)
    height = max(height, width / _SHAPE / _STRETCH)  # a straight line has no height of its own
    if width > 0:
        room = sum(boxes[iri][0] * boxes[iri][1] for iri in places) / _FILLED
        factor = max(factor, math.sqrt(room / (width * height)))
    return {iri: (x * factor, y * factor) for iri, (x, y) in places.items()}
