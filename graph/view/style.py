"""How kinds of nodes and states of edges are drawn.

Fills are the Okabe–Ito colours, which colour-blind readers can tell apart; every kind has a shape
too, and its border, a darker shade of the fill, gives the contrast that light fills lack on white.
"""

from __future__ import annotations

import json
import textwrap

#: Kind of node: shape, fill, size (half its height in pixels).
NODES = {
    "home": ("dot", "#0072B2", 20),
    "abroad": ("hexagon", "#56B4E9", 13),
    "country": ("star", "#F0C93A", 15),
    "organisation": ("square", "#009E73", 10),
    "mission": ("diamond", "#D55E00", 12),
    "gate": ("triangle", "#8C96A0", 11),
    "person": ("triangleDown", "#CC79A7", 11),
    "place": ("dot", "#E4E8EC", 8),
    "event-agreement": ("square", "#C9D3DC", 6),
    "event-visit": ("triangleDown", "#C9D3DC", 7),
    "event-project": ("diamond", "#C9D3DC", 7),
}
#: State of an edge: colour, dash pattern (False: a full line).
EDGES: dict[str, tuple[str, list[int] | bool]] = {
    "actual": ("#7D8A98", False),
    "planned": ("#B8761B", [9, 6]),
    "proposed": ("#B8761B", [2, 5]),
    "unstated": ("#B8761B", [2, 5]),
    "ended": ("#C6CDD4", False),
}
_LETTER = 7.2
_LINE = 17
_LABEL_LETTERS = 20


def options() -> str:
    """Return the settings of vis-network as JSON: nothing moves by itself, lines and names are drawn by our script."""
    return json.dumps(
        {
            "physics": {"enabled": False},
            "layout": {"improvedLayout": False},
            "interaction": {"hover": True, "multiselect": False, "keyboard": False, "selectConnectedEdges": False},
        }
    )


def node(kind: str) -> dict[str, object]:
    """Return how vis-network is to hold a node of this kind; our own script draws it."""
    shape, _, size = NODES[kind]
    return {"shape": shape, "size": size}


def box(kind: str, label: str) -> tuple[float, float, float]:
    """Return the width, height and drop of the room that a node and the label below it need."""
    size = NODES[kind][2]
    lines = textwrap.wrap(label, _LABEL_LETTERS) or [""]
    label_height = _LINE * len(lines)
    return max(2 * size, _LETTER * max(map(len, lines))), 2 * size + label_height, label_height / 2
