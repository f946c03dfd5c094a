"""What every store can do, whatever engine is behind it.

A query's default graph is the RDF merge of all graphs of the store: a triple that several sources
tell counts once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph.errors import Words
from graph.loading import Document, LoadReport
from graph.store.answers import Answer, Row, Solutions, Triples

#: Said of a syntax error where the engine lists half its grammar.
SOMETHING_ELSE = Words("ở đây cần viết khác", "something else is expected here")


class Store(Protocol):
    """A set of named graphs that can be loaded, asked and read out."""

    @property
    def location(self) -> str:
        """Where the data is: a folder, or a name such as ``:memory:``."""

    def query(self, text: str) -> Answer:
        """Answer a SPARQL 1.1 query; our prefixes are declared.

        Raises QuerySyntaxError with line and column.
        """

    def load(self, documents: Sequence[Document]) -> LoadReport:
        """Add all documents or none of them, and have them on disk when it returns."""

    def replace_graph(self, graph: str, triples: Iterable[Triple]) -> None:
        """Make the named graph hold exactly these triples, in one step."""

    def replace_graphs(self, files: Mapping[str, Path]) -> None:
        """Make each named graph hold exactly the triples of its N-Triples file.

        A break-off leaves the store as it was, at the latest when it is opened for writing again.
        """

    def graphs(self) -> dict[str, int]:
        """Return the number of triples per graph name; ``""`` is the graph without a name."""

    def quads(self) -> Iterator[Quad]:
        """Read all quads, each in the graph it was loaded into."""

    def close(self) -> None:
        """Release the store."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class ClosingStore:
    """Lets every store be used in a ``with`` statement."""

    def close(self) -> None:
        """Release the store."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def rows(store: Store, query: str) -> list[Row]:
    """Return all rows of a SELECT query of our own."""
    answer = store.query(query)
    if not isinstance(answer, Solutions):
        raise TypeError(f"not a SELECT query: {query[:60]}")
    return list(answer.rows)


def triples(store: Store, query: str) -> list[Triple]:
    """Return all triples of a CONSTRUCT query of our own."""
    answer = store.query(query)
    if not isinstance(answer, Triples):
        raise TypeError(f"not a CONSTRUCT query: {query[:60]}")
    return list(answer.triples)


def text_of(term: object) -> str:
    """Return the text of a literal, and nothing for any other term or none."""
    return term.value if isinstance(term, Literal) else ""


def term_text(term: object) -> str:
    """Return the text of a literal or the IRI of a node, and nothing for any other term or none."""
    return term.value if isinstance(term, (Literal, NamedNode)) else ""
