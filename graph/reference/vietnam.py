"""First-level units of Vietnam, those before and those since 1 July 2025."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pyoxigraph import Quad

from graph.reference.divisions import OPTIONAL, REQUIRED, division_triples, succession_triples
from graph.reference.labels import Form, without_repeats
from graph.reference.rows import Row
from graph.reference.tables import read_table
from graph.reference.terms import text, triple

COLUMNS = (*REQUIRED, *OPTIONAL, "gso_code", "aliases_vi", "aliases_en", "borders")
#: The word that Vietnamese puts before the name of a unit.
TYPE_WORDS = {"province": "tỉnh", "municipality": "thành phố"}


def vietnam_rows(tables: Path) -> list[Row]:
    """Return the table of Vietnamese units."""
    return read_table(tables / "vn_provinces.tsv", COLUMNS)


def vietnam_triples(rows: Sequence[Row]) -> Iterator[Quad]:
    """Yield the description of every Vietnamese unit, without its borders."""
    for row in rows:
        yield triple(f"place:{row.need('id')}", "pfr:gsoCode", text(row.need("gso_code")))
        yield from division_triples(row, other_names(row))
    yield from succession_triples(rows)


def other_names(row: Row) -> list[Form]:
    """Return the aliases of a unit and its name with the word for its type.

    >>> cells = {"place_type": "province", "label_vi": "Hòa Bình", "label_en": "Hoa Binh", "aliases_vi": "Hoà Bình"}
    >>> other_names(Row("a.tsv", 7, cells))
    [('Hoà Bình', 'vi'), ('tỉnh Hòa Bình', 'vi'), ('Hoa Binh Province', 'en')]
    """
    name = row.need("label_vi")
    kind = row.one_of("place_type", TYPE_WORDS)
    forms = [(name, "vi"), *((form, "vi") for form in row.names("aliases_vi"))]
    if not name.casefold().startswith(TYPE_WORDS[kind]):
        forms.append((f"{TYPE_WORDS[kind]} {name}", "vi"))
    forms += [(form, "en") for form in row.names("aliases_en")]
    if kind == "province":
        forms.append((f"{row.need('label_en')} Province", "en"))
    return without_repeats(forms)[1:]
