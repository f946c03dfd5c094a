"""Measure the relation network: degree, betweenness, communities, by type of actor or by country.

The network joins actors by actual relations only, as ``graph.paths`` does. Equal values stand in
the order of the names, so that the same data gives the same ranking.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import networkx as nx  # only kg stats imports this module

from graph.errors import Words
from graph.names import sort_key
from graph.namespaces import compact
from graph.network import Facts, network
from graph.paths.search import relations
from graph.store import Store
from graph.tables import SEPARATOR, Value
from graph.view.words import messages

GROUPS = ("type", "country")
UNKNOWN = Words("(không rõ)", "(not known)")
#: Louvain starts from a random order; this makes it the same one every time.
_SEED = 1

#: How an actor says where it belongs.
_COUNTRY = ("pfr:country", "pfr:countryOfOrigin", "pfr:sendingState")

Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Measured:
    """The relation network of a store and what its actors are called in one language."""

    graph: nx.Graph
    names: dict[str, str]
    lang: str

    @classmethod
    def of(cls, store: Store, lang: str) -> Measured:
        """Read the network of a store; actors without actual relations are left out."""
        graph = relations(network(store))
        graph.remove_nodes_from(list(nx.isolates(graph)))
        facts: Facts = graph.graph["facts"]
        named = {iri: _name(facts, iri, lang) for iri in graph}
        times = Counter(named.values())
        # Lào Cai before 2025 and Lào Cai since are two.
        apart = {iri: name if times[name] == 1 else f"{name} ({compact(iri) or iri})" for iri, name in named.items()}
        return cls(graph, apart, lang)

    def kind(self, iri: str) -> str:
        """Say the type of an actor."""
        return messages(self.lang)[f"kind-{self.graph.nodes[iri]['kind']}"]

    def countries(self, iri: str) -> list[str]:
        """Return the country of an actor, both of a gate pair, or none; a country is its own."""
        if self.graph.nodes[iri]["kind"] == "country":
            return [iri]
        facts: Facts = self.graph.graph["facts"]
        things = [facts.thing(iri), *map(facts.thing, facts.thing(iri).all("pfr:gate"))]
        return sorted({country for said in things for name in _COUNTRY for country in said.all(name)})

    def country(self, iri: str) -> str:
        """Say the country of an actor."""
        facts: Facts = self.graph.graph["facts"]
        found = sorted((_name(facts, country, self.lang) for country in self.countries(iri)), key=sort_key)
        return " – ".join(found) or UNKNOWN[0 if self.lang == "vi" else 1]

    def facts(self, actors: Iterable[str]) -> int:
        """Count the statements that join these actors to each other or to the rest."""
        edges = self.graph.edges(list(actors), data="told")
        return len({said.iri for *_, told in edges for _, said in told})

    def grouped(self, actors: Iterable[str], by: str | None) -> Iterator[tuple[Row, list[str]]]:
        """Yield the groups in the order of their names, as the start of a row, each with its actors."""
        groups: dict[str, list[str]] = defaultdict(list)
        for iri in actors:
            groups["" if by is None else self.kind(iri) if by == "type" else self.country(iri)].append(iri)
        for group in sorted(groups, key=sort_key):
            yield {by: group} if by else {}, groups[group]

    def ranked(self, actors: Iterable[str], values: Mapping[str, float]) -> list[str]:
        """Return actors by value, the highest first, equal ones by name."""
        return sorted(actors, key=lambda iri: (-values[iri], sort_key(self.names[iri]), iri))


def groups(measured: Measured, by: str | None, top: int) -> list[Row]:
    """Return a row per group: its actors, the pairs with relations that touch it, their facts, and who has most."""
    degree = dict(measured.graph.degree)
    return [
        {
            **group,
            "actors": len(actors),
            "relations": len({frozenset(pair) for pair in measured.graph.edges(actors)}),
            "facts": measured.facts(actors),
            "most": SEPARATOR.join(
                f"{measured.names[iri]} ({degree[iri]})" for iri in measured.ranked(actors, degree)[: min(top, 3)]
            ),
        }
        for group, actors in measured.grouped(measured.graph, by)
    ]


def degree(measured: Measured, by: str | None, top: int) -> list[Row]:
    """Return the actors with the most partners."""
    return _ranking(measured, "partners", dict(measured.graph.degree), by, top)


def betweenness(measured: Measured, by: str | None, top: int) -> list[Row]:
    """Return the actors through which the most shortest paths between others lead, as a share of 0 to 1."""
    found = nx.betweenness_centrality(measured.graph)
    return _ranking(measured, "betweenness", {iri: round(value, 4) for iri, value in found.items()}, by, top)


def _ranking(measured: Measured, what: str, values: Mapping[str, float], by: str | None, top: int) -> list[Row]:
    return [
        {
            **group,
            "rank": rank,
            "actor": measured.names[iri],
            "actor_iri": iri,
            "type": measured.kind(iri),
            "country": measured.country(iri),
            what: values[iri],
            "facts": measured.facts([iri]),
        }
        for group, actors in measured.grouped(measured.graph, by)
        for rank, iri in enumerate(measured.ranked(actors, values)[:top], 1)
        if values[iri]
    ]


def communities(measured: Measured, by: str | None, top: int) -> list[Row]:
    """Return the groups of actors that deal with each other more than with the rest (Louvain)."""
    # Numbers in place of names: the order of a set of texts differs from run to run.
    numbered = nx.convert_node_labels_to_integers(measured.graph, ordering="sorted", label_attribute="iri")
    degree = dict(measured.graph.degree)
    found = [
        measured.ranked((numbered.nodes[number]["iri"] for number in part), degree)
        for part in nx.community.louvain_communities(numbered, weight=None, seed=_SEED)
    ]
    ordered = sorted(found, key=lambda part: (-len(part), sort_key(measured.names[part[0]]), part[0]))
    return [
        {
            "community": number,
            **group,
            "actors": len(actors),
            "members": SEPARATOR.join(measured.names[iri] for iri in measured.ranked(actors, degree)),
        }
        for number, part in enumerate(ordered[:top], 1)
        for group, actors in measured.grouped(part, by)
    ]


def _name(facts: Facts, iri: str, lang: str) -> str:
    names = facts.name(iri)
    return names.get(lang) or next(iter(names.values()), compact(iri) or iri)
