from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

from graph.view.apart import Boxes, Positions, apart
from graph.view.columns import columns
from graph.view.layout import positions

BOX = (120.0, 60.0, 17.0)


def overlapping(places: Positions | dict[str, tuple[int, int]], boxes: Boxes) -> int:
    names = sorted(places)
    return sum(
        abs(places[one][0] - places[other][0]) * 2 < boxes[one][0] + boxes[other][0]
        and abs(places[one][1] + boxes[one][2] - places[other][1] - boxes[other][2]) * 2
        < boxes[one][1] + boxes[other][1]
        for at, one in enumerate(names)
        for other in names[:at]
    )


def clustered(nodes: int) -> nx.MultiGraph:
    plain = nx.powerlaw_cluster_graph(nodes, 2, 0.1, seed=3)
    return nx.MultiGraph(nx.relabel_nodes(plain, {number: f"n{number:05}" for number in plain}))


@pytest.mark.parametrize("nodes", [2, 40, 520], ids=["pair", "one part", "by communities"])
def test_labels_have_room_and_the_picture_is_wider_than_high(nodes: int) -> None:
    graph = clustered(nodes) if nodes > 2 else nx.MultiGraph([("a", "b")])
    boxes = dict.fromkeys(graph, BOX)
    places = positions(graph, boxes)
    assert set(places) == set(graph)
    assert overlapping(places, boxes) == 0
    xs, ys = zip(*places.values(), strict=True)
    assert max(xs) - min(xs) > 0.8 * (max(ys) - min(ys))


def test_the_same_network_stands_alike_whatever_was_laid_out_before() -> None:
    graph = clustered(30)
    boxes = dict.fromkeys(graph, BOX)
    first = positions(graph, boxes)
    positions(clustered(20), boxes)
    assert positions(graph.copy(), boxes) == first


SCRIPT = """
import sys
sys.path.insert(0, {folder!r})
import networkx as nx
from graph.view.layout import positions
from test_view_layout import BOX, clustered
print(sorted(positions(clustered(510), dict.fromkeys(clustered(510), BOX)).items()))
"""


def test_every_process_lays_communities_out_alike() -> None:
    code = SCRIPT.format(folder=str(Path(__file__).parent))
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
    assert "n00509" in printed.pop()


def test_nodes_without_lines_do_not_lie_on_each_other() -> None:
    graph = nx.MultiGraph()
    graph.add_nodes_from("abcdef")
    boxes = dict.fromkeys(graph, BOX)
    assert overlapping(positions(graph, boxes), boxes) == 0


def test_one_node_and_none() -> None:
    graph = nx.MultiGraph()
    assert positions(graph, {}) == {}
    graph.add_node("a")
    assert positions(graph, {"a": BOX}) == {"a": (0, 0)}


def test_pushing_apart_leaves_what_is_free_where_it_is() -> None:
    boxes = dict.fromkeys("abc", BOX)
    moved = apart({"a": (0.0, 0.0), "b": (10.0, 4.0), "c": (900.0, 900.0)}, boxes)
    assert moved["c"] == pytest.approx((900.0, 900.0))
    assert overlapping(moved, boxes) == 0
    assert moved["a"][1] < moved["b"][1]  # the shorter way, and each stays on its side


def test_nodes_at_the_same_place_come_apart() -> None:
    boxes = dict.fromkeys("abcdefgh", BOX)
    assert overlapping(apart(dict.fromkeys(boxes, (5.0, 5.0)), boxes), boxes) == 0


def partners() -> nx.MultiGraph:
    graph = nx.MultiGraph()
    for iri, kind in (("h1", "home"), ("h2", "home"), ("fund", "organisation"), ("x1", "abroad"), ("x2", "abroad")):
        graph.add_node(iri, kind=kind)
    graph.add_edges_from([("h1", "x2"), ("h2", "x1"), ("h1", "fund")])
    return graph


def test_columns_stand_by_kind_and_cross_no_more_than_they_must() -> None:
    graph = partners()
    boxes = dict.fromkeys(graph, BOX)
    places, headings = columns(graph, boxes, {iri: number for number, iri in enumerate(sorted(graph))})
    assert places["h1"][0] == places["h2"][0] < places["fund"][0] < places["x1"][0] == places["x2"][0]
    assert (places["h1"][1] < places["h2"][1]) == (places["x2"][1] < places["x1"][1])
    assert overlapping(places, boxes) == 0
    assert [heading["name"]["en"] for heading in headings] == [
        "Provinces",
        "Bodies, gates",
        "Partner provinces",
    ]


def test_columns_of_an_empty_network_are_none() -> None:
    assert columns(nx.MultiGraph(), {}, {}) == ({}, [])
