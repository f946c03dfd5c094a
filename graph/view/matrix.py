"""The national overview: Vietnamese provinces against countries, with the facts of each cell.

As a network of lines it is a tangle; as a table it reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

from graph.names import sort_key
from graph.namespaces import expand
from graph.network import Facts

#: Where an actor abroad says which country it belongs to; the first that is there and is not Việt Nam counts.
_COUNTRY = ("pfr:country", "pfr:countryOfOrigin", "pfr:sendingState", "pfr:receivingState")
_HOME = expand("country:VN") or ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows and columns as IRIs, largest first; the statements of each cell; those of the network in no cell."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], frozenset[str]]
    outside: frozenset[str]

    @property
    def statements(self) -> frozenset[str]:
        """All statements of the cells."""
        return frozenset().union(*self.cells.values())

    def of_row(self, row: str) -> frozenset[str]:
        """Return the statements of a province, each once."""
        return frozenset().union(*(told for (first, _), told in self.cells.items() if first == row))

    def of_column(self, column: str) -> frozenset[str]:
        """Return the statements of a country, each once."""
        return frozenset().union(*(told for (_, second), told in self.cells.items() if second == column))


def matrix(graph: nx.MultiGraph) -> Matrix | None:
    """Return the matrix of a network; None where it has no province with a country."""
    facts: Facts = graph.graph["facts"]
    cells: dict[tuple[str, str], set[str]] = defaultdict(set)
    told: set[str] = set()
    for first, second, said in graph.edges(data="statements"):
        statements = {each.iri for each in said}
        told |= statements
        for one, other in ((first, second), (second, first)):
            row = _province(graph, facts, one)
            if row:
                for column in _countries(facts, graph.nodes[other]["kind"], other):
                    cells[row, column] |= statements
    if not cells:
        return None
    found = {cell: frozenset(statements) for cell, statements in cells.items()}
    unsorted = Matrix(tuple({row for row, _ in found}), tuple({column for _, column in found}), found, frozenset(told))

    def order(iri: str, statements: frozenset[str]) -> tuple[object, ...]:
        return (-len(statements), sort_key(facts.name(iri).get("vi", "")), iri)

    rows = sorted(unsorted.rows, key=lambda iri: order(iri, unsorted.of_row(iri)))
    columns = sorted(unsorted.columns, key=lambda iri: order(iri, unsorted.of_column(iri)))
    return Matrix(tuple(rows), tuple(columns), found, frozenset(told - unsorted.statements))


def _province(graph: nx.MultiGraph, facts: Facts, iri: str) -> str:
    """Return the Vietnamese province that an actor is, or acts for."""
    if graph.nodes[iri]["kind"] == "home":
        return iri
    acts_for = facts.thing(iri).one("pfr:actsFor")
    return acts_for if acts_for and facts.thing(acts_for).one("pfr:country") == _HOME else ""


def _countries(facts: Facts, kind: str, iri: str) -> Iterator[str]:
    """Yield the countries abroad that an actor is or belongs to; a gate pair joins two."""
    said = facts.thing(iri)
    if kind == "country":
        found = [iri]
    elif kind == "gate":
        found = [facts.thing(gate).one("pfr:country") for gate in said.all("pfr:gate")] or said.all("pfr:country")
    else:
        place = facts.thing(said.one("pfr:actsFor") or iri)
        of_place = place.iri if place.is_a(["pfr:Country"]) else place.one("pfr:country")
        stated = (each for name in _COUNTRY for each in said.all(name))
        found = [next((country for country in (of_place, *stated) if country and country != _HOME), "")]
    yield from (country for country in found if country and country != _HOME)
