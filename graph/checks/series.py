"""Look at the figures of one indicator: a contradiction, a development over time, or not comparable."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from pyoxigraph import Literal, NamedNode

from graph import dates
from graph.checks.model import Hit, local_name
from graph.checks.words import amount
from graph.namespaces import PREFIXES
from graph.store.base import text_of

#: Periods whose lengths differ by less are of one length: 2019 and 2020, or two halves of a year.
_SAME_LENGTH = dt.timedelta(days=31)
#: What does not change from year to year is compared at any time.
_LASTING = {NamedNode(PREFIXES["indicator"] + name) for name in ("border-length", "land-area")}
#: What each bound leaves open, as factors of the value.
_ROOM = {
    "over": (Decimal(1), Decimal("1.1")),
    "nearly": (Decimal("0.9"), Decimal(1)),
    "about": (Decimal("0.9"), Decimal("1.1")),
    "at-least": (Decimal(1), Decimal(1000)),
    "up-to": (Decimal(0), Decimal(1)),
}
_EXACT = (Decimal(1), Decimal(1))

_Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Figure:
    node: NamedNode
    value: Decimal
    bound: str
    start: str
    end: str
    told: str
    note: str
    is_flow: bool
    when_written: str
    room: tuple[Decimal, Decimal]
    sources: frozenset[str]
    lang: str

    @property
    def when(self) -> tuple[str, str]:
        """Sort by the last day; a figure without one is as of its source."""
        return self.end or self.told, self.start

    @property
    def length(self) -> dt.timedelta | None:
        """Return how long the period is, None for a state at a day."""
        if not self.is_flow:
            return None
        first, last = dates.day(self.start), dates.day(self.when[0])
        return last - first if first and last else dt.timedelta(0)

    def agrees(self, other: _Figure) -> bool:
        """Tell whether both values can be right, given what their bounds leave open."""
        least, most = (self.value * factor for factor in self.room)
        other_least, other_most = (other.value * factor for factor in other.room)
        return least <= other_most and other_least <= most

    def __str__(self) -> str:
        return f"{self.bound} {amount(self.value, self.lang)} ({self.when_written})".strip()


def examine_conflicts(candidates: Iterable[_Row], lang: str) -> Iterator[Hit]:
    """Yield pairs of figures of one series and one time whose values cannot both be right."""
    for rows in _series(candidates):
        for row, other_row in combinations(rows, 2):
            one, other = _figure(row, lang), _figure(other_row, lang)
            if not one.agrees(other) and _same_matter(row, other_row, one, other):
                notes = list(dict.fromkeys(f"[{figure.note}]" for figure in (one, other) if figure.note))
                values = {"indicator": row["indicator"], "figures": Literal(f"{one} / {other}"), "unit": row["unit"]}
                yield Hit((one.node, other.node), {**values, "notes": Literal(" ".join(notes))})


def _same_matter(row: _Row, other_row: _Row, one: _Figure, other: _Figure) -> bool:
    """Tell whether two figures of a series speak of one time, and of one thing."""
    if row["part_of"] == other.node or other_row["part_of"] == one.node:
        return False
    shared = not one.sources.isdisjoint(other.sources)
    # One source that puts other notes to its figures tells two things apart.
    if shared and one.note != other.note:
        return False
    # A figure without an end is as of its source.
    return row["indicator"] in _LASTING or (
        (one.start, one.end, one.is_flow) == (other.start, other.end, other.is_flow) and bool(one.end or shared)
    )


def examine_series(candidates: Iterable[_Row], lang: str) -> Iterator[Hit]:
    """Yield one hit per place, indicator, unit and other side whose figures differ over time."""
    for rows in _series(candidates):
        nodes = {row["statement"] for row in rows}
        # A part of one of these totals belongs to the total, not into the row.
        shown = (_figure(row, lang) for row in rows if row["part_of"] not in nodes)
        figures = sorted(shown, key=lambda figure: figure.when)
        ends, values = {figure.when[0] for figure in figures}, {figure.value for figure in figures}
        if rows[0]["indicator"] not in _LASTING and len(ends) > 1 and len(values) > 1:
            yield _hit(figures, rows[0])


def _series(candidates: Iterable[_Row]) -> Iterable[list[_Row]]:
    """Group the figures of one place, indicator, unit and other side, in the order of their names."""
    found: dict[tuple[object, ...], list[_Row]] = defaultdict(list)
    # A figure without an IRI could not be looked up.
    named = (row for row in candidates if isinstance(row["statement"], NamedNode))
    for row in sorted(named, key=lambda row: str(row["statement"])):
        key = (row["area"], row["indicator"], row["unit"], tuple(sorted(text_of(row["sides"]).split())))
        found[key].append(row)
    return found.values()


def _hit(figures: list[_Figure], row: _Row) -> Hit:
    notes = dict.fromkeys(figure.note for figure in figures if figure.note)
    values = {
        "indicator": row["indicator"],
        "unit": row["unit"],
        "series": Literal(" → ".join(map(str, figures))),
        "notes": Literal(" / ".join(notes)),
    }
    case = "evolution" if len({figure.note for figure in figures}) == 1 else "notes"
    lengths = [figure.length for figure in figures]
    if not _alike(lengths):
        case = "period"
    return Hit(tuple(figure.node for figure in figures), values, case)


def _alike(lengths: list[dt.timedelta | None]) -> bool:
    """Tell whether all are states at a day, or all periods of one length."""
    known = [length for length in lengths if length is not None]
    return not known or (len(known) == len(lengths) and max(known) - min(known) < _SAME_LENGTH)


def _figure(row: _Row, lang: str) -> _Figure:
    node, start, end = row["statement"], text_of(row["start"]), text_of(row["end"])
    if not isinstance(node, NamedNode):
        raise TypeError(f"a figure has an IRI: {node}")
    return _Figure(
        node,
        Decimal(text_of(row["value"])),
        text_of(row["bound"]),
        start,
        end or text_of(row["as_of"]),
        text_of(row["told"]),
        text_of(row["note"]),
        bool(start or end),
        _written(row),
        _ROOM.get(local_name(row["bound_iri"]), _EXACT),
        frozenset(text_of(row["told_by"]).split()),
        lang,
    )


def _written(row: _Row) -> str:
    """Write when a figure holds, as precisely as it is known: a day, a period, else the day of its source."""
    start, end = text_of(row["start_written"]), text_of(row["end_written"])
    if start or end:
        return start if start == end else f"{start or '…'} – {end or '…'}"
    return text_of(row["as_of_written"]) or text_of(row["told_written"]) or "?"
