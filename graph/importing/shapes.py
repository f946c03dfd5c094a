"""Check the triples of an import with the SHACL shapes before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode, Triple

from graph.importing.model import Finding
from graph.store.base import Store, triples

#: pySHACL takes about a millisecond per statement; beyond this, kg validate looks at them afterwards.
MOST_CHECKED = 200_000

# What the shapes must know of things that the rows only name: their classes and code lists.
_KNOWN = """
CONSTRUCT {{ ?node a ?class ; skos:inScheme ?scheme . ?class rdfs:subClassOf ?above }}
WHERE {{
  VALUES ?node {{ {nodes} }}
  ?node a ?class .
  OPTIONAL {{ ?node skos:inScheme ?scheme }}
  OPTIONAL {{ ?class rdfs:subClassOf ?above }}
}}
"""


def shape_findings(store: Store, found: Iterable[Triple], places: Mapping[str, tuple[str, str, str]]) -> list[Finding]:
    """Return what the shapes find in new triples.

    ``places`` tells for each node, by its prefixed name, the file, sheet and cell that it comes from.
    """
    from graph.validation import findings  # noqa: PLC0415 - pySHACL takes long to import

    new = list(found)
    if len(new) > MOST_CHECKED:
        return []
    named = {term for triple in new for term in (triple.subject, triple.object) if isinstance(term, NamedNode)}
    known = triples(store, _KNOWN.format(nodes=" ".join(sorted(map(str, named)))))
    _, violations = findings([*new, *known])
    return [
        Finding(*places[each.node], each.path or each.node, each.shape, each.message)
        for each in violations
        if each.node in places
    ]
