"""Queries of users: refused where they reach out, stopped in time, answered in the standard formats."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from graph.errors import BadInput, QueryRefused, QuerySyntaxError, QueryTimeout, UnknownFormat, UnreadableFile
from graph.guard import DEEPEST, LONGEST, MOST_TOKENS, guard
from graph.querying import query_text, run
from graph.store import Store, open_store
from graph.store.answers import Answer

TERMS = """
VALUES (?iri ?text ?tagged ?number ?nothing) {
  (place:VN-05 "a,\\"b\\"\\n\\t<&>" "Sơn La"@vi 4.7 UNDEF) (<http://e.org/x> "" "x"@en-GB "2024"^^xsd:gYear UNDEF)
}
"""
SELECT = f"SELECT ?iri ?text ?tagged ?number ?nothing {{ {TERMS} }}"
SPARQL_XML = "{http://www.w3.org/2005/sparql-results#}"


@pytest.fixture(scope="module")
def store(told: Callable[[str], Store]) -> Store:
    return told('place:VN-05 skos:prefLabel "Sơn La"@vi ; skos:notation "VN-05" .')


def answer(store: Store, text: str, format: str | None = None) -> str:
    return "".join(run(store, text, format))


# --- SELECT and ASK


@pytest.mark.parametrize(
    ("format", "standard"),
    [("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML), ("tsv", QueryResultsFormat.TSV)],
    ids=["json", "xml", "tsv"],
)
def test_standard_formats_read_back_to_the_same_terms(format: str, standard: QueryResultsFormat, store: Store) -> None:
    written = parse_query_results(answer(store, SELECT, format).encode(), format=standard)
    assert isinstance(written, QuerySolutions)
    (first, second), variables = list(written), [variable.value for variable in written.variables]
    assert variables == ["iri", "text", "tagged", "number", "nothing"]
    assert str(first["iri"]) == "<https://w3id.org/pfr/id/place/VN-05>"
    assert first["text"].value == 'a,"b"\n\t<&>'
    assert [first["tagged"].language, second["tagged"].language.lower()] == ["vi", "en-gb"]
    assert first["number"].datatype.value.endswith("decimal")
    assert second["number"].datatype.value.endswith("gYear")
    assert first["nothing"] is None


def test_json_is_the_standard_one(store: Store) -> None:
    found = json.loads(answer(store, SELECT, "json"))
    assert found["head"]["vars"] == ["iri", "text", "tagged", "number", "nothing"]
    first = found["results"]["bindings"][0]
    assert first["iri"] == {"type": "uri", "value": "https://w3id.org/pfr/id/place/VN-05"}
    assert first["text"] == {"type": "literal", "value": 'a,"b"\n\t<&>'}
    assert first["tagged"] == {"type": "literal", "value": "Sơn La", "xml:lang": "vi"}
    assert "nothing" not in first


def test_csv_quotes_what_needs_it(store: Store) -> None:
    text = answer(store, SELECT, "csv")
    assert "\r\n" in text
    header, first, second = csv.reader(io.StringIO(text, newline=""))
    assert header == ["iri", "text", "tagged", "number", "nothing"]
    assert first == ["https://w3id.org/pfr/id/place/VN-05", 'a,"b"\n\t<&>', "Sơn La", "4.7", ""]
    assert second[1] == ""


def test_table_is_for_people(store: Store) -> None:
    lines = answer(
        store,
        'SELECT ?place ?name { ?place skos:prefLabel ?name ; skos:notation ?code . FILTER(STRSTARTS(?code, "VN")) }',
    ).splitlines()
    assert lines[0].split(" │ ") == ["place      ", "name"]
    assert lines[2].split(" │ ") == ["place:VN-05", "Sơn La"]


@pytest.mark.parametrize("format", [None, "table", "csv", "tsv", "json", "xml", "md"])
@pytest.mark.parametrize(("value", "word"), [("1", "true"), ("2", "false")])
def test_ask_is_answered_in_every_format(format: str | None, value: str, word: str, store: Store) -> None:
    text = answer(store, f"ASK {{ FILTER ({value} = 1) }}", format)
    if format == "json":
        assert json.loads(text)["boolean"] is (word == "true")
    elif format == "xml":
        assert ElementTree.fromstring(text).findtext(f"{SPARQL_XML}boolean") == word  # noqa: S314 - our own text
    else:
        assert text == f"{word}\n"


def test_no_solution_is_well_formed_in_every_format(store: Store) -> None:
    nothing = "SELECT ?x { FILTER (false) }"
    assert json.loads(answer(store, nothing, "json"))["results"]["bindings"] == []
    assert ElementTree.fromstring(answer(store, nothing, "xml")).find(f"{SPARQL_XML}results") is not None  # noqa: S314 - our own text
    assert answer(store, nothing, "csv") == "x\r\n"
    assert answer(store, nothing, "tsv") == "?x\n"


# --- CONSTRUCT and DESCRIBE


@pytest.mark.parametrize(
    ("format", "standard"),
    [
        (None, RdfFormat.TURTLE),
        ("turtle", RdfFormat.TURTLE),
        ("trig", RdfFormat.TRIG),
        ("nt", RdfFormat.N_TRIPLES),
        ("nq", RdfFormat.N_QUADS),
        ("jsonld", RdfFormat.JSON_LD),
        ("rdf", RdfFormat.RDF_XML),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "query", ["CONSTRUCT WHERE { place:VN-05 ?p ?o }", "DESCRIBE place:VN-05"], ids=["construct", "describe"]
)
def test_triples_come_in_every_format(query: str, format: str | None, standard: RdfFormat, store: Store) -> None:
    found = {quad.triple for quad in parse(answer(store, query, format), format=standard)}
    assert {str(triple.object) for triple in found} == {'"Sơn La"@vi', '"VN-05"'}


@pytest.mark.parametrize(
    ("query", "format"),
    [
        ("SELECT * {}", "turtle"),
        ("ASK {}", "nt"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv"),
        ("SELECT * {}", "docx"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "docx"),
    ],
)
def test_format_that_does_not_fit_names_those_that_do(query: str, format: str, store: Store) -> None:
    with pytest.raises(UnknownFormat) as caught:
        answer(store, query, format)
    assert len(caught.value.known) >= 6
    assert format not in caught.value.known


def test_our_prefixes_are_declared_and_can_be_changed(store: Store) -> None:
    assert "true" in answer(store, "ASK { place:VN-05 skos:notation 'VN-05' }")
    assert "false" in answer(store, "PREFIX place: <http://e.org/> ASK { place:VN-05 skos:notation 'VN-05' }")


# --- mistakes


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [("SELECT * {", 1, 11), ("SELECT *\nWHERE { ?s ?p }", 2, 15), ("", 1, 1), ("SELECT * {\n ?s nope:x ?o }", 2, 11)],
    ids=["unclosed", "second-line", "empty", "unknown-prefix"],
)
def test_syntax_error_has_line_and_column(query: str, line: int, column: int, store: Store) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        answer(store, query)
    assert caught.value.line == line
    assert caught.value.column is not None
    assert abs(caught.value.column - column) <= 6
    assert f"dòng {line}, cột" in caught.value.say("vi")
    assert len(caught.value.say("en")) < 250


@pytest.mark.parametrize("query", ["SELECT * {", "SELECT *\nWHERE { ?s ?p }"], ids=["unclosed", "second-line"])
def test_reference_engine_names_the_line_too(query: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        answer(open_store(":rdflib:"), query)
    assert caught.value.line


@pytest.mark.parametrize(
    "update", ["DROP ALL", "INSERT DATA { <urn:a> <urn:b> 1 }", "LOAD <http://e.org/x>", "CLEAR ALL"]
)
def test_update_is_no_query(update: str, store: Store) -> None:
    before = store.graphs()
    with pytest.raises((QuerySyntaxError, QueryRefused)):
        answer(store, update)
    assert store.graphs() == before


# --- reaching out

PORT_9 = "<http://127.0.0.1:9/>"
PREFIX = "PREFIX : <http://127.0.0.1:9/> PREFIX ex: <http://127.0.0.1:9/> "
REACHING = {
    "plain": f"SELECT * {{ SERVICE {PORT_9} {{ ?a ?b ?c }} }}",
    "lower-case": f"SELECT * {{ service silent {PORT_9} {{ ?a ?b ?c }} }}",
    "variable": f"SELECT * {{ BIND ({PORT_9} AS ?x) SERVICE ?x {{ ?a ?b ?c }} }}",
    "no-space": f"SELECT * {{ SERVICE{PORT_9}{{ ?a ?b ?c }} }}",
    "after-comment": f"SELECT * {{ # SERVICE\nSERVICE {PORT_9} {{ ?a ?b ?c }} }}",
    "comment-ended-by-return": f"SELECT * {{ #\r SERVICE {PORT_9} {{ ?a ?b ?c }}\n }}",
    "between-strings": f"SELECT * {{ FILTER ('' = '') SERVICE {PORT_9} {{ ?a ?b ?c }} FILTER ('' = '') }}",
    "comparison-or-iri": f"SELECT * {{ FILTER(1<2)SERVICE#>\n{PORT_9} {{ ?a ?b ?c }} }}",
    "comparison-of-strings": f"SELECT * {{ FILTER('<'<'>')SERVICE {PORT_9} {{ ?a ?b ?c }} FILTER(''='') }}",
    "escaped-sign-in-name": f"{PREFIX} SELECT * {{ OPTIONAL {{ ?s ex:a\\# ?o }} SERVICE {PORT_9} {{ ?a ?b ?c }} }}",
    "escaped-quote-in-name": f"{PREFIX} SELECT * {{ ?s ex:a\\' ?o . SERVICE {PORT_9} {{ ?a ?b ?c }} ?s ex:b\\' ?o }}",
    "dot-after-name": f"{PREFIX} SELECT * {{ ?s ?p ex:.SERVICE {PORT_9} {{ ?a ?b ?c }} }}",
    "glued-name": f"{PREFIX} SELECT * {{ SERVICE:x {{ ?a ?b ?c }} }}",
    "glued-prefix": f"{PREFIX} SELECT * {{ SERVICEex:x # {{\n {{ ?a ?b ?c }} }}",
    "glued-silent": f"SELECT * {{ SERVICESILENT{PORT_9} {{ ?a ?b ?c }} }}",
    "glued-true": f"SELECT * {{ ?s ?p trueSERVICE{PORT_9} {{ ?a ?b ?c }} }}",
    "glued-number": f"SELECT * {{ ?s ?p 1e5SERVICE{PORT_9} {{ ?a ?b ?c }} }}",
    "load": "LOAD <file:///etc/passwd>",
}


@pytest.mark.parametrize("query", REACHING.values(), ids=REACHING)
def test_query_that_reaches_out_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused) as caught:
        guard(query)
    assert caught.value.exit_code == 3
    assert caught.value.say("vi") != caught.value.say("en")


HARMLESS = {
    "string": 'SELECT (\'SERVICE\' AS ?x) ("""SERVICE <http://e.org/> { }""" AS ?y) {}',
    "comment": "SELECT * { } # SERVICE <http://e.org/> { ?s ?p ?o }",
    "variable": "SELECT * { ?service ?load $SERVICE }",
    "iri": "SELECT * { ?s <http://e.org/SERVICE#load> <http://e.org/O'Brien_(x)/service> }",
    "name": "PREFIX dcat: <http://www.w3.org/ns/dcat#> SELECT * { ?s dcat:service ?o OPTIONAL { ?o a dcat:Service } }",
    "comparison": "SELECT * { ?s ?p ?o FILTER(?o<?p && ?o>1 || ?o <= 3) FILTER(?o < 'a') }",
    "values": "SELECT * { VALUES (?a ?b) { (<http://e.org/a#x> <http://e.org/b#(y)>) } }",
    "path": "SELECT * { ?s <urn:a:b>/(<urn:c>|^<urn:d>)* ?o }",
    "from": "SELECT * FROM <http://e.org/g> { ?s ?p ?o }",
}


@pytest.mark.parametrize("query", HARMLESS.values(), ids=HARMLESS)
def test_harmless_query_passes(query: str) -> None:
    guard(query)


def test_service_can_be_allowed() -> None:
    guard(REACHING["plain"], allow_remote=True)


@pytest.mark.parametrize(
    "query",
    [
        "#" * (LONGEST + 1),
        "SELECT * " + "{" * (DEEPEST + 1) + "}" * (DEEPEST + 1),
        "SELECT * { FILTER(" + "!" * MOST_TOKENS + "true) }",
        "SELECT * { FILTER(" + "1+" * MOST_TOKENS + "1) }",
        "SELECT * { FILTER(1<" + "1+" * MOST_TOKENS + "1>2) }",
        "SELECT * { ?s " + "ex:p/" * MOST_TOKENS + "ex:p ?o }",
        "SELECT * { " + "OPTIONAL { } " * MOST_TOKENS + "}",
    ],
    ids=["long", "deep", "not", "plus", "plus-like-an-iri", "path", "optional"],
)
def test_query_that_an_engine_does_not_survive_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused):
        guard(query)


def test_deepest_allowed_query_is_answered(store: Store) -> None:
    depth = DEEPEST - 1
    assert "true" in answer(store, "ASK " + "{" * depth + "}" * depth)


# --- time


class Sleepy:
    """A store whose engine never answers until it is told to."""

    location = "sleepy"

    def __init__(self, wait: Callable[[], object]) -> None:
        self._wait = wait

    def query(self, text: str) -> Answer:
        self._wait()
        raise AssertionError(text)


def test_time_limit_ends_the_wait() -> None:
    import threading  # noqa: PLC0415 - only here

    done = threading.Event()
    try:
        with pytest.raises(QueryTimeout) as caught:
            run(Sleepy(lambda: done.wait(60)), "ASK {}", timeout=0.05)  # type: ignore[arg-type]  # asked only to answer
        assert caught.value.exit_code == 4
        assert "0.05" in caught.value.say("vi")
    finally:
        done.set()


def test_answer_within_the_limit_is_the_same(store: Store) -> None:
    assert list(run(store, SELECT, "json", timeout=60)) == list(run(store, SELECT, "json"))


def test_mistake_within_the_limit_is_the_same(store: Store) -> None:
    with pytest.raises(QuerySyntaxError):
        run(store, "SELECT", timeout=60)
    with pytest.raises(UnknownFormat):
        run(store, "ASK {}", "docx", timeout=60)


# --- where the text comes from


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"ASK {}", "plain"),
        ("\ufeffASK {}".encode(), "mark"),
        (b"ASK\r\n{}", "crlf"),
        ("ASK {}".encode("utf-16"), "utf-16"),
    ],
    ids=["plain", "mark", "crlf", "utf-16"],
)
def test_query_file_in_any_encoding(data: bytes, name: str, tmp_path: Path, store: Store) -> None:
    file = tmp_path / f"{name}.rq"
    file.write_bytes(data)
    assert answer(store, query_text(None, file)) == "true\n"


def test_query_is_brought_to_nfc(store: Store, tmp_path: Path) -> None:
    text = unicodedata.normalize("NFD", 'ASK { ?s skos:prefLabel "Sơn La"@vi }')
    (tmp_path / "a.rq").write_text(text, encoding="utf-8")
    assert answer(store, query_text(text, None)) == "true\n"
    assert answer(store, query_text(None, tmp_path / "a.rq")) == "true\n"


def bad_sources(folder: Path) -> Iterator[tuple[str | None, Path | None]]:
    (folder / "bytes.rq").write_bytes(b"ASK { \xff }")
    yield None, None
    yield "ASK {}", folder / "bytes.rq"
    yield None, folder / "missing.rq"
    yield None, folder
    yield None, folder / "bytes.rq"


def test_missing_doubled_or_unreadable_query_is_said(tmp_path: Path) -> None:
    for sparql, file in bad_sources(tmp_path):
        with pytest.raises(BadInput) as caught:
            query_text(sparql, file)
        assert caught.value.exit_code == 3
    with pytest.raises(UnreadableFile, match="line 1"):
        query_text(None, tmp_path / "bytes.rq")
