"""Show everything that is known of one thing: ``portrait`` gathers it, ``write`` puts it on paper."""

from __future__ import annotations

from graph.dates import Window
from graph.errors import Words
from graph.meaning import with_predecessors
from graph.show.model import Fact, Portrait, Proof
from graph.show.portrait import portrait
from graph.show.text import write
from graph.store.base import Store
from graph.texts import Texts

__all__ = ["Fact", "Portrait", "Proof", "portrait", "show_text", "write"]


def show_text(
    store: Store, name: str, format: str, *, lang: str = "vi", window: Window | None = None, texts: Texts | None = None
) -> tuple[str, list[Words]]:
    """Return the portrait of the thing that a name means, as text, and what to say beside it.

    A province comes with what the units that it replaced brought. ``window`` limits it to what is
    known to hold then, and settles a name that one unit had before another.
    """
    (entity, *former), notes = with_predecessors(store, [name], window)
    return write(portrait(store, entity, lang=lang, texts=texts, former=former, window=window), format, lang), notes
