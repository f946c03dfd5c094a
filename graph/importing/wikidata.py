"""Names given as Wikidata identifiers: the things of the store that are exactly such an item."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph.gazetteer import CLASSES
from graph.namespaces import PREFIXES, expand
from graph.store.base import Store, rows

_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9][0-9]*)")
_MATCHED = """
SELECT ?thing ?item ?class ?from ?until WHERE {
  ?thing skos:exactMatch ?item ; a ?class .
  OPTIONAL { ?thing pfr:validFrom ?from }
  OPTIONAL { ?thing pfr:validTo ?until }
}
"""


def item_number(text: str) -> str | None:
    """Return the number of the Wikidata item that a text is, if it is one.

    >>> item_number("http://www.wikidata.org/entity/Q881"), item_number("Q881"), item_number("Quảng Tây")
    ('Q881', 'Q881', None)
    """
    found = _ITEM.fullmatch(text)
    return found[1] if found else None


@dataclass(frozen=True, slots=True)
class _Match:
    """A thing that is exactly an item, with its class and the days of its existence."""

    thing: NamedNode
    kind: str
    valid_from: str
    valid_until: str

    def fits(self, kind: str) -> bool:
        wanted = CLASSES[kind]
        return not wanted or self.kind in {expand(name) for name in wanted}

    def held(self, day: dt.date) -> bool:
        iso = day.isoformat()
        return (self.valid_from or iso) <= iso <= (self.valid_until or iso)


class Items:
    """The things of a store by their Wikidata items, read from it once."""

    def __init__(self, store: Store) -> None:
        self._matches: dict[str, list[_Match]] = defaultdict(list)
        for thing, item, kind, start, end in rows(store, _MATCHED):
            if isinstance(thing, NamedNode) and isinstance(item, NamedNode) and isinstance(kind, NamedNode):
                number = item.value.removeprefix(PREFIXES["wd"])
                self._matches[number].append(_Match(thing, kind.value, _day(start), _day(end)))

    def things(self, number: str, kind: str, on: dt.date | None) -> list[NamedNode]:
        """Return the things of a kind that are this item; a day settles which of several."""
        found = [each for each in self._matches.get(number, ()) if each.fits(kind)]
        if on is not None and len({each.thing for each in found}) > 1:
            found = [each for each in found if each.held(on)] or found
        return list(dict.fromkeys(each.thing for each in found))


def _day(term: object) -> str:
    return term.value if isinstance(term, Literal) else ""
