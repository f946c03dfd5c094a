"""Countries and territories of ISO 3166-1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pyoxigraph import Quad

from graph.reference.labels import label_triples
from graph.reference.rows import Row
from graph.reference.tables import by_key, read_table
from graph.reference.terms import text, triple

COLUMNS = ("alpha2", "alpha3", "numeric", "label_vi", "label_en", "wikidata", "note")
ALIAS_COLUMNS = ("code", "form", "lang", "role", "note")
LANGUAGES = frozenset({"vi", "en"})
ROLES = frozenset(
    {
        "abbreviation",
        "alias",
        "former",
        "misspelling",
        "official",
        "short",
        "spelling",
        "transcription",
    }
)


def country_triples(tables: Path) -> Iterator[Quad]:
    """Yield the description of every country, without its borders."""
    countries = by_key(read_table(tables / "countries.tsv", COLUMNS), "alpha2")
    aliases = _aliases(tables / "country_aliases.tsv", countries)
    for code, row in countries.items():
        yield from _describe(row, aliases.get(code, ()))


def _aliases(path: Path, countries: Mapping[str, Row]) -> Mapping[str, Sequence[Row]]:
    """Return the other names of each country; raise BadInput for a country that is not listed."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in read_table(path, ALIAS_COLUMNS):
        found[row.one_of("code", countries)].append(row)
    return found


def _describe(row: Row, aliases: Sequence[Row]) -> Iterator[Quad]:
    subject = f"country:{row.need('alpha2')}"
    yield triple(subject, "rdf:type", "pfr:Country")
    yield triple(subject, "skos:notation", text(row.need("alpha2")))
    yield triple(subject, "pfr:alpha3Code", text(row.need("alpha3")))
    if row.get("wikidata"):
        yield triple(subject, "skos:exactMatch", f"wd:{row.get('wikidata')}")
    preferred = {"vi": row.need("label_vi"), "en": row.need("label_en")}
    misspelt = [alias for alias in aliases if alias.one_of("role", ROLES) == "misspelling"]
    others = [(alias.need("form"), alias.one_of("lang", LANGUAGES)) for alias in aliases if alias not in misspelt]
    yield from label_triples(subject, preferred, others, [alias.need("form") for alias in misspelt])
