"""Propose pairs of nodes that may stand for the same thing; nothing is merged.

Names are compared by RapidFuzz without accents and spaces, because Lao names are written both
"Vanxay" and "Văn Xay". Statements are compared by kind, parties and time first. Pairs that one
source tells apart are left out: it knows two things.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from pyoxigraph import Literal, NamedNode

from graph import dates
from graph.checks.model import Hit
from graph.names import fold
from graph.store.base import term_text

#: RapidFuzz ratio from which on two names of things are worth a look.
NAMES_FROM = 90
#: The same for labels of statements that have all else in common.
LABELS_FROM = 75
#: Events that begin no further apart are near.
NEAR = dt.timedelta(days=7)
#: Names are compared where they begin or end alike by so many letters.
_EDGE = 3
_WHOLE_YEAR, _WHOLE_MONTH = dt.timedelta(days=365), dt.timedelta(days=30)

_Row = Mapping[str, object]


# --- things ---


@dataclass(slots=True)
class _Thing:
    node: NamedNode
    group: tuple[str, ...]
    post: tuple[str, ...]
    names: dict[str, str] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)


def examine_names(candidates: Iterable[_Row]) -> Iterator[Hit]:
    """Yield pairs of things of one class, and of one place where they have one, whose names are alike.

    Two missions are compared by the states, kind and seat alone: their names are all alike.
    """
    things = _things(candidates)
    for one, other in _pairs({node: {(*thing.group, *thing.post)} for node, thing in things.items() if thing.post}):
        yield Hit((one, other), {}, "post")
    blocks = {node: _blocks(thing) for node, thing in things.items() if not thing.post}
    for one, other in _pairs(blocks):
        if things[one].sources.isdisjoint(things[other].sources):
            yield from _alike(things[one], things[other])


def _things(candidates: Iterable[_Row]) -> dict[NamedNode, _Thing]:
    found: dict[NamedNode, _Thing] = {}
    where: dict[NamedNode, set[str]] = defaultdict(set)
    for row in candidates:
        node = row["statement"]
        if isinstance(node, NamedNode):
            post = tuple(term_text(row[key]) for key in ("sending", "receiving", "kind", "seat"))
            thing = found.setdefault(node, _Thing(node, (term_text(row["class"]),), post if any(post) else ()))
            name = term_text(row["name"])
            thing.names[fold(name).replace(" ", "")] = name
            where[node].add(term_text(row["for"]))
            thing.sources |= {term_text(row["source"])} - {""}
    for node, thing in found.items():
        thing.group += tuple(sorted(where[node]))
    return found


def _blocks(thing: _Thing) -> set[tuple[str, ...]]:
    """Name the blocks in which a thing is compared, so that not each name meets every other."""
    ends = {end for name in thing.names for end in (f"{name[:_EDGE]}…", f"…{name[-_EDGE:]}")}
    return {(*thing.group, end) for end in ends}


def _alike(one: _Thing, other: _Thing) -> Iterator[Hit]:
    from rapidfuzz import fuzz  # noqa: PLC0415 - only where there is a pair to compare

    scored = [(fuzz.ratio(a, b), one.names[a], other.names[b]) for a in one.names for b in other.names]
    score, name, other_name = max(scored)
    if score >= NAMES_FROM:
        values = {"name": Literal(name), "other_name": Literal(other_name), "likeness": Literal(round(score))}
        yield Hit((one.node, other.node), values)


# --- statements ---


@dataclass(frozen=True, slots=True)
class _Event:
    node: NamedNode
    name: str
    first: dt.date | None
    last: dt.date | None
    term: tuple[str, str]
    sources: frozenset[str]
    told: str


def examine_statements(candidates: Iterable[_Row]) -> Iterator[Hit]:
    """Yield pairs of one class and kind, with the same sides, from other sources, that may be one."""
    groups: dict[tuple[str, ...], list[_Event]] = defaultdict(list)
    for row in candidates:
        event = _event(row)
        if event:
            sides = sorted(term_text(row["sides"]).split())
            groups[term_text(row["class"]), term_text(row["kind"]), *sides].append(event)
    for events in groups.values():
        for one, other in _close(events):
            if not one.sources & other.sources and _terms_agree(one, other) and not _foretold(one, other):
                yield from _told_twice(one, other)


def examine_dates(candidates: Iterable[_Row]) -> Iterator[Hit]:
    """Yield pairs of one class and with the same sides that begin on different days, few days apart."""
    groups: dict[tuple[str, ...], set[tuple[dt.date, NamedNode]]] = defaultdict(set)
    for row in candidates:
        node, day = row["statement"], dates.day(term_text(row["day"]))
        if isinstance(node, NamedNode) and day:
            groups[term_text(row["class"]), *sorted(term_text(row["sides"]).split())].add((day, node))
    for group in groups.values():
        for (day, one), (other_day, other) in pairwise(sorted(group, key=lambda each: (each[0], each[1].value))):
            if dt.timedelta(0) < other_day - day <= NEAR:
                yield Hit((one, other), {"day": Literal(day.isoformat()), "other_day": Literal(other_day.isoformat())})


def _event(row: _Row) -> _Event | None:
    """Read a row; None for a statement without an IRI, which nobody could look up."""
    node, signed, start = row["statement"], term_text(row["signed_on"]), term_text(row["valid_from"])
    if not isinstance(node, NamedNode):
        return None
    first = dates.day(signed or start)
    precision = term_text(row["signed_precision"] if signed else row["from_precision"]).rpartition("/")[2]
    room = {"year": _WHOLE_YEAR, "month": _WHOLE_MONTH}.get(precision, dt.timedelta(0))
    return _Event(
        node,
        fold(term_text(row["name"])),
        first,
        first + room if first else None,
        (start, term_text(row["valid_to"])),
        frozenset(term_text(row["told_by"]).split()),
        term_text(row["told"]),
    )


def _close(events: Sequence[_Event]) -> Iterator[tuple[_Event, _Event]]:
    """Pair events that may lie within NEAR of each other, and those without a date with every other."""
    dated = sorted((event for event in events if event.first), key=lambda event: (event.first, event.node.value))
    undated = sorted((event for event in events if not event.first), key=lambda event: event.node.value)
    for at, one in enumerate(dated):
        for other in dated[at + 1 :]:
            if one.last and other.first and other.first - one.last > NEAR:
                break
            yield one, other
    yield from combinations(undated, 2)
    yield from ((one, other) for one in undated for other in dated)


def _terms_agree(one: _Event, other: _Event) -> bool:
    """Tell whether two terms can be one: 2016–2020 and 2021–2025 are not."""
    return not all(one.term) or not all(other.term) or one.term == other.term


def _foretold(undated: _Event, dated: _Event) -> bool:
    """Tell whether a source spoke of one as done before the other began."""
    return bool(not undated.first and dated.first and undated.told and undated.told < dated.first.isoformat())


def _told_twice(one: _Event, other: _Event) -> Iterator[Hit]:
    from rapidfuzz import fuzz  # noqa: PLC0415 - only where there is a pair to compare

    pair = (one.node, other.node)
    if one.first and other.first and one.first == one.last and other.first == other.last:
        yield Hit(pair, {"days": Literal(abs((other.first - one.first).days))}, "near")
        return
    likeness = round(fuzz.token_sort_ratio(one.name, other.name))
    if likeness >= LABELS_FROM:
        yield Hit(pair, {"likeness": Literal(likeness)}, "overlap" if one.first and other.first else "undated")


def _pairs(blocks: Mapping[NamedNode, Iterable[tuple[str, ...]]]) -> list[tuple[NamedNode, NamedNode]]:
    """Return each pair of nodes that meets in a block, once."""
    members: dict[tuple[str, ...], list[NamedNode]] = defaultdict(list)
    for node, keys in blocks.items():
        for key in keys:
            members[key].append(node)
    found = {(min(pair, key=str), max(pair, key=str)) for nodes in members.values() for pair in combinations(nodes, 2)}
    return sorted(found, key=str)
