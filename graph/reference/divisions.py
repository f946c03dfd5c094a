"""What the tables of first-level divisions have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Quad

from graph.reference.labels import Form, label_triples
from graph.reference.rows import Row
from graph.reference.tables import by_key
from graph.reference.terms import text, triple, typed

#: Columns that every table of divisions has, and those that it may have.
REQUIRED = ("id", "iso_3166_2", "place_type", "label_vi", "label_en", "lat", "lon", "note_vi", "note_en")
OPTIONAL = ("wikidata", "valid_from", "valid_to", "successor")
PLACE_TYPES = frozenset(
    {
        "autonomous-region",
        "constituent-country",
        "municipality",
        "prefecture",
        "province",
        "region",
    }
)


def division_triples(row: Row, others: Iterable[Form], hidden: Iterable[str] = ()) -> Iterator[Quad]:
    """Yield the description of one division, without what links it to other divisions."""
    subject = f"place:{row.need('id')}"
    yield triple(subject, "rdf:type", "pfr:Province")
    yield triple(subject, "pfr:country", f"country:{row.need('id')[:2]}")
    yield triple(subject, "pfr:placeType", f"place-type:{row.one_of('place_type', PLACE_TYPES)}")
    if row.get("iso_3166_2"):
        yield triple(subject, "skos:notation", text(row.get("iso_3166_2")))
    yield from label_triples(subject, _preferred(row), others, hidden)
    yield from _point(subject, row)
    yield from _validity(subject, row)
    for language in ("vi", "en"):
        if row.get(f"note_{language}"):
            yield triple(subject, "skos:scopeNote", text(row.get(f"note_{language}"), language))
    if row.get("wikidata"):
        yield triple(subject, match_predicate(row), f"wd:{row.get('wikidata')}")


def match_predicate(row: Row) -> str:
    """Return how close the Wikidata item of a row is: it describes the unit that has the ISO code.

    >>> match_predicate(Row("a.tsv", 7, {"id": "VN-2025-lao-cai", "iso_3166_2": "", "wikidata": "Q36446"}))
    'skos:closeMatch'
    """
    return "skos:exactMatch" if row.get("iso_3166_2") else "skos:closeMatch"


def _preferred(row: Row) -> dict[str, str]:
    return {language: row.need(f"label_{language}") for language in ("vi", "en")}


def _point(subject: str, row: Row) -> Iterator[Quad]:
    for predicate, column in (("schema:latitude", "lat"), ("schema:longitude", "lon")):
        if row.decimal(column):
            yield triple(subject, predicate, typed(row.decimal(column), "decimal"))


def _validity(subject: str, row: Row) -> Iterator[Quad]:
    for predicate, column in (("pfr:validFrom", "valid_from"), ("pfr:validTo", "valid_to")):
        if row.day(column):
            yield triple(subject, predicate, typed(row.day(column), "date"))


def succession_triples(rows: Sequence[Row]) -> Iterator[Quad]:
    """Yield, both ways, which division another was replaced by; raise BadInput for one that is not there."""
    known: Mapping[str, Row] = by_key(rows, "id")
    for row in rows:
        successor = row.get("successor")
        if not successor:
            continue
        if successor not in known:
            raise row.error(f'"{successor}" in column "successor" is not in this table')
        yield triple(f"place:{row.need('id')}", "dcterms:isReplacedBy", f"place:{successor}")
        yield triple(f"place:{successor}", "dcterms:replaces", f"place:{row.need('id')}")
