r"""Write Turtle and TriG canonically: the same graph gives the same bytes on every machine.

Subjects, predicates and objects are sorted, one object stands on each line, ``a`` comes first,
and only the prefixes in use are declared, so that a person can read the text and git can diff it.
Lexical forms are kept as they are. Blank nodes are named by RDFC-1.0
(https://www.w3.org/TR/rdf-canon/); shipped data has none.

>>> from pyoxigraph import Literal, NamedNode, Quad
>>> label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
>>> place = NamedNode("https://w3id.org/pfr/id/place/VN-05")
>>> print(turtle([Quad(place, label, Literal("Sơn La", language="vi"))]), end="")
@prefix place: <https://w3id.org/pfr/id/place/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<BLANKLINE>
place:VN-05
    skos:prefLabel "Sơn La"@vi .
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    Triple,
)

from graph.namespaces import PREFIXES, compact

Node = NamedNode | BlankNode | Triple
Term = NamedNode | BlankNode | Literal | Triple
#: What is said of each subject: predicate to objects.
Descriptions = dict[Node, dict[NamedNode, list[Term]]]

_TYPE = NamedNode(PREFIXES["rdf"] + "type")
_XSD = PREFIXES["xsd"]
#: Literals that Turtle writes bare without changing their lexical form.
_BARE = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    _XSD + "boolean": re.compile(r"true|false"),
}
# Quotes and backslashes must be escaped; control and direction-override characters are, so that no
# terminal or editor acts on them.
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\u061c\ufeff]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def turtle(quads: Iterable[Quad]) -> str:
    """Return one graph as Turtle; graph names are left out.

    A triple that several graphs hold is written once.
    """
    merged = (Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    writer = _Writer()
    body = writer.descriptions(_describe(named_blank_nodes(merged)), "")
    return writer.header() + body


def trig(quads: Iterable[Quad]) -> str:
    """Return named graphs as TriG, the default graph first."""
    by_graph: dict[str, list[Quad]] = defaultdict(list)
    for quad in named_blank_nodes(quads):
        name = "" if isinstance(quad.graph_name, DefaultGraph) else _sort_key(quad.graph_name)
        by_graph[name].append(quad)
    writer = _Writer()
    parts = []
    for name in sorted(by_graph):
        body = writer.descriptions(_describe(by_graph[name]), "    " if name else "")
        if name:
            graph = by_graph[name][0].graph_name
            body = f"{writer.term(graph)} {{\n{body}}}\n"
        parts.append(body)
    return writer.header() + "\n".join(parts)


def named_blank_nodes(quads: Iterable[Quad]) -> list[Quad]:
    """Return the quads with canonical labels on their blank nodes."""
    found = list(quads)
    if not any(isinstance(part, BlankNode) for quad in found for part in (quad.subject, quad.object, quad.graph_name)):
        return found
    dataset = Dataset(found)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def _describe(quads: Iterable[Quad]) -> Descriptions:
    described: Descriptions = defaultdict(lambda: defaultdict(list))
    for quad in set(quads):
        described[quad.subject][quad.predicate].append(quad.object)
    return described


def _sort_key(term: object) -> str:
    """Order terms by their prefixed name where they have one, else by their N-Triples form."""
    if not isinstance(term, NamedNode):
        return str(term)
    foreign = term.value.partition(":")[0] in PREFIXES  # <place:x> is not our place:x
    return compact(term.value) or (f"<{term.value}>" if foreign else term.value)


class _Writer:
    """Writes terms and remembers the prefixes it has used."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def header(self) -> str:
        lines = [f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in sorted(self._used)]
        return "".join([*lines, "\n"] if lines else lines)

    def descriptions(self, described: Descriptions, indent: str) -> str:
        blocks = []
        for subject in sorted(described, key=_sort_key):
            head = f"{indent}{self.term(subject)}\n"
            blocks.append(head + self._predicates(described[subject], indent + "    ") + " .\n")
        return "\n".join(blocks)

    def _predicates(self, predicates: dict[NamedNode, list[Term]], indent: str) -> str:
        ordered = sorted(predicates, key=lambda term: (term != _TYPE, _sort_key(term)))
        return " ;\n".join(
            f"{indent}{self._verb(predicate)} {self._objects(predicates[predicate], indent)}" for predicate in ordered
        )

    def _verb(self, predicate: NamedNode) -> str:
        return "a" if predicate == _TYPE else self.term(predicate)

    def _objects(self, objects: list[Term], indent: str) -> str:
        written = [self.term(term) for term in sorted(objects, key=_sort_key)]
        return f" ,\n{indent}    ".join(written)

    def term(self, term: object) -> str:
        if isinstance(term, NamedNode):
            return self._iri(term.value)
        if isinstance(term, Literal):
            return self._literal(term)
        return str(term)

    def _iri(self, iri: str) -> str:
        name = compact(iri)
        if name is None:
            return f"<{iri}>"
        self._used.add(name.partition(":")[0])
        return name

    def _literal(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        bare = _BARE.get(datatype)
        if bare is not None and bare.fullmatch(literal.value):
            return literal.value
        quoted = f'"{_ESCAPED.sub(_escape, literal.value)}"'
        if literal.language:
            return f"{quoted}@{literal.language}"
        if datatype == _XSD + "string":
            return quoted
        return f"{quoted}^^{self._iri(datatype)}"


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04X}"
