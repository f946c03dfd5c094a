"""Which statements a briefing is about, found by the named questions, and what each of them says."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from graph import dates
from graph.dates import PRECISION_OF, Window, written
from graph.labels import Labels, short
from graph.namespaces import PREFIXES
from graph.questions import LIST_SEPARATOR, load_question, window_terms
from graph.store.base import Store, rows

_PRECISION_OF = {**PRECISION_OF, "pfr:knownFrom": "pfr:knownPrecision"}
_SAID = "SELECT ?fact ?property ?value WHERE {{ VALUES ?fact {{ {facts} }} ?fact ?property ?value }}"
_DATED = "SELECT ?day WHERE { ?source pfr:publishedOn|pfr:publishedNotBefore ?day }"
_HOME = NamedNode(PREFIXES["country"] + "VN")

Told = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement with its values by prefixed property name."""

    node: NamedNode
    values: Mapping[str, Sequence[object]]

    @property
    def kind(self) -> str:
        """The local name of its class: ``Agreement``."""
        return self.code("rdf:type")

    @property
    def is_plan(self) -> bool:
        """Tell whether it is only planned or proposed."""
        return self.code("pfr:modality") in ("planned", "proposed")

    def nodes(self, prop: str) -> list[NamedNode]:
        """Return the values that are things."""
        return [value for value in self.values.get(prop, ()) if isinstance(value, NamedNode)]

    def code(self, prop: str) -> str:
        """Return the local name of a value that is a thing, or nothing."""
        nodes = self.nodes(prop)
        return short(nodes[0]).rpartition(":")[2] if nodes else ""

    def text(self, prop: str) -> str:
        """Return a value that is a literal, or nothing."""
        return next((value.value for value in self.values.get(prop, ()) if isinstance(value, Literal)), "")

    def date(self, *props: str) -> str:
        """Return the first of these dates that is known, as precisely as its source gives it."""
        for prop in props:
            if self.text(prop):
                return written(self.text(prop), self.code(_PRECISION_OF.get(prop, "pfr:precision")) or "day")
        return ""


class Reader:
    """Asks the named questions in one language and window, and reads the statements they name."""

    def __init__(self, store: Store, lang: str, window: Window | None) -> None:
        self.store = store
        self.lang = lang
        self._window = window_terms(window) if window else {}
        self._last_day = window.end.isoformat() if window else ""

    def ask(self, name: str, **values: NamedNode) -> list[dict[str, object]]:
        """Return the rows of a named question by column."""
        question = load_question(name)
        terms: dict[str, NamedNode | Literal] = {"lang": Literal(self.lang), **values}
        if question.time:
            terms |= self._window
        return [dict(zip(question.columns, row, strict=True)) for row in rows(self.store, question.bind(terms))]

    def nodes(self, name: str, column: str, **values: NamedNode) -> list[NamedNode]:
        """Return the things that stand in a column of a question's rows."""
        found: dict[NamedNode, None] = {}
        for row in self.ask(name, **values):
            found |= dict.fromkeys(nodes_in(row[column]))
        return list(found)

    def read(self, nodes: Iterable[NamedNode]) -> list[Fact]:
        """Return what the store says of these things, sorted by identifier."""
        told: dict[NamedNode, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
        wanted = " ".join(sorted(set(map(str, nodes))))
        for fact, prop, value in rows(self.store, _SAID.format(facts=wanted)) if wanted else ():  # rdflib needs one
            if isinstance(fact, NamedNode):
                told[fact][short(prop)].append(value)
        return [
            Fact(node, {prop: sorted(values, key=str) for prop, values in told[node].items()})
            for node in sorted(told, key=lambda node: node.value)
        ]

    def statements(self, nodes: Iterable[NamedNode]) -> list[Fact]:
        """Return those of the things that are statements; what counts on past the window was not known in it."""
        return [
            fact
            for fact in self.read(nodes)
            if "pfr:modality" in fact.values and not (self._last_day and fact.text("pfr:periodEnd") > self._last_day)
        ]

    def labels(self, facts: Iterable[Fact], more: Iterable[object] = ()) -> Labels:
        """Return the words for the facts and for all that they name."""
        named = (term for fact in facts for values in fact.values.values() for term in (fact.node, *values))
        return Labels(self.store, [*named, *more], self.lang)

    def newest(self) -> str:
        """Return the last day on which a source was published, or nothing."""
        days = [dates.day(day.value) for (day,) in rows(self.store, _DATED) if isinstance(day, Literal)]
        return max((day.isoformat() for day in days if day), default="")

    def about(self, entity: NamedNode, former: Sequence[NamedNode]) -> list[NamedNode]:
        """Return all statements on a thing, on the units that it replaced, and on its border gates."""
        found = self.nodes("timeline", "statement_iri", province=entity)
        found += self.nodes("persons", "event_iris", province=entity)
        if entity.value.startswith(PREFIXES["country"]) and entity != _HOME:
            # What its provinces and organisations do with ours belongs to a country, dated or not.
            found += self.nodes("between", "statement_iri", entity=entity, other=_HOME)
        gates = self.nodes("border-gates", "gate_iri", province=entity)
        for thing in (entity, *former, *gates):
            found += self.nodes("who-says", "statement_iri", entity=thing)
        return list(dict.fromkeys(found))


def nodes_in(cell: object) -> list[NamedNode]:
    r"""Return the things of a cell: one, or the identifiers of a list.

    >>> nodes_in(Literal("http://example.org/a\x1fhttp://example.org/b"))[1]
    <NamedNode value=http://example.org/b>
    """
    if isinstance(cell, NamedNode):
        return [cell]
    parts = cell.value.split(LIST_SEPARATOR) if isinstance(cell, Literal) else []
    return [NamedNode(part) for part in parts if part]


def known_by(day: dt.date) -> Window:
    """Return the window of all that was known to hold, or to have held, by a day."""
    return Window(dt.date(1, 1, 1), day)
