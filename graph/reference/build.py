"""Build the Turtle files of the reference graph and compare them with those in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad

from graph.reference.borders import border_triples, country_borders, division_borders
from graph.reference.countries import country_triples
from graph.reference.laos import laos_rows, laos_triples, laos_variants
from graph.reference.neighbours import neighbour_rows, neighbour_triples
from graph.reference.rows import Row
from graph.reference.tables import by_key
from graph.reference.vietnam import vietnam_rows, vietnam_triples
from graph.turtle import turtle

#: The folder of the checkout that the tables lie in, and the Turtle files beside them.
ONTOLOGY = Path(__file__).parents[2] / "ontology"
TABLES = ONTOLOGY / "tables"


def build(tables: Path = TABLES) -> dict[str, str]:
    """Return the Turtle text of each file; raise BadInput where a table does not fit."""
    vietnam, laos, neighbours = vietnam_rows(tables), laos_rows(tables), neighbour_rows(tables)
    by_key([*vietnam, *laos, *neighbours], "id")
    borders = division_borders(vietnam, _ids([*laos, *neighbours]))
    between = country_borders(borders)
    return {
        "countries.ttl": _turtle(country_triples(tables), border_triples("country", between, between)),
        "provinces-laos.ttl": _turtle(
            laos_triples(laos, laos_variants(tables)), border_triples("place", borders, _ids(laos))
        ),
        "provinces-neighbours.ttl": _turtle(
            neighbour_triples(neighbours), border_triples("place", borders, _ids(neighbours))
        ),
        "provinces-vietnam.ttl": _turtle(vietnam_triples(vietnam), border_triples("place", borders, _ids(vietnam))),
    }


def _ids(rows: Iterable[Row]) -> list[str]:
    return [row.need("id") for row in rows]


def _turtle(*parts: Iterable[Quad]) -> str:
    return turtle(chain(*parts))


def stale(texts: Mapping[str, str], folder: Path) -> list[str]:
    """Return the names of the files that are missing from a folder or differ from what was built."""
    return [name for name, text in texts.items() if not _holds(folder / name, text.encode())]


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def write(texts: Mapping[str, str], folder: Path) -> list[str]:
    """Write the files that are not current and return their names."""
    changed = stale(texts, folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in changed:
        (folder / name).write_bytes(texts[name].encode())
    return changed
