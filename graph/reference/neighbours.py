"""Divisions of China and Cambodia near Vietnam, and the few of other countries that sources name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import Quad

from graph.reference.divisions import OPTIONAL, REQUIRED, division_triples, succession_triples
from graph.reference.labels import Form
from graph.reference.rows import Row
from graph.reference.tables import read_table

COLUMNS = (*REQUIRED, "aliases_vi", "aliases_en", "unseen_vi")
#: The languages that ISO 3166-2 romanises.
ROMANISED = {"CN": "zh-Latn", "KH": "km-Latn"}


def neighbour_rows(tables: Path) -> list[Row]:
    """Return both tables, the neighbours' divisions first."""
    names = ("neighbour_divisions.tsv", "other_divisions.tsv")
    return [row for name in names for row in read_table(tables / name, COLUMNS, (*OPTIONAL, "romanised"))]


def neighbour_triples(rows: Sequence[Row]) -> Iterator[Quad]:
    """Yield the description of every such division, without its borders."""
    for row in rows:
        yield from division_triples(row, other_names(row), row.names("unseen_vi"))
    yield from succession_triples(rows)


def other_names(row: Row) -> list[Form]:
    """Return the aliases of a division and its romanised name.

    >>> other_names(Row("a.tsv", 7, {"id": "KH-10", "aliases_vi": "", "romanised": "Kracheh"}))
    [('Kracheh', 'km-Latn')]
    """
    forms = [(form, language) for language in ("vi", "en") for form in row.names(f"aliases_{language}")]
    if row.get("romanised"):
        forms.append((row.need("romanised"), _romanisation(row)))
    return forms


def _romanisation(row: Row) -> str:
    country = row.need("id")[:2]
    if country not in ROMANISED:
        raise row.error(f'column "romanised" is for {", ".join(sorted(ROMANISED))} only')
    return ROMANISED[country]
