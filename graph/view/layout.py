"""Where each node stands: computed once, so that the page never moves and rebuilds alike.

ForceAtlas2 crosses the fewest lines of the layouts that networkx has; the picture is then turned
so that it is wider than high, and nodes are pushed apart until their labels have room.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping

import networkx as nx

Positions = dict[str, tuple[float, float]]
#: Width, height, and how far the middle of the box lies below the middle of the node.
Boxes = Mapping[str, tuple[float, float, float]]

_SEED = 7
#: Rounds of improvement: the most, the least, and how many nodes they may move in all.
_MOST, _LEAST, _WORK = 300, 50, 30_000
#: Length of the median edge, in pixels at full size.
_EDGE = 170.0
_GAP = 8.0
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
    if len(simple) <= 1:
        return dict.fromkeys(simple, (0, 0))
    found = nx.forceatlas2_layout(
        simple, seed=_SEED, max_iter=_rounds(len(simple)), scaling_ratio=4.0, gravity=0.05, strong_gravity=True
    )
    places = {iri: (float(place[0]), float(place[1])) for iri, place in found.items()}
    places = _scaled(_shaped(_turned(places)), simple, boxes)
    middles = _apart({iri: (x, y + boxes[iri][2]) for iri, (x, y) in places.items()}, boxes)
    return {iri: (round(x), round(y - boxes[iri][2])) for iri, (x, y) in middles.items()}


def _rounds(nodes: int) -> int:
    return min(_MOST, max(_LEAST, _WORK // nodes))


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


def _extent(places: Positions) -> tuple[float, float]:
    xs, ys = zip(*places.values(), strict=True)
    return max(xs) - min(xs), max(ys) - min(ys)


def _scaled(places: Positions, graph: nx.Graph, boxes: Boxes) -> Positions:
    """Give the median edge its length, or more where the boxes would fill too much of the picture."""
    lengths = sorted(math.dist(places[first], places[second]) for first, second in graph.edges())
    median = lengths[len(lengths) // 2] if lengths else 0.0
    factor = _EDGE / median if median > 0 else 1.0
    width, height = _extent(places)
    height = max(height, width / _SHAPE / _STRETCH)  # a straight line has no height of its own
    if width > 0:
        room = sum(box[0] * box[1] for box in boxes.values()) / _FILLED
        factor = max(factor, math.sqrt(room / (width * height)))
    return {iri: (x * factor, y * factor) for iri, (x, y) in places.items()}


def _apart(places: Positions, boxes: Boxes) -> Positions:
    """Push overlapping boxes apart, along the shorter way, until none overlap or the rounds are over."""
    moved = {iri: list(place) for iri, place in places.items()}
    cell = max(max(box[:2]) for box in boxes.values()) + _GAP
    for _ in range(_rounds(len(places))):
        still = True
        for one, other in _neighbours(moved, cell):
            shift_x, shift_y = (
                (boxes[one][axis] + boxes[other][axis]) / 2 + _GAP - abs(moved[one][axis] - moved[other][axis])
                for axis in (0, 1)
            )
            if shift_x <= 0 or shift_y <= 0:
                continue
            still = False
            axis, shift = (0, shift_x) if shift_x < shift_y else (1, shift_y)
            side = 1 if moved[one][axis] >= moved[other][axis] else -1
            moved[one][axis] += side * shift / 2
            moved[other][axis] -= side * shift / 2
        if still:
            break
    return {iri: (x, y) for iri, (x, y) in moved.items()}


def _neighbours(places: Mapping[str, list[float]], cell: float) -> Iterator[tuple[str, str]]:
    """Yield the pairs that can overlap: those in the same or in adjoining cells of a grid."""
    grid: dict[tuple[int, int], list[str]] = defaultdict(list)
    for iri in sorted(places):
        grid[int(places[iri][0] // cell), int(places[iri][1] // cell)].append(iri)
    for (column, row), inside in sorted(grid.items()):
        near = [iri for dx in (-1, 0, 1) for dy in (-1, 0, 1) for iri in grid.get((column + dx, row + dy), ())]
        yield from ((one, other) for one in inside for other in near if one < other)
