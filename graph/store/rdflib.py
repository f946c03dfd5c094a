"""The reference store: rdflib in memory.

It is slow and exact, and every named question must answer here as it does on Oxigraph. It also
hands its graph to the tools that need one (SHACL, JSON-LD and RDF/XML writers).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import rdflib
import rdflib.plugins.sparql
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from pyparsing import ParseException
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.query import Result, ResultRow
from rdflib.term import Node

from graph.errors import QuerySyntaxError
from graph.loading import Document, LoadReport, check
from graph.namespaces import PREFIXES
from graph.store.answers import Answer, Row, Solutions, Term, Triples, Truth
from graph.store.base import SOMETHING_ELSE, ClosingStore

# Both flags hold for the whole process: keep lexical forms, and let FROM name graphs of the store
# only, where rdflib would otherwise fetch addresses and read local files.
rdflib.NORMALIZE_LITERALS = False
rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False

_STRING = PREFIXES["xsd"] + "string"


class RdflibStore(ClosingStore):
    """All graphs in one ``rdflib.Dataset``."""

    def __init__(self) -> None:
        self.dataset = rdflib.Dataset(default_union=True)

    @property
    def location(self) -> str:
        return ":rdflib:"

    def query(self, text: str) -> Answer:
        try:
            result = self.dataset.query(text, initNs=PREFIXES)
        except ParseException as error:
            raise QuerySyntaxError(error.lineno, error.column, SOMETHING_ELSE) from error
        if result.type == "ASK":
            return Truth(bool(result.askAnswer))
        if result.type == "SELECT":
            variables = result.vars or []
            return Solutions(tuple(map(str, variables)), (_row(row) for row in _rows(result)))
        return Triples(_triple(triple) for triple in result.graph or ())

    def load(self, documents: Sequence[Document]) -> LoadReport:
        report = check(documents)
        for document in documents:
            self.dataset.addN(self._quad(quad) for quad in document.quads())
        return report

    def replace_graph(self, graph: str, triples: Iterable[Triple]) -> None:
        target = self.dataset.graph(rdflib.URIRef(graph))
        target.remove((None, None, None))
        for triple in triples:
            target.add((to_rdflib(triple.subject), to_rdflib(triple.predicate), to_rdflib(triple.object)))

    def replace_graphs(self, files: Mapping[str, Path]) -> None:
        found = {graph: list(parse(path=path, format=RdfFormat.N_TRIPLES)) for graph, path in files.items()}
        for graph, quads in found.items():
            self.replace_graph(graph, (quad.triple for quad in quads))

    def graphs(self) -> dict[str, int]:
        names = (q.graph_name.value if isinstance(q.graph_name, NamedNode) else "" for q in self.quads())
        return dict(sorted(Counter(names).items()))

    def quads(self) -> Iterator[Quad]:
        for subject, predicate, value, graph in self.dataset.quads((None, None, None, None)):
            named = graph is not None and graph != DATASET_DEFAULT_GRAPH_ID
            name = NamedNode(str(graph)) if named else DefaultGraph()
            yield Quad(from_rdflib(subject), from_rdflib(predicate), from_rdflib(value), name)  # type: ignore[arg-type]  # typed as Node

    def close(self) -> None:
        self.dataset.close()

    def _quad(self, quad: Quad) -> tuple[Node, Node, Node, rdflib.Graph]:
        name = quad.graph_name
        graph = (
            self.dataset.graph(rdflib.URIRef(name.value)) if isinstance(name, NamedNode) else self.dataset.default_graph
        )
        return to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object), graph


def to_rdflib(term: object) -> Node:
    """Return the rdflib form of a term; plain strings get no datatype, as rdflib compares them."""
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if not isinstance(term, Literal):
        raise TypeError(f"rdflib has no form for {term}")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    # Said here as well: pySHACL switches the flag of the process back while it runs.
    kept = None if datatype == _STRING else rdflib.URIRef(datatype)
    return rdflib.Literal(term.value, datatype=kept, normalize=False)


def from_rdflib(node: object) -> Term:
    """Return the term that an rdflib node stands for."""
    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if not isinstance(node, rdflib.Literal):
        raise TypeError(f"not an RDF term: {node!r}")
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), datatype=NamedNode(str(node.datatype or _STRING)))


def _rows(result: Result) -> Iterator[ResultRow]:
    """Yield the rows of a SELECT result, which rdflib types together with the other kinds of answer."""
    return (row for row in result if isinstance(row, ResultRow))


def _row(row: Iterable[Node | None]) -> Row:
    return tuple(None if node is None else from_rdflib(node) for node in row)


def _triple(triple: Iterable[Node]) -> Triple:
    subject, predicate, value = map(from_rdflib, triple)
    return Triple(subject, predicate, value)  # type: ignore[arg-type]  # typed as Node
