"""Pictures of the network: an HTML file with the proof behind every line, or a drawing for documents.

>>> from graph.shipped import open_shipped
>>> from graph.view import draw
>>> from graph.view.picture import Asked
>>> with open_shipped() as store:
...     found = draw(store, Asked(about=("https://w3id.org/pfr/id/place/VN-05",)))
>>> found.title["en"]
'Foreign relations: Son La'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.dates import Window
from graph.store import Store

if TYPE_CHECKING:
    from graph.view.picture import Asked, Picture

__all__ = ["MAX_NODES", "ViewSummary", "draw", "write_picture", "write_view"]

#: Above so many nodes no picture of lines reads well.
MAX_NODES = 300


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


def draw(
    store: Store,
    asked: Asked | None = None,
    *,
    things: Sequence[str] | None = None,
    hops: int = 1,
    window: Window | None = None,
    max_nodes: int = MAX_NODES,
    events: bool = False,
) -> Picture:
    """Return the network of a store, or what lies within ``hops`` of the things that are asked about.

    ``things`` stand in for those asked about, as the answer of a question does, be it empty. With a ``window``
    it shows what is known to hold in it. What goes beyond ``max_nodes`` is left out, and said.
    With ``events`` agreements, visits and projects are nodes of their own.
    """
    # networkx and numpy take 0.3 s to import; only pictures need them.
    from graph.network import network  # noqa: PLC0415
    from graph.view.cut import cut  # noqa: PLC0415
    from graph.view.events import unfolded  # noqa: PLC0415
    from graph.view.picture import Asked, Picture  # noqa: PLC0415

    asked = asked or Asked()
    whole = network(store, about=asked.about if things is None else things, hops=hops, window=window)
    if things is not None and not things:
        whole.remove_nodes_from(list(whole))  # nothing was found to show
    shown, left = cut(whole, max_nodes)
    return Picture(unfolded(shown) if events else shown, whole, left, asked)


def write_picture(found: Picture, path: Path) -> ViewSummary:
    """Write a picture as the suffix of the path says: ``.svg``, ``.png``, else a page of HTML."""
    from graph.atomic import write_bytes_atomic  # noqa: PLC0415 - only those who write need it
    from graph.view.cut import Size  # noqa: PLC0415 - as above

    write_bytes_atomic(path, _written(found, path.suffix.lower()))
    size = Size.of(found.graph)
    return ViewSummary(path, found.title[found.asked.language], size.nodes, size.edges, size.statements)


def _written(found: Picture, suffix: str) -> bytes:
    if suffix == ".svg":
        from graph.view.static import svg  # noqa: PLC0415 - each needs what the others do not

        return svg(found).encode()
    if suffix == ".png":
        from graph.view.raster import png  # noqa: PLC0415 - as above

        return png(found)
    from graph.view.page import page  # noqa: PLC0415 - pyvis takes 0.2 s to import

    return page(found).encode()


def write_view(
    store: Store,
    path: Path,
    *,
    about: Sequence[str] = (),
    hops: int = 1,
    lang: str = "vi",
    window: Window | None = None,
    layout: str = "force",
    max_nodes: int = MAX_NODES,
) -> ViewSummary:
    """Write the network of a store, or what lies around the given IRIs, as one HTML file (see ``draw``)."""
    from graph.view.picture import Asked  # noqa: PLC0415 - imports networkx

    asked = Asked(about=about, language=lang, layout=layout)
    return write_picture(draw(store, asked, hops=hops, window=window, max_nodes=max_nodes), path)
