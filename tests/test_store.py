"""What every store does, whatever engine is behind it: one suite over all backends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from graph.errors import MalformedRdf, QuerySyntaxError
from graph.loading import Document
from graph.namespaces import GRAPH_INFERRED
from graph.store import Store, blocks, open_store
from graph.store.answers import Solutions, Triples, Truth
from graph.store.base import rows, triples

A, B, C = (NamedNode(f"http://e/{name}") for name in "abc")
G1, G2 = "http://e/g1", "http://e/g2"
ONE = "<http://e/a> <http://e/b> <http://e/c> ."


@pytest.fixture(params=["memory", "folder", "rdflib"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    location = {"memory": ":memory:", "folder": str(tmp_path / "store"), "rdflib": ":rdflib:"}[request.param]
    with open_store(location, writable=True) as opened:
        yield opened


def trig(text: str, name: str = "a.trig") -> Document:
    return Document.from_text(name, text)


def count(store: Store, pattern: str = "?s ?p ?o") -> int:
    ((number,),) = rows(store, f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
    assert isinstance(number, Literal)
    return int(number.value)


def texts(store: Store, query: str) -> list[tuple[str, ...]]:
    return sorted(tuple(getattr(term, "value", "") for term in row) for row in rows(store, query))


def test_a_new_store_is_empty(store: Store) -> None:
    assert store.graphs() == {}
    assert list(store.quads()) == []
    assert count(store) == 0


def test_what_is_loaded_can_be_asked_and_read_out(store: Store) -> None:
    report = store.load([trig(ONE + f"<{G1}> {{ <http://e/a> <http://e/b> 'Sơn La'@vi, 8, 'x' }}")])
    assert report.graphs == store.graphs() == {"": 1, G1: 3}
    assert set(store.quads()) == {
        Quad(A, B, C, DefaultGraph()),
        Quad(A, B, Literal("Sơn La", language="vi"), NamedNode(G1)),
        Quad(A, B, Literal("8", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer")), NamedNode(G1)),
        Quad(A, B, Literal("x"), NamedNode(G1)),
    }
    assert count(store) == 4


def test_kinds_of_answers(store: Store) -> None:
    store.load([trig(ONE)])
    solutions = store.query("SELECT ?o ?none ?s { ?s ?p ?o }")
    assert isinstance(solutions, Solutions)
    assert solutions.variables == ("o", "none", "s")
    assert list(solutions.rows) == [(C, None, A)]
    assert store.query("ASK { ?s ?p <http://e/c> }") == Truth(True)
    assert store.query("ASK { ?s ?p <http://e/none> }") == Truth(False)
    built = store.query("CONSTRUCT { ?o ?p ?s } { ?s ?p ?o }")
    assert isinstance(built, Triples)
    assert list(built.triples) == [Triple(C, B, A)]
    described = store.query("DESCRIBE <http://e/a>")
    assert isinstance(described, Triples)
    assert Triple(A, B, C) in list(described.triples)


def test_our_prefixes_are_declared_and_can_be_declared_again(store: Store) -> None:
    store.load([trig("<https://w3id.org/pfr/id/place/VN-05> a <https://w3id.org/pfr/ns#Province> .")])
    assert store.query("ASK { place:VN-05 a pfr:Province }") == Truth(True)
    assert store.query("PREFIX pfr: <http://e/> ASK { ?s a pfr:Province }") == Truth(False)


@pytest.mark.parametrize("helper", [rows, triples])
def test_our_own_queries_must_be_of_their_kind(store: Store, helper: Callable[[Store, str], object]) -> None:
    with pytest.raises(TypeError):
        helper(store, "ASK {}")


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("SELECT * {\n  ?s ?p }", id="no object"),
        pytest.param("SELECT * {\n  ?s ?p ?o", id="open group"),
        pytest.param("\nDROP ALL", id="an update"),
        pytest.param("", id="nothing"),
        pytest.param("SELECT *\n{ <http://e/a b> ?p ?o }", id="space in an IRI"),
    ],
)
def test_a_syntax_error_has_its_place(store: Store, query: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        store.query(query)
    assert caught.value.line
    assert caught.value.column
    assert "line" in caught.value.say("en")
    assert "dòng" in caught.value.say("vi")


@pytest.mark.parametrize("clause", ["FROM <file:///etc/passwd>", "FROM </etc/passwd>", "FROM <http://127.0.0.1:9/x>"])
def test_from_names_a_graph_and_fetches_nothing(store: Store, clause: str) -> None:
    store.load([trig(ONE)])
    try:
        assert texts(store, f"SELECT ?o {clause} {{ ?s ?p ?o }}") == []
    except QuerySyntaxError:
        assert "</" in clause, "only the relative IRI may be refused"


# What several graphs tell.


def test_a_triple_of_two_graphs_counts_once(store: Store) -> None:
    figure = "<http://e/f> <http://e/value> 7 ."
    store.load([trig(f"{figure} <{G1}> {{ {figure} }} <{G2}> {{ {figure} <http://e/f2> <http://e/value> 5 . }}")])
    assert count(store) == 2
    assert texts(store, "SELECT (SUM(?v) AS ?sum) { ?f <http://e/value> ?v }") == [("12",)]
    assert store.graphs() == {"": 1, G1: 1, G2: 2}


def test_it_counts_once_when_it_comes_in_parts(store: Store) -> None:
    store.load([trig(ONE)])
    store.load([trig(f"<{G1}> {{ {ONE} }}")])
    store.load([trig(f"<{G2}> {{ {ONE} }}")])
    assert count(store) == 1
    assert len(list(store.quads())) == 3


def test_a_named_graph_can_be_asked_by_its_name(store: Store) -> None:
    store.load([trig(f"{ONE} <{G1}> {{ <http://e/a> <http://e/b> 1 }} <{G2}> {{ <http://e/a> <http://e/b> 2 }}")])
    assert texts(store, f"SELECT ?o {{ GRAPH <{G2}> {{ ?s ?p ?o }} }}") == [("2",)]
    assert texts(store, "SELECT ?o FROM <http://e/g1> { ?s ?p ?o }") == [("1",)]
    named = texts(store, f"SELECT ?g {{ VALUES ?g {{ <{G1}> <{G2}> }} GRAPH ?g {{ ?s ?p ?o }} }}")
    assert named == [(G1,), (G2,)]


def test_patterns_join_across_graphs(store: Store) -> None:
    store.load([trig(f"<{G1}> {{ {ONE} }} <{G2}> {{ <http://e/c> <http://e/b> <http://e/d> }}")])
    assert count(store, "?a <http://e/b>/<http://e/b> ?b") == 1


# Replacing and dropping.


def test_a_graph_is_replaced_as_a_whole(store: Store) -> None:
    store.replace_graph(G1, [Triple(A, B, Literal("1")), Triple(A, B, Literal("2"))])
    store.replace_graph(G1, [Triple(A, B, Literal("2")), Triple(A, B, Literal("3"))])
    assert store.graphs() == {G1: 2}
    assert texts(store, "SELECT ?o { ?s ?p ?o }") == [("2",), ("3",)]
    store.replace_graph(G1, [])
    assert store.graphs() == {}
    assert count(store) == 0


@pytest.mark.parametrize("left", [[], [Triple(C, B, A)]], ids=["dropped", "replaced"])
def test_what_others_tell_stays(store: Store, left: list[Triple]) -> None:
    store.load([trig(f"<{G1}> {{ {ONE} <http://e/a> <http://e/b> 'only g1' }} <{G2}> {{ {ONE} }}")])
    store.replace_graph(G1, left)
    assert store.query("ASK { <http://e/a> <http://e/b> <http://e/c> }") == Truth(True)
    assert store.query("ASK { ?s ?p 'only g1' }") == Truth(False)
    assert count(store) == 1 + len(left)
    assert store.graphs().get(G2) == 1


def test_triples_without_a_graph_stay_when_a_named_one_goes(store: Store) -> None:
    store.load([trig(ONE)])
    store.load([trig(f"<{G1}> {{ {ONE} <http://e/x> <http://e/y> <http://e/z> }}")])
    store.replace_graph(G1, [])
    assert store.graphs() == {"": 1}
    assert list(store.quads()) == [Quad(A, B, C)]
    assert count(store) == 1


def test_replacing_needs_no_graph_before_it(store: Store) -> None:
    store.load([trig(ONE)])
    store.replace_graph(GRAPH_INFERRED, [Triple(C, B, A)])
    assert store.graphs() == {"": 1, GRAPH_INFERRED: 1}
    assert count(store) == 2


@pytest.mark.parametrize("value", ["a\"b\\c\n\r\t'", "\u2028\x85\x01", "} ; DROP ALL #", "\U0001f600\u0301"])
def test_any_literal_can_be_replaced(store: Store, value: str) -> None:
    store.replace_graph(G1, [Triple(A, B, Literal(value)), Triple(A, B, Literal(value, language="vi"))])
    assert {quad.object for quad in store.quads()} == {Literal(value), Literal(value, language="vi")}
    store.replace_graph(G1, [Triple(A, B, Literal(value))])
    assert [quad.object for quad in store.quads()] == [Literal(value)]


def test_graphs_with_blank_nodes_can_be_replaced_and_dropped(store: Store) -> None:
    node = BlankNode("x")
    store.load([trig(f"{ONE} <{G1}> {{ _:x <http://e/b> _:y . _:y <http://e/b> 1 }}")])
    store.replace_graph(G1, [Triple(node, B, A), Triple(node, B, C), Triple(A, B, Literal("1"))])
    assert store.graphs() == {"": 1, G1: 3}
    assert count(store, "?x <http://e/b> <http://e/a>, <http://e/c>") == 1
    store.replace_graph(G1, [])
    assert list(store.quads()) == [Quad(A, B, C)]
    assert count(store) == 1


# All or nothing, and blank nodes of several files.


BAD = "<http://e/x> <http://e/y> <http://e/z> .\n<http://e/x> oops"


@pytest.mark.parametrize("before", ["", ONE, f"<{G1}> {{ {ONE} }}"], ids=["empty", "without graphs", "with a graph"])
@pytest.mark.parametrize("order", [("good", "bad"), ("bad", "good"), ("bad",)], ids="-".join)
def test_all_documents_or_none(store: Store, tmp_path: Path, before: str, order: tuple[str, ...]) -> None:
    store.load([trig(before)])
    held = set(store.quads())
    files = {"good": tmp_path / "good.nt", "bad": tmp_path / "bad.nt"}
    files["good"].write_text('<http://e/new> <http://e/b> "x" .\n' * 3, encoding="utf-8")
    files["bad"].write_text(BAD, encoding="utf-8")
    with pytest.raises(MalformedRdf, match=r"bad\.nt:2:14"):
        store.load([Document.from_file(files[name]) for name in order])
    assert set(store.quads()) == held


#: One triple from a blank node called x to a literal, in each format; {} is the literal.
BLANK = {
    "ttl": '_:x <http://e/b> "{}" .',
    "trig": '<http://e/g1> {{ _:x <http://e/b> "{}" }}',
    "nt": '_:x <http://e/b> "{}" .',
    "nq": '_:x <http://e/b> "{}" <http://e/g1> .',
    "jsonld": '{{"@id": "_:x", "http://e/b": "{}"}}',
    "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
    '<rdf:Description rdf:nodeID="x"><e:b>{}</e:b></rdf:Description></rdf:RDF>',
}


@pytest.mark.parametrize("ending", BLANK)
@pytest.mark.parametrize("together", [True, False], ids=["one load", "two loads"])
def test_equal_labels_of_two_files_never_meet(store: Store, tmp_path: Path, ending: str, together: bool) -> None:
    documents = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.{ending}"
        path.write_text(BLANK[ending].format(name), encoding="utf-8")
        documents.append(Document.from_file(path))
    for batch in [documents] if together else [[document] for document in documents]:
        store.load(batch)
    assert count(store) == 2
    assert count(store, "?x <http://e/b> 'one', 'two'") == 0
    assert len({quad.subject for quad in store.quads()}) == 2


@pytest.mark.parametrize("ending", BLANK)
def test_equal_labels_of_two_texts_never_meet(ending: str) -> None:
    store = open_store(":memory:")
    store.load([Document.from_text(f"{name}.{ending}", BLANK[ending].format(name)) for name in ("one", "two")])
    assert len({quad.subject for quad in store.quads()}) == 2


def test_a_label_within_one_file_is_one_node_over_its_graphs(store: Store) -> None:
    store.load([trig(f"_:x <http://e/b> 'one' . <{G1}> {{ _:x <http://e/b> 'two' }}")])
    assert count(store, "?x <http://e/b> 'one', 'two'") == 1


def test_loading_twice_adds_nothing(store: Store) -> None:
    text = f"{ONE} <{G1}> {{ {ONE} }}"
    for _ in range(2):
        store.load([trig(text)])
        assert store.graphs() == {"": 1, G1: 1}
    assert count(store) == 1


def test_no_documents_are_no_work(store: Store) -> None:
    assert store.load([]).total == 0
    assert store.graphs() == {}


def test_documents_of_several_formats_in_one_load(store: Store, tmp_path: Path) -> None:
    for ending, text in BLANK.items():
        (tmp_path / f"a.{ending}").write_text(text.format(ending), encoding="utf-8")
    report = store.load([Document.from_file(path) for path in sorted(tmp_path.glob("a.*"))])
    assert report.graphs == {"": 4, G1: 2}
    assert texts(store, "SELECT ?o { ?s ?p ?o }") == sorted((ending,) for ending in BLANK)


def test_the_reference_engine_keeps_lexical_forms() -> None:
    store = open_store(":rdflib:")
    byte = Literal("01", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#byte"))
    store.load([trig(f"<http://e/a> <http://e/b> 1.00, {byte} .")])
    assert sorted(quad.object.value for quad in store.quads() if isinstance(quad.object, Literal)) == ["01", "1.00"]


def test_graphs_are_sorted_by_name(store: Store) -> None:
    store.load([trig(f"<{G2}> {{ {ONE} }} <{G1}> {{ {ONE} }} {ONE}")])
    names = list(store.graphs())
    assert all(one < other for one, other in pairwise(names))


@pytest.fixture
def spooled(tmp_path: Path) -> Callable[[str, list[Triple]], Path]:
    def write(name: str, found: list[Triple]) -> Path:
        file = tmp_path / f"{name}.nt"
        serialize(found, file, RdfFormat.N_TRIPLES)
        return file

    return write


#: A literal that looks like the end of a line, and one with a line end in it.
HARD: list[NamedNode | Literal] = [Literal(" .\n <http://e/x> ."), Literal('a " .', language="vi"), Literal("x\\")]


@pytest.mark.parametrize("block", [40, 1 << 20], ids=["many blocks", "one block"])
def test_graphs_are_made_from_files(
    store: Store, spooled: Callable[[str, list[Triple]], Path], monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(blocks, "_BLOCK", block)
    store.load([trig(ONE)])
    one, two = [Triple(A, B, value) for value in [C, *HARD]], [Triple(A, B, C), Triple(C, B, A)]
    store.replace_graphs({G1: spooled("one", one), G2: spooled("two", two)})
    assert store.graphs() == {"": 1, G1: 4, G2: 2}
    assert {quad.triple for quad in store.quads() if quad.graph_name == NamedNode(G1)} == set(one)
    assert count(store) == 5  # the merge holds what three graphs say once


def test_graphs_are_replaced_together(store: Store, spooled: Callable[[str, list[Triple]], Path]) -> None:
    both, gone, kept = Triple(A, B, A), Triple(A, B, B), Triple(A, B, C)
    store.replace_graphs({G1: spooled("one", [both, gone]), G2: spooled("two", [both, kept])})
    store.replace_graphs({G1: spooled("one", [kept]), G2: spooled("two", [gone])})
    assert store.graphs() == {G1: 1, G2: 1}
    assert texts(store, "SELECT ?o { ?s ?p ?o }") == [("http://e/b",), ("http://e/c",)]


def test_what_a_killed_process_was_adding_is_taken_away(
    tmp_path: Path, spooled: Callable[[str, list[Triple]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "store"
    monkeypatch.setattr(blocks, "_BLOCK", 40)
    with open_store(str(folder), writable=True) as store:
        store.load([trig(f"<{G1}> {{ {ONE} }}")])
        before = set(store.quads())
    added = spooled("two", [Triple(A, B, value) for value in [C, *HARD]])
    program = (
        "import os, sys, pathlib; from graph.store import blocks, open_store; blocks._BLOCK = 1;"
        "real = blocks.blocks;"
        "from graph.store import oxigraph;"
        "cut = lambda files: (b if n < 2 else os._exit(9) for n, b in enumerate(real(files)));"
        "oxigraph.blocks = cut;"
        "open_store(sys.argv[1], writable=True).replace_graphs({sys.argv[2]: pathlib.Path(sys.argv[3])})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder), G2, str(added)], cwd=Path(__file__).parent.parent, check=False
    )
    assert done.returncode == 9
    with open_store(str(folder)) as store:
        assert G2 in store.graphs()  # a reader may meet a part of it
    with open_store(str(folder), writable=True) as store:
        assert set(store.quads()) == before
        assert count(store) == 1
        store.replace_graphs({G2: added})
        assert store.graphs() == {G1: 1, G2: 4}
