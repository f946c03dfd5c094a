"""Diplomatic missions in and of Vietnam, taken from the table of all missions by its shipped mapping.

The table itself is not shipped: 9,852 rows of Wikidata's, CC0, as of 16 November 2022. A mission that
another file of the reference graph describes keeps its identifier and its names.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.dates import DateSpan
from graph.errors import BadInput
from graph.importing.headings import meanings
from graph.importing.mapping import Filter, TableMapping
from graph.importing.mapping_files import known_mapping
from graph.importing.model import Finding
from graph.importing.names import NameBook
from graph.importing.reading import read_tables
from graph.importing.rows import RowWriter
from graph.importing.sources import TableSource
from graph.importing.terms import node
from graph.loading import Document
from graph.namespaces import GRAPH_REFERENCE
from graph.store import open_store
from graph.turtle import turtle

FILE = "missions-wikidata.ttl"
_SOURCE = "wikidata-missions-2022-11-16"
_TITLE = "Danh sách cơ quan đại diện ngoại giao, Wikidata, 16/11/2022"
_PUBLISHED = "2022-11-16"
#: Other files of the reference graph that the rows are read with.
_KNOWN = ("concepts", "countries", "missions", "places", "provinces-laos", "provinces-neighbours", "provinces-vietnam")
_VIETNAM = re.compile(r"/Q881(?:\||$)")


def missions_text(table: Path, ontology: Path) -> str:
    """Return the Turtle of the missions; raise BadInput with the first cell of the table that does not fit."""
    mapping = _only_vietnam(known_mapping("missions-wikidata"))
    source = TableSource(
        _SOURCE, table.name, hashlib.sha256(table.read_bytes()).hexdigest(), DateSpan.parse(_PUBLISHED)
    )
    with open_store(":memory:") as store:
        store.load([Document.from_file(ontology / f"{name}.ttl", graph=GRAPH_REFERENCE) for name in _KNOWN])
        found = [*_source_triples(source), *_rows(table, mapping, source, NameBook(store))]
    return turtle(Quad(triple.subject, triple.predicate, triple.object) for triple in found)


def _only_vietnam(mapping: TableMapping) -> TableMapping:
    columns = ("operatorQID", "countryQID", "jurisdictionQIDs")
    return dataclasses.replace(mapping, keep_if_any=tuple(Filter(each, matches=_VIETNAM) for each in columns))


def _rows(table: Path, mapping: TableMapping, source: TableSource, names: NameBook) -> Iterator[Triple]:
    for sheet in read_tables(table):
        columns, problems, _ = meanings(table, sheet, mapping)
        writer = RowWriter(mapping, source, names)
        findings = [*problems]
        for row in sheet.rows:
            for item in writer.write(row, columns, table.name, sheet.name):
                if isinstance(item, Finding):
                    findings.append(item)
                else:
                    yield Triple(*item)
        if findings:
            first = findings[0]
            raise BadInput(f"{table}: {first.address}: {first.message.en}")


def _source_triples(source: TableSource) -> Iterator[Triple]:
    """Describe the table once, by who published it and under which terms."""
    described = node(f"source:{source.id}")
    yield Triple(described, node("rdf:type"), node("pfr:Source"))
    yield Triple(described, node("dcterms:title"), Literal(_TITLE, language="vi"))
    yield Triple(described, node("dcterms:publisher"), Literal("Wikidata"))
    yield Triple(described, node("dcterms:language"), Literal("en"))
    yield Triple(described, node("dcterms:type"), node("source-type:table"))
    yield Triple(described, node("schema:url"), NamedNode("https://www.wikidata.org/"))
    yield Triple(described, node("pfr:sha256"), Literal(source.sha256))
    yield Triple(described, node("pfr:publishedOn"), Literal(_PUBLISHED, datatype=node("xsd:date")))
    yield Triple(described, node("pfr:precision"), node("precision:day"))
    notes = {"Giấy phép CC0. Chỉ lấy các dòng có Việt Nam là nước cử, nước tiếp nhận hoặc địa bàn phụ trách.": "vi"}
    notes |= {"Licence CC0. Only the rows with Vietnam as sending or receiving state or area of responsibility.": "en"}
    for text, lang in notes.items():
        yield Triple(described, node("skos:scopeNote"), Literal(text, language=lang))
