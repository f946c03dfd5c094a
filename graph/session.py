"""Where a command finds its data: the store that is named, else the user's own, else what is shipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.loading import Document, LoadReport
from graph.shipped import open_shipped, shipped_documents
from graph.store import Store, open_store

if TYPE_CHECKING:
    from graph.importing.report import ImportReport
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
        """Open the store for changes; the user's own is made with the shipped graph, a named one empty."""
        if self.location is None and not self._stands:
            self.create(empty=False).close()
        return open_store(self.location or str(self.own_store), writable=True)

    def load(self, documents: Sequence[Document]) -> LoadReport:
        """Load documents; a mistake in them leaves no new store behind, and edges that stand are derived anew."""
        if self._stands:
            with self.writing() as store:
                return _load(store, documents)
        with self._beside() as new, new.filled(empty=self.location is not None) as store:
            return _load(store, documents)

    def importing(self, work: Callable[[Store], ImportReport], *, dry_run: bool) -> ImportReport:
        """Let tables be put into the store; one made for them holds the shipped graph, and mistakes leave none behind.

        A dry run only reads. ``:memory:`` holds the shipped graph, without which no name means anything.
        """
        if self.location == ":memory:" or (dry_run and not self._stands):
            return _closing(open_shipped(self.cache_folder if dry_run else None), work)
        if self._stands:
            return _closing(self.reading() if dry_run else self.writing(), work)
        with self._beside() as new:
            report = _closing(new.filled(empty=False), work)
            if report.mistakes:
                shutil.rmtree(str(new.location))
        return report

    def create(self, *, empty: bool) -> Store:
        """Make the store, with the shipped graph and its derived edges unless ``empty``; whole or not at all."""
        if not self._stands:
            with self._beside() as new:
                new.filled(empty=empty).close()
        elif not empty:
            self.filled(empty=False).close()
        return open_store(self.location or str(self.own_store), writable=True)

    def filled(self, *, empty: bool) -> Store:
        """Open the store and put the shipped graph in unless ``empty``."""
        from graph.inference import infer  # noqa: PLC0415 - only a new store needs the rules

        store = open_store(self.location or str(self.own_store), writable=True)
        if not empty:
            store.load(shipped_documents())
            infer(store)
        return store

    @property
    def _stands(self) -> bool:
        folder = Path(self.location or self.own_store)
        return self.location == ":memory:" or (folder.exists() and (not folder.is_dir() or any(folder.iterdir())))

    @contextmanager
    def _beside(self) -> Iterator[Session]:
        """Give a session for an unfinished store, which takes its place when all has gone well."""
        folder = Path(self.location or self.own_store)
        unfinished = folder.with_name(f".{folder.name}.{os.getpid()}")
        try:
            yield replace(self, location=str(unfinished))
            if not unfinished.exists():
                return  # given up
            if folder.is_dir():
                folder.rmdir()  # it is empty
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


def _closing(opened: Store, work: Callable[[Store], ImportReport]) -> ImportReport:
    with opened as store:
        return work(store)


def _load(store: Store, documents: Sequence[Document]) -> LoadReport:
    from graph.inference import infer, is_inferred  # noqa: PLC0415 - a store without edges needs no rules

    report = store.load(documents)
    if is_inferred(store):
        infer(store)
    return report
