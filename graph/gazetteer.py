"""Resolve what a user calls a thing to the one entity that is meant, or say why that is not possible.

A name may be written in any spelling, with or without accents, as a code (``LA-HO``), or as an
identifier (``place:LA-HO``, ``pfri:place/LA-HO``, a full IRI). Nothing is guessed: several matches
are an error that lists them, and near misses are only suggested.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph.dates import Window
from graph.errors import AmbiguousName, UnknownName, Words
from graph.names import fold, nfc
from graph.namespaces import PREFIXES, compact, expand
from graph.store.base import Store, rows, term_text

#: What a question's parameter of this type may be. Subclasses are listed, because the graph is
#: asked without inference.
CLASSES: dict[str, tuple[str, ...]] = {
    "place": ("pfr:Province", "pfr:Place", "pfr:Country"),
    "country": ("pfr:Country",),
    "source": ("pfr:Source",),
    "entity": (),
}

_KIND_WORDS = {
    "place": Words("nơi", "place"),
    "country": Words("nước", "country"),
    "source": Words("nguồn", "source"),
}

_BY_NAME = """
SELECT DISTINCT ?entity ?class ?label ?code ?from ?until ?spelling WHERE {{
  VALUES ?given {{ {given} }}
  {{ ?entity skos:hiddenLabel ?given }}
  UNION {{ ?entity skos:notation ?given }}
  UNION {{ ?entity pfr:alpha3Code ?given }}
  ?entity a ?class .
  FILTER (?class != skos:Concept)
  OPTIONAL {{ ?entity skos:prefLabel ?label FILTER (LANG(?label) = "vi") }}
  OPTIONAL {{ ?entity skos:notation ?code }}
  OPTIONAL {{ ?entity pfr:validFrom ?from }}
  OPTIONAL {{ ?entity pfr:validTo ?until }}
  OPTIONAL {{ ?entity skos:prefLabel|skos:altLabel ?spelling FILTER (LCASE(STR(?spelling)) = {lower}) }}
}}
"""

_SOURCES = """
SELECT ?source ?title ?publisher WHERE {
  ?source a pfr:Source ; dcterms:title ?title .
  OPTIONAL { ?source dcterms:publisher ?publisher }
}
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name may mean."""

    entity: NamedNode
    label: str
    code: str
    classes: frozenset[str]
    valid_from: str
    valid_until: str
    accents_match: bool

    def __str__(self) -> str:
        years = f", {self.valid_from[:4]}–{self.valid_until[:4]}" if self.valid_from or self.valid_until else ""
        return f"{self.label} ({compact(self.entity.value) or self.entity.value}{years})"

    def valid_in(self, window: Window) -> bool:
        """Tell whether the entity existed on some day of the window."""
        start, end = window.start.isoformat(), window.end.isoformat()
        return (self.valid_from or end) <= end and start <= (self.valid_until or start)


def resolve(store: Store, name: str, *, kind: str = "entity", on: dt.date | None = None) -> NamedNode:
    """Return the entity that a name means.

    ``kind`` is a key of CLASSES. ``on`` settles names that one unit had before another. Raises
    UnknownName with the nearest names, or AmbiguousName with all candidates.
    """
    return chosen(name, candidates_for(store, name, kind), on)


def chosen(name: str, candidates: NamedNode | list[Candidate], on: dt.date | None) -> NamedNode:
    """Return the one candidate for a name that existed on a day; raise AmbiguousName where there are several."""
    if isinstance(candidates, NamedNode):
        return candidates
    if len(candidates) > 1 and on is not None:
        candidates = [found for found in candidates if found.valid_in(Window(on, on))] or candidates
    if len(candidates) > 1:
        raise AmbiguousName(name, [str(found) for found in candidates])
    return candidates[0].entity


def candidates_for(store: Store, name: str, kind: str = "entity") -> NamedNode | list[Candidate]:
    """Return the one thing that an identifier names, or all things of this kind that bear a name.

    Those that bear it with these very accents count before others. Raises UnknownName where there is none.
    """
    given = nfc(name).strip()
    identified = _identifier(store, given)
    if identified is not None:
        return identified
    bearers = _titled(store, given) if kind == "source" else _named(store, given)
    candidates = [found for found in bearers if _fits(found, kind)]
    if not candidates:
        raise UnknownName(name, _nearest(store, given, kind), _KIND_WORDS.get(kind))
    return [found for found in candidates if found.accents_match] or candidates


def _identifier(store: Store, given: str) -> NamedNode | None:
    """Return the node that an IRI or prefixed name stands for, or None for an ordinary name."""
    iri = given if given.startswith(("http://", "https://")) else expand(given)
    if iri is None:
        return None
    try:
        node = NamedNode(iri)
    except ValueError as error:
        raise UnknownName(given) from error
    if not rows(store, f"SELECT ?p WHERE {{ {node} ?p ?o }} LIMIT 1"):
        raise UnknownName(given)
    return node


def _named(store: Store, given: str) -> list[Candidate]:
    wanted = " ".join(str(Literal(text)) for text in dict.fromkeys((fold(given), given.upper())))
    query = _BY_NAME.format(given=wanted, lower=Literal(given.casefold()))
    found: dict[NamedNode, Candidate] = {}
    for entity, class_, label, code, start, until, spelling in rows(store, query):
        if not isinstance(entity, NamedNode) or not isinstance(class_, NamedNode):
            continue
        earlier = found.get(entity)
        found[entity] = Candidate(
            entity,
            term_text(label),
            term_text(code),
            (earlier.classes if earlier else frozenset()) | {class_.value},
            term_text(start),
            term_text(until),
            spelling is not None or term_text(code) == given.upper(),
        )
    return sorted(found.values(), key=lambda candidate: candidate.entity.value)


def _titled(store: Store, given: str) -> list[Candidate]:
    """Return the sources of a title, a publisher or a short identifier: ``report-17``."""
    wanted = fold(given)
    source_class = frozenset((PREFIXES["pfr"] + "Source",))
    found: dict[NamedNode, Candidate] = {}
    for source, title, publisher in rows(store, _SOURCES):
        if isinstance(source, NamedNode):
            short = source.value.removeprefix(PREFIXES["source"])
            if wanted in {fold(name) for name in (term_text(title), term_text(publisher), short)}:
                same = nfc(given).casefold() == term_text(title).casefold()
                found[source] = Candidate(source, term_text(title), short, source_class, "", "", same)
    return sorted(found.values(), key=lambda candidate: candidate.entity.value)


def _fits(candidate: Candidate, kind: str) -> bool:
    wanted = {expand(name) for name in CLASSES[kind]}
    return not wanted or bool(candidate.classes & wanted)


def _nearest(store: Store, given: str, kind: str) -> Sequence[str]:
    from graph.search import suggest  # noqa: PLC0415 - only a miss pays for the fuzzy search

    return suggest(store, given, classes=CLASSES[kind])


def resolve_graph(store: Store, name: str) -> NamedNode:
    """Return the named graph that an IRI or prefixed name means; raise UnknownName with those there are."""
    iri = expand(name) or name
    known = store.graphs()
    if iri not in known:
        raise UnknownName(name, [compact(graph) or graph for graph in known if graph], Words("đồ thị", "graph"))
    return NamedNode(iri)


def resolve_concept(store: Store, scheme: str, name: str) -> NamedNode:
    """Return the concept of a code list that a name, a notation or an identifier means."""
    query = f"""
    SELECT ?concept ?notation ?label WHERE {{
      ?concept skos:inScheme <{PREFIXES["scheme"]}{scheme}> ; skos:notation ?notation ; skos:prefLabel ?label }}"""
    wanted, given = fold(name), expand(name) or name.strip()
    found = rows(store, query)
    for concept, notation, label in found:
        known = {fold(term_text(notation)), fold(term_text(label))}
        if isinstance(concept, NamedNode) and (wanted in known or concept.value == given):
            return concept
    raise UnknownName(name, sorted({term_text(notation) for _, notation, _ in found}), Words("giá trị", scheme))
