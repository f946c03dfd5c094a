"""Find the thing of a row in the store, so that a second node for it is not made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pyoxigraph import NamedNode

from graph.importing.mapping import TableMapping
from graph.namespaces import PREFIXES
from graph.store.base import Store, rows

_Values = tuple[object, ...]


class Standing:
    """The things of a mapping's class that other sources describe, by the columns that tell them apart.

    Each entry of the mapping's ``same`` is such a set of columns. An earlier one decides: two things
    with different identifiers are two, however alike they are in the rest.
    """

    def __init__(self, store: Store, mapping: TableMapping, source: str) -> None:
        columns = {column.key: column for column in mapping.columns}
        self._found = []
        for keys in mapping.same:
            properties = [columns[key].property or "" for key in keys]
            found = _things(store, mapping.class_name, properties, source)
            self._found.append((keys, found, frozenset().union(*found.values())))

    def find(self, values: Mapping[str, Sequence[object]]) -> NamedNode | None:
        """Return the one thing that is meant by the values of a row, if it stands already."""
        earlier: list[frozenset[NamedNode]] = []
        for keys, found, all_things in self._found:
            wanted = tuple(next(iter(values.get(key, ())), None) for key in keys)
            if wanted[0] is None:
                continue
            things = [each for each in found.get(wanted, ()) if not any(each in others for others in earlier)]
            if len(things) == 1:
                return things[0]
            earlier.append(all_things)
        return None


def _things(store: Store, class_name: str, properties: Sequence[str], source: str) -> dict[_Values, set[NamedNode]]:
    optional = " ".join(f"OPTIONAL {{ ?thing {name} ?v{at} }}" for at, name in enumerate(properties) if at)
    query = f"""
    SELECT DISTINCT ?thing {" ".join(f"?v{at}" for at in range(len(properties)))} WHERE {{
      GRAPH ?graph {{ ?thing a {class_name} }}
      FILTER (?graph != <{PREFIXES["source-graph"]}{source}>)
      ?thing {properties[0]} ?v0 . {optional} }}"""
    found: dict[_Values, set[NamedNode]] = defaultdict(set)
    for thing, *values in rows(store, query):
        if isinstance(thing, NamedNode):
            found[tuple(values)].add(thing)
    return found
