"""What a name means to somebody who asks: one thing, and a note where a province had that name before another.

``graph.gazetteer.resolve`` never chooses. Here a name of a former and a present province means the
present one, unless the time asked about is over before it began; whatever was chosen is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph.dates import Window
from graph.errors import AmbiguousName, Words
from graph.gazetteer import Candidate, candidates_for
from graph.names import sort_key
from graph.namespaces import compact
from graph.store.base import Store, rows, text_of

_PRESENT = Words(
    '"{name}" được hiểu là đơn vị hiện nay, {present} (từ {since}); '
    "đơn vị cũ cùng tên: {former}, hoặc --as-of {until}.",
    '"{name}" means the present unit, {present} (since {since}); '
    "the former one of that name: {former}, or --as-of {until}.",
)
_FORMER = Words(
    '"{name}" vào thời gian này là đơn vị cũ, {former} (đến {until}); đơn vị hiện nay: {present}.',
    '"{name}" at that time is the former unit, {former} (until {until}); the present one: {present}.',
)
_GONE = Words(
    '"{name}" ({former}) có đến {until}; nay thuộc {label} ({present}).',
    '"{name}" ({former}) existed until {until}; it now belongs to {label} ({present}).',
)
_ALONE = Words(
    '"{name}" vào thời gian này là {chosen}; cùng tên nhưng không có vào lúc đó: {others}.',
    '"{name}" at that time is {chosen}; of the same name, but not there then: {others}.',
)
_INCLUDED = Words(
    "Gồm cả những gì các đơn vị trước đây đem lại: {units}; ghi mã định danh để hỏi riêng một đơn vị.",
    "Includes what the former units brought: {units}; give an identifier to ask about one alone.",
)
_UNTIL = Words("{label} ({unit}, đến {until})", "{label} ({unit}, until {until})")

_LINKED = """
SELECT ?former ?present ?since ?until ?label WHERE {{
  VALUES {variable} {{ {units} }}
  ?former dcterms:isReplacedBy ?present .
  OPTIONAL {{ ?former pfr:validTo ?until }}
  OPTIONAL {{ ?present pfr:validFrom ?since }}
  OPTIONAL {{ {labelled} skos:prefLabel ?label }}
}}
"""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The thing that a name means, and what the reader should know about that."""

    entity: NamedNode
    notes: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Succession:
    """A province that another replaced: both, the last day of the one, the first of the other, and a name."""

    former: NamedNode
    present: NamedNode
    until: str
    since: str
    label: Words


def meaning(store: Store, name: str, *, kind: str = "entity", window: Window | None = None) -> Meaning:
    """Return the one thing that a name means in a window of time, or today.

    Raises UnknownName, or AmbiguousName where unrelated things bear the name.

    >>> from graph.shipped import open_shipped
    >>> with open_shipped() as store:
    ...     print(compact(meaning(store, "Lào Cai").entity.value))
    place:VN-2025-lao-cai
    """
    found = candidates_for(store, name, kind)
    if isinstance(found, NamedNode):
        return Meaning(found)
    links = _successions(store, [each.entity for each in found])
    fitting = [each for each in found if window is None or each.valid_in(window)] or found
    chosen = fitting[0] if len(fitting) == 1 else _newest(fitting, links)
    if chosen is None:
        raise AmbiguousName(name, [str(each) for each in fitting])
    return Meaning(chosen.entity, _notes(name, chosen, found, links, window))


def with_predecessors(
    store: Store, names: Iterable[str], window: Window | None = None
) -> tuple[list[NamedNode], list[Words]]:
    """Return the things that names mean, each followed by the units that it replaced, and what to say of that."""
    things: list[NamedNode] = []
    notes: list[Words] = []
    for name in names:
        meant = meaning(store, name, window=window)
        former = predecessors(store, meant.entity)
        things += [meant.entity, *(each.former for each in former)]
        notes += [*meant.notes, *included(former)]
    return things, notes


def predecessors(store: Store, entity: NamedNode) -> list[Succession]:
    """Return the units that a province replaced, sorted by name."""
    query = _LINKED.format(variable="?present", units=entity, labelled="?former")
    return sorted(_read(store, query), key=lambda each: (sort_key(each.label.vi), each.former.value))


def included(found: Iterable[Succession]) -> list[Words]:
    """Return the note that an answer includes what these former units brought."""
    units = [
        Words(*(text.format(label=label, unit=_short(each.former), until=each.until) for text, label in _pairs(each)))
        for each in found
    ]
    return (
        [_filled(_INCLUDED, units=Words(", ".join(e.vi for e in units), ", ".join(e.en for e in units)))]
        if units
        else []
    )


def _pairs(each: Succession) -> Iterable[tuple[str, str]]:
    return zip(_UNTIL, each.label, strict=True)


def _successions(store: Store, units: Iterable[NamedNode]) -> list[Succession]:
    query = _LINKED.format(variable="?former", units=" ".join(map(str, units)), labelled="?present")
    return _read(store, query)


def _read(store: Store, query: str) -> list[Succession]:
    found: dict[tuple[NamedNode, NamedNode], Succession] = {}
    for former, present, since, until, label in rows(store, query):
        if isinstance(former, NamedNode) and isinstance(present, NamedNode):
            vi, en = found[former, present].label if (former, present) in found else ("", "")
            if isinstance(label, Literal):
                vi, en = (label.value, en) if label.language == "vi" else (vi, label.value)
            found[former, present] = Succession(former, present, text_of(until), text_of(since), Words(vi, en))
    return list(found.values())


def _newest(fitting: Sequence[Candidate], links: Iterable[Succession]) -> Candidate | None:
    """Return the candidate that replaced all the others, if one did."""
    replaced = {(link.former, link.present) for link in links}
    return next(
        (
            newest
            for newest in fitting
            if all(other is newest or (other.entity, newest.entity) in replaced for other in fitting)
        ),
        None,
    )


def _notes(
    name: str, chosen: Candidate, found: Sequence[Candidate], links: Sequence[Succession], window: Window | None
) -> tuple[Words, ...]:
    """Say what was chosen where a name had another meaning at another time, or its bearer is gone."""
    named = {each.entity for each in found}
    related = {chosen.entity, *(unit for link in links for unit in (link.former, link.present) if _joins(link, chosen))}
    others = ", ".join(str(each) for each in found if each.entity not in related)
    notes = [_filled(_ALONE, name=name.strip(), chosen=str(chosen), others=others)] if others else []
    for link in links:
        if link.present == chosen.entity:
            notes.append(_said(_PRESENT, name, link))
        elif link.former == chosen.entity and link.present in named:
            notes.append(_said(_FORMER, name, link))
        elif link.former == chosen.entity and (window is None or window.end.isoformat() > link.until):
            notes.append(_said(_GONE, name, link))
    return tuple(notes)


def _joins(link: Succession, unit: Candidate) -> bool:
    return unit.entity in (link.former, link.present)


def _said(words: Words, name: str, link: Succession) -> Words:
    return _filled(
        words,
        name=name.strip(),
        former=_short(link.former),
        present=_short(link.present),
        until=link.until,
        since=link.since,
        label=link.label,
    )


def _filled(words: Words, **values: str | Words) -> Words:
    def of(at: int) -> dict[str, str]:
        return {key: value[at] if isinstance(value, Words) else value for key, value in values.items()}

    return Words(words.vi.format_map(of(0)), words.en.format_map(of(1)))


def _short(node: NamedNode) -> str:
    return compact(node.value) or node.value
