"""Stores of RDF graphs behind one protocol; ``open_store`` is the way in.

>>> store = open_store(":memory:")
>>> store.graphs()
{}
"""

from __future__ import annotations

from pathlib import Path

from graph.errors import StoreError, Words
from graph.store.base import Store
from graph.store.oxigraph import OxigraphStore

_REMOTE = (
    Words("kho từ xa chưa dùng được", "remote stores cannot be used yet"),
    Words("chọn một thư mục trên máy", "choose a folder on this machine"),
)
__all__ = ["Store", "open_store"]


def open_store(location: str, *, writable: bool = False) -> Store:
    """Open the store at a location: a folder, ``:memory:``, or ``:rdflib:`` for the reference engine.

    A missing folder is made only for writing; else StoreMissing is raised.
    """
    if location == ":memory:":
        return OxigraphStore()
    if location == ":rdflib:":
        from graph.store.rdflib import RdflibStore  # noqa: PLC0415 - rdflib takes 90 ms to import

        return RdflibStore()
    if location.startswith(("http://", "https://")):
        raise StoreError(location, *_REMOTE)
    return OxigraphStore.open_folder(Path(location).expanduser(), writable=writable)
