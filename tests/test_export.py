"""Exports: every format gives the whole graph back, and the same bytes for the same graph."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import rdflib
from click.testing import Result
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse
from rdflib.compare import isomorphic

from graph.errors import UnknownFormat, UnknownName
from graph.export import FORMATS, export, serialize
from graph.jsonld import jsonld
from graph.loading import Document
from graph.namespaces import GRAPH_INFERRED, GRAPH_REFERENCE, expand
from graph.shipped import shipped_documents
from graph.store import Store, open_store

READERS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
ENDINGS = {"turtle": "ttl"}
KEEP_GRAPHS = {"trig", "nq", "jsonld"}
SON_LA = [NamedNode(expand("place:VN-05") or "")]
S, P = NamedNode("http://e/s"), NamedNode("http://e/p")


def merged(quads: Iterable[Quad]) -> set[Quad]:
    return {Quad(quad.subject, quad.predicate, quad.object) for quad in quads}


@pytest.fixture(scope="module")
def shipped_quads(shipped_store: Store) -> list[Quad]:
    return list(shipped_store.quads())


def test_formats_are_all_covered() -> None:
    assert set(FORMATS) == set(READERS)


@pytest.mark.parametrize("format", FORMATS)
def test_all_shipped_data_comes_back_with_the_same_lexical_forms(
    format: str, shipped_store: Store, shipped_quads: list[Quad], tmp_path: Path
) -> None:
    file = tmp_path / f"all.{ENDINGS.get(format, format)}"
    file.write_text(export(shipped_store, format, inferred=True), encoding="utf-8", newline="")
    fresh = open_store(":memory:")
    report = fresh.load([Document.from_file(file)])
    wanted = set(shipped_quads) if format in KEEP_GRAPHS else merged(shipped_quads)
    assert set(fresh.quads()) == wanted
    assert (report.rewritten, report.notes) == (0, [])


def test_the_store_holds_the_lexical_forms_of_the_files(shipped_quads: list[Quad]) -> None:
    files = {quad for document in shipped_documents() for quad in document.quads()}
    assert {quad for quad in shipped_quads if quad.graph_name != NamedNode(GRAPH_INFERRED)} == files


@pytest.mark.parametrize("format", FORMATS)
def test_shuffled_quads_give_the_same_bytes(format: str, shipped_quads: list[Quad]) -> None:
    part = random.Random(1).sample(shipped_quads, 3000)  # noqa: S311 - an order, not a secret
    assert serialize(part, format) == serialize(sorted(part, key=str), format)


@pytest.fixture(scope="module")
def on_rdflib(shipped_quads: list[Quad]) -> Store:
    store = open_store(":rdflib:")
    text = serialize(shipped_quads, "nq")
    store.load([Document.from_bytes("all.nq", text.encode())])
    return store


def test_both_engines_hold_the_same_quads(on_rdflib: Store, shipped_quads: list[Quad]) -> None:
    assert set(on_rdflib.quads()) == set(shipped_quads)


@pytest.mark.parametrize("format", FORMATS)
def test_both_engines_give_the_same_bytes(format: str, shipped_store: Store, on_rdflib: Store) -> None:
    graphs = ["source-graph:son-la-2017-04-14", "graph:inferred"]
    text = export(shipped_store, format, graphs=graphs)
    assert len(text) > 10_000
    assert export(on_rdflib, format, graphs=graphs) == text


@pytest.mark.parametrize(
    ("format", "name"), [("turtle", "turtle"), ("rdf", "xml"), ("nt", "nt"), ("jsonld", "json-ld")]
)
def test_rdflib_reads_what_we_write(format: str, name: str, shipped_store: Store) -> None:
    about = export(shipped_store, format, about=SON_LA, graphs=["graph:reference"])
    ours = rdflib.Graph().parse(data=export(shipped_store, "nt", about=SON_LA, graphs=["graph:reference"]), format="nt")
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(io.BytesIO(about.encode()), format=name)
    theirs = rdflib.Graph()
    theirs += ((s, p, o) for s, p, o, _ in dataset.quads())
    assert len(ours) > 5
    assert isomorphic(ours, theirs)


AWKWARD = [
    "",
    "a\u2028b",
    "a\u0085b",
    "a\x0bb\x1cc",
    "\r\n",
    "a\rb",
    "\x01",
    "]]>",
    "&lt;",
    " x ",
    "\U0001f600",
    "\u202e",
    "{{x}}",
]


@pytest.mark.parametrize("format", FORMATS)
def test_awkward_literals_come_back(format: str) -> None:
    quads = {Quad(S, P, Literal(text)) for text in AWKWARD} | {
        Quad(S, P, Literal(text, language="vi")) for text in AWKWARD
    }
    assert set(parse(input=serialize(quads, format), format=READERS[format])) == quads


@pytest.mark.parametrize("format", ["nt", "nq"])
def test_one_triple_a_line(format: str) -> None:
    text = serialize([Quad(S, P, Literal(text)) for text in AWKWARD], format)
    lines = text.split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(AWKWARD)
    assert lines == sorted(lines)


@pytest.mark.parametrize("iri", ["geo:20.8,104.7", "place:VN-05", "urn:x:1", "field:x", "http://e/é?a=b&c=d"])
@pytest.mark.parametrize("format", FORMATS)
def test_an_iri_whose_scheme_is_one_of_our_prefixes(format: str, iri: str) -> None:
    ours = NamedNode(expand("place:VN-05") or "")
    typed = Literal("x", datatype=NamedNode(iri))
    quads = {Quad(NamedNode(iri), P, NamedNode(iri)), Quad(ours, P, NamedNode(iri)), Quad(ours, P, typed)}
    assert set(parse(input=serialize(quads, format), format=READERS[format])) == quads


def test_jsonld_declares_only_what_it_uses_and_fetches_nothing() -> None:
    text = jsonld([Quad(NamedNode(expand("place:VN-05") or ""), P, Literal("1", datatype=NamedNode("http://e/t")))])
    document = json.loads(text)
    assert document["@context"] == {"place": "https://w3id.org/pfr/id/place/"}
    assert document["@graph"] == [{"@id": "place:VN-05", "http://e/p": [{"@type": "http://e/t", "@value": "1"}]}]


def test_jsonld_types_and_graphs() -> None:
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    graph = NamedNode("http://e/g")
    quads = {
        Quad(S, kind, NamedNode("http://e/T"), graph),
        Quad(S, kind, Literal("odd"), graph),
        Quad(S, kind, NamedNode("http://e/T")),
        Quad(graph, P, S),
    }
    document = json.loads(jsonld(quads))
    assert document["@graph"][-1]["@id"] == "http://e/g"
    assert document["@graph"][-1]["@graph"][0]["@type"] == ["http://e/T"]
    assert set(parse(input=jsonld(quads), format=RdfFormat.JSON_LD)) == quads


@pytest.mark.parametrize("format", FORMATS)
def test_blank_nodes_are_named_by_content(format: str) -> None:
    one = [Quad(S, P, BlankNode("a")), Quad(BlankNode("a"), P, Literal("x"))]
    other = [Quad(BlankNode("zz"), P, Literal("x")), Quad(S, P, BlankNode("zz"))]
    assert serialize(one, format) == serialize(other, format)
    assert len(set(parse(input=serialize(one, format), format=READERS[format]))) == 2


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_store_is_an_empty_document(format: str) -> None:
    text = export(open_store(":memory:"), format)
    assert list(parse(input=text, format=READERS[format])) == []


@pytest.mark.parametrize(
    ("ending", "name"), [("ttl", "turtle"), ("xml", "rdf"), ("json-ld", "jsonld"), ("nquads", "nq")]
)
def test_other_names_of_formats(ending: str, name: str) -> None:
    quads = [Quad(S, P, S)]
    assert serialize(quads, ending) == serialize(quads, name)


def test_unknown_format_and_graph_name_the_known_ones(shipped_store: Store) -> None:
    with pytest.raises(UnknownFormat, match="turtle, trig, nt, nq, jsonld, rdf"):
        serialize([], "yaml")
    with pytest.raises(UnknownName, match="graph:reference"):
        export(shipped_store, "nq", graphs=["graph:nowhere"])


def test_derived_edges_only_on_request(shipped_store: Store) -> None:
    assert GRAPH_INFERRED not in export(shipped_store, "nq")
    assert GRAPH_INFERRED in export(shipped_store, "nq", inferred=True)
    assert GRAPH_INFERRED in export(shipped_store, "nq", graphs=["graph:inferred"])


def test_only_the_graphs_asked_for(shipped_store: Store) -> None:
    quads = set(parse(input=export(shipped_store, "nq", graphs=["graph:reference"]), format=RdfFormat.N_QUADS))
    assert {quad.graph_name for quad in quads} == {NamedNode(GRAPH_REFERENCE)}
    assert DefaultGraph() not in {quad.graph_name for quad in quads}


def test_about_a_thing_comes_with_its_statements_and_their_evidence(shipped_store: Store) -> None:
    text = export(shipped_store, "turtle", about=SON_LA)
    subjects = {quad.subject.value for quad in parse(input=text, format=RdfFormat.TURTLE)}
    assert expand("place:VN-05") in subjects
    for kind in ("partnership", "evidence", "passage"):
        assert any(subject.startswith(expand(f"{kind}:") or "?") for subject in subjects), kind
    assert len(text) < len(export(shipped_store, "turtle"))


@pytest.mark.parametrize("format", ["turtle", "graphml"])
def test_a_name_means_what_it_means_elsewhere(format: str, kg: Callable[..., Result]) -> None:
    result = kg("export", "--about", "Lào Cai", "-f", format)
    assert result.exit_code == 0
    for unit in ("place:VN-2025-lao-cai", "place:VN-02"):  # the present province, and one that it replaced
        assert unit in result.stdout
        assert unit in result.stderr
