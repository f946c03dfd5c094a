"""When the units that rows name existed, and which unit is meant where one did not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from graph.errors import Words
from graph.importing.model import Problem
from graph.namespaces import compact
from graph.store.base import Store, rows

#: The first and the last day that a row is about.
Days = tuple[dt.date, dt.date]

_UNITS = """
SELECT DISTINCT ?unit ?vi ?en ?from ?until WHERE {
  VALUES ?class { pfr:Province pfr:Place pfr:Country }
  ?unit a ?class .
  OPTIONAL { ?unit skos:prefLabel ?vi FILTER (LANG(?vi) = "vi") }
  OPTIONAL { ?unit skos:prefLabel ?en FILTER (LANG(?en) = "en") }
  OPTIONAL { ?unit pfr:validFrom ?from }
  OPTIONAL { ?unit pfr:validTo ?until }
  FILTER (BOUND(?from) || BOUND(?until))
}
"""
_REPLACED = "SELECT DISTINCT ?old ?new WHERE { ?old dcterms:isReplacedBy ?new } ORDER BY ?old ?new"
_UNTIL = Words("{name} có đến {day}", "{name} existed until {day}")
_NOW = Words("; nay là {others}", "; it is now {others}")
_SINCE = Words("{name} có từ {day}", "{name} exists since {day}")
_BEFORE = Words("; trước đó là {others}", "; before it there was {others}")


@dataclass(slots=True)
class _Unit:
    node: NamedNode
    label: Words
    first: dt.date
    last: dt.date
    after: list[_Unit] = field(default_factory=list)
    before: list[_Unit] = field(default_factory=list)

    def called(self, lang: int) -> str:
        return f"{self.label[lang]} ({compact(self.node.value) or self.node.value})"


class Lifetimes:
    """Tells whether the units of a cell existed on the days of its row."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def problem(self, values: list[object], days: Days) -> Problem | None:
        """Return what is wrong with the first unit that existed on none of the days."""
        for value in values:
            unit = self._units.get(value)
            if unit is not None and unit.last < days[0]:
                return _problem(unit, unit.last, unit.after, (_UNTIL, _NOW))
            if unit is not None and unit.first > days[1]:
                return _problem(unit, unit.first, unit.before, (_SINCE, _BEFORE))
        return None

    @cached_property
    def _units(self) -> dict[object, _Unit]:
        units: dict[object, _Unit] = {}
        for unit, vi, en, first, last in rows(self._store, _UNITS):
            if isinstance(unit, NamedNode):
                label = Words(*(each.value if isinstance(each, Literal) else "" for each in (vi, en)))
                units[unit] = _Unit(unit, label, _day(first, dt.date.min), _day(last, dt.date.max))
        for old, new in rows(self._store, _REPLACED):
            if old in units and new in units:
                units[old].after.append(units[new])
                units[new].before.append(units[old])
        return units


def _day(term: object, otherwise: dt.date) -> dt.date:
    return dt.date.fromisoformat(term.value) if isinstance(term, Literal) else otherwise


def _problem(unit: _Unit, day: dt.date, others: list[_Unit], said: tuple[Words, Words]) -> Problem:
    alone, with_others = said
    called = Words(*(", ".join(each.called(at) for each in others) for at in range(len(alone))))
    message = [
        alone[at].format(name=unit.label[at], day=day.isoformat())
        + (with_others[at].format(others=called[at]) if others else "")
        for at in range(len(alone))
    ]
    return Problem("unit-not-then", Words(*message), called if others else "")
