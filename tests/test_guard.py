"""The guard: what reaches out or kills the process never comes to an engine; everything else does."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph
import pytest

from graph.errors import QueryRefused, QuerySyntaxError
from graph.guard import DEEPEST, LONGEST, MOST_TOKENS, guard
from graph.store import open_store

ROOT = Path(__file__).resolve().parent.parent
PATTERN = "{ ?x ?y ?z }"

#: Ways to hide SERVICE from a look at the text; {} is the address. Most of them the engine obeys.
HIDDEN = {
    "plainly": "SELECT * { SERVICE <{}> %s }",
    "lower case": "SELECT * { service <{}> %s }",
    "silent": "SELECT * { SERVICE SILENT <{}> %s }",
    "to a variable": "SELECT * { VALUES ?s { <{}> } SERVICE ?s %s }",
    "no space": "SELECT * { SERVICE<{}>%s}",
    "after a bare carriage return": "SELECT * { # comment\rSERVICE <{}> %s }",
    "glued to SILENT": "SELECT * { SERVICESILENT<{}>%s }",
    "glued to a name": "PREFIX p: <{}> SELECT * { SERVICEp:foo%s }",
    "glued to the empty prefix": "PREFIX : <{}> SELECT * { SERVICE:foo%s }",
    "glued to a truth value": "SELECT * { ?s ?p trueSERVICE<{}>%s }",
    "glued to a number": "SELECT * { ?s ?p 1SERVICE<{}>%s }",
    "after a dot": "PREFIX p: <{}> SELECT * { ?s ?p ?o.SERVICEp:foo%s }",
    "after an empty local name": "PREFIX p: <http://e/> SELECT * { ?s ?p p:.SERVICE<{}>%s }",
    "after an escaped hash": "PREFIX p: <http://e/> SELECT * { ?s p:a\\#b ?o . SERVICE <{}> %s }",
    "after an escaped quote": "PREFIX p: <http://e/> SELECT * { ?s p:a\\' ?o . SERVICE <{}> %s #'\n }",
    "after an escape in an IRI": "SELECT * { ?s <http://e/\\u00e9'> ?o . SERVICE <{}> %s #'\n }",
    "in a string that is none": "SELECT * { FILTER(1<'>') SERVICE <{}> %s #'\n}",
    "in a comment that is none": 'SELECT * { FILTER(1<2#>"""\n) SERVICE <{}> %s #"""\n}',
}


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, with the requests that it got."""
    got: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            got.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", got
    server.shutdown()
    server.server_close()


def hidden(name: str, address: str) -> str:
    return (HIDDEN[name] % PATTERN).replace("{}", address, 1)


@pytest.mark.parametrize("name", HIDDEN)
def test_service_is_refused_however_it_is_hidden(name: str) -> None:
    with pytest.raises(QueryRefused):
        guard(hidden(name, "http://127.0.0.1:1/"))


def test_the_engine_does_obey_hidden_services(listener: tuple[str, list[str]]) -> None:
    """Shows that the cases above are no fiction: without the guard the requests go out."""
    address, got = listener
    store = pyoxigraph.Store()
    store.update("INSERT DATA { <http://e/s> <http://e/a#b> true, 1 ; <http://e/x> <http://e/> }")
    for name in ("plainly", "after a bare carriage return", "glued to a name", "in a string that is none"):
        got.clear()
        with pytest.raises((OSError, RuntimeError)):
            list(store.query(hidden(name, address)))  # type: ignore[arg-type]  # SELECT
        assert got, name


@pytest.mark.parametrize("text", ["LOAD <http://e/>", "load silent <http://e/>", "LOADSILENT<http://e/>", "LOADp:x"])
def test_load_is_refused(text: str) -> None:
    with pytest.raises(QueryRefused, match="LOAD is refused"):
        guard(text)


def test_remote_is_for_whoever_allows_it() -> None:
    guard(hidden("plainly", "http://e/"), allow_remote=True)
    with pytest.raises(QueryRefused):
        guard("{" * (DEEPEST + 1), allow_remote=True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("SELECT * { ?s ?p 'SERVICE <http://e/>' }", id="in a string"),
        pytest.param('SELECT * { ?s ?p """a " SERVICE \\""" LOAD""" }', id="in a long string"),
        pytest.param("SELECT * { ?s ?p ?o } # SERVICE <http://e/>", id="in a comment"),
        pytest.param("SELECT * { ?s <http://e/SERVICE> ?o }", id="in an IRI"),
        pytest.param("SELECT ?service { ?service ?p $load }", id="as a variable"),
        pytest.param("PREFIX d: <http://e/> SELECT * { ?s d:service d:load }", id="as a local name"),
        pytest.param("PREFIX download: <http://e/> SELECT * { ?s download:x ?o }", id="inside a prefix"),
        pytest.param("SELECT * { ?s ?p ?o FILTER (?a < ?b && ?c > ?d) }", id="comparisons"),
        pytest.param("SELECT * { ?s ?p ?o FILTER (?a<?b) }", id="comparison without spaces"),
        pytest.param("BASE <http://e/> SELECT * { <> <a/b> <c-d_1.ttl> , <urn:uuid:1-2> }", id="relative IRIs"),
        pytest.param("SELECT * { ?s <http://e/it's(a)#b> ?o }", id="quotes and brackets in an address"),
        pytest.param("SELECT * { VALUES ?x { " + "<http://e/1> 'a'@vi 1.5 UNDEF " * 3000 + "} }", id="much data"),
        pytest.param("SELECT * { VALUES (?x ?y) { " + "(1 UNDEF) " * 9000 + "} }", id="much data in rows"),
        pytest.param("ASK {" + "{" * (DEEPEST - 1) + "}" * DEEPEST, id="as deep as may be"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_harmless_passes(text: str) -> None:
    guard(text)


@pytest.mark.parametrize(
    "path", [*ROOT.glob("queries/*.rq"), *ROOT.glob("ontology/**/*.rq")], ids=lambda path: path.stem
)
def test_our_own_queries_pass(path: Path) -> None:
    guard(path.read_text(encoding="utf-8"))


def test_limits_are_where_they_say() -> None:
    guard("#" + "x" * (LONGEST - 1))
    with pytest.raises(QueryRefused, match="100,001 characters"):
        guard("#" + "x" * LONGEST)
    guard("(" * DEEPEST)
    with pytest.raises(QueryRefused, match="deeper than 100"):
        guard("(" * (DEEPEST + 1))
    guard("a " * MOST_TOKENS)
    with pytest.raises(QueryRefused, match="more than 2,000"):
        guard("a " * (MOST_TOKENS + 1))


def test_closing_early_does_not_buy_depth() -> None:
    with pytest.raises(QueryRefused):
        guard("ASK { FILTER(')))))') " + "{" * (DEEPEST + 1))


#: Texts of at most 100 kB, most of which end the process of an unguarded pyoxigraph.
KILLERS = {
    "groups": "ASK{" + "{" * 30000 + "}" * 30000 + "}",
    "brackets": "ASK{FILTER(" + "(" * 20000 + "1" + ")" * 20000 + ")}",
    "brackets in a comparison": "ASK{FILTER(1<" + "(" * 20000 + "1" + ")" * 20000 + "&&2>1)}",
    "not": "ASK{FILTER(" + "!" * 40000 + "1)}",
    "or": "ASK{FILTER(1" + "||1" * 30000 + ")}",
    "minus one": "ASK{FILTER(1" + "-1" * 30000 + "-p:x)}",
    "functions": "ASK{FILTER(" + "CONCAT(" * 9000 + "1" + ")" * 9000 + ")}",
    "unions": "ASK{{}" + "UNION{}" * 9000 + "}",
    "optionals": "ASK{{}" + "OPTIONAL{}" * 9000 + "}",
    "values": "ASK{" + "VALUES ?x {1}" * 7000 + "}",
    "triples": "ASK{" + "?s ?p ?o." * 10000 + "}",
    "objects": "ASK{?s ?p ?o" + ",?o" * 30000 + "}",
    "list": "ASK{?s ?p (" + "1 " * 40000 + ")}",
    "columns": "SELECT " + "".join(f"(1 AS ?v{at})" for at in range(6000)) + "{}",
    "having": "SELECT (1 AS ?x) {} HAVING " + "(1)" * 25000,
    "glued graphs": "PREFIX p:<http://e/> ASK{" + "GRAPHp:x{}" * 9000 + "}",
    "quoted triples": "ASK{" + "<<" * 15000 + " ?s ?p ?o " + ">>" * 15000 + " ?p ?o}",
    "reifiers": "ASK{?s ?p ?o " + "~" * 40000 + "}",
    "escaped brackets": "ASK{FILTER(" + r"(" * 7000 + "1" + r")" * 7000 + ")}",
}


@pytest.mark.parametrize("name", KILLERS)
def test_what_would_kill_the_process_is_refused(name: str) -> None:
    assert len(KILLERS[name]) <= LONGEST
    with pytest.raises(QueryRefused):
        guard(KILLERS[name])


def in_a_process(script: str, text: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False, cwd=ROOT)


def test_the_engine_alone_does_die() -> None:
    script = "import sys, pyoxigraph; pyoxigraph.Store().query(sys.stdin.read())"
    assert in_a_process(script, KILLERS["brackets"]).returncode < 0


#: As long and as deep as the guard allows, but for what only the planner is slow on.
AT_THE_LIMIT = {
    "groups": "ASK {" + "{" * (DEEPEST - 1) + "}" * DEEPEST,
    "functions": "ASK { FILTER(" + "CONCAT(" * (DEEPEST - 2) + "1" + ")" * (DEEPEST - 2) + ") }",
    "not": "ASK { FILTER(" + "!" * (MOST_TOKENS - 10) + "1) }",
    "or": "ASK { FILTER(1" + "||1" * 650 + ") }",
    "unions": "ASK { {}" + "UNION{}" * 650 + " }",
    "minus": "ASK { {}" + "MINUS{}" * 650 + " }",
    "having": "SELECT (1 AS ?x) {} HAVING " + "(1)" * 650,
    "values": "ASK { VALUES ?x { " + "1 " * 49000 + "} }",
}


def test_what_the_guard_lets_through_does_not_kill() -> None:
    script = """
import json, sys
from graph.guard import guard
from graph.store import open_store
for text in json.load(sys.stdin):
    guard(text)
    open_store(":memory:").query(text)
print("alive")
"""
    import json  # noqa: PLC0415 - beside its twin above

    done = in_a_process(script, json.dumps(list(AT_THE_LIMIT.values())))
    assert (done.returncode, done.stdout, done.stderr) == (0, "alive\n", "")


def test_mistakes_are_left_to_the_engine() -> None:
    guard("SELECT * { ?s ?p")
    with pytest.raises(QuerySyntaxError):
        open_store(":memory:").query("SELECT * { ?s ?p")
