"""The prefixes, once, for code, queries and exports.

Things live below ``https://w3id.org/pfr/id/`` in one folder per kind. Turtle and SPARQL allow no
``/`` in a local name, so every kind has a prefix of its own: ``place:VN-05`` is
``pfri:place/VN-05``.

>>> expand("place:VN-05")
'https://w3id.org/pfr/id/place/VN-05'
>>> compact("https://w3id.org/pfr/ns#partnerOf")
'pfr:partnerOf'
"""

from __future__ import annotations

import re
from functools import lru_cache

PFR = "https://w3id.org/pfr/ns#"
PFRI = "https://w3id.org/pfr/id/"
SHAPES = "https://w3id.org/pfr/shapes#"

#: One folder of things per kind, each with a prefix of the same name.
KINDS = (
    "agreement",
    "commitment",
    "country",
    "document",
    "engagement",
    "evidence",
    "figure",
    "gate",
    "gate-pair",
    "gate-status",
    "graph",
    "judgement",
    "membership",
    "mission",
    "organisation",
    "partnership",
    "passage",
    "person",
    "place",
    "project",
    "scheme",
    "source",
    "trade-link",
    "visit",
)

#: One SKOS concept scheme per code list, each with a prefix of the same name.
SCHEMES = (
    "agreement-type",
    "bound",
    "confidence",
    "direction",
    "document-type",
    "end-status",
    "engagement-kind",
    "field",
    "funding",
    "gate-event",
    "gate-level",
    "indicator",
    "mission-kind",
    "modality",
    "organisation-kind",
    "place-type",
    "precision",
    "product",
    "relation",
    "role",
    "source-type",
    "unit",
    "verdict",
)

VOCABULARIES = {
    "bibo": "http://purl.org/ontology/bibo/",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

PREFIXES: dict[str, str] = {
    "pfr": PFR,
    "pfri": PFRI,
    "pfrsh": SHAPES,
    "source-graph": PFRI + "graph/source/",
    **{kind: f"{PFRI}{kind}/" for kind in (*KINDS, *SCHEMES)},
    **VOCABULARIES,
}

GRAPH_ONTOLOGY = PFRI + "graph/ontology"
GRAPH_REFERENCE = PFRI + "graph/reference"
GRAPH_INFERRED = PFRI + "graph/inferred"

# Narrower than PN_LOCAL of https://www.w3.org/TR/turtle/#grammar-production-PN_LOCAL, so that a
# name needs no escapes in any tool.
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_BY_LENGTH = sorted(PREFIXES.items(), key=lambda item: -len(item[1]))


@lru_cache(maxsize=65536)
def compact(iri: str) -> str | None:
    """Return the prefixed name of an IRI, or None where no prefix fits."""
    for prefix, namespace in _BY_LENGTH:
        if iri.startswith(namespace):
            local = iri[len(namespace) :]
            return f"{prefix}:{local}" if _LOCAL_NAME.fullmatch(local) else None
    return None


def expand(name: str) -> str | None:
    """Return the IRI that a prefixed name stands for, or None for an unknown prefix.

    ``pfri:place/VN-05`` is accepted beside ``place:VN-05``.
    """
    prefix, colon, local = name.partition(":")
    if not colon or prefix not in PREFIXES:
        return None
    return PREFIXES[prefix] + local
