"""Answers in the standard formats, read back by other people's readers."""

from __future__ import annotations

import csv
import io
import json

import pytest
import rdflib.query
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results
from rdflib.query import Result

from graph.errors import UnknownFormat
from graph.export import FORMATS as GRAPH_FORMATS
from graph.loading import Document
from graph.results import ROW_FORMATS, write_answer
from graph.store import Store, open_store

VALUES = """
VALUES (?a ?b) {
  (<http://e/a> "x") ("Sơn La"@vi UNDEF)
  ("8"^^<http://www.w3.org/2001/XMLSchema#integer> "tab\\t quote\\" nl\\n back\\\\ &<>")
  (true "2024-01-01"^^<http://www.w3.org/2001/XMLSchema#date>) (1.5 "") ("a\\r\\nb\\r" "'\u2028\u0085")
}"""
SELECT = f"SELECT ?a ?b {{ {VALUES} }}"


@pytest.fixture(scope="module")
def store() -> Store:
    store = open_store(":memory:")
    store.load([Document.from_text("a.ttl", "<http://e/a> <http://e/b> 'Sơn La'@vi, [] .")])
    return store


def written(store: Store, query: str, format: str | None) -> str:
    return "".join(write_answer(store.query(query), format))


@pytest.mark.parametrize(
    ("format", "reader"),
    [("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML), ("tsv", QueryResultsFormat.TSV)],
    ids=["json", "xml", "tsv"],
)
def test_every_term_survives(store: Store, format: str, reader: QueryResultsFormat) -> None:
    read = parse_query_results(written(store, SELECT, format).encode(), format=reader)
    expected = store.query(SELECT)
    assert isinstance(read, QuerySolutions)
    assert [tuple(solution) for solution in read] == list(expected.rows)  # type: ignore[union-attr]  # SELECT


@pytest.mark.parametrize("format", ["json", "xml"])
def test_rdflib_reads_it_too(store: Store, format: str) -> None:
    result = Result.parse(io.BytesIO(written(store, SELECT, format).encode()), format=format)
    assert [str(variable) for variable in result.vars or ()] == ["a", "b"]
    rows = [row for row in result if isinstance(row, rdflib.query.ResultRow)]
    assert rows[1][0] == rdflib.Literal("Sơn La", lang="vi")
    assert rows[1][1] is None


def test_csv_holds_bare_values(store: Store) -> None:
    text = written(store, SELECT, "csv")
    assert text.startswith("a,b\r\n")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[1:4] == [["http://e/a", "x"], ["Sơn La", ""], ["8", 'tab\t quote" nl\n back\\ &<>']]
    assert read[-1] == ["a\r\nb\r", "'\u2028\u0085"]


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "xml"])
def test_no_solutions_still_name_the_variables(store: Store, format: str) -> None:
    text = written(store, "SELECT ?a ?b { ?a <http://e/none> ?b }", format)
    if format == "json":
        assert json.loads(text) == {"head": {"vars": ["a", "b"]}, "results": {"bindings": []}}
    else:
        assert all(variable in text for variable in ("a", "b"))


@pytest.mark.parametrize(
    ("format", "expected"),
    [
        ("table", "true\n"),
        ("csv", "true\n"),
        ("tsv", "true\n"),
        ("md", "true\n"),
        ("json", '{"head": {}, "boolean": true}\n'),
    ],
)
def test_ask(store: Store, format: str, expected: str) -> None:
    assert written(store, "ASK { ?s ?p ?o }", format) == expected


@pytest.mark.parametrize("truth", [True, False])
def test_ask_in_xml(store: Store, truth: bool) -> None:
    query = "ASK { ?s ?p ?o }" if truth else "ASK { ?s <http://e/none> ?o }"
    text = written(store, query, "xml")
    assert bool(parse_query_results(text.encode(), format=QueryResultsFormat.XML)) is truth
    assert Result.parse(io.BytesIO(text.encode()), format="xml").askAnswer is truth


def test_the_default_is_a_table_or_turtle(store: Store) -> None:
    assert written(store, "SELECT ?o { ?s ?p ?o FILTER isLiteral(?o) }", None) == "o\n──────\nSơn La\n"
    assert written(store, "CONSTRUCT { ?s ?p 1 } { ?s ?p 'Sơn La'@vi }", None) == "<http://e/a>\n    <http://e/b> 1 .\n"


@pytest.mark.parametrize("format", GRAPH_FORMATS)
def test_construct_in_every_graph_format(store: Store, format: str) -> None:
    assert "Sơn La" in written(store, "CONSTRUCT WHERE { ?s ?p ?o }", format)


@pytest.mark.parametrize(
    ("query", "formats"),
    [
        pytest.param("SELECT * { ?s ?p ?o }", (*GRAPH_FORMATS, "yaml"), id="rows"),
        pytest.param("ASK {}", (*GRAPH_FORMATS, "yaml"), id="truth"),
        pytest.param(
            "CONSTRUCT WHERE { ?s ?p ?o }", (*(name for name in ROW_FORMATS if name != "xml"), "yaml"), id="triples"
        ),
    ],
)
def test_a_format_must_fit_the_answer(store: Store, query: str, formats: tuple[str, ...]) -> None:
    for format in formats:
        if format in ROW_FORMATS and format in GRAPH_FORMATS:
            continue
        with pytest.raises(UnknownFormat):
            written(store, query, format)


def test_blank_nodes_keep_their_identity(store: Store) -> None:
    query = "SELECT ?o (?o AS ?again) { ?s ?p ?o FILTER isBlank(?o) }"
    (binding,) = json.loads(written(store, query, "json"))["results"]["bindings"]
    assert binding["o"] == binding["again"]
    assert binding["o"]["type"] == "bnode"


def test_rows_come_one_by_one(store: Store) -> None:
    pieces = write_answer(store.query(SELECT), "json")
    next(pieces)
    assert sum(1 for _ in pieces) == 7
