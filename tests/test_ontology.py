"""The ontology, its code lists and shapes: complete in both languages, consistent, and written canonically."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from graph.names import fold
from graph.namespaces import PFR, PREFIXES, SCHEMES, SHAPES, expand
from graph.turtle import trig, turtle

ROOT = Path(__file__).resolve().parent.parent / "ontology"
FILES = sorted((*ROOT.rglob("*.ttl"), *ROOT.rglob("*.trig")))
QUERIES = sorted((*ROOT.rglob("*.rq"), *ROOT.parent.joinpath("queries").glob("*.rq")))
FORMATS = {".ttl": (RdfFormat.TURTLE, turtle), ".trig": (RdfFormat.TRIG, trig)}
BOTH = Counter({"vi": 1, "en": 1})
#: What is said of one subject, by predicate; and of all subjects.
Said = dict[str, list[NamedNode | Literal]]
Described = dict[str, Said]


def _n(name: str) -> str:
    iri = expand(name)
    assert iri is not None, name
    return iri


def _quads(path: Path) -> list[Quad]:
    return list(parse(path=str(path), format=FORMATS[path.suffix][0]))


def _described(name: str) -> Described:
    """What a file says: subject to predicate to objects."""
    found: Described = defaultdict(lambda: defaultdict(list))
    for quad in _quads(ROOT / name):
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, (NamedNode, Literal))
        found[quad.subject.value][quad.predicate.value].append(quad.object)
    return found


@pytest.fixture(scope="module")
def terms() -> Described:
    """The terms in our namespace."""
    return {iri: said for iri, said in _described("pfr.ttl").items() if iri.startswith(PFR)}


@pytest.fixture(scope="module")
def concepts() -> Described:
    return _described("concepts.ttl")


@pytest.fixture(scope="module")
def shapes() -> Described:
    return _described("shapes.ttl")


def _languages(said: Said, name: str) -> Counter[str | None]:
    return Counter(text.language for text in said.get(_n(name), []) if isinstance(text, Literal))


def _iris(said: Said, name: str) -> set[str]:
    return {node.value for node in said.get(_n(name), []) if isinstance(node, NamedNode)}


def _texts(said: Said, name: str) -> list[str]:
    return [text.value for text in said.get(_n(name), []) if isinstance(text, Literal)]


# --- files ---


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_is_canonical_without_blank_nodes_and_nfc(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    quads = _quads(path)
    nodes = [node for quad in quads for node in (quad.subject, quad.object, quad.graph_name)]
    assert not any(isinstance(node, BlankNode) for node in nodes)
    assert unicodedata.is_normalized("NFC", text)
    assert FORMATS[path.suffix][1](quads) == text


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_uses_only_terms_that_are_defined(path: Path, terms: Described) -> None:
    used = {
        node.value
        for quad in _quads(path)
        for node in (quad.subject, quad.predicate, quad.object)
        if isinstance(node, NamedNode) and node.value.startswith(PFR)
    }
    assert used - set(terms) == set()


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.name)
def test_query_uses_only_terms_that_are_defined(path: Path, terms: Described) -> None:
    used = {PFR + local for local in re.findall(r"\bpfr:(\w+)", path.read_text(encoding="utf-8"))}
    assert used - set(terms) == set()


# --- terms ---


def test_ontology_says_what_it_is() -> None:
    header = _described("pfr.ttl")["https://w3id.org/pfr/ns"]
    for name in ("dcterms:title", "dcterms:description"):
        assert _languages(header, name) == BOTH
    assert _texts(header, "vann:preferredNamespaceUri") == [PFR]
    assert _iris(header, "dcterms:license")


def test_every_term_is_described_in_both_languages(terms: Described) -> None:
    kinds = {_n(f"owl:{kind}") for kind in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
    for iri, said in terms.items():
        assert _languages(said, "rdfs:label") == BOTH, iri
        assert _languages(said, "skos:definition") == BOTH, iri
        assert _languages(said, "skos:scopeNote") in (BOTH, Counter()), iri
        assert _iris(said, "rdfs:isDefinedBy") == {"https://w3id.org/pfr/ns"}, iri
        assert len(_iris(said, "rdf:type") & kinds) == 1, iri


def test_class_names_are_capitalised_and_property_names_are_not(terms: Described) -> None:
    for iri, said in terms.items():
        is_class = _n("owl:Class") in _iris(said, "rdf:type")
        assert iri.removeprefix(PFR)[0].isupper() == is_class, iri


def test_terms_refer_to_terms_that_exist(terms: Described) -> None:
    links = ("rdfs:subClassOf", "rdfs:subPropertyOf", "rdfs:domain", "rdfs:range", "owl:disjointWith", "owl:inverseOf")
    for iri, said in terms.items():
        for other in set().union(*(_iris(said, link) for link in links)):
            assert not other.startswith(PFR) or other in terms, (iri, other)


def test_no_class_is_disjoint_with_its_own_superclass(terms: Described) -> None:
    def above(iri: str) -> set[str]:
        parents = _iris(terms.get(iri, {}), "rdfs:subClassOf")
        return parents.union(*(above(parent) for parent in parents))

    for iri, said in terms.items():
        for other in _iris(said, "owl:disjointWith"):
            assert not {other} & above(iri), iri
            assert iri not in above(other), iri


def test_texts_of_the_vocabulary_are_sentences(terms: Described, concepts: Described) -> None:
    for iri, said in (*terms.items(), *concepts.items()):
        for text in _texts(said, "skos:definition"):
            assert text.endswith((".", ".)")) and text[0] == text[0].upper(), (iri, text)
            assert "  " not in text, iri


# --- code lists ---


def test_every_scheme_is_there_and_belongs_to_a_property(concepts: Described) -> None:
    schemes = {f"{PREFIXES['scheme']}{name}" for name in SCHEMES}
    found = {iri for iri, said in concepts.items() if _n("skos:ConceptScheme") in _iris(said, "rdf:type")}
    listed = set().union(*(_iris(said, "pfr:codeList") for said in _described("pfr.ttl").values()))
    assert found == schemes
    assert listed == schemes


def test_every_concept_is_described_in_both_languages(concepts: Described) -> None:
    for iri, said in concepts.items():
        assert _languages(said, "skos:prefLabel") == BOTH, iri
        assert _languages(said, "skos:definition") == BOTH, iri
        folded = {fold(label) for label in _texts(said, "skos:prefLabel")}
        assert folded <= set(_texts(said, "skos:hiddenLabel")), iri


def test_every_concept_is_in_the_scheme_of_its_folder(concepts: Described) -> None:
    for iri, said in concepts.items():
        if _n("skos:ConceptScheme") in _iris(said, "rdf:type"):
            continue
        folder, slug = iri.removeprefix(PREFIXES["pfri"]).split("/")
        scheme = {PREFIXES["scheme"] + folder}
        assert _iris(said, "skos:inScheme") == scheme == _iris(said, "skos:topConceptOf"), iri
        assert _texts(said, "skos:notation") == [slug], iri
        assert (_n("org:Role") in _iris(said, "rdf:type")) == (folder == "role"), iri


def test_labels_tell_the_concepts_of_a_scheme_apart(concepts: Described) -> None:
    times = Counter(
        (scheme, label.value, label.language)
        for said in concepts.values()
        for scheme in _iris(said, "skos:inScheme")
        for label in said[_n("skos:prefLabel")]
        if isinstance(label, Literal)
    )
    assert [label for label, count in times.items() if count > 1] == []


def test_data_uses_only_concepts_that_are_listed(concepts: Described) -> None:
    folders = tuple(PREFIXES[scheme] for scheme in SCHEMES)
    for path in FILES:
        for quad in _quads(path):
            if isinstance(quad.object, NamedNode) and quad.object.value.startswith(folders):
                assert quad.object.value in concepts, (path.name, quad.subject)


# --- shapes ---


def test_every_class_has_a_node_shape(terms: Described, shapes: Described) -> None:
    classes = {iri for iri, said in terms.items() if _n("owl:Class") in _iris(said, "rdf:type")}
    targets = set().union(*(_iris(said, "sh:targetClass") for said in shapes.values()))
    assert classes - targets == set()
    for iri in classes:
        assert _n("sh:NodeShape") in _iris(shapes[SHAPES + iri.removeprefix(PFR)], "rdf:type")


def test_shapes_refer_to_terms_and_shapes_that_exist(terms: Described, shapes: Described, concepts: Described) -> None:
    known = {*terms, *shapes, *concepts}
    for iri, said in shapes.items():
        for node in (node for nodes in said.values() for node in nodes if isinstance(node, NamedNode)):
            assert not node.value.startswith((PFR, SHAPES, PREFIXES["scheme"])) or node.value in known, iri
        for query in _texts(said, "sh:select"):
            for prefix, local in re.findall(r"\b(pfr|modality|confidence|precision):(\w+)", query):
                assert _n(f"{prefix}:{local}") in known, (iri, local)


def test_every_property_of_the_model_is_checked_or_derived(terms: Described, shapes: Described) -> None:
    derived = {"hasRelationWith", "partnerOf", "hasAgreementWith", "cooperatesWithMission", "linkedByGate"}
    derived |= {"knownFrom", "knownPrecision", "knownUntil", "judgedSameAs"}
    properties = {
        iri.removeprefix(PFR) for iri, said in terms.items() if _n("owl:Class") not in _iris(said, "rdf:type")
    }
    paths = {path.removeprefix(PFR) for said in shapes.values() for path in _iris(said, "sh:path")}
    assert properties - paths == derived | {"codeList"}


def test_every_code_list_property_has_its_scheme_checked(terms: Described, shapes: Described) -> None:
    checked = {
        (path, node.rpartition("#in-scheme-")[2])
        for said in shapes.values()
        for path in _iris(said, "sh:path")
        for node in _iris(said, "sh:node")
        if "#in-scheme-" in node
    }
    for iri, said in terms.items():
        for scheme in _iris(said, "pfr:codeList") if iri != PFR + "knownPrecision" else set():
            assert (iri, scheme.removeprefix(PREFIXES["scheme"])) in checked, iri


def test_every_rule_speaks_both_languages(shapes: Described) -> None:
    owned = set().union(*(_iris(said, "sh:property") for said in shapes.values() if _n("sh:targetClass") in said))
    rules = {iri for iri, said in shapes.items() if _n("sh:message") in said} | owned
    for iri in rules:
        said = shapes[iri]
        assert _languages(said, "sh:message") == BOTH, iri
        assert _iris(said, "sh:severity"), iri
        if iri in owned:
            assert _languages(said, "sh:name") == BOTH, iri
        else:
            assert _languages(said, "rdfs:label") == BOTH, iri


def test_every_target_leads_to_a_message(shapes: Described) -> None:
    for iri, said in shapes.items():
        if _n("sh:targetClass") in said and _n("sh:property") not in said:
            assert _n("sh:message") in said, iri
