"""Small stories that the tests of checks tell: figures, agreements, partnerships, gates and visits in Turtle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from graph.checks import Finding
from graph.store import Store

DAY = dt.date(2026, 10, 1)
ACTUAL = "pfr:modality modality:actual"
Tell = Callable[[str], Store]
Check = Callable[[str, str], list[Finding]]

BASE = """
country:VN a pfr:Country . country:LA a pfr:Country . country:KH a pfr:Country .
place:VN-05 a pfr:Province ; pfr:country country:VN ; skos:prefLabel "Sơn La"@vi .
place:VN-37 a pfr:Province ; pfr:country country:VN ; dcterms:isReplacedBy place:VN-2025-x .
place:VN-2025-x a pfr:Province ; pfr:country country:VN .
place:LA-HO a pfr:Province ; pfr:country country:LA . place:LA-LP a pfr:Province ; pfr:country country:LA .
place:KH-14 a pfr:Province ; pfr:country country:KH .
source:old a pfr:Source ; dcterms:title "Cũ" ; pfr:publishedOn "2017-03-21"^^xsd:date ; pfr:precision precision:day .
source:new a pfr:Source ; dcterms:title "Mới" ; pfr:publishedOn "2020-08-04"^^xsd:date ; pfr:precision precision:day .
evidence:old a pfr:Evidence ; oa:hasSource source:old .
evidence:new a pfr:Evidence ; oa:hasSource source:new .
"""


def day(name: str, value: str) -> str:
    return f'pfr:{name} "{value}"^^xsd:date'


def figure(
    name: str,
    value: str,
    *said: str,
    indicator: str = "fdi-projects",
    bound: str = "exact",
    told_by: str = "old",
    area: str = "place:VN-05",
) -> str:
    parts = [
        f"figure:{name} a pfr:Figure ; pfr:area {area} ; pfr:indicator indicator:{indicator}",
        f'pfr:value "{value}"^^xsd:decimal ; pfr:unit unit:count ; pfr:bound bound:{bound}',
        f"{ACTUAL} ; pfr:evidence evidence:{told_by}",
        *said,
    ]
    return " ; ".join(parts) + " .\n"


IN_2017, IN_2020 = day("asOf", "2017-12-31"), day("asOf", "2020-12-31")


def note(text: str) -> str:
    return f'skos:scopeNote "{text}"@en'


def flow(start: int, end: int) -> str:
    return f"{day('periodStart', f'{start}-01-01')} ; {day('periodEnd', f'{end}-12-31')}"


def partnership(name: str, *sides: str, said: str = "") -> str:
    return (
        f"partnership:{name} a pfr:Partnership ; pfr:participant {', '.join(sides)} ; {ACTUAL} ; "
        f"pfr:evidence evidence:old {said} .\n"
    )


def agreement(name: str, *sides: str, until: str = "", signed: str = "", said: str = ACTUAL) -> str:
    dates = [day(*each) for each in (("validTo", until), ("signedOn", signed)) if each[1]]
    parts = [
        f"agreement:{name} a pfr:Agreement ; pfr:party {', '.join(sides)}",
        said,
        "pfr:evidence evidence:old",
        *dates,
    ]
    return " ; ".join(parts) + " .\n"


HO = ("place:VN-05", "place:LA-HO")


def signed(name: str, on: str, *sides: str) -> str:
    return agreement(name, *(sides or HO), signed=on, said=f"{ACTUAL} ; pfr:signedPrecision precision:day")


def gate(name: str, modality: str, event: str, level: str, *said: str) -> str:
    parts = [
        f"gate-status:{name} a pfr:GateStatus ; pfr:ofGate gate-pair:g ; pfr:gateEvent gate-event:{event}",
        f"pfr:gateLevel gate-level:{level} ; pfr:modality modality:{modality}",
        *said,
    ]
    return " ; ".join(parts) + " .\n"


TOLD_OLD, TOLD_NEW = "pfr:evidence evidence:old", "pfr:evidence evidence:new"
OPENED = gate("opened", "actual", "opened", "international", TOLD_NEW, day("validFrom", "2019-11-19"))


def visit(name: str, modality: str, on: str, *sides: str) -> str:
    return (
        f"visit:{name} a pfr:Visit ; pfr:guest {', '.join(sides or HO)} ; pfr:modality modality:{modality} ; "
        f"{day('validFrom', on)} ; pfr:fromPrecision precision:day ; {day('validTo', on)} ; "
        f"pfr:toPrecision precision:day ; pfr:evidence evidence:old .\n"
    )
