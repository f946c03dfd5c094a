"""Read all that a network and its proof need from a store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode

from graph.dates import Window
from graph.errors import BadInput
from graph.namespaces import PREFIXES, compact
from graph.network.kinds import KINDS
from graph.network.said import ONTOLOGY, Facts, Said
from graph.store import Store
from graph.store.base import rows
from graph.window import holds

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
#: Where in its source a passage stands.
PASSAGES = f"""{_PREFIXES}
SELECT DISTINCT ?thing ?property ?value WHERE {{
  ?evidence oa:hasSelector ?thing .
  ?thing ?property ?value .
}}"""
CONCEPTS = f"""{_PREFIXES}
SELECT DISTINCT ?thing (skos:prefLabel AS ?property) ?value WHERE {{
  ?thing skos:inScheme ?scheme ; skos:prefLabel ?value .
}}"""
#: Everything about some things.
THINGS = f"""{_PREFIXES}
SELECT DISTINCT ?thing ?property ?value WHERE {{
  VALUES ?thing {{ }}
  ?thing ?property ?value .
}}"""
#: Everything about the pairs of some gates.
PAIRS = f"""{_PREFIXES}
SELECT DISTINCT ?thing ?property ?value WHERE {{
  VALUES ?gate {{ }}
  ?thing pfr:gate ?gate ; ?property ?value .
}}"""
_ROLES = tuple(dict.fromkeys(role for _, *roles in KINDS.values() for role in roles))
#: What an actor lies in, belongs to or consists of.
_BEYOND = (
    *("pfr:province", "pfr:country", "pfr:countryOfOrigin", "pfr:sendingState", "pfr:receivingState", "pfr:actsFor"),
    "pfr:gate",
)
#: Read in any case: the version, and the names of the countries on the map.
_ALSO = (ONTOLOGY, *(PREFIXES["country"] + code for code in ("VN", "LA", "KH", "CN", "TH", "MM")))


def read(store: Store, about: Sequence[str], window: Window | None) -> Facts:
    """Return the statements that hold in the window, their proof, and all things that take part or are asked about."""
    statements, evidence, sources, concepts, passages = (
        _described(store, query) for query in (STATEMENTS, EVIDENCE, SOURCES, CONCEPTS, PASSAGES)
    )
    if window:
        statements = {
            iri: said
            for iri, said in statements.items()
            if holds(said.one("pfr:knownFrom"), said.one("pfr:knownUntil"), window)
        }
    actors = _linked(statements.values(), _ROLES) | _linked(evidence.values(), ["pfr:speaker"])
    things = _things(store, [*_ALSO, *about, *sorted(actors)])
    days = [source.one(name) for source in sources.values() for name in ("pfr:publishedOn", "pfr:publishedNotBefore")]
    return Facts(statements, evidence, sources, concepts, things, passages, window, max(days, default=""))


def _things(store: Store, wanted: Iterable[str]) -> dict[str, Said]:
    """Describe things, what they lie in and belong to, the gates of pairs and the pairs of gates.

    It goes step by step, because a query that goes all the way takes Oxigraph three times as long.
    """
    found: dict[str, Said] = {}
    asked: set[str] = set()
    new = list(dict.fromkeys(wanted))
    while new:
        asked.update(new)
        step = _described(store, THINGS.replace("VALUES ?thing { }", f"VALUES ?thing {{ {_iris(new)} }}"))
        gates = [iri for iri, said in step.items() if said.is_a(["pfr:BorderGate"])]
        if gates:
            step |= _described(store, PAIRS.replace("VALUES ?gate { }", f"VALUES ?gate {{ {_iris(gates)} }}"))
        found |= step
        new = sorted(_linked(step.values(), _BEYOND) - asked)
    return found


def _linked(things: Iterable[Said], names: Sequence[str]) -> set[str]:
    return {
        term.value
        for said in things
        for name in names
        for term in said.values.get(name, ())
        if isinstance(term, NamedNode)
    }


def _iris(texts: Iterable[str]) -> str:
    return " ".join(map(_iri, texts))


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
