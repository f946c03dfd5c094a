"""Validate the data with the SHACL shapes by pySHACL, on an rdflib graph.

pySHACL over an Oxigraph-backed graph is slow and finds false violations (plain strings come back
typed), so the data is copied.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import rdflib
from pyoxigraph import Quad
from pyshacl import validate as run_shacl
from rdflib.namespace import SH

from graph.names import sort_key
from graph.namespaces import GRAPH_INFERRED, compact
from graph.resources import shipped
from graph.store.base import Store
from graph.store.rdflib import to_rdflib
from graph.tables import Table

_COLUMNS = {
    "severity": {"vi": "Mức độ", "en": "Severity"},
    "node": {"vi": "Đối tượng", "en": "Node"},
    "path": {"vi": "Thuộc tính", "en": "Property"},
    "value": {"vi": "Giá trị", "en": "Value"},
    "message": {"vi": "Vấn đề", "en": "Message"},
    "shape": {"vi": "Quy tắc", "en": "Shape"},
}


@dataclass(frozen=True, slots=True)
class Report:
    """Whether the data conforms, and one row per finding."""

    conforms: bool
    table: Table


def validate(store: Store, *, lang: str = "vi") -> Report:
    """Check everything in the store but the derived edges; warnings and infos do not break conformance."""
    inferred = GRAPH_INFERRED
    data = _graph(quad for quad in store.quads() if str(quad.graph_name) != f"<{inferred}>")
    conforms, results, _ = run_shacl(data, shacl_graph=shapes(), inference="none", advanced=True, allow_warnings=True)
    if not isinstance(results, rdflib.Graph):
        raise TypeError(f"pySHACL gave no report graph: {results!r}")
    rows = [_row(results, result, lang) for result in results.subjects(rdflib.RDF.type, SH.ValidationResult)]
    rows.sort(key=lambda row: [sort_key(str(row[key] or "")) for key in ("severity", "node", "path", "message")])
    return Report(bool(conforms), Table({key: said[lang] for key, said in _COLUMNS.items()}, list(rows)))


def shapes() -> rdflib.Graph:
    """Return the shipped SHACL shapes."""
    text = shipped("ontology").joinpath("shapes.ttl").read_text(encoding="utf-8")
    return rdflib.Graph().parse(data=text, format="turtle")


def _graph(quads: Iterable[Quad]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for quad in quads:
        graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return graph


def _row(results: rdflib.Graph, result: rdflib.term.Node, lang: str) -> dict[str, str | int | float | bool | None]:
    messages = [text for text in results.objects(result, SH.resultMessage) if isinstance(text, rdflib.Literal)]
    said = [str(text) for text in messages if text.language == lang] or [str(text) for text in messages]
    return {
        "severity": _name(results.value(result, SH.resultSeverity)),
        "node": _name(results.value(result, SH.focusNode)),
        "path": _name(results.value(result, SH.resultPath)),
        "value": _name(results.value(result, SH.value)),
        "message": "; ".join(sorted(said)),
        "shape": _name(results.value(result, SH.sourceShape)),
    }


def _name(term: object) -> str | None:
    if term is None:
        return None
    return compact(str(term)) or str(term)
