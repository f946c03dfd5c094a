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
    by_graph: dict[str, list[Quad]] = defaultdict(list)
    for quad in set(named_blank_nodes(quads)):
        name = "" if isinstance(quad.graph_name, DefaultGraph) else _name(quad.graph_name)
        by_graph[name].append(quad)
    top = _nodes(by_graph.pop("", []))
    top += [{"@id": name, "@graph": _nodes(by_graph[name])} for name in sorted(by_graph)]
    document = {"@context": _context(top), "@graph": top}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _nodes(quads: Iterable[Quad]) -> list[_Object]:
    nodes: dict[str, _Object] = defaultdict(dict)
    for quad in sorted(quads, key=lambda quad: (_name(quad.predicate), str(quad.object))):
        node = nodes[_name(quad.subject)]
        if quad.predicate.value == _TYPE and isinstance(quad.object, (NamedNode, BlankNode)):
            node.setdefault("@type", []).append(_name(quad.object))
        else:
            node.setdefault(_name(quad.predicate), []).append(_value(quad.object))
    return [{"@id": name, **dict(sorted(nodes[name].items()))} for name in sorted(nodes)]


def _name(term: object) -> str:
    if isinstance(term, NamedNode):
        return compact(term.value) or term.value
    return str(term)


def _value(term: object) -> _Object:
    if not isinstance(term, Literal):
        return {"@id": _name(term)}
    if term.language:
        return {"@language": term.language, "@value": term.value}
    if term.datatype.value == _STRING:
        return {"@value": term.value}
    return {"@type": _name(term.datatype), "@value": term.value}


def _context(nodes: object) -> dict[str, str]:
    """Return the prefixes that the document's names use."""
    used: set[str] = set()
    _collect(nodes, used)
    return {prefix: PREFIXES[prefix] for prefix in sorted(used & set(PREFIXES))}


def _collect(part: object, used: set[str]) -> None:
    if isinstance(part, list):
        for item in part:
            _collect(item, used)
    elif isinstance(part, dict):
        for key, value in part.items():
            used.add(key.partition(":")[0])
            names = value if key == "@type" and isinstance(value, list) else [value]
            if key in ("@id", "@type"):
                used.update(str(name).partition(":")[0] for name in names)
            _collect(value, used)
