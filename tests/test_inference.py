"""Derived edges: each appears when it should, not for plans, ends or the unknown, and goes away again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode

from graph.inference import infer, infer_table, rules
from graph.loading import Document
from graph.namespaces import GRAPH_INFERRED, PREFIXES, compact
from graph.store import Store, open_store
from graph.store.base import rows

HEADER = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
#: The newest source speaks on 2024-11-15.
WORLD = """
country:VN a pfr:Country . country:LA a pfr:Country .
place:VN-05 a pfr:Province ; pfr:country country:VN .
place:VN-04 a pfr:Province ; pfr:country country:VN .
place:LA-HO a pfr:Province ; pfr:country country:LA .
organisation:fund a pfr:Organisation .
mission:embassy a pfr:DiplomaticMission .
gate:long-sap a pfr:BorderGate ; pfr:province place:VN-05 .
gate:pa-hang a pfr:BorderGate ; pfr:province place:LA-HO .
gate-pair:lsph a pfr:BorderGatePair ; pfr:gate gate:long-sap, gate:pa-hang .
source:old a pfr:Source ; pfr:publishedOn "2017-03-21"^^xsd:date ; pfr:precision precision:day .
source:new a pfr:Source ; pfr:publishedOn "2024-11-15"^^xsd:date ; pfr:precision precision:day .
source:undated a pfr:Source ; pfr:publishedNotBefore "2013-01-01"^^xsd:date .
evidence:old oa:hasSource source:old .
evidence:new oa:hasSource source:new .
evidence:undated oa:hasSource source:undated .
"""

Edges = set[tuple[str, str]]
Tell = Callable[[str], Store]


def inferred(location: str, text: str) -> Store:
    store = open_store(location)
    store.load([Document.from_text("story.trig", HEADER + text)])
    infer(store)
    return store


@pytest.fixture
def tell() -> Tell:
    return lambda text: inferred(":memory:", WORLD + text)


def short(term: object) -> str:
    if isinstance(term, NamedNode):
        return compact(term.value) or term.value
    return term.value if isinstance(term, Literal) else str(term)


def edges(store: Store, name: str) -> Edges:
    query = f"SELECT ?a ?b {{ GRAPH <{GRAPH_INFERRED}> {{ ?a pfr:{name} ?b }} }}"
    return {(short(a), short(b)) for a, b in rows(store, query)}


def both(one: str, other: str) -> Edges:
    return {(one, other), (other, one)}


def day(name: str, value: str) -> str:
    return f'pfr:{name} "{value}"^^xsd:date'


ACTUAL = "pfr:modality modality:actual"
ONGOING = "pfr:endStatus end-status:ongoing"
PAIR = both("place:VN-05", "place:LA-HO")


def partnership(said: str) -> str:
    return f"partnership:p a pfr:Partnership ; pfr:participant place:VN-05, place:LA-HO ; {said} ."


def agreement(said: str) -> str:
    return f"agreement:a a pfr:Agreement ; pfr:party place:VN-05, place:LA-HO ; {said} ."


def gate_status(said: str) -> str:
    return f"gate-status:s a pfr:GateStatus ; pfr:ofGate gate-pair:lsph ; {said} ."


def engagement(said: str) -> str:
    return f"engagement:e a pfr:Engagement ; pfr:initiator place:VN-05 ; pfr:counterpart mission:embassy ; {said} ."


def statement(kind: str, said: str) -> str:
    return f"<http://e/s> {kind} ; {ACTUAL} {';' if said else ''} {said} ."


#: What is said of a relation, and whether it makes an edge.
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


def test_one_gate_alone_links_nothing(tell: Tell) -> None:
    told = f"gate-status:s a pfr:GateStatus ; pfr:ofGate gate:pa-hang ; {ACTUAL} ; pfr:gateEvent gate-event:exists ."
    assert edges(tell(told), "linkedByGate") == set()


# Known from, known until, and how precisely.

SIGNED = f"{day('signedOn', '2022-05-26')} ; pfr:signedPrecision precision:month"
KNOWN = [
    pytest.param("a pfr:Visit", "", None, None, None, id="nothing dated"),
    pytest.param("a pfr:Visit", "pfr:evidence evidence:undated", None, None, None, id="an undated source"),
    pytest.param(
        "a pfr:Visit",
        f"{day('validFrom', '2016-01-01')} ; pfr:fromPrecision precision:year ; {day('validTo', '2016-12-31')}",
        *("2016-01-01", "2016-12-31", "precision:year"),
        id="start and end stated",
    ),
    pytest.param(
        "a pfr:Agreement",
        f"{day('validFrom', '2016-01-01')} ; pfr:fromPrecision precision:year ; {SIGNED} ; pfr:evidence evidence:old",
        *("2016-01-01", "2022-05-26", "precision:year"),
        id="the stated start counts, not the signature",
    ),
    pytest.param("a pfr:Agreement", SIGNED, "2022-05-26", "2022-05-26", "precision:month", id="signed"),
    pytest.param(
        "a pfr:Agreement",
        f"{SIGNED} ; pfr:evidence evidence:old, evidence:new",
        *("2017-03-21", "2024-11-15", "precision:day"),
        id="told before it was signed",
    ),
    pytest.param(
        "a pfr:PolicyDocument",
        f"{day('issuedOn', '2016-11-01')} ; pfr:precision precision:month ; pfr:evidence evidence:old",
        *("2016-11-01", "2017-03-21", "precision:month"),
        id="issued",
    ),
    pytest.param(
        "a pfr:Engagement",
        "pfr:evidence evidence:new, evidence:old, evidence:undated",
        *("2017-03-21", "2024-11-15", "precision:day"),
        id="told by two dated sources",
    ),
    pytest.param(
        "a pfr:Engagement", f"pfr:evidence evidence:old ; {ONGOING}", "2017-03-21", None, "precision:day", id="ongoing"
    ),
    pytest.param(
        "a pfr:Engagement",
        f"pfr:evidence evidence:old ; {ONGOING} ; {day('validTo', '2018-12-31')}",
        *("2017-03-21", "2018-12-31", "precision:day"),
        id="a stated end counts more than ongoing",
    ),
    pytest.param("a pfr:Figure", "pfr:evidence evidence:old", None, None, None, id="figures have days of their own"),
]


@pytest.mark.parametrize(("kind", "said", "first", "last", "precision"), KNOWN)
def test_known(  # noqa: PLR0917 - a row of a table
    tell: Tell, kind: str, said: str, first: str | None, last: str | None, precision: str | None
) -> None:
    store = tell(statement(kind, said))
    expected = {"knownFrom": first, "knownUntil": last, "knownPrecision": precision}
    for name, value in expected.items():
        assert edges(store, name) == ({("http://e/s", value)} if value else set()), name


def test_a_plan_is_known_from_who_told_it(tell: Tell) -> None:
    store = tell("<http://e/s> a pfr:Engagement ; pfr:modality modality:planned ; pfr:evidence evidence:old .")
    assert edges(store, "knownFrom") == {("http://e/s", "2017-03-21")}


PARTNERSHIP = f"partnership:p a pfr:Partnership ; pfr:participant place:VN-05, place:LA-HO ; {ACTUAL}"
MEMO = f"agreement:m a pfr:Agreement ; pfr:party place:VN-05, place:LA-HO ; {day('signedOn', '2015-08-01')}"
ELSEWHERE = MEMO.replace("place:LA-HO", "organisation:fund")


@pytest.mark.parametrize(
    ("told", "first", "precision"),
    [
        pytest.param("", "2017-03-21", "day", id="only a source"),
        pytest.param(
            f"{MEMO} ; pfr:signedPrecision precision:year ; {ACTUAL} .", "2015-08-01", "year", id="of the two"
        ),
        pytest.param(f"{MEMO} ; pfr:modality modality:planned .", "2017-03-21", "day", id="a planned agreement"),
        pytest.param(f"{ELSEWHERE} ; {ACTUAL} .", "2017-03-21", "day", id="with somebody else"),
    ],
)
def test_a_partnership_is_attested_by_its_agreements(tell: Tell, told: str, first: str, precision: str) -> None:
    store = tell(f"{PARTNERSHIP} ; pfr:evidence evidence:old . {told}")
    known = {name: dict(edges(store, name)).get("partnership:p") for name in ("knownFrom", "knownPrecision")}
    assert known == {"knownFrom": first, "knownPrecision": f"precision:{precision}"}


def test_a_partnership_is_known_from_what_set_it_up(tell: Tell) -> None:
    setup = f"agreement:m a pfr:Agreement ; {ACTUAL} ; {day('signedOn', '2014-02-03')} ."
    store = tell(f"{PARTNERSHIP} ; pfr:establishedBy agreement:m ; pfr:evidence evidence:old . {setup}")
    assert ("partnership:p", "2014-02-03") in edges(store, "knownFrom")


# All edges together.


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
