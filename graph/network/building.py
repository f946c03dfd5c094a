"""Make the network: an edge for all statements that link the same two actors in the same way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

import networkx as nx

from graph.dates import Window
from graph.network.kinds import KINDS, STATES, actor_kind, state_of
from graph.network.reading import read
from graph.network.said import Facts, Said
from graph.store import Store


def network(
    store: Store, *, about: Sequence[str] = (), hops: int = 1, persons: bool = False, window: Window | None = None
) -> nx.MultiGraph:
    """Return the network of a store, or what lies within ``hops`` relations of the given things.

    A statement among the things stands for those who take part in it, a smaller place for its province.
    Persons are among the nodes where that is wished, or one of the things is a person.
    With a ``window`` the statements are those that are known to hold in it.
    A node is an IRI with ``kind``, ``said`` and ``hops``, the relations from the nearest of the things.
    An edge has its kind as key, and ``statements``, ``state`` (see STATES) and ``toward``, the ends
    it points at. ``facts`` of the graph holds the rest.
    """
    facts = read(store, about, window)
    graph = nx.MultiGraph(facts=facts)
    edges: dict[tuple[str, str, str], dict[str, list[str]]] = defaultdict(lambda: {"statements": [], "toward": []})
    for statement in sorted(facts.statements):
        for kind, first, second, points in _links(facts, facts.statements[statement]):
            edge = edges[min(first, second), max(first, second), kind]
            if statement not in edge["statements"]:
                edge["statements"].append(statement)
            if points and second not in edge["toward"]:
                edge["toward"].append(second)
    kinds = {iri: actor_kind(facts, iri) for edge in edges for iri in edge[:2]}
    persons = persons or any(kinds.get(iri) == "person" for iri in about)
    shown = [edge for edge in sorted(edges) if persons or "person" not in {kinds[edge[0]], kinds[edge[1]]}]
    for iri in sorted({iri for edge in shown for iri in edge[:2]}):
        graph.add_node(iri, kind=kinds[iri], said=facts.thing(iri))
    for first, second, kind in shown:
        found = edges[first, second, kind]
        statements = [facts.statements[iri] for iri in found["statements"]]
        state = min((state_of(kind, said, facts.as_of) for said in statements), key=STATES.index)
        graph.add_edge(first, second, kind, statements=statements, state=state, toward=sorted(found["toward"]))
    if about:
        return _around(graph, _meant(graph, about), hops)
    nx.set_node_attributes(graph, 0, "hops")
    return graph


def _meant(graph: nx.MultiGraph, about: Sequence[str]) -> set[str]:
    """Return the nodes that stand for things: themselves, the ends of a statement, or the province of a place."""
    facts: Facts = graph.graph["facts"]
    told = set(about) & facts.statements.keys()
    ends = {
        iri
        for first, second, said in graph.edges(data="statements")
        if any(each.iri in told for each in said)
        for iri in (first, second)
    }
    return (ends | {_lifted(facts, iri) for iri in about} | set(about)) & set(graph)


def _around(graph: nx.MultiGraph, about: Iterable[str], hops: int) -> nx.MultiGraph:
    """Return what lies within so many relations; passing through a gate pair is free."""
    near = dict.fromkeys(about, 0)
    for hop in range(1, hops + 1):
        for gates in (False, True):
            reached = [iri for iri in near if not gates or graph.nodes[iri]["kind"] == "gate"]
            for neighbour in [neighbour for iri in reached for neighbour in graph[iri]]:
                near.setdefault(neighbour, hop)
    graph.remove_nodes_from([iri for iri in graph if iri not in near])  # subgraph() would lose the order
    nx.set_node_attributes(graph, near, "hops")
    return graph


def _links(facts: Facts, said: Said) -> Iterator[tuple[str, str, str, bool]]:
    """Yield kind, both ends, and whether the link points at the second."""
    for kind, (class_name, one, other) in KINDS.items():
        if not said.is_a([class_name]):
            continue
        if kind == "gate":
            pairs = {pair for iri in said.all(one) for pair in _gate_links(facts, iri)}
        elif one == other:
            pairs = set(combinations(sorted({_lifted(facts, iri) for iri in said.all(one)}), 2))
        else:
            ends, others = ([_lifted(facts, iri) for iri in said.all(role)] for role in (one, other))
            pairs = set(product(ends, others))
        if kind == "trade" and said.code("pfr:direction") == "import":
            pairs = {(second, first) for first, second in pairs}
        yield from ((kind, first, second, one != other) for first, second in sorted(pairs) if first != second)


def _gate_links(facts: Facts, iri: str) -> Iterator[tuple[str, str]]:
    """Link a gate pair to the provinces of its gates; a single gate stands for its side of the pair."""
    gates = facts.thing(iri).all("pfr:gate") or [iri]
    pair = next((thing for thing, said in sorted(facts.things.items()) if iri in said.all("pfr:gate")), iri)
    yield from ((pair, _lifted(facts, gate, always=True)) for gate in gates)


def _lifted(facts: Facts, iri: str, *, always: bool = False) -> str:
    """Return the province of a smaller place, else its country, else the place itself."""
    said = facts.thing(iri)
    if not always and not said.is_a(["pfr:Place"]):
        return iri
    return said.one("pfr:province") or said.one("pfr:country") or iri
