"""The named questions: complete headers, standard SPARQL, the same answers on both engines, and known answers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat
from pyoxigraph import Store as Engine
from pyoxigraph import serialize as write_rdf
from rdflib.plugins.sparql import prepareQuery

from graph.asking import ask
from graph.dates import Window
from graph.errors import BadQuestion, UnknownQuestion
from graph.loading import Document
from graph.namespaces import GRAPH_INFERRED, PFRI
from graph.questions import WINDOW, Question, load_question, parse_question, question_names, window_terms
from graph.store import Store, open_store
from graph.store.answers import Solutions
from graph.store.base import rows

QUESTIONS = question_names()
GOLDEN = Path(__file__).parent / "golden"
LANGUAGES = {"vi", "en"}
HEADER = "#+ title@vi: Thử\n#+ title@en: Trial\n"

every_question = pytest.mark.parametrize("name", QUESTIONS)


def cases() -> list[Any]:
    """Return the known answers: the values asked with, the language, the rows and the notes."""
    known = [path for path in sorted(GOLDEN.glob("*.json")) if path.stem in QUESTIONS]
    found = [(path.stem, case) for path in known for case in json.loads(path.read_bytes())]
    return [
        pytest.param(name, case, id="-".join([name, *case["values"].values(), case["lang"]])) for name, case in found
    ]


def required(question: Question) -> dict[str, str]:
    """Return what a question cannot be asked without: for two places of a kind, two provinces."""
    known = {
        "entity": ["Sơn La", "Hủa Phăn"],
        "place": ["Sơn La", "Lạng Sơn"],
        "country": ["Lào"],
        "source": ["source:report-84"],
        "date": ["2030-12-31"],
        "integer": ["5"],
        "text": ["a"],
        "concept": ["fdi-projects"],
    }
    return {each.name: known[each.type].pop(0) for each in question.parameters if each.required}


def test_the_first_questions_are_there() -> None:
    assert {"partners", "agreements", "figures", "border-gates", "sources"} <= set(QUESTIONS)


# --- headers


@every_question
def test_header_says_everything_in_both_languages(name: str) -> None:
    question = load_question(name)
    said = [question.title, question.summary, *question.columns.values()]
    said += [parameter.help for parameter in question.parameters]
    for words in said:
        assert set(words) == LANGUAGES
        assert all(word.strip() for word in words.values())
    assert question.title["vi"] != question.title["en"]
    assert question.summary["vi"] != question.summary["en"]
    assert question.group


@every_question
def test_phrases_speak_both_languages_and_name_parameters(name: str) -> None:
    question = load_question(name)
    assert set(question.phrases) == LANGUAGES
    parameters = {parameter.name for parameter in question.parameters}
    for phrases in question.phrases.values():
        assert phrases
        assert set(re.findall(r"\{(\w+)\}", " ".join(phrases))) <= parameters


@every_question
def test_header_names_only_columns_that_there_are(name: str) -> None:
    question = load_question(name)
    assert set(question.lists) | set(question.sort) | set(question.shown) <= set(question.columns)
    assert question.shown


@every_question
def test_each_parameter_stands_in_one_values_block(name: str) -> None:
    question = load_question(name)
    blocks = re.findall(r"VALUES\s+\?(\w+)", question.text)
    wanted = [*(parameter.name for parameter in question.parameters), *(WINDOW if question.time else ())]
    assert [blocks.count(name) for name in wanted] == [1] * len(wanted)
    assert "lang" in wanted


@every_question
def test_every_header_line_is_understood(name: str) -> None:
    keys = {
        re.match(r"#\+ (\w+)", line)[1]  # type: ignore[index]  # a line that does not match fails the test
        for line in load_question(name).text.splitlines()
        if line.startswith("#+")
    }
    known = "title summary group time units limit most param column table lists sort completeness phrase"
    assert keys <= set(known.split())


# --- the SPARQL


@every_question
def test_select_variables_are_the_columns(name: str, shipped_store: Store) -> None:
    question = load_question(name)
    answer = shipped_store.query(question.text)
    assert isinstance(answer, Solutions)
    parameters = {parameter.name for parameter in question.parameters}
    assert len(answer.variables) == len(question.columns)
    for column, variable in zip(question.columns, answer.variables, strict=True):
        # SPARQL allows no variable twice, so a column that is called like a parameter has another.
        assert column == variable or column in parameters


@every_question
def test_text_runs_as_it_is_in_other_tools(name: str) -> None:
    text = load_question(name).text
    Engine().query(text)
    prepareQuery(text)


@every_question
def test_text_with_every_parameter_bound_still_runs(name: str) -> None:
    question = load_question(name)
    date = NamedNode("http://www.w3.org/2001/XMLSchema#date")
    terms: dict[str, NamedNode | Literal] = {
        "date": Literal("2020-12-31", datatype=date),
        "language": Literal("en"),
        "integer": Literal(3),
    }
    thing = NamedNode(PFRI + "place/VN-05")
    values = {parameter.name: terms.get(parameter.type, thing) for parameter in question.parameters}
    bound = question.bind(values | (dict.fromkeys(WINDOW, terms["date"]) if question.time else {}))
    Engine().query(bound)
    assert "UNDEF" not in bound


# --- the same answer on both engines


def copy_to_rdflib(quads: list[Quad]) -> Store:
    data = write_rdf(quads, format=RdfFormat.N_QUADS)
    assert data is not None
    store = open_store(":rdflib:")
    store.load([Document.from_bytes("all.nq", data)])
    return store


@pytest.fixture(scope="module")
def reference(shipped_store: Store) -> Store:
    return copy_to_rdflib(list(shipped_store.quads()))


@pytest.fixture(scope="module")
def part(shipped_store: Store) -> tuple[Store, Store]:
    """Three sources and what they mention, in both engines: rdflib takes long over the whole graph."""
    told = [PFRI + "graph/source/" + source for source in ("report-01", "report-06", "report-84", "son-la-2020-08-04")]
    quads = list(shipped_store.quads())
    kept = [quad for quad in quads if str(quad.graph_name)[1:-1] in {*told, GRAPH_INFERRED}]
    named = {quad.subject for quad in kept} | {quad.object for quad in kept}
    named |= {quad.object for quad in quads if quad.subject in named and quad.predicate.value.endswith("ountry")}
    named |= {quad.object for quad in quads if quad.subject in named and quad.predicate.value.endswith("#gate")}
    known = set(kept) | {quad for quad in quads if quad.subject in named}
    known |= {quad for quad in quads if "inScheme" in quad.predicate.value or "notation" in quad.predicate.value}
    store = open_store(":memory:")
    data = write_rdf(known, format=RdfFormat.N_QUADS)
    assert data is not None
    store.load([Document.from_bytes("part.nq", data)])
    return store, copy_to_rdflib(list(known))


@every_question
def test_both_engines_answer_alike(name: str, shipped_store: Store, reference: Store) -> None:
    question = load_question(name)
    answer = ask(shipped_store, question, required(question))
    assert answer.rows
    assert ask(reference, question, required(question)) == answer


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("partners", {"province": "place:VN-05", "country": "country:LA", "as_of": "2022-12-31"}),
        ("agreements", {"province": "place:VN-05", "country": "country:LA", "partner": "place:LA-XI", "as_of": "2023"}),
        ("figures", {"province": "place:VN-05", "indicator": "fdi-projects", "between": "2017/2020"}),
        ("border-gates", {"province": "place:VN-05", "as_of": "2024-12-31"}),
        ("sources", {"about": "place:LA-HO", "between": "2017/2024"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_both_engines_answer_alike_with_parameters(
    name: str, values: dict[str, str], part: tuple[Store, Store]
) -> None:
    question = load_question(name)
    answer = ask(part[0], question, values)
    assert answer.rows
    assert ask(part[1], question, values) == answer


# --- known answers


def test_every_question_has_known_answers() -> None:
    assert set(QUESTIONS) <= {path.stem for path in GOLDEN.glob("*.json")}


@pytest.mark.parametrize(("name", "case"), cases())
def test_answer_is_the_reviewed_one(name: str, case: dict[str, Any], shipped_store: Store) -> None:
    answer = ask(shipped_store, load_question(name), case["values"], lang=case["lang"])
    assert answer.rows == case["rows"]
    assert answer.notes == case["notes"]


# --- reading a question


FORMER = [name for name in QUESTIONS if load_question(name).units and name not in ("compare", "between")]


@pytest.mark.parametrize("name", FORMER)
def test_what_a_former_unit_did_is_told_of_the_present_one(name: str, shipped_store: Store) -> None:
    question = load_question(name)
    keys = [key for key in question.columns if key.endswith("_iri") and key not in ("unit_iri", "area_iri")]
    given = required(question) | ({"limit": "50"} if name == "newest" else {})

    def things(province: str) -> set[tuple[object, ...]]:
        rows = ask(shipped_store, question, given | {question.units[0]: province}).rows
        return {tuple(row[key] for key in keys) for row in rows}

    assert things("place:VN-25") <= things("place:VN-2025-quang-tri")


def test_bodies_sign_for_their_province(shipped_store: Store) -> None:
    found = ask(shipped_store, load_question("agreements"), {"province": "Nghệ An"}).rows
    assert {"VN-22--KR-29--2022-council", "VN-22--KR-29--2022-government"} <= {
        str(row["agreement_iri"]).rpartition("/")[2] for row in found
    }


@pytest.mark.parametrize("name", ["agreements", "renewals"])
def test_partner_stands_for_the_units_that_it_replaced(name: str, shipped_store: Store) -> None:
    asked = {"province": "place:LA-SV", "partner": "place:VN-2025-quang-tri"}
    former = ask(shipped_store, load_question(name), asked | {"partner": "place:VN-25"}).rows
    found = ask(shipped_store, load_question(name), asked).rows
    assert former
    assert [row for row in former if row not in found] == []


def test_country_counts_the_partners_that_are_named(shipped_store: Store) -> None:
    for row in ask(shipped_store, load_question("provinces-of-country"), {"country": "Lào"}).rows:
        asked = {"province": str(row["province_iri"]), "country": "Lào"}
        named = ask(shipped_store, load_question("partners"), asked).rows
        assert row["partners"] == sum(each["unit"] is None for each in named), row["province"]


def test_unknown_question_names_the_known_ones() -> None:
    with pytest.raises(UnknownQuestion) as caught:
        load_question("../partners")
    assert caught.value.known == tuple(QUESTIONS)


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("#+ title@vi: Thử\n", "title@en"),
        (HEADER + "#+ param place: place, needed, nơi | place\n", "required or optional"),
        (HEADER + "#+ param place: palace, required, nơi | place\n", "type"),
        (HEADER + "#+ param place: place\n", "must read"),
        (HEADER + "#+ column place: Place\n", "Vietnamese | English"),
        (HEADER + "#+ time: always\n", "held"),
        (HEADER + "#+ units: province\n", "names no parameter"),
        (HEADER + "#+ group: sport\n", "relations"),
        (HEADER + "#+ limit: many\n", "number"),
    ],
    ids=[
        "no-english-title",
        "neither-required-nor-optional",
        "unknown-type",
        "no-help",
        "one-language",
        "unknown-time",
        "units-of-no-parameter",
        "unknown-group",
        "limit-is-no-number",
    ],
)
def test_header_that_does_not_fit_is_refused(header: str, part: str) -> None:
    with pytest.raises(BadQuestion, match=re.escape(part)):
        parse_question("trial", header + "SELECT * {}")


@pytest.mark.parametrize(
    "text", ["SELECT * {}", "SELECT * { VALUES ?x { 1 } { VALUES ?x { 1 } } }"], ids=["none", "two"]
)
def test_value_needs_exactly_one_block(text: str) -> None:
    with pytest.raises(BadQuestion, match="exactly one"):
        parse_question("trial", HEADER + text).bind({"x": Literal("1")})


HOSTILE = ['"', "'", '"} ', "\\", "\n", "{ }", "VALUES ?lang { 1 }", '" } DROP ALL #', "\\1 \\g<0>", "\u202e", "\x00"]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_value_is_never_read_as_sparql(text: str) -> None:
    question = parse_question("trial", HEADER + 'SELECT ?x ?lang { VALUES ?x { "a" } VALUES ?lang { "vi" } }')
    found = rows(open_store(":memory:"), question.bind({"x": Literal(text), "lang": Literal("en")}))
    assert found == [(Literal(text), Literal("en"))]


def test_binding_changes_nothing_else() -> None:
    text = HEADER + 'SELECT * { VALUES  ?x  { "a" } VALUES ?y { UNDEF } ?s ?p "VALUES ?z" }'
    bound = parse_question("trial", text).bind({"x": Literal("b")})
    assert bound == text.replace('VALUES  ?x  { "a" }', 'VALUES ?x { "b" }')


def test_window_becomes_the_terms_of_its_two_blocks() -> None:
    terms = window_terms(Window.between("2019", "2021"))
    assert [(name, term.value) for name, term in terms.items()] == [
        ("window_start", "2019-01-01"),
        ("window_end", "2021-12-31"),
    ]


def test_graph_of_names_alone_gives_no_rows(told: Callable[[str], Store]) -> None:
    store = told("""
        place:VN-05 a pfr:Province ; skos:prefLabel "Sơn La"@vi ; skos:hiddenLabel "son la" .
        place:VN-09 a pfr:Province ; skos:prefLabel "Lạng Sơn"@vi ; skos:hiddenLabel "lang son" .
        place:LA-HO a pfr:Province ; skos:prefLabel "Hủa Phăn"@vi ; skos:hiddenLabel "hua phan" .
        country:LA a pfr:Country ; skos:prefLabel "Lào"@vi ; skos:hiddenLabel "lao" .
        source:report-84 a pfr:Source .
    """)
    for name in QUESTIONS:
        question = load_question(name)
        assert ask(store, question, required(question)).rows == [], name
