"""The shipped statements: one graph a source, told as the sources tell them, and edges only from what is actual."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from graph.asking import ask
from graph.namespaces import GRAPH_INFERRED, compact, expand
from graph.questions import load_question
from graph.store import Store
from graph.store.base import rows

FOLDER = Path(__file__).resolve().parent.parent / "ontology" / "statements"
FILES = sorted(FOLDER.glob("*.trig"))
SOURCES = {
    *("son-la-2017-03-21", "son-la-2017-04-14", "son-la-2020-08-04", "son-la-vbf-2024", "lang-son-lso-2013"),
    *(f"report-{number:02}" for number in range(1, 87)),
}
LAO_PARTNERS = {f"place:LA-{code}" for code in ["BK", "HO", "LM", "LP", "OU", "PH", "XA", "XI", "XS"]}

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def quads(path: Path) -> list[Quad]:
    return list(parse(path.read_bytes(), format=RdfFormat.TRIG))


def name(term: object) -> str:
    return (compact(term.value) or term.value) if isinstance(term, NamedNode) else str(getattr(term, "value", term))


def asked(store: Store, query: str) -> set[tuple[str, ...]]:
    return {tuple(name(term) for term in row) for row in rows(store, f"SELECT DISTINCT {query}")}


# --- the files


def test_there_is_a_file_for_each_source() -> None:
    assert {path.stem for path in FILES} >= SOURCES


@each_file
def test_file_holds_the_one_graph_of_its_name(path: Path) -> None:
    assert {str(quad.graph_name) for quad in quads(path)} == {f"<{expand(f'source-graph:{path.stem}')}>"}


@each_file
def test_file_describes_its_source_and_no_other(path: Path) -> None:
    described = {name(quad.subject) for quad in quads(path) if name(quad.object) == "pfr:Source"}
    assert described == {f"source:{path.stem}"}
    cited = {name(quad.object) for quad in quads(path) if name(quad.predicate) == "oa:hasSource"}
    assert cited == {f"source:{path.stem}"}


@each_file
def test_file_tells_every_statement_with_evidence_of_its_own(path: Path) -> None:
    found = quads(path)
    told = {quad.subject for quad in found if name(quad.predicate) == "pfr:modality"}
    proven = {quad.subject for quad in found if name(quad.predicate) == "pfr:evidence"}
    assert told
    assert told == proven


@each_file
def test_file_leaves_places_to_the_reference_data(path: Path) -> None:
    kinds = {"pfr:Country", "pfr:Province", "pfr:DiplomaticMission", "pfr:Organisation", "pfr:Place"}
    assert not kinds & {name(quad.object) for quad in quads(path) if name(quad.predicate) == "rdf:type"}


def test_everything_that_is_named_is_described(shipped_store: Store) -> None:
    missing = asked(
        shipped_store,
        """?value WHERE { ?fact pfr:modality ?modality ; ?property ?value
        FILTER (isIRI(?value) && STRSTARTS(STR(?value), "https://w3id.org/pfr/"))
        FILTER NOT EXISTS { ?value a ?class } }""",
    )
    assert missing == set()


# --- derived edges

EDGES = (
    "pfr:partnerOf",
    "pfr:hasAgreementWith",
    "pfr:hasRelationWith",
    "pfr:cooperatesWithMission",
    "pfr:linkedByGate",
)


def edges(store: Store) -> set[tuple[str, ...]]:
    kinds = " ".join(EDGES)
    return asked(
        store, f"?a ?edge ?b WHERE {{ VALUES ?edge {{ {kinds} }} GRAPH <{GRAPH_INFERRED}> {{ ?a ?edge ?b }} }}"
    )


def test_every_kind_of_edge_is_derived(shipped_store: Store) -> None:
    assert {edge for _, edge, _ in edges(shipped_store)} == set(EDGES)


def test_edges_stand_only_in_their_graph(shipped_store: Store) -> None:
    told = {quad for path in FILES for quad in quads(path) if name(quad.predicate) in EDGES}
    assert told == set()


@pytest.mark.parametrize("edge", [edge for edge in EDGES if edge != "pfr:cooperatesWithMission"])
def test_edge_is_symmetric(edge: str, shipped_store: Store) -> None:
    found = {(one, other) for one, kind, other in edges(shipped_store) if kind == edge}
    assert found == {(other, one) for one, other in found}


def test_sought_partners_make_no_edge(shipped_store: Store) -> None:
    sought = asked(
        shipped_store,
        """?other WHERE { ?p a pfr:Partnership ; pfr:modality ?modality ; pfr:participant place:VN-05, ?other
        FILTER (?modality IN (modality:planned, modality:proposed) && ?other != place:VN-05) }""",
    )
    assert ("country:JP",) in sought
    joined = {(other,) for one, _, other in edges(shipped_store) if one == "place:VN-05"}
    assert not sought & joined


def test_turning_every_statement_into_a_plan_leaves_no_edge(told: Callable[[str], Store], shipped_store: Store) -> None:
    """The rules read the modality and nothing else decides."""
    statements = "".join(path.read_text(encoding="utf-8") for path in FILES)
    places = "".join(
        f"{quad.subject} {quad.predicate} {quad.object} .\n"
        for quad in shipped_store.quads()
        if name(quad.predicate) in ("rdf:type", "pfr:country", "pfr:province", "pfr:gate")
        and name(quad.subject).partition(":")[0] in ("place", "mission", "gate", "gate-pair", "country")
    )
    actual, planned = "pfr:modality modality:actual", "pfr:modality modality:planned"
    assert edges(told(places + statements)) == edges(shipped_store)
    assert edges(told(places + statements.replace(actual, planned))) == set()


# --- what the sources tell


def test_answer_names_the_nine_lao_partners(shipped_store: Store) -> None:
    found = ask(shipped_store, load_question("partners"), {"province": "Sơn La", "country": "Lào"})
    assert {compact(str(row["partner_iri"])) for row in found.rows} == LAO_PARTNERS
    assert all(row["sources"] for row in found.rows)


def test_agreements_of_the_nine_are_dated(shipped_store: Store) -> None:
    found = asked(
        shipped_store,
        """?party ?signed ?precision WHERE {
          ?a a pfr:Agreement ; pfr:party place:VN-05, ?party ; pfr:signedOn ?signed ; pfr:signedPrecision ?precision .
          FILTER (?party != place:VN-05) }""",
    )
    assert {
        ("place:LA-XI", "2022-08-16", "precision:day"),
        ("place:LA-XS", "2022-08-01", "precision:month"),
        ("place:LA-OU", "2019-11-01", "precision:month"),
    } <= found


FIGURES: list[tuple[Any, ...]] = [
    ("VN-05", "fdi-projects", "2017", "exact", "9", "count"),
    ("VN-05", "fdi-registered-capital", "2017", "over", "148000000", "USD"),
    ("VN-05", "fdi-disbursed-capital", "2017", "about", "140000000", "USD"),
    ("VN-05", "fdi-projects", "2020", "exact", "8", "count"),
    ("VN-05", "fdi-registered-capital", "2020", "over", "147000000", "USD"),
    ("VN-05", "ngo-commitment", "2020", "over", "843000", "USD"),
    ("VN-05", "oda-capital", "2020", "nearly", "750000000000", "VND"),
    ("VN-05", "embassies-in-cooperation", "2017", "exact", "14", "count"),
    ("VN-05", "missions-in-cooperation", "vbf", "exact", "20", "count"),
    ("VN-05", "population", "2017", "over", "1200000", "people"),
    ("VN-05", "ngo-commitment", "vbf", "exact", "18046751", "USD"),
    ("VN-05", "export-growth", "vbf", "exact", "8.8", "percent"),
    ("VN-05", "border-length", "2017", "exact", "250", "km"),
    ("VN-05", "border-length", "report-85", "exact", "274.065", "km"),
    ("VN-05", "border-length", "report-86", "exact", "210", "km"),
    ("VN-05", "visitors-in", "report-03", "exact", "338", "people"),
    ("VN-09", "delegations-in", "lso", "nearly", "400", "count"),
    ("VN-09", "visitors-in", "lso", "nearly", "2800", "people"),
    ("VN-09", "officials-out", "lso", "over", "4700", "people"),
    ("VN-09", "fdi-registered-capital", "lso", "exact", "224500000", "USD"),
    ("VN-09", "oda-capital", "lso", "over", "700000000000", "VND"),
    ("VN-09", "ngo-commitment", "lso", "nearly", "3300000", "USD"),
]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: "-".join(figure[:3]))
def test_figure_keeps_the_bound_and_unit_of_its_source(figure: tuple[str, ...], shipped_store: Store) -> None:
    area, indicator, source, bound, value, unit = figure
    found = asked(
        shipped_store,
        f"""?bound ?value ?unit WHERE {{
          ?figure a pfr:Figure ; pfr:area place:{area} ; pfr:indicator indicator:{indicator} ;
            pfr:bound ?bound ; pfr:value ?value ; pfr:unit ?unit ; pfr:evidence/oa:hasSource ?source .
          FILTER (CONTAINS(STR(?source), "{source}")) }}""",
    )
    assert (f"bound:{bound}", value, f"unit:{unit}") in found


def test_scope_of_a_figure_survives(shipped_store: Store) -> None:
    found = asked(
        shipped_store,
        """?note WHERE { ?figure pfr:indicator indicator:fdi-projects ; pfr:value ?value ; skos:scopeNote ?note
        FILTER (?value = 8 && LANG(?note) = "en") }""",
    )
    assert any("outside industrial parks" in note for (note,) in found)


@pytest.mark.parametrize("fund", ["Saudi", "OPEC", "Kuwait"])
def test_funds_are_to_be_approached_and_not_yet_funders(fund: str, shipped_store: Store) -> None:
    found = asked(
        shipped_store,
        f"""?modality WHERE {{ ?fund a pfr:Organisation ; skos:prefLabel ?label . FILTER (CONTAINS(?label, "{fund}"))
        ?engagement a pfr:Engagement ; pfr:counterpart ?fund ; pfr:modality ?modality }}""",
    )
    assert found == {("modality:proposed",)}
    funded = f"""?project WHERE {{ ?project pfr:funder/skos:prefLabel ?label ; pfr:modality modality:actual
      FILTER (CONTAINS(?label, "{fund}")) }}"""
    assert asked(shipped_store, funded) == set()


def test_gate_upgrade_is_proposed_in_2020_and_opened_in_2024(shipped_store: Store) -> None:
    found = asked(
        shipped_store,
        """?event ?level ?modality WHERE { ?status pfr:ofGate gate-pair:long-sap-pa-hang ; pfr:gateEvent ?event ;
          pfr:gateLevel ?level ; pfr:modality ?modality }""",
    )
    assert ("gate-event:upgrade", "gate-level:international", "modality:proposed") in found
    assert ("gate-event:opened", "gate-level:international", "modality:actual") in found


def test_planned_agreement_partner_or_project_is_no_row_of_the_partners(shipped_store: Store) -> None:
    planned = ask(shipped_store, load_question("partners"), {"province": "Sơn La", "modality": "planned"}, lang="en")
    actual = ask(shipped_store, load_question("partners"), {"province": "Sơn La"}, lang="en")
    assert planned.rows
    names = {row["partner"] for row in planned.rows}
    assert not names & {row["partner"] for row in actual.rows}


def test_same_statement_of_two_sources_keeps_both(shipped_store: Store) -> None:
    found = asked(
        shipped_store,
        """?source WHERE { ?p a pfr:Partnership ; pfr:participant place:VN-05, place:LA-BK ;
          pfr:evidence/oa:hasSource ?source }""",
    )
    assert {("source:report-84",), ("source:report-85",)} <= found
