"""Searching: any spelling finds it, the best match first, and near misses are only suggested."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest

from graph.errors import UnknownName
from graph.search import search, search_table, suggest
from graph.store import Store


def found(store: Store, text: str, limit: int = 20) -> list[str]:
    return [hit.entity for hit in search(store, text, limit=limit)]


@pytest.mark.parametrize(
    "text", ["hua phan", "HOUAPHANH", unicodedata.normalize("NFD", "Hủa Phăn"), "LA-HO", " la-ho "], ids=ascii
)
def test_every_spelling_finds_hua_phan_first(text: str, shipped_store: Store) -> None:
    hit = search(shipped_store, text)[0]
    assert [hit.label, hit.entity, hit.kind, hit.code] == ["Hủa Phăn", "place:LA-HO", "pfr:Province", "LA-HO"]


def test_vieng_chan_is_two_units(shipped_store: Store) -> None:
    assert set(found(shipped_store, "Viêng Chăn", limit=2)) == {"place:LA-VI", "place:LA-VT"}


@pytest.mark.parametrize(("lang", "label"), [("vi", "Hủa Phăn"), ("en", "Houaphanh")])
def test_hits_speak_the_language(lang: str, label: str, shipped_store: Store) -> None:
    assert search(shipped_store, "LA-HO", lang=lang)[0].label == label


@pytest.mark.parametrize("text", ["hua phann", "Hủa Phănn", "houaphan h", "huaa phan"])
def test_typo_only_suggests(text: str, shipped_store: Store) -> None:
    with pytest.raises(UnknownName) as caught:
        search(shipped_store, text)
    assert caught.value.candidates[0] == "Hủa Phăn (place:LA-HO)"


@pytest.mark.parametrize("text", ["", "  ", "-", "zzzzzz", '"}', "\n", "{}"], ids=ascii)
def test_nothing_found_is_said(text: str, shipped_store: Store) -> None:
    with pytest.raises(UnknownName):
        search(shipped_store, text)


SPELLINGS = """
place:word a pfr:Province ; skos:prefLabel "Bản Ha Noi"@vi .
place:start a pfr:Province ; skos:prefLabel "Ha Noi mới"@vi .
place:blind a pfr:Province ; skos:prefLabel "Hạ Nồi"@vi .
place:exact a pfr:Province ; skos:prefLabel "Hà Nội"@vi .
place:inside a pfr:Province ; skos:prefLabel "Xaha noi"@vi .
organisation:exact a pfr:Organisation ; skos:prefLabel "Hà Nội"@vi .
person:exact a foaf:Person ; skos:prefLabel "Hà Nội"@vi .
country:exact a pfr:Country ; skos:prefLabel "Hà Nội"@vi .
agreement:exact a pfr:Agreement ; skos:prefLabel "Hà Nội"@vi .
"""


@pytest.fixture(scope="module")
def spelled(told: Callable[[str], Store]) -> Store:
    return told(SPELLINGS)


def test_best_match_comes_first_and_places_before_what_is_told(spelled: Store) -> None:
    assert found(spelled, "Hà Nội") == [
        "country:exact",
        "place:exact",
        "organisation:exact",
        "person:exact",
        "agreement:exact",
        "place:blind",
        "place:start",
        "place:word",
    ]


def test_without_accents_all_accents_are_equal(spelled: Store) -> None:
    assert set(found(spelled, "ha noi")[:2]) < {"country:exact", "place:exact", "place:blind"}


def test_part_of_a_word_is_no_match(spelled: Store) -> None:
    assert "place:inside" not in found(spelled, "ha noi")


def test_limit_keeps_the_best(spelled: Store) -> None:
    assert found(spelled, "Hà Nội", limit=1) == ["country:exact"]


def test_hit_says_which_spelling_matched(shipped_store: Store) -> None:
    assert search(shipped_store, "HOUAPHANH")[0].matched.casefold() == "houaphanh"


def test_concepts_are_no_hits(shipped_store: Store) -> None:
    assert not any(name.startswith("indicator:") for name in found(shipped_store, "số dự án FDI"))


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("51/KH-UBND", "document:"),
        ("Chủ động, sáng tạo trong hoạt động đối ngoại", "source:son-la-2020-08-04"),
        ("Lóng Sập", "gate:long-sap"),
        ("Cầm Ngọc Minh", "person:cam-ngoc-minh"),
        ("OFID", "organisation:"),
    ],
)
def test_documents_sources_gates_persons_and_funds_are_found(text: str, entity: str, shipped_store: Store) -> None:
    assert any(name.startswith(entity) for name in found(shipped_store, text))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_table_has_a_heading_for_every_column(lang: str, shipped_store: Store) -> None:
    table = search_table(shipped_store, "LA-HO", lang=lang)
    assert list(table.columns) == list(table.rows[0])
    assert table.columns["label"] == {"vi": "Tên", "en": "Name"}[lang]


def test_suggestions_are_few_and_each_once(shipped_store: Store) -> None:
    near = suggest(shipped_store, "quang")
    assert len(near) == len(set(near)) <= 5
