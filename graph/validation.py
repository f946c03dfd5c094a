"""Validate the data with the SHACL shapes by pySHACL, on an rdflib graph.

pySHACL over an Oxigraph-backed graph is slow and finds false violations (plain strings come back
typed), so the data is copied.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from itertools import chain

import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from pyshacl import validate as run_shacl
from rdflib.namespace import SH
from rdflib.term import Node

from graph.errors import Words, in_language
from graph.names import sort_key
from graph.namespaces import GRAPH_INFERRED, PREFIXES, compact
from graph.resources import shipped
from graph.store.base import Store
from graph.store.rdflib import to_rdflib
from graph.tables import Table, Value

_DATE = PREFIXES["xsd"] + "date"
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?", re.ASCII)
_INFERRED = NamedNode(GRAPH_INFERRED)
_NEEDED = {PREFIXES["rdfs"] + "subClassOf", PREFIXES["skos"] + "inScheme", PREFIXES["skos"] + "notation"}
_COLUMNS = {
    "severity": {"vi": "Mức độ", "en": "Severity"},
    "node": {"vi": "Đối tượng", "en": "Node"},
    "path": {"vi": "Thuộc tính", "en": "Property"},
    "value": {"vi": "Giá trị", "en": "Value"},
    "message": {"vi": "Vấn đề", "en": "Message"},
    "shape": {"vi": "Quy tắc", "en": "Shape"},
}

_CLEAN = {"vi": "Dữ liệu hợp lệ, không có vấn đề nào.", "en": "The data conforms; there are no findings."}


@dataclass(frozen=True, slots=True)
class ShapeFinding:
    """One violation of a shape, in its own words."""

    severity: str
    node: str
    path: str | None
    value: str | None
    message: Words
    shape: str


@dataclass(frozen=True, slots=True)
class Report:
    """Whether the data conforms, and one row per finding."""

    conforms: bool
    table: Table


def validate(store: Store, *, lang: str = "vi") -> Report:
    """Check everything in the store but the derived edges; warnings and infos do not break conformance."""
    conforms, found = findings(quad.triple for quad in store.quads() if quad.graph_name != _INFERRED)
    rows: list[dict[str, Value]] = [{**asdict(each), "message": in_language(lang, each.message)} for each in found]
    rows.sort(key=lambda row: [sort_key(str(row[key] or "")) for key in ("severity", "node", "path", "message")])
    columns = {key: said[lang] for key, said in _COLUMNS.items()}
    return Report(conforms, Table(columns, rows, [] if rows else [_CLEAN[lang]]))


def findings(triples: Iterable[Triple]) -> tuple[bool, list[ShapeFinding]]:
    """Return whether triples conform to the shipped shapes, and every violation."""
    rules = shapes()
    data = _graph(chain(_vocabulary(), triples))
    conforms, report, _ = run_shacl(data, shacl_graph=rules, inference="none", advanced=True, allow_warnings=True)
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL gave no report graph: {report!r}")
    # Not every sh:ValidationResult: the nested ones only detail the findings.
    return bool(conforms), [_finding(report, rules, result) for result in report.objects(None, SH.result)]


@cache
def shapes() -> rdflib.Graph:
    """Return the shipped SHACL shapes, read once: an import asks for them with every batch of rows."""
    text = shipped("ontology").joinpath("shapes.ttl").read_text(encoding="utf-8")
    return rdflib.Graph().parse(data=text, format="turtle")


def _vocabulary() -> Iterator[Triple]:
    """Yield the class tree and the code lists, without which an empty store's rules would find nothing to check."""
    for name in ("pfr.ttl", "concepts.ttl"):
        data = shipped("ontology").joinpath(name).read_bytes()
        quads = parse(data, format=RdfFormat.TURTLE)
        yield from (quad.triple for quad in quads if quad.predicate.value in _NEEDED)


def _graph(triples: Iterable[Triple]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for triple in triples:
        graph.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), _comparable(triple.object)))
    return graph


def _comparable(term: object) -> Node:
    """Return a term for pySHACL: a day that there is not as plain text, which is no date and compares with nothing.

    With its datatype rdflib would log a traceback, and pySHACL break off where a shape compares it.
    """
    if isinstance(term, Literal) and term.datatype.value == _DATE:
        found = _DAY.fullmatch(term.value)
        try:
            dt.date.fromisoformat(found[1] if found else "")
        except ValueError:
            return rdflib.Literal(term.value)
    return to_rdflib(term)


def _finding(report: rdflib.Graph, rules: rdflib.Graph, result: Node) -> ShapeFinding:
    shape = report.value(result, SH.sourceShape)
    return ShapeFinding(
        _name(report.value(result, SH.resultSeverity)) or "",
        _name(report.value(result, SH.focusNode)) or "",
        _name(report.value(result, SH.resultPath)),
        _name(report.value(result, SH.value)),
        Words(*(_message(report, rules, result, shape, lang) for lang in ("vi", "en"))),
        _name(shape) or "",
    )


def _message(report: rdflib.Graph, rules: rdflib.Graph, result: Node, shape: Node | None, lang: str) -> str:
    """Return the shape's own words: pySHACL drops the language of messages on the way to the report."""
    messages = [text for text in rules.objects(shape, SH.message) if isinstance(text, rdflib.Literal)]
    said = [str(text) for text in messages if text.language == lang]
    return "; ".join(sorted(said or map(str, report.objects(result, SH.resultMessage))))


def _name(term: object) -> str | None:
    if term is None:
        return None
    return compact(str(term)) or str(term)
