"""The SHACL shapes: every good case passes, every bad case breaks exactly the rules that it names.

All cases are validated in one run, which takes seconds instead of a minute; a result belongs to the
case that describes its focus node, so no case describes a node of the base graph or of another case.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, SH, SKOS, Graph, URIRef

from graph.namespaces import PREFIXES

TESTS = Path(__file__).resolve().parent
ONTOLOGY = TESTS.parent / "ontology"
CASES = TESTS / "shapes"
GOOD = sorted((CASES / "good").glob("*.ttl"))
BAD = sorted((CASES / "bad").glob("*.ttl"))
PFRSH = PREFIXES["pfrsh"]


def _parse(path: Path) -> Graph:
    return Graph().parse(path, format="turtle")


def _subjects(path: Path) -> set[str]:
    return {str(subject) for subject in _parse(path).subjects()}


def _expected(path: Path) -> set[str]:
    """The shapes named in the first line of a bad case."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith("# expects: "), path
    return set(first.removeprefix("# expects: ").split())


def _vocabulary() -> Graph:
    """The class tree and the code lists, without the descriptions of their concepts."""
    found = Graph()
    for triple in _parse(ONTOLOGY / "pfr.ttl").triples((None, RDFS.subClassOf, None)):
        found.add(triple)
    concepts = _parse(ONTOLOGY / "concepts.ttl")
    for predicate in (SKOS.inScheme, SKOS.notation):
        for triple in concepts.triples((None, predicate, None)):
            found.add(triple)
    return found


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return _parse(ONTOLOGY / "shapes.ttl")


@pytest.fixture(scope="module")
def report(shapes: Graph) -> Graph:
    """The report on the base graph and all cases together."""
    data = _vocabulary() + _parse(CASES / "base.ttl")
    for path in (*GOOD, *BAD):
        data += _parse(path)
    _, report, text = validate(data_graph=data, shacl_graph=shapes, inference="none", advanced=True)
    assert isinstance(report, Graph), text
    return report


@pytest.fixture(scope="module")
def broken(report: Graph) -> dict[str, set[str]]:
    """The shapes that each focus node breaks."""
    found: dict[str, set[str]] = defaultdict(set)
    for result in report.objects(None, SH.result):
        shape = str(report.value(result, SH.sourceShape))
        found[str(report.value(result, SH.focusNode))].add(shape.replace(PFRSH, "pfrsh:"))
    return found


def _broken_by(path: Path, broken: dict[str, set[str]]) -> set[str]:
    return {shape for subject in _subjects(path) for shape in broken.get(subject, set())}


@pytest.mark.parametrize("path", [CASES / "base.ttl", *GOOD], ids=lambda path: path.stem)
def test_good_case_passes(path: Path, broken: dict[str, set[str]]) -> None:
    assert _broken_by(path, broken) == set()


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_case_breaks_exactly_the_named_shapes(path: Path, broken: dict[str, set[str]]) -> None:
    assert _broken_by(path, broken) == _expected(path)


def test_every_result_leads_to_a_message_in_both_languages(report: Graph, shapes: Graph) -> None:
    """Through its shape: pySHACL drops the language of a message in the report of a SPARQL rule."""
    for result in report.objects(None, SH.result):
        shape = report.value(result, SH.sourceShape)
        assert sorted(getattr(message, "language", "") for message in shapes.objects(shape, SH.message)) == ["en", "vi"]


def test_cases_describe_nodes_of_their_own() -> None:
    times = Counter(subject for path in (CASES / "base.ttl", *GOOD, *BAD) for subject in _subjects(path))
    assert [subject for subject, count in times.items() if count > 1] == []


def test_every_rule_has_a_bad_case(shapes: Graph) -> None:
    rules = {
        str(shape).replace(PFRSH, "pfrsh:")
        for marked in (SH.message, SH.sparql)
        for shape in shapes.subjects(marked)
        if (shape, SH.select, None) not in shapes
    }
    assert rules - {shape for path in BAD for shape in _expected(path)} == set()


def test_every_class_has_a_good_case(shapes: Graph) -> None:
    targets = {target for target in shapes.objects(None, SH.targetClass) if str(target).startswith(PREFIXES["pfr"])}
    used = {kind for path in (CASES / "base.ttl", *GOOD) for kind in _parse(path).objects(None, RDF.type)}
    abstract = {URIRef(PREFIXES["pfr"] + name) for name in ("Actor", "Statement")}
    assert targets - used == abstract
