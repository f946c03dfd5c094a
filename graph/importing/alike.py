"""Tell which rows the shapes cannot tell apart, so that one of them is checked for all.

Two groups of triples have the same signature where they differ only in what no shape looks at: the
names of their own nodes, the words of a text, the day where only its place among the other days
matters. Whatever is not known to be without effect stays as it is, so that a new kind of
constraint costs time and never an answer. ``tests/test_importing_shapes.py`` compares the verdicts
with those on every row.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from graph.importing.terms import RowTriple
from graph.namespaces import PREFIXES

if TYPE_CHECKING:
    import rdflib

Signature = tuple[object, ...]
_SH = "http://www.w3.org/ns/shacl#"
_XSD = PREFIXES["xsd"]
_DATE = _XSD + "date"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INTEGER = re.compile(r"-?\d{1,15}")
_DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,15})?")
_NUMBERS = {_XSD + "integer": _INTEGER, _XSD + "decimal": _DECIMAL}
_TEXTS = (_XSD + "string", PREFIXES["rdf"] + "langString")
_NAME = re.compile(r"\b([a-z][\w-]*):([\w-]+)")

#: Constraints on which a signature keeps what they look at.
UNDERSTOOD = frozenset(
    (
        *("class", "datatype", "disjoint", "hasValue", "lessThan", "lessThanOrEquals", "maxCount", "maxInclusive"),
        *("maxLength", "minCount", "minExclusive", "minInclusive", "node", "nodeKind", "not", "pattern", "property"),
        *("qualifiedMinCount", "qualifiedValueShape", "sparql", "uniqueLang"),
    )
)
_BOUNDS = ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
_COMPARED = ("lessThan", "lessThanOrEquals")
_MATCHED = ("disjoint", "equals")
_LOOKING_ON = ("class", "node", "not", "qualifiedValueShape", "property", "hasValue", "in", "and", "or", "xone")


@dataclass(frozen=True, slots=True)
class Looks:
    """What the shapes look at, by predicate."""

    mentioned: frozenset[str]
    onwards: frozenset[str]
    compared: frozenset[str]
    matched: frozenset[str]
    patterns: Mapping[str, tuple[re.Pattern[str], ...]]
    lengths: Mapping[str, tuple[int, ...]]
    bounds: Mapping[str, tuple[float, ...]]

    @classmethod
    def of(cls, shapes: rdflib.Graph) -> Looks:
        """Read them from the shapes; a predicate that a shape does not reach by a plain path counts as mentioned."""
        facts: dict[str, dict[str, list[str]]] = {}
        for shape, constraint, value in shapes:
            if str(constraint).startswith(_SH):
                facts.setdefault(str(constraint).removeprefix(_SH), {}).setdefault(str(shape), []).append(str(value))
        paths = {shape: found[0] for shape, found in facts["path"].items()}

        def by_path(names: Iterable[str]) -> dict[str, list[str]]:
            found: dict[str, list[str]] = {}
            for name in names:
                for shape, values in facts.get(name, {}).items():
                    if shape in paths:
                        found.setdefault(paths[shape], []).extend(values)
            return found

        queries = [text for texts in facts.get("select", {}).values() for text in texts]
        queried = {PREFIXES.get(prefix, "") + name for text in queries for prefix, name in _NAME.findall(text)}
        compared, matched = by_path(_COMPARED), by_path(_MATCHED)
        return cls(
            frozenset(str(term) for triple in shapes for term in triple) | queried,
            frozenset(by_path(_LOOKING_ON)) | queried,
            frozenset(compared).union(*compared.values()),
            frozenset(matched).union(*matched.values()),
            {path: tuple(map(re.compile, sorted(set(found)))) for path, found in by_path(["pattern"]).items()},
            {path: tuple(sorted(set(map(int, found)))) for path, found in by_path(["maxLength", "minLength"]).items()},
            {path: tuple(sorted(set(map(float, found)))) for path, found in by_path(_BOUNDS).items()},
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """What the shapes look at in the values of one predicate; ``plain``: of a text only the language."""

    name: str
    mentioned: bool
    onwards: bool
    compared: bool
    matched: bool
    plain: bool


@dataclass(frozen=True, slots=True)
class _Described:
    """What every row of a file shares: the place of the file's node, and what the shapes see of it."""

    places: Mapping[object, int]
    seen: Signature
    sized: tuple[tuple[int, tuple[str, float]], ...]


_NOTHING = _Described({}, (), ())


class Signatures:
    """Gives groups of triples their signatures; ``facts`` tells what the store says of a node."""

    def __init__(self, looks: Looks, facts: Callable[[NamedNode], object]) -> None:
        self._looks = looks
        self._facts = facts
        self._by_predicate: dict[NamedNode, _Look] = {}
        self._sources: dict[object, _Described] = {}
        #: Most rows name the same places and codes.
        self._node = lru_cache(maxsize=1 << 14)(self._look_at)

    def of(self, triples: Sequence[RowTriple], source: Sequence[RowTriple] = ()) -> Signature:
        """Return what the shapes can see of a row and the file it is in; equal where their verdict is equal."""
        described = self._described(source)
        places: dict[object, int] = dict(described.places)
        for triple in triples:
            places.setdefault(triple.subject, len(places))
        seen: list[object] = []
        sized = list(described.sized)
        matched: list[object] = []
        for subject, predicate, value in triples:
            look = self._by_predicate.get(predicate) or self._look(predicate)
            if look.matched:
                matched.append(value)
            what: object = places.get(value)
            if what is None and isinstance(value, NamedNode):
                what = self._node(look, value)
            elif what is None:
                size = _size(look, value)
                if size is not None:
                    sized.append((len(seen), size))
                what = self._literal(look, value, size)
            seen.append((places[subject], look.name, what))
        if len(set(seen)) < len(seen) and len(set(triples)) < len(triples):
            return self.of(list(dict.fromkeys(triples)), source)
        order = sorted({size for _, size in sized})
        compared = ((at, order.index(size)) for at, size in sized)
        return (described.seen, *seen, *compared, *map(matched.index, matched))

    def _described(self, source: Sequence[RowTriple]) -> _Described:
        """Look at a file once for all its rows."""
        if not source:
            return _NOTHING
        subject = source[0].subject
        if subject not in self._sources:
            looks = [(self._look(triple.predicate), triple.object) for triple in source]
            sizes = [_size(look, value) for look, value in looks]
            seen = tuple(
                (
                    look.name,
                    self._node(look, value) if isinstance(value, NamedNode) else self._literal(look, value, size),
                )
                for (look, value), size in zip(looks, sizes, strict=True)
            )
            sized = tuple((-1 - at, size) for at, size in enumerate(sizes) if size is not None)
            self._sources[subject] = _Described({subject: 0}, seen, sized)
        return self._sources[subject]

    def _look(self, predicate: NamedNode) -> _Look:
        looks, name = self._looks, predicate.value
        found = _Look(
            name,
            name in looks.mentioned,
            name in looks.onwards,
            name in looks.compared,
            name in looks.matched,
            name not in looks.patterns and name not in looks.lengths,
        )
        return self._by_predicate.setdefault(predicate, found)

    def _look_at(self, look: _Look, value: NamedNode) -> object:
        if not look.mentioned:
            return None
        if value.value in self._looks.mentioned:
            return value.value
        return self._facts(value) if look.onwards else "node"

    def _literal(self, look: _Look, value: object, size: tuple[str, float] | None) -> object:
        if not look.mentioned:
            return None
        if size is not None:
            return size[0], self._bounds(look.name, size[1])
        if not isinstance(value, Literal):
            return value
        if value.language is not None and look.plain:
            return value.language
        text, datatype = value.value, value.datatype.value
        if datatype in _TEXTS:
            return value.language or "", self._text(look.name, text)
        return (datatype, self._bounds(look.name, float(text))) if _is_number(datatype, text) else value

    def _text(self, predicate: str, text: str) -> object:
        patterns, lengths = self._looks.patterns.get(predicate, ()), self._looks.lengths.get(predicate, ())
        return (
            tuple(pattern.search(text) is not None for pattern in patterns),
            tuple(_order(len(text), length) for length in lengths),
        )

    def _bounds(self, predicate: str, number: float) -> object:
        return tuple(_order(number, bound) for bound in self._looks.bounds.get(predicate, ()))


def _size(look: _Look, value: object) -> tuple[str, float] | None:
    """Return the kind and the size of a value that a shape may compare with another of its row."""
    if not look.mentioned or not isinstance(value, Literal) or value.language is not None:
        return None
    datatype, text = value.datatype.value, value.value
    if datatype == _DATE:
        return (_DATE, day) if (day := _ordinal(text)) else None
    return (datatype, float(text)) if look.compared and _is_number(datatype, text) else None


@lru_cache(maxsize=1 << 14)
def _ordinal(text: str) -> int:
    """Return the number of a day, 0 where the text is none."""
    try:
        return dt.date.fromisoformat(text).toordinal() if _DAY.fullmatch(text) else 0
    except ValueError:
        return 0


def _is_number(datatype: str, text: str) -> bool:
    return datatype in _NUMBERS and _NUMBERS[datatype].fullmatch(text) is not None


def _order(one: float, other: float) -> int:
    return (one > other) - (one < other)
