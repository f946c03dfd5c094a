"""Resolve the names in cells, each only once per import, at the row's date."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from pyoxigraph import NamedNode

from graph.errors import AmbiguousName, UnknownName, Words
from graph.gazetteer import Candidate, candidates_for, chosen, resolve_concept
from graph.identifiers import slug
from graph.importing.hints import core, listed, may_be_new, nearest_codes
from graph.importing.lifetimes import Days, Lifetimes
from graph.importing.mapping import Column, Creation
from graph.importing.model import Problem
from graph.importing.terms import node
from graph.importing.wikidata import Items, item_number
from graph.names import fold
from graph.namespaces import compact, expand
from graph.store.base import Store, rows

_UNKNOWN = Words('không có gì tên là "{name}"', 'nothing is called "{name}"')
_AMBIGUOUS = Words('"{name}" chỉ nhiều đối tượng', '"{name}" means several things')
_NO_CODE = Words('"{name}" không có trong danh mục', '"{name}" is not in the code list')
_TAKEN = Words('mã của tên mới "{name}" đã dùng cho đối tượng khác', 'the identifier of the new name "{name}" is taken')
_ORGANISATION = Creation(
    "organisation", "pfr:Organisation", constants=(("pfr:organisationKind", "organisation-kind:not-stated"),)
)
#: What properties that may hold an organisation are for, or their names where the ontology does not say it.
_FOR_ORGANISATIONS = frozenset(map(expand, ("pfr:Actor", "pfr:Organisation", "org:organization")))


#: What a name means that means several things: it depends on the day.
Meaning = Callable[[dt.date | None], NamedNode | Problem]


class NameBook:
    """Remembers what names mean; a name that cannot be used is a Problem with its candidates.

    With ``organisations``, a name in a column that may hold one is a new organisation where nothing resembles it.
    """

    def __init__(self, store: Store, *, organisations: bool = False) -> None:
        self.store = store
        self._organisations = organisations
        self._candidates: dict[tuple[str, str], NamedNode | Problem | Meaning] = {}
        self._known: dict[tuple[str, str, dt.date | None], NamedNode | Problem] = {}
        #: New nodes: what each is, and its name.
        self.created: dict[NamedNode, tuple[Creation, str]] = {}
        #: Names of values that were left out, by the key of their column.
        self.left_out: dict[str, Counter[str]] = {}

    def meant(self, column: Column, name: str, on: dt.date | None) -> NamedNode | Problem | None:
        """Return the entity that a name in a column means, or None where the column leaves it out."""
        found = self.entity(name, column.type if column.type in ("country", "place") else "entity", on)
        if not isinstance(found, Problem) or found.rule != "unknown-name":
            return found
        if column.type == "entities" and (meant := self._listed(name)):
            found = replace(found, suggestion=meant)
        may_create = not found.suggestion and may_be_new(name) and self._may_create(column)
        creation = column.creates or (_ORGANISATION if may_create else None)
        if creation and creation.matches.search(name):
            return self._create(creation, name)
        if column.unknown == "leave-out":
            self.leave_out(column, name)
            return None
        return found

    def leave_out(self, column: Column, name: str) -> None:
        """Count a value that a column leaves out."""
        self.left_out.setdefault(column.key, Counter())[name] += 1

    def entity(self, name: str, kind: str, on: dt.date | None) -> NamedNode | Problem:
        """Return the entity of this kind that the name means on that day."""
        if (name, kind) not in self._candidates:
            self._candidates[name, kind] = self._look_up(name, kind)
        found = self._candidates[name, kind]
        if isinstance(found, (NamedNode, Problem)):
            return found  # whatever the day
        key = (name, kind, on)
        if key not in self._known:
            self._known[key] = found(on)
        return self._known[key]

    def concept(self, name: str, scheme: str) -> NamedNode | Problem:
        """Return the concept of the code list that the name means."""
        key = (name, scheme, None)
        if key not in self._known:
            try:
                self._known[key] = resolve_concept(self.store, scheme, name)
            except UnknownName:
                self._known[key] = Problem(
                    "unknown-code", _said(_NO_CODE, name), nearest_codes(name, self._labels(scheme))
                )
        return self._known[key]

    def existing(self, values: list[object] | Problem, days: Days | None) -> list[object] | Problem:
        """Return the values of a cell, or the problem that a unit among them did not exist on the days of its row."""
        if days is None or isinstance(values, Problem):
            return values
        return self._lifetimes.problem(values, days) or values

    @cached_property
    def _lifetimes(self) -> Lifetimes:
        return Lifetimes(self.store)

    @cached_property
    def _items(self) -> Items:
        return Items(self.store)

    @cached_property
    def _ranges(self) -> dict[str, str]:
        found = rows(self.store, "SELECT ?property ?range WHERE { ?property rdfs:range ?range }")
        return {getattr(prop, "value", ""): getattr(kind, "value", "") for prop, kind in found}

    def _may_create(self, column: Column) -> bool:
        if not self._organisations or column.type not in ("entity", "entities"):
            return False
        iri = expand(column.property or "")
        return iri is not None and self._ranges.get(iri, iri) in _FOR_ORGANISATIONS

    def _create(self, creation: Creation, name: str) -> NamedNode | Problem:
        """Return a new node of this name; the same name is the same node."""
        new = node(f"{creation.prefix}:{slug(name)}")
        if new in self.created:
            same = fold(self.created[new][1]) == fold(name)
            return new if same else Problem("taken-name", _said(_TAKEN, name))
        if rows(self.store, f"SELECT ?p WHERE {{ {new} ?p ?o }} LIMIT 1"):
            return Problem("taken-name", _said(_TAKEN, name), compact(new.value) or "")
        self.created[new] = (creation, name)
        return new

    def _look_up(self, name: str, kind: str) -> NamedNode | Problem | Meaning:
        """Return what a name means on every day, or else what tells it on a day."""
        number = item_number(name)
        if number:
            return lambda on: self._of_item(number, name, kind, on)
        try:
            found = candidates_for(self.store, name, kind)
        except UnknownName as error:
            return Problem("unknown-name", _said(_UNKNOWN, name), ", ".join(self._near(name, kind) or error.candidates))
        if isinstance(found, NamedNode):
            return found
        return found[0].entity if len(found) == 1 else lambda on: _chosen(name, found, on)

    def _near(self, name: str, kind: str) -> Sequence[str]:
        """Return what is near the core of a name: "UBND tỉnh Hủa Phăn" is not the committee of another province."""
        short = core(name)
        if short == name or not short:
            return ()
        try:
            found = candidates_for(self.store, short, kind)
        except UnknownName as error:
            return error.candidates
        return [short] if isinstance(found, NamedNode) else [str(each) for each in found]

    def _listed(self, text: str) -> str:
        """Return the list that a text means whose names are not separated by semicolons, if all of them are known."""
        names = [self._spelled(name) for name in parts] if len(parts := listed(text)) > 1 else []
        return "; ".join(names) if all(names) else ""

    def _spelled(self, name: str) -> str:
        """Return the name, or its core, that something bears."""
        return next((each for each in (name, core(name)) if self._is_known(each)), "")

    def _is_known(self, name: str) -> bool:
        found = self.entity(name, "entity", None)
        return isinstance(found, NamedNode) or found.rule == "ambiguous-name"

    def _labels(self, scheme: str) -> dict[str, Words]:
        """Return the labels of a code list."""
        query = f"""
        SELECT ?concept ?vi ?en WHERE {{
          ?concept skos:inScheme {node(f"scheme:{scheme}")} ; skos:prefLabel ?vi, ?en
          FILTER (LANG(?vi) = "vi" && LANG(?en) = "en") }} ORDER BY ?concept"""
        return {
            str(concept): Words(*(str(getattr(label, "value", "")) for label in labels))
            for concept, *labels in rows(self.store, query)
        }

    def _of_item(self, number: str, name: str, kind: str, on: dt.date | None) -> NamedNode | Problem:
        found = self._items.things(number, kind, on)
        if len(found) == 1:
            return found[0]
        if found:
            candidates = ", ".join(compact(each.value) or each.value for each in found)
            return Problem("ambiguous-name", _said(_AMBIGUOUS, name), candidates)
        return Problem("unknown-name", _said(_UNKNOWN, name))


def _chosen(name: str, candidates: list[Candidate], on: dt.date | None) -> NamedNode | Problem:
    try:
        return chosen(name, candidates, on)
    except AmbiguousName as error:
        return Problem("ambiguous-name", _said(_AMBIGUOUS, name), ", ".join(error.candidates))


def _said(words: Words, name: str) -> Words:
    return Words(*(text.format(name=name) for text in words))
