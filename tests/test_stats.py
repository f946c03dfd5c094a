"""Statistics: what the graph holds, and the measures of its relation network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from click.testing import Result

from graph.measures import Measured
from graph.namespaces import expand
from graph.stats import KINDS, stats_table
from graph.store import Store, open_store
from graph.store.base import rows
from graph.tables import Value, write

Told = Callable[[str], Store]
Kg = Callable[..., Result]

WORLD = """
country:VN a pfr:Country ; skos:prefLabel "Việt Nam"@vi, "Vietnam"@en .
country:LA a pfr:Country ; skos:prefLabel "Lào"@vi, "Laos"@en .
place:VN-05 a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Sơn La"@vi, "Son La"@en .
place:VN-21 a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Thanh Hóa"@vi, "Thanh Hoa"@en .
place:LA-HO a pfr:Province ; pfr:country country:LA ; skos:prefLabel "Hủa Phăn"@vi, "Houaphanh"@en .
place:LA-BK a pfr:Province ; pfr:country country:LA ; skos:prefLabel "Bò Kẹo"@vi, "Bokeo"@en .
gate:a a pfr:BorderGate ; pfr:province place:VN-05 ; pfr:country country:VN .
gate:b a pfr:BorderGate ; pfr:province place:LA-HO ; pfr:country country:LA .
gate-pair:ab a pfr:BorderGatePair ; pfr:gate gate:a, gate:b ; skos:prefLabel "Cặp A – B"@vi, "Pair A – B"@en .
organisation:fund a pfr:Organisation ; skos:prefLabel "Quỹ"@vi, "Fund"@en .
organisation:club a pfr:Organisation ; skos:prefLabel "Hội"@vi, "Club"@en .
partnership:p1 a pfr:Partnership ; pfr:participant place:VN-05, place:LA-HO ; pfr:modality modality:actual .
agreement:a1 a pfr:Agreement ; pfr:party place:VN-05, place:LA-HO ; pfr:modality modality:actual .
partnership:p2 a pfr:Partnership ; pfr:participant place:VN-21, place:LA-HO ; pfr:modality modality:actual .
partnership:p3 a pfr:Partnership ; pfr:participant place:VN-05, place:LA-BK ; pfr:modality modality:planned .
partnership:p4 a pfr:Partnership ; pfr:participant organisation:fund, organisation:club ; pfr:modality modality:actual .
gate-status:g a pfr:GateStatus ; pfr:ofGate gate-pair:ab ; pfr:modality modality:actual .
"""


def cells(store: Store, *keys: str, kind: str, by: str | None = None, top: int = 20) -> list[tuple[Value, ...]]:
    table = stats_table(store, kind, by=by, top=top, lang="en")
    return [tuple(row[key] for key in keys) for row in table.rows]


def test_degree_counts_partners_once_and_leaves_plans_out(told: Told) -> None:
    assert cells(told(WORLD), "rank", "actor", "partners", "facts", kind="degree") == [
        (1, "Houaphanh", 3, 4),
        (2, "Pair A – B", 2, 1),
        (3, "Son La", 2, 3),
        (4, "Club", 1, 1),
        (5, "Fund", 1, 1),
        (6, "Thanh Hoa", 1, 1),
    ]


def test_ranking_within_types_and_countries(told: Told) -> None:
    store = told(WORLD)
    assert cells(store, "type", "rank", "actor", kind="degree", by="type", top=1) == [
        ("Border gate or pair", 1, "Pair A – B"),
        ("Foreign province", 1, "Houaphanh"),
        ("Organisation", 1, "Club"),
        ("Vietnamese province", 1, "Son La"),
    ]
    assert cells(store, "country", "rank", "actor", kind="degree", by="country") == [
        ("Laos", 1, "Houaphanh"),
        ("Laos – Vietnam", 1, "Pair A – B"),
        ("Vietnam", 1, "Son La"),
        ("Vietnam", 2, "Thanh Hoa"),
        ("(not known)", 1, "Club"),
        ("(not known)", 2, "Fund"),
    ]


def test_betweenness_names_only_those_that_lie_between_others(told: Told) -> None:
    # Of the ten pairs of others, Houaphanh lies between Thanh Hóa and both of the rest of its part.
    assert cells(told(WORLD), "actor", "betweenness", kind="betweenness") == [("Houaphanh", 0.2)]


def test_communities_are_the_parts_of_a_network_in_two(told: Told) -> None:
    store = told(WORLD)
    assert cells(store, "community", "actors", "members", kind="communities") == [
        (1, 4, "Houaphanh; Pair A – B; Son La; Thanh Hoa"),
        (2, 2, "Club; Fund"),
    ]
    assert cells(store, "community", "country", "actors", kind="communities", by="country", top=1) == [
        (1, "Laos", 1),
        (1, "Laos – Vietnam", 1),
        (1, "Vietnam", 2),
    ]


def test_groups_count_pairs_and_facts_that_touch_them(told: Told) -> None:
    assert cells(told(WORLD), "country", "actors", "relations", "facts", "most", kind="overview", by="country") == [
        ("Laos", 1, 3, 4, "Houaphanh (3)"),
        ("Laos – Vietnam", 1, 2, 1, "Pair A – B (2)"),
        ("Vietnam", 2, 3, 4, "Son La (2); Thanh Hoa (1)"),
        ("(not known)", 2, 1, 1, "Club (1); Fund (1)"),
    ]


def test_overview_of_the_network(told: Told) -> None:
    found = cells(told(WORLD), "section", "name", "number", kind="overview")
    assert [row[1:] for row in found if row[0] == "relation network"] == [
        ("actors with relations", 6),
        ("… Vietnamese provinces", 2),
        ("… foreign provinces", 1),
        ("countries of these actors", 2),
        ("pairs with relations", 5),
        ("parts that nothing joins", 2),
        ("actors in the largest part", 4),
    ]


def test_facts_are_counted_in_all_and_by_modality(shipped_store: Store) -> None:
    for row in stats_table(shipped_store, lang="en").rows:
        if row["section"] == "facts":
            parts = [int(row[each] or 0) for each in ("actual", "planned", "proposed", "ended")]
            assert row["number"] == sum(parts) > 0
    told = rows(shipped_store, "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a pfr:Agreement ; pfr:modality ?m }")
    counted = next(row for row in stats_table(shipped_store, lang="en").rows if row["name"] == "agreement")
    assert str(counted["number"]) == told[0][0].value  # type: ignore[union-attr]  # a count is a literal


def test_an_empty_store_counts_nothing() -> None:
    with open_store(":memory:") as store:
        for kind in KINDS:
            assert write(stats_table(store, kind), "json").startswith("[")
        assert {row["number"] for row in stats_table(store).rows} == {0}


def test_actors_of_one_name_are_told_apart(shipped_store: Store) -> None:
    names = list(Measured.of(shipped_store, "vi").names.values())
    assert len(names) == len(set(names))
    assert "Lào Cai (place:VN-02)" in names


def test_son_la_has_most_partners(kg: Kg) -> None:
    found = json.loads(kg("stats", "degree", "--top", "3", "-f", "json").stdout)
    assert found[0]["actor_iri"] == expand("place:VN-05")
    assert [row["partners"] for row in found] == sorted((row["partners"] for row in found), reverse=True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("by", [(), ("--by", "type"), ("--by", "country")], ids=" ".join)
def test_every_table_is_written_in_both_languages(kg: Kg, kind: str, by: tuple[str, ...]) -> None:
    vi, en = (kg("--lang", lang, "stats", kind, *by, "--top", "2", COLUMNS="100") for lang in ("vi", "en"))
    assert (vi.exit_code, en.exit_code) == (0, 0)
    assert vi.stdout != en.stdout
    assert "chỉ gồm quan hệ thực tế" in vi.stderr
    assert "actual relations only" in en.stderr


def test_communities_do_not_depend_on_the_order_of_sets() -> None:
    script = "from kg_cli import main; import sys; sys.argv = ['kg', 'stats', 'communities', '-f', 'csv']; main()"
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=120,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_unknown_kinds_are_usage_errors(kg: Kg) -> None:
    assert kg("stats", "nothing").exit_code == 2
    assert kg("stats", "--by", "colour").exit_code == 2
    assert kg("stats", "--top", "0").exit_code == 2
