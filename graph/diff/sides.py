"""Open what is compared: an RDF file, the folder of a store, or the shipped graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from graph.loading import FORMATS, Document
from graph.shipped import open_shipped
from graph.store import Store, open_store

_SHIPPED = "shipped"


@contextmanager
def open_sides(old: str, new: str, cache: Path | None = None) -> Iterator[tuple[Store, Store, Sequence[Store]]]:
    """Give both sides, and the stores that say what things are called: the sides, then the shipped graph.

    What is named twice is opened once. Raises what ``open_side`` raises.
    """
    with ExitStack() as opened:
        stores = {
            location: opened.enter_context(open_side(location, cache))
            for location in dict.fromkeys((new, old, _SHIPPED))
        }
        yield stores[old], stores[new], tuple(stores.values())


def open_side(location: str, cache: Path | None = None) -> Store:
    """Open ``shipped``, a file that any RDF reader takes, or a store.

    A file is read into memory, where its literals take the same forms as in a store. Raises
    UnreadableFile, UnknownFormat or MalformedRdf for a file, StoreMissing or StoreError for a store.
    """
    if location == _SHIPPED:
        return open_shipped(cache)
    path = Path(location).expanduser()
    is_file = path.is_file() or path.suffix.lstrip(".").lower() in FORMATS
    if location.startswith(("http://", "https://")) or path.is_dir() or not is_file:
        return open_store(location)
    store = open_store(":memory:")
    store.load([Document.from_file(path)])
    return store
