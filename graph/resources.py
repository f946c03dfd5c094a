"""Find the shipped data (``ontology``, ``queries``), in the wheel or else in the checkout.

An item need not be a file on disk, because a wheel also runs as a zip: read it with
``item.open("rb")`` or ``item.read_text(encoding="utf-8")``, and never ask for its path.

>>> [name for name, _ in shipped_files("ontology", (".ttl",)) if name == "places.ttl"]
['places.ttl']
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import DataMissing

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def shipped(folder: str) -> Traversable:
    """Return a shipped data folder; raise DataMissing where this installation has none.

    The wheel's copy is tried first: beside an installed ``graph`` a folder called ``queries``
    may belong to another distribution, so a sibling counts only in a checkout.
    """
    packaged = _package() / "_data" / folder
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).parent.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / folder).is_dir():
        return checkout / folder
    raise DataMissing(folder)


def _package() -> Traversable:
    here = Path(__file__).parent
    if here.is_dir():
        return here
    from importlib.resources import files  # noqa: PLC0415 - only a zip needs it, and it takes as long as an answer

    return files("graph")


def shipped_files(folder: str, suffixes: tuple[str, ...]) -> list[tuple[str, Traversable]]:
    """Return the files of a shipped folder that end so, with POSIX names relative to it, sorted by name."""
    found = ((name, item) for name, item in _walk(shipped(folder), "") if name.endswith(suffixes))
    return sorted(found, key=lambda pair: pair[0])


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.is_dir():
            yield from _walk(item, f"{prefix}{item.name}/")
        else:
            yield prefix + item.name, item
