from __future__ import annotations

import pytest

from graph.loading import Document
from graph.namespaces import PREFIXES, expand
from graph.network import network
from graph.shipped import open_shipped
from graph.store import Store, open_store
from graph.store.base import rows
from graph.view.matrix import Matrix, matrix

HEADER = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
PLACES = """
country:VN a pfr:Country ; skos:prefLabel "Việt Nam"@vi . country:LA a pfr:Country ; skos:prefLabel "Lào"@vi .
country:JP a pfr:Country ; skos:prefLabel "Nhật Bản"@vi . country:CN a pfr:Country ; skos:prefLabel "Trung Quốc"@vi .
place:VN-05 a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Sơn La"@vi .
place:VN-71 a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Điện Biên"@vi .
place:LA-HO a pfr:Province ; pfr:country country:LA . place:LA-PH a pfr:Province ; pfr:country country:LA .
organisation:jica a pfr:Organisation ; pfr:countryOfOrigin country:JP .
organisation:office a pfr:Organisation ; pfr:actsFor place:VN-71 .
organisation:hall a pfr:Organisation ; pfr:actsFor place:LA-PH .
organisation:fund a pfr:Organisation .
mission:embassy a pfr:DiplomaticMission ; pfr:sendingState country:CN ; pfr:receivingState country:VN .
mission:ours a pfr:DiplomaticMission ; pfr:sendingState country:VN ; pfr:receivingState country:CN .
gate:a a pfr:BorderGate ; pfr:province place:VN-05 ; pfr:country country:VN .
gate:b a pfr:BorderGate ; pfr:province place:LA-HO ; pfr:country country:LA .
gate-pair:ab a pfr:BorderGatePair ; pfr:gate gate:a, gate:b .
"""


def told(text: str) -> Store:
    store = open_store(":memory:")
    store.load([Document.from_text("story.trig", HEADER + PLACES + text)])
    return store


def cells(found: Matrix | None) -> dict[tuple[str, str], int]:
    def short(iri: str) -> str:
        return iri.rpartition("/")[2]

    return {(short(row), short(column)): len(facts) for (row, column), facts in found.cells.items()} if found else {}


@pytest.mark.parametrize(
    ("partner", "country"),
    [
        ("place:LA-HO", "LA"),
        ("country:LA", "LA"),
        ("organisation:jica", "JP"),
        ("organisation:hall", "LA"),
        ("mission:embassy", "CN"),
        ("mission:ours", "CN"),
    ],
)
def test_the_column_is_the_country_of_the_partner(partner: str, country: str) -> None:
    store = told(f"partnership:p a pfr:Partnership ; pfr:participant place:VN-05, {partner} .")
    assert cells(matrix(network(store))) == {("VN-05", country): 1}


@pytest.mark.parametrize("partner", ["organisation:fund", "place:VN-71", "country:VN"])
def test_partners_at_home_or_of_no_known_country_are_in_no_cell(partner: str) -> None:
    store = told(f"""
        partnership:p a pfr:Partnership ; pfr:participant place:VN-05, {partner} .
        partnership:q a pfr:Partnership ; pfr:participant place:VN-05, place:LA-HO .
    """)
    found = matrix(network(store))
    assert cells(found) == {("VN-05", "LA"): 1}
    assert found is not None
    assert found.outside == {expand("partnership:p")}


def test_what_acts_for_a_province_counts_for_it() -> None:
    store = told("partnership:p a pfr:Partnership ; pfr:participant organisation:office, place:LA-HO .")
    assert cells(matrix(network(store))) == {("VN-71", "LA"): 1}


def test_a_gate_pair_counts_for_the_country_on_the_other_side() -> None:
    store = told("gate-status:g a pfr:GateStatus ; pfr:ofGate gate-pair:ab .")
    assert cells(matrix(network(store))) == {("VN-05", "LA"): 1}


def test_a_fact_with_two_partners_of_one_country_counts_once() -> None:
    store = told("""
        partnership:p a pfr:Partnership ; pfr:participant place:VN-05, place:LA-HO, place:LA-PH .
        visit:v a pfr:Visit ; pfr:guest place:VN-05 ; pfr:host place:LA-PH .
    """)
    found = matrix(network(store))
    assert found is not None
    assert cells(found) == {("VN-05", "LA"): 2}
    assert [len(found.of_row(row)) for row in found.rows] == [2]
    assert [len(found.of_column(column)) for column in found.columns] == [2]


def test_the_largest_row_and_column_come_first_and_equal_ones_by_name() -> None:
    store = told("""
        partnership:p a pfr:Partnership ; pfr:participant place:VN-05, organisation:jica .
        partnership:q a pfr:Partnership ; pfr:participant place:VN-71, place:LA-HO .
        partnership:r a pfr:Partnership ; pfr:participant place:VN-71, mission:embassy .
    """)
    found = matrix(network(store))
    assert found is not None
    assert [row.rpartition("/")[2] for row in found.rows] == ["VN-71", "VN-05"]
    assert [column.rpartition("/")[2] for column in found.columns] == ["LA", "JP", "CN"]


def test_without_a_province_and_a_country_there_is_no_matrix() -> None:
    assert matrix(network(told("partnership:p a pfr:Partnership ; pfr:participant country:LA, country:JP ."))) is None


PARTNERSHIPS = """
SELECT DISTINCT ?province ?country ?fact WHERE {
  ?fact a pfr:Partnership ; pfr:participant ?province , ?partner .
  ?province a pfr:Province ; pfr:country country:VN .
  ?partner a pfr:Province ; pfr:country ?country .
  FILTER (?country != country:VN)
}"""


def test_the_shipped_matrix_holds_every_partnership_that_sparql_finds() -> None:
    with open_shipped() as store:
        found = matrix(network(store))
        expected = {tuple(getattr(term, "value", "") for term in row) for row in rows(store, PARTNERSHIPS)}
    assert found is not None
    assert expected
    assert all(fact in found.cells[province, country] for province, country, fact in expected)
    assert not found.outside & found.statements
