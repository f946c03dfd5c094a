"""How kinds of nodes and states of edges are drawn.

Fills are the Okabe–Ito colours, which colour-blind readers can tell apart; every kind has a shape
too, and a dark border gives the contrast that the light fills lack on white.
"""

from __future__ import annotations

import json
import textwrap

import networkx as nx

#: Kind of node: shape, fill, size (half its height in pixels).
NODES = {
    "home": ("dot", "#0072B2", 22),
    "abroad": ("hexagon", "#56B4E9", 14),
    "country": ("star", "#F0E442", 16),
    "organisation": ("square", "#009E73", 11),
    "mission": ("diamond", "#D55E00", 13),
    "gate": ("triangle", "#999999", 12),
    "person": ("triangleDown", "#CC79A7", 11),
    "place": ("dot", "#FFFFFF", 8),
}
#: State of an edge: colour, dash pattern (False: a full line).
EDGES: dict[str, tuple[str, list[int] | bool]] = {
    "actual": ("#4A4A4A", False),
    "planned": ("#4A4A4A", [9, 6]),
    "proposed": ("#4A4A4A", [2, 5]),
    "unstated": ("#4A4A4A", [2, 5]),
    "ended": ("#C4C4C4", False),
}
_BORDER = "#222222"
_ACCENT = "#00508A"
#: From this many nodes on, edges are hidden while the picture moves.
_MANY = 600
_LETTER = 7.2
_LINE = 17
_LABEL_LETTERS = 20
_WIDEST = 5


def options(nodes: int) -> str:
    """Return the settings of vis-network as JSON: nothing moves by itself, labels are drawn by our own script."""
    interaction = {"hover": True, "multiselect": False, "keyboard": False, "tooltipDelay": 200}
    return json.dumps(
        {
            "physics": {"enabled": False},
            "layout": {"improvedLayout": False},
            "nodes": {"borderWidth": 1.4, "borderWidthSelected": 3, "font": {"size": 0}},
            "edges": {"smooth": False, "selectionWidth": 2, "arrowStrikethrough": False},
            "interaction": interaction | {"hideEdgesOnDrag": nodes > _MANY, "hideEdgesOnZoom": nodes > _MANY},
        }
    )


def node(kind: str) -> dict[str, object]:
    """Return how vis-network is to draw a node of this kind."""
    shape, fill, size = NODES[kind]
    lit = {"background": fill, "border": _ACCENT}
    return {
        "shape": shape,
        "size": size,
        "color": {"background": fill, "border": _BORDER, "highlight": lit, "hover": lit},
    }


def edge(state: str, statements: int, bend: float, arrows: str) -> dict[str, object]:
    """Return how vis-network is to draw an edge; ``bend`` keeps parallel edges apart."""
    colour, dashes = EDGES[state]
    return {
        "color": {"color": colour, "highlight": _ACCENT, "hover": _ACCENT, "inherit": False},
        "dashes": dashes,
        "width": 0.8 + 0.5 * min(statements, _WIDEST),
        "arrows": {end: {"enabled": True, "scaleFactor": 0.55} for end in arrows.split()},
        "smooth": {"enabled": True, "type": "curvedCW", "roundness": bend} if bend else False,
    }


def bends(graph: nx.MultiGraph) -> dict[tuple[str, str, str], float]:
    """Fan the edges between the same two nodes out, the middle one straight."""
    found = {}
    for first, second, kind in graph.edges(keys=True):
        kinds = sorted(graph[first][second])
        found[first, second, kind] = round((kinds.index(kind) - (len(kinds) - 1) / 2) * 0.16, 2)
    return found


def box(kind: str, label: str) -> tuple[float, float, float]:
    """Return the width, height and drop of the room that a node and the label below it need."""
    size = NODES[kind][2]
    lines = textwrap.wrap(label, _LABEL_LETTERS) or [""]
    label_height = _LINE * len(lines)
    return max(2 * size, _LETTER * max(map(len, lines))), 2 * size + label_height, label_height / 2
