"""The completeness note: a source states more partners than the answer names."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import NamedNode

from graph.asking import ask
from graph.completeness import completeness_notes
from graph.namespaces import PFRI
from graph.questions import load_question
from graph.store import Store
from graph.tables import SEPARATOR

# One source of 2017 states 4, one of 2024 states 9 of 18, an undated one states 11; two are named.
WORLD = """
country:LA a pfr:Country ; skos:prefLabel "Lào"@vi, "Laos"@en ; skos:hiddenLabel "lao" .
country:CN a pfr:Country ; skos:prefLabel "Trung Quốc"@vi, "China"@en ; skos:hiddenLabel "trung quoc" .
place:VN-05 a pfr:Province ; skos:prefLabel "Sơn La"@vi ; skos:hiddenLabel "son la" .
place:VN-09 a pfr:Province ; skos:prefLabel "Lạng Sơn"@vi ; skos:hiddenLabel "lang son" .
place:LA-HO a pfr:Province ; pfr:country country:LA ; skos:prefLabel "Hủa Phăn"@vi, "Houaphanh"@en .
place:LA-OU a pfr:Province ; pfr:country country:LA ; skos:prefLabel "U Đôm Xay"@vi, "Oudomxay"@en .
source:s17 a pfr:Source ; dcterms:title "Bài 2017"@vi ; pfr:publishedOn "2017-03-21"^^xsd:date ;
  pfr:precision precision:day .
source:s24 a pfr:Source ; dcterms:title "Bài 2024"@vi ; pfr:publishedOn "2024-11-15"^^xsd:date ;
  pfr:precision precision:day .
source:undated a pfr:Source ; dcterms:title "Bài không ngày"@vi ; pfr:publishedNotBefore "2010-01-01"^^xsd:date .
evidence:e17 oa:hasSource source:s17 . evidence:e24 oa:hasSource source:s24 . evidence:eu oa:hasSource source:undated .
partnership:ho a pfr:Partnership ; pfr:participant place:VN-05, place:LA-HO ; pfr:relationType relation:cooperation ;
  pfr:modality modality:actual ; pfr:endStatus end-status:ongoing ; pfr:evidence evidence:e17 .
partnership:ou a pfr:Partnership ; pfr:participant place:VN-05, place:LA-OU ; pfr:relationType relation:cooperation ;
  pfr:modality modality:actual ; pfr:endStatus end-status:ongoing ; pfr:evidence evidence:e24 .
"""
FIGURE = """
figure:{name} a pfr:Figure ; pfr:area place:{area} ; pfr:counterpart country:{country} ;
  pfr:indicator indicator:{indicator} ;
  pfr:value {value} ; pfr:unit unit:count ; pfr:bound bound:exact ; pfr:modality modality:{modality} ;
  pfr:evidence evidence:{evidence} .
"""


def figure(name: str, value: str, evidence: str, **changed: str) -> str:
    usual = {"area": "VN-05", "indicator": "partner-localities", "country": "LA", "modality": "actual"}
    return FIGURE.format(name=name, value=value, evidence=evidence, **{**usual, **changed})


@pytest.fixture(scope="module")
def world(told: Callable[[str], Store]) -> Store:
    return told(
        WORLD
        + figure("a", "9", "e24").replace("pfr:unit", "pfr:of 18.0 ; pfr:unit").replace("18.0", '"18"^^xsd:decimal')
        + figure("b", "4", "e17")
        + figure("c", "11", "eu")
        + figure("other-area", "77", "e24", area="VN-09")
        + figure("other-country", "88", "e24", country="CN")
        + figure("other-indicator", "66", "e24", indicator="agreements")
        + figure("plan", "99", "e24", modality="planned")
    )


def notes(store: Store, lang: str = "vi", **values: str) -> list[str]:
    return ask(store, load_question("partners"), {"province": "Sơn La", **values}, lang=lang).notes


def test_every_source_that_states_a_count_is_noted(world: Store) -> None:
    assert notes(world, country="Lào") == [
        'nguồn "Bài không ngày" nêu 11 (Lào); ở đây nêu tên 2.',
        'nguồn "Bài 2017" (2017-03-21) nêu 4 (Lào); ở đây nêu tên 2.',
        'nguồn "Bài 2024" (2024-11-15) nêu 9/18 (Lào); ở đây nêu tên 2.',
    ]


def test_note_speaks_english(world: Store) -> None:
    assert notes(world, "en", country="Lào")[-1] == 'source "Bài 2024" (2024-11-15) says 9 of 18 (Laos); 2 named here.'


def test_day_hides_later_and_undated_sources(world: Store) -> None:
    found = [note for note in notes(world, country="Lào", as_of="2017-12-31") if note.startswith("nguồn")]
    assert found == ['nguồn "Bài 2017" (2017-03-21) nêu 4 (Lào); ở đây nêu tên 1.']


def test_day_before_every_source_leaves_no_count(world: Store) -> None:
    assert [note for note in notes(world, country="Lào", as_of="2016") if note.startswith("nguồn")] == []


def test_other_country_has_its_own_count(world: Store) -> None:
    nothing, counted = notes(world, country="Trung Quốc")
    assert nothing.startswith("Chưa biết")
    assert counted == 'nguồn "Bài 2024" (2024-11-15) nêu 88 (Trung Quốc); ở đây nêu tên 0.'


def test_question_without_a_country_has_no_count(world: Store) -> None:
    assert notes(world) == []


def test_question_that_counts_nothing_has_no_note(world: Store) -> None:
    answer = ask(world, load_question("agreements"), {"province": "Sơn La", "country": "Lào"})
    assert [note for note in answer.notes if not note.startswith("Chưa biết")] == []


def test_count_of_a_former_unit_is_compared_with_its_own_rows(told: Callable[[str], Store]) -> None:
    former = "; dcterms:isReplacedBy place:VN-2025 ; skos:prefLabel"
    store = told(
        WORLD.replace("place:VN-05 a pfr:Province ; skos:prefLabel", f"place:VN-05 a pfr:Province {former}")
        + 'place:VN-2025 a pfr:Province ; skos:prefLabel "Tây Bắc"@vi ; skos:hiddenLabel "tay bac" .'
        + figure("a", "9", "e24")
        + figure("b", "1", "e17", area="VN-2025")
    )
    found = ask(store, load_question("partners"), {"province": "Tây Bắc", "country": "Lào"}, lang="en")
    assert len(found.rows) == 2
    assert [note for note in found.notes if note.startswith("source")] == [
        'source "Bài 2017" (2017-03-21) says 1 (Laos); 0 named here.',
        'source "Bài 2024" (2024-11-15) says 9 (Laos); 2 named here.',
    ]


def test_row_of_several_units_counts_for_each(world: Store) -> None:
    rows = [{"unit_iri": f"{PFRI}place/VN-05{SEPARATOR}{PFRI}place/VN-09"}, {"unit_iri": f"{PFRI}place/VN-05"}]
    bound = {"province": NamedNode(PFRI + "place/VN-05"), "country": NamedNode(PFRI + "country/LA")}
    found = completeness_notes(world, load_question("partners"), bound, rows, "en")
    assert found
    assert all(note.endswith("2 named here.") for note in found)


def test_shipped_graph_names_all_nine_of_its_nine(shipped_store: Store) -> None:
    found = notes(shipped_store, "en", country="Lào")
    assert len(found) >= 2
    assert all("says 9 of 18 (Laos); 9 named here." in note for note in found)
