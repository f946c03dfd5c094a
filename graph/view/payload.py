"""What the page knows: names, facts, validity and sources of everything it draws, in both languages.

All of it is plain text in one JSON value; the page puts it in as text, never as markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import networkx as nx

from graph.names import fold
from graph.namespaces import compact
from graph.network import KINDS, Facts, Said
from graph.view.style import EDGES, NODES
from graph.view.words import LANGUAGES, day, messages, validity

Json = dict[str, Any]

#: Where each kind of statement says of what sort it is.
_TYPES = (
    "pfr:relationType",
    "pfr:agreementType",
    "pfr:fundingKind",
    "pfr:engagementKind",
    "pfr:gateEvent",
    "pfr:gateLevel",
    "pfr:direction",
    "pfr:product",
    "org:role",
)


def both(text: dict[str, str], otherwise: str = "") -> dict[str, str]:
    """Return a text in the languages of the page; one language stands in for another."""
    spare = next((text[language] for language in (*LANGUAGES, *sorted(text)) if text.get(language)), otherwise)
    return {language: text.get(language) or spare for language in LANGUAGES}


def name(facts: Facts, iri: str) -> dict[str, str]:
    """Return the name of a thing in both languages; its short address where it has none."""
    return both(facts.name(iri), compact(iri) or iri)


def title(facts: Facts, about: Sequence[str]) -> dict[str, str]:
    """Return the title of the page in both languages."""
    if not about:
        return {language: messages(language)["title"] for language in LANGUAGES}
    names = [name(facts, iri) for iri in about]
    return {
        language: f"{messages(language)['title-about']}: {', '.join(found[language] for found in names)}"
        for language in LANGUAGES
    }


def payload(graph: nx.MultiGraph, about: Sequence[str], language: str) -> Json:
    """Return everything that the script of the page reads, besides positions and styles."""
    facts: Facts = graph.graph["facts"]
    shown = {said.iri: said for *_, found in graph.edges(data="statements") for said in found}
    statements = {iri: _statement(facts, shown[iri]) for iri in sorted(shown)}
    sources = sorted({proof["source"] for said in statements.values() for proof in said["evidence"]})
    return {
        "language": language,
        "title": title(facts, about),
        "about": [iri for iri in about if iri in graph],
        "messages": {language: messages(language) for language in LANGUAGES},
        "asOf": _per_language(facts.as_of, "day"),
        "nodeKinds": list(NODES),
        "shapes": {kind: list(look) for kind, look in NODES.items()},
        "lines": {state: list(look) for state, look in EDGES.items()},
        "edgeKinds": list(KINDS),
        "nodes": {iri: _node(facts, found["said"], found["kind"]) for iri, found in graph.nodes(data=True)},
        "statements": statements,
        "sources": {iri: _source(facts.sources.get(iri) or Said(iri)) for iri in sources},
    }


def edge_id(first: str, second: str, kind: str) -> str:
    """Return the identifier of an edge on the page."""
    return f"{kind} {first} {second}"


def _node(facts: Facts, said: Said, kind: str) -> Json:
    names = {term.value for term in said.values.get("skos:prefLabel", []) + said.values.get("skos:altLabel", [])}
    folded = (
        {fold(found) for found in names} | set(said.all("skos:hiddenLabel")) | set(map(fold, said.all("skos:notation")))
    )
    country = said.one("pfr:country") or said.one("pfr:countryOfOrigin") or said.one("pfr:sendingState")
    return {
        "kind": kind,
        "name": name(facts, said.iri),
        "names": sorted(names - set(name(facts, said.iri).values())),
        "folded": sorted(folded - {""}),
        "code": said.one("skos:notation"),
        "country": name(facts, country) if country else None,
    }


def _statement(facts: Facts, said: Said) -> Json:
    modality = said.code("pfr:modality") or "unstated"
    concepts = [iri for role in _TYPES for iri in said.all(role)]
    evidence = [_proof(facts, facts.evidence[iri]) for iri in said.all("pfr:evidence") if iri in facts.evidence]
    return {
        "name": both(said.text("skos:prefLabel"), compact(said.iri) or said.iri),
        "modality": modality,
        "lapsed": modality == "actual" and not said.is_a(["pfr:Visit"]) and "" < said.one("pfr:validTo") < facts.as_of,
        "event": said.is_a(["pfr:Visit"]),
        "type": _listed(facts, concepts),
        "validity": {language: validity(said, language) for language in LANGUAGES},
        "signed": _per_language(said.one("pfr:signedOn"), said.code("pfr:signedPrecision")),
        "field": _listed(facts, said.all("pfr:field")),
        "subject": both(said.text("pfr:subject")),
        "note": both(said.text("skos:scopeNote")),
        "wording": said.one("pfr:wording"),
        "start": said.one("pfr:validFrom") or said.one("pfr:signedOn"),
        "evidence": sorted(evidence, key=lambda proof: (proof["source"], proof["restates"]["vi"])),
    }


def _proof(facts: Facts, said: Said) -> Json:
    speaker = said.one("pfr:speaker")
    return {
        "source": said.one("oa:hasSource"),
        "restates": both(said.text("pfr:restates")),
        "speaker": name(facts, speaker) if speaker else None,
        "confidence": said.code("pfr:confidence"),
    }


def _source(said: Said) -> Json:
    published = said.one("pfr:publishedOn")
    url = said.one("schema:url")
    return {
        "title": said.one("dcterms:title") or said.iri,
        "publisher": ", ".join(said.all("dcterms:creator") + said.all("dcterms:publisher")),
        "published": _per_language(published, said.code("pfr:precision")),
        "notBefore": _per_language(said.one("pfr:publishedNotBefore"), "day"),
        "url": url if url.lower().startswith(("http://", "https://")) else "",
    }


def _per_language(date: str, precision: str) -> dict[str, str]:
    return {language: day(date, precision, language) if date else "" for language in LANGUAGES}


def _listed(facts: Facts, concepts: Sequence[str]) -> dict[str, str]:
    names = [name(facts, iri) for iri in concepts]
    return {language: ", ".join(found[language] for found in names) for language in LANGUAGES}
