from __future__ import annotations

import networkx as nx
import pytest

from graph.loading import Document
from graph.namespaces import PREFIXES, expand
from graph.questions import load_question
from graph.store import Store, open_store
from graph.view import draw
from graph.view.cut import Size, cut
from graph.view.picture import Asked
from graph.view.question import answered

HEADER = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
STAR = """
place:VN-05 a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Sơn La"@vi .
organisation:busy a pfr:Organisation ; skos:prefLabel "Xa"@vi .
organisation:a a pfr:Organisation ; skos:prefLabel "An"@vi .
organisation:b a pfr:Organisation ; skos:prefLabel "Ân"@vi .
organisation:c a pfr:Organisation ; skos:prefLabel "Bắc"@vi .
organisation:far a pfr:Organisation ; skos:prefLabel "Áo"@vi .
partnership:1 a pfr:Partnership ; pfr:participant place:VN-05, organisation:busy .
partnership:2 a pfr:Partnership ; pfr:participant place:VN-05, organisation:a .
partnership:3 a pfr:Partnership ; pfr:participant place:VN-05, organisation:b .
partnership:4 a pfr:Partnership ; pfr:participant place:VN-05, organisation:c .
agreement:5 a pfr:Agreement ; pfr:party organisation:busy, organisation:far .
agreement:6 a pfr:Agreement ; pfr:party organisation:busy, organisation:c .
"""


def told(text: str = STAR) -> Store:
    store = open_store(":memory:")
    store.load([Document.from_text("story.trig", HEADER + text)])
    return store


def shown(graph: nx.MultiGraph) -> set[str]:
    return {iri.rpartition("/")[2] for iri in graph}


@pytest.mark.parametrize(
    ("limit", "kept"),
    [
        (1, {"VN-05"}),
        (2, {"VN-05", "busy"}),  # of those at one hop the one with most relations
        (3, {"VN-05", "busy", "c"}),
        (4, {"VN-05", "busy", "c", "a"}),  # An before Ân, as Vietnamese names sort
        (5, {"VN-05", "busy", "c", "a", "b"}),  # two hops come last, whatever their name
        (6, {"VN-05", "busy", "c", "a", "b", "far"}),
    ],
)
def test_the_nearest_are_kept_then_the_best_connected_then_by_name(limit: int, kept: set[str]) -> None:
    found = draw(told(), Asked(about=(expand("place:VN-05") or "",)), hops=2, max_nodes=limit)
    assert shown(found.graph) == kept
    assert (found.cut is None) == (limit == 6)


def test_what_is_left_out_is_counted_and_said() -> None:
    found = draw(told(), Asked(about=(expand("place:VN-05") or "",)), hops=2, max_nodes=3)
    assert found.cut is not None
    assert found.cut.shown == Size(3, 3, 3)
    assert found.cut.left == Size(3, 3, 3)
    (note,) = found.notes
    assert note.en.startswith("Only 3 of 6 actors are drawn (--max-nodes 3)")
    assert "Không vẽ 3 thực thể, 3 quan hệ" in note.vi
    assert shown(found.whole) > shown(found.graph)


def test_who_loses_all_partners_is_not_drawn_alone() -> None:
    graph = draw(told(STAR.replace("agreement:5", "agreement:7")), max_nodes=6).whole
    kept, left = cut(graph, 3)
    assert left is not None
    assert all(degree for _, degree in kept.degree())


PARTNERS = """
place:LA-HO a pfr:Province ; pfr:country country:LA ; skos:prefLabel "Hủa Phăn"@vi .
country:LA a pfr:Country ; skos:prefLabel "Lào"@vi, "Laos"@en .
place:LA-BK a pfr:Province ; pfr:country country:LA ; skos:prefLabel "Bò Kẹo"@vi .
partnership:p a pfr:Partnership ; pfr:participant place:VN-05, place:LA-HO ; pfr:modality modality:actual ;
  pfr:relationType relation:twinning ; pfr:evidence evidence:e ; pfr:endStatus end-status:ongoing .
visit:v a pfr:Visit ; pfr:guest place:LA-HO ; pfr:host place:VN-05 .
visit:w a pfr:Visit ; pfr:guest place:LA-BK ; pfr:host place:VN-05 .
evidence:e oa:hasSource source:news . source:news a pfr:Source ; dcterms:title "Tin" .
"""


def test_a_question_draws_what_it_names_and_what_is_between() -> None:
    store = told(STAR.replace('"Sơn La"@vi', '"Sơn La"@vi, "Sơn La"@en') + PARTNERS)
    found = answered(store, load_question("partners"), {"province": "place:VN-05", "country": "country:LA"}, "vi")
    assert found.about == (expand("place:VN-05"), expand("country:LA"))
    drawn = draw(store, Asked(about=found.about, question=("partners", found.title)), things=found.things, hops=0)
    assert shown(drawn.graph) == {"VN-05", "LA-HO"}
    assert {kind for *_, kind in drawn.graph.edges(keys=True)} == {"partnership", "visit"}
    assert drawn.title["en"].endswith(": Sơn La, Laos")


def test_a_question_without_an_answer_draws_nothing_and_says_so() -> None:
    store = told(STAR + PARTNERS)
    found = answered(store, load_question("partners"), {"province": "place:LA-HO", "country": "country:LA"}, "vi")
    drawn = draw(store, Asked(about=found.about, question=("partners", found.title)), things=found.things, hops=0)
    assert not drawn.graph
    assert drawn.empty is not None
    assert drawn.empty["en"] == "This question has no answer yet."


def test_events_become_nodes_joined_with_all_who_take_part() -> None:
    store = told(STAR + "visit:v a pfr:Visit ; pfr:guest organisation:a ; pfr:host place:VN-05, organisation:b .")
    folded, found = draw(store), draw(store, events=True)
    kinds = {iri.rpartition("/")[2]: kind for iri, kind in found.graph.nodes(data="kind") if kind.startswith("event-")}
    assert kinds == {"5": "event-agreement", "6": "event-agreement", "v": "event-visit"}
    visit = expand("visit:v") or ""
    assert {iri.rpartition("/")[2] for iri in found.graph[visit]} == {"a", "b", "VN-05"}
    assert Size.of(found.graph).statements == Size.of(folded.graph).statements
    assert set(found.layouts["columns"]) == set(found.layouts["force"]) == set(found.graph)
    assert set(found.whole) == set(folded.whole)
