"""A small world, and the statements that the tests of rules tell in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode

from graph.inference import infer
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
        *("2016-01-01", "2022-05-31", "precision:year"),
        id="the stated start counts, not the signature",
    ),
    pytest.param("a pfr:Agreement", SIGNED, "2022-05-26", "2022-05-31", "precision:month", id="signed"),
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
    pytest.param(
        "a pfr:Visit", "pfr:evidence evidence:old", None, None, None, id="a visit that is told without its day"
    ),
    pytest.param(
        "a pfr:Visit",
        f"{day('validFrom', '2011-02-01')} ; pfr:fromPrecision precision:month ; pfr:evidence evidence:old",
        *("2011-02-01", "2011-02-28", "precision:month"),
        id="a visit is over, whenever it is told",
    ),
    *(
        pytest.param(
            "a pfr:GateStatus",
            f"{day('validFrom', first)} ; pfr:fromPrecision precision:{precision}",
            *(first, last, f"precision:{precision}"),
            id=f"the last day that {precision} {first} can mean",
        )
        for first, precision, last in (
            ("2016-02-01", "month", "2016-02-29"),
            ("2015-04-01", "month", "2015-04-30"),
            ("2015-12-01", "month", "2015-12-31"),
            ("2015-01-01", "year", "2015-12-31"),
            ("2015-01-31", "day", "2015-01-31"),
        )
    ),
    *(
        pytest.param(
            "a pfr:Figure",
            f"{day('asOf', last)} ; pfr:precision precision:{precision} ; pfr:evidence evidence:new",
            *(first, last, f"precision:{precision}"),
            id=f"a figure of one {precision}",
        )
        for first, precision, last in (
            ("2016-01-01", "year", "2016-12-31"),
            ("2016-02-01", "month", "2016-02-29"),
            ("2016-02-29", "day", "2016-02-29"),
        )
    ),
    pytest.param(
        "a pfr:Figure",
        f"{day('periodStart', '2016-01-01')} ; pfr:fromPrecision precision:year ; {day('periodEnd', '2018-06-30')}",
        *("2016-01-01", "2018-06-30", "precision:year"),
        id="a figure of a period",
    ),
    pytest.param(
        "a pfr:Figure",
        f"{day('periodStart', '2016-01-01')} ; pfr:fromPrecision precision:year ; {ONGOING}",
        *("2016-01-01", None, "precision:year"),
        id="a figure until now",
    ),
    pytest.param(
        "a pfr:Figure",
        f"{day('periodEnd', '2018-06-30')} ; pfr:toPrecision precision:month",
        *("2018-06-30", "2018-06-30", "precision:month"),
        id="a figure of whose period only the end is told",
    ),
    pytest.param(
        "a pfr:Engagement",
        f"{day('validTo', '2016-12-31')} ; pfr:toPrecision precision:year ; pfr:evidence evidence:old",
        *("2016-12-31", "2016-12-31", "precision:year"),
        id="told after its end",
    ),
]
