"""Check the triples of an import with the SHACL shapes before anything is stored, each kind of row once.

pySHACL takes about a millisecond per triple, and a register has thousands of rows that differ only
in names and days. So one row of each signature (``alike.py``) is checked, and what the shapes say of
it holds for all rows of that signature, each at its own cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import NamedNode, Triple

from graph.errors import Words
from graph.importing.alike import Looks, Signature, Signatures
from graph.importing.cells import cell_text
from graph.importing.mapping import Column, Creation
from graph.importing.model import Cell, Finding, Row
from graph.importing.terms import RowTriple
from graph.importing.terms import node as term
from graph.namespaces import compact
from graph.store.base import Store, triples

_TYPE = term("rdf:type")
#: So many rows wait for a verdict at most, and so many signatures are looked at together.
_MOST_WAITING = 5_000
_MOST_ASKED = 200

# What the shapes must know of things that the rows only name: classes, code lists, countries of gates.
_KNOWN = """
CONSTRUCT {{ {node} a ?class ; skos:inScheme ?scheme ; pfr:country ?country . ?class rdfs:subClassOf ?above }}
WHERE {{
  {{ {node} a ?class . OPTIONAL {{ ?class rdfs:subClassOf ?above }} }}
  UNION {{ {node} skos:inScheme ?scheme }}
  UNION {{ {node} pfr:country ?country }}
}}
"""
#: What columns write besides their own property.
_BESIDES = {
    "amount": ("pfr:value", "pfr:of", "pfr:unit", "pfr:bound", "pfr:wording"),
    "label": ("skos:prefLabel", "skos:hiddenLabel"),
    "money": ("pfr:amount", "pfr:unit", "pfr:bound", "pfr:wording"),
    "period": (
        *("pfr:validFrom", "pfr:fromPrecision", "pfr:validTo", "pfr:toPrecision"),
        *("pfr:endStatus", "pfr:periodStart", "pfr:periodEnd"),
    ),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """The row that triples come from; ``columns`` tells what each heading means."""

    file: str
    sheet: str
    row: Row
    columns: Mapping[str, Column]

    def finding(self, path: str | None, rule: str, message: Words) -> Finding:
        """Return a finding at the cell that wrote a property, else at the row."""
        cell = next(self._cells(path), None)
        if cell is None:
            return Finding(self.file, self.sheet, str(self.row.number), path or "", rule, message)
        return Finding(self.file, self.sheet, cell.address, cell_text(cell), rule, message)

    def _cells(self, path: str | None) -> Iterator[Cell]:
        for heading, column in self.columns.items():
            written = (column.property, column.precision, *_BESIDES.get(column.type, ()))
            if path is not None and path in written and heading in self.row.cells:
                yield self.row.cells[heading]


#: Rows about one thing: what each says, what its file is, and where it stands.
Together = list[tuple[Sequence[RowTriple], Sequence[RowTriple], Origin]]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What the shapes find in rows of one signature; ``of_source``: in the file rather than in the row."""

    path: str | None
    rule: str
    message: Words
    of_source: bool

    @property
    def said(self) -> tuple[str | None, str, Words]:
        """What is wrong, wherever it stands."""
        return self.path, self.rule, self.message


class ShapeChecker:
    """Checks rows as they come; the verdict on a row may come some rows later, at the latest with ``finish``.

    ``created`` tells what the import makes beside the things of its rows: nodes that later rows may name.
    """

    def __init__(self, store: Store, created: Mapping[NamedNode, tuple[Creation, str]]) -> None:
        from graph.validation import shapes  # noqa: PLC0415 - rdflib takes long to import

        self._store = store
        self._created = created
        self._signatures = Signatures(Looks.of(shapes()), self._facts)
        self._known: dict[NamedNode, tuple[frozenset[tuple[NamedNode, object]], list[Triple]]] = {}
        self._verdicts: dict[Signature, tuple[_Verdict, ...]] = {}
        self._asked: dict[Signature, list[RowTriple]] = {}
        self._waiting: list[tuple[Signature, Origin]] = []
        self._told: set[tuple[str, str]] = set()

    def check(self, found: Sequence[RowTriple], source: Sequence[RowTriple], origin: Origin) -> Iterator[Finding]:
        """Yield what the shapes find in this row or in rows before it; ``source`` describes the file."""
        signature = self._ask(found, source)
        if signature in self._verdicts:
            yield from self._said(signature, origin)
            return
        self._waiting.append((signature, origin))
        if len(self._waiting) >= _MOST_WAITING or len(self._asked) >= _MOST_ASKED:
            yield from self.finish()

    def check_together(self, things: Iterable[Together]) -> Iterator[Finding]:
        """Yield what the shapes find in rows about one thing together and in none of them alone, at the last row."""
        things = iter(things)
        while some := list(islice(things, _MOST_ASKED)):
            asked = [(self._ask(*_union(rows)), [self._ask(*each[:2]) for each in rows], rows[-1][2]) for rows in some]
            yield from self.finish()
            for together, alone, origin in asked:
                known = {verdict.said for each in alone for verdict in self._verdicts[each]}
                for verdict in self._verdicts[together]:
                    if verdict.said not in known:
                        yield origin.finding(verdict.path, verdict.rule, verdict.message)

    def _ask(self, found: Sequence[RowTriple], source: Sequence[RowTriple]) -> Signature:
        signature = self._signatures.of(found, source)
        if signature not in self._verdicts:
            self._asked.setdefault(signature, [*found, *source])
        return signature

    def finish(self) -> Iterator[Finding]:
        """Yield what the shapes find in the rows that still wait."""
        if self._asked:
            self._verdicts.update(self._judged())
        self._asked.clear()
        waiting, self._waiting = self._waiting, []
        for signature, origin in waiting:
            yield from self._said(signature, origin)

    def _facts(self, node: NamedNode) -> object:
        return self._about(node)[0]

    def _about(self, node: NamedNode) -> tuple[frozenset[tuple[NamedNode, object]], list[Triple]]:
        if node not in self._known:
            context = triples(self._store, _KNOWN.format(node=node))
            if node in self._created:
                context.append(Triple(node, _TYPE, term(self._created[node][0].class_name)))
            facts = frozenset((each.predicate, each.object) for each in context if each.subject == node)
            self._known[node] = facts, context
        return self._known[node]

    def _said(self, signature: Signature, origin: Origin) -> Iterator[Finding]:
        for verdict in self._verdicts[signature]:
            if not verdict.of_source:
                yield origin.finding(verdict.path, verdict.rule, verdict.message)
            elif (told := (origin.file, verdict.rule)) not in self._told:
                self._told.add(told)
                yield Finding(origin.file, "", "", verdict.path or "", verdict.rule, verdict.message)

    def _judged(self) -> dict[Signature, tuple[_Verdict, ...]]:
        """Check one group of each signature, all in one graph, in which every row has nodes of its own.

        Only the files keep their names: pySHACL reads the query of a constraint anew for every node it is about.
        """
        from graph.validation import findings  # noqa: PLC0415 - pySHACL takes long to import

        groups = list(self._asked.values())
        graph: set[Triple] = set()
        of_source: dict[str, list[int]] = {}
        for number, group in enumerate(groups):
            graph.update(_apart(group, number))
            graph.update(known for triple in group for known in self._context(triple.object))
            of_source.setdefault(_source_name(group), []).append(number)
        judged: list[list[_Verdict]] = [[] for _ in groups]
        for each in findings(graph)[1]:
            within = _number(each.node) if _number(each.node) is not None else _number(each.value or "")
            for number in of_source.get(each.node, ()) if within is None else (within,):
                judged[number].append(_Verdict(each.path, each.shape, each.message, within is None))
        return {signature: tuple(found) for signature, found in zip(self._asked, judged, strict=True)}

    def _context(self, value: object) -> list[Triple]:
        return self._about(value)[1] if isinstance(value, NamedNode) else []


def _union(rows: Together) -> tuple[list[RowTriple], Sequence[RowTriple]]:
    """Return what rows say together, with what is known of their files but the last, and what is known of that."""
    last = rows[-1][1]
    said = (triple for found, source, _ in rows for triple in (*found, *(source if source != last else ())))
    return list(dict.fromkeys(said)), last


_APART = "urn:row:"


def _source_name(group: Sequence[RowTriple]) -> str:
    """Return what findings call the file, whose description ends the group."""
    iri = str(getattr(group[-1].subject, "value", ""))
    return compact(iri) or iri


def _apart(group: Sequence[RowTriple], number: int) -> Iterator[Triple]:
    """Give the nodes of a row names by which the verdict on them is known."""
    subjects = dict.fromkeys(triple.subject for triple in group if triple.subject != group[-1].subject)
    names: dict[object, NamedNode] = {each: NamedNode(f"{_APART}{number}:{at}") for at, each in enumerate(subjects)}
    for triple in group:
        subject, value = triple.subject, triple.object
        yield Triple(names.get(subject, subject), triple.predicate, names.get(value, value))


def _number(node: str) -> int | None:
    """Return which group a node belongs to."""
    return int(node.removeprefix(_APART).partition(":")[0]) if node.startswith(_APART) else None
