"""The pieces that a text can be made of: ideas, values of parameters, names of things, times and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from graph.namespaces import PREFIXES, compact, expand
from graph.phrases.times import Time, find_times
from graph.phrases.words import Text
from graph.store.answers import Row
from graph.store.base import Store, rows, term_text

#: Things that a question can be asked about by a name within it; statements only by identifier.
_NAMED = {
    expand(f"pfr:{name}"): name
    for name in ("Country", "Province", "Place", "BorderGate", "BorderGatePair", "Organisation", "DiplomaticMission")
} | {expand("foaf:Person"): "Person", expand("pfr:Source"): "Source"}
_IDENTIFIER = re.compile(r"[a-z][a-z-]*:[\w.-]*\w", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9-]*[A-Z0-9]")
_SOURCE = re.compile(r"[a-z]+(?:-[a-z0-9]+)*-[0-9]{1,4}(?:-[0-9]{2}){0,2}")
#: Names as short as this are written in capitals, or are words.
_SHORT = 3

_QUERY = """
SELECT DISTINCT ?given ?entity ?class ?spelling ?scheme ?code WHERE {{
  {{ VALUES ?given {{ {names} }} ?entity skos:hiddenLabel ?given }}
  UNION {{ VALUES ?given {{ {codes} }} ?entity skos:notation ?given . ?entity a pfr:Province }}
  UNION {{ VALUES (?given ?entity) {{ {nodes} }} }}
  ?entity a ?class .
  OPTIONAL {{ ?entity skos:prefLabel|skos:altLabel ?spelling }}
  OPTIONAL {{ ?entity skos:inScheme ?scheme }}
  OPTIONAL {{ ?entity skos:notation ?code }}
}}
"""
_COUNTRY = """SELECT ?country ?label WHERE {{ VALUES ?code {{ {codes} }}
  ?country skos:notation ?code ; a pfr:Country ; skos:prefLabel ?label FILTER (LANG(?label) = "vi") }}"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words, and what it stands for."""

    first: int
    last: int
    kind: str
    says: str
    things: frozenset[tuple[str, str]] = frozenset()
    time: Time | None = field(default=None, compare=False)

    @property
    def length(self) -> int:
        """Return the number of words."""
        return self.last - self.first + 1


def find_pieces(store: Store, text: Text) -> list[Piece]:
    """Return every piece that the words of a text can be read as; they overlap."""
    times = [_covered(text, time.start, time.end, "time", time=time) for time in find_times(text)]
    taken = {word for piece in times for word in range(piece.first, piece.last + 1)}
    written = list(_written(store, text))
    named = [*written, *_named(store, text)]
    free = [piece for piece in [*named, *_numbers(text)] if taken.isdisjoint(range(piece.first, piece.last + 1))]
    codes = [piece for piece in written if not taken.isdisjoint(range(piece.first, piece.last + 1))]
    # A date within an identifier is part of it.
    covered = {word for piece in codes for word in range(piece.first, piece.last + 1)}
    return [*codes, *(each for each in times if each.first not in covered), *free]


def _covered(text: Text, start: int, end: int, kind: str, says: str = "", **more: object) -> Piece:
    inside = [at for at, (first, last) in enumerate(text.words) if first < end and last > start]
    return Piece(inside[0], inside[-1], kind, says, **more)  # type: ignore[arg-type]  # one of the two last fields


def _numbers(text: Text) -> Iterator[Piece]:
    for at, (start, end) in enumerate(text.words):
        if text.flat[start:end].isdecimal() and end - start < _SHORT:
            yield Piece(at, at, "number", text.flat[start:end])


def _named(store: Store, text: Text) -> Iterator[Piece]:
    stretches: dict[str, list[tuple[int, int]]] = {}
    for first, last in text.stretches():
        stretches.setdefault(text.folded(first, last), []).append((first, last))
    countries = []
    for first, last, form in text.known():
        if form.kind != "country":
            yield Piece(first, last, form.kind, form.says)
        elif _written_short(form.spelling, text.said(first, last)):
            countries.append((form.says, (first, last)))
    yield from _demonyms(store, countries)
    yield from _labelled(store, text, stretches)


def _demonyms(store: Store, countries: list[tuple[str, tuple[int, int]]]) -> Iterator[Piece]:
    if not countries:
        return
    known = rows(store, _COUNTRY.format(codes=" ".join(str(Literal(code)) for code in {code for code, _ in countries})))
    labels = {_local(country): (country, label.value) for country, label in known if isinstance(label, Literal)}
    for code, stretch in countries:
        if code in labels:
            country, label = labels[code]
            yield Piece(*stretch, "name", label, frozenset({(str(country), "Country")}))


def _labelled(store: Store, text: Text, stretches: dict[str, list[tuple[int, int]]]) -> Iterator[Piece]:
    """Yield the names and the values that the graph's labels give."""
    names = " ".join(str(Literal(folded)) for folded in stretches)
    found: dict[tuple[int, int], set[tuple[str, str]]] = {}
    for given, entity, class_, spelling, scheme, code in rows(store, _QUERY.format(names=names, codes="", nodes="")):
        for stretch in stretches.get(term_text(given), ()):
            said = text.said(*stretch)
            if not _borne(text, said, term_text(spelling)):
                continue
            if isinstance(scheme, NamedNode) and isinstance(code, Literal):
                yield Piece(*stretch, "value", f"{_local(scheme).replace('-', '_')}={code.value}")
            elif term_text(class_) in _NAMED and (not text.accented or _capital(said, term_text(spelling))):
                found.setdefault(stretch, set()).add((str(entity), _NAMED[term_text(class_)]))
    yield from (Piece(*stretch, "name", text.said(*stretch), frozenset(things)) for stretch, things in found.items())


def _borne(text: Text, said: str, spelling: str) -> bool:
    """Tell whether a thing is named: by the accents of a label, or without any as the text is."""
    if not text.accented:
        return _written_short(spelling, said)
    return text.agrees(said, spelling)


def _written_short(spelling: str, said: str) -> bool:
    return not (spelling.isupper() and len(spelling) <= _SHORT) or said.isupper()


def _capital(said: str, spelling: str) -> bool:
    """In a text with accents a name of one syllable without any is told from a word by its capital."""
    return " " in spelling.strip() or not spelling.isascii() or said[:1].isupper()


def _written(store: Store, text: Text) -> Iterator[Piece]:
    """Yield the things that stand as identifiers or codes in the text."""
    places: dict[str, tuple[int, int]] = {}
    nodes: list[str] = []
    for found in _IDENTIFIER.finditer(text.given):
        nodes += _node(found.group(), expand(found.group()))
        places[found.group()] = found.span()
    for found in _SOURCE.finditer(text.given):
        nodes += _node(found.group(), PREFIXES["source"] + found.group())
        places.setdefault(found.group(), found.span())
    codes = {found.group(): found.span() for found in _CODE.finditer(text.given)}
    if not nodes and not codes:
        return
    query = _QUERY.format(names="", codes=" ".join(str(Literal(code)) for code in codes), nodes=" ".join(nodes))
    for given, entity, class_ in sorted({_first(row) for row in rows(store, query)}):
        iri = entity[1:-1]
        start, end = {**codes, **places}[given]
        says = given if given in codes else compact(iri) or iri
        yield _covered(text, start, end, "name", says, things=frozenset({(entity, _NAMED.get(class_, "Statement"))}))


def _first(row: Row) -> tuple[str, str, str]:
    return term_text(row[0]), str(row[1]), term_text(row[2])


def _node(given: str, iri: str | None) -> Iterable[str]:
    return [f"({Literal(given)} {NamedNode(iri)})"] if iri else []


def _local(term: object) -> str:
    return term_text(term).rpartition("/")[2]
