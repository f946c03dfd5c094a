"""Write JSON-LD 1.1 with our prefixes as its context, sorted and indented; no context is fetched.

>>> from pyoxigraph import NamedNode, Quad
>>> place = NamedNode("https://w3id.org/pfr/id/place/VN-05")
>>> partner = NamedNode("https://w3id.org/pfr/ns#partnerOf")
>>> other = NamedNode("https://w3id.org/pfr/id/place/LA-HO")
>>> print(jsonld([Quad(place, partner, other)]), end="")
{
  "@context": {
    "pfr": "https://w3id.org/pfr/ns#",
    "place": "https://w3id.org/pfr/id/place/"
  },
  "@graph": [
    {
      "@id": "place:VN-05",
      "pfr:partnerOf": [
        {
          "@id": "place:LA-HO"
        }
      ]
    }
  ]
}
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from graph.namespaces import PREFIXES, compact
from graph.turtle import named_blank_nodes

_TYPE = PREFIXES["rdf"] + "type"
_STRING = PREFIXES["xsd"] + "string"
#: A JSON object of JSON-LD, whose shape is the standard's, not ours.
_Object = dict[str, Any]


def jsonld(quads: Iterable[Quad]) -> str:
    """Return quads as a JSON-LD document: nodes without a graph first, then the named graphs."""
    found = set(named_blank_nodes(quads))
    names = _Names(found)
    by_graph: dict[str, list[Quad]] = defaultdict(list)
    for quad in found:
        by_graph["" if isinstance(quad.graph_name, DefaultGraph) else names(quad.graph_name)].append(quad)
    top = _nodes(by_graph.pop("", []), names)
    top += [{"@id": name, "@graph": _nodes(by_graph[name], names)} for name in sorted(by_graph)]
    document = {"@context": names.context(), "@graph": top}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


class _Names:
    """Shortens IRIs and remembers the prefixes it has used.

    A prefix that is also the scheme of some IRI (``geo:20.8,104.7``) cannot be one in this document.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        terms = (term for quad in quads for term in (*quad.triple, quad.graph_name))
        iris = {term.datatype if isinstance(term, Literal) else term for term in terms}
        parts = {iri.value.partition(":") for iri in iris if isinstance(iri, NamedNode)}
        self._schemes = {scheme for scheme, _, rest in parts if not rest.startswith("//")}
        self._used: set[str] = set()

    def __call__(self, term: object) -> str:
        if not isinstance(term, NamedNode):
            return str(term)
        name = compact(term.value)
        prefix = (name or "").partition(":")[0]
        if name is None or prefix in self._schemes:
            return term.value
        self._used.add(prefix)
        return name

    def context(self) -> dict[str, str]:
        return {prefix: PREFIXES[prefix] for prefix in sorted(self._used)}


def _nodes(quads: Iterable[Quad], names: _Names) -> list[_Object]:
    nodes: dict[str, _Object] = defaultdict(dict)
    for quad in sorted(quads, key=lambda quad: (names(quad.predicate), str(quad.object))):
        node = nodes[names(quad.subject)]
        if quad.predicate.value == _TYPE and isinstance(quad.object, (NamedNode, BlankNode)):
            node.setdefault("@type", []).append(names(quad.object))
        else:
            node.setdefault(names(quad.predicate), []).append(_value(quad.object, names))
    return [{"@id": name, **dict(sorted(nodes[name].items()))} for name in sorted(nodes)]


def _value(term: object, names: _Names) -> _Object:
    if not isinstance(term, Literal):
        return {"@id": names(term)}
    if term.language:
        return {"@language": term.language, "@value": term.value}
    if term.datatype.value == _STRING:
        return {"@value": term.value}
    return {"@type": names(term.datatype), "@value": term.value}
