"""Compare the passages of evidence with the texts that the user has attached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode

from graph.checks.model import Hit
from graph.store.base import text_of
from graph.texts import Texts

#: As much of a passage as a message shows.
_SHOWN = 60


def examine_passages(candidates: Iterable[Mapping[str, object]], texts: Texts) -> Iterator[Hit]:
    """Yield a hit for each passage that is empty, cut inside a word, or other than the quotation kept."""
    for row in candidates:
        statement, digest, start, end = (
            row["statement"],
            text_of(row["hash"]),
            _number(row["start"]),
            _number(row["end"]),
        )
        passage = texts.passage(digest, start, end)
        if passage is None or not isinstance(statement, NamedNode):
            continue
        case = _wrong(passage, end - start, row["exact"]) or _cut(texts, digest, start, end, passage)
        if case:
            yield Hit((statement,), {**row, "passage": Literal(_shortened(passage))}, case)


def _wrong(passage: str, length: int, exact: object) -> str:
    if not passage.strip() or len(passage) != length:
        return "nothing"
    return "quote" if isinstance(exact, Literal) and exact.value != passage else ""


def _cut(texts: Texts, digest: str, start: int, end: int, passage: str) -> str:
    """Say ``word`` where a letter stands on both sides of an edge of the passage."""
    before = texts.passage(digest, start - 1, start) if start else ""
    after = texts.passage(digest, end, end + 1)
    edges = ((before or "")[-1:] + passage[:1], passage[-1:] + (after or ""))
    return "word" if any(len(edge) == len("ab") and edge.isalnum() for edge in edges) else ""


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _number(term: object) -> int:
    return int(text_of(term) or 0)
