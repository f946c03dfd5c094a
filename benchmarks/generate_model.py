"""Write a graph of about N triples with the inner structure of the shipped one, as N-Quads.

The shipped graph comes first, then copy after copy of all that its sources tell. In a copy the
provinces of a country change places with each other, and so do the countries whose provinces the graph
does not know; all days move back by up to 39 years; and whatever is not a place, a country, a mission
or a concept becomes a thing of its own, named with the copy's number. So every class of statement keeps
its share and its links, and the facts spread over 63 provinces, 200 countries and 40 years. The same
number and seed give the same bytes for the same shipped data. Nothing in it is true.

    python benchmarks/generate_model.py FOLDER 1000000
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad

from graph.namespaces import GRAPH_REFERENCE, PREFIXES
from graph.shipped import open_shipped

_YEARS = 40
_OLD_PROVINCE = re.compile(r"<https://w3id\.org/pfr/id/place/(VN)-(?:[0-9]{2}|[A-Z]{2})>")
_PROVINCE = re.compile(r"<https://w3id\.org/pfr/id/place/([A-Z]{2})-[^>]+>")
_COUNTRY = re.compile(r"<https://w3id\.org/pfr/id/country/([A-Z]{2})>")
_DAY = re.compile(r'"([0-9]{4})-([0-9]{2})-([0-9]{2})"\^\^')
_LABELS = {f"<{PREFIXES['skos']}{name}>" for name in ("prefLabel", "altLabel", "hiddenLabel")}
_TYPE = f"<{PREFIXES['rdf']}type>"
#: Classes of the reference data that each copy has its own of.
_OWN = {
    *(f"<{PREFIXES['pfr']}{name}>" for name in ("Source", "Organisation", "Place", "BorderGate", "BorderGatePair")),
    f"<{PREFIXES['foaf']}Person>",
}

#: A triple and its graph, each term as N-Quads writes it.
Line = tuple[str, str, str, str]


class Parts(NamedTuple):
    """The shipped graph: what stays as it is, what is copied, and the things that a copy renames or exchanges."""

    fixed: list[Line]
    copied: list[Line]
    own: set[str]
    exchanged: list[list[str]]


def write(folder: Path, triples: int, *, seed: int = 1) -> Path:
    """Write the graph into a folder and return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"model-{triples}.nq"
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(f"{' '.join(line)} .\n" for line in lines(triples, random.Random(seed)))  # noqa: S311 - data must be the same every time
    return path


def lines(triples: int, chance: random.Random) -> Iterator[Line]:
    """Yield the shipped graph, then copies until there are that many; the last copy is whole."""
    parts = _parts()
    yield from parts.fixed
    yield from parts.copied
    told = len(parts.fixed) + len(parts.copied)
    for number in count(1):
        if told >= triples:
            return
        yield from _copy(parts, number, chance)
        told += len(parts.copied)


def _parts() -> Parts:
    with open_shipped() as store:
        told = sorted(_line(quad) for quad in store.quads() if "graph/inferred" not in str(quad.graph_name))
    reference = f"<{GRAPH_REFERENCE}>"
    own = {subject for subject, predicate, value, _ in told if predicate == _TYPE and value in _OWN}
    own |= {subject for subject, _, _, graph in told if "/graph/source/" in graph}
    own |= {graph for *_, graph in told if "/graph/source/" in graph}
    copied = [line for line in told if line[0] in own]
    fixed = [line for line in told if line[0] not in own]
    subjects = {subject for subject, *_, graph in fixed if graph == reference}
    return Parts(fixed, copied, own, _exchanged(subjects))


def _line(quad: Quad) -> Line:
    graph = quad.graph_name if isinstance(quad.graph_name, NamedNode) else NamedNode(GRAPH_REFERENCE)
    return str(quad.subject), str(quad.predicate), str(quad.object), str(graph)


def _exchanged(subjects: Iterable[str]) -> list[list[str]]:
    """Return the groups whose members change places: provinces by country, and countries without provinces."""
    groups: dict[str, list[str]] = {}
    countries = []
    for subject in sorted(subjects):
        if country := _COUNTRY.fullmatch(subject):
            countries.append((country[1], subject))
        elif found := _OLD_PROVINCE.fullmatch(subject) or (
            subject[:40].find("VN-") < 0 and _PROVINCE.fullmatch(subject)
        ):
            groups.setdefault(found[1], []).append(subject)
    return [*groups.values(), [subject for code, subject in countries if code not in groups]]


def _copy(parts: Parts, number: int, chance: random.Random) -> Iterator[Line]:
    names = {name: f"{name[:-1]}--{number}>" for name in parts.own}
    for group in parts.exchanged:
        names.update(zip(group, chance.sample(group, len(group)), strict=True))
    years = chance.randrange(_YEARS)
    for subject, predicate, value, graph in parts.copied:
        yield names[subject], predicate, _value(predicate, value, names, number, years), names.get(graph, graph)


def _value(predicate: str, value: str, names: Mapping[str, str], number: int, years: int) -> str:
    if predicate in _LABELS:
        text, quote, language = value.rpartition('"')
        return f"{text} {number}{quote}{language}"
    if day := _DAY.match(value):
        last = min(int(day[3]), 28) if day[2] == "02" else int(day[3])
        return f'"{int(day[1]) - years:04}-{day[2]}-{last:02}"^^{value[day.end() :]}'
    return names.get(value, value)


def main() -> None:
    """Write the graph and say where it is."""
    parser = argparse.ArgumentParser(description="Write a made-up graph of about N triples like the shipped one.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("triples", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    path = write(options.folder, options.triples, seed=options.seed)
    sys.stdout.write(f"{path}  {path.stat().st_size / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
