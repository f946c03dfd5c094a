"""The network of who deals with whom: actors as nodes, merged relations as edges, proof on every edge.

Statements (agreements, visits, …) that link the same two actors in the same way become one edge
that lists them. Smaller places count as the province they lie in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

import networkx as nx
from pyoxigraph import BlankNode, Literal, NamedNode

from graph.errors import BadInput
from graph.namespaces import PREFIXES, compact, expand
from graph.store import Store
from graph.store.base import rows

#: Kind of edge: the class of its statements, the role of the one side, the role of the other.
#: Where the roles differ the edge points from the first to the second.
KINDS = {
    "partnership": ("pfr:Partnership", "pfr:participant", "pfr:participant"),
    "agreement": ("pfr:Agreement", "pfr:party", "pfr:party"),
    "visit": ("pfr:Visit", "pfr:guest", "pfr:host"),
    "project": ("pfr:Project", "pfr:funder", "pfr:location"),
    "engagement": ("pfr:Engagement", "pfr:initiator", "pfr:counterpart"),
    "trade": ("pfr:TradeLink", "pfr:area", "pfr:market"),
    "gate": ("pfr:GateStatus", "pfr:ofGate", "pfr:ofGate"),
    "membership": ("pfr:Membership", "org:member", "org:organization"),
}
#: Kind of node: its classes; the first that fits counts. Provinces are told apart by their country.
ACTORS = {
    "mission": ("pfr:DiplomaticMission",),
    "country": ("pfr:Country",),
    "province": ("pfr:Province",),
    "gate": ("pfr:BorderGatePair", "pfr:BorderGate"),
    "person": ("foaf:Person",),
    "place": ("pfr:Place",),
    "organisation": ("pfr:Organisation",),
}
#: How firm an edge is: as firm as the firmest of its statements.
STATES = ("actual", "planned", "proposed", "unstated", "ended")

_PREFIXES = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("foaf", "oa", "org", "pfr", "rdfs", "skos"))
_STATEMENT = """VALUES ?class {
    pfr:Partnership pfr:Agreement pfr:Visit pfr:Project pfr:Engagement pfr:TradeLink pfr:GateStatus pfr:Membership
  }
  ?statement a ?class ."""
STATEMENTS = f"""{_PREFIXES}
SELECT DISTINCT (?statement AS ?thing) ?property ?value WHERE {{
  {_STATEMENT}
  ?statement ?property ?value .
}}"""
EVIDENCE = f"""{_PREFIXES}
SELECT DISTINCT ?thing ?property ?value WHERE {{
  {_STATEMENT}
  ?statement pfr:evidence ?thing .
  ?thing ?property ?value .
}}"""
SOURCES = f"""{_PREFIXES}
SELECT DISTINCT ?thing ?property ?value WHERE {{ ?thing a pfr:Source ; ?property ?value }}"""
CONCEPTS = f"""{_PREFIXES}
SELECT DISTINCT ?thing (skos:prefLabel AS ?property) ?value WHERE {{
  ?thing skos:inScheme ?scheme ; skos:prefLabel ?value .
}}"""
_ROLES = "|".join(dict.fromkeys(role for _, *roles in KINDS.values() for role in roles))
#: Everything about the actors, the places and countries they lie in, the gates of a pair, and the speakers.
#: Each way is spelt out, and found before it is described: with ``*`` in the path, or in one pattern,
#: Oxigraph takes seconds to minutes.
THINGS = f"""{_PREFIXES}
SELECT DISTINCT ?thing ?property ?value WHERE {{
  {{ SELECT DISTINCT ?thing WHERE {{
    {{ ?statement {_ROLES} ?thing }}
    UNION {{ ?statement ({_ROLES})/(pfr:province|pfr:country|pfr:countryOfOrigin|pfr:sendingState) ?thing }}
    UNION {{ ?statement ({_ROLES})/pfr:province/pfr:country ?thing }}
    UNION {{ ?statement pfr:ofGate/(pfr:gate|^pfr:gate) ?thing }}
    UNION {{ ?statement pfr:ofGate/pfr:gate/(pfr:province|pfr:country) ?thing }}
    UNION {{ ?statement pfr:ofGate/pfr:gate/pfr:province/pfr:country ?thing }}
    UNION {{ ?evidence pfr:speaker ?thing }}
  }} }}
  ?thing ?property ?value .
}}"""
NAMES = f"""{_PREFIXES}
SELECT DISTINCT ?thing ?property ?value WHERE {{
  VALUES ?thing {{ }}
  ?thing ?property ?value .
}}"""

#: A text in several languages, by language tag.
Text = dict[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What the store says of one thing: the values of each property, by its prefixed name."""

    iri: str
    values: dict[str, list[NamedNode | BlankNode | Literal]] = field(default_factory=lambda: defaultdict(list))

    def all(self, name: str) -> list[str]:
        """Return all values of a property, sorted, without language and type."""
        return sorted(term.value for term in self.values.get(name, ()))

    def one(self, name: str) -> str:
        """Return the first value of a property, or nothing."""
        return next(iter(self.all(name)), "")

    def code(self, name: str) -> str:
        """Return the last part of the address of a concept: ``planned`` of ``modality:planned``."""
        return self.one(name).rpartition("/")[2]

    def text(self, name: str) -> Text:
        """Return a text by language; where a language has two texts, the first in order."""
        found = sorted(
            (term.language or "", term.value) for term in self.values.get(name, ()) if isinstance(term, Literal)
        )
        return dict(reversed(found))

    def is_a(self, classes: Iterable[str]) -> bool:
        """Tell whether the thing is of one of the classes."""
        types = self.all("rdf:type")
        return any(expand(name) in types for name in classes)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read from the store for one network."""

    statements: dict[str, Said]
    evidence: dict[str, Said]
    sources: dict[str, Said]
    concepts: dict[str, Said]
    things: dict[str, Said]

    def thing(self, iri: str) -> Said:
        """Return what is said of a thing; nothing, where it is not described."""
        return self.things.get(iri) or Said(iri)

    def name(self, iri: str) -> Text:
        """Return the names of a thing or concept by language."""
        return (self.concepts.get(iri) or self.thing(iri)).text("skos:prefLabel")

    @property
    def as_of(self) -> str:
        """The day the data reaches to: the latest day on which a source was published."""
        days = (
            source.one(name)
            for source in self.sources.values()
            for name in ("pfr:publishedOn", "pfr:publishedNotBefore")
        )
        return max(days, default="")


def network(store: Store, *, about: Sequence[str] = (), hops: int = 1, persons: bool = False) -> nx.MultiGraph:
    """Return the network of a store, or what lies within ``hops`` relations of the given things.

    A node is an IRI with ``kind`` and ``said``. An edge has its kind as key, and ``statements``,
    ``state`` (see STATES) and ``toward``, the ends it points at. ``facts`` of the graph holds the rest.
    """
    facts = _read(store, about)
    graph = nx.MultiGraph(facts=facts)
    edges: dict[tuple[str, str, str], dict[str, list[str]]] = defaultdict(lambda: {"statements": [], "toward": []})
    for statement in sorted(facts.statements):
        for kind, first, second, points in _links(facts, facts.statements[statement]):
            edge = edges[min(first, second), max(first, second), kind]
            if statement not in edge["statements"]:
                edge["statements"].append(statement)
            if points and second not in edge["toward"]:
                edge["toward"].append(second)
    kinds = {iri: _actor_kind(facts, iri) for edge in edges for iri in edge[:2]}
    shown = [edge for edge in sorted(edges) if persons or "person" not in {kinds[edge[0]], kinds[edge[1]]}]
    for iri in sorted({iri for edge in shown for iri in edge[:2]}):
        graph.add_node(iri, kind=kinds[iri], said=facts.thing(iri))
    for first, second, kind in shown:
        found = edges[first, second, kind]
        statements = [facts.statements[iri] for iri in found["statements"]]
        state = min((_state(kind, said, facts.as_of) for said in statements), key=STATES.index)
        graph.add_edge(first, second, kind, statements=statements, state=state, toward=sorted(found["toward"]))
    return _around(graph, about, hops) if about else graph


def _read(store: Store, about: Sequence[str]) -> Facts:
    parts = [_described(store, query) for query in (STATEMENTS, EVIDENCE, SOURCES, CONCEPTS, THINGS)]
    unread = " ".join(_iri(iri) for iri in about if iri not in parts[-1])
    if unread:
        parts[-1] |= _described(store, NAMES.replace("VALUES ?thing { }", f"VALUES ?thing {{ {unread} }}"))
    return Facts(*parts)


def _iri(text: str) -> str:
    """Write an IRI as SPARQL takes it; raise BadInput for what is none."""
    try:
        return str(NamedNode(text))
    except ValueError as error:
        raise BadInput(f'"{text}" is no IRI') from error


def _described(store: Store, query: str) -> dict[str, Said]:
    described: dict[str, Said] = {}
    for thing, prop, value in rows(store, query):
        if (
            isinstance(thing, NamedNode)
            and isinstance(prop, NamedNode)
            and isinstance(value, NamedNode | BlankNode | Literal)
        ):
            said = described.setdefault(thing.value, Said(thing.value))
            said.values[compact(prop.value) or prop.value].append(value)
    return described


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


def _actor_kind(facts: Facts, iri: str) -> str:
    said = facts.thing(iri)
    kind = next((kind for kind, classes in ACTORS.items() if said.is_a(classes)), "organisation")
    if kind != "province":
        return kind
    return "home" if said.one("pfr:country") == expand("country:VN") else "abroad"


def _state(kind: str, said: Said, as_of: str) -> str:
    modality = said.code("pfr:modality") or "unstated"
    if modality == "actual" and kind != "visit":  # a visit that is over has not lapsed
        lapsed = "" < said.one("pfr:validTo") < as_of
        return "ended" if lapsed or said.code("pfr:endStatus") == "ended" else "actual"
    return modality if modality in STATES else "unstated"


def _around(graph: nx.MultiGraph, about: Iterable[str], hops: int) -> nx.MultiGraph:
    """Return what lies within so many relations; passing through a gate pair is free."""
    near = {iri for iri in about if iri in graph}
    for _ in range(hops):
        near |= {neighbour for iri in near for neighbour in graph[iri]}
        near |= {neighbour for iri in near if graph.nodes[iri]["kind"] == "gate" for neighbour in graph[iri]}
    graph.remove_nodes_from([iri for iri in graph if iri not in near])  # subgraph() would lose the order
    return graph
