"""Show everything that is known of one thing: ``portrait`` gathers it, ``write`` puts it on paper."""

from __future__ import annotations

from graph.dates import DateSpan
from graph.gazetteer import resolve
from graph.show.model import Fact, Portrait, Proof
from graph.show.portrait import portrait
from graph.show.text import write
from graph.store.base import Store
from graph.texts import Texts

__all__ = ["Fact", "Portrait", "Proof", "portrait", "show_text", "write"]


def show_text(
    store: Store,
    name: str,
    format: str,
    *,
    lang: str = "vi",
    as_of: str | None = None,
    texts: Texts | None = None,
) -> str:
    """Return the portrait of the thing that a name means, as text.

    ``as_of`` settles a name that one unit had before another.
    """
    day = DateSpan.parse(as_of).last if as_of else None
    return write(portrait(store, resolve(store, name, on=day), lang=lang, texts=texts), format, lang)
