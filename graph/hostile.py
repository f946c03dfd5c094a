r"""Refuse documents that are built to exhaust the parser.

JSON-LD nested some thousand levels deep ends the process in pyoxigraph 0.5.13, and XML entities
that expand into each other fill the memory; both are found by looking at the bytes.

>>> refuse_bomb("a.jsonld", RdfFormat.JSON_LD, b'{"a": [{"b": "[[[["}]}')
>>> refuse_bomb("a.rdf", RdfFormat.RDF_XML, b'<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><r/>')
Traceback (most recent call last):
graph.errors.MalformedRdf: a.rdf: its entities expand into each other; nothing was loaded
"""

from __future__ import annotations

import re

from pyoxigraph import RdfFormat

from graph.errors import MalformedRdf, Words

DEEPEST_JSON = 500
LONGEST_ENTITY = 200

_JSON_PART = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_ENTITY = re.compile(rb"<!ENTITY\s+(?P<parameter>%)?[^\"'>]*?(?P<quote>[\"'])(?P<value>.*?)(?P=quote)", re.DOTALL)
_TOO_DEEP = Words(f"lồng quá {DEEPEST_JSON} tầng", f"it is nested deeper than {DEEPEST_JSON} levels")
_EXPANDS = Words("các thực thể XML gọi lẫn nhau", "its entities expand into each other")
_LONG = Words("thực thể XML quá dài hoặc lấy từ ngoài", "an entity is too long or comes from outside")


def refuse_bomb(name: str, format: RdfFormat, data: bytes) -> None:
    """Raise MalformedRdf for JSON-LD that is too deep or RDF/XML whose entities are not plain."""
    if format == RdfFormat.JSON_LD:
        _refuse_deep_json(name, data)
    elif format == RdfFormat.RDF_XML and b"<!ENTITY" in data:
        _refuse_entities(name, data)


def _refuse_deep_json(name: str, data: bytes) -> None:
    depth = 0
    for part in _JSON_PART.finditer(data):
        depth += {b"{": 1, b"[": 1, b"}": -1, b"]": -1}.get(part.group(), 0)
        if depth > DEEPEST_JSON:
            raise MalformedRdf(name, data.count(b"\n", 0, part.start()) + 1, None, _TOO_DEEP)


def _refuse_entities(name: str, data: bytes) -> None:
    """Let the short namespace entities of ontology editors pass."""
    plain = list(_ENTITY.finditer(data))
    external = any(re.search(rb"SYSTEM|PUBLIC", found.group()) for found in plain)
    if len(plain) != data.count(b"<!ENTITY") or external or any(found["parameter"] for found in plain):
        raise MalformedRdf(name, None, None, _LONG)
    if any(b"&" in found["value"] for found in plain):
        raise MalformedRdf(name, None, None, _EXPANDS)
    if any(len(found["value"]) > LONGEST_ENTITY for found in plain):
        raise MalformedRdf(name, None, None, _LONG)
