"""Rows that the shapes cannot tell apart are checked once: the verdicts must be those on every row."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from graph.dates import DateSpan
from graph.errors import Words
from graph.importing import shapes
from graph.importing.alike import UNDERSTOOD, Looks, Signatures
from graph.importing.mapping import Column, Creation
from graph.importing.mapping_files import shipped_mapping
from graph.importing.model import Cell, Finding, Row
from graph.importing.shapes import Origin, ShapeChecker
from graph.importing.sources import TableSource
from graph.importing.terms import RowTriple, node
from graph.namespaces import compact
from graph.shipped import open_shipped
from graph.store.base import Store, triples
from graph.validation import findings
from graph.validation import shapes as shipped_shapes

DATED = TableSource("dated", "Sổ", "a" * 64, DateSpan.parse("2020-05"))
UNDATED = TableSource("undated", "Sổ", "b" * 64, None)
BROKEN = TableSource("broken", "Sổ", "no hash", None)
SOURCES = (DATED, UNDATED, BROKEN)
SH = "http://www.w3.org/ns/shacl#"

#: What may be said with each property: right values and wrong ones of every kind.
DAYS = ("1999-01-01", "2010-05-05", "2019-12-31", "2020-05-31", "2024-02-29", "2023-02-29")
OBJECTS: dict[str, Sequence[NamedNode | Literal]] = {
    "rdf:type": [node(f"pfr:{name}") for name in ("Agreement", "Figure", "Partnership", "DiplomaticMission")],
    "pfr:party": [*map(node, ("place:VN-05", "place:LA-HO", "country:LA", "modality:actual", "place:nowhere"))],
    "pfr:participant": [*map(node, ("place:VN-05", "place:LA-HO", "confidence:stated"))],
    "pfr:agreementType": [*map(node, ("agreement-type:minutes", "modality:actual", "agreement-type:none"))],
    "pfr:modality": [*map(node, ("modality:actual", "modality:planned", "unit:usd"))],
    "pfr:indicator": [*map(node, ("indicator:population", "indicator:partners"))],
    "pfr:area": [*map(node, ("place:VN-05", "country:LA"))],
    "pfr:sendingState": [*map(node, ("country:LA", "country:VN", "place:VN-05"))],
    "pfr:receivingState": [*map(node, ("country:LA", "country:VN"))],
    "pfr:gate": [*map(node, ("gate:long-sap", "gate:pa-hang"))],
    "pfr:signedOn": [*(Literal(day, datatype=node("xsd:date")) for day in DAYS)],
    "pfr:signedPrecision": [*map(node, ("precision:day", "precision:year", "bound:over"))],
    "pfr:validFrom": [*(Literal(day, datatype=node("xsd:date")) for day in DAYS)],
    "pfr:fromPrecision": [node("precision:day")],
    "pfr:validTo": [*(Literal(day, datatype=node("xsd:date")) for day in DAYS)],
    "pfr:toPrecision": [node("precision:day")],
    "pfr:asOf": [*(Literal(day, datatype=node("xsd:date")) for day in (*DAYS, "2024-02-30")), Literal("2019")],
    "pfr:precision": [*map(node, ("precision:day", "precision:month"))],
    "pfr:endStatus": [*map(node, ("end-status:unknown", "end-status:ongoing", "field:trade"))],
    "pfr:value": [*(Literal(text, datatype=node("xsd:decimal")) for text in ("9", "18.5", "-3")), Literal(9)],
    "pfr:of": [*(Literal(text, datatype=node("xsd:decimal")) for text in ("9", "18", "2"))],
    "pfr:unit": [*map(node, ("unit:count", "unit:usd", "bound:over"))],
    "pfr:bound": [*map(node, ("bound:exact", "bound:over"))],
    "schema:latitude": [*(Literal(text, datatype=node("xsd:decimal")) for text in ("21.3", "90", "90.5", "-91"))],
    "schema:url": [NamedNode("https://example.org/"), Literal("https://example.org/")],
    "pfr:subject": [*(Literal(text, language=lang) for text in ("a", "b") for lang in ("vi", "en")), Literal("c")],
    "skos:prefLabel": [*(Literal(text, language=lang) for text in ("a", "b") for lang in ("vi", "en")), Literal("c")],
    "skos:exactMatch": [node("wd:Q1")],
}


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_shipped() as opened:
        yield opened


def generated(number: int) -> Iterator[tuple[list[RowTriple], TableSource]]:
    """Yield good and bad rows: of each property none, one or several values."""
    chance = random.Random(number)  # noqa: S311 - test data
    for at in range(number):
        thing, source = node(f"agreement:row-{at}"), chance.choice(SOURCES)
        chosen = {
            name: chance.sample(values, min(len(values), chance.choice((0, 1, 1, 1, 2))))
            for name, values in OBJECTS.items()
        }
        row = [RowTriple(thing, node(name), value) for name, values in chosen.items() for value in values]
        if chance.random() < 0.9:
            said = {"vi": f"dòng {at}", "en": f"row {at}"} if chance.random() < 0.9 else {"vi": "dòng"}
            row += source.evidence(thing, at, "", said)
        yield row, source


def known(store: Store, found: Sequence[Triple]) -> list[Triple]:
    """Return what the store says of the things that triples name."""
    named = {triple.object for triple in found if isinstance(triple.object, NamedNode)}
    return list(chain.from_iterable(triples(store, shapes._KNOWN.format(node=each)) for each in named))


def on_every_row(store: Store, rows: Sequence[tuple[list[RowTriple], TableSource]]) -> Counter[tuple[object, ...]]:
    """Return how often pySHACL finds what, over all rows at once."""
    graph = [Triple(*each) for row, source in rows for each in (*row, *source.triples())]
    owner = {compact(getattr(triple.subject, "value", "")): row[0].subject for row, _ in rows for triple in row}
    verdicts: Counter[tuple[object, ...]] = Counter()
    for each in findings([*graph, *known(store, graph)])[1]:
        about = owner.get(each.node) or owner.get(each.value or "") or each.node
        if about in owner.values() or str(about).startswith("source:"):  # else it is about the store
            verdicts[about, each.path, each.shape, each.message] += 1
    return verdicts


def by_signature(store: Store, rows: Sequence[tuple[list[RowTriple], TableSource]]) -> Counter[tuple[object, ...]]:
    """Return how often the checker finds what; a finding names its row by the row's number."""
    checker = ShapeChecker(store, {})
    found: list[Finding] = []
    for number, (row, source) in enumerate(rows):
        origin = Origin(f"source:{source.id}", "", Row(number, {}), {})
        found += checker.check(row, source.triples(), origin)
    found += checker.finish()
    return Counter(
        (
            rows[int(each.address)][0][0].subject if each.address else each.file,
            each.value or None,
            each.rule,
            each.message,
        )
        for each in found
    )


def test_the_verdicts_are_those_on_every_row(store: Store) -> None:
    rows = [(row, source) for row, source in generated(400) if row]
    expected = on_every_row(store, rows)
    assert len({rule for _, _, rule, _ in expected}) > 40
    assert by_signature(store, rows) == expected


def test_rows_that_differ_in_names_and_days_are_checked_once(store: Store) -> None:
    signatures = Signatures(Looks.of(shipped_shapes()), lambda each: each.value)

    def signature(at: int, day: str, until: str = "2025-01-01") -> object:
        thing = node(f"agreement:row-{at}")
        days = [
            RowTriple(thing, node(f"pfr:{name}"), Literal(each, datatype=node("xsd:date")))
            for name, each in (("validFrom", day), ("validTo", until))
        ]
        return signatures.of([*days, *DATED.evidence(thing, at, "", {"vi": f"dòng {at}"})], DATED.triples())

    assert signature(1, "2019-01-01") == signature(2, "2018-07-07")
    assert signature(1, "2019-01-01") != signature(1, "2025-01-02")  # after its end
    assert signature(1, "2019-01-01") != signature(1, "2020-06-01")  # after the publication
    assert signature(1, "2019-01-01") != signature(1, "2019-01-01", "2019-01-01")


def test_every_constraint_of_the_shapes_is_understood() -> None:
    """A new kind of constraint must be thought about in graph/importing/alike.py."""
    about = {
        "declare",
        "message",
        "name",
        "namespace",
        "path",
        "prefix",
        "prefixes",
        "select",
        "severity",
        "targetClass",
    }
    used = {str(each).removeprefix(SH) for each in shipped_shapes().predicates() if str(each).startswith(SH)}
    assert used - about <= UNDERSTOOD


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("pfr:signedOn", "D7"),
        ("pfr:signedPrecision", "D7"),
        ("pfr:validTo", "E7"),
        ("skos:prefLabel", "A7"),
        (None, "7"),
    ],
)
def test_a_finding_stands_at_the_cell_that_wrote_the_property(path: str | None, address: str) -> None:
    mapping = shipped_mapping("agreements")
    keys = dict(zip(("label", "parties", "type", "signed", "period"), "ABCDE", strict=True))
    columns: dict[str, Column] = {each.key: each for each in mapping.columns if each.key in keys}
    row = Row(7, {key: Cell("x", f"{letter}7") for key, letter in keys.items()})
    assert Origin("a.csv", "", row, columns).finding(path, "rule", Words("a", "b")).address == address


def test_what_the_import_made_itself_is_known(store: Store) -> None:
    new = node("organisation:quy-moi")
    checker = ShapeChecker(store, {new: (Creation("organisation", "pfr:Organisation"), "Quỹ mới")})
    thing = node("agreement:a")
    row = [RowTriple(thing, node("rdf:type"), node("pfr:Agreement")), RowTriple(thing, node("pfr:party"), new)]
    found = [*checker.check(row, UNDATED.triples(), Origin("a", "", Row(1, {}), {})), *checker.finish()]
    assert "pfrsh:Agreement-party-value" not in {each.rule for each in found}
    assert "pfrsh:Agreement-agreementType" in {each.rule for each in found}
