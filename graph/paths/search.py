"""How two things are connected: chains of relations that held at the same time.

A relation counts for the days on which it is known to hold (``pfr:knownFrom`` to ``pfr:knownUntil``,
without an end where a source says that it goes on). The hops of a chain must have a day in common.
Whole countries connect almost everything ("both deal with Laos"), so chains that lead through a
country come only after all others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx  # only kg path and kg stats import this module

from graph.network import KINDS, Said

#: Spans of days in order, each with its first and last day as ISO dates; no two overlap.
Days = tuple[tuple[str, str], ...]
#: The last day of what goes on.
OPEN = dt.date.max.isoformat()
EVER: Days = ((dt.date.min.isoformat(), OPEN),)

#: An answer holds no more paths, and a search looks at no more hops.
MOST_PATHS = 100
MOST_STEPS = 200_000


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path: both ends, and the statements that join them, each with its kind of relation."""

    one: str
    other: str
    told: tuple[tuple[str, Said], ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of hops and the days on which all of them hold."""

    hops: tuple[Hop, ...]
    together: Days


@dataclass(frozen=True, slots=True)
class Wanted:
    """What counts as a path.

    Relations are of these ``modalities`` and hold on some day of the ``window``. With ``any_time``
    the hops need no day in common; with ``every``, more than the shortest paths are wanted.
    """

    longest: int = 4
    every: bool = False
    any_time: bool = False
    modalities: tuple[str, ...] = ("actual",)
    window: Days = EVER


def relations(
    merged: nx.MultiGraph, modalities: Sequence[str] = ("actual",), *, same: Mapping[str, str] | None = None
) -> nx.Graph:
    """Return the network of ``graph.network`` with one edge per pair that relations of these modalities join.

    ``told`` of an edge holds its statements with their kinds. ``same`` names nodes that count as
    another: a former province as the one that replaced it.
    """
    graph = nx.Graph(facts=merged.graph["facts"])
    graph.add_nodes_from(merged.nodes(data=True))
    kinds, renamed = list(KINDS), same or {}
    edges = sorted(merged.edges(keys=True, data="statements"), key=lambda edge: kinds.index(edge[2]))
    for *ends, kind, statements in edges:
        one, other = (renamed.get(end, end) for end in ends)
        told = [(kind, said) for said in statements if said.code("pfr:modality") in modalities]
        if told and one != other:
            earlier = graph.get_edge_data(one, other, {"told": []})["told"]
            graph.add_edge(one, other, told=[*earlier, *told])
    return graph


def paths(graph: nx.Graph, one: str, other: str, wanted: Wanted) -> tuple[list[Path], bool]:
    """Return the paths between two nodes, best first, and whether the search stopped before its end.

    Best are those through no whole country, then the shortest. Without ``wanted.every`` these are
    all that are equally short.
    """
    if one not in graph or other not in graph:
        return [], False
    search = _Search(graph, other, wanted)
    found: list[Path] = []
    for weak in (False, True):
        for length in range(1, wanted.longest + 1):
            for nodes, together in search.chains(one, length, weak=weak):
                if len(found) == MOST_PATHS:
                    return found, True
                found.append(search.path(nodes, together))
            if found and not wanted.every:
                return found, search.steps > MOST_STEPS
    return found, search.steps > MOST_STEPS


def overlap(one: Days, other: Days) -> Days:
    """Return the days that both have.

    >>> overlap((("2015-01-01", "2019-12-31"),), (("2019-05-01", OPEN),))
    (('2019-05-01', '2019-12-31'),)
    """
    shared = sorted((max(a, c), min(b, d)) for a, b in one for c, d in other)
    merged: list[tuple[str, str]] = []
    for first, last in shared:
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        elif first <= last:
            merged.append((first, last))
    return tuple(merged)


def known_days(said: Said) -> Days:
    """Return the days on which a statement is known to hold; none where nothing dates it."""
    first = said.one("pfr:knownFrom")
    return ((first, said.one("pfr:knownUntil") or OPEN),) if first else ()


class _Search:
    """Walks a network towards one goal, and leaves a chain as soon as its hops have no day in common."""

    def __init__(self, graph: nx.Graph, goal: str, wanted: Wanted) -> None:
        self._graph = graph
        self._goal = goal
        self._wanted = wanted
        self._far = nx.single_source_shortest_path_length(graph, goal, cutoff=wanted.longest)
        self.steps = 0

    def chains(self, start: str, length: int, *, weak: bool) -> Iterator[tuple[list[str], Days]]:
        """Yield the chains of exactly that many hops and the days they share; ``weak`` ones pass a country."""
        for nodes, together in self._walk([start], EVER, length, weak):
            if weak == any(self._is_country(node) for node in nodes[1:-1]):
                yield nodes, together

    def path(self, nodes: list[str], together: Days) -> Path:
        """Choose for each hop the statements that hold on the days of the path."""
        return Path(tuple(self._hop(one, other, together) for one, other in pairwise(nodes)), together)

    def _hop(self, one: str, other: str, together: Days) -> Hop:
        told = self._graph[one][other]["told"]
        days = together or self._wanted.window
        fitting = [(kind, said) for kind, said in told if overlap(known_days(said), days)]
        return Hop(one, other, tuple(fitting or told))

    def _walk(self, nodes: list[str], together: Days, left: int, weak: bool) -> Iterator[tuple[list[str], Days]]:
        here = nodes[-1]
        for near in sorted(self._graph[here]):
            if near in nodes or self._far.get(near, left) >= left or (near == self._goal) != (left == 1):
                continue
            if not weak and left > 1 and self._is_country(near):
                continue
            self.steps += 1
            if self.steps > MOST_STEPS:
                return
            shared = self._shared(here, near, together)
            if shared is None:
                continue
            if left == 1:
                yield [*nodes, near], shared
            else:
                yield from self._walk([*nodes, near], shared, left - 1, weak)

    def _shared(self, one: str, other: str, together: Days) -> Days | None:
        """Return the days that the hop shares with those before it, or None where it does not fit."""
        days = [known_days(said) for _, said in self._graph[one][other]["told"]]
        held = overlap(tuple(span for spans in days for span in spans), self._wanted.window)
        shared = overlap(held, together)
        everywhen = self._wanted.window == EVER
        if shared or (self._wanted.any_time and (held or everywhen)):
            return shared
        # One hop alone contradicts no other, even where nothing dates it.
        alone = everywhen and together == EVER and other == self._goal
        return shared if alone else None

    def _is_country(self, node: str) -> bool:
        return bool(self._graph.nodes[node].get("kind") == "country")
