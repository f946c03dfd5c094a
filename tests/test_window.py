"""What held in a window: the statements, what belongs to them, and the edges that follow from them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import NamedNode

from graph.dates import Window
from graph.namespaces import GRAPH_INFERRED, compact
from graph.store import Store
from graph.window import holds, quads_within

WORLD = """
graph:story {
country:LA a pfr:Country . country:VN a pfr:Country .
place:VN-05 a pfr:Province ; pfr:country country:VN . place:LA-HO a pfr:Province ; pfr:country country:LA .
place:LA-XI a pfr:Province ; pfr:country country:LA .
source:old a pfr:Source ; pfr:publishedOn "2015-05-05"^^xsd:date ; pfr:precision precision:day .
source:new a pfr:Source ; pfr:publishedOn "2024-11-15"^^xsd:date ; pfr:precision precision:day .
evidence:old oa:hasSource source:old ; oa:hasSelector passage:old . passage:old oa:start 1 .
evidence:new oa:hasSource source:new ; oa:hasSelector passage:new . passage:new oa:start 1 .
partnership:open a pfr:Partnership ; pfr:participant place:VN-05, place:LA-HO ; pfr:modality modality:actual ;
  pfr:endStatus end-status:ongoing ; pfr:evidence evidence:new .
partnership:over a pfr:Partnership ; pfr:participant place:VN-05, place:LA-XI ; pfr:modality modality:actual ;
  pfr:validFrom "2010-01-01"^^xsd:date ; pfr:fromPrecision precision:year ;
  pfr:validTo "2016-12-31"^^xsd:date ; pfr:toPrecision precision:year ; pfr:evidence evidence:old .
visit:v a pfr:Visit ; pfr:guest place:VN-05 ; pfr:host place:LA-HO ; pfr:modality modality:actual ;
  pfr:validFrom "2015-03-01"^^xsd:date ; pfr:fromPrecision precision:month ; pfr:evidence evidence:old .
visit:undated a pfr:Visit ; pfr:guest place:VN-05 ; pfr:host place:LA-HO ; pfr:modality modality:actual ;
  pfr:evidence evidence:old .
}
"""


@pytest.fixture(scope="module")
def world(told: Callable[[str], Store]) -> Store:
    return told(WORLD)


def short(term: object) -> str:
    return compact(term.value) or term.value if isinstance(term, NamedNode) else ""


def subjects(store: Store, window: Window) -> set[str]:
    found = {short(quad.subject) for quad in quads_within(store, window)}
    kinds = ("partnership", "visit", "evidence", "passage")
    return {name for name in found if name.partition(":")[0] in kinds}


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (Window.as_of("2009"), set()),
        (Window.as_of("2014"), {"partnership:over", "evidence:old", "passage:old"}),
        (Window.between("2015-03", "2015-03"), {"partnership:over", "visit:v", "evidence:old", "passage:old"}),
        (Window.as_of("2015-05-05"), {"partnership:over", "evidence:old", "passage:old"}),
        (Window.as_of("2017"), set()),
        (Window.as_of("2030"), {"partnership:open", "evidence:new", "passage:new"}),
    ],
    ids=lambda value: " ".join(sorted(value)) if isinstance(value, (set, frozenset)) else str(value),
)
def test_only_what_held_is_there_with_its_evidence(window: Window, expected: set[str], world: Store) -> None:
    assert subjects(world, window) == expected


def test_what_is_no_statement_stays(world: Store) -> None:
    found = {short(quad.subject) for quad in quads_within(world, Window.as_of("1900"))}
    assert {"place:VN-05", "country:LA", "source:old", "source:new", "modality:actual"} <= found


@pytest.mark.parametrize(
    ("window", "partner"),
    [
        (Window.as_of("2009"), set()),
        (Window.as_of("2014"), {"place:LA-XI"}),
        (Window.as_of("2030"), {"place:LA-HO"}),
        (Window.between("2014", "2030"), {"place:LA-HO", "place:LA-XI"}),
    ],
    ids=lambda value: " ".join(sorted(value)) if isinstance(value, (set, frozenset)) else str(value),
)
def test_edges_are_those_of_the_window(window: Window, partner: set[str], world: Store) -> None:
    before = set(world.quads())
    found = [
        quad for quad in quads_within(world, window, inferred=True) if quad.graph_name == NamedNode(GRAPH_INFERRED)
    ]
    edges = {(short(quad.subject), short(quad.object)) for quad in found if short(quad.predicate) == "pfr:partnerOf"}
    assert edges == {("place:VN-05", each) for each in partner} | {(each, "place:VN-05") for each in partner}
    assert set(world.quads()) == before


@pytest.mark.parametrize(
    ("first", "last", "held"),
    [
        ("2010-01-01", "2016-12-31", True),
        ("2015-12-31", "", True),
        ("2015-12-31", "2015-12-31", True),
        ("2016-01-01", "", False),
        ("2010-01-01", "2015-12-30", False),
        ("", "", False),
        ("", "2020-01-01", False),
    ],
)
def test_a_day_is_met_where_both_ends_reach_it(first: str, last: str, held: bool) -> None:
    assert holds(first, last, Window.as_of("2015")) is held
