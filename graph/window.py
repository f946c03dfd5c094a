"""What is known to hold in a window of time: the statements, what belongs to them, and the edges they make.

A statement holds from ``pfr:knownFrom`` to ``pfr:knownUntil``, which the rules derive; one without
the first is dated by nothing, and one without the second goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from graph.dates import Window
from graph.inference import infer
from graph.namespaces import GRAPH_INFERRED, PREFIXES
from graph.store import Store, open_store
from graph.store.base import rows, text_of

_STATEMENTS = """
SELECT ?statement ?first ?last WHERE {
  ?statement pfr:modality ?modality .
  OPTIONAL { ?statement pfr:knownFrom ?first }
  OPTIONAL { ?statement pfr:knownUntil ?last }
}
"""
_INFERRED = NamedNode(GRAPH_INFERRED)
_EVIDENCE = NamedNode(PREFIXES["pfr"] + "evidence")
_SELECTOR = NamedNode(PREFIXES["oa"] + "hasSelector")


def holds(first: str, last: str, window: Window) -> bool:
    """Tell whether days known as ISO dates, or as nothing, meet the window.

    >>> holds("2015-05-05", "", Window.as_of("2020")), holds("", "", Window.as_of("2020"))
    (True, False)
    """
    return "" < first <= window.end.isoformat() and (not last or last >= window.start.isoformat())


def quads_within(store: Store, window: Window, *, inferred: bool = False) -> Iterator[Quad]:
    """Yield the store's data without the statements that are not known to hold in the window.

    Evidence that only they have goes with them. With ``inferred`` come the edges that follow from
    what held then, instead of those that hold now.
    """
    outside = {
        statement
        for statement, first, last in rows(store, _STATEMENTS)
        if not holds(text_of(first), text_of(last), window)
    }
    told = [quad for quad in store.quads() if quad.graph_name != _INFERRED]
    kept = [quad for quad in told if quad.subject not in outside and quad.object not in outside]
    for linking in (_EVIDENCE, _SELECTOR):
        used, once = _objects(kept, linking), _objects(told, linking)
        kept = [quad for quad in kept if quad.subject not in once or quad.subject in used]
    yield from kept
    if inferred:
        edges = _edges(store, window)
        yield from (quad for quad in edges if quad.subject not in outside)


def _objects(quads: Iterable[Quad], linking: NamedNode) -> set[object]:
    return {quad.object for quad in quads if quad.predicate == linking}


def _edges(store: Store, window: Window) -> list[Quad]:
    """Derive the edges of the window in a copy, because the store keeps those of today."""
    with open_store(":memory:") as copy:
        copy.replace_graph(
            PREFIXES["graph"] + "copy", {quad.triple for quad in store.quads() if quad.graph_name != _INFERRED}
        )
        infer(copy, window)
        return [quad for quad in copy.quads() if quad.graph_name == _INFERRED]
