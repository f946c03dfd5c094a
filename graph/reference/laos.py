"""First-level divisions of Laos in all the spellings they are met in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pyoxigraph import Quad

from graph.reference.divisions import OPTIONAL, REQUIRED, division_triples
from graph.reference.rows import Row
from graph.reference.tables import by_key, read_table

COLUMNS = (*REQUIRED, "label_lo")
VARIANT_COLUMNS = ("id", "form", "lang", "status", "source")
LANGUAGES = frozenset({"vi", "en", "lo-Latn"})
STATUSES = frozenset({"seen", "unseen", "misspelling"})


def laos_rows(tables: Path) -> list[Row]:
    """Return the table of Lao divisions."""
    return read_table(tables / "lao_divisions.tsv", COLUMNS, OPTIONAL)


def laos_triples(rows: Sequence[Row], variants: Sequence[Row]) -> Iterator[Quad]:
    """Yield the description of every Lao division, without its borders.

    Forms that no source was seen to use are stored as hidden labels: found, never shown.
    """
    forms = _by_division(variants, by_key(rows, "id"))
    for row in rows:
        own = forms.get(row.need("id"), ())
        seen = [(form.need("form"), form.one_of("lang", LANGUAGES)) for form in own if form.need("status") == "seen"]
        hidden = [form.need("form") for form in own if form.need("status") != "seen"]
        yield from division_triples(row, [(row.need("label_lo"), "lo"), *seen], hidden)


def laos_variants(tables: Path) -> list[Row]:
    """Return the table of Lao spellings."""
    return read_table(tables / "lao_variants.tsv", VARIANT_COLUMNS)


def _by_division(variants: Sequence[Row], divisions: Mapping[str, Row]) -> Mapping[str, Sequence[Row]]:
    """Return the spellings of each division; raise BadInput for a division that is not listed."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in variants:
        row.one_of("status", STATUSES)
        found[row.one_of("id", divisions)].append(row)
    return found
