"""The canonical writer: the same graph, the same bytes; a person can read it, every parser can, too."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from graph.namespaces import PREFIXES, expand
from graph.turtle import trig, turtle

S, P = NamedNode("http://e/s"), NamedNode("http://e/p")
XSD = PREFIXES["xsd"]
ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"


def n(name: str) -> NamedNode:
    return NamedNode(expand(name) or name)


def typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + datatype))


def back(text: str, format: RdfFormat = RdfFormat.TURTLE) -> set[Quad]:
    return set(parse(input=text, format=format))


def test_layout() -> None:
    quads = [
        Quad(n("place:VN-05"), n("skos:prefLabel"), Literal("Sơn La", language="vi")),
        Quad(n("place:VN-05"), n("skos:prefLabel"), Literal("Son La", language="en")),
        Quad(n("place:VN-05"), n("rdf:type"), n("pfr:Province")),
        Quad(n("place:VN-05"), n("pfr:country"), n("country:VN")),
        Quad(n("http://e/z"), n("pfr:value"), typed("147.5", "decimal")),
    ]
    assert (
        turtle(quads)
        == """\
@prefix country: <https://w3id.org/pfr/id/country/> .
@prefix pfr: <https://w3id.org/pfr/ns#> .
@prefix place: <https://w3id.org/pfr/id/place/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<http://e/z>
    pfr:value 147.5 .

place:VN-05
    a pfr:Province ;
    pfr:country country:VN ;
    skos:prefLabel "Son La"@en ,
        "Sơn La"@vi .
"""
    )


def test_named_graphs_follow_the_one_without_a_name() -> None:
    quads = [Quad(S, P, Literal("b"), n("graph:reference")), Quad(S, P, Literal("a"))]
    assert (
        trig(quads)
        == """\
@prefix graph: <https://w3id.org/pfr/id/graph/> .

<http://e/s>
    <http://e/p> "a" .

graph:reference {
    <http://e/s>
        <http://e/p> "b" .
}
"""
    )


@pytest.mark.parametrize("writer", [turtle, trig])
def test_nothing_is_an_empty_file(writer: object) -> None:
    assert callable(writer)
    assert writer([]) == ""


def test_a_triple_of_two_graphs_stands_once_in_turtle_twice_in_trig() -> None:
    quads = [Quad(S, P, S, n("graph:a")), Quad(S, P, S, n("graph:b"))]
    assert turtle(quads).count("<http://e/p>") == 1
    assert back(trig(quads), RdfFormat.TRIG) == set(quads)


@pytest.mark.parametrize(
    ("literal", "written"),
    [
        (typed("8", "integer"), "8"),
        (typed("+08", "integer"), "+08"),
        (typed("8", "decimal"), '"8"^^xsd:decimal'),
        (typed("8.50", "decimal"), "8.50"),
        (typed("8.", "decimal"), '"8."^^xsd:decimal'),
        (typed(".5", "decimal"), ".5"),
        (typed("8 ", "integer"), '"8 "^^xsd:integer'),
        (typed("8\n", "integer"), '"8\\n"^^xsd:integer'),
        (typed("٨", "integer"), '"٨"^^xsd:integer'),
        (typed("true", "boolean"), "true"),
        (typed("1", "boolean"), '"1"^^xsd:boolean'),
        (typed("1e0", "double"), '"1e0"^^xsd:double'),
        (typed("2024-01-01", "date"), '"2024-01-01"^^xsd:date'),
        (Literal("8"), '"8"'),
        (Literal("x", datatype=NamedNode("http://e/t")), '"x"^^<http://e/t>'),
    ],
    ids=str,
)
def test_lexical_forms_are_kept(literal: Literal, written: str) -> None:
    text = turtle([Quad(S, P, literal)])
    assert f"<http://e/p> {written} ." in text
    assert back(text) == {Quad(S, P, literal)}


EVIL = [
    '"',
    "\\",
    "\n",
    "\r",
    "\t",
    "\x00",
    "\x1b",
    "\x7f",
    "\x85",
    "\u200e",
    "\u202e",
    "\u2066",
    "\u061c",
    "\ufeff",
    "\u2028",
]


@pytest.mark.parametrize("character", EVIL, ids=lambda character: f"U+{ord(character):04X}")
def test_dangerous_characters_are_escaped_and_come_back(character: str) -> None:
    quads = [Quad(S, P, Literal(f"a{character}b")), Quad(S, P, Literal(character, language="vi"))]
    text = turtle(quads)
    if character not in '"\\\n':
        assert character not in text
    assert back(text) == set(quads)
    assert {str(value) for value in rdflib.Graph().parse(data=text, format="turtle").objects()} == {
        f"a{character}b",
        character,
    }


@pytest.mark.parametrize("iri", ["place:VN-05", "graph:inferred", "geo:20.8,104.7", "urn:x:1", "http://e/a?b=c#d"])
def test_an_iri_that_looks_like_a_prefixed_name_stays_another(iri: str) -> None:
    quads = [Quad(subject, P, S) for subject in (NamedNode(iri), n("place:VN-05"), n("graph:inferred"))]
    assert back(turtle(quads)) == set(quads)
    in_graphs = [Quad(S, P, S, name) for name in (NamedNode(iri), n("place:VN-05"), n("graph:inferred"))]
    assert back(trig(in_graphs), RdfFormat.TRIG) == set(in_graphs)
    assert len({turtle(random.Random(seed).sample(quads, 3)) for seed in range(9)}) == 1  # noqa: S311 - an order


def test_blank_nodes_get_the_same_names_whatever_they_were_called() -> None:
    def told(one: str, other: str) -> list[Quad]:
        first, second = BlankNode(one), BlankNode(other)
        return [Quad(S, P, first), Quad(first, P, second), Quad(second, P, Literal("leaf"))]

    assert turtle(told("a", "b")) == turtle(list(reversed(told("z9", "a1"))))
    assert trig(told("a", "b")) == trig(told("b", "a"))


@pytest.mark.parametrize(
    "path", sorted((*ONTOLOGY.glob("*.ttl"), *ONTOLOGY.glob("statements/*.trig"))), ids=lambda path: path.name
)
def test_shipped_files_are_written_again_as_they_are_from_any_order(path: Path) -> None:
    is_trig = path.suffix == ".trig"
    quads = list(parse(path=str(path), format=RdfFormat.TRIG if is_trig else RdfFormat.TURTLE))
    random.Random(path.name).shuffle(quads)  # noqa: S311 - an order, not a secret
    assert (trig if is_trig else turtle)(quads) == path.read_text(encoding="utf-8")
