"""Agreements, visits and projects as small nodes of their own, instead of folded into the lines between actors."""

from __future__ import annotations

import networkx as nx

from graph.network import Facts, Said, state_of

#: The kinds of relations that are events, and the kind of node that each becomes.
EVENTS = {kind: f"event-{kind}" for kind in ("agreement", "visit", "project")}


def unfolded(graph: nx.MultiGraph) -> nx.MultiGraph:
    """Return the network with a node for each event, joined with all who take part in it."""
    facts: Facts = graph.graph["facts"]
    made = graph.copy()
    for first, second, kind, found in graph.edges(keys=True, data=True):
        if kind in EVENTS:
            made.remove_edge(first, second, kind)
            for said in found["statements"]:
                _join(made, facts, kind, said, (first, second))
    return made


def _join(graph: nx.MultiGraph, facts: Facts, kind: str, said: Said, ends: tuple[str, str]) -> None:
    hops = min(graph.nodes[end]["hops"] for end in ends)
    graph.add_node(said.iri, kind=EVENTS[kind], said=said, hops=hops)
    for end in ends:
        graph.add_edge(end, said.iri, kind, statements=[said], state=state_of(kind, said, facts.as_of), toward=[])
