"""Make the terms and triples of the reference graph from prefixed names and plain text.

>>> print(triple("place:VN-05", "pfr:gsoCode", text("14")))
<https://w3id.org/pfr/id/place/VN-05> <https://w3id.org/pfr/ns#gsoCode> "14"
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from graph.names import nfc
from graph.namespaces import expand


def iri(name: str) -> NamedNode:
    """Return the node that a prefixed name stands for.

    >>> iri("plaec:VN-05")
    Traceback (most recent call last):
    ValueError: unknown prefix: plaec:VN-05
    """
    value = expand(name)
    if value is None:
        raise ValueError(f"unknown prefix: {name}")
    return NamedNode(value)


def text(value: str, language: str | None = None) -> Literal:
    """Return a plain or language-tagged literal in normal form C."""
    return Literal(nfc(value), language=language)


def typed(value: str, datatype: str) -> Literal:
    """Return a literal of an XML Schema datatype such as ``date``."""
    return Literal(value, datatype=iri(f"xsd:{datatype}"))


def triple(subject: str, predicate: str, value: str | Literal) -> Quad:
    """Return one triple; a string is the prefixed name of a node."""
    return Quad(iri(subject), iri(predicate), iri(value) if isinstance(value, str) else value)
