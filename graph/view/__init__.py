"""The network page: one HTML file with the proof behind every line, readable without internet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.store import Store

__all__ = ["ViewSummary", "write_view"]


@dataclass(frozen=True, slots=True)
class ViewSummary:
    """What a written page shows."""

    path: Path
    title: str
    nodes: int
    edges: int
    statements: int

    def say(self, lang: str) -> str:
        """Return the summary in one line."""
        return _SUMMARY[lang].format(path=self.path, title=self.title, nodes=self.nodes, edges=self.edges)


_SUMMARY = {
    "vi": "{path}: {title}, {nodes} thực thể, {edges} quan hệ",
    "en": "{path}: {title}, {nodes} actors, {edges} relations",
}


def write_view(store: Store, path: Path, *, about: Sequence[str] = (), hops: int = 1, lang: str = "vi") -> ViewSummary:
    """Write the network of a store, or what lies around the given IRIs, as one HTML file."""
    # pyvis and networkx take 0.4 s to import; only this command needs them.
    from graph.atomic import write_text_atomic  # noqa: PLC0415
    from graph.network import network  # noqa: PLC0415
    from graph.view.page import page  # noqa: PLC0415
    from graph.view.payload import title  # noqa: PLC0415

    graph = network(store, about=about, hops=hops)
    write_text_atomic(path, page(graph, about=about, language=lang))
    statements = {said.iri for *_, found in graph.edges(data="statements") for said in found}
    return ViewSummary(
        path,
        title(graph.graph["facts"], about)[lang],
        graph.number_of_nodes(),
        graph.number_of_edges(),
        len(statements),
    )
