"""The graph that comes with the package, ready to be asked.

Parsing it takes longer than answering, so it is kept as a read-only store in a cache folder, under
a name that changes with the data. Where nothing can be kept, it is loaded into memory.
"""

from __future__ import annotations

import os
import shutil
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from graph import __version__
from graph.errors import StoreError
from graph.loading import Document
from graph.namespaces import GRAPH_ONTOLOGY, GRAPH_REFERENCE
from graph.resources import shipped_files
from graph.store.base import Store
from graph.store.oxigraph import OxigraphStore

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

#: Shapes say how data must look; they are no part of it.
_NO_DATA = ("shapes.ttl",)
_ONTOLOGY = "pfr.ttl"


def shipped_documents() -> list[Document]:
    """Return every shipped file of data with the graph it belongs to."""
    return [_document(name, item) for name, item in _files()]


def open_shipped(cache: Path | None = None) -> Store:
    """Open the shipped graph with its derived edges, from the cache folder if there can be one."""
    key = _key() if cache is not None else None
    if cache is None or key is None:
        return _fill(OxigraphStore())
    folder = cache / f"shipped-{key}"
    try:
        if not (folder / "CURRENT").is_file():
            _build(cache, folder)
        return OxigraphStore.open_folder(folder)
    except StoreError:
        # Damage: the next start builds it anew.
        shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        # A cache only saves time: a read-only home or a full disk must not stop the answer.
        pass
    return _fill(OxigraphStore())


def _fill(store: Store) -> Store:
    from graph.inference import infer  # noqa: PLC0415 - needed only when the cache is cold

    store.load(shipped_documents())
    infer(store)
    return store


def _build(cache: Path, folder: Path) -> None:
    """Build beside the final place and move there, so that two processes cannot meet half-way."""
    import tempfile  # noqa: PLC0415 - needed only when the cache is cold

    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="building-") as workplace:
        built = Path(workplace) / "store"
        with OxigraphStore.open_folder(built, writable=True) as store:
            _fill(store)
        for outdated in cache.glob("shipped-*"):
            if outdated != folder:  # another process may just have built it
                shutil.rmtree(outdated, ignore_errors=True)
        if not folder.exists():
            built.replace(folder)


def _files() -> list[tuple[str, Traversable]]:
    return [(name, item) for name, item in shipped_files("ontology", (".ttl", ".trig")) if name not in _NO_DATA]


def _document(name: str, item: Traversable) -> Document:
    graph = None if name.endswith(".trig") else GRAPH_ONTOLOGY if name == _ONTOLOGY else GRAPH_REFERENCE
    if isinstance(item, Path):
        return Document.from_file(item, graph=graph)
    return Document.from_bytes(name, item.read_bytes(), graph=graph)


def _key() -> str | None:
    """Name the state of the data by size and time of every file, or None inside a zip."""
    parts = [__version__]
    for name, item in [*_files(), *shipped_files("ontology", (".rq",))]:
        if not isinstance(item, Path):
            return None
        state = item.stat()
        parts.append(f"{name} {state.st_size} {state.st_mtime_ns}")
    # A checksum is enough among one user's few installations, and hashlib takes longer to import than to ask.
    return f"{zlib.crc32(chr(10).join(parts).encode()):08x}"


def cache_folder() -> Path:
    """Return the folder for caches that the system names, or its usual place."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(named) / "kg" if named else Path.home() / ".cache" / "kg"
