"""Borders across national frontiers: stated once, at the Vietnamese unit, and told from both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Quad

from graph.reference.rows import Row
from graph.reference.terms import triple

#: Each division with the divisions that it borders.
Borders = Mapping[str, Collection[str]]


def division_borders(rows: Sequence[Row], foreign: Collection[str]) -> Borders:
    """Return who borders whom, both ways; raise BadInput for a neighbour that no table describes."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for neighbour in row.names("borders"):
            if neighbour not in foreign:
                raise row.error(f'"{neighbour}" in column "borders" is in no table of divisions')
            found[row.need("id")].add(neighbour)
            found[neighbour].add(row.need("id"))
    return found


def country_borders(borders: Borders) -> Borders:
    """Return which countries border each other because divisions of theirs do.

    >>> {code: sorted(others) for code, others in country_borders({"VN-05": ["LA-HO"], "LA-HO": ["VN-05"]}).items()}
    {'VN': ['LA'], 'LA': ['VN']}
    """
    found: dict[str, set[str]] = defaultdict(set)
    for division, neighbours in borders.items():
        found[division[:2]].update(neighbour[:2] for neighbour in neighbours)
    return found


def border_triples(kind: str, borders: Borders, ids: Iterable[str]) -> Iterator[Quad]:
    """Yield what each of the ids borders; ``kind`` is the prefix of both sides."""
    for name in ids:
        for neighbour in borders.get(name, ()):
            yield triple(f"{kind}:{name}", "pfr:borders", f"{kind}:{neighbour}")
