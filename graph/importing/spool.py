"""Keep triples in a file until all of an import is known to be right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from graph.importing.terms import RowTriple


class Spool:
    """Counts triples and writes them to an N-Triples file, if it has a path."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.triples = 0
        self._file: TextIO | None = None

    def add(self, triples: Sequence[RowTriple]) -> None:
        """Take triples."""
        self.triples += len(triples)
        if self._file is not None:
            # A term as text is what N-Triples writes, with line ends escaped.
            self._file.writelines([f"{subject} {predicate} {value} .\n" for subject, predicate, value in triples])

    def __enter__(self) -> Self:
        if self.path is not None:
            self._file = self.path.open("w", encoding="utf-8", newline="\n")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
