"""What must hold for any text and any graph, tried on whatever Hypothesis thinks of."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from graph.dates import DateSpan
from graph.errors import BadDate, KgError, QueryRefused
from graph.export import serialize
from graph.guard import guard
from graph.identifiers import slug
from graph.loading import Document, check
from graph.names import fold, nfc, sort_key
from graph.namespaces import PREFIXES, compact, expand
from graph.questions import load_question, parse_question, question_names
from graph.store import open_store
from graph.store.base import rows
from graph.tables import Table, write
from graph.terminal import harmless

settings.register_profile("kg", deadline=None, max_examples=60, derandomize=True)
settings.load_profile("kg")

READERS = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
NAMED = {"trig", "nq", "jsonld"}

#: Controls, direction overrides, line separators and what syntaxes escape, more often than chance has them.
SPICY = "<>{}|^`@#&;%$?()[]\"'\\\n\r\t\x00\x01\x1b\x7f\x85\u0301\u061c\u200b\u200e\u202e\u2028\u2029\u2066\ufeff\ufffe"
texts = st.text(st.one_of(st.sampled_from(SPICY), st.characters(exclude_categories=["Cs"])), max_size=30)
names = st.text(
    st.sampled_from("aăâbcdđeêghioôơuưyAĐƠÀảẠ -–'’.1") | st.characters(exclude_categories=["Cs"]), max_size=20
)

iris = st.sampled_from(
    [
        PREFIXES["place"] + "VN-05",
        PREFIXES["pfr"] + "country",
        "http://e/a",
        "http://e/b#c",
        "urn:x:y",
        "geo:1,2",
        "place:x",
    ]
).map(NamedNode)
predicates = st.sampled_from([PREFIXES["pfr"] + "country", PREFIXES["rdf"] + "type", "http://e/p"]).map(NamedNode)
datatypes = st.sampled_from(["integer", "decimal", "boolean", "date", "double", "string", "token"])
literals = st.one_of(
    texts.map(Literal),
    st.builds(lambda text, lang: Literal(text, language=lang), texts, st.sampled_from(["vi", "en", "lo-latn"])),
    st.builds(lambda text, kind: Literal(text, datatype=NamedNode(PREFIXES["xsd"] + kind)), texts, datatypes),
    st.builds(
        lambda text, kind: Literal(text, datatype=NamedNode(PREFIXES["xsd"] + kind)),
        st.from_regex(r"[+-]?[0-9]{0,3}\.?[0-9]{0,3}(e1)?", fullmatch=True),
        datatypes,
    ),
)
triples = st.builds(Quad, iris, predicates, st.one_of(iris, literals))
quads = st.builds(Quad, iris, predicates, st.one_of(iris, literals), st.one_of(iris, st.just(DefaultGraph())))


@pytest.mark.parametrize("format", READERS)
@given(told=st.lists(quads, max_size=8))
def test_every_graph_comes_back(format: str, told: list[Quad]) -> None:
    held = set(told) if format in NAMED else {Quad(quad.subject, quad.predicate, quad.object) for quad in told}
    assert set(parse(input=serialize(told, format), format=READERS[format])) == held


@pytest.mark.parametrize("format", READERS)
@given(told=st.lists(quads, max_size=8), seed=st.integers())
def test_bytes_do_not_depend_on_the_order(format: str, told: list[Quad], seed: int) -> None:
    shuffled = told[:]
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - an order, not a secret
    assert serialize(shuffled, format) == serialize(told, format)


@pytest.mark.parametrize("format", READERS)
@given(edges=st.lists(st.tuples(*[st.integers(0, 4)] * 2), max_size=6), seed=st.integers())
def test_bytes_do_not_depend_on_the_names_of_blank_nodes(format: str, edges: list[tuple[int, int]], seed: int) -> None:
    def graph(labels: list[str]) -> list[Quad]:
        predicate = NamedNode("http://e/p")
        return [Quad(BlankNode(labels[one]), predicate, BlankNode(labels[other])) for one, other in edges]

    labels = ["a", "b", "c", "d", "e"]
    renamed = random.Random(seed).sample(labels, 5)  # noqa: S311 - an order, not a secret
    assert serialize(graph(labels), format) == serialize(graph(renamed), format)


@given(told=st.lists(triples, max_size=5))
def test_turtle_keeps_dangerous_characters_from_the_screen(told: list[Quad]) -> None:
    text = serialize(told, "turtle")
    assert harmless(text, keep="\n") == text


@settings(max_examples=20)
@given(text=texts)
def test_the_engine_stores_any_string_as_it_is(text: str) -> None:
    for location in (":memory:", ":rdflib:"):
        store = open_store(location)
        store.load(
            [
                Document.from_text(
                    "a.nq", serialize([Quad(NamedNode("http://e/a"), NamedNode("http://e/b"), Literal(text))], "nq")
                )
            ]
        )
        # Documents are brought to NFC on their way in.
        assert [quad.object for quad in store.quads()] == [Literal(nfc(text))]


@given(data=st.binary(max_size=60), ending=st.sampled_from(["ttl", "trig", "nt", "nq", "jsonld", "rdf"]))
@example(data=b"\xff\xfe\x00", ending="ttl")
@example(data=b"\xef\xbb\xbf", ending="rdf")
def test_any_bytes_load_or_are_an_error_of_ours(data: bytes, ending: str) -> None:
    try:
        assert check([Document.from_bytes(f"a.{ending}", data)]).total >= 0
    except KgError as error:
        assert f"a.{ending}" in error.say("vi")


@given(text=names)
@example(text="ͅ")
@example(text="İı")
@example(text="ﬁ①²")
def test_fold_is_idempotent_and_blind_to_normal_forms(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text)) == folded


@given(text=names)
def test_fold_is_blind_to_case_and_blanks(text: str) -> None:
    assert fold(f"  {text}\t") == fold(text)
    vietnamese = "".join(char for char in text if char.lower() in "aăâbcdđeêghioôơuưy ")
    assert fold(vietnamese.upper()) == fold(vietnamese)


@given(text=names)
def test_nfc_is_idempotent(text: str) -> None:
    assert nfc(nfc(text)) == nfc(text)


@given(one=names, other=names)
def test_only_blanks_and_normal_forms_sort_alike(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (nfc(one).split() == nfc(other).split())
    assert sort_key(f" {one}  {other}") == sort_key(f"{one} {other}")


@given(text=names)
def test_slugs_are_plain(text: str) -> None:
    found = slug(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", found)
    assert slug(found) == found


@given(prefix=st.sampled_from(sorted(PREFIXES)), local=st.text("abz09_.-/%é:", max_size=8))
def test_compact_and_expand_never_disagree(prefix: str, local: str) -> None:
    name = compact(PREFIXES[prefix] + local)
    assert name is None or expand(name) == PREFIXES[prefix] + local


@given(text=texts | st.from_regex(r"[0-9]{4}(-[0-9]{2}){0,2}", fullmatch=True))
def test_a_date_is_a_span_or_a_bad_date(text: str) -> None:
    try:
        span = DateSpan.parse(text)
    except BadDate:
        return
    assert span.first <= span.last
    assert re.fullmatch(r"[0-9-]+", text.strip())


# Questions and queries.

values = st.one_of(iris, literals.filter(lambda literal: "\x00" not in literal.value))


@pytest.mark.parametrize("name", question_names())
@given(data=st.data())
def test_binding_changes_nothing_but_its_block(name: str, data: st.DataObject) -> None:
    question = load_question(name)
    bound = {parameter.name: data.draw(values) for parameter in question.parameters if data.draw(st.booleans())}
    rest, text = question.text, question.bind(bound)
    for key, value in bound.items():
        before, block, after = re.split(rf"(VALUES\s+\?{key}\s*\{{[^{{}}]*\}})", rest, maxsplit=1)
        assert block
        written = f"VALUES ?{key} {{ {value} }}"
        assert text.count(written) >= 1
        rest = f"{before}VALUES ?{key} {{ }}{after}"
        text = text.replace(written, f"VALUES ?{key} {{ }}", 1)
    assert text == rest


@given(text=texts)
def test_a_bound_value_is_that_value_and_nothing_else(text: str) -> None:
    header = "#+ title@vi: Thử\n#+ title@en: Demo\n#+ param it: text, required, chữ | text\n"
    question = parse_question("demo", header + "SELECT ?it ?more { VALUES ?it { UNDEF } }")
    store = open_store(":memory:")
    assert rows(store, question.bind({"it": Literal(text)})) == [(Literal(text), None)]


SIGNS = ["{", "}", "(", ")", "'", '"', "'''", '"""', "<", ">", "#", "\n", "\r", "\\", " ", ":", "@", "*"]
pieces = st.sampled_from([*SIGNS, "SELECT", "SERVICE", "LOAD", "VALUES", "p:", "?x", "1", "é"])


@given(text=st.lists(pieces, max_size=40).map("".join) | texts)
@example(text="'" * 5000)
@example(text="\\" * 5000)
@example(text="a." * 5000)
@example(text="<" * 5000)
def test_the_guard_refuses_or_is_silent(text: str) -> None:
    try:
        guard(text)
    except QueryRefused as error:
        assert error.say("vi")
        assert error.say("en")


@given(text=st.lists(pieces, max_size=30).map("".join))
def test_an_unhidden_service_never_passes(text: str) -> None:
    for harmless_start in ("SELECT * { ?s ?p ?o } ", ""):
        with pytest.raises(QueryRefused):
            guard(f"{harmless_start}SERVICE <http://127.0.0.1/> {{}} {text}")


@given(text=texts | st.lists(pieces, max_size=12).map("".join))
def test_a_query_answers_or_is_an_error_of_ours(text: str) -> None:
    try:
        guard(text)
        open_store(":memory:").query(text)
    except KgError as error:
        assert error.say("vi")


@given(cells=st.lists(texts, min_size=1, max_size=4), width=st.integers(0, 80))
def test_a_table_is_harmless_whatever_is_in_it(cells: list[str], width: int) -> None:
    text = write(Table({"a": "A"}, [{"a": cell} for cell in cells]), "table", width=width)
    assert harmless(text, keep="\n") == text
