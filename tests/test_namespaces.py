"""The prefixes: one table, read both ways."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from graph.namespaces import KINDS, PREFIXES, SCHEMES, compact, expand


def test_no_two_prefixes_mean_the_same() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)
    assert not set(KINDS) & set(SCHEMES)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_prefix_can_be_declared(prefix: str) -> None:
    document = f"@prefix {prefix}: <{PREFIXES[prefix]}> . {prefix}:x {prefix}:y {prefix}:z ."
    (quad,) = parse(input=document, format=RdfFormat.TURTLE)
    assert quad.subject == NamedNode(PREFIXES[prefix] + "x")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_compact_and_expand_are_inverse(prefix: str) -> None:
    iri = PREFIXES[prefix] + "Some-thing_1.2"
    assert compact(iri) == f"{prefix}:Some-thing_1.2"
    assert expand(f"{prefix}:Some-thing_1.2") == iri


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        pytest.param("https://w3id.org/pfr/id/place/VN-05", "place:VN-05", id="kind"),
        pytest.param("https://w3id.org/pfr/id/graph/source/report-01", "source-graph:report-01", id="longest first"),
        pytest.param("https://w3id.org/pfr/id/graph/reference", "graph:reference", id="graph"),
        pytest.param("https://w3id.org/pfr/id/gate-pair/a", "gate-pair:a", id="not gate"),
        pytest.param("https://w3id.org/pfr/id/place/a/b", None, id="slash in the local name"),
        pytest.param("https://w3id.org/pfr/id/place/", None, id="nothing left"),
        pytest.param("https://w3id.org/pfr/id/place/a.", None, id="dot at the end"),
        pytest.param("https://w3id.org/pfr/id/place/-a", None, id="hyphen at the start"),
        pytest.param("https://w3id.org/pfr/id/place/Sơn", None, id="not ASCII"),
        pytest.param("https://w3id.org/pfr/id/place/a%20b", None, id="percent"),
        pytest.param("http://example.org/x", None, id="not ours"),
    ],
)
def test_compact(iri: str, name: str | None) -> None:
    assert compact(iri) == name


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        pytest.param("pfri:place/LA-HO", "https://w3id.org/pfr/id/place/LA-HO", id="with the folder"),
        pytest.param("place:LA-HO", "https://w3id.org/pfr/id/place/LA-HO", id="with the kind"),
        pytest.param("nobody:x", None, id="unknown prefix"),
        pytest.param("LA-HO", None, id="no colon"),
        pytest.param("", None, id="nothing"),
        pytest.param("http://example.org/", None, id="an address is no prefixed name"),
    ],
)
def test_expand(name: str, iri: str | None) -> None:
    assert expand(name) == iri


def test_shipped_queries_declare_prefixes_as_this_table_does() -> None:
    root = Path(__file__).resolve().parent.parent
    declared = re.compile(r"^PREFIX\s+([\w-]+):\s*<([^>]+)>", re.MULTILINE)
    files = [*root.glob("queries/*.rq"), *root.glob("ontology/**/*.rq")]
    found = [(path.name, *pair) for path in files for pair in declared.findall(path.read_text(encoding="utf-8"))]
    assert found
    assert [each for each in found if PREFIXES.get(each[1]) != each[2]] == []
