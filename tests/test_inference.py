"""Derived edges: each appears when it should, not for plans, ends or the unknown, and goes away again."""

from __future__ import annotations

import re
from graphlib import CycleError

import pytest
from pyoxigraph import NamedNode
from rule_stories import (
    ACTUAL,
    HEADER,
    KNOWN,
    ONGOING,
    PAIR,
    WORLD,
    Tell,
    agreement,
    both,
    day,
    edges,
    engagement,
    gate_status,
    inferred,
    partnership,
    statement,
)

from graph.dates import Window
from graph.inference import infer, infer_table, rules, steps
from graph.loading import Document
from graph.namespaces import GRAPH_INFERRED, PREFIXES
from graph.store import Store, open_store
from graph.store.base import rows


@pytest.fixture
def tell() -> Tell:
    return lambda text: inferred(":memory:", WORLD + text)


STATES = [
    pytest.param(f"{ACTUAL} ; {ONGOING}", True, id="ongoing"),
    pytest.param(f"{ACTUAL} ; {day('validTo', '2024-11-15')}", True, id="ends on the day of the newest source"),
    pytest.param(f"{ACTUAL} ; {day('validTo', '2030-12-31')}", True, id="ends later"),
    pytest.param(f"{ACTUAL} ; {day('validFrom', '2024-11-15')} ; {ONGOING}", True, id="began"),
    pytest.param(f"{ACTUAL} ; {day('validTo', '2024-11-14')}", False, id="expired the day before"),
    pytest.param(f"{ACTUAL} ; {day('validTo', '2020-12-31')} ; {ONGOING}", False, id="expired, whatever else is said"),
    pytest.param(f"{ACTUAL} ; pfr:endStatus end-status:unknown", False, id="unknown end"),
    pytest.param(f"{ACTUAL} ; pfr:endStatus end-status:ended", False, id="ended"),
    pytest.param(ACTUAL, False, id="nothing on the end"),
    pytest.param(f"pfr:modality modality:planned ; {ONGOING}", False, id="planned"),
    pytest.param(f"pfr:modality modality:proposed ; {ONGOING}", False, id="proposed"),
    pytest.param(f"pfr:modality modality:ended ; {ONGOING}", False, id="modality ended"),
    pytest.param(ONGOING, False, id="no modality"),
]


@pytest.mark.parametrize(("said", "holds"), STATES)
def test_partner_of(tell: Tell, said: str, holds: bool) -> None:
    store = tell(partnership(said))
    assert edges(store, "partnerOf") == (PAIR if holds else set())


@pytest.mark.parametrize(("said", "holds"), STATES)
def test_has_agreement_with(tell: Tell, said: str, holds: bool) -> None:
    store = tell(agreement(said))
    assert edges(store, "hasAgreementWith") == (PAIR if holds else set())
    assert edges(store, "partnerOf") == set()


def test_the_newest_source_decides_what_has_expired(tell: Tell) -> None:
    until = day("validTo", "2025-06-30")
    told = f"partnership:p a pfr:Partnership ; pfr:participant place:VN-05, place:LA-HO ; {ACTUAL} ; {until} ."
    later = f"source:later a pfr:Source ; {day('publishedOn', '2025-07-01')} ."
    assert edges(tell(told), "partnerOf") == PAIR
    assert edges(tell(told + later), "partnerOf") == set()


def test_each_two_of_three_and_nobody_with_itself(tell: Tell) -> None:
    members = "place:VN-05, place:LA-HO, organisation:fund"
    store = tell(f"partnership:p a pfr:Partnership ; pfr:participant {members} ; {ACTUAL} ; {ONGOING} .")
    found = edges(store, "partnerOf")
    assert len(found) == 6
    assert all(one != other for one, other in found)


def test_has_relation_with_reaches_the_country_of_the_other(tell: Tell) -> None:
    store = tell(partnership(f"{ACTUAL} ; {ONGOING}"))
    abroad = both("place:VN-05", "country:LA") | both("place:LA-HO", "country:VN")
    assert edges(store, "hasRelationWith") == PAIR | abroad


def test_has_relation_with_comes_from_agreements_too_but_not_from_plans(tell: Tell) -> None:
    told = "agreement:a a pfr:Agreement ; pfr:party place:VN-05, place:LA-HO ; {} ; " + ONGOING + " ."
    assert edges(tell(told.format(ACTUAL)), "hasRelationWith") >= PAIR
    assert edges(tell(told.format("pfr:modality modality:planned")), "hasRelationWith") == set()


def test_two_provinces_of_one_country_are_no_partners(tell: Tell) -> None:
    store = tell(f"partnership:p a pfr:Partnership ; pfr:participant place:VN-05, place:VN-04 ; {ACTUAL} ; {ONGOING} .")
    assert edges(store, "partnerOf") == edges(store, "hasRelationWith") == set()


COOPERATION = [
    pytest.param(ACTUAL, True, id="actual"),
    pytest.param(f"{ACTUAL} ; {ONGOING}", True, id="ongoing"),
    pytest.param(f"{ACTUAL} ; pfr:endStatus end-status:ended", False, id="ended"),
    pytest.param("pfr:modality modality:planned", False, id="planned"),
    pytest.param("pfr:modality modality:proposed", False, id="proposed"),
    pytest.param("pfr:modality modality:ended", False, id="modality ended"),
]


@pytest.mark.parametrize("roles", [("initiator", "counterpart"), ("counterpart", "initiator")], ids="-".join)
@pytest.mark.parametrize(("said", "holds"), COOPERATION)
def test_cooperates_with_mission(tell: Tell, roles: tuple[str, str], said: str, holds: bool) -> None:
    one, other = roles
    store = tell(f"engagement:e a pfr:Engagement ; pfr:{one} place:VN-05 ; pfr:{other} mission:embassy ; {said} .")
    assert edges(store, "cooperatesWithMission") == ({("place:VN-05", "mission:embassy")} if holds else set())


def test_only_provinces_cooperate_and_only_with_missions(tell: Tell) -> None:
    store = tell(f"""
    engagement:e1 a pfr:Engagement ; pfr:initiator place:VN-05 ; pfr:counterpart organisation:fund ; {ACTUAL} .
    engagement:e2 a pfr:Engagement ; pfr:initiator country:VN ; pfr:counterpart mission:embassy ; {ACTUAL} .
    """)
    assert edges(store, "cooperatesWithMission") == set()


GATES = [
    pytest.param(f"{ACTUAL} ; pfr:gateEvent gate-event:exists", True, id="exists"),
    pytest.param(f"{ACTUAL} ; pfr:gateEvent gate-event:opened", True, id="opened"),
    pytest.param(f"{ACTUAL} ; pfr:gateEvent gate-event:upgraded", True, id="upgraded"),
    pytest.param(f"{ACTUAL} ; pfr:gateEvent gate-event:upgrade", False, id="to be upgraded"),
    pytest.param("pfr:modality modality:planned ; pfr:gateEvent gate-event:opened", False, id="planned"),
    pytest.param("pfr:modality modality:proposed ; pfr:gateEvent gate-event:opened", False, id="proposed"),
    pytest.param(f"{ACTUAL} ; pfr:gateEvent gate-event:opened ; pfr:endStatus end-status:ended", False, id="ended"),
    pytest.param(ACTUAL, False, id="no event"),
]


@pytest.mark.parametrize(("said", "holds"), GATES)
def test_linked_by_gate(tell: Tell, said: str, holds: bool) -> None:
    store = tell(gate_status(said))
    assert edges(store, "linkedByGate") == (PAIR if holds else set())


CASES = [(STATES, partnership), (STATES[::4], agreement), (COOPERATION, engagement), (GATES, gate_status)]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (engagement(f"{ACTUAL} ; {{ended}}"), "cooperatesWithMission"),
        (gate_status(f"{ACTUAL} ; pfr:gateEvent gate-event:opened ; {{ended}}"), "linkedByGate"),
    ],
    ids=["mission", "gate"],
)
def test_what_has_ended_holds_in_a_window_of_its_time(tell: Tell, said: str, name: str) -> None:
    time = f"{day('validFrom', '2010-01-01')} ; {day('validTo', '2015-12-31')}"
    store = tell(said.format(ended=f"pfr:endStatus end-status:ended ; {time}"))
    assert edges(store, name) == set()
    infer(store, Window.as_of("2012"))
    assert edges(store, name)
    infer(store, Window.as_of("2018"))
    assert edges(store, name) == set()


def test_one_gate_alone_links_nothing(tell: Tell) -> None:
    told = f"gate-status:s a pfr:GateStatus ; pfr:ofGate gate:pa-hang ; {ACTUAL} ; pfr:gateEvent gate-event:exists ."
    assert edges(tell(told), "linkedByGate") == set()


# Known from, known until, and how precisely.


def test_both_engines_derive_the_same() -> None:
    """All stories in one graph, each with a world of its own: rdflib takes seconds for every run of the rules."""
    stories = [maker(str(case.values[0])) for cases, maker in CASES for case in cases]
    for case in KNOWN:
        kind, said = map(str, case.values[:2])
        stories.append(statement(kind, said))
    told = "".join(in_a_world_of_its_own(number, WORLD + story) for number, story in enumerate(stories))
    ours, theirs = inferred(":memory:", told), inferred(":rdflib:", told)
    assert len(edges(ours, "partnerOf")) == 2 * sum(bool(case.values[1]) for case in STATES)
    assert set(theirs.quads()) == set(ours.quads())


def in_a_world_of_its_own(number: int, text: str) -> str:
    """Give every place, statement and piece of evidence a name with this number; sources and code lists are shared."""
    kinds = "agreement|engagement|evidence|gate-pair|gate-status|gate|mission|organisation|partnership|place|visit"
    own = re.sub(rf"\b((?:{kinds}):[\w-]+)", rf"\1-{number}", text)
    return own.replace("<http://e/s>", f"<http://e/s-{number}>")


def test_an_edge_goes_away_with_its_statement(tell: Tell) -> None:
    store = tell(f"graph:x {{ {partnership(f'{ACTUAL} ; {ONGOING}')} }}")
    assert edges(store, "partnerOf") == PAIR
    store.replace_graph(PREFIXES["graph"] + "x", [])
    infer(store)
    assert store.graphs().get(GRAPH_INFERRED) is None
    assert rows(store, "SELECT * { ?s pfr:partnerOf|pfr:hasRelationWith ?o }") == []


def test_inferring_again_changes_nothing_and_only_the_inferred_graph(tell: Tell) -> None:
    store = tell(partnership(f"{ACTUAL} ; {ONGOING}"))
    before = set(store.quads())
    made = infer(store)
    assert set(store.quads()) == before
    assert made["construct-partner-of"] == 2
    told = {quad for quad in before if quad.graph_name != NamedNode(GRAPH_INFERRED)}
    document = Document.from_text("story.trig", HEADER + WORLD + partnership(f"{ACTUAL} ; {ONGOING}"))
    assert told == set(document.quads())


def test_hand_made_edges_in_the_inferred_graph_do_not_stay(tell: Tell) -> None:
    store = tell("graph:inferred { place:VN-05 pfr:partnerOf place:LA-HO }")
    assert edges(store, "partnerOf") == edges(store, "hasRelationWith") == set()


def test_statements_that_are_blank_nodes_can_be_inferred_from_again_and_again(tell: Tell) -> None:
    store = tell(partnership(f"{ACTUAL} ; {ONGOING} ; pfr:evidence evidence:old").replace("partnership:p", "[]"))
    for _ in range(2):
        infer(store)
        assert len(edges(store, "knownFrom")) == 1
        assert edges(store, "partnerOf") == PAIR


def test_shipped_edges(shipped_store: Store) -> None:
    relations = edges(shipped_store, "hasRelationWith")
    assert relations
    for name in ("hasRelationWith", "partnerOf", "hasAgreementWith", "linkedByGate"):
        found = edges(shipped_store, name)
        assert found == {(other, one) for one, other in found}, f"{name} is symmetric"
        assert all(one != other for one, other in found)
    assert edges(shipped_store, "partnerOf") | edges(shipped_store, "hasAgreementWith") <= relations
    for name in ("knownFrom", "knownUntil", "knownPrecision"):
        told = [statement for statement, _ in edges(shipped_store, name)]
        assert len(told) == len(set(told)), f"{name} has one value"
    assert {statement for statement, _ in edges(shipped_store, "knownFrom")} == {
        statement for statement, _ in edges(shipped_store, "knownPrecision")
    }


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_table_has_a_row_per_rule(lang: str) -> None:
    table = infer_table(open_store(":memory:"), lang)
    assert [row["rule"] for row in table.rows] == sorted(rules())
    assert len(set(table.columns.values())) == 2


def test_rules_run_after_those_whose_edges_they_read() -> None:
    order = {name: at for at, names in enumerate(steps(rules())) for name in names}
    assert order.keys() == rules().keys()
    assert order["construct-known-from"] < order["construct-known-precision"]
    assert order["construct-known-until"] < order["construct-partner-of"] < order["construct-has-relation-with"]


def test_rules_that_wait_for_each_other_are_refused() -> None:
    texts = {
        one: f"\nCONSTRUCT {{ ?s pfr:{one} ?o }} WHERE {{ ?s pfr:{other} ?o }}"
        for one, other in (("a", "b"), ("b", "a"))
    }
    with pytest.raises(CycleError):
        list(steps(texts))
