"""Keep a picture readable: the nearest actors, then those with most relations, and say what was left out."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from graph.names import sort_key
from graph.network import Facts

_NOTE = {
    "vi": (
        "Chỉ vẽ {shown}/{all} thực thể (giới hạn --max-nodes {limit}): giữ đối tượng gần hơn, rồi đối tượng có nhiều "
        "quan hệ hơn. Không vẽ {nodes} thực thể, {edges} quan hệ."
    ),
    "en": (
        "Only {shown} of {all} actors are drawn (--max-nodes {limit}): the nearer ones first, then those with more "
        "relations. Left out: {nodes} actors, {edges} relations."
    ),
}


@dataclass(frozen=True, slots=True)
class Size:
    """How much a network holds."""

    nodes: int
    edges: int
    statements: int

    @classmethod
    def of(cls, graph: nx.MultiGraph) -> Size:
        """Count actors, relations and the facts behind them."""
        told = {said.iri for *_, found in graph.edges(data="statements") for said in found}
        return cls(graph.number_of_nodes(), graph.number_of_edges(), len(told))

    def __sub__(self, other: Size) -> Size:
        return Size(self.nodes - other.nodes, self.edges - other.edges, self.statements - other.statements)


@dataclass(frozen=True, slots=True)
class Cut:
    """What a picture shows of a network that is larger than the limit, and what not."""

    limit: int
    shown: Size
    left: Size

    def say(self, lang: str) -> str:
        """Return what was left out, and by which rule."""
        return _NOTE[lang].format(
            shown=self.shown.nodes,
            all=self.shown.nodes + self.left.nodes,
            limit=self.limit,
            nodes=self.left.nodes,
            edges=self.left.edges,
        )


def cut(graph: nx.MultiGraph, limit: int) -> tuple[nx.MultiGraph, Cut | None]:
    """Return the network, or what is kept of it within the limit: by hops, then degree, then name."""
    if len(graph) <= limit:
        return graph, None
    facts: Facts = graph.graph["facts"]

    def order(iri: str) -> tuple[object, ...]:
        return (graph.nodes[iri]["hops"], -graph.degree(iri), sort_key(facts.name(iri).get("vi", "")), iri)

    kept = set(sorted(graph, key=order)[:limit])
    smaller = graph.copy()
    smaller.remove_nodes_from([iri for iri in graph if iri not in kept])
    alone = [iri for iri, degree in smaller.degree() if degree == 0 and graph.nodes[iri]["hops"]]
    smaller.remove_nodes_from(alone)
    shown = Size.of(smaller)
    return smaller, Cut(limit, shown, Size.of(graph) - shown)
