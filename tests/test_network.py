from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from graph.errors import BadInput
from graph.loading import Document
from graph.namespaces import PREFIXES, expand
from graph.network import network
from graph.store import Store, open_store

HEADER = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())

PLACES = """
country:VN a pfr:Country ; skos:prefLabel "Việt Nam"@vi, "Vietnam"@en .
country:LA a pfr:Country ; skos:prefLabel "Lào"@vi, "Laos"@en .
place:VN-05 a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Sơn La"@vi, "Son La"@en .
place:LA-HO a pfr:Province ; pfr:country country:LA ; skos:prefLabel "Hủa Phăn"@vi, "Houaphanh"@en .
place:LA-BK a pfr:Province ; pfr:country country:LA ; skos:prefLabel "Bò Kẹo"@vi, "Bokeo"@en .
place:moc-chau a pfr:Place ; pfr:province place:VN-05 ; skos:prefLabel "Mộc Châu"@vi .
gate:long-sap a pfr:BorderGate ; pfr:province place:VN-05 ; pfr:country country:VN .
gate:pa-hang a pfr:BorderGate ; pfr:province place:LA-HO ; pfr:country country:LA .
gate-pair:lsph a pfr:BorderGatePair ; pfr:gate gate:long-sap, gate:pa-hang ; skos:prefLabel "Lóng Sập – Pa Háng"@vi .
organisation:fund a pfr:Organisation ; skos:prefLabel "Quỹ"@vi, "Fund"@en .
organisation:lonely a pfr:Organisation ; skos:prefLabel "Không quan hệ"@vi .
person:an a foaf:Person ; skos:prefLabel "An"@vi .
source:news a pfr:Source ; dcterms:title "Tin"@vi ; pfr:publishedOn "2024-11-15"^^xsd:date .
"""


def told(text: str) -> Store:
    store = open_store(":memory:")
    store.load([Document.from_text("story.trig", HEADER + PLACES + text)])
    return store


def modality(name: str) -> str:
    return f"pfr:modality modality:{name}"


def edges(graph: nx.MultiGraph) -> set[tuple[str, ...]]:
    def short(iri: str) -> str:
        return iri.rpartition("/")[2]

    return {(short(one), short(other), kind) for one, other, kind in graph.edges(keys=True)}


def the_edge(graph: nx.MultiGraph) -> dict[str, Any]:
    ((*_, found),) = graph.edges(data=True)
    return dict(found)


def test_statements_of_one_kind_between_two_actors_become_one_edge() -> None:
    graph = network(
        told("""
        agreement:a1 a pfr:Agreement ; pfr:party place:VN-05, place:LA-HO ; pfr:modality modality:actual .
        agreement:a2 a pfr:Agreement ; pfr:party place:LA-HO, place:VN-05 ; pfr:modality modality:planned .
        visit:v a pfr:Visit ; pfr:guest place:LA-HO ; pfr:host place:VN-05 ; pfr:modality modality:actual .
        """)
    )
    assert edges(graph) == {("LA-HO", "VN-05", "agreement"), ("LA-HO", "VN-05", "visit")}
    merged = graph[expand("place:LA-HO")][expand("place:VN-05")]
    assert [said.iri for said in merged["agreement"]["statements"]] == [expand("agreement:a1"), expand("agreement:a2")]
    assert merged["agreement"]["toward"] == []
    assert merged["visit"]["toward"] == [expand("place:VN-05")]


def test_visits_both_ways_are_one_edge_with_two_arrows() -> None:
    graph = network(
        told("""
        visit:v1 a pfr:Visit ; pfr:guest place:LA-HO ; pfr:host place:VN-05 .
        visit:v2 a pfr:Visit ; pfr:guest place:VN-05 ; pfr:host place:LA-HO .
        """)
    )
    assert the_edge(graph)["toward"] == [expand("place:LA-HO"), expand("place:VN-05")]


def test_what_three_parties_agree_links_each_two_of_them() -> None:
    graph = network(told("agreement:a a pfr:Agreement ; pfr:party place:VN-05, place:LA-HO, place:LA-BK ."))
    assert len(edges(graph)) == 3


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ("pfr:modality modality:actual", "actual"),
        ("pfr:modality modality:planned", "planned"),
        ("pfr:modality modality:proposed", "proposed"),
        ("pfr:modality modality:ended", "ended"),
        ("rdfs:comment 'no modality'", "unstated"),
        ("pfr:modality modality:actual ; pfr:endStatus end-status:ended", "ended"),
        ("pfr:modality modality:actual ; pfr:endStatus end-status:unknown", "actual"),
        ("pfr:modality modality:actual ; pfr:validTo '2024-11-14'^^xsd:date", "ended"),
        ("pfr:modality modality:actual ; pfr:validTo '2024-11-15'^^xsd:date", "actual"),
    ],
)
def test_state_comes_from_modality_and_from_the_day_of_the_latest_source(facts: str, state: str) -> None:
    graph = network(told(f"agreement:a a pfr:Agreement ; pfr:party place:VN-05, place:LA-HO ; {facts} ."))
    assert the_edge(graph)["state"] == state


def test_a_visit_that_is_over_has_not_lapsed() -> None:
    over = "pfr:modality modality:actual ; pfr:validTo '2019-01-01'^^xsd:date"
    graph = network(told(f"visit:v a pfr:Visit ; pfr:guest place:LA-HO ; pfr:host place:VN-05 ; {over} ."))
    assert the_edge(graph)["state"] == "actual"


def test_an_edge_is_as_firm_as_its_firmest_statement() -> None:
    parties = "a pfr:Agreement ; pfr:party place:VN-05, place:LA-HO"
    graph = network(
        told(f"""
        agreement:a1 {parties} ; {modality("ended")} .
        agreement:a2 {parties} ; {modality("proposed")} .
        agreement:a3 {parties} ; {modality("planned")} .
        """)
    )
    assert the_edge(graph)["state"] == "planned"


def test_a_smaller_place_counts_as_its_province() -> None:
    graph = network(
        told("""
        project:p a pfr:Project ; pfr:location place:moc-chau ; pfr:funder organisation:fund .
        visit:inner a pfr:Visit ; pfr:guest place:moc-chau ; pfr:host place:VN-05 .
        """)
    )
    assert edges(graph) == {("fund", "VN-05", "project")}
    assert the_edge(graph)["toward"] == [expand("place:VN-05")]


def test_a_gate_pair_links_to_the_provinces_of_its_gates() -> None:
    graph = network(told("gate-status:g a pfr:GateStatus ; pfr:ofGate gate-pair:lsph ."))
    assert edges(graph) == {("lsph", "VN-05", "gate"), ("lsph", "LA-HO", "gate")}
    assert graph.nodes[expand("gate-pair:lsph")]["kind"] == "gate"


def test_what_is_told_of_one_gate_stands_on_its_side_of_the_pair() -> None:
    graph = network(told("gate-status:g a pfr:GateStatus ; pfr:ofGate gate:pa-hang ."))
    assert edges(graph) == {("lsph", "LA-HO", "gate")}


def test_only_who_takes_part_in_a_relation_is_shown_and_persons_on_request() -> None:
    store = told("""
        membership:m a pfr:Membership ; org:member person:an ; org:organization organisation:fund .
        agreement:one-side a pfr:Agreement ; pfr:party place:VN-05 .
    """)
    assert not network(store)
    with_persons = network(store, persons=True)
    assert {with_persons.nodes[iri]["kind"] for iri in with_persons} == {"person", "organisation"}


def test_kinds_of_nodes() -> None:
    graph = network(
        told("agreement:a a pfr:Agreement ; pfr:party place:VN-05, place:LA-HO, country:LA, organisation:fund .")
    )
    kinds = {iri.rpartition("/")[2]: kind for iri, kind in graph.nodes(data="kind")}
    assert kinds == {"VN-05": "home", "LA-HO": "abroad", "LA": "country", "fund": "organisation"}


CHAIN = """
partnership:p1 a pfr:Partnership ; pfr:participant place:VN-05, organisation:fund .
partnership:p2 a pfr:Partnership ; pfr:participant organisation:fund, country:LA .
partnership:p3 a pfr:Partnership ; pfr:participant country:LA, place:LA-BK .
gate-status:g a pfr:GateStatus ; pfr:ofGate gate-pair:lsph .
"""


@pytest.mark.parametrize(
    ("hops", "expected"),
    [
        (0, {"VN-05"}),
        (1, {"VN-05", "fund", "lsph", "LA-HO"}),  # the other side of a gate is no further than the gate
        (2, {"VN-05", "fund", "lsph", "LA-HO", "LA"}),
        (3, {"VN-05", "fund", "lsph", "LA-HO", "LA", "LA-BK"}),
    ],
)
def test_hops(hops: int, expected: set[str]) -> None:
    graph = network(told(CHAIN), about=[expand("place:VN-05") or ""], hops=hops)
    assert {iri.rpartition("/")[2] for iri in graph} == expected


def test_a_thing_without_relations_gives_an_empty_network_that_knows_its_name() -> None:
    lonely = expand("organisation:lonely") or ""
    graph = network(told(CHAIN), about=[lonely])
    assert len(graph) == 0
    assert graph.graph["facts"].name(lonely) == {"vi": "Không quan hệ"}


def test_what_is_no_iri_is_refused() -> None:
    with pytest.raises(BadInput, match="is no IRI"):
        network(told(""), about=["x> } DROP ALL #"])


def test_both_engines_give_the_same_network() -> None:
    embedded = told(CHAIN)
    reference = open_store(":rdflib:")
    reference.load([Document.from_text("story.trig", HEADER + PLACES + CHAIN)])
    one, other = (network(store) for store in (embedded, reference))
    assert edges(one) == edges(other)
    assert list(one.nodes(data="kind")) == list(other.nodes(data="kind"))


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        ("place:moc-chau", {"VN-05"}),  # a smaller place stands for its province
        ("partnership:p2", {"fund", "LA"}),  # a statement for those who take part in it
        ("person:an", {"an"}),
        ("source:news", set()),
    ],
)
def test_what_a_thing_stands_for(thing: str, expected: set[str]) -> None:
    told_of_an = "membership:m a pfr:Membership ; org:member person:an ; org:organization organisation:fund ."
    graph = network(told(CHAIN + told_of_an), about=[expand(thing) or ""], hops=0)
    assert {iri.rpartition("/")[2] for iri in graph} == expected


def test_each_node_knows_how_far_it_is() -> None:
    graph = network(told(CHAIN), about=[expand("place:VN-05") or ""], hops=3)
    hops = {iri.rpartition("/")[2]: found for iri, found in graph.nodes(data="hops")}
    assert hops == {"VN-05": 0, "fund": 1, "lsph": 1, "LA-HO": 1, "LA": 2, "LA-BK": 3}
    assert set(dict(network(told(CHAIN)).nodes(data="hops")).values()) == {0}


def test_what_lies_beyond_the_actors_is_read_too() -> None:
    facts = network(told("gate-status:g a pfr:GateStatus ; pfr:ofGate gate:pa-hang .")).graph["facts"]
    assert (
        facts.name(expand("country:LA"))["en"] == "Laos"
    )  # gate, its pair, the other gate, their provinces, countries
    assert facts.newest == "2024-11-15"
    assert facts.version == ""
