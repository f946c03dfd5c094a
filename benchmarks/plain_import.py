"""What a good script does with a register of agreements: pandas reads it, rdflib holds the triples.

It does the work of ``kg import`` as far as a script goes: names and code lists from the ontology's own
labels, days as precise as they are written, the row as evidence, unknown names as mistakes. It asks
back nothing, checks no name at the day of its row, and stores nothing. ``--shacl`` adds pySHACL.

python benchmarks/plain_import.py TABLE.csv [--shacl]
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from pathlib import Path

import pandas
from rdflib import RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef

Names = dict[tuple[str, str], URIRef]
Mistakes = list[tuple[int, str]]
ONTOLOGY = Path(__file__).parent.parent / "ontology"
PFR = Namespace("https://w3id.org/pfr/ns#")
PFRI = "https://w3id.org/pfr/id/"
OA = Namespace("http://www.w3.org/ns/oa#")
PARTS = re.compile(r"(?:(\d{1,2})/)?(?:tháng )?(?:(\d{1,2})/)?(\d{4})")


def slug(text: str) -> str:
    """Return the words of a name."""
    plain = unicodedata.normalize("NFKD", text.translate(str.maketrans("đĐ", "dD"))).encode("ascii", "ignore").decode()
    return "-".join(re.sub(r"[^a-z0-9]+", " ", plain.lower()).split())


def names() -> tuple[Names, Graph]:
    """Return things by their Vietnamese names, and what SHACL must know of them."""
    known, graph = {}, Graph()
    for file in ONTOLOGY.glob("*.ttl"):
        if file.stem not in ("shapes", "missions"):
            graph.parse(file)
    for thing, label in graph.subject_objects(SKOS.prefLabel):
        if label.language == "vi":
            scheme = graph.value(thing, SKOS.inScheme)
            known[str(scheme).rpartition("/")[2] if scheme else "", str(label)] = thing
    return known, graph


def day(text: str) -> tuple[str, str]:
    """Return the first day that a date can mean, and how precise it is."""
    found = PARTS.fullmatch(text)
    if found is None:
        raise ValueError(text)
    first, second, year = found.groups()
    if first:
        return f"{year}-{int(second):02}-{int(first):02}", "day"
    return (f"{year}-{int(second):02}-01", "month") if second else (f"{year}-01-01", "year")


def period(graph: Graph, thing: URIRef, text: str) -> None:
    """Say when an agreement holds."""
    years = re.findall(r"\d{4}", text)
    if not years:
        graph.add((thing, PFR.endStatus, URIRef(PFRI + "end-status/unknown")))
        return
    graph.add((thing, PFR.validFrom, Literal(f"{years[0]}-01-01", datatype=XSD.date)))
    graph.add((thing, PFR.fromPrecision, URIRef(PFRI + "precision/year")))
    if len(years) > 1:
        graph.add((thing, PFR.validTo, Literal(f"{years[1]}-12-31", datatype=XSD.date)))
        graph.add((thing, PFR.toPrecision, URIRef(PFRI + "precision/year")))
    else:
        graph.add((thing, PFR.endStatus, URIRef(PFRI + "end-status/ongoing")))


def convert(table: pandas.DataFrame, known: Names, digest: str, name: str) -> tuple[Graph, Mistakes]:
    """Return what the rows say, and the names that nothing has."""
    graph, mistakes = Graph(), []
    source = URIRef(PFRI + "source/" + name)
    graph.add((source, RDF.type, PFR.Source))
    graph.add((source, PFR.sha256, Literal(digest)))

    def find(scheme: str, text: str, number: int) -> URIRef | None:
        found = known.get((scheme, text))
        if found is None:
            mistakes.append((number, text))
        return found

    for number, row in enumerate(table.itertuples(index=False, name=None), 2):
        label, parties, kind, signed, term, fields, subject, modality = row
        date, precision = day(signed)
        thing = URIRef(PFRI + "agreement/" + slug(label + " " + date))
        values = [(RDF.type, PFR.Agreement), (SKOS.hiddenLabel, Literal(slug(label).replace("-", " ")))]
        values += [(SKOS.prefLabel, Literal(label, lang=lang)) for lang in ("vi", "en")]
        values += [(PFR.party, find("", each.strip(), number)) for each in parties.split(";")]
        values += [(PFR.agreementType, find("agreement-type", kind, number))]
        values += [(PFR.signedOn, Literal(date, datatype=XSD.date))]
        values += [(PFR.signedPrecision, URIRef(PFRI + "precision/" + precision))]
        values += [(PFR.field, find("field", each.strip(), number)) for each in fields.split(";") if each]
        values += [(PFR.subject, Literal(subject, lang=lang)) for lang in ("vi", "en")]
        values += [(PFR.modality, find("modality", modality or "thực tế", number))]
        for predicate, value in values:
            if value is not None:
                graph.add((thing, predicate, value))
        period(graph, thing, term)
        mark = hashlib.sha256(f"{digest} {number} {thing}".encode()).hexdigest()[:16]
        evidence, passage = URIRef(PFRI + "evidence/" + mark), URIRef(f"{PFRI}passage/{name}_-row-{number}")
        said = "; ".join(f"{heading}: {value}" for heading, value in zip(table.columns, row, strict=True) if value)
        graph.add((thing, PFR.evidence, evidence))
        graph.add((evidence, RDF.type, PFR.Evidence))
        graph.add((evidence, OA.hasSource, source))
        graph.add((evidence, OA.hasSelector, passage))
        graph.add((evidence, PFR.confidence, URIRef(PFRI + "confidence/stated")))
        graph.add((evidence, PFR.restates, Literal(said, lang="vi")))
        graph.add((evidence, PFR.restates, Literal(said, lang="en")))
        graph.add((passage, RDF.type, PFR.RowSelector))
        graph.add((passage, PFR.sheet, Literal("")))
        graph.add((passage, PFR.row, Literal(number)))
    return graph, mistakes


def main() -> None:
    """Convert the table that is named."""
    file = Path(sys.argv[1])
    table = pandas.read_csv(file, dtype=str, keep_default_na=False)
    known, vocabulary = names()
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    graph, mistakes = convert(table, known, digest, slug(file.stem))
    sys.stdout.write(f"{len(table)} rows, {len(graph)} triples, {len(mistakes)} mistakes: {mistakes[:3]}\n")
    if "--shacl" in sys.argv:
        import pyshacl  # noqa: PLC0415 - without it the script runs faster

        conforms, _, _ = pyshacl.validate(graph + vocabulary, shacl_graph=Graph().parse(ONTOLOGY / "shapes.ttl"))
        sys.stdout.write(f"conforms: {conforms}\n")


if __name__ == "__main__":
    main()
