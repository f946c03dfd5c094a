"""Where a command finds its data: the store that is named, else the user's own, else what is shipped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.loading import Document, LoadReport, check
from graph.shipped import open_shipped, shipped_documents
from graph.store import Store, open_store

if TYPE_CHECKING:
    from graph.texts import Texts


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the command line: language, store location, and the folders it may use."""

    lang: str
    location: str | None
    data_folder: Path
    cache_folder: Path

    @property
    def own_store(self) -> Path:
        """The user's store, used where no other is named."""
        return self.data_folder / "store"

    @property
    def texts(self) -> Texts:
        """The texts of sources that the user has attached."""
        from graph.texts import Texts  # noqa: PLC0415 - few commands need it, and hashlib is slow to import

        return Texts(self.data_folder / "texts")

    @property
    def place(self) -> str:
        """Say which store commands use: a location, or ``shipped``."""
        if self.location is not None:
            return self.location
        return str(self.own_store) if self.own_store.is_dir() else "shipped"

    def reading(self) -> Store:
        """Open the store for questions; ``:memory:`` holds the shipped graph."""
        if self.location == ":memory:":
            return open_shipped()
        if self.place == "shipped":
            return open_shipped(self.cache_folder)
        return open_store(self.place)

    def writing(self) -> Store:
        """Open the store for changes; the user's own starts with the shipped graph, a named one empty."""
        if self.location is None and not self.own_store.is_dir():
            return self.create(empty=False)
        return open_store(self.location or str(self.own_store), writable=True)

    def load(self, documents: Sequence[Document]) -> LoadReport:
        """Load documents into the store; a mistake in them leaves no new store behind."""
        if not Path(self.location or self.own_store).is_dir():
            check(documents)
        with self.writing() as store:
            return store.load(documents)

    def create(self, *, empty: bool) -> Store:
        """Make the store, with the shipped graph and its derived edges unless ``empty``."""
        from graph.inference import infer  # noqa: PLC0415 - only a new store needs the rules

        store = open_store(self.location or str(self.own_store), writable=True)
        if not empty:
            store.load(shipped_documents())
            infer(store)
        return store
