"""What names mean to somebody who asks: present and former provinces, and what is said of the choice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph.dates import Window
from graph.errors import AmbiguousName, UnknownName
from graph.gazetteer import resolve
from graph.meaning import included, meaning, predecessors, with_predecessors
from graph.namespaces import compact
from graph.store import Store


def meant(store: Store, name: str, kind: str = "entity", **when: str) -> str | None:
    return compact(meaning(store, name, kind=kind, window=Window.given(**when)).entity.value)


@pytest.mark.parametrize("kind", ["entity", "place"])
@pytest.mark.parametrize(
    ("name", "when", "unit"),
    [
        ("Lào Cai", {}, "place:VN-2025-lao-cai"),
        ("lao cai", {}, "place:VN-2025-lao-cai"),
        ("Lào Cai", {"as_of": "2025-06-30"}, "place:VN-02"),
        ("Lào Cai", {"as_of": "2025-07-01"}, "place:VN-2025-lao-cai"),
        ("Lào Cai", {"between": "2020/2024"}, "place:VN-02"),
        ("Lào Cai", {"between": "2020/2026"}, "place:VN-2025-lao-cai"),
        ("Yên Bái", {}, "place:VN-06"),
        ("Yên Bái", {"as_of": "2026"}, "place:VN-06"),
        ("place:VN-02", {}, "place:VN-02"),
        ("VN-02", {}, "place:VN-02"),
        ("Sơn La", {}, "place:VN-05"),
        ("Hà Nam", {"as_of": "2026"}, "place:CN-HA"),
    ],
    ids=str,
)
def test_name_means_the_unit_of_that_time(
    name: str, when: dict[str, str], unit: str, kind: str, shipped_store: Store
) -> None:
    assert meant(shipped_store, name, kind, **when) == unit


@pytest.mark.parametrize(
    ("name", "when"),
    [("Viêng Chăn", {}), ("Viêng Chăn", {"as_of": "2020"}), ("Hà Nam", {}), ("Hà Nam", {"between": "2020/2026"})],
    ids=str,
)
def test_unrelated_units_are_asked_back(name: str, when: dict[str, str], shipped_store: Store) -> None:
    with pytest.raises(AmbiguousName) as caught:
        meant(shipped_store, name, **when)
    assert len(caught.value.candidates) == 2


def test_a_window_that_chooses_among_unrelated_units_says_so(shipped_store: Store) -> None:
    found = meaning(shipped_store, "Hà Nam", window=Window.as_of("2026"))
    (note,) = found.notes
    assert "place:CN-HA" in note.vi
    assert "place:VN-63" in note.en


def test_strict_resolving_still_asks_back(shipped_store: Store) -> None:
    with pytest.raises(AmbiguousName):
        resolve(shipped_store, "Lào Cai")


def test_unknown_name_is_unknown(shipped_store: Store) -> None:
    with pytest.raises(UnknownName):
        meaning(shipped_store, "Lào Kai Kai Kai")


# --- notes


@pytest.mark.parametrize(
    ("name", "when", "parts"),
    [
        ("Lào Cai", {}, ["place:VN-2025-lao-cai", "2025-07-01", "place:VN-02", "--as-of 2025-06-30"]),
        ("Lào Cai", {"as_of": "2020"}, ["place:VN-02", "2025-06-30", "place:VN-2025-lao-cai"]),
        ("Yên Bái", {}, ["place:VN-06", "2025-06-30", "Lào Cai (place:VN-2025-lao-cai)"]),
    ],
    ids=str,
)
def test_choice_is_said_in_both_languages(
    name: str, when: dict[str, str], parts: list[str], shipped_store: Store
) -> None:
    (note,) = meaning(shipped_store, name, window=Window.given(**when)).notes
    assert name in note.vi
    assert note.vi != note.en
    for part in parts:
        assert part in note.vi
        assert part in note.en.replace("Lao Cai (", "Lào Cai (")


@pytest.mark.parametrize(
    ("name", "when"), [("Sơn La", {}), ("place:VN-02", {}), ("Yên Bái", {"as_of": "2020"}), ("Lào", {})], ids=str
)
def test_nothing_is_said_where_there_was_no_choice(name: str, when: dict[str, str], shipped_store: Store) -> None:
    assert meaning(shipped_store, name, window=Window.given(**when)).notes == ()


# --- predecessors


def test_predecessors_come_by_name_with_their_last_day(shipped_store: Store) -> None:
    (unit,), _ = with_predecessors(shipped_store, ["place:VN-02"])
    assert predecessors(shipped_store, unit) == []
    present = meaning(shipped_store, "Lào Cai").entity
    found = predecessors(shipped_store, present)
    assert [(each.label.vi, compact(each.former.value), each.until) for each in found] == [
        ("Lào Cai", "place:VN-02", "2025-06-30"),
        ("Yên Bái", "place:VN-06", "2025-06-30"),
    ]
    (note,) = included(found)
    assert "Yên Bái (place:VN-06, đến 2025-06-30)" in note.vi
    assert "Yen Bai (place:VN-06, until 2025-06-30)" in note.en


def test_things_come_with_the_units_that_they_replaced(shipped_store: Store) -> None:
    things, notes = with_predecessors(shipped_store, ["Lào Cai", "Hủa Phăn"])
    assert [compact(thing.value) for thing in things] == [
        "place:VN-2025-lao-cai",
        "place:VN-02",
        "place:VN-06",
        "place:LA-HO",
    ]
    assert len(notes) == 2


def test_three_units_of_one_name_mean_the_one_that_replaced_both(told: Callable[[str], Store]) -> None:
    unit = 'place:{0} a pfr:Province ; skos:prefLabel "Đông Hà"@vi ; skos:hiddenLabel "dong ha" '
    old = unit + '; pfr:validTo "2020-12-31"^^xsd:date'
    store = told(
        f"{old.format('a')} ; dcterms:isReplacedBy place:c . {old.format('b')} ; dcterms:isReplacedBy place:c . "
        f'{unit.format("c")} ; pfr:validFrom "2021-01-01"^^xsd:date .'
    )
    assert meant(store, "Đông Hà") == "place:c"
    with pytest.raises(AmbiguousName):
        meant(store, "Đông Hà", as_of="2019")


def test_chain_with_a_stranger_is_asked_back(told: Callable[[str], Store]) -> None:
    store = told("""
        place:a a pfr:Province ; skos:prefLabel "Đông Hà"@vi ; skos:hiddenLabel "dong ha" .
        place:a dcterms:isReplacedBy place:c .
        place:c a pfr:Province ; skos:prefLabel "Đông Hà"@vi ; skos:hiddenLabel "dong ha" .
        place:x a pfr:Place ; skos:prefLabel "Đông Hà"@vi ; skos:hiddenLabel "dong ha" .
    """)
    with pytest.raises(AmbiguousName):
        meant(store, "Đông Hà")
