"""Write a graph of exactly N triples in the project's own vocabulary, as Turtle and as N-Triples.

The same number and seed give the same bytes on every machine. The graph looks like the shipped one:
provinces with names, and per partnership its agreement, and for each of them evidence at a place in
a source. Nothing in it is true.

    python benchmarks/generate.py FOLDER 100000
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import random
import sys
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path

from graph.namespaces import PREFIXES

#: A subject and its predicates with their objects; terms are written as in Turtle.
Node = tuple[str, list[tuple[str, str]]]

#: Those that the graph uses; another prefix in the project must not change its bytes.
_PREFIXES = (
    *("agreement", "agreement-type", "confidence", "country", "dcterms", "end-status", "evidence", "field"),
    *("modality", "oa", "partnership", "passage", "pfr", "place", "precision", "relation", "skos", "source", "xsd"),
)
HOME_PROVINCES = 63
PARTNER_PROVINCES = 300
_RECORDS_PER_SOURCE = 40
_COUNTRIES = (("LA", "Lào", "Laos"), ("CN", "Trung Quốc", "China"), ("KH", "Campuchia", "Cambodia"))
_SYLLABLES = ("Sơn", "Lạng", "Hủa", "Điện", "Phong", "Xiêng", "Quảng", "Đắk", "Luông", "Hà", "Bình", "Thừa", "Ninh")
_RELATIONS = (("cooperation", "hợp tác"), ("twinning", "kết nghĩa"), ("comprehensive-cooperation", "hợp tác toàn diện"))
_FIELDS = ("trade", "border", "education", "health", "agriculture", "culture")
_TYPES = (("minutes", "Biên bản"), ("memorandum", "Bản ghi nhớ"))


def write(folder: Path, triples: int, *, seed: int = 1) -> tuple[Path, Path]:
    """Write the graph into a folder and return its two files, Turtle and N-Triples."""
    folder.mkdir(parents=True, exist_ok=True)
    turtle, lines = (folder / f"graph-{triples}.{ending}" for ending in ("ttl", "nt"))
    with (
        turtle.open("w", encoding="utf-8", newline="\n") as as_turtle,
        lines.open("w", encoding="utf-8", newline="\n") as as_lines,
    ):
        as_turtle.writelines(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in _PREFIXES)
        for node in _first(triples, nodes(random.Random(seed))):  # noqa: S311 - data must be the same every time
            as_turtle.write(_turtle(node))
            as_lines.write(_ntriples(node))
    return turtle, lines


def nodes(chance: random.Random) -> Iterator[Node]:
    """Yield provinces, then partnerships with all that belongs to them, without end."""
    names = {code: _name(chance) for code in (*_home_codes(), *_partner_codes())}
    for code, name in names.items():
        yield _province(code, name)
    for number in count():
        if number % _RECORDS_PER_SOURCE == 0:
            yield _source(number // _RECORDS_PER_SOURCE, chance)
        yield from _record(number, names, chance)


def _home_codes() -> list[str]:
    return [f"VN-{number:02}" for number in range(1, HOME_PROVINCES + 1)]


def _partner_codes() -> list[str]:
    return [f"{_COUNTRIES[number % len(_COUNTRIES)][0]}-{number:03}" for number in range(PARTNER_PROVINCES)]


def _name(chance: random.Random) -> str:
    return " ".join(chance.choice(_SYLLABLES) for _ in range(3))


def _labels(vi: str, en: str) -> list[tuple[str, str]]:
    return [("skos:prefLabel", f'"{vi}"@vi'), ("skos:prefLabel", f'"{en}"@en')]


def _province(code: str, name: str) -> Node:
    return f"place:{code}", [
        ("a", "pfr:Province"),
        ("pfr:country", f"country:{code[:2]}"),
        ("skos:notation", f'"{code}"'),
        *_labels(name, f"{name} Province"),
    ]


def _source(number: int, chance: random.Random) -> Node:
    return f"source:made-{number}", [
        ("a", "pfr:Source"),
        ("dcterms:title", f'"Tin đối ngoại số {number}"@vi'),
        ("pfr:publishedOn", _date(chance)),
        ("pfr:precision", "precision:day"),
        ("pfr:sha256", f'"{hashlib.sha256(str(number).encode()).hexdigest()}"'),
    ]


def _record(number: int, names: dict[str, str], chance: random.Random) -> Iterator[Node]:
    """Yield a partnership, its agreement, and the evidence of both."""
    home, partner = chance.choice(_home_codes()), chance.choice(_partner_codes())
    pair = f"{names[home]} – {names[partner]}"
    key = f"{home}--{partner}--{number}"
    since = _date(chance)
    relation, said = chance.choice(_RELATIONS)
    yield (
        f"partnership:{key}",
        [
            ("a", "pfr:Partnership"),
            ("pfr:participant", f"place:{home}"),
            ("pfr:participant", f"place:{partner}"),
            ("pfr:relationType", f"relation:{relation}"),
            ("pfr:establishedBy", f"agreement:{key}"),
            ("pfr:validFrom", since),
            ("pfr:fromPrecision", "precision:day"),
            ("pfr:endStatus", "end-status:ongoing"),
            ("pfr:modality", "modality:actual"),
            ("pfr:evidence", f"evidence:{_hash(key, 'p')}"),
            *_labels(f"Quan hệ {said} {pair}", f"Relation {pair}"),
        ],
    )
    yield _agreement(key, (home, partner), pair, since, chance)
    for part in ("p", "a"):
        yield from _evidence(number, _hash(key, part), pair, chance)


def _agreement(key: str, parties: tuple[str, str], pair: str, signed: str, chance: random.Random) -> Node:
    kind, said = chance.choice(_TYPES)
    return f"agreement:{key}", [
        ("a", "pfr:Agreement"),
        *(("pfr:party", f"place:{party}") for party in parties),
        ("pfr:agreementType", f"agreement-type:{kind}"),
        ("pfr:signedOn", signed),
        ("pfr:signedPrecision", "precision:day"),
        ("pfr:field", f"field:{chance.choice(_FIELDS)}"),
        ("pfr:modality", "modality:actual"),
        ("pfr:evidence", f"evidence:{_hash(key, 'a')}"),
        *_labels(f"{said} hợp tác {pair}", f"Cooperation {kind} {pair}"),
    ]


def _evidence(number: int, name: str, pair: str, chance: random.Random) -> Iterator[Node]:
    source = f"made-{number // _RECORDS_PER_SOURCE}"
    start = chance.randrange(20_000)
    end = start + chance.randrange(40, 400)
    passage = f"passage:{source}_{start}-{end}_{name}"
    yield (
        f"evidence:{name}",
        [
            ("a", "pfr:Evidence"),
            ("oa:hasSource", f"source:{source}"),
            ("oa:hasSelector", passage),
            ("pfr:confidence", "confidence:stated"),
            ("pfr:restates", f'"Hai bên {pair} thỏa thuận tiếp tục hợp tác."@vi'),
            ("pfr:restates", f'"{pair} agree to go on cooperating."@en'),
        ],
    )
    yield passage, [("a", "oa:TextPositionSelector"), ("oa:start", _integer(start)), ("oa:end", _integer(end))]


def _hash(key: str, part: str) -> str:
    return hashlib.sha256(f"{key}{part}".encode()).hexdigest()[:16]


def _date(chance: random.Random) -> str:
    day = dt.date(1990, 1, 1) + dt.timedelta(days=chance.randrange(12_000))
    return f'"{day.isoformat()}"^^xsd:date'


def _integer(number: int) -> str:
    return f'"{number}"^^xsd:integer'


def _first(triples: int, found: Iterable[Node]) -> Iterator[Node]:
    """Cut the stream of nodes after exactly that many triples."""
    left = triples
    for subject, pairs in found:
        if left <= 0:
            return
        yield subject, pairs[:left]
        left -= len(pairs)


def _turtle(node: Node) -> str:
    subject, pairs = node
    return f"\n{subject}\n    " + " ;\n    ".join(f"{predicate} {term}" for predicate, term in pairs) + " .\n"


def _ntriples(node: Node) -> str:
    subject = _full(node[0])
    return "".join(f"{subject} {_full(predicate)} {_full(term)} .\n" for predicate, term in node[1])


def _full(term: str) -> str:
    """Write a Turtle term as N-Triples does."""
    if term == "a":
        return f"<{PREFIXES['rdf']}type>"
    if term.startswith('"'):
        text, typed, datatype = term.partition("^^")
        return f"{text}^^{_full(datatype)}" if typed else term
    prefix, _, local = term.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def main() -> None:
    """Write the graph and say where it is and what its bytes are."""
    parser = argparse.ArgumentParser(description="Write a made-up graph of N triples as Turtle and N-Triples.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("triples", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for path in write(options.folder, options.triples, seed=options.seed):
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        sys.stdout.write(f"{digest}  {path}  {path.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
